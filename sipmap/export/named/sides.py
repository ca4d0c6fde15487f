"""Wards or target areas side by side: every figure of themes and support needs, a row a side and figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sipmap.catalogue.barriers import Beside
from sipmap.desk.evidence import CountyEvidence
from sipmap.export.csvw import Export
from sipmap.export.named.evidence import MEANS, evidence_frame, evidence_rows
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import leave
from sipmap.export.named.request import Request


@dataclass(frozen=True)
class Side:
    """One of those compared."""

    lead: dict[str, str]
    """The columns that name it; the first of them tells it from the others."""
    name: str
    wards: tuple[str, ...]
    """Codes of the wards that it is made of."""


def side_by_side(
    readings: Readings, asked: Request, evidence: CountyEvidence, sides: Sequence[Side], name: str
) -> Export:
    """Lay out every figure of those compared; at least one."""
    found = {side.wards: evidence.findings(side.wards) for side in sides}  # names can be alike
    rows = [
        {**side.lead, **row}
        for indicator_id in dict.fromkeys([*evidence.figures.ids, *evidence.districts])
        for side in sides
        for row in evidence_rows(
            "",
            evidence.evidence(Beside(indicator=indicator_id, note=""), side.wards, found[side.wards]),
            side.name,
        )
    ]
    lead = list(sides[0].lead)
    frame = evidence_frame(rows, dict.fromkeys(lead, "str")).drop(columns="Role")
    return leave(
        readings,
        frame,
        name,
        title=f"{', '.join(side.name for side in sides)} side by side",
        description="Every figure of themes and support needs. Ranks are among the wards of "
        f"{asked.choice.comparison.label}.",
        key=(lead[0], "Indicator id", "Figure of"),
        defined=MEANS,
    )
