"""The choice of 2002 tried again, in sentences that claim no more than they can."""

from sipmap.scoring.backtest import IN_WORST, SIZE, WORST, Backtest
from sipmap.words.numbers import whole

NOT_A_RECONSTRUCTION = (
    "Compatible with the briefing, not a reconstruction of it: the briefing's list of wards is not at hand, "
    "so which wards it named cannot be checked."
)


def backtest(found: Backtest) -> list[str]:
    """Say what the back-test is, what each spread rule gives, and what follows from it."""
    outcomes = [
        f"With {row['label']}, {row['in_worst']} of {row['wards']} wards lie in the worst {WORST}."
        if row["wards"]
        else f"With {row['label']}, no list of {SIZE} can be made."
        for row in found.outcomes.to_dict("records")
    ]
    return [
        f"The briefing of 2002 says that {SIZE} wards were chosen with a county-wide spread, and that "
        f"{IN_WORST} of them were in Kent's worst {WORST} on the Index of Multiple Deprivation 2000. Here "
        f"{SIZE} of Kent's {whole(found.wards)} wards of 1998 are chosen by that index, under different "
        "rules of spread.",
        *outcomes,
        _conclusion(found),
        NOT_A_RECONSTRUCTION,
    ]


def _conclusion(found: Backtest) -> str:
    if not found.compatible:
        return f"None of these rules gives the {IN_WORST} of the briefing."
    first, last = found.cut_range
    return (
        f"So the {IN_WORST} of the briefing is what comes of two wards in each district, unless the second "
        f"ranks too low to count, with the line drawn anywhere from {whole(first)} to {whole(last)}."
    )
