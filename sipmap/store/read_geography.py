"""Areas, what links them, and the places they make up."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from sqlalchemy import Engine, Select, select

from sipmap.store.conditions import among, in_release
from sipmap.store.frames import fetch
from sipmap.store.tables import Area, AreaLink, AreaName, AreaWeight, Place, PlaceArea
from sipmap.store.transactions import reading

Box = tuple[float, float, float, float]
"""West, south, east, north in metres (EPSG:27700)."""

_AREA = (
    Area.code,
    Area.geography,
    Area.name,
    Area.name_welsh,
    Area.vintage,
    Area.district_code,
    Area.county_code,
    Area.region_code,
)


def areas(
    engine: Engine,
    release_id: int,
    geography: str,
    *,
    county_codes: Collection[str] = (),
    district_codes: Collection[str] = (),
    codes: Collection[str] = (),
    with_geometry: bool = False,
) -> pd.DataFrame:
    """Return areas of one geography by code, narrowed by each of the code lists that is not empty.

    Columns: code, geography, name, name_welsh, vintage, district_code, county_code, region_code and,
    if asked for, geometry (WKB bytes in EPSG:27700, or None).
    """
    query = _areas(release_id, geography, with_geometry)
    with reading(engine) as connection:
        for column, wanted in (
            (Area.county_code, county_codes),
            (Area.district_code, district_codes),
            (Area.code, codes),
        ):
            if wanted:
                query = query.where(among(connection, column, wanted))
        return fetch(connection, query, 1)


def areas_in_box(
    engine: Engine, release_id: int, geography: str, box: Box, *, with_geometry: bool = False
) -> pd.DataFrame:
    """Return areas whose own box meets `box`, in the columns of `areas`; finish in shapely."""
    west, south, east, north = box
    query = _areas(release_id, geography, with_geometry).where(
        Area.west <= east, Area.east >= west, Area.south <= north, Area.north >= south
    )
    return _frame(engine, query, 1)


def weights(engine: Engine, release_id: int, from_geography: str, basis: str) -> pd.DataFrame:
    """Return how areas are shared out: from_geography, basis, from_code, to_code, weight."""
    query = select(
        AreaWeight.from_geography,
        AreaWeight.basis,
        AreaWeight.from_code,
        AreaWeight.to_code,
        AreaWeight.weight,
    ).where(
        in_release(AreaWeight.dataset_id, release_id),
        AreaWeight.from_geography == from_geography,
        AreaWeight.basis == basis,
    )
    return _frame(engine, query, 4)


def links(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return which wards touch or are joined: left_code, right_code, kind, border_m, reason."""
    query = select(
        AreaLink.left_code, AreaLink.right_code, AreaLink.kind, AreaLink.border_m, AreaLink.reason
    ).where(in_release(AreaLink.dataset_id, release_id))
    return _frame(engine, query, 3)


def places(engine: Engine, release_id: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the declared places and their areas.

    The first has id, name, kind, note, longitude, latitude; the second place_id, area_code.
    """
    declared = select(Place.id, Place.name, Place.kind, Place.note, Place.longitude, Place.latitude).where(
        in_release(Place.dataset_id, release_id)
    )
    members = select(PlaceArea.place_id, PlaceArea.area_code).where(
        in_release(PlaceArea.dataset_id, release_id)
    )
    return _frame(engine, declared, 1), _frame(engine, members, 2)


def former_names(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return other names that areas go by: code, name, vintage."""
    query = select(AreaName.code, AreaName.name, AreaName.vintage).where(
        in_release(AreaName.dataset_id, release_id)
    )
    return _frame(engine, query, 3)


def _areas(release_id: int, geography: str, with_geometry: bool) -> Select[*tuple[Any, ...]]:
    columns = (*_AREA, Area.geometry) if with_geometry else _AREA
    return select(*columns).where(in_release(Area.dataset_id, release_id), Area.geography == geography)


def _frame(engine: Engine, query: Select[*tuple[Any, ...]], sort_by: int) -> pd.DataFrame:
    with reading(engine) as connection:
        return fetch(connection, query, sort_by)
