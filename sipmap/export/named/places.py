"""Target areas with their themes, a ward's barriers and support needs, need against provision, hot spots."""

from typing import Any

import pandas as pd

from sipmap.catalogue.suggest import suggestion
from sipmap.desk.areareport import AreaReport, ThemeReport
from sipmap.desk.evidence import Evidence
from sipmap.desk.provision import gaps_by_support_need, gaps_by_theme
from sipmap.errors import UnknownCodeError
from sipmap.export.csvw import Export
from sipmap.export.hotspots import labelled, sentences
from sipmap.export.named.evidence import MEANS, evidence_frame, evidence_rows
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import joined, leave, named
from sipmap.export.named.request import Request
from sipmap.export.named.sides import Side, side_by_side
from sipmap.knowledge import initiative_register
from sipmap.words import areas as words
from sipmap.words.provision import need_rule, support_need_rule

PLAIN = ("area", "profile", "size")
"""Areas are made from a list by a profile as it stands."""
HOT_SPOT_INDICATOR = "claimant-rate"


@named("areas", "Target areas: their wards, their people, the themes that are specific to each", PLAIN)
def areas(readings: Readings, asked: Request) -> Export:
    """Lay out target areas, a row each."""
    report = readings.areas(asked.choice, asked.today)
    rows = [
        {
            "Ward codes": joined(one.area.wards),
            "Area": one.area.name,
            "Kind": one.area.kind,
            "District": one.district,
            "Target wards": joined(one.area.members),
            "Other wards assessed": joined(one.area.context),
            "Residents (estimate)": one.people.residents,
            "Of working age (estimate)": one.people.working_age,
            "People in need (employment deprivation, estimate)": one.people.employment_deprived,
            "Firm themes": "; ".join(t.theme.label for t in one.themes if t.finding and t.finding.is_firm),
            "Specific at some size": "; ".join(
                t.theme.label for t in one.themes if t.finding and t.finding.specific_at
            ),
        }
        for one in report.areas
    ]
    return leave(
        readings,
        pd.DataFrame(rows, columns=list(rows[0]) if rows else ["Ward codes"]),
        f"areas-{_which(asked)}",
        title=f"Target areas of {_where(asked)}",
        description=words.RULE,
        defined={"Kind": "place: declared, all its wards assessed; touching: target wards that touch."},
    )


@named("area-wards", "The wards of target areas, each with its rank and range", PLAIN)
def area_wards(readings: Readings, asked: Request) -> Export:
    """Lay out the wards of target areas."""
    report = readings.areas(asked.choice, asked.today)
    rows = [
        (w.code, w.name, one.district, one.area.name, w.is_member, w.rank, w.low, w.high)
        for one in report.areas
        for w in one.wards
    ]
    rank = f"Rank in {asked.choice.comparison.label}"
    columns = ["Ward code", "Ward", "District", "Area", "On the list", rank, "Range from", "Range to"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"On the list": bool, rank: "Int64", "Range from": "Int64", "Range to": "Int64"}
    )
    return leave(
        readings,
        frame,
        f"area-wards-{_which(asked)}",
        title=f"Wards of the target areas of {_where(asked)}",
        description="Target wards are on the list; other wards of a declared place are assessed with them.",
    )


@named("area-themes", "Every theme of every target area with its evidence", PLAIN)
def area_themes(readings: Readings, asked: Request) -> Export:
    """Lay out the themes of target areas, a row a figure."""
    report = readings.areas(asked.choice, asked.today)
    lead = {"Ward codes": "str", "Area": "str"}
    rows = [
        {"Ward codes": joined(one.area.wards), "Area": one.area.name, **row}
        for one in report.areas
        for row in _theme_rows(one)
    ]
    return leave(
        readings,
        evidence_frame(rows, {**lead, "Theme": "str"}),
        f"area-themes-{_which(asked)}",
        title=f"What is specific to the target areas of {_where(asked)}",
        description=f"{words.RULE} {words.INTERVALS}",
        key=("Ward codes", "Theme", "Indicator id", "Figure of"),
        defined=MEANS,
    )


@named("areas-compared", "Target areas side by side: every figure of themes and needs", (*PLAIN, "areas"))
def areas_compared(readings: Readings, asked: Request) -> Export:
    """Lay out every figure of some target areas, or of all of them, a row an area and figure."""
    held = {one.area.id: one.area for one in readings.areas(asked.choice, asked.today).areas}
    for one in asked.areas:
        if one not in held:
            raise UnknownCodeError(f"There is no target area '{one}' here; {suggestion(one, held)}")
    if not held:
        raise UnknownCodeError(f"There are no target areas of {_where(asked)}.")
    sides = [
        Side({"Ward codes": joined(area.wards), "Area": area.name}, area.name, tuple(area.wards))
        for area in (held[one] for one in asked.areas or held)
    ]
    which = "-".join(asked.areas) or "all"
    name = f"areas-compared-{_which(asked)}-{which}"
    return side_by_side(readings, asked, readings.evidence(asked.choice.comparison), sides, name)


@named("ward-barriers", "What holds people back in one ward: every theme with its evidence", (*PLAIN, "ward"))
def ward_barriers(readings: Readings, asked: Request) -> Export:
    """Lay out a ward's barriers, a row a figure."""
    report = readings.ward(asked.choice, asked.ward, asked.today)
    name = report.area.name
    rows = [{"Ward code": asked.ward, "Ward": name, **row} for row in _theme_rows(report)]
    return leave(
        readings,
        evidence_frame(rows, {"Ward code": "str", "Ward": "str", "Theme": "str"}),
        f"barriers-{asked.ward.lower()}",
        title=f"What holds people back in {name}",
        description=f"{words.RULE} {words.INTERVALS}",
        key=("Ward code", "Theme", "Indicator id", "Figure of"),
        defined=MEANS,
    )


@named(
    "ward-needs", "What stands for each support need in one ward, or that nothing open does", (*PLAIN, "ward")
)
def ward_needs(readings: Readings, asked: Request) -> Export:
    """Lay out a ward's support needs, a row a figure; one without any has a row of its own."""
    code = asked.ward
    reports = readings.support_needs(asked.choice, code, asked.today)
    wards = readings.inputs(asked.choice.comparison, asked.choice.profile).areas.set_index("code")
    name = str(wards["name"][code])
    rows: list[dict[str, Any]] = []
    for one in reports:
        shown = [("own", e) for e in (one.own,) if e is not None] + [("proxy", e) for e in one.proxies]
        lead = {"Ward code": code, "Ward": name, "Support need": one.need.label}
        told = [{**lead, **row} for role, e in shown for row in evidence_rows(role, e, name)]
        rows += told or [{**lead, "Indicator id": "none", "Figure of": name, "Note": "No open figure."}]
    return leave(
        readings,
        evidence_frame(rows, {"Ward code": "str", "Ward": "str", "Support need": "str"}),
        f"support-needs-{code.lower()}",
        title=f"Support needs in {name}",
        description="Open figures that stand for nine groups of people whom the programme of 2002 helped.",
        key=("Ward code", "Support need", "Indicator id", "Figure of"),
        defined=MEANS,
    )


@named(
    "need-against-provision",
    "Need against what is being done, by theme or support need",
    (*PLAIN, "rows", "by"),
)
def need_against_provision(readings: Readings, asked: Request) -> Export:
    """Lay out the matrix of gaps and overlaps, a row a cell."""
    needs = readings.needs_seen(asked.choice, asked.today, by_ward=asked.rows == "wards")
    if asked.by == "theme":
        found = gaps_by_theme(needs, initiative_register.provision(readings.engine, asked.today))
    else:
        served = initiative_register.provision_for_needs(readings.engine, asked.today)
        found = gaps_by_support_need(needs, served)
    by_code, labels = {row.code: row for row in found.rows}, dict(found.columns)
    column = "Theme" if asked.by == "theme" else "Support need"
    cells = found.cells
    frame = pd.DataFrame(
        {
            "Ward codes": [joined(by_code[c].wards) for c in cells["area_code"]],
            "Ward" if asked.rows == "wards" else "Area": [by_code[c].name for c in cells["area_code"]],
            column: [labels[t] for t in cells["theme"]],
            "Need is seen": cells["is_need"],
            "Standing": cells["standing"],
            "Providers": ["; ".join(p) for p in cells["providers"]],
            "Initiatives": [joined(i) for i in cells["initiatives"]],
        }
    )
    rule = need_rule(asked.choice.comparison.label)
    return leave(
        readings,
        frame,
        f"need-against-provision-by-{asked.by}-{asked.rows}-{_which(asked)}",
        title=f"Need against provision by {column.lower()}, {asked.rows} of {_where(asked)}",
        description=rule if asked.by == "theme" else f"{rule} {support_need_rule()}",
        key=("Ward codes", column),
        defined={
            "Standing": "gap, overlap, provision, no need seen, or no figure.",
            "Initiatives": "Their ids on the register, separated by semicolons.",
        },
    )


@named("hot-spots", "Where high and low rates lie together more than by chance", ("area", "indicator"))
def hot_spots(readings: Readings, asked: Request) -> Export:
    """Lay out hot and cold spots."""
    indicator = asked.said.get("indicator") or HOT_SPOT_INDICATOR
    found = readings.hot_spots(asked.choice.comparison, indicator)
    return leave(
        readings,
        labelled(found.table),
        f"hot-spots-{indicator}-{found.comparison.id}",
        title=f"Hot and cold spots of {found.indicator.label}, {found.period}, in {found.comparison.label}",
        description=" ".join(sentences(found)),
        defined={
            "ward code": "The ward's code of the Government Statistical Service (E05...).",
            "rate": found.indicator.definition,
            "rate, smoothed": "The rate drawn towards the mean, the more the fewer people it is of.",
            "significant": "Whether it stands once false discoveries are held at 5 %.",
        },
    )


def _which(asked: Request) -> str:
    choice = asked.choice
    return f"{choice.comparison.id}-{choice.profile.id}-{choice.size}-wards"


def _where(asked: Request) -> str:
    choice = asked.choice
    return f"the first {choice.size} wards of {choice.comparison.label} ({choice.profile.label})"


def _theme_rows(report: AreaReport) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for theme in report.themes:
        rows += [
            {"Theme": theme.theme.label, **row}
            for role, shown in _shown(theme)
            for row in evidence_rows(role, shown, report.area.name)
        ]
    return rows


def _shown(theme: ThemeReport) -> list[tuple[str, Evidence]]:
    lead = [("lead", theme.lead)] if theme.lead is not None else []
    return [*lead, *(("own", e) for e in theme.own), *(("beside", e) for e in theme.beside)]
