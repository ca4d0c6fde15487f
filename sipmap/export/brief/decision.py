"""The briefing on a decision, or on a list that nobody saved, as blocks: fit to go to a committee."""

from collections.abc import Iterator
from typing import Any

from sipmap.catalogue import indicators, part_names, part_period
from sipmap.desk.areareport import AreasReport
from sipmap.desk.decisions import stated_of
from sipmap.desk.stated import stated_varied
from sipmap.export.agreement import summary_sentences
from sipmap.export.areacard import Card
from sipmap.export.areas import cards
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
from sipmap.export.brief.listread import ListBrief
from sipmap.export.decision import HOW_TO_CHECK, event_in_words
from sipmap.export.ranking import describe, range_in_words
from sipmap.export.shortlist import ShortlistAccount
from sipmap.geography import COMPARISON_SETS
from sipmap.words import areas as area_words
from sipmap.words import briefing as words
from sipmap.words import certainty as certainty_words
from sipmap.words import decisions as decision_words
from sipmap.words import shortlist as list_words
from sipmap.words.flags import FlagWords, day
from sipmap.words.numbers import about, first_wards, percent

SHOWN_POCKETS = 10
NOT_RANKED = "not ranked"
Blocks = Iterator[Block]


def decision_document(found: ListBrief) -> Document:
    """Lay out all that is told of a list: people first, then by what, who is in, who is not, and what for."""
    record, release = found.record, found.record["release"]
    licences = found.sources["licence"].tolist()
    blocks = (
        *_opening(found),
        *_method(found),
        *_map(found),
        *_wards(found),
        *_overrides(found),
        *(_outside(found.account) if found.account else ()),
        *(_areas(found.areas) if found.areas else ()),
        *_equality(found),
        *_sources(found),
        *_check(found),
    )
    return Document(
        title=record["name"],
        subtitle=f"{words.STATUS_LINES[found.status]}. Made on {day(found.today)}.",
        about=decision_words.opening(record, found.status),
        made_on=found.today,
        blocks=blocks,
        foot=words.foot(release["id"], release["label"], licences),
    )


def _opening(found: ListBrief) -> Blocks:
    account, record = found.account, found.record
    area, wards = COMPARISON_SETS[record["stated"]["area"]].label, len(record["result"]["wards"])
    if account is not None:
        in_need = float(account.shortlist.chosen["people_in_need"].sum(min_count=1))
        list_ = account.shortlist
        yield Paragraph(list_words.opening(list_.size, list_.area, list_.objective, in_need), "lead")
    yield Paragraph(decision_words.opening(record, found.status))
    if found.status in words.WARNINGS:
        yield Notice(*words.WARNINGS[found.status])
    if found.differences:
        first, *rest = decision_words.verified(found.differences)
        yield Notice("Take care", f"{first} {' '.join(rest)} {words.NOT_WORKED_OUT}")
    yield Heading("Purpose")
    yield Paragraph(words.purpose(area, wards, with_areas=found.areas is not None))


def _method(found: ListBrief) -> Blocks:
    account = found.account
    yield Heading("How the wards were chosen")
    if account is not None:
        said = range_in_words(account.inputs, indicators(), account.certainty)
        yield Paragraph(describe(account.inputs, "").strip())
    yield Bullets(tuple(decision_words.stated(found.record)[0 if account is None else 1 :]))
    yield _figures_table(found)
    if account is None:
        return
    yield Heading("What each rule costs", 2)
    yield Bullets(tuple(account.rules() or [list_words.NO_RULE]))
    yield Heading("How sure the list is", 2)
    certainty = account.certainty
    ranked = [str(word) for word in certainty.frame["word"].dropna()]
    yield Paragraph(f"{certainty_words.contenders(ranked, certainty.size)} {said}")
    defined = dict(certainty_words.DEFINITIONS)
    kinds = ("Certain", "Likely", "Borderline", "Unlikely")
    yield Bullets(tuple(f"{word}: {defined[word][0].lower()}{defined[word][1:]}" for word in kinds))
    if account.warnings():
        yield Heading("Take care", 2)
        yield Bullets(tuple(account.warnings()))


def _figures_table(found: ListBrief) -> Table:
    """Return the figures that make up the score, how much each counts, and how old it is."""
    stated: dict[str, Any] = found.record["stated"]
    profile = stated_of(stated).profile
    parts = list(zip(part_names(profile), profile.parts, strict=True))
    weights = [stated["weights"].get(name, part.weight) for name, part in parts]
    titles = dict(zip(found.sources["dataset_source_id"], found.sources["title"], strict=True))
    rows = []
    for (_, part), weight in zip(parts, weights, strict=True):
        entry = indicators().get(part.indicator)
        rows.append(
            (
                entry.label if entry else part.indicator,
                _share(weight / sum(weights)),
                (part_period(part, indicators()) if entry else part.period) or "see the source",
                str(titles.get(entry.source, entry.source)) if entry else "",
            )
        )
    columns = (
        Column("Figure", share=2.2),
        Column("Weight", is_number=True, share=0.8),
        Column("Period", share=0.9),
        Column("Source", share=3),
    )
    return Table("What the score is made of, and how old it is", columns, tuple(rows))


def _share(share: float) -> str:
    """Return a share of the weight, with a decimal where it needs one."""
    return percent(share, 0 if round(share, 3) == round(share, 2) else 1)


def _map(found: ListBrief) -> Blocks:
    if not found.map_svg or found.areas is None:
        return
    yield Heading("Where they lie")
    yield Picture(
        found.map_svg,
        found.map_alt,
        "Wards on the list, in the areas that they form. Numbers are those of the table.",
    )
    names = found.areas.evidence.names
    rows = tuple(
        (
            f"{number}  {one.area.name}",
            one.district,
            ", ".join(names[code] for code in one.area.members),
            str(len(one.area.context)),
        )
        for number, one in enumerate(found.areas.areas, start=1)
    )
    columns = (
        Column("Area", share=1.5),
        Column("District", share=1.3),
        Column("Wards on the list", share=3),
        Column("Other wards of the place", is_number=True, share=1.2),
    )
    yield Table("Areas by their number on the map", columns, rows)


def _wards(found: ListBrief) -> Blocks:
    record, account = found.record, found.account
    yield Heading("The wards")
    held = certainty_words.held(stated_varied(record["stated"]["held_still"]))
    among = f"How sure: whether need puts the ward among the {first_wards(int(record['stated']['size']))}."
    caption = (
        f"Range: the ranks of nine draws in ten. {among}{f' {held}.' if held else ''} Rank 1 is most need."
    )
    people, reasons = {}, {}
    if account is not None:
        rows = account.wards()
        people = dict(zip(rows["area_code"], rows["people_in_need"], strict=True))
        reasons = dict(zip(rows["area_code"], rows["why_in_words"], strict=True))
        caption += " People in need are kept out of work; estimates."
    counted = [Column("People in need, about", is_number=True, share=1.0)] if account else []
    columns = (
        Column("Ward", share=1.75),
        *counted,
        Column("District", share=1.4),
        Column("Rank", is_number=True, share=0.7),
        Column("Range", is_number=True, share=0.75),
        Column("How sure", share=1.0),
        Column("Why it is on the list", share=3.1),
    )
    table = []
    for ward in record["result"]["wards"]:
        code, is_ranked = ward["ward_code"], ward["rank"] is not None and ward["low"] is not None
        table.append(
            (
                ward["ward"],
                *((about(people.get(code)).removeprefix("about "),) if account else ()),
                ward["district"],
                str(ward["rank"]) if is_ranked else NOT_RANKED,
                certainty_words.span(ward["low"], ward["high"]) if is_ranked else NOT_RANKED,
                ward["word"] if is_ranked else NOT_RANKED,
                reasons.get(code) or decision_words.why(ward, record),
            )
        )
    yield Table(caption, columns, tuple(table))


def _overrides(found: ListBrief) -> Blocks:
    yield Heading("Pins and exclusions", 2)
    said = decision_words.overrides(found.record)
    yield Bullets(tuple(said)) if said else Paragraph(decision_words.NO_OVERRIDE)


def _outside(account: ShortlistAccount) -> Blocks:
    yield Heading("What the list covers and what it leaves outside")
    yield Bullets(tuple(account.coverage()))
    names = account.pocket_names()
    if names:
        yield Heading("Neighbourhoods outside, the most deprived first", 2)
        left = len(names) - SHOWN_POCKETS
        rest = (words.more(left, "the file of the shortlist"),) if left > 0 else ()
        yield Bullets((*names[:SHOWN_POCKETS], *rest))
    yield Heading("Nearest outside", 2)
    yield Bullets(tuple(account.near() or [list_words.NONE_OUTSIDE]))
    yield Heading("Beside other lists", 2)
    yield Bullets((*account.beside(), *summary_sentences(account.summaries, account.shortlist.codes)))


def _areas(report: AreasReport) -> Blocks:
    yield Heading("Areas, and what holds people back there")
    yield Paragraph(area_words.RULE, "hint")
    yield Paragraph(f"{area_words.INTERVALS} {words.IN_FULL}", "hint")
    for number, told in enumerate(cards(report), start=1):
        yield from _area(number, told)


def _area(number: int, told: Card) -> Blocks:
    yield Heading(f"{number}  {told.name}", 2)
    yield Paragraph(
        " ".join(filter(None, (told.opening.removeprefix(f"{told.name}. "), told.people, told.has)))
    )
    yield Bullets(told.in_short)
    for warning in told.warnings:
        yield Notice("Take care", warning)
    flags = [flag for theme in told.themes for flag in theme.flags if not flag.state]
    flags += [flag for flag in told.flags if not flag.state]
    if flags:
        yield Heading(words.FLAGS_BEGIN, 3)
        yield Bullets(tuple(map(_flag, flags)))


def _flag(flag: FlagWords) -> str:
    return f"{flag.heading}. {flag.statement} {flag.origin}"


def _equality(found: ListBrief) -> Blocks:
    yield Heading("Public sector equality duty")
    for line in decision_words.equality(found.record).splitlines():
        if line.strip():
            yield Paragraph(line)


def _sources(found: ListBrief) -> Blocks:
    yield Heading("Sources")
    held = found.sources.drop_duplicates("source_id").sort_values("title")
    rows = tuple(
        (row["title"], row["publisher"], row["period"], row["licence"]) for row in held.to_dict("records")
    )
    columns = (
        Column("What", share=3),
        Column("Publisher", share=1.7),
        Column("Period", share=0.9),
        Column("Licence", share=1.5),
    )
    yield Table("Every published file of the release", columns, rows)
    yield Heading("In the publishers\u2019 own words", 2)
    yield Bullets(tuple(sorted(set(held["attribution"]))))
    yield Paragraph(words.WITH_LOCAL, "hint")


def _check(found: ListBrief) -> Blocks:
    if not found.sha256:
        return
    record = found.record
    yield Heading("How to check this")
    said = [words.how_to_verify(record["id"])]
    if not found.differences:
        said.append(decision_words.EQUAL)
    if record["supersedes"]:
        said.append(f"It takes the place of {record['supersedes']}.")
    said += [f"SHA-256 of the record: {found.sha256}", HOW_TO_CHECK]
    yield Bullets(tuple(said))
    yield Heading("What was done", 2)
    yield Bullets(tuple(event_in_words(event, with_account=False) for event in found.events))
