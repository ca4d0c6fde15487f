"""Find wards by what a person types: a name, former name, place, district, postcode or code."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from sipmap.desk.gazetteer import Gazetteer, Place, Ward
from sipmap.desk.postcodes import Start, readings, wards_of
from sipmap.geography import COMPARISON_SETS
from sipmap.words import finding as words
from sipmap.words.matching import How, Match, Names, plain

WHERE = COMPARISON_SETS["kent-and-medway"].label
MOST_IN_GROUP = 40
"""Wards shown under one heading; a longer list asks for more letters."""
MOST_ELSEWHERE = 12
MOST_PLACES = 5
MOST_SUGGESTED = 5
_TOO_WIDE = {plain(s.label) for s in COMPARISON_SETS.values()} - {plain("Medway")}
"""Names of more wards than a list can show; Medway is a district too."""
LEAST_DISTRICT = 4
"""Letters of the name of a district elsewhere: fewer begin too many."""
_CODE = re.compile(r"[A-Z][0-9]{5,8}")
"""A code, or enough of its beginning to be no postcode."""


@dataclass(frozen=True)
class Hit:
    """A ward that was found."""

    ward: Ward
    why: str
    """Why, where its own name does not say it; else ""."""


@dataclass(frozen=True)
class Group:
    """Wards found in one way, the surest first."""

    heading: str
    hits: tuple[Hit, ...]
    total: int
    """How many there are, of which `hits` are the first."""
    how: How = How.EXACT


@dataclass(frozen=True)
class Answer:
    """What was found for a text."""

    text: str
    groups: tuple[Group, ...] = ()
    sure: str | None = None
    """The one ward that is meant beyond doubt: its code."""
    note: str = ""
    suggestions: tuple[str, ...] = ()
    """Names that look most like the text, where nothing was found."""


def find(engine: Engine, release_id: int, names: Gazetteer, text: str) -> Answer:
    """Return the wards that a text may mean; an empty text means none."""
    asked = " ".join(text.split())
    if not plain(asked):
        return Answer(asked)
    for by in (_by_code, _by_small_area):
        answer = by(names, asked)
        if answer is not None:
            return answer
    return _by_postcode(engine, release_id, names, asked) or _by_name(names, asked)


def _by_code(names: Gazetteer, text: str) -> Answer | None:
    code = re.sub(r"\s", "", text.upper())
    if not _CODE.fullmatch(code):
        return None
    if code in names.wards:
        ward = names.wards[code]
        return Answer(text, (_group(f"Ward {code}", [Hit(ward, f"code {code}")]),), sure=code)
    district = next((d for d in names.districts if d.code == code), None)
    if district is not None:
        return Answer(text, (_of_place(names, district, How.EXACT),))
    small = names.small_areas.get(code)
    if small is not None:
        return _by_small_area(names, small.name)
    begun = [w for c, w in sorted(names.wards.items()) if c.startswith(code)]
    begun.sort(key=lambda w: not w.is_at_hand)
    note = f"No ward, neighbourhood or district has the code {code} in these figures."
    hits = [Hit(w, f"code {w.code}") for w in begun]
    return Answer(
        text, (_group(f"Codes that begin {code}", hits),) if hits else (), note="" if hits else note
    )


def _by_small_area(names: Gazetteer, text: str) -> Answer | None:
    small = names.small_areas.get(plain(text))
    if small is None or not small.shares:
        return None
    hits = [
        Hit(names.wards[code], words.of_small_area(share, small.level, f"{small.name} ({small.code})"))
        for code, share in small.shares
    ]
    sure = small.shares[0][0] if len(small.shares) == 1 else None
    return Answer(text, (_group(f"{small.level} {small.name}", hits),), sure=sure)


def _by_postcode(engine: Engine, release_id: int, names: Gazetteer, text: str) -> Answer | None:
    starts = readings(text)
    for start in starts:
        group = _of_postcodes(engine, release_id, names, start)
        if group is not None:
            sure = group.hits[0].ward.code if start.is_whole or group.total == 1 else None
            return Answer(text, (group,), sure=sure)
    whole = next((start for start in starts if start.is_whole), None)
    if whole is None:
        return Answer(text, note=words.no_postcodes(starts[0].written, WHERE)) if starts else None
    for start in whole.wider():
        group = _of_postcodes(engine, release_id, names, start)
        if group is not None:
            note = words.unknown_postcode(whole.written, WHERE, start.written)
            return Answer(text, (group,), note=note)
    return Answer(text, note=words.unknown_postcode(whole.written, WHERE, ""))


def _of_postcodes(engine: Engine, release_id: int, names: Gazetteer, start: Start) -> Group | None:
    counts = wards_of(engine, release_id, start)
    total = int(counts.sum())
    hits = [
        Hit(names.wards[str(code)], words.of_postcodes(int(count), total, start.written))
        for code, count in counts.items()
        if code in names.wards
    ]
    heading = f"Postcode {start.written}" if start.is_whole else f"Postcodes that begin {start.written}"
    return _group(heading, hits) if hits else None


def _by_name(names: Gazetteer, text: str) -> Answer:
    if plain(text) in _TOO_WIDE:
        here = tuple(d.name for d in names.districts if d.is_at_hand)
        return Answer(text, note=words.TOO_WIDE, suggestions=here)
    found = _named(names, text)
    spoken = re.sub(r"(?i)[\s,]+ward$", "", text)
    if spoken != text and not any(g.how < How.CLOSE for g in found):
        found = _named(names, spoken) or found
    surest = any(group.how < How.CLOSE for group in found)
    kept = [group for group in found if group.how < How.CLOSE or not surest]
    if kept:
        return Answer(text, tuple(kept), sure=_sure(names, spoken) or _sure(names, text))
    return Answer(text, suggestions=_suggested(names, text))


def _named(names: Gazetteer, text: str) -> list[Group]:
    """Return the groups for a name: those at hand by how surely they were met, then the rest of England."""
    at_hand: list[Group] = []
    wards = _of_names(names, text)
    if wards is not None:
        at_hand.append(wards)
    for place in _met(names.place_names, names.places, text):
        at_hand.append(_of_place(names, *place))
    is_met = any(group.how < How.CLOSE for group in at_hand)
    far: list[Group] = []
    for district, how in _met(names.district_names, names.districts, text, with_slips=not is_met):
        if district.is_at_hand:
            at_hand.append(_of_place(names, district, how))
        elif how is How.EXACT or (how is How.START and len(plain(text)) >= LEAST_DISTRICT):
            far.append(_of_place(names, district, how))
    matches = names.elsewhere_names.find(text, with_slips=not is_met)
    if matches:
        hits = [Hit(names.elsewhere[m.position], "") for m in matches]
        far.insert(0, _group("Elsewhere in England", hits, matches[0].how, MOST_ELSEWHERE))
    return sorted(at_hand, key=lambda g: g.how) + sorted(far, key=lambda g: g.how)


def _of_names(names: Gazetteer, text: str) -> Group | None:
    """Return wards at hand by their own name or a former one, each once, by its surest."""
    met: list[tuple[Match, bool, Hit]] = [
        (m, False, Hit(names.here[m.position], "")) for m in names.here_names.find(text)
    ]
    for match in names.former_names.find(text):
        former = names.formers[match.position]
        why = words.formerly(former.name, former.year, len(former.codes))
        met += [(match, True, Hit(names.wards[c], why)) for c in former.codes if c in names.wards]
    if not met:
        return None
    surest = min(match.how for match, _, _ in met)
    met = [one for one in met if one[0].how < How.CLOSE or surest == How.CLOSE]
    met.sort(key=lambda one: (one[0].how, one[0].slips, one[1], one[0].length, one[0].name))
    return _group(f"Wards of {WHERE}", _once(hit for _, _, hit in met), surest)


def _met(
    held: Names, places: Sequence[Place], text: str, *, with_slips: bool = True
) -> list[tuple[Place, How]]:
    return [(places[m.position], m.how) for m in held.find(text, with_slips=with_slips)[:MOST_PLACES]]


def _of_place(names: Gazetteer, place: Place, how: How) -> Group:
    wards = sorted((names.wards[c] for c in place.codes if c in names.wards), key=lambda w: plain(w.name))
    return _group(f"In {place.name} ({place.kind})", [Hit(w, f"in {place.name}") for w in wards], how)


def _once(hits: Iterable[Hit]) -> list[Hit]:
    kept: dict[str, Hit] = {}
    for hit in hits:
        kept.setdefault(hit.ward.code, hit)
    return list(kept.values())


def _group(heading: str, hits: Sequence[Hit], how: How = How.EXACT, most: int = MOST_IN_GROUP) -> Group:
    return Group(heading, tuple(hits[:most]), len(hits), how)


def _sure(names: Gazetteer, text: str) -> str | None:
    """Return the one ward at hand of exactly this name, unless a place with more wards bears it too."""
    exact = _exactly(names.here_names, text)
    if len(exact) != 1:
        return None
    code = names.here[exact[0]].code
    wider = [names.places[n].codes for n in _exactly(names.place_names, text)]
    wider += [names.districts[n].codes for n in _exactly(names.district_names, text)]
    return code if all(codes == (code,) for codes in wider) else None


def _exactly(held: Names, text: str) -> list[int]:
    return [m.position for m in held.find(text, with_slips=False) if m.how is How.EXACT]


def _suggested(names: Gazetteer, text: str) -> tuple[str, ...]:
    """Return the names at hand that look most like a text."""
    called = sorted({w.name for w in names.here} | {p.name for p in (*names.places, *names.districts[:20])})
    return tuple(called[n] for n in Names(called).nearest(text, MOST_SUGGESTED))
