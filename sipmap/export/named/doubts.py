"""What drives the ranks near the cut, and what chance alone leaves open."""

import pandas as pd

from sipmap.desk.doubt import JOINT_LEVEL
from sipmap.export.csvw import Export
from sipmap.export.doubt import drivers_sentence, joint_sentence, joint_set, main_source, shares
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import leave, named
from sipmap.export.named.request import LIST, Request
from sipmap.words.certainty import SOURCE_WORDS


@named("rank-drivers", "Which choice moves the ranks near the cut most (Sobol' indices)", LIST)
def rank_drivers(readings: Readings, asked: Request) -> Export:
    """Lay out how far each source of uncertainty drives the ranks near the cut."""
    choice = asked.choice
    found = readings.doubt(choice)
    ordered = sorted(shares(found).items(), key=lambda item: -item[1][1])
    frame = pd.DataFrame(
        {
            "Source of uncertainty": [SOURCE_WORDS[source] for source, _ in ordered],
            "Alone": pd.Series([first for _, (first, _) in ordered], dtype=float),
            "With the others": pd.Series([total for _, (_, total) in ordered], dtype=float),
        }
    )
    return leave(
        readings,
        frame,
        f"rank-drivers-{choice.comparison.id}-{choice.profile.id}-{found.size}-wards",
        title=f"{choice.profile.label}: what drives the ranks near the cut after {found.size} wards",
        description=drivers_sentence(found),
        defined={
            "Alone": "The share of the variance that would go if this source were settled (first order).",
            "With the others": "The share that would stay if all other sources were settled (total).",
        },
    )


@named(
    "near-cut", "The wards nearest to the cut: rank, range, joint confidence set, what moves each most", LIST
)
def near_cut(readings: Readings, asked: Request) -> Export:
    """Lay out the wards nearest to the cut."""
    choice = asked.choice
    found = readings.doubt(choice)
    areas = readings.inputs(choice.comparison, choice.profile).areas.set_index("code")
    names = {str(code): str(name) for code, name in areas["name"].items()}
    place = readings.certainty(choice).frame.loc[list(found.near)]
    sets = [joint_set(found, code) or (pd.NA, pd.NA, pd.NA) for code in found.near]
    moved = [main_source(found, code) for code in found.near]
    frame = pd.DataFrame(
        {
            "Ward code": list(found.near),
            "Ward": [names[code] for code in found.near],
            "District": areas["district"].reindex(list(found.near)).to_numpy(),
            f"Rank in {choice.comparison.label}": place["rank"].astype("Int64").to_numpy(),
            "Range from": place["low"].astype("Int64").to_numpy(),
            "Range to": place["high"].astype("Int64").to_numpy(),
            "By chance alone from": pd.array([low for low, _, _ in sets], dtype="Int64"),
            "By chance alone to": pd.array([high for _, high, _ in sets], dtype="Int64"),
            f"May be in the first {found.size}": pd.array([may for _, _, may in sets], dtype="boolean"),
            "Moved most by": [None if source is None else SOURCE_WORDS[source] for source in moved],
        }
    )
    jointly = f"Joint confidence set, {JOINT_LEVEL:.0%} for all wards at once: chance in the counts alone."
    return leave(
        readings,
        frame,
        f"near-cut-{choice.comparison.id}-{choice.profile.id}-{found.size}-wards",
        title=f"{choice.profile.label}: wards nearest to the cut after {found.size}",
        description=joint_sentence(found, names),
        defined={"By chance alone from": jointly, "By chance alone to": jointly},
    )
