"""How sure the ranks of a release are: what varies is read from the store and handed to the draws."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import Profile, indicators, part_names, part_period, with_weights
from sipmap.desk.pockets import small_areas
from sipmap.desk.ranking import RankingInputs
from sipmap.scoring.composite import standardised
from sipmap.scoring.many import scores
from sipmap.scoring.opponents import reference_rows
from sipmap.scoring.parts import parts_wide, signs
from sipmap.scoring.summaries import worst_lsoa
from sipmap.scoring.uncertainty import (
    Counted,
    Problem,
    RankUncertainty,
    Varied,
    apportionment_shift,
    simulate,
)
from sipmap.store import read

DRAWS = 2_000
SEED = 2002
"""Fixed, so that whoever asks again gets the same answer to the last digit."""

Floats = npt.NDArray[np.float64]


def ranking_certainty(
    layout: Problem,
    inputs: RankingInputs,
    top: int,
    weights: Mapping[str, float] | None = None,
    *,
    varied: Varied | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> RankUncertainty:
    """Say how sure each rank of a ranking is: see `sipmap.scoring.uncertainty.simulate`.

    What varies, each unless switched off: chance in counts; weights, by a quarter each way; apportionment, by
    how far postcode share and best fit differ; the ward summary, a ward's average or its worst small area.

    Parameters
    ----------
    layout : Problem
        From `ranking_layout` for the same inputs.
    inputs : RankingInputs
    top : int
        N of the first N.
    weights : mapping, optional
        Weights that were moved, by part.
    varied, draws, seed
        As for `simulate`.
    """
    problem = with_moved(layout, inputs, weights or {})
    return simulate(problem, top, varied=varied or Varied(), draws=draws, seed=seed)


def ranking_layout(engine: Engine, inputs: RankingInputs) -> Problem:
    """Lay out a ranking with what is known of its uncertainty, under the profile's own weights."""
    profile = inputs.profile
    codes = [str(c) for c in inputs.areas["code"]]
    values = _turned(inputs.wide.reindex(codes), profile, inputs)
    problem = Problem(
        codes=np.array(codes),
        values=values,
        weights=np.array([p.weight for p in profile.parts]),
        sampled=_counted(engine, inputs, profile, codes),
        methods=(_ProfileMethod(inputs, profile),),
        min_parts=profile.min_parts,
    )
    if not inputs.is_apportioned:
        return problem
    return replace(
        problem,
        apportionment=apportionment_shift(values, _by_best_fit(engine, inputs, profile, codes)),
        alternatives=_by_worst_small_area(engine, inputs, profile, codes, values),
    )


def with_moved(layout: Problem, inputs: RankingInputs, weights: Mapping[str, float]) -> Problem:
    """Return a layout with some weights moved; nothing is read anew."""
    profile = with_weights(inputs.profile, weights)
    return replace(
        layout,
        weights=np.array([p.weight for p in profile.parts]),
        methods=(_ProfileMethod(inputs, profile),),
    )


class _ProfileMethod:
    """A profile's aggregation: draws x wards x parts and draws x parts in, draws x wards out."""

    def __init__(self, inputs: RankingInputs, profile: Profile) -> None:
        self._profile = profile
        self._opponents = (
            reference_rows(profile, inputs.standards, indicators())
            if profile.aggregation == "outranking"
            else None
        )

    def __call__(self, values: Floats, weights: Floats) -> Floats:
        return scores(values, self._profile, weights, self._opponents)


def _turned(wide: pd.DataFrame, profile: Profile, inputs: RankingInputs) -> Floats:
    """Return figures turned towards need and standardised, areas x parts."""
    return standardised(wide, profile, inputs.standards).to_numpy(dtype=np.float64)


def _figures(engine: Engine, inputs: RankingInputs, profile: Profile, **where: str) -> pd.DataFrame:
    return read.observations(
        engine,
        inputs.release.id,
        indicators=sorted({p.indicator for p in profile.parts}),
        periods=sorted({part_period(p, indicators()) for p in profile.parts}),
        **where,
    )


def _counted(
    engine: Engine, inputs: RankingInputs, profile: Profile, codes: list[str]
) -> tuple[Counted, ...]:
    """Return the parts that are counts over denominators, so that chance moves them.

    Only on scales that are straight lines of the rate: elsewhere one more person has no single effect.
    """
    is_straight = profile.standardise in ("z", "none") and profile.outliers == "none"
    if profile.geography != "ward" or not is_straight:
        return ()
    rates = [(i, p) for i, p in enumerate(profile.parts) if indicators()[p.indicator].kind == "rate"]
    if not rates:
        return ()
    figures = _figures(engine, inputs, profile, geography="ward", basis=inputs.comparison.basis)
    names, turn = part_names(profile), signs(profile, indicators())
    found = []
    for i, part in rates:
        rows = figures[
            (figures["indicator_id"] == part.indicator)
            & (figures["period"] == part_period(part, indicators()))
        ].set_index("area_code")
        of_wards = rows.reindex(codes)
        sd = inputs.standards[names[i]].sd if profile.standardise == "z" else 1.0
        found.append(
            Counted(
                part=i,
                numerator=of_wards["numerator"].to_numpy(dtype=np.float64),
                denominator=of_wards["denominator"].to_numpy(dtype=np.float64),
                slope=turn[i] / sd,
            )
        )
    return tuple(found)


def _by_best_fit(engine: Engine, inputs: RankingInputs, profile: Profile, codes: list[str]) -> Floats:
    """Return the same figures brought to wards by best fit, where the release has them."""
    figures = _figures(engine, inputs, profile, geography="ward", basis="best-fit")
    wide = parts_wide(figures, profile, indicators()).reindex(codes)
    return _turned(wide, profile, inputs)


def _by_worst_small_area(
    engine: Engine, inputs: RankingInputs, profile: Profile, codes: list[str], values: Floats
) -> tuple[Floats, ...]:
    """Return each part at the ward's worst small area, scaled to the spread that the averages have.

    A part that is not published for the small areas of 2021 keeps the ward's own figure.
    """
    worst = worst_lsoa(small_areas(engine, inputs.release.id))["code"].reindex(codes)
    figures = _figures(engine, inputs, profile, geography="lsoa21", basis="published")
    wide = parts_wide(figures, profile, indicators()).reindex(list(worst)).set_axis(codes, axis=0)
    at_worst = _turned(wide, profile, inputs)
    return (_with_spread_of(at_worst, values),)


def _with_spread_of(other: Floats, values: Floats) -> Floats:
    """Bring another summary to the values' mean and spread, part by part; where it lacks, keep values."""
    brought = values.copy()
    for part in range(values.shape[1]):
        column, own = other[:, part], values[:, part]
        known = ~np.isnan(column) & ~np.isnan(own)
        if known.any() and column[known].std() > 0:
            scaled = (column[known] - column[known].mean()) / column[known].std()
            brought[known, part] = scaled * own[known].std() + own[known].mean()
    return brought
