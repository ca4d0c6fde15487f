"""Ward summaries side by side, in words: what each is, and how far they agree."""

from collections.abc import Mapping

from sipmap.scoring.agreement import Shared
from sipmap.words.numbers import whole

TITLE = "Ward summaries side by side (IMD 2025)"

LABELS = {
    "average_score": "average score",
    "average_rank": "average rank",
    "extent": "extent",
    "worst_decile_lsoas": "share of LSOAs in England\u2019s worst 10%",
    "worst_lsoa": "worst LSOA",
}
"""The summaries, in the order in which they are shown."""

WHAT = {
    "average_score": "the mean score of residents\u2019 small areas (LSOAs)",
    "average_rank": "the mean rank of residents\u2019 LSOAs among England\u2019s",
    "extent": (
        "the share of residents in England\u2019s worst 30% of LSOAs, those in the worst 10% counted whole "
        "and the rest less and less"
    ),
    "worst_decile_lsoas": "how many of the ward\u2019s LSOAs are among England\u2019s worst 10%",
    "worst_lsoa": "the LSOA of most deprivation that holds 5% or more of the ward\u2019s residents",
}

CAPTION = (
    "The ward\u2019s rank in {area} by each summary of the Index of Multiple Deprivation 2025. "
    "1 is most need; = marks a rank that wards share."
)
EITHER = "wards level at the cut could count either way"


def by(name: str) -> str:
    """Return a heading for a rank, e.g. "Rank by extent (IMD 2025)"."""
    return f"Rank by {LABELS[name]} (IMD 2025)"


def agree(pair: tuple[str, str], found: Shared) -> str:
    """Say how many wards two summaries share: "Average score and worst LSOA agree on 19 of 24."."""
    first, second = (LABELS[name] for name in pair)
    return f"{first[0].upper()}{first[1:]} and {second} agree on {_count(found)}{_level(found)}."


def listed(name: str, found: Shared, size: int) -> str:
    """Say how many wards of a list of `size` are among as many first wards by a summary."""
    if size == 1:
        place = "" if found.least else " not" if not found.most else " level with others as"
        return f"The ward on the list is{place} the first by {LABELS[name]}."
    of = f"{_span(found)} of the {whole(size)} wards on the list"
    are = "is" if found.least == found.most == 1 else "are"
    return f"{of} {are} among the first {whole(size)} by {LABELS[name]}{_level(found)}."


def sentences(
    with_list: Mapping[str, Shared], pairs: Mapping[tuple[str, str], Shared], size: int
) -> list[str]:
    """Say how far the summaries agree with a list of `size` wards, and average score with each other one.

    Parameters
    ----------
    with_list : mapping of summary to Shared
        From `scoring.agreement.agreement_with`.
    pairs : mapping of two summaries to Shared
        From `scoring.agreement.agreement`; only those with the first summary are said.
    """
    first = next(iter(with_list), None)
    own = [listed(name, found, size) for name, found in with_list.items()]
    return own + [agree(pair, found) for pair, found in pairs.items() if pair[0] == first]


def shown_rank(rank: int, *, is_shared: bool) -> str:
    """Return a rank as a table shows it, e.g. "4" or, where several wards share it, "4="."""
    return f"{whole(rank)}=" if is_shared else whole(rank)


def _span(found: Shared) -> str:
    return whole(found.least) if found.least == found.most else f"{whole(found.least)} to {whole(found.most)}"


def _count(found: Shared) -> str:
    return f"{_span(found)} of {whole(found.of)}"


def _level(found: Shared) -> str:
    return "" if found.least == found.most else f": {EITHER}"
