"""Need set against provision: target areas, or wards one by one, by theme and by support need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sipmap.areas.barriers import Finding
from sipmap.areas.gaps import gap_matrix, need_by_contrast
from sipmap.areas.targets import target_areas
from sipmap.catalogue import themes
from sipmap.catalogue.barriers import barriers, support_needs
from sipmap.desk.areareport import Setting

_NEED_COLUMNS = ("area_code", "theme", "contrast", "is_specific")


@dataclass(frozen=True)
class Row:
    """An area or a ward, as a row of the matrix."""

    code: str
    name: str
    wards: tuple[str, ...]


@dataclass(frozen=True)
class Needs:
    """Where need is seen, before anybody asks what is being done: it hangs on the release alone."""

    rows: tuple[Row, ...]
    by_theme: pd.DataFrame
    """area_code, theme, is_need: every row and every barrier."""
    by_support_need: pd.DataFrame
    """The same, `theme` being a support need's id."""


@dataclass(frozen=True)
class GapTable:
    """Need against provision, ready to be shown."""

    rows: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...]
    """Id and label of each theme or support need."""
    cells: pd.DataFrame
    """As `sipmap.areas.gaps.gap_matrix` returns it."""


def area_rows(setting: Setting, links: pd.DataFrame, targets: Sequence[str]) -> tuple[Row, ...]:
    """Gather target wards into areas, a row for each."""
    held = setting.evidence.areas
    found = target_areas(targets, held, setting.places, setting.place_wards, links)
    return tuple(Row(area.id, area.name, area.wards) for area in found)


def ward_rows(setting: Setting, targets: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for each ward, named with its district, in the order of the list."""
    districts = dict(zip(setting.evidence.areas["code"], setting.evidence.areas["district"], strict=True))
    return tuple(Row(c, f"{setting.evidence.names[c]}, {districts[c]}", (c,)) for c in targets)


def needs_of(setting: Setting, rows: tuple[Row, ...]) -> Needs:
    """See where there is need.

    A theme is need where its lead, or the council's own figure where the lead has none by ward, is at least
    one standard deviation worse than the county, or is specific to the area. A support need goes by the
    council's own figure, else by the first proxy that has a figure with a better and a worse side.
    """
    leads = {b.id: (b.lead, b.own) for b in barriers().values()}
    proxies = {n.id: (n.own, *(p.indicator for p in n.proxies)) for n in support_needs().values()}
    found = [(row.code, setting.evidence.findings(row.wards)) for row in rows]
    return Needs(rows, _seen(found, leads), _seen(found, proxies))


def _seen(
    found: Sequence[tuple[str, Mapping[str, Finding]]], told_by: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    lines = [(code, one, *_told(findings, told_by[one])) for code, findings in found for one in told_by]
    frame = pd.DataFrame(lines, columns=list(_NEED_COLUMNS)).astype({"contrast": float, "is_specific": bool})
    seen = need_by_contrast(frame)
    return seen.assign(is_need=seen["is_need"] | frame["is_specific"])


def _told(findings: Mapping[str, Finding], ids: Sequence[str]) -> tuple[float, bool]:
    """Return the contrast with the county of the first indicator that has one, and whether it is specific."""
    for indicator_id in ids:
        finding = findings.get(indicator_id)
        if finding is not None and finding.county is not None:
            return finding.county.value, bool(finding.specific_at)
    return float("nan"), False


def gaps_by_theme(needs: Needs, provision: pd.DataFrame) -> GapTable:
    """Set themes against `initiative_register.provision`; one that is no barrier is there if it is served."""
    labels = {t.id: t.label for t in themes().values()}
    return _table(needs.rows, needs.by_theme, provision, labels)


def gaps_by_support_need(needs: Needs, provision: pd.DataFrame) -> GapTable:
    """Set support needs against `initiative_register.provision_for_needs`."""
    labels = {n.id: n.label for n in support_needs().values()}
    served = provision.rename(columns={"need": "theme"})
    return _table(needs.rows, needs.by_support_need, served, labels)


def _table(
    rows: tuple[Row, ...], need: pd.DataFrame, provision: pd.DataFrame, labels: Mapping[str, str]
) -> GapTable:
    wards = {row.code: row.wards for row in rows}
    here = provision["area_code"].isin([code for row in rows for code in row.wards])
    asked = {*need["theme"], *provision.loc[here, "theme"]}
    columns = tuple((one, label) for one, label in labels.items() if one in asked)
    grid = pd.DataFrame([(r.code, one) for r in rows for one, _ in columns], columns=["area_code", "theme"])
    laid_out = grid.merge(need, on=["area_code", "theme"], how="left")
    return GapTable(rows, columns, gap_matrix(laid_out, provision, wards))
