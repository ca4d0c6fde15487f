"""`sipmap hotspots` on each database: table, CSV and JSON say the same, and mistakes are one sentence."""

import csv
import io
import json
import re

import pytest

HOT = ["Margate Central", "Cliftonville West", "Dane Valley", "Salmestone", "Northwood", "Cliftonville East"]


@pytest.fixture
def ask(sipmap, snapshot_url):
    return lambda *arguments: sipmap(snapshot_url, "hotspots", *arguments)


def test_the_table_shows_margates_wards_and_says_what_it_means(ask):
    done = ask()
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.split("  ")[1].strip() for line in lines[2:8]] == HOT
    assert "6 of the 255 wards of Kent that were tested lie in hot spots" in done.stderr
    assert "by chance" in done.stderr
    assert all(re.search(r" 0\.\d{5} ", line) for line in lines[2:]), "p-values with the places they have"


def test_csv_and_json_hold_every_ward(ask):
    record = json.loads(ask("--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(ask("--format", "csv").stdout.removeprefix("\ufeff"))))
    assert len(record["wards"]) == len(rows) == 255
    assert {w["name"] for w in record["wards"] if w["spot"] == "hot"} == set(HOT)
    assert {r["ward"] for r in rows if r["hot or cold spot"] == "hot"} == set(HOT)
    assert [r["ward code"] for r in rows] == [w["area_code"] for w in record["wards"]]
    assert (record["period"], record["permutations"], record["seed"]) == ("2022", 99_999, 2002)


def test_employment_deprivation_in_kent_and_medway(ask):
    record = json.loads(
        ask("--area", "kent-and-medway", "--indicator", "iod2025-employment-rate", "--format", "json").stdout
    )
    assert len(record["wards"]) == 279
    margate = next(ward for ward in record["wards"] if ward["name"] == "Margate Central")
    assert margate["spot"] == "hot"
    assert margate["count"] == pytest.approx(margate["rate"] * margate["denominator"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--indicator", "claimants"], "Claimants (average month) is no rate over people"),
        (["--indicator", "nonsense"], "There is no indicator 'nonsense'; use a rate such as claimant-rate"),
        (["--area", "england"], "Hot spots need the borders of wards, which are held for kent, medway"),
        (["--area", "surrey"], "There is no comparison set 'surrey'"),
    ],
)
def test_a_mistake_is_one_sentence(sipmap, embedded_url, arguments, sentence):
    done = sipmap(embedded_url, "hotspots", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.startswith("sipmap: ")
    assert len(done.stderr.strip().splitlines()) == 1
