"""The command line as a person meets it, on each database, from another folder."""

import csv
import io
import json

import pytest

from sipmap.cli import make_server
from tests.dashboards import dashboard
from tests.integration.conftest import Sipmap


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


def test_rank_prints_the_published_order_with_parts_that_add_up(sipmap: Sipmap, snapshot_url: str):
    done = sipmap(
        snapshot_url, "rank", "--area", "kent", "--profile", "imd-2025", "--top", "4", "--format", "json"
    )
    assert done.returncode == 0, done.stderr
    wards = json.loads(done.stdout)
    assert [w["ward"] for w in wards] == ["Margate Central", "Sheerness", "Cliftonville West", "Newington"]
    assert [w["rank"] for w in wards] == [1, 2, 3, 4]
    assert wards[3]["district"] == "Thanet"
    assert [w["score"] for w in wards] == pytest.approx([60.9, 59.7, 59.5, 57.7], abs=0.2)
    for ward in wards:
        assert sum(ward["parts"].values()) == pytest.approx(ward["score"], abs=1e-9)


def test_csv_json_and_table_say_the_same(sipmap: Sipmap, snapshot_url: str):
    options = ("rank", "--top", "24", "--weight", "claimant-rate=0.6")
    as_csv = rows(sipmap(snapshot_url, *options, "--format", "csv").stdout)
    as_json = json.loads(sipmap(snapshot_url, *options, "--format", "json").stdout)
    as_table = sipmap(snapshot_url, *options).stdout.splitlines()
    assert len(as_csv) == len(as_json) == len(as_table) - 2 == 24
    for line, record, shown in zip(as_csv, as_json, as_table[2:], strict=True):
        assert line["Ward code"] == record["ward_code"] == shown.split()[1]
        assert int(line["Rank in Kent"]) == record["rank"] == int(shown.split()[0])
        assert float(line["Score"]) == pytest.approx(record["score"], abs=1e-6)
        low, high = record["range"]
        assert [int(line["Range from"]), int(line["Range to"])] == [low, high]
        assert shown.split()[2] == (f"{low}" if low == high else f"{low}\N{EN DASH}{high}")
        assert line["In the first 24"] == record["word"]
        assert record["word"] in shown.split()
        assert float(line["Chance of the first 24"]) == record["chance_top"]


def test_the_size_of_the_list_moves_chances_and_not_ranges(sipmap: Sipmap, snapshot_url: str):
    few, many = (
        json.loads(sipmap(snapshot_url, "rank", "--size", size, "--format", "json").stdout)
        for size in ("10", "100")
    )
    assert [w["range"] for w in few] == [w["range"] for w in many]
    assert sum(w["word"] == "certain" for w in few) <= 10 < sum(w["word"] == "certain" for w in many) <= 100
    assert sum(w["chance_top"] for w in few) == pytest.approx(10, abs=0.1)
    assert len(few) == 255


def test_an_index_has_a_sensitivity_range_and_says_what_was_varied(sipmap: Sipmap, snapshot_url: str):
    said = sipmap(snapshot_url, "rank", "--profile", "imd-2025", "--top", "3").stderr
    assert "a sensitivity range" in said
    assert "no confidence interval" in said
    counted = sipmap(snapshot_url, "rank", "--top", "3").stderr
    assert "chance in the counts (Claimant rate)" in counted


def test_a_moved_weight_moves_wards_and_only_its_proportion_counts(sipmap: Sipmap, snapshot_url: str):
    plain = sipmap(snapshot_url, "rank", "--format", "csv").stdout
    moved = sipmap(snapshot_url, "rank", "--weight", "claimant-rate=2", "--format", "csv").stdout
    twice = ("claimant-rate=0.4", "iod2025-employment-rate=0.8", "iod2025-income-rate=0.8")
    options = [o for weight in twice for o in ("--weight", weight)]
    doubled = sipmap(snapshot_url, "rank", *options, "--format", "csv").stdout
    assert [r["Ward code"] for r in rows(moved)] != [r["Ward code"] for r in rows(plain)]
    assert doubled == plain


@pytest.mark.parametrize(("area", "wards"), [("kent", 255), ("medway", 24), ("kent-and-medway", 279)])
def test_every_ward_is_ranked(sipmap: Sipmap, snapshot_url: str, area: str, wards: int):
    listed = rows(sipmap(snapshot_url, "rank", "--area", area, "--format", "csv").stdout)
    assert len({r["Ward code"] for r in listed}) == wards
    assert all(r[next(k for k in r if k.startswith("Rank in"))] for r in listed)


def test_england_is_ranked_by_best_fit_with_the_wards_without_data_last(sipmap: Sipmap, snapshot_url: str):
    done = sipmap(snapshot_url, "rank", "--area", "england", "--profile", "imd-2025", "--format", "csv")
    listed = rows(done.stdout)
    assert len(listed) == 6826
    unranked = [r for r in listed if not r["Rank in England"]]
    assert len(unranked) == 368
    assert listed[-368:] == unranked
    assert all(r["Note"].startswith("No figure for") for r in unranked)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rank", "--weight", "claimant-rate=-1"], "below zero"),
        (["rank", "--weight", "claimant-rate=nan"], "not a number"),
        (["rank", "--weight", "claimant-rate"], "ID=W"),
        (["rank", "--weight", "claimant-rat=1"], "claimant-rate"),
        (["rank", "--area", "kant"], "kent, medway"),
        (["rank", "--profile", "sip-tody"], "sip-today"),
        (["rank", "--profile", "nowhere.toml"], "nowhere.toml"),
        (["rank", "--area", "england"], "claimant-rate"),
        (["load", "nothing", "x.csv"], "sipmap sources"),
        (["load", "mhclg_iod2025"], "sipmap load mhclg_iod2025 PATH"),
        (["load", "mhclg_iod2025", "no-such-file.csv"], "no-such-file.csv"),
        (["export", "-o", "no-such-folder/x.csv"], "no-such-folder"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    sipmap: Sipmap, embedded_url: str, arguments: list[str], says: str
):
    done = sipmap(embedded_url, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    sentences = [line for line in done.stderr.splitlines() if line.startswith("sipmap: ")]
    assert len(sentences) == 1
    assert says in sentences[0]
    assert "Traceback" not in done.stderr


def test_export_writes_what_rank_prints_and_describes_it(sipmap: Sipmap, snapshot_url: str, tmp_path):
    done = sipmap(snapshot_url, "export", "--top", "24")
    assert done.returncode == 0, done.stderr
    written = tmp_path / "sip-ranking-kent-sip-today-24-wards.csv"
    printed = sipmap(snapshot_url, "rank", "--top", "24", "--format", "csv").stdout
    assert written.read_bytes().decode("utf-8").replace("\r\n", "\n") == printed
    described = json.loads((tmp_path / f"{written.name}-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == written.name
    titles = [c["titles"] for c in described["tableSchema"]["columns"]]
    assert titles == next(csv.reader(io.StringIO(printed.lstrip("\ufeff"))))


def test_doctor_finds_nothing_wrong_and_shows_no_password(
    sipmap: Sipmap, sipmap_process: Sipmap, snapshot_url: str
):
    done = sipmap_process(snapshot_url, "doctor")
    assert done.returncode == 0, done.stdout
    assert "23 of 23" in done.stdout
    assert done.stdout.splitlines()[-1].split(maxsplit=1) == ["problem", "none"]
    secret = sipmap("postgresql://someone:s3cret@127.0.0.1:1/none", "doctor")
    assert secret.returncode == 1
    assert "cannot be reached" in secret.stdout
    assert secret.stderr == ""
    assert "s3cret" not in secret.stdout


def test_sources_names_every_file_with_its_licence(sipmap: Sipmap, snapshot_url: str):
    listed = rows(sipmap(snapshot_url, "sources", "--format", "csv").stdout)
    assert {"mhclg_iod2025", "ons_claimant_count", "wards-wd25", "postcodes"} <= {
        r["source_id"] for r in listed
    }
    assert all(r["publisher"] and r["licence"] and r["sha256"] for r in listed)


def test_a_setting_that_cannot_be_used_is_one_sentence(sipmap: Sipmap, snapshot_url: str, monkeypatch):
    monkeypatch.setenv("SIPMAP_PORT", "eighty")
    done = sipmap(snapshot_url, "rank")
    assert done.returncode == 2
    assert "SIPMAP_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_sign_in_only_loopback_is_served(sipmap: Sipmap, snapshot_url: str):
    done = sipmap(snapshot_url, "serve", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "SIPMAP_AUTH=proxy" in done.stderr


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [("SIPMAP_HOST", "0.0.0.0", "SIPMAP_AUTH=proxy"), ("SIPMAP_AUTH", "proxy", "SIPMAP_PROXY_SECRET")],
)
def test_a_server_of_several_workers_keeps_to_the_same_rule(
    embedded_url: str, monkeypatch, capsys, *, setting: str, value: str, says: str
):
    monkeypatch.setenv("SIPMAP_DATABASE_URL", embedded_url)
    monkeypatch.setenv(setting, value)
    with pytest.raises(SystemExit, match="2"):
        make_server()
    said = capsys.readouterr().err
    assert said.startswith("sipmap: ")
    assert says in said


def test_the_dashboards_csv_is_what_rank_prints_with_the_same_weights(
    sipmap_process: Sipmap, snapshot_url: str
):
    asked = "area=kent&profile=sip-today&w.claimant-rate=0.6&w.iod2025-income-rate=0.1"
    with dashboard(snapshot_url) as app:
        answer = app.server.test_client().get(f"/export/ranking.csv?{asked}")
    weights = ("--weight", "claimant-rate=0.6", "--weight", "iod2025-income-rate=0.1")
    printed = sipmap_process(snapshot_url, "rank", *weights, "--format", "csv")
    assert answer.status_code == 200
    assert answer.data.decode("utf-8").replace("\r\n", "\n") == printed.stdout
