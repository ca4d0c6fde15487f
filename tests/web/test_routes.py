"""Routes: figures and geometry cached for good, files to take away, one sentence for what is wrong."""

import gzip
import json

import numpy as np
import pytest

from sipmap.catalogue import indicators
from sipmap.export import ranking_export
from sipmap.geography import COMPARISON_SETS
from sipmap.store import read
from sipmap.web.data import release_key
from sipmap.web.state import mapped_profiles
from tests.web import synthetic

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def key(figures):
    return release_key(figures.release())


def test_a_layer_leaves_as_it_is_stored_and_is_kept_for_good(client, figures):
    release = figures.release()
    stored = read.map_layer(figures.engine, release.id, "wards-kent-and-medway")
    answer = client.get(f"/layers/{stored.name}.{stored.hash}.json", headers=GZIP)
    assert answer.status_code == 200
    assert answer.data == stored.content
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_layer_is_unpacked_for_who_cannot(client, figures):
    name, layer_hash = next(iter(figures.layers(figures.release()).items()))
    answer = client.get(f"/layers/{name}.{layer_hash}.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert json.loads(answer.data)["type"] == "FeatureCollection"


def test_a_browser_that_has_a_layer_is_told_so(client, figures):
    name, layer_hash = next(iter(figures.layers(figures.release()).items()))
    address = f"/layers/{name}.{layer_hash}.json"
    tag = client.get(address, headers=GZIP).headers["ETag"]
    again = client.get(address, headers={**GZIP, "If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/layers/wards-kent-and-medway.0000.json", "no map layer"),
        ("/data/ranking.kent.sip-today.0000.json", "Newer figures"),
        ("/data/ranking.mars.sip-today.KEY.json", "There is no ranking"),
        ("/data/ranking.kent.sip-2002.KEY.json", "There is no ranking"),
        ("/data/indicator.nonsense.KEY.json", "no indicator 'nonsense'"),
    ],
)
def test_what_is_not_there_is_one_sentence(client, key, address, said):
    answer = client.get(address.replace("KEY", key))
    assert answer.status_code == 404
    assert said in answer.json["error"]


def ranking(client, key, area="kent", profile="sip-today"):
    answer = client.get(f"/data/ranking.{area}.{profile}.{key}.json", headers=GZIP)
    assert answer.status_code == 200
    return json.loads(gzip.decompress(answer.data))


def test_the_ranking_has_every_ward_of_the_set_and_null_for_what_is_missing(client, key):
    data = ranking(client, key)
    assert len(data["wards"]["code"]) == synthetic.KENT_WARDS
    row = data["wards"]["code"].index(synthetic.MISSING)
    assert data["z"][0][row] is None
    assert data["employmentDeprived"][row] is None
    assert data["z"][1][row] is not None
    assert len(ranking(client, key, "kent-and-medway")["wards"]["code"]) == 36


def test_the_standardised_parts_are_those_that_the_score_is_made_of(client, key, figures):
    data = ranking(client, key)
    comparison, profile = COMPARISON_SETS["kent"], mapped_profiles()["sip-today"]
    table = figures.inputs(figures.release(), comparison, profile).ranking().set_index("area_code")
    weights = [part["weight"] for part in data["parts"]]
    z = np.array(data["z"], dtype=float)
    scores = data["profile"]["scale"] * (weights @ z) / sum(weights)
    np.testing.assert_allclose(scores, table.loc[data["wards"]["code"], "score"].to_numpy(float), rtol=1e-12)


def test_an_indicator_says_how_it_is_written(client, key):
    data = json.loads(
        gzip.decompress(client.get(f"/data/indicator.claimant-rate.{key}.json", headers=GZIP).data)
    )
    assert data["how"] == {"factor": 100, "places": 1, "after": "%"}
    assert data["hint"].startswith("2022")
    assert len(data["code"]) == len(data["value"]) == 36


def test_the_csv_is_the_ranking_of_the_address(client, figures):
    answer = client.get("/export/ranking.csv?area=kent&profile=sip-today&w.claimant-rate=0.9&top=5")
    assert answer.mimetype == "text/csv"
    assert 'filename="sip-ranking-kent-sip-today' in answer.headers["Content-Disposition"]
    inputs = figures.inputs(figures.release(), COMPARISON_SETS["kent"], mapped_profiles()["sip-today"])
    assert answer.data == ranking_export(inputs, indicators(), {"claimant-rate": 0.9}).csv
    assert answer.data != ranking_export(inputs, indicators()).csv


def test_a_sign_of_life(client, empty_app):
    assert client.get("/healthz").json["status"] == "ok"
    sick = empty_app.server.test_client().get("/healthz")
    assert sick.status_code == 503
    assert "sipmap load snapshot" in sick.json["error"]
