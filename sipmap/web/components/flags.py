"""Statements of local knowledge on a page, and the forms that add to them and change them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from dash import dcc, html

from sipmap.catalogue import themes
from sipmap.knowledge.flags import STRENGTHS
from sipmap.web.auth import Person, Role
from sipmap.web.components.write_form import choice, file_text, line, passage, write_form
from sipmap.web.flag_acts import shown
from sipmap.web.names import Names
from sipmap.words.flags import day

Entry = Mapping[str, Any]
USUAL_REVIEW = timedelta(days=365)
"""How long a statement holds unless somebody says otherwise."""


def entry_item(entry: Entry, names: Names, answers: list[dict[str, Any]]) -> html.Li:
    """Return a statement in a list, a link to its own page."""
    return html.Li(
        [
            html.H3(dcc.Link(heading(entry, names), href=shown(entry["uid"]))),
            *statement(entry),
            *replies(answers),
        ],
        className="entry",
    )


def heading(entry: Entry, names: Names) -> str:
    """Return what a statement is about."""
    known = themes().get(entry["theme"])
    return f"{known.label if known else entry['theme']}: {names.subject(entry)}"


def statement(entry: Entry) -> list[Any]:
    """Return what is said, on what evidence, by whom, until when."""
    title = str(entry["source_title"])
    source = html.A(title, href=entry["source_url"], rel="noopener") if entry["source_url"] else title
    is_due = entry["state"] == "needs review"
    kind = "public" if entry["is_public"] else "for officers only"
    return [
        html.P(entry["statement"], className="statement"),
        html.P([html.Strong(f"{entry['strength'].capitalize()} evidence. "), entry["evidence"]]),
        html.P(
            [
                f"{entry['author_role']}, {day(entry['recorded_on'])}; ",
                f"review by {day(entry['review_by'])}; {kind}. ",
                "Source: ",
                source,
                ". ",
                html.Span(entry["state"], className="state due" if is_due else "state"),
            ],
            className="signed",
        ),
    ]


def replies(answers: list[dict[str, Any]]) -> list[html.Ul]:
    """Return what was answered."""
    if not answers:
        return []
    lines = [
        html.Li(
            [
                html.P(reply["statement"]),
                html.P(f"Reply: {reply['author_role']}, {day(reply['replied_on'])}.", className="signed"),
            ]
        )
        for reply in answers
    ]
    return [html.Ul(lines, className="replies")]


def change_forms(entry: Entry, person: Person) -> list[Any]:
    """Return the forms that reply to, review, amend or withdraw a statement."""
    held = {"uid": entry["uid"], "on": entry["revision"]}
    why = line("why", "Why", hint="Kept on the audit trail.")
    forms = [
        write_form("flag-reply", "Reply", _reply_fields(), "Send the reply", {"uid": entry["uid"]}),
        write_form(
            "flag-review",
            "Review",
            [line("review_by", "It holds until", hint="A day that lies ahead, such as 2027-04-30."), why],
            "Save the review",
            held,
        ),
        html.Details(
            [
                html.Summary("Amend"),
                write_form("flag-amend", "Amend", [*_fields(entry), why], "Save the amendment", held),
            ]
        ),
    ]
    if person.role >= Role.administrator:
        forms.append(write_form("flag-withdraw", "Withdraw", [why], "Withdraw it", held))
    return [html.H2("Change it"), *forms]


def _reply_fields() -> list[Any]:
    return [
        passage("statement", "What you answer", hint="On one line, in plain words."),
        line("author_role", "Your role", hint="Such as: county councillor for the ward. No name."),
    ]


def _fields(entry: Entry | None = None) -> list[Any]:
    now: Entry = entry or {}
    today = datetime.now(UTC).date()
    strengths = [(s, s) for s in STRENGTHS]
    yes_no = [("yes", "Yes"), ("no", "No, for officers")]
    known = [("", "Choose a theme"), *((t.id, t.label) for t in themes().values())]
    public = now.get("is_public", True)
    return [
        choice("theme", "Theme", known, now.get("theme", "")),
        passage("statement", "Statement", now.get("statement", ""), "In one or two plain sentences."),
        choice(
            "strength",
            "How strong the evidence is",
            strengths,
            now.get("strength", "moderate"),
        ),
        passage("evidence", "Evidence", now.get("evidence", ""), "What it rests on."),
        line("source_title", "Source", now.get("source_title", "")),
        line("source_url", "Web address of the source", now.get("source_url", ""), "May stay blank."),
        line("author_role", "Role of whoever says so", now.get("author_role", ""), "A role, no name."),
        line("recorded_on", "Recorded on", now.get("recorded_on", today), "A day such as 2026-04-30."),
        line("review_by", "Review by", now.get("review_by", today + USUAL_REVIEW)),
        choice("is_public", "Public", yes_no, "yes" if public else "no"),
    ]


def add_forms(names: Names) -> list[Any]:
    """Return the forms that add a statement, or a file of them."""
    return [
        html.H2("Add to it"),
        html.Details(
            [
                html.Summary("Record a statement"),
                write_form(
                    "flag-add",
                    "Record a statement",
                    [choice("about", "About", names.about()), *_fields()],
                    "Record it",
                ),
            ]
        ),
        html.Details(
            [
                html.Summary("Take in a CSV"),
                write_form(
                    "flag-import",
                    "Take in a CSV",
                    [file_text("csv", "The file", "With the columns of the CSV above. All rows or none.")],
                    "Take it in",
                ),
            ]
        ),
    ]
