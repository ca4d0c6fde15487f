"""What the browser needs to rank and colour: compact JSON, packed once for a release, area and profile."""

import gzip
import json
from collections.abc import Mapping

import numpy as np
import pandas as pd

from sipmap.catalogue import Indicator, indicators, part_names, part_period
from sipmap.desk import RankingInputs
from sipmap.scoring.composite import standardised
from sipmap.web.data import Shown
from sipmap.web.panel import HOW
from sipmap.words.numbers import WRITTEN, score_places


def ranking_json(inputs: RankingInputs, people: pd.DataFrame) -> bytes:
    """Return gzipped JSON of the wards compared, by code, and their standardised parts.

    Parameters
    ----------
    inputs : RankingInputs
    people : DataFrame indexed by area_code
        people; employment_deprived: people of working age; NaN where unknown.
    """
    areas = inputs.areas.sort_values("code")
    turned = standardised(inputs.wide.reindex(areas["code"]), inputs.profile, inputs.standards)
    profile = inputs.profile
    own_scale = sum(part.weight for part in profile.parts)
    return packed(
        {
            "area": inputs.comparison.id,
            "areaLabel": inputs.comparison.label,
            "how": HOW[inputs.comparison.basis],
            "profile": {
                "id": profile.id,
                "label": profile.label,
                "description": profile.description,
                "note": profile.note,
                "size": profile.size,
                "scale": profile.score_scale or own_scale,
                "minParts": profile.min_parts or len(profile.parts),
                "places": score_places(profile.standardise),
            },
            "parts": _parts(inputs),
            "wards": {
                "code": areas["code"].tolist(),
                "name": areas["name"].tolist(),
                "district": areas["district"].tolist(),
            },
            "z": [_numbers(turned[name]) for name in turned.columns],
            "people": _numbers(people["people"].reindex(areas["code"]).round()),
            "employmentDeprived": _numbers(people["employment_deprived"].reindex(areas["code"]).round()),
        }
    )


def _parts(inputs: RankingInputs) -> list[dict[str, object]]:
    known = indicators()
    return [
        {
            "id": name,
            "label": known[part.indicator].label,
            "short": known[part.indicator].short,
            "period": _period_to_add(known[part.indicator], part_period(part, known)),
            "weight": part.weight,
        }
        for name, part in zip(part_names(inputs.profile), inputs.profile.parts, strict=True)
    ]


def _period_to_add(indicator: Indicator, period: str) -> str:
    """Return the period, unless the indicator's short name says it."""
    return "" if period in indicator.short else period


def indicator_json(shown: Shown, values: "pd.Series[float]", held_back: tuple[str, ...] = ()) -> bytes:
    """Return gzipped JSON of one indicator's values by ward, and how to write them.

    `held_back` are the wards whose figure is suppressed, by code.
    """
    chosen, period = shown
    return packed(
        {
            "id": chosen.id,
            "label": chosen.label,
            "short": chosen.short,
            "hint": ", ".join(filter(None, [period, DIRECTIONS[chosen.direction]])),
            "how": writing(chosen),
            "code": values.index.tolist(),
            "value": _numbers(values),
            "heldBack": list(held_back),
        }
    )


DIRECTIONS: Mapping[str, str] = {
    "higher is worse": "higher is more need",
    "lower is worse": "lower is more need",
    "neither": "",
}


def writing(indicator: Indicator) -> dict[str, object]:
    """Say how the browser writes an indicator's values, as sipmap.words.numbers does."""
    if indicator.unit == "proportion":
        return {"factor": 100, "places": 1, "after": "%"}
    places, after = WRITTEN[indicator.unit]
    return {"factor": 1, "places": places, "after": after}


def _numbers(values: "pd.Series[float]") -> list[float | None]:
    """Return numbers for JSON; what is missing is null."""
    return [None if np.isnan(v) else float(v) for v in values.to_numpy(dtype=np.float64)]


def packed(content: object) -> bytes:
    """Return compact JSON, gzipped."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), 9, mtime=0)
