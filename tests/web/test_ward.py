"""The ward's page without a browser: what it says, and what it does with an address that is not right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import dcc, html

from sipmap.store.engine import make_engine
from sipmap.web.areadesk import AreaDesk
from sipmap.web.auth import NOBODY
from sipmap.web.data import Figures
from sipmap.web.finding import Finder
from sipmap.web.pages import compare, ward
from sipmap.web.warddesk import WardDesk
from tests.web import synthetic
from tests.web.test_pages import TODAY
from tests.web.trees import kinds, named, walk, words

ONLY, ELSEWHERE = "E05099036", "E05099030"


@pytest.fixture(scope="module")
def desk(figures) -> WardDesk:
    return WardDesk(AreaDesk(figures))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardDesk]:
    """Medway with a single ward, and a ward elsewhere in England."""
    made = synthetic.areas

    def areas():
        found = made()
        found.loc[found["code"] == ELSEWHERE, ["district_code", "county_code"]] = "E08000014"
        return found

    file: Path = tmp_path_factory.mktemp("odd") / "odd.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(synthetic, "KENT_WARDS", 35)
        patch.setattr(synthetic, "areas", areas)
        synthetic.build(f"sqlite:///{file}").dispose()
    engine = make_engine(f"sqlite:///{file}")
    yield WardDesk(AreaDesk(Figures(engine)))
    engine.dispose()


def page(desk: WardDesk, code: str) -> html.Div:
    return ward.page(desk, Finder(desk.figures), code, NOBODY)


def compared(desk: WardDesk, **query: str) -> html.Div:
    return compare.page(desk, Finder(desk.figures), query)


def opening(found) -> str:
    return words(named(found, "opening"))


def test_people_come_before_any_rank_and_a_rank_has_its_range_and_its_set(desk):
    found = page(desk, synthetic.FIRST)
    said = words(found)
    assert opening(found).startswith("About ")
    assert "people of working age in St Mary's & \u00d4l-y-Bryn are kept out of work" in opening(found)
    assert said.index("people of working age") < said.index("wards in Kent by need (range: ")
    assert "wards in Westshire by need (range: " in said
    assert "on the index alone" in said


@pytest.mark.parametrize("code", [*synthetic.ward_codes()[:7], "E05099036"])
def test_every_ward_has_a_page_whatever_it_lacks(desk, code):
    found = page(desk, code)
    assert len(kinds(found, html.H1)) == 1
    assert len(kinds(found, html.H2)) >= 8
    assert "nan" not in words(found).lower().split()


def test_a_ward_without_data_says_so_and_is_unranked(desk):
    said = words(page(desk, synthetic.MISSING))
    assert "There is no figure for people out of work in =SUM(A1) Ward." in said
    assert "Not ranked among the" in said
    assert not [
        i for i in kinds(page(desk, synthetic.MISSING), html.Img) if getattr(i, "className", "") == "strip"
    ]


def test_every_picture_says_in_words_what_it_shows(desk):
    pictures = kinds(page(desk, synthetic.FIRST), html.Img)
    assert len(pictures) >= 3
    assert all(picture.alt for picture in pictures)


def test_many_communal_residents_are_warned_of(desk):
    assert "34% of residents" in words(page(desk, synthetic.PRISON))


def test_local_knowledge_past_its_review_is_held_back(desk):
    said = words(page(desk, synthetic.FIRST))
    assert "A new bus runs" in said
    assert "Buses are few" not in said
    assert "awaits review" in said


def test_the_small_areas_add_up_to_the_ward(desk):
    local = desk.report(desk.figures.release(), synthetic.FIRST, TODAY).local
    assert sum(area.share_of_ward for area in local.small) == pytest.approx(1.0)
    assert [area.rank for area in local.small] == sorted(area.rank for area in local.small)


@pytest.mark.parametrize("typed", ["e05099001", " E05099001 "])
def test_a_code_is_read_in_any_case(desk, typed):
    found = page(desk, typed)
    assert words(kinds(found, html.H1)) == "St Mary's & \u00d4l-y-Bryn"
    assert named(found, "notes").hidden


def test_a_name_in_place_of_a_code_shows_the_ward_that_it_means_with_a_note(desk):
    found = page(desk, "ward 12")
    assert words(kinds(found, html.H1)) == "Ward 12"
    assert "is not a code of a ward" in words(named(found, "notes"))


def test_an_unknown_code_names_the_nearest_wards_and_leads_to_the_search(desk):
    found = page(desk, "E05099991")
    assert "There is no ward \u2018E05099991\u2019" in opening(found)
    links = [link.href for link in kinds(found, dcc.Link)]
    assert "/ward/E05099031" in links
    assert "/find?q=E05099991" in links


@pytest.mark.parametrize("typed", ["", "<script>", "../etc", "%00", "x" * 5_000])
def test_nonsense_gives_a_page_that_says_what_to_do(desk, typed):
    found = page(desk, typed)
    assert words(kinds(found, html.H1)) == "No such ward"
    assert len(words(found)) < 1_000


def test_the_only_ward_of_a_county_has_no_rank_and_no_strip_of_others(odd):
    said = words(page(odd, ONLY))
    assert "The only ward in Medway, so there is no rank." in said
    assert "No figure at hand is clearly worse than Medway" in said


def test_a_ward_elsewhere_in_england_has_what_the_index_says_and_the_page_says_so(odd):
    found = page(odd, ELSEWHERE)
    said = words(found)
    assert "by best fit" in said
    assert re.search(r"in England with data \(sensitivity range: \d+\w\w (to \d+\w\w|throughout)\)", said)
    assert "Employment deprivation rate" in said
    assert "wards in Kent" not in said
    assert len(kinds(found, html.H2)) == 2


def test_two_wards_stand_side_by_side_with_their_intervals(desk):
    found = compared(desk, wards=f"{synthetic.FIRST},{synthetic.PRISON}")
    said = words(found)
    assert "about" in opening(found)
    assert "St Mary's & \u00d4l-y-Bryn" in opening(found)
    assert "Need score" in said
    rates = [i for i in kinds(found, html.Img) if getattr(i, "className", "") == "dots"]
    assert rates
    assert all(i.alt for i in rates)
    assert any("interval" in i.alt for i in rates)


def test_the_same_ward_twice_is_one_and_an_added_one_joins(desk):
    found = compared(desk, wards=f"{synthetic.FIRST},{synthetic.FIRST.lower()}", add="Ward 12")
    assert [words(h) for h in kinds(named_section(found, "who"), html.H3)] == [
        "St Mary's & \u00d4l-y-Bryn",
        "Ward 12",
    ]


def named_section(found, name: str):
    return next(n for n in kinds(found, html.Section) if getattr(n, "aria-labelledby", "") == name)


def test_more_than_four_are_left_out_with_a_note(desk):
    codes = synthetic.ward_codes()[3:9]
    found = compared(desk, wards=",".join(codes))
    assert len(kinds(named_section(found, "who"), html.H3)) == 4
    assert "No more than 4 are shown side by side" in words(named(found, "notes"))


def test_unknown_ones_are_left_out_with_a_note_and_what_is_known_stays(desk):
    found = compared(desk, wards=f"{synthetic.FIRST},E05000001,<b>")
    assert len(kinds(named_section(found, "who"), html.H3)) == 1
    note = words(named(found, "notes"))
    assert "\u2018E05000001\u2019 and \u2018<b>\u2019 are no ward" in note


def test_without_wards_it_says_how_to_choose_them(desk):
    found = compared(desk)
    assert "Choose two to four wards" in opening(found)
    assert kinds(found, html.Form)
    by_area = compared(desk, by="areas")
    assert "Choose two to four target areas" in opening(by_area)
    assert kinds(by_area, html.Option)


def test_target_areas_stand_side_by_side_and_a_strange_one_is_noted(desk):
    release = desk.figures.release()
    from sipmap.web.asked import asked_for

    ids = [a.area.id for a in desk.areas.report(release, asked_for({}).wanted, TODAY).areas]
    found = compared(desk, areas=f"{ids[0]},nowhere")
    assert "\u2018nowhere\u2019 is no target area of this list" in words(named(found, "notes"))
    assert len(kinds(named_section(found, "who"), html.H3)) == 1


def test_a_ward_elsewhere_can_be_compared_by_the_index_alone(odd):
    found = compared(odd, wards=f"{synthetic.FIRST},{ELSEWHERE}")
    said = words(found)
    assert "Outside Kent and Medway: no rank by need here." in said
    assert "Employment deprivation rate" in said


def test_no_two_elements_share_an_id(desk):
    for found in (page(desk, synthetic.FIRST), compared(desk, wards=synthetic.FIRST)):
        ids = [n.id for n in walk(found) if getattr(n, "id", None)]
        assert len(ids) == len(set(ids))
