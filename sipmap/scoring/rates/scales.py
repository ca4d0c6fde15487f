"""On which scale a figure's error is even to both sides: as it is, logarithm, logit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from sipmap.scoring.rates.inputs import Floats, normal_quantile

Kind = Literal["mean", "rate", "proportion"]


@dataclass(frozen=True)
class Scale:
    """A scale, and the figures that can be put on it."""

    forward: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    least: float
    most: float
    kind: str

    def into(self, name: str, values: Floats) -> Floats:
        """Put figures on the scale; ValueError where one cannot be."""
        if not ((values > self.least) & (values < self.most)).all():
            bounds = f"above {self.least:g}" + (f" and below {self.most:g}" if self.most < np.inf else "")
            raise ValueError(
                f"{name} holds a figure that a {self.kind} cannot have here; each must be {bounds}"
            )
        return self.forward(values)


SCALES = {
    "mean": Scale(np.positive, np.positive, -np.inf, np.inf, "mean"),
    "rate": Scale(np.log, np.exp, 0.0, np.inf, "rate"),
    "proportion": Scale(logit, expit, 0.0, 1.0, "proportion"),
}


def scale_of(kind: str) -> Scale:
    """Return the scale of a kind of figure; ValueError where there is none of that name."""
    if kind not in SCALES:
        raise ValueError(f"kind is {kind!r}; choose from {', '.join(get_args(Kind))}")
    return SCALES[kind]


def standard_errors(
    order: npt.NDArray[np.intp],
    scale: Scale,
    limits: tuple[npt.ArrayLike, npt.ArrayLike] | None,
    standard_error: npt.ArrayLike | None,
    *,
    given_on_scale: bool,
) -> Floats | None:
    """Return the standard errors of figures on their scale, in `order`; None where nothing is known of them.

    From 95 % limits: their distance on the scale over 2 x 1.96, as OHID has it.

    Raises
    ------
    ValueError
        Both limits and errors, errors where only limits will do, unequal lengths, negative or missing errors,
        crossed limits, limits that cannot be put on the scale.
    """
    if standard_error is not None:
        if limits is not None or not given_on_scale:
            raise ValueError(
                "standard_error cannot be used with limits nor with transform; give the limits alone"
            )
        errors = np.asarray(standard_error, dtype=np.float64)
    elif limits is not None:
        lower, upper = (scale.into("limits", np.asarray(limit, dtype=np.float64)) for limit in limits)
        if lower.shape != upper.shape:
            raise ValueError("the limits are of unequal lengths; give both for each of the groups")
        errors = (upper - lower) / (2 * normal_quantile(0.95))
    else:
        return None
    if errors.shape != order.shape or not (np.isfinite(errors) & (errors >= 0)).all():
        raise ValueError("the errors of the values are not one figure of 0 or more for each of the groups")
    ordered: Floats = errors[order]
    return ordered
