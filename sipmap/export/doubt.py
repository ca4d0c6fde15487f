"""What moves the ranks near the cut, and the joint sets, as sentences and as plain records."""

from collections.abc import Mapping

import pandas as pd

from sipmap.desk.doubt import JOINT_DRAWS, JOINT_LEVEL, POINTS, Doubt
from sipmap.words import doubt as words

Names = Mapping[str, str]
"""Names of wards by code."""


def shares(found: Doubt) -> dict[str, tuple[float, float]]:
    """Return first-order and total index of each source, of the ranks near the cut together."""
    if found.drivers is None:
        return {}
    rows = found.drivers[found.drivers["area_code"].eq("")].to_dict("records")
    return {str(row["source"]): (float(row["first"]), float(row["total"])) for row in rows}


def drivers_sentence(found: Doubt) -> str:
    """Say which choice moves the ranks near the cut."""
    return words.drives(shares(found), len(found.near))


def joint_sentence(found: Doubt, names: Names) -> str:
    """Say what chance alone leaves open: of the first ward, of the one at the cut, and how many may be in."""
    if found.joint is None:
        return words.TOO_MANY if found.is_counted else words.NO_COUNTS
    by_need = found.joint.dropna(subset="score").sort_values("score", ascending=False, kind="stable")
    picked = by_need.iloc[sorted({0, found.size - 1})]
    sets = [
        (names[str(code)], int(row["joint_low"]), int(row["joint_high"]))
        for code, row in picked.to_dict("index").items()
    ]
    return words.joint(sets, int(by_need["may_be_top"].sum()), found.size, JOINT_LEVEL)


def main_source(found: Doubt, code: str) -> str | None:
    """Return the source with the largest total index for a ward; None where its rank never moves."""
    if found.drivers is None:
        return None
    own = found.drivers[found.drivers["area_code"].eq(code)].dropna(subset="total")
    return None if own.empty else str(own.nlargest(1, "total")["source"].iloc[0])


def joint_set(found: Doubt, code: str) -> tuple[int, int, bool] | None:
    """Return a ward's joint set, low to high, and whether it may be among the true first, or None."""
    if found.joint is None:
        return None
    row = found.joint.loc[[code]].to_dict("records")[0]
    if pd.isna(row["joint_low"]):
        return None
    return int(row["joint_low"]), int(row["joint_high"]), bool(row["may_be_top"])


def doubt_record(found: Doubt, names: Names) -> dict[str, object]:
    """Return both answers as plain values, for JSON; what is missing is null.

    Keys: drivers (near_cut, points, sources, wards, in_words), joint (level, draws, size, may_be_top, wards,
    in_words). The wards of `drivers` are those near the cut; of `joint`, all that are ranked.
    """
    near = (
        [] if found.drivers is None else found.drivers[found.drivers["area_code"].ne("")].to_dict("records")
    )
    sets = {code: joint_set(found, code) for code in ([] if found.joint is None else found.joint.index)}
    known = {code: s for code, s in sets.items() if s is not None}
    return {
        "drivers": {
            "near_cut": list(found.near),
            "points": POINTS,
            "sources": [
                {"source": source, "first": first, "total": total}
                for source, (first, total) in shares(found).items()
            ],
            "wards": [
                {
                    "ward_code": row["area_code"],
                    "source": row["source"],
                    "first": _plain(row["first"]),
                    "total": _plain(row["total"]),
                }
                for row in near
            ],
            "in_words": drivers_sentence(found),
        },
        "joint": {
            "level": JOINT_LEVEL,
            "draws": JOINT_DRAWS,
            "size": found.size,
            "may_be_top": None if found.joint is None else sum(may_be for _, _, may_be in known.values()),
            "wards": [
                {"ward_code": code, "low": low, "high": high, "may_be_top": may_be}
                for code, (low, high, may_be) in known.items()
            ],
            "in_words": joint_sentence(found, names),
        },
    }


def _plain(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
