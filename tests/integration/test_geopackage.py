"""A table as a GeoPackage, read back with GDAL: codes and ranks of the CSV, the areas of the wards."""

import csv
import io
import sqlite3
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest
import shapely

from sipmap.export.csvw import export_table
from sipmap.export.geopackage import geopackage
from sipmap.export.named import Readings
from sipmap.geography import KENT
from sipmap.store import read
from sipmap.store.engine import make_engine
from tests.dashboards import dashboard

KENT_KM2 = 3_544
"""Kent without Medway, to the nearest square kilometre, as works of reference give it."""


@pytest.fixture(scope="module")
def files(embedded_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The ranking of Kent and its target areas, as the dashboard gives them; the ranking also as CSV."""
    folder, found = tmp_path_factory.mktemp("gpkg"), {}
    with dashboard(embedded_url) as app:
        client = app.server.test_client()
        for file in ("ranking.gpkg", "ranking.csv", "areas.gpkg"):
            answer = client.get(f"/export/{file}?size=12")
            assert answer.status_code == 200
            found[file] = folder / file
            found[file].write_bytes(answer.data)
    return found


def test_gdal_reads_wards_and_districts_in_the_national_grid(files):
    layers = pyogrio.list_layers(files["ranking.gpkg"])
    assert layers.tolist() == [["wards", "MultiPolygon"], ["districts", "MultiPolygon"]]
    wards, districts = (geopandas.read_file(files["ranking.gpkg"], layer=name) for name, _ in layers)
    assert (len(wards), len(districts)) == (255, 12)
    assert wards.crs.to_epsg() == districts.crs.to_epsg() == 27700
    assert wards.is_valid.all()
    assert wards.area.sum() / 1e6 == pytest.approx(KENT_KM2, rel=0.01)


def test_codes_and_ranks_are_those_of_the_csv(files):
    wards = geopandas.read_file(files["ranking.gpkg"], layer="wards")
    text = files["ranking.csv"].read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(wards.columns[:-1])
    for column in ("Ward code", "Rank in Kent", "Range from", "Range to", "Score"):
        assert [str(v) for v in wards[column]] == [row[column] for row in rows] or column == "Score"
    assert wards["Score"].tolist() == pytest.approx([float(row["Score"]) for row in rows], abs=1e-6)


def test_each_ward_has_its_own_polygon(files, embedded_url):
    engine = make_engine(embedded_url)
    held = read.areas(engine, 1, "ward", county_codes=(KENT,), with_geometry=True).set_index("code")
    engine.dispose()
    wards = geopandas.read_file(files["ranking.gpkg"], layer="wards").set_index("Ward code")
    own = shapely.area(shapely.from_wkb(held["geometry"].to_numpy()))
    assert wards.area.reindex(held.index).to_numpy() == pytest.approx(own)


def test_an_area_is_the_union_of_its_wards(files):
    areas = geopandas.read_file(files["areas.gpkg"], layer="areas")
    wards = geopandas.read_file(files["ranking.gpkg"], layer="wards").set_index("Ward code").area
    summed = [wards[codes.split("; ")].sum() for codes in areas["Ward codes"]]
    assert areas.area.tolist() == pytest.approx(summed, rel=1e-6)


def test_the_file_says_what_it_is_as_the_standard_asks(files):
    content = files["ranking.gpkg"].read_bytes()
    assert content[68:72] == b"GPKG"
    connection = sqlite3.connect(files["ranking.gpkg"])
    described = dict(connection.execute("SELECT table_name, description FROM gpkg_contents").fetchall())
    about = dict(connection.execute("SELECT column_name, description FROM gpkg_data_columns").fetchall())
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    assert "sipmap release 1" in described["wards"]
    assert "Open Government Licence" in described["wards"]
    assert "most need" in about["Rank in Kent"]


def test_what_is_held_back_is_named_and_not_given(embedded_url, tmp_path):
    engine = make_engine(embedded_url)
    table = pd.DataFrame(
        {"Ward code": ["E05009560", "E05009562"], "Ward": ["=A", "\u0174"], "Value": ["[c]", -2.5]}
    )
    made = export_table(table, "sip-x.csv", title="x", description="x", said={})
    file = tmp_path / "x.gpkg"
    file.write_bytes(geopackage(Readings(engine), made))
    engine.dispose()
    wards = geopandas.read_file(file, layer="wards")
    assert wards["Value"].isna().tolist() == [True, False]
    assert wards["Value"][1] == -2.5
    assert wards["Held back"].tolist() == ["Value", ""]
    assert wards["Ward"].tolist() == ["=A", "\u0174"]


def test_the_command_line_writes_the_same_bytes(sipmap, embedded_url, files, tmp_path):
    done = sipmap(embedded_url, "export", "ranking", "--size", "12", "-o", "kent.gpkg")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kent.gpkg").read_bytes() == files["ranking.gpkg"].read_bytes()
