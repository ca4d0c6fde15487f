"""Choose: a list under stated rules, what each rule costs, and what would bring another ward in.

The form is a plain one and the address holds all of it: whoever has the address has the list.
"""

from typing import Any

from dash import dcc, html

from sipmap.desk.choice import DEFAULT_AREA, DEFAULT_PROFILE
from sipmap.desk.form import Mistake, Query, Typed, typed
from sipmap.errors import ProfileError, SipmapError
from sipmap.export.shortlist import ShortlistAccount, listed_wards
from sipmap.geography import COMPARISON_SETS
from sipmap.knowledge.decision_register import list_decisions
from sipmap.store.read import ReleaseRecord
from sipmap.web.auth import NOBODY, Person
from sipmap.web.choice import Choice, stated
from sipmap.web.choosing import Choices
from sipmap.web.components import choose_result as result
from sipmap.web.components.choose_doubt import doubt_section
from sipmap.web.components.choose_form import PATH, error_summary, rules_form
from sipmap.web.components.choose_summaries import summaries_section
from sipmap.web.components.coverage import coverage_section
from sipmap.web.components.decision_forms import save_section
from sipmap.web.components.export_link import export_path, headed, map_link
from sipmap.web.components.states import problem
from sipmap.web.components.terms import words_used
from sipmap.web.pages import back_test
from sipmap.web.state import mapped_profiles
from sipmap.words.shortlist import opening

BRIEF_PATH = "/brief/shortlist"
TITLE = "Choose"
PURPOSE = "State how many wards, by what and under which rules: the list that fits follows."
KEPT = "No list is worked out until this is mended; the form keeps what you typed."

__all__ = ["PATH", "TITLE", "page"]


def page(choices: Choices, query: Query, person: Person = NOBODY) -> html.Div:
    """Return the page for an address; a page that says what to do where there are no figures."""
    try:
        release = choices.figures.release()
        return _page(choices, release, person, *typed(query))
    except SipmapError as error:
        return problem(error)


def _page(
    choices: Choices, release: ReleaseRecord, person: Person, form: Typed, half: list[Mistake]
) -> html.Div:
    choice, mistakes = stated(form, half)
    account = None
    if choice is not None:
        try:
            account = choices.account(release, choice)
        except ProfileError as error:
            mistakes = [Mistake("rules", str(error))]
    if choice is None or account is None:
        top = [error_summary(mistakes), html.P(KEPT)]
        return _laid_out(_form(choices, release, form, mistakes), top, [])
    save = _save(choices, release, form, person) if person.writes else []
    below = _result(choices, release, form, choice, account, save=save)
    said = opening(choice.size, choice.comparison.label, choice.objective, result.in_need(account))
    top = [html.P(said, id="opening", className="opening"), *result.answer(account, form.one.get("ask", ""))]
    return _laid_out(_form(choices, release, form, []), top, below)


def _laid_out(form: html.Section, top: list[Any], below: list[Any]) -> html.Div:
    jump = [html.P(html.A("Go to the list", href="#list-heading"), className="to-list")] if below else []
    return html.Div(
        [
            html.H1(TITLE),
            *(top if below else [html.P(PURPOSE, className="opening"), *top]),
            *jump,
            html.Div([form, html.Div(below, className="result")], className="choose-columns"),
        ],
        className="choose",
    )


def _form(choices: Choices, release: ReleaseRecord, form: Typed, mistakes: list[Mistake]) -> html.Section:
    """Return the form with the wards of the area that was typed, or of the default where it is none."""
    known = mapped_profiles()
    profile = known.get(form.one.get("profile", ""), known[DEFAULT_PROFILE])
    area = form.one.get("area", DEFAULT_AREA)
    comparison = COMPARISON_SETS.get(area, COMPARISON_SETS[DEFAULT_AREA])
    wards = choices.figures.inputs(release, comparison, profile).areas
    return html.Section(
        [html.H2("Rules", className="visually-hidden"), rules_form(form, profile, wards, mistakes)],
        className="controls",
    )


def _save(choices: Choices, release: ReleaseRecord, form: Typed, person: Person) -> list[Any]:
    """Return the form that puts the list on record, for who may."""
    known = list_decisions(choices.figures.engine)
    return [save_section(form.address(ask="", doubt=""), release, known, person)]


def _result(
    choices: Choices,
    release: ReleaseRecord,
    form: Typed,
    choice: Choice,
    account: ShortlistAccount,
    *,
    save: list[Any],
) -> list[Any]:
    query = form.address(ask="", doubt="")
    found = account.shortlist
    covered = found.coverage
    wards = listed_wards(found.size)
    return [
        headed(
            html.H2("The list", id="list-heading", tabIndex=-1),
            html.A(
                "Download CSV",
                href=export_path("shortlist", query),
                id="csv-link",
                className="button",
                download="",
            ),
            html.A("Briefing: PDF", href=f"{BRIEF_PATH}.pdf?{query}", className="button", download=""),
            html.A("Word", href=f"{BRIEF_PATH}.docx?{query}", className="button", download=""),
            map_link("shortlist", "the list", query),
        ),
        *result.cautions(account),
        words_used(
            "range", "certain, likely, borderline, unlikely", "score (of a ward)", "people in need", "rule"
        ),
        result.wards_table(account),
        *save,
        html.Div([result.costs(account, query), result.near(account, query)], className="two"),
        doubt_section(account, choices.doubt(release, choice) if form.one.get("doubt") else None, form),
        result.why_not(account, form.one.get("ask", ""), query),
        result.beside(account, query),
        *summaries_section(account, query),
        *(
            []
            if covered is None
            else [
                html.Section(
                    coverage_section(
                        found.size,
                        choice.comparison.label,
                        covered,
                        account.pockets,
                        wards,
                        query=query,
                    )
                )
            ]
        ),
        html.P(
            [
                "The choice of 2002 tried again: ",
                dcc.Link(back_test.TITLE, href=back_test.PATH),
            ],
            className="hint",
        ),
    ]
