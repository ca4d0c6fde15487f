"""Read a published boundary file: repair it, check it, and bring it to the British National Grid.

What comes out can be relied on: every area once, none empty, polygons only and valid, inside Great Britain,
no two overlapping. Anything else is refused with one sentence.
"""

import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from boundaries.editions import Edition
from boundaries.grid import to_national_grid
from sipmap.errors import InputFileError
from sipmap.geography import CODE_PATTERNS, CRS_BRITISH_NATIONAL_GRID

GRID_EAST_M, GRID_NORTH_M = 700_000, 1_300_000
"""Where the National Grid ends; it begins at 0, 0."""

WIDEST_OVERLAP_SHARE = 1e-5
"""Areas may overlap by this share of their extent in all: rounding of coordinates, not another border."""

_LONGITUDE_LATITUDE = ("EPSG:4326", "OGC:CRS84")
_POLYGON_TYPES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True)
class Polygons:
    """The areas of a file, sorted by code, and what had to be mended."""

    frame: gpd.GeoDataFrame
    """The edition's columns under our names, and geometry in EPSG:27700."""
    repaired_codes: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    """A boundary file being read, and how it is refused."""

    path: Path
    edition: Edition

    def refuse(self, problem: str, remedy: str = "download it again from {url}") -> NoReturn:
        raise InputFileError(self.path, problem, remedy.format(url=self.edition.url))

    def refuse_first(self, codes: pd.Series, wrong: np.ndarray, problem: str, remedy: str) -> None:
        """Refuse the file for its first wrong shape, if any is; the row is its place among the shapes."""
        if wrong.any():
            first = int(np.argmax(wrong))
            remedy = remedy.format(url=self.edition.url)
            raise InputFileError(self.path, f"{codes.iloc[first]!s} {problem}", remedy, row=first + 1)


def read_polygons(path: Path, edition: Edition, *, known_codes: Collection[str] | None = None) -> Polygons:
    """Return the areas of a boundary file.

    `known_codes` are the codes of the edition's vintage; any other is refused. Raises InputFileError
    for a file that is missing, empty, cut short, of another kind, vintage or coordinate system, that lacks a
    column, repeats or omits an area, or has an area that is empty, outside Great Britain or over another.
    """
    file = _File(path, edition)
    raw = _open(file)
    frame = _columns(file, raw)
    _check_codes(file, frame["code"], known_codes)
    _check_number(file, frame)
    grid = _on_grid(file, raw)
    _check_extent(file, frame["code"], grid)
    mended = polygons_only(grid)
    nothing = shapely.is_missing(mended) | shapely.is_empty(mended)
    file.refuse_first(frame["code"], nothing, "has no polygon", "use the file as published, from {url}")
    _check_overlaps(file, mended)
    repaired = sorted(frame["code"][~shapely.is_valid(grid)])
    result = gpd.GeoDataFrame(frame, geometry=mended, crs=CRS_BRITISH_NATIONAL_GRID)
    return Polygons(result.sort_values("code", ignore_index=True), tuple(repaired))


def polygons_only(geometries: np.ndarray) -> np.ndarray:
    """Return valid geometries that keep their polygons alone: lines and points that a repair leaves go."""
    valid = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    parts, owner = shapely.get_parts(valid, return_index=True)
    others = np.unique(owner[~np.isin(shapely.get_type_id(parts), _POLYGON_TYPES)])
    for i in others:
        flat = shapely.get_parts(shapely.get_parts(valid[i]))
        valid[i] = shapely.union_all(flat[np.isin(shapely.get_type_id(flat), _POLYGON_TYPES)])
    return valid


def _open(file: _File) -> gpd.GeoDataFrame:
    if not file.path.is_file():
        problem = f"there is no such file in {file.path.parent}"
        file.refuse(problem, "check the name, or download it from {url}")
    if file.path.stat().st_size == 0:
        file.refuse("the file is empty")
    raw = _read(file)
    if len(raw) == 0:
        file.refuse("it holds no areas")
    if not isinstance(raw, gpd.GeoDataFrame):
        file.refuse("it holds no shapes: it is a table, not a boundary file")
    return raw


def _read(file: _File) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            # What GDAL only warns of (a ring left open, a field that does not fit) is a damaged file here.
            warnings.simplefilter("error", RuntimeWarning)
            layers = pyogrio.list_layers(file.path)
            if len(layers) != 1:
                problem = f"it holds {len(layers)} layers or sheets where one layer of areas is expected"
                file.refuse(problem, "use the boundary file as published, from {url}")
            return pyogrio.read_dataframe(file.path, layer=layers[0, 0])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError, RuntimeWarning):
        file.refuse("it cannot be read as a boundary file: it is cut short, damaged or of another kind")
    except UnicodeDecodeError:
        file.refuse("its text is not UTF-8", "use the file as published, from {url}")
    except (ValueError, shapely.errors.ShapelyError):
        file.refuse("it holds a shape that cannot be read: it is damaged")


def _columns(file: _File, raw: gpd.GeoDataFrame) -> pd.DataFrame:
    for heading in file.edition.columns.values():
        if heading in raw.columns:
            continue
        any_year = re.sub(r"\d+", r"\\d+", heading)
        others = [str(column) for column in raw.columns if re.fullmatch(any_year, str(column))]
        if others:
            problem = f"it has the column {others[0]} in place of {heading}: boundaries of another year"
            file.refuse(problem, f"use those of {file.edition.vintage}, from {{url}}")
        file.refuse(f"the column {heading} is missing", "use the file as published, from {url}")
    columns = {ours: raw[heading].astype("str") for ours, heading in file.edition.columns.items()}
    return pd.DataFrame(columns).apply(lambda column: column.fillna("").str.strip())


def _check_codes(file: _File, codes: pd.Series, known: Collection[str] | None) -> None:
    formed = codes.str.fullmatch(CODE_PATTERNS[file.edition.geography]).to_numpy(dtype=bool)
    file.refuse_first(
        codes, ~formed, f"is not a code of the {file.edition.geography} kind", "correct the code"
    )
    file.refuse_first(
        codes,
        codes.duplicated().to_numpy(),
        "stands here for the second time",
        "keep one shape for each area",
    )
    if known is not None:
        vintage = file.edition.vintage
        problem = f"is not a code of {vintage}: it is unknown or of another year"
        file.refuse_first(
            codes, ~codes.isin(known).to_numpy(), problem, f"use the boundaries of {vintage}, from {{url}}"
        )


def _check_number(file: _File, frame: pd.DataFrame) -> None:
    expected = file.edition.areas_expected
    if expected is not None and len(frame) != expected:
        file.refuse(
            f"it holds {len(frame):,} areas where {expected:,} are expected", "use the whole file, from {url}"
        )
    for county, number in (file.edition.counties_expected or {}).items():
        found = int((frame["county_code"] == county).sum())
        if found != number:
            problem = f"it holds {found:,} areas of {county} where {number:,} are expected"
            file.refuse(problem, "use the whole file, from {url}")


def _on_grid(file: _File, raw: gpd.GeoDataFrame) -> np.ndarray:
    shapes = shapely.force_2d(raw.geometry.to_numpy())
    if raw.crs is None:
        file.refuse("it states no coordinate system", f"save it in {file.edition.crs}")
    authority = raw.crs.to_authority()
    name = ":".join(authority) if authority else raw.crs.name
    if name == CRS_BRITISH_NATIONAL_GRID:
        return shapes
    if name not in _LONGITUDE_LATITUDE:
        either = f"{file.edition.crs} or {CRS_BRITISH_NATIONAL_GRID}"
        file.refuse(f"its coordinate system is {name}", f"save it in {either}")
    return to_national_grid(shapes)


def _check_extent(file: _File, codes: pd.Series, shapes: np.ndarray) -> None:
    west, south, east, north = shapely.bounds(shapes).T
    inside = (west >= 0) & (south >= 0) & (east <= GRID_EAST_M) & (north <= GRID_NORTH_M)
    inside |= shapely.is_missing(shapes) | shapely.is_empty(shapes)
    problem = "lies outside Great Britain: its coordinates are not of the system that the file states"
    file.refuse_first(codes, ~inside, problem, f"save the file in {file.edition.crs}")


def _check_overlaps(file: _File, shapes: np.ndarray) -> None:
    if shapely.coverage_is_valid(shapes):
        return
    total = shapely.area(shapes).sum()
    overlap = total - shapely.area(shapely.union_all(shapes))
    if overlap > WIDEST_OVERLAP_SHARE * total:
        file.refuse(f"its areas overlap by {overlap / 1e6:,.2f} km2 in all")
