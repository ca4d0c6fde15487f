"""The slope and the relative index of inequality, with simulated confidence limits.

Low and Low, "Measuring the gap: quantifying and comparing local health inequalities", Journal of Public
Health 26 (2004) 388-395, in the form of OHID (Fingertips public health technical guidance; `phe_sii` of the R
package PHEindicatormethods). The line is fitted across all groups of areas, so that it uses everyone and not
the two ends alone.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sipmap.scoring.rates.inputs import Floats, figures, tail
from sipmap.scoring.rates.scales import Kind, Scale, scale_of, standard_errors

FEWEST_GROUPS, MOST_GROUPS = 5, 100
FEWEST_DRAWS = 1_000
"""OHID's own bounds: a line through fewer groups, or limits from fewer draws, are too unsure to publish."""


@dataclass(frozen=True)
class Inequality:
    """How a figure changes from the most to the least deprived end of the population."""

    sii: float
    """Fitted value at the least deprived end less that at the most deprived end, times the multiplier."""
    sii_lower: float
    sii_upper: float
    """Confidence limits; NaN where no standard errors were given."""
    rii: float
    """Fitted value at the least deprived end over that at the most deprived end; inverted by a negative
    multiplier. Without meaning where fitted values are not above 0."""
    rii_lower: float
    rii_upper: float
    intercept: float
    """Fitted value at the most deprived end, times the multiplier's size."""


@dataclass(frozen=True)
class _Line:
    """Weighted least squares on ridits, in closed form: the weighted mean of ridits is always one half."""

    shares: Floats

    def fit(self, values: Floats) -> tuple[Floats, Floats]:
        """Return slope and intercept of each set of values (..., groups)."""
        away = np.cumsum(self.shares) - self.shares / 2 - 0.5
        slope = values @ (self.shares * away) / (self.shares @ away**2)
        return slope, values @ self.shares - slope / 2


def ridits(population: npt.ArrayLike) -> Floats:
    """Return each group's place in the population, 0 to 1: the middle of its share, groups in their order.

    With 12 % of people in the first group and 10 % in the second: 0.06, 0.17.

    Raises
    ------
    ValueError
        A group without people.
    """
    people = figures("population", population, positive=True)
    shares = people / people.sum()
    middles: Floats = np.cumsum(shares) - shares / 2
    return middles


def slope_index(
    group: npt.ArrayLike,
    population: npt.ArrayLike,
    value: npt.ArrayLike,
    *,
    kind: Kind = "mean",
    limits: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
    standard_error: npt.ArrayLike | None = None,
    transform: bool = False,
    multiplier: float = 1.0,
    confidence: float = 0.95,
    draws: int = 100_000,
    seed: int = 0,
) -> Inequality:
    """Fit a straight line to a figure of groups of areas, from the most to the least deprived.

    Groups stand at their `ridits` and weigh as many as their people. The limits are percentiles over `draws`
    simulated sets of values, each value drawn from a normal distribution around its group's: of a mean as it
    is, of a rate on the log scale, of a proportion on the logit scale. With `transform` the line itself is
    fitted on that scale, as OHID advises for rates and proportions; its ends are turned back, and the limits
    of its slope are laid through its value at the middle of the population and turned back likewise.

    Parameters
    ----------
    group : array_like (groups,)
        What orders the groups; the least, such as decile 1, is the most deprived. 5 to 100 groups.
    population : array_like (groups,)
    value : array_like (groups,)
        A rate is above 0, a proportion above 0 and below 1.
    kind : "mean", "rate" or "proportion"
    limits : pair of array_like (groups,), optional
        Lower and upper 95 % limit of each value, from which its standard error comes.
    standard_error : array_like (groups,), optional
        Instead of `limits`; of a rate on the log scale, of a proportion on the logit scale. Not with
        `transform`.
    transform : bool
    multiplier : float
        100 for percentages; negative to turn the slope round.
    confidence : float
        0.8 to below 1.
    draws, seed : int
        1,000 draws or more. The same seed gives the same limits, whatever the order of the rows.

    Raises
    ------
    ValueError
        Unequal lengths, a missing figure, a group that stands twice or has no people, too few or too many
        groups, a value that its kind cannot have, errors that cannot be used, too few draws, a confidence out
        of range.
    """
    outside = tail(confidence)
    if draws < FEWEST_DRAWS:
        raise ValueError(f"draws is {draws}; give {FEWEST_DRAWS:,} or more")
    order = _order(group)
    people, values = _in_order(order, population=population, value=value)
    line = _Line(figures("population", people, positive=True) / people.sum())
    scale = scale_of(kind)
    centre = scale.into("value", values)
    errors = standard_errors(order, scale, limits, standard_error, given_on_scale=not transform)
    fitted_on = scale if transform else None
    slope, start = line.fit(centre if transform else values)
    most, least = _ends(slope, start, fitted_on)
    sii, rii = _indices(most, least, multiplier)
    bounds = np.full((2, 2), np.nan)
    if errors is not None:
        drawn = centre + np.random.default_rng(seed).standard_normal((draws, order.size)) * errors
        if transform:
            slopes = _percentiles(line.fit(drawn)[0], outside)
            turned = _indices(*_ends(slopes, start + (slope - slopes) / 2, fitted_on), multiplier)
            bounds = np.sort(turned, axis=1)
        else:
            simulated = _indices(*_ends(*line.fit(scale.back(drawn)), fitted_on), multiplier)
            bounds = np.array([_percentiles(index, outside) for index in simulated])
    found = np.array([sii, *bounds[0], rii, *bounds[1], most * abs(multiplier)])
    return Inequality(*found.tolist())


def _order(group: npt.ArrayLike) -> npt.NDArray[np.intp]:
    labels = np.asarray(group, dtype=np.float64)
    if labels.ndim != 1 or not FEWEST_GROUPS <= labels.size <= MOST_GROUPS:
        raise ValueError(f"there are {labels.size} groups; give {FEWEST_GROUPS} to {MOST_GROUPS} in one row")
    if np.unique(labels).size < labels.size or np.isnan(labels).any():
        raise ValueError("a group stands twice or has no number; give each group one row")
    return np.argsort(labels)


def _in_order(order: npt.NDArray[np.intp], **columns: npt.ArrayLike) -> list[Floats]:
    """Return columns of one figure a group, sorted by group; ValueError where one is missing."""
    found = []
    for name, column in columns.items():
        values = np.asarray(column, dtype=np.float64)
        if values.shape != order.shape or not np.isfinite(values).all():
            raise ValueError(
                f"{name} is not one figure for each of the {order.size} groups; none may be missing"
            )
        found.append(values[order])
    return found


def _ends(slope: Floats, start: Floats, scale: Scale | None) -> tuple[Floats, Floats]:
    """Fitted values at the most and the least deprived end, turned back from the scale of the fit."""
    return (start, start + slope) if scale is None else (scale.back(start), scale.back(start + slope))


def _indices(most: Floats, least: Floats, multiplier: float) -> tuple[Floats, Floats]:
    """The two indices from the fitted values at the ends, by OHID's rule for a negative multiplier."""
    above, below = (least, most) if multiplier >= 0 else (most, least)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (least - most) * multiplier, above / below


def _percentiles(simulated: Floats, outside: float) -> Floats:
    """The draws at the places that OHID takes: the rounded share of all draws, counted from 1."""
    places = [round(simulated.size * share) for share in (outside, 1 - outside)]
    found: Floats = np.sort(simulated)[[max(place, 1) - 1 for place in places]]
    return found
