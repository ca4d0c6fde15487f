"""Everything geographic that a release needs, made from published files.

Reads a folder laid out as editions.toml says. Points are placed and borders measured on the polygons as
published; what is kept is simplified, with shared borders kept (tolerances below).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from boundaries.declared import DeclaredPlace, declarations_hash, declared_links, declared_places
from boundaries.grid import to_longitude_latitude
from boundaries.read import Polygons
from boundaries.simplify import simplify
from etl import areas as area_frames
from etl import weights
from etl.formernames import former_names
from etl.geofiles import GeoFiles
from etl.links import ward_links
from sipmap.errors import InputFileError
from sipmap.geography import CODE_PATTERNS

WARD_TOLERANCE_M = 20.0
"""As coarse as the published 20 m generalisation: wards lose 6 % of their vertices, and none changes by more
than 0.11 % of its area (measured; 40 m would take 0.8 %)."""

SMALL_AREA_TOLERANCE_M = 10.0
"""LSOAs are smaller: 3 % of vertices go, none loses or gains more than 0.13 % of its area."""

PLACE_COLUMNS = ["id", "name", "kind", "note", "longitude", "latitude"]
POSTCODE_COLUMNS = ["postcode", "ward_code", "lsoa21_code", "easting", "northing"]


@dataclass(frozen=True)
class Geography:
    """The frames of the geography dataset, and where they come from."""

    areas: pd.DataFrame
    """code, geography, name, name_welsh, vintage, district_code, county_code, region_code, geometry (shapely
    polygons in EPSG:27700, or None)."""
    weights: pd.DataFrame
    """from_geography, basis, from_code, to_code, weight."""
    links: pd.DataFrame
    """left_code, right_code, kind, border_m, reason."""
    places: pd.DataFrame
    """id, name, kind, note, longitude, latitude."""
    place_areas: pd.DataFrame
    """place_id, area_code."""
    postcodes: pd.DataFrame
    """postcode, ward_code, lsoa21_code, easting, northing."""
    area_names: pd.DataFrame
    """code, name, vintage."""
    england: pd.DataFrame
    """code, geometry (shapely polygons in EPSG:27700, as published): every ward of England, for the map."""
    files: tuple[dict[str, object], ...]
    """One row of source_file for each file read."""
    declarations: str
    """SHA-256 of what was declared by hand: editions, links and places."""
    report: Mapping[str, object]
    """What was counted, repaired and simplified."""


def read_geography(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Geography:
    """Return the geography of Kent and Medway (and England's wards for its map) from a data folder.

    `progress` receives a line as each step begins. Raises InputFileError for a file that is not as it should
    be.
    """
    files = GeoFiles(folder)
    progress("Reading ward names of England")
    england = files.lookup("wards-england")
    progress("Reading ward and LSOA boundaries")
    polygons = {
        "ward": files.polygons("wards-wd25", known_codes=set(england["code"])),
        "lsoa21": files.polygons("lsoa21"),
        "lsoa11": files.polygons("lsoa11"),
    }
    progress("Placing postcodes")
    live = files.postcodes(set(polygons["ward"].frame["code"]))
    postcodes = _placed(live, polygons)
    progress("Working out weights by postcode share")
    best_fit = files.lookup("lsoa21-ward24", keys=("from_code",))
    best_fit = best_fit[best_fit["from_code"].str.fullmatch(CODE_PATTERNS["lsoa21"])]  # not those of Wales
    nesting = _nesting(files)
    shares = _weights(postcodes, polygons, best_fit, nesting)
    progress("Finding neighbours and former names")
    links = ward_links(polygons["ward"].frame, declared_links())
    names = _former_names(files, polygons["ward"].frame, postcodes)
    progress("Reading ward boundaries of England")
    every_ward = files.polygons("wards-wd25-england", known_codes=set(england["code"])).frame
    progress("Simplifying boundaries")
    areas, report = _areas(files, england, polygons, nesting)
    places, place_areas = place_frames(declared_places(), postcodes)
    return Geography(
        areas=areas,
        weights=shares,
        links=links,
        places=places,
        place_areas=place_areas,
        postcodes=postcodes[POSTCODE_COLUMNS],
        area_names=names,
        england=every_ward,
        files=tuple(files.used),
        declarations=declarations_hash(),
        report=report | {"postcodes_unplaced": len(live) - len(postcodes)},
    )


def place_frames(
    declared: tuple[DeclaredPlace, ...], postcodes: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the frames of places and of their wards.

    The label stands at the live postcode nearest to the median easting and northing of the place's postcodes,
    so that it is on land and among people. Raises ValueError for a place without a postcode.
    """
    rows, members = [], []
    for place in declared:
        members += [(place.id, code) for code in place.wards]
        own = postcodes[postcodes["ward_code"].isin(place.wards)]
        if set(own["ward_code"]) != set(place.wards):
            raise ValueError(f"places.toml: a ward of {place.name} has no postcode")
        away = np.hypot(own["easting"] - own["easting"].median(), own["northing"] - own["northing"].median())
        label = own.loc[away.idxmin()]
        point = to_longitude_latitude(shapely.points([label["easting"]], [label["northing"]]))[0]
        longitude, latitude = round(point.x, 5), round(point.y, 5)
        rows.append((place.id, place.name, place.kind, place.note, longitude, latitude))
    return pd.DataFrame(rows, columns=PLACE_COLUMNS), pd.DataFrame(members, columns=["place_id", "area_code"])


def _placed(postcodes: pd.DataFrame, polygons: Mapping[str, Polygons]) -> pd.DataFrame:
    """Add lsoa21_code and lsoa11_code; postcodes that lie near no LSOA are left out."""
    points, placed = _points(postcodes), postcodes.copy()
    for geography in ("lsoa21", "lsoa11"):
        found = weights.small_areas_of_points(points, postcodes["district_code"], polygons[geography].frame)
        placed[f"{geography}_code"] = found
    placed = placed.dropna(subset=["lsoa21_code", "lsoa11_code"]).reset_index(drop=True)
    return placed.astype({"lsoa21_code": "str", "lsoa11_code": "str"})


def _points(postcodes: pd.DataFrame) -> np.ndarray:
    return shapely.points(postcodes["easting"], postcodes["northing"])


def _nesting(files: GeoFiles) -> pd.DataFrame:
    """Return small_code (LSOA), large_code (MSOA) and residents, one row for each Output Area."""
    table = files.lookup("oa21-msoa21")
    wrong = table.index[~table["residents"].str.fullmatch(r"\d+")]
    if len(wrong):
        path, held = files.path("oa21-msoa21"), table.loc[wrong[0], "residents"]
        problem = f'"{held}" is not a number of residents'
        raise InputFileError(path, problem, "use the file as published", row=int(wrong[0]))
    named = table.rename(columns={"lsoa21_code": "small_code", "msoa21_code": "large_code"})
    return named.astype({"residents": "int64"})


def _weights(
    postcodes: pd.DataFrame, polygons: Mapping[str, Polygons], best_fit: pd.DataFrame, nesting: pd.DataFrame
) -> pd.DataFrame:
    parts = []
    for geography in ("lsoa21", "lsoa11"):
        shared = postcodes.rename(columns={f"{geography}_code": "from_code", "ward_code": "to_code"})
        small, wards = polygons[geography].frame, polygons["ward"].frame
        parts.append(weights.apportioning_weights(geography, shared[["from_code", "to_code"]], small, wards))
    parts.append(weights.nested_weights("msoa21", nesting, parts[0]))
    parts.append(weights.best_fit_weights("lsoa21", best_fit[best_fit["from_code"].str.startswith("E")]))
    return pd.concat(parts, ignore_index=True)


def _former_names(files: GeoFiles, wards: pd.DataFrame, postcodes: pd.DataFrame) -> pd.DataFrame:
    known = set(files.lookup("ward-codes")["code"])
    former = {
        "WD22": files.polygons("wards-wd22", known_codes=known),
        "WD23": files.polygons("wards-wd23", known_codes=known),
    }
    return former_names(former, wards, _points(postcodes), postcodes["ward_code"])


def _areas(
    files: GeoFiles, england: pd.DataFrame, polygons: Mapping[str, Polygons], nesting: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, object]]:
    shapes, report = {}, {}
    for geography, found in polygons.items():
        tolerance = WARD_TOLERANCE_M if geography == "ward" else SMALL_AREA_TOLERANCE_M
        made = simplify(found.frame.geometry.to_numpy(), tolerance)
        shapes[geography] = pd.Series(made.shapes, index=found.frame["code"], dtype=object)
        report[geography] = {
            "areas": len(found.frame),
            "repaired": list(found.repaired_codes),
            "tolerance_m": tolerance,
            "vertices_before": made.vertices_before,
            "vertices_after": made.vertices_after,
            "largest_area_change_pct": round(made.largest_area_change_pct, 4),
        }
    mapped = england.assign(geometry=england["code"].map(shapes["ward"]))
    districts = area_frames.district_areas(mapped)
    old = files.lookup("wards-1998")
    lsoa21 = area_frames.small_areas(polygons["lsoa21"], "lsoa21", "LSOA21", shapes["lsoa21"])
    frames = [
        area_frames.ward_areas(england, shapes["ward"]),
        lsoa21,
        area_frames.nesting_areas(nesting, lsoa21, "msoa21", "MSOA21"),
        area_frames.small_areas(polygons["lsoa11"], "lsoa11", "LSOA11", shapes["lsoa11"]),
        area_frames.wards_1998(old, districts, files.path("wards-1998")),
        districts,
        area_frames.upper_areas(mapped),
    ]
    return pd.concat(frames, ignore_index=True), report
