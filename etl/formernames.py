"""Former wards, so that a name no longer in use still finds its people."""

import numpy as np
import pandas as pd
import shapely

from boundaries.read import Polygons

LEAST_SHARE = 0.1
"""A present ward is named after a former one that it holds at least this share of, in live postcodes."""


def former_names(
    former: dict[str, Polygons], wards: pd.DataFrame, points: np.ndarray, ward_codes: pd.Series
) -> pd.DataFrame:
    """Return code (of a present ward), name (of a former one) and vintage (the last that held it).

    A former ward is one whose code is no longer in use; a present ward takes its name where it holds at least
    LEAST_SHARE of the former ward's postcodes, unless that is its own name. `former` maps vintages, oldest
    first, to their polygons; `points` are the live postcodes (EPSG:27700), `ward_codes` their present wards.
    """
    own = dict(zip(wards["code"], wards["name"], strict=True))
    found = []
    for vintage, polygons in former.items():
        gone = polygons.frame[~polygons.frame["code"].isin(own)]
        point, area = shapely.STRtree(gone.geometry.to_numpy()).query(points, predicate="intersects")
        held = pd.DataFrame(
            {
                "former": gone["code"].to_numpy()[area],
                "name": gone["name"].to_numpy()[area],
                "code": ward_codes.to_numpy()[point],
            }
        )
        shares = held.value_counts() / held.groupby(["former", "name"]).size()
        found.append(shares[shares >= LEAST_SHARE].reset_index().assign(vintage=vintage))
    names = pd.concat(found, ignore_index=True).drop_duplicates(["former", "code"], keep="last")
    names = names[names["code"].map(own) != names["name"]]
    names = names[["code", "name", "vintage"]].drop_duplicates(["code", "name"], keep="last")
    return names.sort_values(["code", "name"], ignore_index=True)
