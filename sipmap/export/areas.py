"""Target areas, a ward's barriers and its support needs as plain records; what is missing is null."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isnan

from sipmap.areas.contrasts import Contrast
from sipmap.desk.areareport import AreaReport, AreasReport, ThemeReport
from sipmap.desk.evidence import Evidence, WardPlace
from sipmap.desk.needs import NeedReport
from sipmap.export.areacard import Card, card, evidence_lines
from sipmap.figures.areamap import MappedArea
from sipmap.words import areas as words
from sipmap.words import evidence as evidence_words

Record = dict[str, object]


def areas_record(report: AreasReport) -> Record:
    """Return all target areas of a list with everything that is told of them."""
    county = report.evidence.comparison
    return {
        "area": county.id,
        "profile": report.profile.id,
        "release": report.release.label,
        "targets": list(report.targets),
        "ordered_at": report.size,
        "rule": words.RULE,
        "intervals": words.INTERVALS,
        "high_need": {str(n): list(codes) for n, codes in report.evidence.high_need.items()},
        "areas": [area_record(a, told) for a, told in zip(report.areas, cards(report), strict=True)],
    }


def cards(report: AreasReport) -> list[Card]:
    """Return each area in plain words."""
    return [
        card(
            area,
            county=report.evidence.comparison.label,
            profile=report.profile.label,
            size=report.size,
            top=len(report.targets),
        )
        for area in report.areas
    ]


def mapped(report: AreasReport) -> tuple[MappedArea, ...]:
    """Return the areas as a map numbers them: in the order of their cards."""
    return tuple(
        MappedArea(str(number), one.area.name, one.area.members, one.area.context)
        for number, one in enumerate(report.areas, start=1)
    )


def area_record(report: AreaReport, told: Card) -> Record:
    """Return one area, or a ward as an area of one."""
    return {
        "id": report.area.id,
        "name": report.area.name,
        "kind": report.area.kind,
        "district": report.district,
        "members": list(report.area.members),
        "context": list(report.area.context),
        "people": {name: _number(value) for name, value in asdict(report.people).items()},
        "wards": [
            {
                "ward_code": w.code,
                "ward": w.name,
                "member": w.is_member,
                "rank": w.rank,
                "range": None if w.rank is None else [w.low, w.high],
            }
            for w in report.wards
        ],
        "sentences": [told.opening, told.people, *filter(None, (told.has,)), *told.specific, *told.wards],
        "warnings": list(told.warnings),
        "flags": [asdict(f) for f in told.flags],
        "themes": [_theme(t, report.area.name) for t in report.themes],
    }


def _theme(theme: ThemeReport, place: str) -> Record:
    found = theme.finding
    at = found.at if found else ()
    shown = [("own", e) for e in theme.own]
    shown += [("lead", e) for e in (theme.lead,) if e is not None]
    shown += [("beside", e) for e in theme.beside]
    return {
        "theme": theme.theme.id,
        "label": theme.theme.label,
        "indicator": theme.barrier.lead or None,
        "county_contrast": _contrast(found.county if found else None),
        "high_need_contrast": {str(a.size): _contrast(a.contrast) for a in at},
        "area_specific": {str(a.size): a.is_specific for a in at},
        "firm": bool(found and found.is_firm),
        "own_target_wards": {
            str(a.size): {
                "wards": list(a.own_wards),
                "contrast": _contrast(a.own),
                "area_specific": a.own_is_specific,
            }
            for a in at
        },
        "compared_with": {str(a.size): a.others for a in at},
        "shares": [{"part": s.id, "how": s.how} for s in theme.shares],
        "evidence": [_evidence(role, e, place) for role, e in shown],
        "missing": theme.barrier.missing,
        "own_figures_as": theme.barrier.own,
        "flags": [asdict(f) for f in theme.flags],
    }


def _evidence(role: str, shown: Evidence, place: str) -> Record:
    found = shown.finding
    return {
        "role": role,
        "indicator": shown.indicator.id,
        "label": shown.indicator.label,
        "unit": shown.indicator.unit,
        "value": _number(found.value) if found else None,
        "county": _number(found.county_value) if found else None,
        "england": _number(shown.england),
        **_rank(shown.wards),
        "county_contrast": _contrast(found.county if found else None),
        "high_need_contrast": {str(a.size): _contrast(a.contrast) for a in (found.at if found else ())},
        "wards": [{"ward_code": w.code, "value": _number(w.value), **_rank((w,))} for w in shown.wards],
        "districts": [
            asdict(d)
            | {
                "in_words": evidence_words.district(
                    d.name, d.rank, d.of, shown.indicator, place, is_shared=d.is_shared
                )
            }
            for d in shown.districts
        ],
        "level": evidence_words.level(shown.level),
        "year": shown.period,
        "source": shown.source_title,
        "publisher": shown.publisher,
        "note": shown.note,
        "caution": shown.indicator.caution,
    }


def _rank(wards: tuple[WardPlace, ...]) -> Record:
    """Return a ward's rank with its range; an area of several wards has none of its own."""
    place = wards[0].place if len(wards) == 1 else None
    if place is None:
        return {"rank": None, "range": None, "of": None}
    return {"rank": place.rank, "range": [place.low, place.high], "of": place.of}


def needs_record(code: str, name: str, reports: tuple[NeedReport, ...], county: str) -> Record:
    """Return the support needs of one ward."""
    return {
        "ward_code": code,
        "ward": name,
        "needs": [
            {
                "need": r.need.id,
                "label": r.need.label,
                "has_open_figure": bool(r.proxies),
                "evidence": [
                    _evidence(role, e, name)
                    for role, e in (("own", r.own), *(("proxy", p) for p in r.proxies))
                    if e is not None
                ],
                "missing": r.need.missing,
                "own_figures_as": r.need.own,
                "sentences": need_sentences(r, name, county),
            }
            for r in reports
        ],
    }


def need_sentences(report: NeedReport, name: str, county: str) -> list[str]:
    """Say what stands for a need in a ward, and what does not."""
    shown = [e for e in (report.own, *report.proxies) if e is not None and e.has_figure]
    lines = [line for e in shown for line in evidence_lines(e, name, county)]
    place = (report.need.own, report.need.own_label)
    if not report.proxies:
        return [*lines, f"No open figure. {report.need.missing} {words.own_place(*place)}"]
    return [*lines, words.missing(report.need.missing, *place)]


def _contrast(found: Contrast | None) -> Mapping[str, object] | None:
    if found is None:
        return None
    return {"sd": found.value, "low": found.low, "high": found.high, "interval": found.kind}


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
