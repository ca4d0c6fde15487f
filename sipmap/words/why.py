"""Why a ward scores what it scores, in sentences: people first, then what lifts it and what holds it down."""

from collections.abc import Mapping

import pandas as pd

from sipmap.catalogue import Indicator
from sipmap.scoring.explain import Breakdown, Comparison
from sipmap.words.numbers import decimals, first_wards, indicator_value, is_figure, percent
from sipmap.words.shortlist import listed, signed

SMALL = 0.005
"""A difference that rounds to nothing at two decimals is not worth a word."""


def why(
    taken: Breakdown,
    labels: Mapping[str, str],
    *,
    area: str,
    people: str,
    standing: str,
    places: int = 2,
) -> list[str]:
    """Say why a ward scores what it scores.

    Parameters
    ----------
    taken : Breakdown
    labels : mapping of part to its plain name
    area : str
        Whose average ward it is held against.
    people : str
        The sentence with numbers of people (`words.ward.people`): it comes first.
    standing : str
        Its place among which wards (`words.ward.standing`, with its range): it comes last.
    places : int
        Decimals of the score.

    Returns
    -------
    list of sentences; the signed numbers in them, with the average, add up to the score
    """
    held = (
        f"{taken.name} scores {decimals(taken.score, places)}; the average ward of {area} scores "
        f"{decimals(taken.average, places)}."
    )
    lifts, downs = (_said(part, labels, places) for part in (taken.lifts, taken.holds_down))
    return [
        people,
        held,
        f"What lifts it: {listed(lifts)}." if lifts else "Nothing lifts it above the average.",
        f"What holds it down: {listed(downs)}." if downs else "Nothing holds it below the average.",
        standing,
    ]


def _said(differences: pd.Series, labels: Mapping[str, str], places: int) -> list[str]:
    least = SMALL * 10 ** (2 - places)
    worth_a_word = differences[differences.abs() >= least]
    return [f"{labels[str(part)]} ({signed(float(d), places)})" for part, d in worth_a_word.items()]


def compared(pair: Comparison, labels: Mapping[str, str], places: int = 2) -> str:
    """Say by how much one ward scores more than another, and which parts make the difference."""
    first, second = pair.one, pair.other
    if pair.difference < 0:
        first, second = second, first
    towards = pair.parts["difference"] if pair.difference >= 0 else -pair.parts["difference"]
    parts = _said(towards, labels, places)
    made_of = f" It is made of {listed(parts)}." if parts else ""
    if abs(pair.difference) < SMALL * 10 ** (2 - places):
        return f"{first.name} and {second.name} score the same, {decimals(first.score, places)}.{made_of}"
    return (
        f"{first.name} scores {decimals(abs(pair.difference), places)} more than {second.name} "
        f"({decimals(first.score, places)} against {decimals(second.score, places)}).{made_of}"
    )


def figures(changes: pd.DataFrame, indicators: Mapping[str, Indicator], area: str) -> str:
    """Say which one figure, changed alone, would bring a ward level.

    Parameters
    ----------
    changes : DataFrame
        From `changes.figure_changes`.
    indicators : mapping of part to its indicator
    area : str
        The wards whose worst figure is the furthest that is thought of.
    """
    ways = [
        f"{indicators[str(part)].label} of {indicator_value(float(row['needed']), indicators[str(part)])} "
        f"instead of {indicator_value(float(row['now']), indicators[str(part)])}"
        for part, row in changes.iterrows()
        if is_figure(float(row["needed"]))
    ]
    if not ways:
        return f"No one figure would bring it in alone, even at the worst of any ward in {area}."
    return f"One figure alone would bring it level: {listed(ways, 'or')}."


def weights(changes: pd.DataFrame, labels: Mapping[str, str], size: int) -> str:
    """Say which one weight, changed alone, would bring a ward among the first by need.

    Parameters
    ----------
    changes : DataFrame
        From `changes.weight_changes`; empty where parts are not added up.
    labels : mapping of part to its plain name
    size : int
    """
    if changes.empty:
        return "What a change of weight would do is worked out only where parts are added up."
    known = changes[changes["share_needed"].notna()]
    if known.empty:
        return f"No one weight would bring it among the {first_wards(size)} by need, whatever its share."
    if (known["share_needed"] == known["share_now"]).any():
        return f"It is among the {first_wards(size)} by need with the weights as they are."
    ways = [
        f"{labels[str(part)]} at {'more' if row['share_needed'] > row['share_now'] else 'less'} than "
        f"{percent(float(row['share_needed']))} of the weight (now {percent(float(row['share_now']))})"
        for part, row in known.iterrows()
    ]
    return f"One weight alone would bring it among the {first_wards(size)} by need: {listed(ways, 'or')}."
