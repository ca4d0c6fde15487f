"""How much of each small area belongs to each ward: pure, frames in and frames out.

Postcode share is what figures are apportioned by: people live where the postcodes are, and an LSOA's extent
says little of that. Area share stands in for an LSOA without a postcode. Best fit gives an LSOA whole to one
ward; it is used for England, where only that is published.
"""

import numpy as np
import pandas as pd
import shapely

WEIGHT_COLUMNS = ["from_geography", "basis", "from_code", "to_code", "weight"]

FURTHEST_FROM_AREA_M = 500.0
"""A point outside every polygon goes to the nearest within this distance: a pier or a quay off the
generalised coastline. Further out its place is unknown."""

LEAST_AREA_SHARE = 0.001
"""Overlaps below this share of a small area are two generalised borders rubbing, and are left out."""


def small_areas_of_points(points: np.ndarray, districts: pd.Series, areas: pd.DataFrame) -> pd.Series:
    """Return the code of the small area that each point lies in, or NaN where none is near.

    Small areas nest in districts, and the postcode file states its district: a point that the generalised
    borders put into another district goes to the nearest small area of its own, as does one off the coast.

    Parameters
    ----------
    points : array of shapely points, EPSG:27700
    districts : Series
        District code of each point.
    areas : DataFrame
        code, district_code, geometry (shapely, EPSG:27700).
    """
    codes = areas["code"].to_numpy(dtype=object)
    found = pd.Series(np.nan, index=districts.index, dtype=object)
    which, area = shapely.STRtree(areas["geometry"].to_numpy()).query(points, predicate="intersects")
    nested = areas["district_code"].to_numpy()[area] == districts.to_numpy()[which]
    found.iloc[which[nested]] = codes[area[nested]]
    for district, lost in districts[found.isna()].groupby(districts[found.isna()]):
        own = areas[areas["district_code"] == district]
        positions = districts.index.get_indexer(lost.index)
        tree = shapely.STRtree(own["geometry"].to_numpy())
        which, area = tree.query_nearest(
            points[positions], max_distance=FURTHEST_FROM_AREA_M, all_matches=False
        )
        found.iloc[positions[which]] = own["code"].to_numpy(dtype=object)[area]
    return found


def postcode_share(postcodes: pd.DataFrame) -> pd.DataFrame:
    """Return from_code, to_code, weight: the share of a small area's live postcodes that lie in each ward.

    `postcodes` has a row for each postcode: from_code (small area) and to_code (ward).
    """
    counts = postcodes.groupby(["from_code", "to_code"], sort=True).size().rename("weight").reset_index()
    counts["weight"] = counts["weight"] / counts.groupby("from_code")["weight"].transform("sum")
    return counts


def area_share(small: pd.DataFrame, wards: pd.DataFrame) -> pd.DataFrame:
    """Return from_code, to_code, weight: the share of a small area's extent that lies in each ward.

    Both frames have code and geometry (shapely, EPSG:27700). Overlaps below LEAST_AREA_SHARE are left out and
    the rest scaled to 1; a small area outside every ward gets no row.
    """
    shapes, targets = small["geometry"].to_numpy(), wards["geometry"].to_numpy()
    left, right = shapely.STRtree(targets).query(shapes, predicate="intersects")
    overlap = shapely.area(shapely.intersection(shapes[left], targets[right]))
    parts = pd.DataFrame(
        {
            "from_code": small["code"].to_numpy()[left],
            "to_code": wards["code"].to_numpy()[right],
            "weight": overlap / shapely.area(shapes[left]),
        }
    )
    parts = parts[parts["weight"] >= LEAST_AREA_SHARE].sort_values(
        ["from_code", "to_code"], ignore_index=True
    )
    parts["weight"] = parts["weight"] / parts.groupby("from_code")["weight"].transform("sum")
    return parts


def apportioning_weights(
    geography: str, postcodes: pd.DataFrame, small: pd.DataFrame, wards: pd.DataFrame
) -> pd.DataFrame:
    """Return the weights by postcode share, with area share for small areas that have no postcode.

    The weights of each small area sum to 1. Raises ValueError for one with no postcode and in no ward.
    """
    shares = postcode_share(postcodes)
    without = small[~small["code"].isin(shares["from_code"])]
    if len(without):
        shares = pd.concat([shares, area_share(without, wards)], ignore_index=True)
    if homeless := sorted(set(small["code"]) - set(shares["from_code"])):
        raise ValueError(f"{homeless[0]} has no postcode and lies in no ward")
    return _labelled(shares, geography, "postcode-share")


def nested_weights(geography: str, nesting: pd.DataFrame, small: pd.DataFrame) -> pd.DataFrame:
    """Return the weights of larger areas that small areas nest in: by residents, then by postcode share.

    Parameters
    ----------
    geography : str
        The larger areas', e.g. "msoa21".
    nesting : DataFrame
        small_code, large_code, residents: one row for each small area, or for each part of one.
    small : DataFrame
        Weights of the small areas by postcode share (WEIGHT_COLUMNS).

    Returns
    -------
    DataFrame
        Weights of the larger areas; those of each sum to 1. Raises ValueError where a small area has none.
    """
    if lacking := sorted(set(nesting["small_code"]) - set(small["from_code"])):
        raise ValueError(f"{lacking[0]} has no weight")
    people = nesting.groupby(["large_code", "small_code"], sort=True)["residents"].sum().reset_index()
    people["share"] = people["residents"] / people.groupby("large_code")["residents"].transform("sum")
    parts = people.merge(small, left_on="small_code", right_on="from_code")
    parts["part"] = parts["share"] * parts["weight"]
    sums = parts.groupby(["large_code", "to_code"], sort=True)["part"].sum()
    shares = sums[sums > 0].rename("weight").rename_axis(["from_code", "to_code"]).reset_index()
    return _labelled(shares, geography, "postcode-share")


def best_fit_weights(geography: str, lookup: pd.DataFrame) -> pd.DataFrame:
    """Return whole weights from a published best fit (from_code, to_code).

    All of it: the lookup's wards are a year older than the boundaries, and its small areas are the list of
    England's. Figures go only to wards that still exist (etl.prepare).
    """
    return _labelled(lookup[["from_code", "to_code"]].assign(weight=1.0), geography, "best-fit")


def _labelled(shares: pd.DataFrame, geography: str, basis: str) -> pd.DataFrame:
    labelled = shares.assign(from_geography=geography, basis=basis)[WEIGHT_COLUMNS]
    return labelled.sort_values(["from_code", "to_code"], ignore_index=True)
