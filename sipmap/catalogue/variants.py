"""A profile by other methods: the same parts, made into a score in another way."""

from sipmap.catalogue.methods import Aggregation, Outliers, Standardise, Weighting
from sipmap.catalogue.models import Part, Profile
from sipmap.catalogue.reading import declare


def with_methods(
    profile: Profile,
    *,
    outliers: Outliers | None = None,
    standardise: Standardise | None = None,
    weighting: Weighting | None = None,
    aggregation: Aggregation | None = None,
) -> Profile:
    """Return the profile with some of its methods replaced; None keeps the profile's own.

    Parameters
    ----------
    profile : Profile
    outliers, standardise, aggregation
        See `sipmap.catalogue.methods`. Goalposts are left out where the new standardisation has none.
    weighting
        "equal" gives every part of weight above 0 the same weight; they add up to what they did.

    Raises
    ------
    ProfileError
        Methods that do not go together, or that there are not.
    """
    given = {
        "outliers": outliers,
        "standardise": standardise,
        "weighting": weighting,
        "aggregation": aggregation,
    }
    changes = {key: value for key, value in given.items() if value is not None}
    if not changes:
        return profile
    scale = (standardise or profile.standardise) == "min-max"
    parts = [part if scale else part.model_copy(update={"goalposts": None}) for part in profile.parts]
    parts = _equal(parts) if weighting == "equal" else parts
    values = {**profile.model_dump(), "parts": [part.model_dump() for part in parts], **changes}
    return declare(Profile, values, f"Profile '{profile.id}'")


def _equal(parts: list[Part]) -> list[Part]:
    counted = [part.weight for part in parts if part.weight > 0]
    mean = sum(counted) / len(counted)
    return [part.model_copy(update={"weight": mean if part.weight > 0 else 0.0}) for part in parts]
