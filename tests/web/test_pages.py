"""Pages as trees of components: what they say, and what they say when there is nothing to show."""

from datetime import date

import dash_leaflet as dl
import pytest
from dash import html

from sipmap.web.answer import coverage_children, look_up, opening, overlap_sentence, panel_children
from sipmap.web.pages import data_methods, map_ranking
from sipmap.web.state import parse
from tests.dashboards import routed
from tests.web import synthetic
from tests.web.trees import kinds, named, walk, words

TODAY = date(2026, 11, 21)


def shown(figures, **query):
    return look_up(figures, figures.release(), parse(query)[0])


def panel(figures, ward, **query):
    return panel_children(shown(figures, ward=ward, **query), TODAY)


def test_the_page_has_one_heading_a_sentence_and_what_the_browser_starts_from(figures):
    page = map_ranking.page(figures, {})
    assert len(kinds(page, html.H1)) == 1
    assert "people of working age in Kent" in words(named(page, "opening"))
    config = named(page, "page-config").data
    assert config["state"]["top"] == 24
    assert "{area}" in config["rankingPath"]
    assert config["certaintyPath"].startswith("/data/certainty.json?release=")
    assert words(named(page, "contenders")) == "Working out ranges."
    assert named(page, "notes").hidden


def test_the_map_asks_this_host_alone_and_has_no_tiles(figures):
    page = map_ranking.page(figures, {})
    assert not kinds(page, dl.TileLayer)
    layers = kinds(page, dl.GeoJSON)
    assert all(layer.url.startswith("/layers/") for layer in layers)
    assert named(page, "wards").onEachFeature == {"variable": "sipmap.onEachWard"}


def test_every_control_has_a_label(figures):
    page = map_ranking.page(figures, {})
    labelled = {label.htmlFor for label in kinds(page, html.Label)}
    assert labelled == {"area", "profile", "show", "top", "filter", "class-method", "class-number"}


def test_indicators_stand_under_their_themes(figures):
    groups = kinds(named(map_ranking.page(figures, {}), "show"), html.Optgroup)
    assert groups[0].label == "Worklessness"
    assert "census-no-car" in {o.value for g in groups for o in kinds(g, html.Option)}


def test_the_profile_without_a_map_is_named_and_cannot_be_chosen(figures):
    options = kinds(named(map_ranking.page(figures, {}), "profile"), html.Option)
    (old,) = [o for o in options if o.value == "sip-2002"]
    assert old.disabled
    assert "no map" in words(old)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"ward": "E05000000"}, "is not a ward of Kent"),
        ({"show": "nonsense"}, "the need score is on the map"),
    ],
)
def test_what_the_release_does_not_hold_is_noted_and_left_out(figures, query, said):
    page = map_ranking.page(figures, query)
    assert said in words(named(page, "notes"))
    state = named(page, "page-config").data["state"]
    assert (state["ward"], state["show"]) == (None, "need")


def test_a_database_without_figures_says_what_to_run(empty_app, app):
    answer = routed(empty_app)
    assert answer.status_code == 200
    assert "There are no figures yet" in answer.text
    assert "sipmap load snapshot" in answer.text
    assert "people of working age in Kent" in routed(app).text, "another app of this process keeps its own"


def test_the_panel_begins_with_people_and_names_the_comparison_set(figures):
    found = panel(figures, synthetic.FIRST)
    said = words(found)
    assert said.index("people of working age") < said.index("wards in Kent")
    assert "by the profile" in said
    assert "best fit" in said
    assert "estimated from neighbourhood figures by postcode share" in said
    assert words(kinds(found, html.H2)) == "St Mary's & \u00d4l-y-Bryn"


def test_a_rank_in_the_panel_has_a_place_for_its_range_and_an_unranked_ward_has_none(figures):
    lines = [n for n in walk(panel(figures, synthetic.FIRST)) if getattr(n, "id", "") == "ward-certainty"]
    assert [getattr(line, "data-ward") for line in lines] == [synthetic.FIRST]
    found = panel(figures, synthetic.MISSING)
    assert not [n for n in walk(found) if getattr(n, "id", "") in ("ward-certainty", "ward-varied")]


def test_the_parts_add_up_to_the_score(figures):
    (table,) = [
        t
        for t in kinds(panel(figures, synthetic.FIRST), html.Table)
        if getattr(t, "className", "") == "parts"
    ]
    column = [words(row.children[2]) for row in kinds(table, html.Tr)[1:]]
    *parts, total = [float(c.replace("\N{MINUS SIGN}", "-")) for c in column]
    assert sum(parts) == pytest.approx(total, abs=0.02)
    assert len(kinds(table, html.Img)) == 3


def test_a_missing_figure_is_said_and_the_ward_is_not_ranked(figures):
    said = words(panel(figures, synthetic.MISSING))
    assert "no figure" in said
    assert "Not ranked among the 30 wards of Kent: No figure for Employment deprivation rate." in said


def test_wards_with_the_same_score_share_a_rank(figures):
    first, second = (words(panel(figures, code)) for code in synthetic.TIED)
    assert "joint" in first
    assert first[first.index("joint") :][:20] == second[second.index("joint") :][:20]


def test_many_communal_residents_are_warned_of_with_a_sensitivity(figures):
    (warning,) = [
        n for n in walk(panel(figures, synthetic.PRISON)) if getattr(n, "className", "") == "warning"
    ]
    assert "34% of residents" in words(warning)
    assert "instead of" in words(warning)
    assert not [n for n in walk(panel(figures, synthetic.FIRST)) if getattr(n, "className", "") == "warning"]


def test_a_warned_ward_that_the_sensitivity_would_bring_in_is_borderline(figures):
    """The made-up prison ward ranks 7th; its household rate would make it the first."""
    for top, is_borderline in (("4", True), ("7", False), ("25", False)):
        said = words(panel(figures, synthetic.PRISON, top=top))
        assert ("treat it as borderline" in said) is is_borderline, top
    assert "borderline" not in words(panel(figures, synthetic.PRISON, top="4", profile="imd-2025"))


def test_what_awaits_review_is_held_back_from_the_public(figures):
    said = words(panel(figures, synthetic.FIRST))
    assert "Buses are few" not in said
    assert "One statement of local knowledge awaits review and is not shown." in said


def test_flags_of_the_ward_and_of_its_place_are_there_and_the_old_one_needs_review(figures):
    found = panel_children(shown(figures, ward=synthetic.FIRST), TODAY, with_expired=True)
    said = words(found)
    assert "Buses are few" in said
    assert "Isle of Elsewhere" in said
    assert "A new bus runs" in said
    assert said.count("Needs review") == 1
    assert "not evidence" in words(panel(figures, synthetic.TIED[0]))


def test_the_trend_has_words_and_a_table_beside_it(figures):
    (image,) = [
        i for i in kinds(panel(figures, synthetic.FIRST), html.Img) if getattr(i, "className", "") == "trend"
    ]
    assert image.src.startswith("data:image/svg+xml;base64,")
    assert "shaded" in image.alt
    tables = kinds(panel(figures, synthetic.FIRST), html.Table)
    assert "2013" in words(tables[1])


def test_sources_name_publisher_and_how_a_figure_came_to_the_ward(figures):
    said = words(panel(figures, synthetic.FIRST))
    assert "Published mhclg_iod2025, Office of Made-up Figures" in said


def test_a_ward_of_another_set_is_not_shown(figures):
    assert "Choose a ward" in words(panel(figures, "E05099036", area="kent"))
    assert "Medway" in words(panel(figures, "E05099036", area="medway"))


def test_coverage_follows_the_size_of_the_list(figures):
    few, many = (words(coverage_children(shown(figures, top=t))) for t in ("4", "25"))
    assert "What the first 4 wards cover" in few
    assert "Small 003B in =SUM(A1) Ward" in many, "an unranked ward is never inside"
    assert "Small 002A" not in many
    assert "first 6 wards" in words(coverage_children(shown(figures, top="5"))), (
        "a tie at the end stands whole"
    )
    assert "Small 002A" in words(coverage_children(shown(figures, top="1")))


def test_moved_weights_move_the_sentence_and_the_overlap(figures):
    assert "24 wards" in opening(shown(figures))
    assert "12 wards" in opening(shown(figures, top="12"))
    assert overlap_sentence(shown(figures)) != overlap_sentence(shown(figures, **{"w.claimant-rate": "1"}))


def test_data_and_methods_lists_every_source_with_licence_and_checks(figures):
    said = words(data_methods.page(figures))
    for source in figures.sources(figures.release())["title"]:
        assert source in said
    assert "Open Government Licence v3.0" in said
    assert "rows:" in said


def test_data_and_methods_defines_the_range_and_the_four_words(figures):
    page = data_methods.page(figures)
    defined = [words(term) for term in kinds(page, html.Dt)]
    first = defined.index("Range")
    assert defined[first : first + 6] == [
        "Range",
        "Sensitivity range",
        "Certain",
        "Likely",
        "Borderline",
        "Unlikely",
    ]
    assert "it is not a confidence interval" in words(page)


def test_names_of_wards_are_text_and_never_markup(figures):
    assert "=SUM(A1) Ward" in words(panel(figures, synthetic.MISSING))
