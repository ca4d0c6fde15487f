"""A ranking as a file: the same bytes from the dashboard's link and from the command line."""

from collections.abc import Collection, Mapping

import pandas as pd

from sipmap.catalogue import Indicator, Profile, part_names
from sipmap.desk import RankingInputs
from sipmap.desk.areas import check_ward
from sipmap.disclosure import MARK
from sipmap.export.csvw import Export, export_table
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.words.certainty import ranges, varied


def ranking_export(
    inputs: RankingInputs,
    indicators: Mapping[str, Indicator],
    weights: Mapping[str, float] | None = None,
    top: int | None = None,
    *,
    certainty: RankUncertainty,
    wards: Collection[str] = (),
) -> Export:
    """Rank and lay out for a file.

    Parameters
    ----------
    inputs : RankingInputs
    indicators : mapping
        The catalogue, for plain words.
    weights : mapping, optional
        Weights that were moved, by part.
    top : int, optional
        Only the first so many ranks; None for all areas, the unranked last.
    certainty : RankUncertainty
        From `desk.list_certainty` for the same inputs and weights: a rank never leaves without its range.
    wards : collection of ward codes, optional
        Only these, with the ranks that they have among all.

    Raises
    ------
    UnknownCodeError
        A ward that is not among those ranked.
    """
    ranking = with_certainty(inputs.ranking(weights), certainty)
    frame = plain_table(selected(cut(ranking, top), wards, inputs), inputs, indicators, certainty.size)
    where, profile = inputs.comparison, inputs.profile
    of = "chosen-wards" if wards else "wards"
    return export_table(
        frame,
        f"sip-ranking-{where.id}-{profile.id}-{len(frame)}-{of}.csv",
        title=f"{profile.label}: wards of {where.label} in order of need",
        description=describe(inputs, range_in_words(inputs, indicators, certainty)),
        said={"dc:source": source(inputs), "dc:subject": weights_in_words(profile, weights or {})},
        defined={
            f"Adds to score: {indicators[part.indicator].label}": part_defined(indicators[part.indicator])
            for part in profile.parts
        },
    )


def part_defined(entry: Indicator) -> str:
    """Say what a part adds to a score, and what its figure is."""
    return f"What this part adds to the score: its standardised figure times its weight. {entry.definition}"


def selected(ranking: pd.DataFrame, wards: Collection[str], inputs: RankingInputs) -> pd.DataFrame:
    """Return the rows of some wards, all where none is named; UnknownCodeError for a strange one."""
    if not wards:
        return ranking
    for code in wards:
        check_ward(inputs, code)
    return ranking[ranking["area_code"].isin(list(wards))]


def describe(inputs: RankingInputs, ranges_said: str) -> str:
    """Describe a table of ranked wards: by what, among which, how its figures came about."""
    return (
        f"{inputs.profile.description} "
        f"Rank 1 is most need, among the wards of {inputs.comparison.label}. "
        "Figures from small areas are brought to wards and are estimates. "
        f"{ranges_said}"
    )


def source(inputs: RankingInputs) -> str:
    """Name the release that the figures are of."""
    return f"sipmap release {inputs.release.id} ({inputs.release.label})"


def cut(ranking: pd.DataFrame, top: int | None) -> pd.DataFrame:
    """Return the areas ranked `top` or better (areas that tie at the cut all stand), or all of them."""
    return ranking if top is None else ranking[ranking["rank"].le(top).fillna(False).astype(bool)]


def with_certainty(ranking: pd.DataFrame, certainty: RankUncertainty) -> pd.DataFrame:
    """Return a ranking with low, high (Int64), chance_top (0..1) and word; missing for unranked areas."""
    return ranking.join(certainty.frame[["low", "high", "chance_top", "word"]], on="area_code")


def part_labels(profile: Profile, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """Return the parts of a profile in plain words, by the name of the part."""
    return {
        name: indicators[part.indicator].label
        for name, part in zip(part_names(profile), profile.parts, strict=True)
    }


def plain_table(
    ranking: pd.DataFrame, inputs: RankingInputs, indicators: Mapping[str, Indicator], size: int
) -> pd.DataFrame:
    """Return a ranking (see `with_certainty`) under headings in plain words, the GSS code first.

    `size` is N of "the first N", whose chance is given. Where a figure is held back, MARK stands in its part.
    """
    parts = part_labels(inputs.profile, indicators)
    headings = {
        "area_code": "Ward code",
        "name": "Ward",
        "district": "District",
        "rank": f"Rank in {inputs.comparison.label}",
        "low": "Range from",
        "high": "Range to",
        "chance_top": f"Chance of the first {size}",
        "word": f"In the first {size}",
        "score": "Score",
        **{name: f"Adds to score: {label}" for name, label in parts.items()},
        "reason": "Note",
    }
    return marked(ranking, inputs.held_back)[list(headings)].rename(columns=headings)


def marked(ranking: pd.DataFrame, held_back: frozenset[tuple[str, str]]) -> pd.DataFrame:
    """Put MARK where a part lacks a figure because it is held back; `held_back` as in RankingInputs."""
    with_marks = ranking.copy()
    for name in sorted({part for _, part in held_back}):
        codes = [code for code, part in held_back if part == name]
        is_held = with_marks["area_code"].isin(codes)
        with_marks[name] = with_marks[name].astype(object).mask(is_held, MARK)
    return with_marks


def range_in_words(
    inputs: RankingInputs, indicators: Mapping[str, Indicator], certainty: RankUncertainty
) -> str:
    """Say what the ranges of a ranking are, from how many draws, and what these varied."""
    moved = varied(
        certainty.kind,
        counted_parts(inputs, indicators),
        is_apportioned=inputs.is_apportioned,
        switched=certainty.varied,
    )
    return f"{ranges(certainty.kind)} ({certainty.draws:,} draws, seed {certainty.seed}). {moved}"


def counted_parts(inputs: RankingInputs, indicators: Mapping[str, Indicator]) -> list[str]:
    """Return the parts that are counts over people, in short words: chance moves them."""
    known = [indicators[part.indicator] for part in inputs.profile.parts]
    return [entry.short for entry in known if entry.kind == "rate"]


def weights_in_words(profile: Profile, moved: Mapping[str, float]) -> str:
    """State the weights that were used."""
    used = {n: moved.get(n, p.weight) for n, p in zip(part_names(profile), profile.parts, strict=True)}
    return "Weights: " + ", ".join(f"{n} = {w:g}" for n, w in used.items())
