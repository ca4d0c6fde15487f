"""Compare: two to four wards, or target areas, side by side; the address holds which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from sipmap.desk.comparing import MOST, Compared, compared_area, compared_ward
from sipmap.desk.wardshared import county_set
from sipmap.errors import SipmapError
from sipmap.store.read import ReleaseRecord
from sipmap.web.asked import Asked, asked_for
from sipmap.web.components import compare as pieces
from sipmap.web.components.attributes import aria
from sipmap.web.components.states import notes, problem
from sipmap.web.components.write_form import choice, line
from sipmap.web.finding import Finder
from sipmap.web.pages.ward import today
from sipmap.web.warddesk import WardDesk
from sipmap.words import comparing as words

PATH, TITLE = pieces.PATH, "Compare"
LONGEST = 60
"""Characters of what was typed that are said back."""
Query = Mapping[str, str]


@dataclass
class Found:
    """What an address asks for, as far as it is there."""

    items: list[Compared] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """A sentence for each thing that could not be shown as asked."""
    known: list[tuple[str, str]] = field(default_factory=list)
    """Ids and names of the target areas that there are."""


def page(desk: WardDesk, finder: Finder, query: Query) -> html.Div:
    """Return the page for an address; without wards, how to choose them."""
    try:
        release = desk.figures.release()
        asked = asked_for({name: query.get(name, "") for name in ("area", "profile", "top")})
        by_area = "areas" in query or query.get("by") == "areas"
        found = _areas(desk, release, asked, query) if by_area else _wards(desk, finder, release, query)
        found.lines[:0] = asked.notes
        return _laid_out(asked, found, by_area=by_area)
    except SipmapError as error:
        return problem(error)


def _wards(desk: WardDesk, finder: Finder, release: ReleaseRecord, query: Query) -> Found:
    typed = [*_several(query.get("wards", "")), *filter(None, [query.get("add", "").strip()])]
    known: list[str] = []
    found, unknown, left = Found(), [], []
    for text in typed:
        code = text.upper() if desk.name(release, text.upper()) else finder.answer(text).sure
        if code is None:
            unknown.append(text[:LONGEST])
        elif code not in known:
            if len(known) == MOST:
                left.append(desk.name(release, code))
            else:
                known.append(code)
    if unknown:
        found.lines.append(words.unknown(unknown, "ward that is meant beyond doubt"))
    if left:
        found.lines.append(words.too_many(left, MOST))
    for code in known:
        report = desk.report(release, code, today())
        comparison = county_set(report.county_code)
        found.items.append(compared_ward(report, desk.county(release, comparison) if comparison else None))
    return found


def _areas(desk: WardDesk, release: ReleaseRecord, asked: Asked, query: Query) -> Found:
    report = desk.areas.report(release, asked.wanted, today())
    held = {a.area.id: a for a in report.areas}
    typed = [*_several(query.get("areas", "")), *filter(None, [query.get("add", "").strip()])]
    ids = list(dict.fromkeys(typed))
    known = [one for one in ids if one in held]
    found = Found()
    unknown = [one[:LONGEST] for one in ids if one not in held]
    if unknown:
        found.lines.append(words.unknown(unknown, "target area of this list"))
    if len(known) > MOST:
        found.lines.append(words.too_many([held[one].area.name for one in known[MOST:]], MOST))
    county = desk.county(release, asked.wanted.comparison)
    found.known = [(a.area.id, a.area.name) for a in report.areas]
    found.items = [compared_area(held[one], county, asked.wanted.top) for one in known[:MOST]]
    return found


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _laid_out(asked: Asked, found: Found, *, by_area: bool) -> html.Div:
    items = found.items
    said = (
        words.nothing(by_area=by_area)
        if not items
        else words.ONE
        if len(items) == 1
        else words.opening(_people(items))
    )
    address = _address(asked, by_area=by_area)
    below = pieces.compared(items, address) if items else []
    return html.Div(
        [
            html.H1(TITLE),
            html.P(said, id="opening", className="opening"),
            notes(found.lines),
            _controls(asked, found, by_area=by_area),
            *below,
        ],
        className="compare-page",
    )


def _address(asked: Asked, *, by_area: bool) -> Callable[[Sequence[str]], str]:
    def address(keys: Sequence[str]) -> str:
        if by_area:
            which = {"areas": ",".join(keys)} if keys else {"by": "areas"}
            return f"{PATH}?{urlencode(which)}&{asked.address()}"
        return f"{PATH}?{urlencode({'wards': ','.join(keys)})}"

    return address


def _people(items: Sequence[Compared]) -> list[tuple[str, float, float]]:
    return [
        (
            one.name,
            one.people.employment_deprived,
            one.people.employment_deprived / one.people.working_age
            if one.people.working_age
            else float("nan"),
        )
        for one in items
    ]


def _controls(asked: Asked, found: Found, *, by_area: bool) -> html.Section:
    keys = [one.key for one in found.items]
    is_full = len(keys) >= MOST
    if by_area:
        rest = [pair for pair in found.known if pair[0] not in keys]
        add: list[Any] = [choice("add", "Another area", rest, "")] if rest else []
        comparison, profile, top = asked.wanted
        kept = {
            "by": "areas",
            "areas": ",".join(keys),
            "area": comparison.id,
            "profile": profile.id,
            "top": str(top),
        }
        other = dcc.Link("Compare wards", href=PATH)
    else:
        add = [line("add", "Another ward", "", "Its name, a postcode or its code.")]
        kept = {"wards": ",".join(keys)}
        other = dcc.Link("Compare target areas", href=f"{PATH}?by=areas")
    hidden = [dcc.Input(type="hidden", name=name, value=value) for name, value in kept.items()]
    full = html.P(f"{MOST} are shown; take one away to add another.", className="hint")
    form = html.Form(
        [*hidden, *add, html.Button("Add", type="submit", className="primary")],
        method="GET",
        action=PATH,
        className="filters",
        **aria(label="Add one to compare"),
    )
    return html.Section([full if is_full or not add else form, html.P(other)], className="compare-controls")
