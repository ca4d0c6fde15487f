"""A made-up catalogue and profile for tests of scoring: three indicators, one of them better when higher."""

import pandas as pd

from sipmap.catalogue import Indicator, Part, Profile

DIRECTIONS = {"jobs": "higher is worse", "income": "higher is worse", "buses": "lower is worse"}


def made_up_indicator(indicator_id, direction="higher is worse", **others):
    values = {
        "id": indicator_id,
        "label": indicator_id.capitalize(),
        "short": indicator_id,
        "unit": "score",
        "kind": "score",
        "direction": direction,
        "theme": "people",
        "source": "made_up",
        "period": "2025",
        "geography": "ward",
        "definition": "Made up.",
        "reference": "None.",
    }
    return Indicator.model_validate(values | others)


INDICATORS = {name: made_up_indicator(name, direction) for name, direction in DIRECTIONS.items()}


def made_up_profile(weights=None, **others):
    weights = weights or {"jobs": 0.5, "income": 0.3, "buses": 0.2}
    values = {
        "id": "made-up",
        "label": "Made up",
        "description": "Made up.",
        "parts": tuple(Part(indicator=name, weight=weight) for name, weight in weights.items()),
        "standardise": "none",
        "reference": "kent",
    }
    return Profile.model_validate(values | others)


def codes(count):
    return [f"E0509{number:04d}" for number in range(9000, 9000 + count)]


def made_up_wide(rows):
    """Make a table of areas x parts from rows of (jobs, income, buses)."""
    return pd.DataFrame(
        rows, columns=list(DIRECTIONS), index=pd.Index(codes(len(rows)), name="area_code"), dtype=float
    )


def made_up_areas(wide):
    """Make the areas of a table: code, name, district."""
    names = [f"Ward {code[-3:]}" for code in wide.index]
    return pd.DataFrame({"code": list(wide.index), "name": names, "district": "Made-up District"})
