"""Areas and barriers on the shipped data: what the design expects, from the command line and below it."""

import json
import shutil
from datetime import date
from math import isnan

import pytest

from sipmap import desk
from sipmap.catalogue import indicators, profile
from sipmap.catalogue.barriers import barriers, support_needs
from sipmap.desk.areas import areas_report, read_setting, ward_report
from sipmap.desk.evidence_read import declared_ids
from sipmap.desk.needs import ward_needs
from sipmap.export.areas import areas_record
from sipmap.geography import COMPARISON_SETS
from sipmap.store.engine import make_engine
from tests.integration.conftest import Sipmap

TODAY = date(2026, 1, 1)
SHEPPEY = {"E05009554", "E05009557", "E05009560", "E05009561", "E05009562"}
SHEERNESS, SHEPPEY_EAST, CLIFTONVILLE_WEST = "E05009560", "E05009562", "E05005088"
OTHERS = "dataset_id, geography, basis, period, area_code, numerator, denominator, value, status"
MARGATE_CARD = (
    "Thanet district: 14th highest of 309 on births to under-20s (standardised; no rate published here). "
    "Not a figure for Margate"
)


@pytest.fixture(scope="module")
def engine(snapshot_url):
    engine = make_engine(snapshot_url)
    yield engine
    engine.dispose()


def inputs_of(engine, profile_id="sip-today", county="kent"):
    release = desk.active_release(engine)
    return desk.ranking_inputs(engine, release, COMPARISON_SETS[county], profile(profile_id))


@pytest.fixture(scope="module")
def at(engine):
    """Everything that is told of the areas of a list, by its length."""
    inputs = inputs_of(engine)
    return {top: areas_record(areas_report(engine, inputs, today=TODAY, top=top)) for top in (24, 40, 60)}


def area(record, area_id):
    return next(a for a in record["areas"] if a["id"] == area_id)


def theme(found, name):
    return next(t for t in found["themes"] if t["theme"] == name)


def sds(contrasts):
    return [round(contrasts[n]["sd"], 2) for n in ("24", "40", "60")]


@pytest.mark.parametrize("top", [24, 40])
def test_sheppey_is_an_area_held_back_by_transport_more_than_by_anything_else(at, top):
    isle = area(at[top], "isle-of-sheppey")
    assert isle["name"] == "Isle of Sheppey"
    assert isle["members"] == [SHEERNESS]
    assert {*isle["members"], *isle["context"]} == SHEPPEY
    first = isle["themes"][0]
    assert first["theme"] == "transport"
    assert sds(first["high_need_contrast"]) == [1.26, 1.24, 1.11]
    assert first["area_specific"] == {"24": True, "40": True, "60": True}
    assert first["firm"]


def test_skills_come_behind_transport_at_24_and_40_and_level_with_it_at_60(at):
    isle = area(at[24], "isle-of-sheppey")
    skills = theme(isle, "skills")
    assert sds(skills["high_need_contrast"]) == pytest.approx([0.68, 0.78, 1.01], abs=0.011)
    assert skills["area_specific"] == {"24": False, "40": False, "60": True}
    assert not skills["firm"]
    at_24, at_60 = (next(s for s in isle["sentences"] if s.startswith(f"At {n},")) for n in (24, 60))
    assert at_24.startswith("At 24, Transport is the largest contrast (1.3), then ")
    assert "Skills and qualifications (0.7)" in at_24
    assert "Transport (1.1)" in at_60
    assert "Skills and qualifications (1.0)" in at_60
    assert at_60.endswith("are level.")


def test_among_sheppeys_own_target_wards_skills_are_the_larger_contrast(at):
    isle = area(at[24], "isle-of-sheppey")
    own = {n: theme(isle, n)["own_target_wards"] for n in ("transport", "skills")}
    assert own["skills"]["24"]["wards"] == [SHEERNESS]
    assert set(own["skills"]["60"]["wards"]) == SHEPPEY - {"E05009554"}
    found = {n: [round(o[s]["contrast"]["sd"], 2) for s in ("24", "40", "60")] for n, o in own.items()}
    assert found["transport"] == [0.39, 0.38, 1.07]
    assert found["skills"] == pytest.approx([1.97, 2.06, 1.16], abs=0.011)
    assert any("Skills and qualifications is the larger contrast there (2.0" in s for s in isle["sentences"])


def test_sheerness_itself_is_not_called_badly_connected(at):
    isle = area(at[24], "isle-of-sheppey")
    isle_said = " ".join(isle["sentences"])
    assert "Sheerness is better connected than Kent" in isle_said
    assert "Sheppey East is worse connected than Kent" in isle_said
    lead = theme(isle, "transport")["evidence"][0]
    (ward,) = [w for w in lead["wards"] if w["ward_code"] == SHEERNESS]
    assert ward["value"] > lead["county"] > lead["value"]


def test_sheppey_east_carries_its_warning(at):
    (warning,) = area(at[24], "isle-of-sheppey")["warnings"]
    assert warning.startswith("Sheppey East: 26% of residents")
    assert "about 26.5% instead of 16.6%" in warning


def test_margate_has_the_districts_figure_beside_the_dated_flag(at):
    young = theme(area(at[24], "margate"), "childcare-and-young-parents")
    (line,) = young["evidence"][0]["districts"]
    assert line["in_words"].rstrip(".") == MARGATE_CARD
    assert young["evidence"][0]["level"] == "district"
    assert young["evidence"][0]["value"] is None, "there is no figure for Margate"
    assert young["county_contrast"] is None
    assert not any(young["area_specific"].values())
    (flag,) = young["flags"]
    assert flag["statement"].endswith("a high rate of teenage pregnancy.")
    assert "14 March 2008" in flag["origin"]
    assert flag["state"] == "Its review was due by 14 March 2009."


def test_no_bridge_joins_sheppey_to_the_mainland_and_every_target_is_in_one_area(at):
    for record in at.values():
        members = [code for a in record["areas"] for code in a["members"]]
        assert sorted(members) == sorted(record["targets"])
        for one in record["areas"]:
            wards = {*one["members"], *one["context"]}
            assert wards == SHEPPEY or not wards & SHEPPEY


def test_every_barrier_shows_value_county_source_year_and_level(at):
    for one in at[24]["areas"]:
        assert [t["theme"] for t in one["themes"]] != [], one["name"]
        assert {t["theme"] for t in one["themes"]} == set(barriers())
        for found in one["themes"]:
            for shown in found["evidence"]:
                assert shown["year"], shown["indicator"]
                assert shown["source"], shown["indicator"]
                assert shown["level"] in {"LSOA", "MSOA", "district"}, shown["indicator"]
                if shown["level"] != "district":
                    assert shown["county"] is not None, shown["indicator"]


def test_englands_figure_stands_beside_where_the_file_holds_all_of_england(at):
    """The publisher standardises these over England's small areas, so that their mean is 0."""
    found = {e["indicator"]: e["england"] for t in at[24]["areas"][0]["themes"] for e in t["evidence"]}
    for standardised in ("iod2025-children-score", "iod2025-mental-health", "iod2025-broadband"):
        assert found[standardised] == pytest.approx(0, abs=0.01)
    assert 40 < found["iod2025-connectivity"] < 80
    assert found["census-no-car"] is None, "the census tables at hand are of Kent and Medway alone"


def test_themes_are_ordered_by_the_contrast_with_other_high_need_wards(at):
    for top, record in at.items():
        assert record["ordered_at"] == top
        for one in record["areas"]:
            values = [t["high_need_contrast"].get(str(top)) for t in one["themes"]]
            known = [v["sd"] for v in values if v]
            assert known == sorted(known, reverse=True), one["name"]
            assert all(v is None for v in values[len(known) :]), one["name"]


def test_index_scores_carry_sensitivity_ranges_and_counts_confidence_intervals(at):
    for one in at[24]["areas"]:
        for shown in (e for t in one["themes"] for e in t["evidence"] if e["county_contrast"]):
            is_count = indicators()[shown["indicator"]].kind == "rate"
            found = shown["county_contrast"]
            assert found["interval"] == ("confidence interval" if is_count else "sensitivity range")
            assert found["low"] <= found["sd"] <= found["high"]


def test_a_rank_never_stands_without_its_range(at):
    for one in at[24]["areas"]:
        places = [w for t in one["themes"] for e in t["evidence"] for w in e["wards"]] + one["wards"]
        assert all((w["rank"] is None) == (w["range"] is None) for w in places)
        assert all(w["range"][0] <= w["rank"] <= w["range"][1] for w in places if w["rank"])


def test_high_need_wards_are_the_same_whatever_the_profile(engine, at):
    by_index = areas_record(areas_report(engine, inputs_of(engine, "imd-2025"), today=TODAY, top=24))
    assert by_index["high_need"] == at[24]["high_need"]
    assert [len(at[24]["high_need"][n]) for n in ("24", "40", "60")] == [24, 40, 60]
    transport = theme(area(by_index, "isle-of-sheppey"), "transport")
    assert sds(transport["high_need_contrast"]) == [1.26, 1.24, 1.11]
    (share,) = transport["shares"]
    assert "100 minus the connectivity score" in share["how"]
    assert theme(area(at[24], "isle-of-sheppey"), "transport")["shares"] == []


def test_flags_change_no_figure(engine):
    setting = read_setting(engine, inputs_of(engine), 24, TODAY)
    ward = ward_report(setting, CLIFTONVILLE_WEST)
    assert [f.heading for f in ward.flags] == ["Worklessness: Cliftonville West"]
    assert any(t.flags for t in ward.themes), "the flag of the place that the ward lies in"


def test_medway_and_both_together_work_as_kent_does(engine):
    for county in ("medway", "kent-and-medway"):
        found = areas_record(areas_report(engine, inputs_of(engine, county=county), today=TODAY, top=10))
        assert sum(len(a["members"]) for a in found["areas"]) == 10
        assert found["area"] == county


def test_the_wards_of_a_list_can_be_given_in_place_of_its_length(engine):
    targets = (SHEPPEY_EAST, SHEERNESS)
    found = areas_record(areas_report(engine, inputs_of(engine), today=TODAY, targets=targets))
    (isle,) = found["areas"]
    assert isle["members"] == [SHEPPEY_EAST, SHEERNESS]


def test_areas_from_the_command_line(sipmap: Sipmap, embedded_url: str):
    done = sipmap(embedded_url, "areas", "--area", "kent", "--top", "24", "--name", f"{SHEERNESS}=The island")
    assert done.returncode == 0, done.stderr
    assert "The island. About 47,430 people live in 5 wards; Sheerness is on the list." in done.stdout
    assert "Transport is specific to this area, firmly: at 24, 40 and 60." in done.stdout
    assert MARGATE_CARD in done.stdout
    assert "High-need wards are the first 24, 40 and 60 by worklessness and income" in done.stderr
    text = done.stdout.lower()
    assert "dependency" not in text
    assert "archetype" not in text


def test_the_same_question_about_areas_gets_the_same_answer(sipmap: Sipmap, embedded_url: str):
    one, two = (sipmap(embedded_url, "areas", "--top", "40", "--format", "json").stdout for _ in range(2))
    assert json.loads(one)["areas"]
    assert one == two


def test_a_wards_barriers_from_the_command_line(sipmap: Sipmap, snapshot_url: str):
    done = sipmap(snapshot_url, "barriers", SHEERNESS.lower(), "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["name"] == "Sheerness"
    assert found["themes"][0]["theme"] == "skills"
    connectivity = theme(found, "transport")["evidence"][0]
    assert connectivity["county_contrast"]["sd"] < 0, "better than the county"
    assert connectivity["range"][0] <= connectivity["rank"] <= connectivity["range"][1]
    assert connectivity["of"] == 255
    told = sipmap(snapshot_url, "barriers", SHEERNESS).stdout
    assert told.startswith("Sheerness. About 13,240 people live in 1 ward")
    assert "Vulnerability to poor transport, not transport supply." in told


def test_a_wards_support_needs_from_the_command_line(sipmap: Sipmap, snapshot_url: str):
    found = json.loads(sipmap(snapshot_url, "needs", SHEERNESS, "--format", "json").stdout)
    assert [n["need"] for n in found["needs"]] == list(support_needs())
    assert [n["has_open_figure"] for n in found["needs"]] == [True] * 4 + [False] * 5
    leavers = next(n for n in found["needs"] if n["need"] == "care-leavers")
    assert leavers["evidence"] == []
    assert "council-care-leavers" in leavers["sentences"][0]
    assert all(e["value"] is not None for n in found["needs"] for e in n["evidence"])
    assert "Care leavers\n  No open figure." in sipmap(snapshot_url, "needs", SHEERNESS).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("barriers", "E05009999"), "There is no ward E05009999 in Kent; `sipmap rank --area kent` lists"),
        (("needs", "E05014450"), "There is no ward E05014450 in Kent"),
        (("areas", "--name", "x"), "'x' is not of the form CODE=NAME"),
        (("areas", "--name", "E05009999=A"), "No target area holds the ward E05009999"),
        (("areas", "--name", "E05009560=A", "--name", "E05009560=B"), "given two names; keep one"),
        (("areas", "--profile", "sip-2002"), "ranks the wards of 1998, which are not mapped"),
        (("areas", "--area", "england", "--profile", "imd-2025"), "Kent and Medway, not for England"),
        (("areas", "--format", "csv"), "use --format table or json"),
    ],
)
def test_a_slip_is_one_sentence_and_exit_code_2(sipmap: Sipmap, embedded_url: str, arguments, says):
    done = sipmap(embedded_url, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_every_declared_indicator_has_a_figure_in_the_release(engine):
    evidence = read_setting(engine, inputs_of(engine), 24, TODAY).evidence
    held = {*evidence.figures.ids, *evidence.districts}
    assert set(declared_ids()) <= held
    means = evidence.figures.mean(evidence.figures.all_rows)
    empty = [i for i, value in zip(evidence.figures.ids, means, strict=True) if isnan(value)]
    assert empty == []


def test_the_areas_of_a_decision_are_of_its_own_wards_and_release(
    sipmap: Sipmap, embedded_url: str, tmp_path
):
    file = tmp_path / "own.sqlite"
    shutil.copy(embedded_url.removeprefix("sqlite:///"), file)
    url = f"sqlite:///{file}"
    pin = f"{SHEPPEY_EAST}:prisons hide its need"
    saved = sipmap(url, "decision", "save", "--name", "Ten wards", "--size", "10", "--pin", pin)
    assert saved.returncode == 0, saved.stderr
    listed = json.loads(sipmap(url, "decision", "list", "--format", "json").stdout)
    uid = listed[0]["id"]
    found = json.loads(sipmap(url, "areas", "--decision", uid, "--format", "json").stdout)
    assert len(found["targets"]) == 10
    assert set(area(found, "isle-of-sheppey")["members"]) == {SHEERNESS, SHEPPEY_EAST}
    both = sipmap(url, "areas", "--decision", uid, "--top", "3")
    assert (both.returncode, both.stdout) == (2, "")
    assert "give one of them" in both.stderr


@pytest.fixture
def council_own(embedded_url, tmp_path):
    """An engine on a copy of the embedded default to which the council's own made-up figures were added."""
    file = tmp_path / "own.sqlite"
    shutil.copy(embedded_url.removeprefix("sqlite:///"), file)
    engine = make_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def test_the_councils_own_figures_stand_in_their_theme_and_their_need(council_own, monkeypatch):
    """Made-up figures under the id that the need names, as `sipmap load own` would bring them."""
    like = indicators()["census-no-qualifications"]
    own = like.model_copy(
        update={"id": "council-neet", "label": "Example: young people", "geography": "ward"}
    )
    known = {**indicators(), own.id: own}
    for module in ("areareport", "evidence", "evidence_read", "needs"):
        monkeypatch.setattr(f"sipmap.desk.{module}.indicators", lambda: known)
    with council_own.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO observation (indicator_id, {OTHERS}) SELECT 'council-neet', {OTHERS} "
            "FROM observation WHERE indicator_id = 'census-no-qualifications' AND geography = 'ward'"
        )
    setting = read_setting(council_own, inputs_of(council_own), 24, TODAY)
    skills = next(t for t in ward_report(setting, SHEERNESS).themes if t.theme.id == "skills")
    (shown,) = skills.own
    assert shown.indicator.id == "council-neet"
    assert shown.note == "The council's own figures."
    assert shown.wards[0].place.rank == 1
    need = ward_needs(setting.evidence, SHEERNESS)[0]
    assert need.need.id == "school-leavers"
    assert need.own.finding.value == pytest.approx(shown.finding.value)
