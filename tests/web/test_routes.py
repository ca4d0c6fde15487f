"""Routes: figures and geometry cached for good, files to take away, one sentence for what is wrong."""

import gzip
import json

import numpy as np
import pytest

from sipmap.catalogue import indicators
from sipmap.desk import list_certainty, ranking_layout
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
    moved = {"claimant-rate": 0.9}
    certainty = list_certainty(ranking_layout(figures.engine, inputs), inputs, 5, moved)
    assert answer.data == ranking_export(inputs, indicators(), moved, certainty=certainty).csv
    assert "Chance of the first 5" in answer.data.decode("utf-8-sig").splitlines()[0]
    of_all = list_certainty(ranking_layout(figures.engine, inputs), inputs, 5)
    assert answer.data != ranking_export(inputs, indicators(), certainty=of_all).csv


def certainty(client, query, **headers):
    answer = client.get(f"/data/certainty.json?{query}", headers=headers)
    assert answer.status_code == 200
    return answer


def test_ranges_are_those_of_the_library_for_the_same_address(client, figures):
    found = certainty(client, "area=kent&profile=sip-today&w.claimant-rate=0.9&top=5").json
    inputs = figures.inputs(figures.release(), COMPARISON_SETS["kent"], mapped_profiles()["sip-today"])
    frame = list_certainty(
        ranking_layout(figures.engine, inputs), inputs, 5, {"claimant-rate": 0.9}
    ).frame.sort_index()
    assert found["code"] == list(frame.index)
    known = frame.dropna(subset="low")
    rows = [found["code"].index(code) for code in known.index]
    for key, column in (("low", "low"), ("high", "high"), ("chanceTop", "chance_top"), ("word", "word")):
        assert [found[key][row] for row in rows] == known[column].tolist()
    assert (found["kind"], found["size"], found["draws"]) == ("range", 5, 2000)
    other = certainty(client, "area=kent&profile=sip-today&top=5").json
    assert other["low"] != found["low"] or other["chanceTop"] != found["chanceTop"]


def test_a_ward_without_a_rank_has_no_range(client):
    found = certainty(client, f"ward={synthetic.MISSING}").json
    row = found["code"].index(synthetic.MISSING)
    assert [found[k][row] for k in ("low", "high", "chanceTop", "word")] == [None] * 4
    assert found["ward"] == []


def test_the_words_of_a_ward_are_in_the_answer_and_an_index_says_it_is_no_interval(client):
    counted = certainty(client, f"ward={synthetic.FIRST}&top=5").json
    assert "in nine of ten draws" in counted["ward"][0]
    assert "certain to be in the first 5" in counted["ward"][0]
    assert "chance in the counts (Claimant rate)" in counted["ward"][1]
    index = certainty(client, f"ward={synthetic.FIRST}&profile=imd-2025").json
    assert index["kind"] == "sensitivity range"
    assert index["ward"][0].startswith("Sensitivity range: ")
    assert "no confidence interval" in index["ward"][1]
    assert "chance in the counts" not in index["ward"][1]


def test_a_list_longer_than_the_ranked_wards_holds_them_all(client):
    found = certainty(client, "top=500").json
    assert found["size"] == synthetic.KENT_WARDS - 1
    assert set(found["word"]) == {"certain", None}


def test_ranges_are_kept_for_good_only_under_an_address_that_names_the_release(client, key):
    kept = certainty(client, f"top=5&release={key}")
    assert "immutable" in kept.headers["Cache-Control"]
    asked = certainty(client, "top=5")
    assert asked.headers["Cache-Control"] == "no-cache"
    again = client.get("/data/certainty.json?top=5", headers={"If-None-Match": asked.headers["ETag"]})
    assert again.status_code == 304
    newer = client.get("/data/certainty.json?release=000")
    assert newer.status_code == 404
    assert "Newer figures" in newer.json["error"]


def test_ranges_are_worked_out_once_and_remembered(client, figures):
    inputs = (figures.release(), COMPARISON_SETS["kent"], mapped_profiles()["sip-today"])
    assert figures.certainty(*inputs, (), 7) is figures.certainty(*inputs, (), 7)
    assert figures.certainty(*inputs, (), 7) is not figures.certainty(*inputs, (), 8)


def test_a_wrong_address_gives_ranges_of_what_it_was_taken_for_and_says_so(client):
    found = certainty(client, "area=mars&top=-3").json
    assert (found["area"], found["size"]) == ("kent", 1)
    assert len(found["notes"]) == 2


def test_a_sign_of_life(client, empty_app):
    assert client.get("/healthz").json["status"] == "ok"
    sick = empty_app.server.test_client().get("/healthz")
    assert sick.status_code == 503
    assert "sipmap load snapshot" in sick.json["error"]
