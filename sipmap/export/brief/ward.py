"""A ward's briefing: its report as blocks that fit two A4 pages, whatever the ward holds."""

from collections.abc import Iterator, Sequence

from sipmap.desk.wardreport import LocalReport, WardReport
from sipmap.export.brief.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Notice,
    Paragraph,
    Picture,
    Table,
)
from sipmap.export.wardcard import Told, told
from sipmap.figures.strip import strip
from sipmap.words import wardpage as words
from sipmap.words.flags import ABSENT, FlagWords, awaiting, day
from sipmap.words.provision import NO_PROOF

MOST = 3
"""Flags and initiatives that are told in full; the rest is counted."""
MOST_SMALL = 8
"""Small areas in the table: the most deprived ones; the rest is counted."""
MOST_THEMES = 6
LONGEST = 260
"""Characters of a statement, so that one long one cannot push the rest off two pages."""


def ward_document(report: WardReport) -> Document:
    """Return the briefing of a ward."""
    card = told(report)
    local = report.local
    blocks = [*_first(report, card), *(_local(report, local, card) if local else ()), *_last(report)]
    return Document(
        title=report.name,
        subtitle=f"{report.where} (ward {report.code})",
        about=f"What open figures and local people say of the ward {report.name}, {report.where}.",
        made_on=report.today,
        blocks=tuple(blocks),
        foot=(
            f"sipmap, release \u2018{report.release.label}\u2019, {day(report.today)}. Contains public "
            "sector information licensed under the Open Government Licence v3.0."
        ),
        size="close",
    )


def _first(report: WardReport, card: Told) -> Iterator[Block]:
    yield Paragraph(card.headline, "lead")
    yield Paragraph(card.lives)
    if card.warning:
        yield Notice("Take care.", card.warning)
    yield Heading("Where it stands")
    yield Bullets(card.standing)
    if report.local is not None:
        picture = stand_strip(report)
        if picture is not None:
            yield picture
    if card.claims:
        yield Table("Rates beside those around", _columns(card.claims_heading), card.claims)
        yield Paragraph(words.NO_INTERVAL, "hint")


def _columns(headings: Sequence[str]) -> tuple[Column, ...]:
    first, *rest = headings
    return (Column(first, share=3.4), *(Column(h, is_number=True, share=1.25) for h in rest))


def stand_strip(report: WardReport) -> Picture | None:
    """Return where the ward stands among its county's, drawn; None where it is unranked."""
    local = report.local
    if local is None or local.county.rank is None:
        return None
    drawn = strip(
        [(code, score, district == report.district_code) for code, district, score in local.scores],
        report.code,
        report.name,
        size=local.county.size,
        districts=report.district,
        county=report.county,
    )
    return Picture(drawn.svg, drawn.alt)


def _local(report: WardReport, local: LocalReport, card: Told) -> Iterator[Block]:
    yield Heading("What stands out")
    yield Bullets(tuple(f"{said} {how}".strip() for said, how in (*card.worst, *card.best)))
    yield Heading("Claimants")
    yield Paragraph(card.claimants)
    if local.trend.svg:
        yield Picture(
            local.trend.svg,
            local.trend.alt.replace("Every year is in the table below.", "").strip(),
            "Years before, within and after the shaded bands cannot be compared.",
            share=0.55,
        )
    yield Heading("What holds people back")
    if card.barriers:
        yield Table(
            f"Themes, the furthest worse than {report.county} first",
            (
                Column("Theme", share=1.6),
                Column("Here", share=2.4),
                Column(report.county, is_number=True, share=1.1),
                Column("Standard deviations", is_number=True, share=1.2),
                Column("Beside other high-need wards", share=1.4),
            ),
            card.barriers[:MOST_THEMES],
        )
    yield Heading("Inside the ward")
    yield Paragraph(card.pocket)
    if card.small:
        yield _small(card.small)
    yield Heading("Local knowledge and what is being done")
    yield from _knowledge(local)
    if card.alike:
        yield Heading("Wards alike")
        yield Bullets(tuple(f"{name}, {district}: {far}." for _, name, district, far in card.alike))
        yield Paragraph(card.how_alike, "hint")


def _small(rows: Sequence[tuple[str, ...]]) -> Table:
    more = len(rows) - MOST_SMALL
    said = f"; {more} less deprived ones are not shown" if more > 0 else ""
    return Table(
        f"Small areas (LSOAs) by their place in England on IMD 2025, 1st most deprived{said}",
        (
            Column("Small area", share=2),
            Column("In England", is_number=True, share=2),
            Column("Residents here", is_number=True),
            Column("Of the ward", is_number=True),
        ),
        tuple(rows[:MOST_SMALL]),
    )


def _knowledge(local: LocalReport) -> Iterator[Block]:
    kept = [flag for flag in local.flags if not flag.state]
    lines = [_flag(flag) for flag in kept[:MOST]]
    if len(kept) > MOST:
        lines.append(f"{len(kept) - MOST} more statements are on the ward's page.")
    held = len(local.flags) - len(kept)
    if held:
        lines.append(awaiting(held))
    lines += [
        f"{i.name} ({i.provider}): {i.state}, as of {day(i.known_on)}." for i in local.initiatives[:MOST]
    ]
    if len(local.initiatives) > MOST:
        lines.append(f"{len(local.initiatives) - MOST} more initiatives are on the ward's page.")
    if not kept and not held:
        lines.append(ABSENT)
    if not local.initiatives:
        lines.append(f"No initiative is on record here. {NO_PROOF}")
    yield Bullets(tuple(lines))


def _flag(flag: FlagWords) -> str:
    said = flag.statement if len(flag.statement) <= LONGEST else f"{flag.statement[:LONGEST].rstrip()}\u2026"
    return f"{flag.heading}: {said} ({flag.origin})"


def _last(report: WardReport) -> Iterator[Block]:
    if report.local is None:
        yield Paragraph(words.BEST_FIT, "hint")
        return
    yield Paragraph(
        "Figures are estimated from small areas by postcode share, from the Indices of Deprivation 2025 "
        "(MHCLG), the Claimant Count and Census 2021 (ONS); the page Data and methods names every file, "
        "formula and date.",
        "hint",
    )
