"""Which choice drives the uncertainty: first-order and total indices of Sobol'.

First order: the share of a rank's variance that would go if the source were settled. Total: the share that
would stay if all others were. They differ by what the source does together with others.

Sources: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity analysis of
model output", Computer Physics Communications 181 (2010), 259-270 (estimators, as in scipy); Gamboa, Janon,
Klein and Lagnoux, "Sensitivity analysis for multidimensional and functional outputs", Electronic Journal of
Statistics 8 (2014), 575-603 (indices of all ranks together); Saisana, Saltelli and Tarantola (2005), see
`simulate` (one trigger for each source of a composite indicator).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty.draws import BLOCK, Draws, draw_block, prepared, scores
from sipmap.scoring.uncertainty.inputs import (
    SOURCES,
    Floats,
    Integers,
    Problem,
    Varied,
)
from sipmap.scoring.uncertainty.ranges import ranks_in_draws
from sipmap.scoring.uncertainty.settle import settled
from sipmap.scoring.uncertainty.simulate import EVERYTHING, ranked_wards

POINTS = 1024
"""Base points, a power of two; the function is worked out at (factors + 2) times as many. On the Ishigami
function these give indices within 0.011 (root mean square over 20 seeds), half as many within 0.07."""

POOL = 500
"""Draws of each source to choose among, all equally likely: together they are what the source may do."""


@dataclass(frozen=True)
class Indices:
    """Sobol' indices of one or more outputs."""

    first: Floats
    """outputs x factors; NaN where an output does not vary."""
    total: Floats
    """outputs x factors."""
    variance: Floats
    """outputs."""

    def together(self) -> tuple[Floats, Floats]:
        """Return first and total indices of all outputs taken as one: means weighted by variance."""
        share = self.variance / max(self.variance.sum(), np.finfo(np.float64).tiny)
        return np.nan_to_num(self.first).T @ share, np.nan_to_num(self.total).T @ share


def indices(
    function: Callable[[Floats], Floats], factors: int, *, points: int = POINTS, seed: int = 0
) -> Indices:
    """Estimate Sobol' indices of a function of independent factors, each even on 0 to 1.

    Parameters
    ----------
    function : callable
        factors x n -> outputs x n.
    factors : int
    points : int
        Rounded up to a power of two.
    seed : int
        Of the scrambled Sobol' sequence.
    """
    from scipy.stats import qmc, sobol_indices  # noqa: PLC0415 - takes 24 MB, and few pages need it

    exponent = int(np.ceil(np.log2(max(points, 2))))
    sample = qmc.Sobol(2 * factors, rng=np.random.default_rng(seed)).random_base2(exponent).T
    base, other = sample[:factors], sample[factors:]
    mixed = []
    for factor in range(factors):
        moved = base.copy()
        moved[factor] = other[factor]
        mixed.append(np.atleast_2d(function(moved)))
    at_base, at_other = np.atleast_2d(function(base)), np.atleast_2d(function(other))
    variance: Floats = np.var(np.concatenate([at_base, at_other], axis=1), axis=1)
    varies = variance > 0
    first, total = np.full((2, len(variance), factors), np.nan)
    if varies.any():
        evaluations = {"f_A": at_base[varies], "f_B": at_other[varies], "f_AB": np.stack(mixed)[:, varies]}
        found = sobol_indices(func=evaluations, n=2**exponent)
        first[varies] = np.reshape(found.first_order, (-1, factors))
        total[varies] = np.reshape(found.total_order, (-1, factors))
    return Indices(first, total, variance)


def drivers(
    problem: Problem,
    *,
    about: Sequence[str] | None = None,
    varied: Varied = EVERYTHING,
    points: int = POINTS,
    seed: int = 0,
) -> pd.DataFrame:
    """Say which source of uncertainty drives the ranks.

    Parameters
    ----------
    problem, varied
        As for `simulate`.
    about : sequence of codes, optional
        The wards whose ranks are looked at, each also for itself: those near the cut, say. All ranked wards
        unless given. Memory: sources x wards x points x 8 bytes.
    points, seed : int

    Returns
    -------
    DataFrame, one row for each ward and source that can vary, and for each source with area_code "" for the
    ranks of all those wards taken together
        area_code, source, first, total; NaN for a ward whose rank never changes.

    Raises
    ------
    ProfileError
        As `simulate`; nothing varies; a ward in `about` that is not ranked.
    """
    ordered = settled(problem)
    active = [source for source in SOURCES if getattr(varied, source) and _can_vary(ordered, source)]
    if not active:
        raise ProfileError("Nothing varies, so nothing drives the ranks; switch on a source of uncertainty.")
    ranked = ranked_wards(ordered)
    codes = ordered.codes[ranked]
    chosen = np.arange(len(codes)) if about is None else _places(codes, about)
    pool = _pool(ordered, varied, seed)

    def ranks(shares: Floats) -> Floats:
        blocks = np.split(shares, range(BLOCK, shares.shape[1], BLOCK), axis=1)
        found = [ranks_in_draws(scores(ordered, _taken(pool, active, block))[:, ranked]) for block in blocks]
        return np.concatenate([block[:, chosen] for block in found]).T.astype(np.float64)

    found = indices(ranks, len(active), points=points, seed=seed)
    first, total = found.together()
    return pd.DataFrame(
        {
            "area_code": np.repeat(np.concatenate([[""], codes[chosen]]), len(active)),
            "source": active * (1 + len(chosen)),
            "first": np.concatenate([first, found.first.ravel()]),
            "total": np.concatenate([total, found.total.ravel()]),
        }
    )


def _can_vary(problem: Problem, source: str) -> bool:
    return {
        "sampling": problem.is_sampled,
        "weights": problem.weight_spread > 0 and int(np.count_nonzero(problem.weights)) > 1,
        "apportionment": problem.apportionment is not None,
        "summary": len(problem.tables) > 1,
        "method": len(problem.methods) > 1,
    }[source]


def _places(codes: npt.NDArray[np.str_], about: Sequence[str]) -> Integers:
    unknown = sorted(set(about) - set(codes.tolist()))
    if unknown:
        raise ProfileError(f"{unknown[0]} is not among the ranked wards; leave it out.")
    return np.flatnonzero(np.isin(codes, list(about)))


def _pool(problem: Problem, varied: Varied, seed: int) -> Draws:
    return draw_block(problem, prepared(problem, varied), varied, seed=seed, block=0, size=POOL)


def _taken(pool: Draws, active: list[str], shares: Floats) -> Draws:
    """Compose draws: of each active source the one at its share of the pool, of the others the first."""
    places = {source: np.zeros(shares.shape[1], dtype=np.intp) for source in SOURCES}
    places |= {source: (share * POOL).astype(np.intp) for source, share in zip(active, shares, strict=True)}
    return Draws(
        sampling=None if pool.sampling is None else pool.sampling[places["sampling"]],
        sampled=pool.sampled,
        weights=pool.weights[places["weights"]],
        apportionment=None if pool.apportionment is None else pool.apportionment[places["apportionment"]],
        summary=pool.summary[places["summary"]],
        method=pool.method[places["method"]],
    )
