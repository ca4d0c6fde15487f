"""Hot spots: where high rates lie together more than chance would put them there.

Rates are smoothed first (empirical Bayes, Marshall 1991), so that a ward of few people does not make a hot
spot by chance. Each ward with a neighbour then has local Moran's I and Getis and Ord's G* (`localstats`), one
pseudo p-value for both (`permutation`), and is significant where the false discovery rate is held over all
wards that were tested: Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995)
289-300; for overlapping neighbourhoods, Caldas de Castro and Singer, Geographical Analysis 38 (2006) 180-208.
On a map of pure noise, where every discovery is false, that rate is the chance of any.

Of 255 wards the first is found at p = 0.05 / 255 or below, which 999 permutations cannot reach (none is below
2 in 1,000); hence 99,999.

The statistics are worked out here and held against esda, GeoDa and spdep by tests, rather than by esda at
work. Measured on 2 cores: to import esda and libpysal takes 0.7 to 1.0 s and 32 to 73 MB, for they bring
geopandas and scikit-learn with them, and a web worker that has served England stands at 295 of its 350 MB.
Besides, esda seeds the state of numpy that all threads share, and which tail its p-values count differs
between 2.9 and 2.10. This takes 0.5 s and 34 MB at most for Kent the first time, 0.2 s after, and keeps
16 MB, so that a web worker can do it and nothing is stored at load.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.areas.contiguity import neighbours
from sipmap.areas.localstats import Floats, g_star, local_moran, neighbours_mean
from sipmap.areas.permutation import pseudo_p
from sipmap.scoring.rates import empirical_bayes

PERMUTATIONS = 99_999
SEED = 2002
FALSE_DISCOVERY = 0.05

NO_FIGURE = "no figure"
NO_NEIGHBOURS = "no neighbours, so not tested"
NO_DIFFERENCES = "chance alone explains how the rates differ, so not tested"

COLUMNS = [
    "area_code",
    "count",
    "denominator",
    "rate",
    "smoothed",
    "neighbours",
    "moran",
    "g_star",
    "p",
    "is_significant",
    "pattern",
    "spot",
    "note",
]


@dataclass(frozen=True)
class HotSpots:
    """Hot spots of one indicator, and how they were tested."""

    frame: pd.DataFrame
    """COLUMNS, by area_code. `moran` is local Moran's I, `g_star` a standard deviate, `p` for both; NaN where
    not tested, which `note` says. `pattern` is high-high, low-low, high-low or low-high: the area, then its
    neighbours, against the mean of areas; `spot` is hot or cold; both missing unless significant."""
    permutations: int
    seed: int
    false_discovery: float

    def codes(self, spot: str) -> tuple[str, ...]:
        """Return the areas in "hot" or "cold" spots, by code."""
        return tuple(self.frame.loc[self.frame["spot"].eq(spot), "area_code"])

    @property
    def tested(self) -> int:
        """How many areas were tested."""
        return int(self.frame["p"].notna().sum())


def hot_spots(
    figures: pd.DataFrame,
    links: pd.DataFrame,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    false_discovery: float = FALSE_DISCOVERY,
) -> HotSpots:
    """Find the hot and cold spots of a rate.

    Parameters
    ----------
    figures : DataFrame
        area_code, count, denominator, in any order; NaN where missing.
    links : DataFrame
        As stored; see `contiguity.neighbours`. An area without a figure is nobody's neighbour. One without
        neighbours is not tested, but its figure counts in the mean and may be dealt to others.
    permutations, seed, false_discovery
        How many, from which seed, and the share of discoveries that may be false.

    Returns
    -------
    HotSpots
        The same for a seed, whatever the order of rows. A spot is hot where an area is significant, its G* is
        above 0 and its neighbours are above the mean; cold where both are below.

    Raises
    ------
    ValueError
        An area twice, or figures that `empirical_bayes` refuses.
    """
    frame = figures.sort_values("area_code", ignore_index=True)[["area_code", "count", "denominator"]]
    if frame["area_code"].duplicated().any():
        raise ValueError(f"{frame.loc[frame['area_code'].duplicated(), 'area_code'].iloc[0]} is there twice")
    count, whole = (frame[name].to_numpy(dtype=np.float64) for name in ("count", "denominator"))
    frame["rate"] = np.divide(count, whole, out=np.full(count.size, np.nan), where=whole > 0)
    frame["smoothed"] = empirical_bayes(count, whole).rate
    known = frame["smoothed"].notna().to_numpy()
    near = neighbours(frame.loc[known, "area_code"], links)
    frame["neighbours"] = [len(near.get(code, ())) for code in frame["area_code"]]
    values = frame.loc[known, "smoothed"].to_numpy(dtype=np.float64)
    differ = bool(values.size and np.ptp(values) > 0)
    tested = _tested(values, near, permutations, seed, false_discovery) if differ else _untested(values.size)
    frame = frame.join(tested.set_axis(frame.index[known]))
    frame["is_significant"] = frame["is_significant"].eq(True)
    frame["note"] = np.select(
        [~known, np.full(known.size, not differ), frame["neighbours"].eq(0)],
        [NO_FIGURE, NO_DIFFERENCES, NO_NEIGHBOURS],
        default="",
    )
    return HotSpots(frame[COLUMNS], permutations, seed, false_discovery)


def discoveries(p: Floats, rate: float) -> npt.NDArray[np.bool_]:
    """Return which tests are significant with the false discovery rate held: Benjamini and Hochberg's steps.

    Parameters
    ----------
    p : array (tests,)
        NaN where there was no test, which is no discovery.
    rate : float

    Returns
    -------
    array of bool (tests,)
        All with p up to the largest p(k) that is at most rate x k / tests.
    """
    ordered = np.sort(p[~np.isnan(p)])
    within = np.flatnonzero(ordered <= rate * np.arange(1, ordered.size + 1) / ordered.size)
    found: npt.NDArray[np.bool_] = p <= (ordered[within[-1]] if within.size else -1.0)
    return found


def _tested(
    values: Floats, near: dict[str, tuple[str, ...]], permutations: int, seed: int, rate: float
) -> pd.DataFrame:
    """Return the statistics of areas in order of code, whose neighbours are given by code."""
    position = {code: place for place, code in enumerate(near)}
    places = [tuple(position[code] for code in others) for others in near.values()]
    p = pseudo_p(values, places, permutations=permutations, seed=seed)
    significant = discoveries(p, rate)
    deviate = g_star(values, places)
    own, beside = values > values.mean(), neighbours_mean(values, places) > values.mean()
    pattern = np.select(
        [own & beside, ~own & ~beside, own], ["high-high", "low-low", "high-low"], default="low-high"
    )
    spot = np.select([beside & (deviate > 0), ~beside & (deviate < 0)], ["hot", "cold"], default="")
    return pd.DataFrame(
        {
            "moran": local_moran(values, places),
            "g_star": deviate,
            "p": p,
            "is_significant": significant,
            "pattern": pd.Series(pattern, dtype="str").where(significant),
            "spot": pd.Series(spot, dtype="str").where(significant & (spot != "")),
        }
    )


def _untested(size: int) -> pd.DataFrame:
    nothing = pd.DataFrame(np.full((size, 3), np.nan), columns=["moran", "g_star", "p"])
    words = pd.Series([None] * size, dtype="str")
    return nothing.assign(is_significant=False, pattern=words, spot=words)
