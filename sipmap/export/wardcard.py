"""A ward's report in plain words, the same on its page and in its briefing."""

from dataclasses import dataclass
from math import isnan

from sipmap.areas.contrasts import Contrast
from sipmap.desk.areareport import ThemeReport
from sipmap.desk.pockets import ENGLAND_LSOAS
from sipmap.desk.wardreport import Claim, EnglandStand, LocalReport, SmallArea, Stand, StandOut, WardReport
from sipmap.words import areas as area_words
from sipmap.words import wardpage as words
from sipmap.words import warnings
from sipmap.words.numbers import NO_FIGURE, indicator_value, is_figure, percent, whole

CLAIM_HEADINGS = ("Share of people or homes", "Here", "95% interval", "People or homes")


@dataclass(frozen=True)
class Told:
    """A ward in plain words, in the order in which they are read."""

    headline: str
    lives: str
    standing: tuple[str, ...]
    """District, county and England, each with what it is among."""
    warning: str
    claims_heading: tuple[str, ...]
    claims: tuple[tuple[str, ...], ...]
    """Rows of texts: label with level and year, here, interval, people, then district, county and England."""
    worst: tuple[tuple[str, str], ...]
    """What stands out: a sentence, and how far from the county, how old and of what level it is."""
    best: tuple[tuple[str, str], ...]
    claimants: str
    barriers: tuple[tuple[str, ...], ...]
    """Rows of texts: theme, figure here, in the county, how far from it, whether it is specific here."""
    specific: tuple[str, ...]
    pocket: str
    small: tuple[tuple[str, ...], ...]
    """Rows of texts: name, national place, residents, share of the ward's residents."""
    alike: tuple[tuple[str, str, str, str], ...]
    """Code, name, district and how far."""
    how_alike: str


def told(report: WardReport) -> Told:
    """Say a report in plain words."""
    local = report.local
    county = report.county
    people = report.people
    rate = people.employment_deprived / people.working_age if people.working_age else float("nan")
    first = next((c for c in report.claims if c.indicator.id == "iod2025-employment-rate"), None)
    beside = (report.compared, _beside(first, local))
    heading = (*CLAIM_HEADINGS, *_others(report))
    return Told(
        headline=words.headline(report.name, people.working_age, people.employment_deprived, rate, beside),
        lives=" ".join(
            filter(
                None,
                (
                    words.lives(people.residents, report.name),
                    words.places(report.places),
                    words.former(report.former),
                ),
            )
        ),
        standing=_standing(report),
        warning=warnings.of_ward(local.warning, local.county.size) if local and local.warning else "",
        claims_heading=heading,
        claims=tuple(_claim(c, report) for c in report.claims),
        worst=_outs(local.worst, report, "worse") if local else (),
        best=_outs(local.best, report, "better") if local else (),
        claimants=_claimants(local, county) if local else "",
        barriers=_barriers(local) if local else (),
        specific=_specific(local) if local else (),
        pocket=_pocket(local) if local else "",
        small=tuple(_small(s) for s in local.small) if local else (),
        alike=tuple(
            (
                s.alike.code,
                s.name,
                s.district,
                words.alike(s.alike.distance, s.apart_on.label, s.alike.apart),
            )
            for s in local.likeness.wards
        )
        if local
        else (),
        how_alike=words.how_alike(len(local.likeness.figures), local.likeness.typical) if local else "",
    )


def _beside(claim: Claim | None, local: LocalReport | None) -> float:
    if claim is None:
        return float("nan")
    return claim.county if local else claim.england


def _standing(report: WardReport) -> tuple[str, ...]:
    england = england_words(report.england)
    if report.local is None:
        return (england,)
    return (*(stand_words(s) for s in (report.local.district, report.local.county) if s), england)


def england_words(stand: EnglandStand) -> str:
    """Say where a ward stands in England on the index."""
    if stand.rank is None or stand.low is None or stand.high is None:
        return words.NOT_IN_ENGLAND
    return words.england(stand.rank, (stand.low, stand.high), stand.of, kind=stand.kind)


def stand_words(stand: Stand) -> str:
    """Say where a ward stands among a district's or county's."""
    if stand.rank is None or stand.low is None or stand.high is None:
        return words.unranked(stand.of, stand.among, stand.reason)
    return words.stand(
        stand.rank,
        (stand.low, stand.high),
        stand.of,
        stand.among,
        kind=stand.kind,
        word=stand.word,
        size=stand.size,
        is_shared=stand.is_shared,
    )


def _others(report: WardReport) -> tuple[str, ...]:
    """Return the headings of what the rates stand beside: a unitary authority stands once."""
    if report.local is None:
        return ("England",)
    return (*dict.fromkeys((report.district, report.county)), "England")


def _claim(claim: Claim, report: WardReport) -> tuple[str, ...]:
    dated = words.dated(claim.indicator, claim.period, report.today.year)
    others = [claim.england]
    if report.local is not None:
        others = [claim.county, claim.england]
        if report.district != report.county:
            others = [claim.district, *others]
    return (
        f"{claim.indicator.label} ({dated})",
        percent(claim.value),
        words.interval(claim.low, claim.high),
        words.count(claim.count, claim.denominator),
        *(percent(o) if is_figure(o) else words.NEITHER_WORKED_OUT for o in others),
    )


def _outs(found: tuple[StandOut, ...], report: WardReport, side: str) -> tuple[tuple[str, str], ...]:
    """Return a sentence for each figure, and how far, how old and of what level it is."""
    if not found:
        return ((words.nothing_stands_out(side, report.county), ""),)
    return tuple(
        (
            words.stands_out(o.indicator, o.value, (report.county, o.county)),
            words.how_far(o.contrast, report.county, words.dated(o.indicator, o.period, report.today.year)),
        )
        for o in found
    )


def _claimants(local: LocalReport, county: str) -> str:
    known = [year for year in local.trend.years if year[1] != NO_FIGURE]
    return words.claimants(*known[-1], county) if known else "There is no figure of claimants for this ward."


def _barriers(local: LocalReport) -> tuple[tuple[str, ...], ...]:
    """Return a row for each theme with a lead, the furthest worse than the county first."""
    led = [t for t in local.area.themes if t.finding is not None]
    led.sort(key=lambda t: -(t.finding.county.value if t.finding and t.finding.county else -99.0))
    return tuple(_barrier(t) for t in led)


def _barrier(theme: ThemeReport) -> tuple[str, ...]:
    found, lead = theme.finding, theme.lead
    assert found is not None
    assert lead is not None
    firm = "firmly" if found.is_firm else ("at " + ", ".join(map(str, found.specific_at)))
    return (
        theme.theme.label,
        f"{lead.indicator.short}: {indicator_value(found.value, lead.indicator)}",
        indicator_value(found.county_value, lead.indicator),
        _far(found.county),
        f"specific, {firm}" if found.specific_at else "",
    )


def _far(found: Contrast | None) -> str:
    if found is None:
        return words.NEITHER_WORKED_OUT
    side = "near" if not (found.is_worse or found.is_better) else ("worse" if found.value >= 0 else "better")
    return f"{abs(found.value):.1f} {side}" if side != "near" else "near it"


def _specific(local: LocalReport) -> tuple[str, ...]:
    named = [t for t in local.area.themes if t.finding and t.finding.specific_at]
    return tuple(area_words.specific(t.theme.label, t.finding) for t in named if t.finding)


def _pocket(local: LocalReport) -> str:
    known = [s for s in local.small if s.decile is not None]
    if not known:
        return words.pocket(float("nan"), float("nan"), len(local.small))
    worst = [s for s in known if s.decile == 1]
    return words.pocket(
        sum(s.residents for s in worst), sum(s.share_of_ward for s in worst), len(local.small)
    )


def _small(area: SmallArea) -> tuple[str, ...]:
    part = "" if area.share_inside > 1 - 1e-6 else f" ({percent(area.share_inside, 0)} of it)"
    known = not isnan(area.share_of_ward)
    return (
        f"{area.name}{part}",
        words.small_area(area.rank, area.decile, ENGLAND_LSOAS),
        whole(area.residents),
        percent(area.share_of_ward, 0) if known else words.NEITHER_WORKED_OUT,
    )
