"""Wards or areas side by side: who they are, need, figures with their intervals, what holds people back."""

from collections.abc import Callable, Sequence
from typing import Any

from dash import dcc, html

from sipmap.desk.comparing import Compared
from sipmap.desk.wardreport import Claim
from sipmap.export.wardcard import stand_words
from sipmap.figures.bars import HEIGHT, WIDTH, bar, scale
from sipmap.figures.dots import Beside, Dot, dots
from sipmap.figures.svg import data_uri
from sipmap.web.components.attributes import data
from sipmap.web.components.export_link import asking, csv_link, linked
from sipmap.web.components.stacked import section, table
from sipmap.web.components.terms import words_used
from sipmap.web.components.ward_page import ward_link
from sipmap.words import comparing as words
from sipmap.words.numbers import NO_FIGURE, decimals, indicator_value, is_figure, ordinal, percent, whole
from sipmap.words.wardpage import interval

PATH = "/compare"
Address = Callable[[Sequence[str]], str]
NAN = float("nan")


def compared(items: Sequence[Compared], address: Address) -> list[Any]:
    """Return everything that is told of those compared."""
    made = [_who(items, address)]
    if any(one.parts for one in items):
        made.append(_need(items))
    made.append(_figures(items, address))
    if any(one.themes for one in items):
        made.append(_themes(items))
    return made


def _who(items: Sequence[Compared], address: Address) -> html.Section:
    cards = [_card(one, address([other.key for other in items if other.key != one.key])) for one in items]
    return section("Who is compared", "who", [html.Ul(cards, className="compare-cards")])


def _card(one: Compared, without: str) -> html.Li:
    name = ward_link(one.name, one.key) if one.is_ward else one.name
    places = [html.P(said, className="hint") for said in _places(one)]
    lives = whole(round(one.people.residents, -1)) if is_figure(one.people.residents) else NO_FIGURE
    return html.Li(
        [
            html.H3(name),
            html.P(one.where, className="place"),
            html.P(f"About {lives} residents." if lives != NO_FIGURE else "No figure of residents."),
            *places,
            html.P(
                dcc.Link(["Take away", html.Span(f" {one.name}", className="visually-hidden")], href=without)
            ),
        ]
    )


def _places(one: Compared) -> list[str]:
    """Say where a ward stands; of an area, where its wards on the list do."""
    if one.is_ward:
        return [stand_words(stand) for stand in one.places] or [
            "Outside Kent and Medway: no rank by need here."
        ]
    return [
        f"{name}: {ordinal(s.rank)} of {whole(s.of)} in {s.among} "
        f"({s.kind}: {ordinal(s.low)} to {ordinal(s.high)})."
        for name, s in zip(one.place_names, one.places, strict=True)
        if s.rank is not None and s.low is not None and s.high is not None
    ]


def _need(items: Sequence[Compared]) -> html.Section:
    """Return what each one's need score is made of, with bars on one scale."""
    held = [one for one in items if one.parts]
    ends = scale([part.adds for one in held for part in one.parts])
    names = [part.indicator.short for part in held[0].parts]
    rows = [
        html.Tr([html.Th(name, scope="row"), *(_adds(one.parts[n].adds, one.name, ends) for one in held)])
        for n, name in enumerate(names)
    ]
    total = [html.Td(decimals(one.score, 2), className="num", **data(label=one.name)) for one in held]
    rows.append(html.Tr([html.Th("Need score", scope="row"), *total], className="total"))
    head = html.Tr(
        [html.Th("Part", scope="col"), *(html.Th(o.name, scope="col", className="num") for o in held)]
    )
    shown = html.Table(
        [html.Caption("What each need score is made of"), html.Thead(head), html.Tbody(rows)],
        className="stack-table need-table",
    )
    return section(
        "Need score",
        "need",
        [
            words_used(("score (of a ward)", "need score"), "part"),
            shown,
            html.P(words.PARTS, className="hint"),
        ],
    )


def _adds(adds: float, name: str, ends: tuple[float, float]) -> html.Td:
    picture = html.Img(src=data_uri(bar(adds, ends)), alt="", width=int(WIDTH), height=int(HEIGHT))
    return html.Td([picture, " ", decimals(adds, 2)], className="num", **data(label=name))


def _figures(items: Sequence[Compared], address: Address) -> html.Section:
    """Return each rate as a picture of dots with intervals, and all of them as a table."""
    known = {c.indicator.id: c.indicator for one in items for c in one.claims}
    shown = [html.Li([html.H3(known[i].label), _dots(items, i)]) for i in known]
    heads = [
        "Figure",
        *(one.name for one in items),
        *dict.fromkeys(o.county for o in items if o.county),
        "England",
    ]
    rows = [(f"{known[i].label} ({_period(items, i)})", *_texts(items, i)) for i in known]
    same = html.Details(
        [
            html.Summary("The same as a table, with intervals"),
            table(heads, rows, "Figures with 95% intervals where there are any", range(1, len(heads))),
            *_file(items, address),
        ]
    )
    grid = html.Ul(shown, className="compare-grid")
    return section("Figures side by side", "figures", [html.P(words.DOTS, className="hint"), grid, same])


def _file(items: Sequence[Compared], address: Address) -> list[html.P]:
    """Return the link to every figure of those compared, where small areas are held for all of them."""
    counties = {one.county for one in items}
    if "" in counties:
        return []
    if not items[0].is_ward:
        query = address([one.key for one in items]).partition("?")[2]
        return [linked(csv_link("areas-compared", "every figure of these areas", query))]
    area = counties.pop().lower() if len(counties) == 1 else "kent-and-medway"
    query = asking([("area", area), ("wards", ",".join(one.key for one in items))])
    return [linked(csv_link("compare", "every figure of these wards", query))]


def _claim(one: Compared, indicator_id: str) -> Claim | None:
    return next((c for c in one.claims if c.indicator.id == indicator_id), None)


def _period(items: Sequence[Compared], indicator_id: str) -> str:
    return next(c.period for one in items if (c := _claim(one, indicator_id)) is not None)


def _beside(items: Sequence[Compared], indicator_id: str) -> list[tuple[str, float]]:
    """Return the counties' values, each county once, and England's."""
    found: dict[str, float] = {}
    england = NAN
    for one in items:
        claim = _claim(one, indicator_id)
        if claim is not None:
            england = claim.england
            if one.county:
                found[one.county] = claim.county
    return [*found.items(), ("England", england)]


def _dots(items: Sequence[Compared], indicator_id: str) -> html.Img:
    marks = []
    for one in items:
        claim = _claim(one, indicator_id)
        value = claim.value if claim else NAN
        ends = (claim.low, claim.high) if claim else (NAN, NAN)
        marks.append(Dot(one.name, value, percent(value), *ends))
    beside = [Beside(name, value, percent(value)) for name, value in _beside(items, indicator_id)]
    said = "; ".join(
        f"{m.name} {m.said}{f', interval {interval(m.low, m.high)}' if is_figure(m.low) else ''}"
        for m in marks
    )
    held = "; ".join(f"{b.name} {b.said}" for b in beside if is_figure(b.value))
    svg = dots(marks, beside, "Figures side by side")
    return html.Img(src=data_uri(svg), alt=f"{said}. Beside them: {held}.", className="dots")


def _texts(items: Sequence[Compared], indicator_id: str) -> list[str]:
    texts = []
    for one in items:
        claim = _claim(one, indicator_id)
        text = percent(claim.value) if claim else NO_FIGURE
        texts.append(
            f"{text} ({interval(claim.low, claim.high)})" if claim and is_figure(claim.low) else text
        )
    beside = dict(_beside(items, indicator_id))
    counties = dict.fromkeys(one.county for one in items if one.county)
    return [
        *texts,
        *(
            percent(beside[name]) if is_figure(beside.get(name)) else "\u2013"
            for name in (*counties, "England")
        ),
    ]


def _themes(items: Sequence[Compared]) -> html.Section:
    """Return what holds people back in each, as pictures and as a table."""
    held = [one for one in items if one.themes]
    labels = list(dict.fromkeys(t.label for one in held for t in one.themes))
    by = [{t.label: t for t in one.themes} for one in held]
    order = sorted(labels, key=lambda label: -max(_worse(of.get(label)) for of in by))
    shown, rows = [], []
    for label in order:
        marks, cells = [], []
        for one, of in zip(held, by, strict=True):
            theme = of.get(label)
            found = theme.contrast if theme else None
            said = words.deviation(found)
            ends = (found.value, said, found.low, found.high) if found else (NAN, said)
            marks.append(Dot(one.name, *ends))
            figure = indicator_value(theme.value, theme.indicator) if theme else NO_FIGURE
            specific = "; specific" if theme and theme.is_specific else ""
            cells.append(f"{figure}: {said} ({words.deviation_range(found)}){specific}" if found else figure)
        short = next(of[label].indicator.short for of in by if label in of)
        svg = dots(marks, (Beside("Its own county", 0.0, ""),), "Standard deviations from the county")
        if svg:
            alt = "; ".join(f"{m.name} {m.said}" for m in marks)
            picture = html.Img(src=data_uri(svg), alt=f"{alt}, in standard deviations.", className="dots")
            shown.append(html.Li([html.H3(label), html.P(short, className="hint"), picture]))
        rows.append((f"{label}: {short}", *cells))
    heads = ("Theme", *(one.name for one in held))
    same = html.Details(
        [html.Summary("The same as a table"), table(heads, rows, "Themes, each beside its own county", ())]
    )
    return section(
        "What holds people back",
        "themes",
        [
            html.P(words.THEMES, className="hint"),
            words_used("barrier", "contrast"),
            html.Ul(shown, className="compare-grid"),
            same,
        ],
    )


def _worse(theme: Any) -> float:  # noqa: ANN401 - a theme, or none
    return theme.contrast.value if theme is not None and theme.contrast is not None else -99.0
