"""The support needs of the 2002 briefing for one ward: what stands for each, or where there is nothing."""

from dataclasses import dataclass

from sipmap.catalogue import indicators
from sipmap.catalogue.barriers import Beside, SupportNeed, support_needs
from sipmap.desk.evidence import CountyEvidence, Evidence


@dataclass(frozen=True)
class NeedReport:
    """One group of people whom the programme helps, and what is known of it in a ward."""

    need: SupportNeed
    proxies: tuple[Evidence, ...]
    own: Evidence | None
    """The council's own figures, where they were loaded."""


def ward_needs(evidence: CountyEvidence, code: str) -> tuple[NeedReport, ...]:
    """Lay out every support need for a ward of the county, in the briefing's order."""
    findings = evidence.findings([code])
    reports = []
    for need in support_needs().values():
        held = need.own in indicators() and need.own in findings
        own = Beside(indicator=need.own, note="The council's own figures.")
        reports.append(
            NeedReport(
                need=need,
                proxies=tuple(evidence.evidence(proxy, [code], findings) for proxy in need.proxies),
                own=evidence.evidence(own, [code], findings) if held else None,
            )
        )
    return tuple(reports)
