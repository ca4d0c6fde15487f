"""All of England's wards: one ranking, few indicators, and pages that tell barriers within a county alone."""

import gzip
import json
from dataclasses import replace
from datetime import date

import pytest
from dash import html

from sipmap.desk.form import typed
from sipmap.desk.ranking import NATIONAL
from sipmap.geography import COMPARISON_SETS
from sipmap.web.answer import coverage_children, look_up, opening, panel_children
from sipmap.web.asked import NOT_ENGLAND, asked_for
from sipmap.web.bounded import FEW_OF_ENGLAND, by_size
from sipmap.web.choice import stated
from sipmap.web.data import release_key
from sipmap.web.pages import map_ranking
from sipmap.web.state import parse
from tests.web.trees import kinds, words


def test_england_is_ranked_by_the_index_alone_with_a_note():
    state, notes = parse({"area": NATIONAL, "profile": "sip-today", "w.claimant-rate": "0.9"})
    assert (state.area, state.profile.id, state.weights) == (NATIONAL, "imd-2025", {})
    assert len(notes) == 1
    assert "not held for all of England" in notes[0]
    assert parse({"area": NATIONAL, "profile": "imd-2025"})[1] == []


def test_areas_and_barriers_are_told_of_kent_instead_with_one_sentence():
    asked = asked_for({"area": NATIONAL, "profile": "imd-2025"})
    assert asked.wanted.comparison.id == "kent"
    assert asked.notes == [NOT_ENGLAND]


def test_a_choice_among_england_s_wards_by_another_profile_is_a_mistake_at_its_field():
    choice, mistakes = stated(*typed({"area": [NATIONAL], "profile": ["sip-today"]}))
    assert choice is None
    assert [m.field for m in mistakes] == ["profile"]
    assert stated(*typed({"area": [NATIONAL], "profile": ["imd-2025"]}))[1] == []


def england(figures, **query):
    return look_up(figures, figures.release(), parse({"area": NATIONAL, "profile": "imd-2025", **query})[0])


def test_statements_say_what_england_s_figures_leave_out(figures):
    shown = england(figures, top="3")
    least = shown.ranking["rank"] == shown.ranking["rank"].max()
    shown = replace(shown, ranking=shown.ranking.assign(rank=shown.ranking["rank"].mask(least)))
    assert "the 35 wards of England with figures" in opening(shown)
    said = words(coverage_children(shown))
    assert "In Kent and Medway, the one part whose neighbourhoods are held here" in said
    assert "1 of the 36 wards have no neighbourhood" in said


def test_a_ward_s_panel_names_best_fit_and_leads_to_barriers_within_its_county(figures):
    shown = england(figures)
    first = shown.ranking["area_code"].iloc[0]
    panel = panel_children(england(figures, ward=first), date(2026, 1, 1))
    said = words(panel)
    assert "By best fit: each neighbourhood counts in one ward only" in said
    assert "by postcode share" not in said
    assert "IMD 2025. By best fit" not in said  # the England rank is not said twice
    (link,) = [a.href for a in kinds(panel, html.A) if str(a.href).startswith("/areas")]
    assert "area=kent" in link or "area=medway" in link


def test_an_indicator_of_england_is_by_best_fit_and_one_of_kent_alone_is_refused(client, figures):
    key = release_key(figures.release())
    held = next(iter(figures.shown(figures.release(), NATIONAL)))
    answer = client.get(f"/data/england/indicator.{held}.{key}.json", headers={"Accept-Encoding": "gzip"})
    found = json.loads(gzip.decompress(answer.data))
    period = figures.shown(figures.release(), NATIONAL)[held].period
    values = figures.values(figures.release(), held, period, COMPARISON_SETS[NATIONAL].basis)
    expected = values.astype(object).where(values.notna(), None).to_dict()
    assert dict(zip(found["code"], found["value"], strict=True)) == expected
    refused = client.get(f"/data/england/indicator.claimant-rate.{key}.json")
    assert refused.status_code == 404
    assert "claimant-rate" in refused.json["error"]


def test_an_indicator_that_england_lacks_gives_the_need_score_and_a_note(figures):
    page = map_ranking.page(figures, {"area": NATIONAL, "profile": "imd-2025", "show": "claimant-rate"})
    assert "has no ward figures here for all of England" in words(page)


@pytest.mark.parametrize(("area", "kept"), [("kent", 9), (NATIONAL, FEW_OF_ENGLAND)])
def test_few_answers_about_england_are_remembered(area, kept):
    worked = []
    remembered = by_size(9, lambda release, comparison, number: worked.append(number))
    for number in range(9):
        remembered(1, COMPARISON_SETS[area], number)
    worked.clear()
    for number in range(9 - kept, 9):
        remembered(1, COMPARISON_SETS[area], number)
    assert worked == []
    remembered(1, COMPARISON_SETS[area], 0)
    assert worked == ([] if kept == 9 else [0])
