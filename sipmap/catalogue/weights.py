"""Weights that someone moves: parsed, checked, and put into a profile."""

import math
from collections.abc import Mapping

from sipmap.catalogue.models import Profile
from sipmap.catalogue.parts import part_names
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError


def parse_weight(text: str) -> tuple[str, float]:
    """Read `ID=W` into a part's name and its weight.

    Raises
    ------
    ProfileError
        No equals sign, no name, or a weight that is not a number of 0 or more.
    """
    name, equals, number = text.rpartition("=")
    if not equals or not name.strip():
        raise ProfileError(f"Weight '{text}' is not of the form ID=W; write it like 'claimant-rate=0.2'.")
    try:
        weight = float(number)
    except ValueError:
        hint = number.strip().replace(",", ".") if number.count(",") == 1 else "0.2"
        raise ProfileError(
            f"Weight '{text}': '{number}' is not a number; write a number with a point, like {hint}."
        ) from None
    return name.strip(), _checked(name.strip(), weight)


def with_weights(profile: Profile, weights: Mapping[str, float]) -> Profile:
    """Return the profile with some of its weights replaced; scores stay on the profile's own scale.

    Only the proportions between weights matter: the score is scaled by what the profile's weights added up to
    before any was moved (`score_scale`).

    Parameters
    ----------
    profile : Profile
    weights : mapping of part name (see `part_names`) to weight
        0 takes a part out; parts that are not named keep their weight.

    Raises
    ------
    ProfileError
        A name that is not a part (the nearest is suggested), a weight that is negative, not finite or not a
        number, or weights that are all zero.
    """
    names = part_names(profile)
    for name, weight in weights.items():
        if name not in names:
            hint = suggestion(name, names)
            raise ProfileError(f"Weight '{name}' is not a part of the profile '{profile.id}'; {hint}")
        _checked(name, weight)
    if not weights:
        return profile
    parts = tuple(
        part.model_copy(update={"weight": float(weights.get(name, part.weight))})
        for name, part in zip(names, profile.parts, strict=True)
    )
    if not any(part.weight > 0 for part in parts):
        raise ProfileError(f"The weights of '{profile.id}' are all zero; give at least one part more than 0.")
    scale = profile.score_scale or math.fsum(part.weight for part in profile.parts)
    return profile.model_copy(update={"parts": parts, "score_scale": scale, "weighting": "given"})


def _checked(name: str, weight: float) -> float:
    """Return a weight that is a number of 0 or more, or say in one sentence why it is not."""
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight):
        raise ProfileError(f"Weight of '{name}' is not a number ({weight}); give a number of 0 or more.")
    if weight < 0:
        raise ProfileError(f"Weight of '{name}' is below zero ({weight}); give a number of 0 or more.")
    return weight
