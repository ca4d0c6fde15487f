"""Choose and the back-test: what the pages say, what a mistake leaves standing, the list as a file."""

import csv
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from dash import dcc, html

from sipmap.catalogue import Rules, profile
from sipmap.commands.shortlists import make_shortlist, written
from sipmap.desk import comparison_set
from sipmap.desk.form import typed
from sipmap.export.shortlist import shortlist_record, shortlist_table
from sipmap.scoring.backtest import Backtest
from sipmap.web.choice import stated
from sipmap.web.choosing import Choices
from sipmap.web.components.choose_summaries import summaries_section
from sipmap.web.pages import back_test, choose, data_methods
from tests.web import synthetic
from tests.web.trees import kinds, named, walk, words

LAST = "E05099030"
PIN = f"{LAST}:prisons hide: its need"


@pytest.fixture(scope="module")
def choices(figures) -> Choices:
    return Choices(figures)


def rows(page):
    return [row for row in kinds(page, html.Tr) if getattr(row, "data-ward", None)]


def alert(page):
    return next((n for n in walk(page) if getattr(n, "role", None) == "alert"), None)


def test_the_page_opens_with_people_and_holds_the_list(choices):
    page = choose.page(choices, {"size": "10"})
    assert words(named(page, "opening")).startswith("About ")
    assert "people in need (kept out of work) live in 10 wards of Kent" in words(named(page, "opening"))
    assert len(rows(page)) == 10
    assert "In by need alone" in words(rows(page)[0])
    assert "No rule is stated" in words(page)
    assert "Nearest outside" in words(page)
    assert "What the 10 wards on the list cover" in words(page)
    assert alert(page) is None


def test_each_rule_says_what_it_costs(choices):
    page = choose.page(choices, {"size": "4", "least": "2"})
    assert "At least 2 wards in each of 2 districts. It costs " in words(page)
    assert any("In by rule" in words(row) for row in rows(page))


def test_every_field_has_a_label_and_one_form_holds_them_all(choices):
    page = choose.page(choices, {})
    labelled = {label.htmlFor for label in kinds(page, html.Label)}
    fields = [n for n in walk(page) if isinstance(n, html.Select | dcc.Input) and getattr(n, "id", None)]
    assert {f.id for f in fields} == labelled
    assert {"area", "profile", "size", "least", "pin-ward", "ask"} <= labelled
    (form,) = kinds(page, html.Form)
    assert (form.method, form.action) == ("GET", "/choose")


def test_a_pin_with_its_reason_joins_the_list_and_can_be_removed(choices):
    page = choose.page(choices, {"size": "10", "pin-ward": LAST, "pin-why": "prisons hide: its need"})
    assert any("Pinned: prisons hide: its need" in words(row) for row in rows(page))
    hidden = [n.value for n in kinds(page, dcc.Input) if getattr(n, "type", None) == "hidden"]
    assert hidden == [PIN]
    (remove,) = [a for a in kinds(page, html.A) if words(a).startswith("Remove")]
    query = parse_qs(urlsplit(remove.href).query)
    assert "pin" not in query
    assert len(rows(choose.page(choices, query))) == 10


def test_a_ward_pinned_without_figures_stands_as_not_ranked(choices):
    page = choose.page(choices, {"size": "10", "pin": f"{synthetic.MISSING}:known locally"})
    (row,) = [r for r in rows(page) if getattr(r, "data-ward") == synthetic.MISSING]
    assert "not ranked" in words(row)
    assert "Take care" in words(page)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (LAST, "more to draw level with"),
        (synthetic.FIRST, "is on the list"),
        ("E05099999", "There is no ward E05099999 in Kent"),
        (synthetic.MISSING, "only a pin brings it in"),
    ],
)
def test_why_not_this_ward_is_answered_for_any(choices, asked, said):
    assert said in words(named(choose.page(choices, {"size": "10", "ask": asked}), "answer"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"size": "many"}, "\u2018many\u2019 is not a number of wards; write a whole number of 1 or more."),
        ({"size": ""}, "Say how many wards"),
        ({"size": "300"}, "300"),
        ({"least": "-1"}, "whole number of 0 or more"),
        ({"least": "3", "most": "1"}, "contradict each other"),
        ({"size": "4", "least": "3"}, "at least 3 wards in each of 2 districts"),
        ({"floor": "1,5"}, "not a need score"),
        ({"floor": "nan"}, "not a need score"),
        ({"cap": "0"}, "above 0"),
        ({"touching": "-2"}, "0 or more"),
        ({"area": "mars"}, "\u2018mars\u2019 is not a set of wards"),
        ({"profile": "nonsense"}, "not a profile"),
        ({"objective": "votes"}, "not an objective"),
        ({"pin-ward": LAST}, "Say why the ward is pinned"),
        ({"pin-why": "because"}, "Choose the ward to be pinned"),
        ({"exclude-ward": LAST}, "Say why the ward is excluded"),
        ({"group-name": "Isle of Elsewhere"}, "Say how many wards"),
        ({"group-least": "2"}, "Name the place"),
        ({"group": "Isle of Elsewhere=9"}, "Isle of Elsewhere"),
        ({"group": "Nowhere=1"}, "no place or district 'Nowhere'"),
        ({"pin": "E05099999:why"}, "E05099999"),
        ({"pin": [f"{LAST}:a", f"{LAST}:b"]}, "named twice"),
        ({"pin": f"{LAST}:a", "exclude": f"{LAST}:b"}, "both pinned and excluded"),
        ({"without": "luck"}, "There is no source of uncertainty 'luck'; use one of sampling"),
        ({"w.nonsense": "1"}, "not a part of the profile"),
        ({"w.claimant-rate": "-1"}, "claimant-rate"),
    ],
)
def test_a_mistake_is_said_first_and_nothing_is_worked_out(choices, query, said):
    page = choose.page(choices, query)
    assert said in words(alert(page))
    assert rows(page) == []
    assert not [a for a in kinds(page, html.A) if getattr(a, "id", None) == "csv-link"]


def test_the_form_keeps_what_was_typed(choices):
    out = f"{synthetic.FIRST}:x"
    query = {"size": "many", "least": "2", "floor": "1,5", "pin-ward": LAST, "exclude": out}
    page = choose.page(choices, query)
    assert named(page, "size").value == "many"
    assert named(page, "least").value == "2"
    assert named(page, "floor").value == "1,5"
    (chosen,) = [o for o in kinds(named(page, "pin-ward"), html.Option) if getattr(o, "selected", False)]
    assert chosen.value == LAST
    assert out in [n.value for n in kinds(page, dcc.Input)]
    links = {a.href for a in kinds(alert(page), html.A)}
    assert links == {"#size", "#floor", "#pin-why"}


def test_the_address_states_the_same_choice_again():
    query = {
        "size": "8", "least": "1", "most": "5", "floor": "-1", "cap": "90000", "touching": "0.1",
        "objective": "people-in-need", "pin-ward": LAST, "pin-why": "a & b = c", "group": "Westshire=2",
        "w.claimant-rate": "0.5",
    }  # fmt: skip
    form, half = typed(query)
    choice, wrong = stated(form, half)
    again, _ = stated(*typed(parse_qs(form.address())))
    assert wrong == []
    assert choice == again
    assert choice.rules.pinned == {LAST: "a & b = c"}
    assert choice.weights == (("claimant-rate", 0.5),)


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({"size": "10"}, {}),
        (
            {"size": "10", "least": "4", "pin": PIN, "objective": "people-in-need"},
            {"min_per_district": 4, "pinned": {LAST: "prisons hide: its need"}},
        ),
    ],
)
def test_the_file_is_what_the_command_line_writes(client, figures, query, rules):
    from sipmap.desk import ranking_inputs

    answer = client.get("/export/shortlist.csv", query_string=query)
    inputs = ranking_inputs(figures.engine, figures.release(), comparison_set("kent"), profile("sip-today"))
    account = make_shortlist(
        figures.engine, inputs, Rules.model_validate(rules), size=10, objective=query.get("objective")
    )
    assert answer.status_code == 200
    assert answer.data == written(account, "csv")
    assert "sip-shortlist-kent-2025-10-wards.csv" in answer.headers["Content-Disposition"]


def test_the_file_of_a_mistake_is_one_sentence(client):
    answer = client.get("/export/shortlist.csv?least=3&most=1")
    assert answer.status_code == 400
    assert "contradict" in answer.json["error"]


def test_a_database_without_figures_says_what_to_run(empty_app):
    from sipmap.web.site import CHOICES

    page = choose.page(empty_app.server.extensions[CHOICES], {})
    assert "There are no figures yet" in words(page)


def test_the_back_test_says_what_each_rule_gives_and_claims_no_more():
    outcome = {"wards": 24, "codes": (), "beyond_worst": ()}
    made = {
        "none": {**outcome, "label": "no spread rule", "in_worst": 24, "is_compatible": False},
        "cut": {**outcome, "label": "two in each", "in_worst": 22, "is_compatible": True},
    }
    outcomes = pd.DataFrame.from_dict(made, orient="index")
    page = back_test.content(Backtest(outcomes, 331, (90, 120)))
    body = [[words(cell) for cell in row.children] for row in kinds(page, html.Tr)[1:]]
    assert body == [["No spread rule", "24", "24", "no"], ["Two in each", "24", "22", "yes"]]
    assert "not a reconstruction" in words(page)


def test_the_back_test_without_its_figures_says_so(choices):
    assert "no figures for Kent" in words(back_test.page(choices))


def test_the_back_test_is_linked_from_both_pages(figures, choices):
    for page in (data_methods.page(figures), choose.page(choices, {"size": "5"})):
        assert back_test.PATH in [link.href for link in kinds(page, dcc.Link)]


def test_ward_summaries_stand_side_by_side_with_how_far_they_agree(choices):
    page = choose.page(choices, {"size": "10"})
    (table,) = [t for t in kinds(page, html.Table) if getattr(t, "className", "") == "summary-table"]
    assert [words(h) for h in kinds(table, html.Th) if h.scope == "col"] == [
        "Ward", "Average score", "Worst LSOA", "In the first 10 wards by",
    ]  # fmt: skip
    assert len(kinds(table, html.Tr)) == 11
    assert "of the 10 wards on the list are among the first 10 by average score." in words(page)
    assert "Average score and worst LSOA agree on " in words(page)


def test_without_ward_summaries_nothing_is_said_of_them(choices):
    account = choices.account(choices.figures.release(), stated(*typed({"size": "10"}))[0])
    assert summaries_section(replace(account, summaries=None), "") == []
    assert "Rank by average score (IMD 2025)" in shortlist_table(account)
    assert "Rank by average score (IMD 2025)" not in shortlist_table(replace(account, summaries=None))
    assert shortlist_record(replace(account, summaries=None))["summaries"] is None


def test_what_moves_the_ranks_is_worked_out_when_asked_and_the_address_holds_it(choices):
    page = choose.page(choices, {"size": "10", "least": "2"})
    assert "Of what moves the ranks" not in words(page)
    ask = named(page, "ask-doubt").href
    assert urlsplit(ask).fragment == "doubt"
    query = parse_qs(urlsplit(ask).query)
    assert query == {"size": ["10"], "least": ["2"], "doubt": ["1"]}
    asked = choose.page(choices, query)
    assert "Of what moves the ranks of the 12 wards nearest to the cut, " in words(asked)
    assert "By chance in the counts alone, for all ranks at once (90% joint confidence" in words(asked)
    sources, near = [t for t in kinds(asked, html.Table) if getattr(t, "className", "") == "doubt-table"]
    assert len(kinds(sources, html.Tr)) == 5
    assert len(kinds(near, html.Tr)) == 13
    hidden = {n.name: n.value for n in kinds(asked, dcc.Input) if getattr(n, "type", None) == "hidden"}
    assert hidden == {"doubt": "1"}
    (leave,) = [a for a in kinds(asked, html.A) if words(a) == "Leave this out"]
    assert "doubt" not in urlsplit(leave.href).query


def test_a_rule_does_not_ask_anew_what_moves_the_ranks(choices):
    release = choices.figures.release()
    plain, ruled = (
        choices.doubt(release, stated(*typed(q))[0]) for q in ({"size": "9"}, {"size": "9", "least": "2"})
    )
    assert plain is ruled


def test_without_counts_there_are_no_joint_sets_and_the_page_says_so(choices):
    page = choose.page(choices, {"size": "10", "profile": "imd-2025", "doubt": "1"})
    assert "so its ranks have no joint confidence sets" in words(page)
    (near,) = [t for t in kinds(page, html.Table) if "Moved most by" in words(t)]
    assert "jointly" not in words(near)


def spans(page):
    return [words(cell) for row in rows(page) for cell in row.children if "range" in cell.className.split()]


def test_a_source_of_doubt_is_held_still_and_the_address_keeps_it(choices, client):
    query = {"size": "10", "without": ["", "sampling", "weights", "apportionment", "summary"]}
    page = choose.page(choices, query)
    assert len(spans(page)) == 10
    assert not any("\N{EN DASH}" in said for said in spans(page))
    assert spans(page) != spans(choose.page(choices, {"size": "10"}))
    assert "no confidence interval. Held still: chance in the counts, the weights, " in words(page)
    chosen = [o.value for o in kinds(named(page, "without"), html.Option) if o.selected]
    assert chosen == ["sampling", "weights", "apportionment", "summary"]
    export = named(page, "csv-link").href
    assert parse_qs(urlsplit(export).query)["without"] == chosen
    (first, *_) = csv.DictReader(client.get(export).data.decode("utf-8-sig").splitlines())
    assert first["Range from"] == first["Range to"] == first["Rank in Kent"]
    assert "Nothing that may vary moves the ranks" in words(choose.page(choices, {**query, "doubt": "1"}))


def test_what_may_vary_is_asked_of_the_sources_that_can(choices):
    page = choose.page(choices, {"profile": "imd-2025", "size": "10", "without": "method"})
    box = named(page, "without")
    assert len(kinds(box, html.Select)) == 4
    assert {s.name for s in kinds(box, html.Select)} == {"without"}
    assert "No part of this profile is a count." in words(box)
    assert [n.value for n in kinds(box, dcc.Input)] == ["method"]


def test_a_list_is_worked_out_once(figures, monkeypatch):
    from sipmap.web import choosing

    counted = SimpleNamespace(times=0)
    work_out = choosing.account_of

    def counting(*args, **kwargs):
        counted.times += 1
        return work_out(*args, **kwargs)

    monkeypatch.setattr(choosing, "account_of", counting)
    fresh = Choices(figures)
    for _ in range(2):
        choose.page(fresh, {"size": "7", "pin": PIN})
    assert counted.times == 1


def test_of_too_many_wards_to_list_a_code_is_typed_and_the_question_states_the_list_again(
    choices, monkeypatch
):
    monkeypatch.setattr("sipmap.web.components.fields.MOST_OPTIONS", 5)
    page = choose.page(choices, {"size": "10", "least": "1", "ask": LAST})
    asked = named(page, "ask")
    assert isinstance(asked, dcc.Input)
    assert asked.value == LAST
    form = next(f for f in kinds(page, html.Form) if asked in list(walk(f)))
    sent = {field.name: field.value for field in kinds(form, dcc.Input)}
    assert sent == {"size": "10", "least": "1", "ask": LAST} | sent
    assert isinstance(named(page, "pin-ward"), dcc.Input)
