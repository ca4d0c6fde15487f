"""Rankings and shortlists with all that is told of a list."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sipmap.catalogue import indicators
from sipmap.errors import ProfileError
from sipmap.export.agreement import side_by_side, summary_sentences
from sipmap.export.csvw import Export
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import joined, leave, named
from sipmap.export.named.request import LIST, RULES, Request
from sipmap.export.ranking import ranking_export, weights_in_words
from sipmap.export.shortlist import ShortlistAccount, shortlist_export
from sipmap.words import agreement as agreement_words
from sipmap.words.shortlist import OBJECTIVE_WORDS

COUNTS = {
    "people": "Residents",
    "employment_deprived": "People in need (employment deprivation)",
    "worst_decile_residents": "Residents of LSOAs in England's most deprived tenth",
}
CODES = "Codes of wards, separated by semicolons."


@named(
    "ranking",
    "Wards in order of need, each rank with its range, and the parts of each score",
    (*LIST, "first", "wards"),
)
def ranking(readings: Readings, asked: Request) -> Export:
    """Lay out a ranking."""
    choice = asked.choice
    return ranking_export(
        readings.inputs(choice.comparison, choice.profile),
        indicators(),
        dict(choice.weights),
        asked.first,
        certainty=readings.certainty(choice),
        wards=asked.wards,
    )


@named("shortlist", "The wards chosen under the rules, each with why it is on the list", (*LIST, *RULES))
def shortlist(readings: Readings, asked: Request) -> Export:
    """Lay out a shortlist."""
    return shortlist_export(readings.account(asked.choice))


@named("near-misses", "The nearest wards outside a shortlist, and what would bring each in", (*LIST, *RULES))
def near_misses(readings: Readings, asked: Request) -> Export:
    """Lay out the wards nearest to a shortlist."""
    account = readings.account(asked.choice)
    near, unit = account.shortlist.near, OBJECTIVE_WORDS[account.shortlist.objective]
    districts = account.inputs.areas.set_index("code")["district"]
    place = account.certainty.frame[["rank", "low", "high"]].reindex(near["area_code"])
    frame = pd.DataFrame(
        {
            "Ward code": near["area_code"],
            "Ward": near["name"],
            "District": near["area_code"].map(districts),
            f"Rank in {account.inputs.comparison.label}": place["rank"].to_numpy(),
            "Range from": place["low"].to_numpy(),
            "Range to": place["high"].to_numpy(),
            "What stands in its way": near["standing"],
            f"Gap in {unit}": near["gap"],
            "Below the floor by": near["floor_gap"],
            "Would replace": _codes(near["replaces"]),
            "In without one of these rules": [
                "; ".join(account.labels.get(rule, rule) for rule in rules) for rules in near["without"]
            ],
            "In words": account.near(),
        }
    )
    return _of_list(
        readings,
        account,
        frame,
        "near-misses",
        "nearest wards outside",
        defined={
            "What stands in its way": "Too little need under the rules, an exclusion, no figure, the floor.",
            f"Gap in {unit}": "How much more the ward would have to bring to draw level with the list.",
            "Below the floor by": "How far its score lies below the need score that a ward must reach.",
            "Would replace": f"The wards that would then leave. {CODES}",
        },
    )


@named(
    "rule-costs",
    "Each rule of a shortlist: whether it binds, what it costs, who would be in without it",
    (*LIST, *RULES),
)
def rule_costs(readings: Readings, asked: Request) -> Export:
    """Lay out what each rule costs."""
    account = readings.account(asked.choice)
    rules = account.shortlist.rules
    frame = pd.DataFrame(
        {
            "Rule id": rules["rule"],
            "Rule": rules["label"],
            "Binds": rules["binds"].astype(bool),
            f"Cost in {OBJECTIVE_WORDS[account.shortlist.objective]}": rules["cost"].astype(float),
            "Need score given up": rules["cost_score"].astype(float),
            "People in need given up": rules["cost_people_in_need"].astype(float),
            "Would come in": _codes(rules["comes_in"]),
            "Would go out": _codes(rules["goes_out"]),
            "In words": account.rules(),
        }
    )
    binds = "Whether the list would be another without the rule."
    return _of_list(readings, account, frame, "rule-costs", "what each rule costs", defined={"Binds": binds})


@named("lists-beside", "A shortlist beside those of need alone and of the other objective", (*LIST, *RULES))
def lists_beside(readings: Readings, asked: Request) -> Export:
    """Lay out a shortlist beside others."""
    account = readings.account(asked.choice)
    lists = account.shortlist.lists
    frame = pd.DataFrame(
        {
            "List": [str(key) for key in lists.index],
            "Wards shared": lists["shared"].astype("Int64").to_numpy(),
            "People in need": lists["people_in_need"].astype(float).to_numpy(),
            "Residents": lists["people"].astype(float).to_numpy(),
            "Sum of need scores": lists["score"].astype(float).to_numpy(),
            "Pairs that touch": lists["touching_pairs"].astype("Int64").to_numpy(),
            "Wards": _codes(lists["codes"]),
        }
    )
    return _of_list(
        readings, account, frame, "lists-beside", "the list beside others", defined={"Wards": CODES}
    )


@named("ward-summaries", "Every ward's rank by each summary of IMD 2025, side by side", (*LIST, *RULES))
def ward_summaries(readings: Readings, asked: Request) -> Export:
    """Lay out ward summaries side by side, for all wards of the area."""
    account = readings.account(asked.choice)
    if account.summaries is None:
        raise ProfileError("There are no ward summaries of these wards; choose a profile of today's wards.")
    codes = [str(code) for code in account.summaries.index]
    areas = account.inputs.areas.set_index("code").loc[codes]
    frame = pd.DataFrame(
        {
            "Ward code": codes,
            "Ward": areas["name"].to_numpy(),
            "District": areas["district"].to_numpy(),
            "On the list": [code in account.shortlist.codes for code in codes],
        }
    ).join(side_by_side(account.summaries, codes), on="Ward code")
    what = {
        agreement_words.by(str(name)): f"By {agreement_words.WHAT[str(name)]}; 1 is most need."
        for name in account.summaries
    }
    return _of_list(
        readings, account, frame, "ward-summaries", "ward summaries side by side",
        defined=what, notes=summary_sentences(account.summaries, account.shortlist.codes),
    )  # fmt: skip


@named("coverage", "How many people a shortlist covers and leaves outside", (*LIST, *RULES))
def coverage(readings: Readings, asked: Request) -> Export:
    """Lay out what a list covers."""
    account = readings.account(asked.choice)
    covered = account.shortlist.coverage
    if covered is None:
        raise ProfileError("People are not counted for these wards; choose a profile of today's wards.")
    frame = pd.DataFrame(
        {
            "Who": [COUNTS[str(count)] for count in covered.index],
            "Inside": covered["inside"].to_numpy(),
            "Outside": covered["outside"].to_numpy(),
            "Total": covered["total"].to_numpy(),
            "Share inside": covered["inside_share"].to_numpy(),
            "Wards without a count": covered["wards_unknown"].to_numpy(),
        }
    )
    return _of_list(
        readings, account, frame, "coverage", "what the list covers",
        defined={"Share inside": "Inside over total, 0 to 1."}, notes=account.coverage(),
    )  # fmt: skip


@named("pockets", "LSOAs in England's most deprived tenth that a shortlist leaves outside", (*LIST, *RULES))
def pockets(readings: Readings, asked: Request) -> Export:
    """Lay out the pockets outside a list."""
    account = readings.account(asked.choice)
    found = account.pockets
    frame = pd.DataFrame(
        {
            "LSOA code": found["code"],
            "Ward code": found["group"],
            "LSOA": found["small_area"],
            "Ward": found["ward"],
            "IMD 2025 rank in England": found["rank"].astype("Int64"),
            "Residents in the ward (estimate)": found["residents"].astype(float),
        }
    )
    return _of_list(readings, account, frame, "pockets", "pockets outside", key=("LSOA code", "Ward code"))


def _of_list(
    readings: Readings,
    account: ShortlistAccount,
    frame: pd.DataFrame,
    name: str,
    what: str,
    *,
    key: Sequence[str] = (),
    defined: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> Export:
    """Make a file about a shortlist, its description the statement that the list follows from."""
    found, inputs = account.shortlist, account.inputs
    said: dict[str, Any] = {"dc:subject": weights_in_words(inputs.profile, account.weights)}
    if notes:
        said["notes"] = [{"about": what, "says": list(notes)}]
    return leave(
        readings,
        frame,
        f"{name}-{inputs.comparison.id}-{inputs.profile.id}-{found.size}-wards",
        title=f"{inputs.profile.label}: {what}, for {found.size} wards of {found.area}",
        description=(
            f"About a shortlist of {found.size} wards by {OBJECTIVE_WORDS[found.objective]}; its rules: "
            f"{'; '.join(account.labels.values()) or 'none'}. Numbers of people are estimates."
        ),
        key=key,
        defined=defined,
        said=said,
    )


def _codes(column: "pd.Series[Any]") -> list[str]:
    return [joined(codes) for codes in column]
