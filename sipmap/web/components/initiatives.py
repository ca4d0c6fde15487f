"""Initiatives on a page, and the forms that add to them and change them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from dash import dcc, html

from sipmap.catalogue import themes
from sipmap.catalogue.barriers import support_needs
from sipmap.web.auth import Person, Role
from sipmap.web.components.write_form import choice, file_text, line, passage, several, write_form
from sipmap.web.initiative_acts import shown
from sipmap.web.names import Names
from sipmap.words.flags import day
from sipmap.words.provision import STATES

Entry = Mapping[str, Any]


def entry_item(entry: Entry, names: Names) -> html.Li:
    """Return an initiative in a list, a link to its own page."""
    return html.Li(
        [html.H3(dcc.Link(entry["name"], href=shown(entry["uid"]))), *account(entry, names)],
        className="entry",
    )


def account(entry: Entry, names: Names) -> list[Any]:
    """Return what is known of an initiative: whether it is under way, whose it is, for what, where, when."""
    word, _, meaning = STATES[entry["state"]].partition(": ")
    serves = [themes()[t].label for t in entry["themes"] if t in themes()]
    needs = [support_needs()[n].label for n in entry["support_needs"] if n in support_needs()]
    facts = [
        ("Provider", entry["provider"]),
        ("Themes", "; ".join(serves)),
        ("Support needs", "; ".join(needs)),
        ("Where", "; ".join(names.area(code) for code in entry["areas"])),
        ("When", _when(entry)),
        ("Funding", entry["funding"]),
    ]
    listed = [part for term, said in facts if said for part in (html.Dt(term), html.Dd(said))]
    title = str(entry["source_title"])
    source = html.A(title, href=entry["source_url"], rel="noopener") if entry["source_url"] else title
    return [
        html.P([html.Span(word, className="state"), f" {meaning[0].upper()}{meaning[1:]}"]),
        html.Dl(listed, className="facts"),
        *([html.P(entry["note"])] if entry["note"] else []),
        html.P([f"As of {day(entry['known_on'])}. Source: ", source, "."], className="signed"),
    ]


def _when(entry: Entry) -> str:
    first, last = entry["starts_on"], entry["ends_on"]
    if first is None and last is None:
        return ""
    begins = f"from {day(first)}" if first else "first day not known"
    return f"{begins} to {day(last)}" if first and last else f"{begins}; {_ends(last)}"


def _ends(last: date | None) -> str:
    return f"last day {day(last)}" if last else "last day not known"


def change_forms(entry: Entry, names: Names, person: Person) -> list[Any]:
    """Return the forms that amend or withdraw an initiative."""
    held = {"uid": entry["uid"], "on": entry["revision"]}
    why = line("why", "Why", hint="Kept on the audit trail.")
    amend = write_form("initiative-amend", "Amend", [*_fields(names, entry), why], "Save the amendment", held)
    forms: list[Any] = [html.Details([html.Summary("Amend"), amend])]
    if person.role >= Role.administrator:
        forms.append(write_form("initiative-withdraw", "Withdraw", [why], "Withdraw it", held))
    return [html.H2("Change it"), *forms]


def add_forms(names: Names) -> list[Any]:
    """Return the forms that add an initiative, or a file of them."""
    title = "Record an initiative"
    fields = [file_text("csv", "The file", "With the columns of the CSV above. All rows or none.")]
    return [
        html.H2("Add to it"),
        html.Details(
            [html.Summary(title), write_form("initiative-add", title, _fields(names), "Record it")],
        ),
        html.Details(
            [
                html.Summary("Take in a CSV"),
                write_form("initiative-import", "Take in a CSV", fields, "Take it in"),
            ]
        ),
    ]


def _fields(names: Names, entry: Entry | None = None) -> list[Any]:
    now: Entry = entry or {}
    known_themes = {"": [(t.id, t.label) for t in themes().values()]}
    known_needs = {"": [(n.id, n.label) for n in support_needs().values()]}
    yes_no = [("no", "No"), ("yes", "Yes, on record only for its history")]
    today = datetime.now(UTC).date()
    return [
        line("name", "Name", now.get("name", "")),
        line("provider", "Provider", now.get("provider", ""), "An organisation, no person."),
        several(
            "themes",
            "Themes that it serves",
            "Theme",
            known_themes,
            chosen=now.get("themes", ()),
            hint="May stay open where support needs say whom it serves.",
        ),
        several(
            "support_needs",
            "Support needs that it serves",
            "Support need",
            known_needs,
            chosen=now.get("support_needs", ()),
        ),
        several(
            "areas",
            "Where",
            "Area",
            names.where(),
            chosen=now.get("areas", ()),
            hint="A place or a district stands for all of its wards.",
        ),
        line("starts_on", "First day", now.get("starts_on", ""), "Such as 2026-04-30; may stay blank."),
        line("ends_on", "Last day", now.get("ends_on", ""), "May stay blank."),
        line("funding", "Funding", now.get("funding", ""), "As far as it is public; may stay blank."),
        choice("is_historic", "Historic", yes_no, "yes" if now.get("is_historic", False) else "no"),
        line("known_on", "Known on", now.get("known_on", today), "The day of what tells of it."),
        passage("note", "Note", now.get("note", ""), "What else a reader must know; may stay blank."),
        line("source_title", "Source", now.get("source_title", "")),
        line("source_url", "Web address of the source", now.get("source_url", ""), "May stay blank."),
    ]
