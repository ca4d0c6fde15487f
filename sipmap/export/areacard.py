"""What is told of an area or a ward: the card in plain words, the same on a page and at the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from sipmap.areas.barriers import SIZES
from sipmap.catalogue import indicators
from sipmap.desk.areareport import AreaReport, ThemeReport
from sipmap.desk.evidence import Evidence
from sipmap.words import areas as words
from sipmap.words import evidence as evidence_words
from sipmap.words import flags as flag_words
from sipmap.words import ward as ward_words
from sipmap.words import warnings

NO_LEAD = "No open figure for small areas speaks for it"


@dataclass(frozen=True)
class ThemeCard:
    """One theme of a card."""

    label: str
    sentences: tuple[str, ...]
    evidence: tuple[str, ...]
    """A line a figure, the lead first; a figure for a whole district says that it is not the area's."""
    missing: str
    flags: tuple[flag_words.FlagWords, ...]


@dataclass(frozen=True)
class Card:
    """An area or a ward in plain words, in the order in which they are read."""

    name: str
    opening: str
    """Who lives there, and which wards are on the list."""
    people: str
    has: str
    """What is better there than in the county; "" where nothing is."""
    specific: tuple[str, ...]
    """What is specific here, how firm, how themes stand at each size, its own high-need wards alone."""
    in_short: tuple[str, ...]
    """Of that, the largest contrast and what is specific, without how themes stand at each size."""
    wards: tuple[str, ...]
    """A sentence for each ward on the area's first theme."""
    themes: tuple[ThemeCard, ...]
    flags: tuple[flag_words.FlagWords, ...]
    """Those of themes that are no barriers, such as worklessness."""
    warnings: tuple[str, ...]


def card(report: AreaReport, *, county: str, profile: str, size: int, top: int) -> Card:
    """Say a report in plain words.

    Parameters
    ----------
    report : AreaReport
    county, profile : str
        Labels.
    size : int
        N at which themes are ordered.
    top : int
        How long the list is: where the cut lies.
    """
    people = report.people
    compared = [t for t in report.themes if t.finding is not None and t.finding.beside(size) is not None]
    short, at_length = _specific(report, compared, county, size)
    return Card(
        name=report.area.name,
        opening=words.opening(
            report.area.name,
            len(report.wards),
            [w.name for w in report.wards if w.is_member],
            people.residents,
        ),
        people=ward_words.people(people.working_age, people.employment_deprived, None),
        has=words.what_it_has(report.area.name, _better(compared), county),
        specific=(*short, *at_length),
        in_short=short,
        wards=_sides(report, compared[:1], county),
        themes=tuple(_theme(t, report, county, profile, size) for t in report.themes),
        flags=report.flags,
        warnings=tuple(f"{name}: {warnings.of_ward(found, top)}" for name, found in report.warnings),
    )


def _better(compared: Sequence[ThemeReport]) -> list[str]:
    better = [t for t in compared if t.finding and t.finding.county and t.finding.county.is_better]
    return [t.barrier.better for t in better]


def _specific(
    report: AreaReport, compared: Sequence[ThemeReport], county: str, size: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say what is specific, in short and then at each size."""
    told = [(t.theme.label, t.finding) for t in compared if t.finding is not None]
    said = [words.headline(told[0] if told else None, county, size)]
    ever = [pair for pair in told if pair[1].specific_at]
    said += [words.specific(label, finding) for label, finding in ever]
    if not ever:
        said.append(f"No theme is specific to {report.area.name} at {words.sizes_in_words()}.")
    further = [words.at_size(told, n) for n in SIZES]
    own = {a.size: a.own_wards for _, finding in told[:1] for a in finding.at}
    names = {w.code: w.name for w in report.wards}
    further += [words.own_wards(told, n, [names[c] for c in own.get(n, ())]) for n in SIZES]
    return tuple(filter(None, said)), tuple(filter(None, further))


def _sides(report: AreaReport, first: Sequence[ThemeReport], county: str) -> tuple[str, ...]:
    """Say of each ward, on the area's first theme, on which side of the county's average it stands."""
    if len(report.wards) == 1:
        return ()
    return tuple(
        words.side(
            ward.name,
            report.by_ward[ward.code][t.lead.indicator.id],
            t.barrier.worse,
            t.barrier.better,
            county,
        )
        for t in first
        if t.lead is not None
        for ward in report.wards
    )


def _theme(theme: ThemeReport, report: AreaReport, county: str, profile: str, size: int) -> ThemeCard:
    said = []
    found = theme.finding
    if theme.lead is None:
        said.append(f"{NO_LEAD}.")
    elif found is not None:
        at = found.beside(size)
        if at is not None:
            said.append(f"{_capital(words.contrast(at, words.others(county, size)))}.")
        if found.county is not None:
            said.append(f"{_capital(words.contrast(found.county, words.as_a_whole(county)))}.")
        said.append(words.specific(theme.theme.label, found))
    said += [words.shared(indicators()[s.id].label, s.how, profile) for s in theme.shares]
    shown = [e for e in (*theme.own, theme.lead, *theme.beside) if e is not None and e.has_figure]
    return ThemeCard(
        label=theme.theme.label,
        sentences=tuple(said),
        evidence=tuple(line for e in shown for line in evidence_lines(e, report.area.name, county)),
        missing=words.missing(theme.barrier.missing, theme.barrier.own, theme.barrier.own_label),
        flags=theme.flags,
    )


def evidence_lines(shown: Evidence, place: str, county: str) -> list[str]:
    """Say one figure in a line, or a line a district where it is one for whole districts.

    A figure for a whole district never stands as the area's.
    """
    cited = evidence_words.cited(shown.level, shown.period, shown.source_title, shown.publisher)
    if shown.districts:
        return [
            f"{evidence_words.district(d.name, d.rank, d.of, shown.indicator, place, is_shared=d.is_shared)} "
            f"{cited}."
            for d in shown.districts
        ]
    assert shown.finding is not None
    found = shown.finding
    line = evidence_words.figures(found.value, found.county_value, shown.england, shown.indicator, county)
    rank = ""
    if len(shown.wards) == 1:
        rank = f". {evidence_words.standing(shown.wards[0].place, shown.indicator, county)}"
    note = f" {shown.note}" if shown.note else ""
    return [f"{line}{rank}. {cited}.{note}"]


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
