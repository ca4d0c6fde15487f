"""A ranking that stands up to challenge, from the command line, on each database."""

import csv
import io
import json
from itertools import pairwise

import pytest

from tests.integration.conftest import Sipmap

SHEPPEY_EAST = "E05009562"


def test_a_shortlist_of_need_alone_is_the_first_of_the_ranking(sipmap: Sipmap, snapshot_url: str):
    ranked = json.loads(sipmap(snapshot_url, "rank", "--top", "24", "--format", "json").stdout)
    chosen = json.loads(sipmap(snapshot_url, "shortlist", "--size", "24", "--format", "json").stdout)
    assert [w["ward_code"] for w in chosen["wards"]] == [w["ward_code"] for w in ranked]
    assert [w["low"] for w in chosen["wards"]] == [w["range"][0] for w in ranked]
    assert all(w["why"] == "need" for w in chosen["wards"])


def test_the_rules_hold_and_each_says_what_it_costs(sipmap: Sipmap, snapshot_url: str):
    rules = ("--min-per-district", "1", "--pin", f"{SHEPPEY_EAST}:prisons hide its need")
    done = sipmap(snapshot_url, "shortlist", *rules, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["wards"]) == 24
    assert len({w["district"] for w in found["wards"]}) == 12
    pinned = next(w for w in found["wards"] if w["ward_code"] == SHEPPEY_EAST)
    assert pinned["why"] == "pin"
    assert "prisons hide its need" in pinned["why_in_words"]
    assert all(r["binds"] and r["cost"] > 0 for r in found["rules"])
    assert found["near_misses"]
    assert found["coverage_in_words"][0].endswith("live elsewhere in Kent.")
    assert all(p["ward"] not in {w["ward"] for w in found["wards"]} for p in found["pockets"])
    assert [c["inside"] for c in found["coverage"]] == pytest.approx([181_640, 27_944, 74_821], rel=0.001)


def test_a_ward_whose_communal_residents_hide_its_need_is_named_beside_the_list(
    sipmap: Sipmap, snapshot_url: str
):
    found = json.loads(sipmap(snapshot_url, "shortlist", "--format", "json").stdout)
    (said,) = [w for w in found["warnings"] if w.startswith("Sheppey East: 26% of residents")]
    assert "26.5% instead of 16.6%" in said
    assert "treat it as borderline" in said


def test_a_shortlist_leaves_as_csv(sipmap: Sipmap, snapshot_url: str, tmp_path):
    done = sipmap(snapshot_url, "shortlist", "--format", "csv", "-o", "list.csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 24
    assert all(int(a["Rank in Kent"]) < int(b["Rank in Kent"]) for a, b in pairwise(rows))
    assert {"Range from", "Range to", "Why it is on the list"} <= set(rows[0])


def test_the_file_of_a_shortlist_comes_with_all_that_is_said_of_it(
    sipmap: Sipmap, snapshot_url: str, tmp_path
):
    done = sipmap(
        snapshot_url, "shortlist", "--min-per-district", "1", "--format", "csv", "-o", ".", "--size", "20"
    )
    assert done.returncode == 0, done.stderr
    name = "sip-shortlist-kent-2025-20-wards.csv"
    rows = list(csv.DictReader(io.StringIO((tmp_path / name).read_text(encoding="utf-8-sig"))))
    described = json.loads((tmp_path / f"{name}-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == name
    assert [c["titles"] for c in described["tableSchema"]["columns"]] == list(rows[0])
    notes = {note["about"]: note["says"] for note in described["notes"]}
    (rule,) = notes["The rules and what each costs"]
    by_rule = [row for row in rows if row["What its rule costs"]]
    assert by_rule
    for row in by_rule:
        assert row["What its rule costs"].split(": ")[1] in rule
    assert "20 wards on the list" in notes["Coverage"][0]
    assert notes["Pockets outside"]


def test_ward_summaries_stand_side_by_side(sipmap: Sipmap, snapshot_url: str):
    found = json.loads(sipmap(snapshot_url, "shortlist", "--format", "json").stdout)["summaries"]
    assert "Average score and worst LSOA agree on 19 of 24." in found["sentences"]
    by_name = {w["ward_code"]: w for w in found["wards"]}
    assert by_name["E05009560"] == {
        "ward_code": "E05009560", "average_score": 2, "average_rank": 1, "extent": 1, "worst_decile_lsoas": 1,
        "worst_lsoa": 5,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(sipmap(snapshot_url, "shortlist", "--format", "csv").stdout)))
    assert rows[0]["Rank by worst LSOA (IMD 2025)"] == "4"
    told = sipmap(snapshot_url, "shortlist").stdout
    assert "Ward summaries side by side (IMD 2025)" in told
    assert "Average score and worst LSOA agree on 19 of 24." in told


def test_the_wards_of_1998_have_no_summaries(sipmap: Sipmap, embedded_url: str):
    done = sipmap(embedded_url, "shortlist", "--profile", "sip-2002", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summaries"] is None


def test_what_moves_the_ranks_near_the_cut_is_said_when_asked(sipmap: Sipmap, snapshot_url: str):
    done = sipmap(snapshot_url, "shortlist", "--drivers", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    drivers, joint = found["drivers"], found["joint"]
    assert len(drivers["near_cut"]) == 12
    assert [s["source"] for s in drivers["sources"]] == ["sampling", "weights", "apportionment", "summary"]
    assert all(-0.05 < s["first"] <= s["total"] + 0.05 < 1.1 for s in drivers["sources"])
    assert drivers["in_words"].startswith("Of what moves the ranks of the 12 wards nearest to the cut, ")
    assert 24 <= joint["may_be_top"] < 40
    ranks = {w["ward_code"]: w["rank"] for w in found["wards"]}
    sets = {w["ward_code"]: (w["low"], w["high"]) for w in joint["wards"]}
    assert len(sets) == 255
    assert all(sets[code][0] <= rank <= sets[code][1] for code, rank in ranks.items())
    told = sipmap(snapshot_url, "shortlist", "--drivers").stdout
    assert drivers["in_words"] in told
    assert joint["in_words"] in told
    assert "joint" not in json.loads(sipmap(snapshot_url, "shortlist", "--format", "json").stdout)


def test_sources_of_uncertainty_are_held_still(sipmap: Sipmap, embedded_url: str):
    def ranked(*without):
        return sipmap(embedded_url, "rank", *without, "--format", "json")

    every = ("--without", "sampling", "--without", "weights", "--without", "apportionment")
    still = json.loads(ranked(*every, "--without", "summary").stdout)
    assert all(w["range"] == [w["rank"], w["rank"]] for w in still if w["rank"])
    some = json.loads(ranked("--without", "summary").stdout)
    widths = [sum(w["range"][1] - w["range"][0] for w in of) for of in (some, json.loads(ranked().stdout))]
    assert 0 < widths[0] < widths[1]
    chosen = sipmap(embedded_url, "shortlist", "--without", "summary", "--format", "json")
    found = json.loads(chosen.stdout)
    assert found["held_still"] == ["summary"]
    by_code = {w["ward_code"]: w["range"] for w in some}
    assert all(by_code[w["ward_code"]] == [w["low"], w["high"]] for w in found["wards"])
    told = sipmap(embedded_url, "shortlist", "--without", "weights").stdout
    assert "Held still: the weights." in told
    assert "Held still: the weights." in sipmap(embedded_url, "rank", "--without", "weights").stderr


def test_an_explanation_adds_up_to_the_score(sipmap: Sipmap, snapshot_url: str):
    done = sipmap(snapshot_url, "explain", SHEPPEY_EAST, "--with", "E05009560", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    parts = found["parts"].values()
    assert found["average"] + sum(p["difference"] for p in parts) == pytest.approx(found["score"], abs=1e-9)
    assert sum(p["adds"] for p in parts) == pytest.approx(found["score"], abs=1e-9)
    said = " ".join(found["sentences"])
    assert "would need" in said
    assert "One figure alone would bring it level: Employment deprivation rate of 22." in said
    assert "instead of 16.6%. That would move this ward across the line after the first 24" in said


def test_the_back_test_of_2002_gives_what_the_briefing_allows(sipmap: Sipmap, snapshot_url: str):
    found = json.loads(sipmap(snapshot_url, "backtest", "2002", "--format", "json").stdout)
    assert found["wards"] == 331
    assert [o["in_worst"] for o in found["outcomes"]] == [24, 24, 21, 21, 22, 22, 22, 22]
    assert any("not a reconstruction" in s for s in found["sentences"])


def test_the_same_question_gets_the_same_answer(sipmap: Sipmap, snapshot_url: str):
    one, two = (sipmap(snapshot_url, "shortlist", "--format", "json").stdout for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rank", "--without", "luck"], "no source of uncertainty 'luck'; use one of sampling"),
        (["shortlist", "--without", "luck"], "no source of uncertainty 'luck'; use one of sampling"),
        (["shortlist", "--min-per-district", "3"], "at least 3 wards in each of 12 districts"),
        (["shortlist", "--min-per-district", "3", "--max-per-district", "1"], "contradict"),
        (["shortlist", "--size", "300"], "255"),
        (["shortlist", "--pin", "E05999999:why"], "E05999999"),
        (["shortlist", "--pin", SHEPPEY_EAST], "CODE:reason"),
        (["shortlist", "--pin", f"{SHEPPEY_EAST}:a", "--exclude", f"{SHEPPEY_EAST}:b"], "both pinned and"),
        (["shortlist", "--pin", f"{SHEPPEY_EAST}:a", "--pin", f"{SHEPPEY_EAST}:b"], "named twice"),
        (["shortlist", "--group", "Isle of Sheppey=9"], "5"),
        (["shortlist", "--group", "Nowhere=1"], "Nowhere"),
        (["shortlist", "-o", "no-folder/list.csv"], "no-folder"),
        (["explain", "E05999999"], "E05999999"),
        (["explain", SHEPPEY_EAST, "--profile", "no-such.toml"], "no-such.toml"),
        (["backtest", "2003"], "backtest 2002"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_remedy(
    sipmap: Sipmap, embedded_url: str, arguments: list[str], says: str
):
    done = sipmap(embedded_url, *arguments)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("sipmap: ")]
    assert says in sentence
