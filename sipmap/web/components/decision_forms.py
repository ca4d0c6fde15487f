"""Forms of decisions: the list that is shown is put on record, a draft is published, two are compared."""

from collections.abc import Sequence

from dash import html

from sipmap.store.decisions import DecisionRow
from sipmap.store.read import ReleaseRecord
from sipmap.web.auth import Person
from sipmap.web.components.attributes import aria
from sipmap.web.components.write_form import choice, line, passage, write_form
from sipmap.web.decision_acts import PATH

COMPARE = "compare"
DUTY = (
    "What was considered under the public sector equality duty (Equality Act 2010, section 149), or where "
    "the analysis is kept. May stay blank."
)


def save_section(
    query: str, release: ReleaseRecord, known: Sequence[DecisionRow], person: Person
) -> html.Section:
    """Return the form that puts the list on record.

    Parameters
    ----------
    query : str
        Of the address that states the list; with `release` it says all that is saved.
    known : sequence of DecisionRow
        Those on record: any that nothing has taken the place of can be superseded.
    """
    taken = {row.supersedes for row in known if row.status != "superseded"}
    open_ones = [row for row in known if row.status != "superseded" and row.uid not in taken]
    before = [("", "None"), *_options(open_ones)]
    fields = [
        line("name", "Name", hint="What the decision is called, such as: Target wards 2026."),
        passage("equality_duty", "Equality duty", hint=DUTY, rows=6),
        line(
            "role", "Decided by", person.role.name, "The role that gave the reasons for pins and exclusions."
        ),
        choice("supersedes", "Takes the place of", before),
        line("why", "Why it takes its place", hint="Kept on the audit trail. Blank where it replaces none."),
    ]
    held = {"query": query, "release": release.id}
    return html.Section(
        [
            html.H2("Save as a decision", id="save-decision"),
            html.P("The list above goes on record as a draft, with all that it follows from."),
            html.Details(
                [
                    html.Summary("Put this list on record"),
                    write_form("decision-save", "This list as a decision", fields, "Save the decision", held),
                ]
            ),
        ]
    )


def publish_form(uid: str) -> html.Form:
    """Return the form that publishes a draft."""
    why = line("why", "Why, and on what authority", hint="Kept on the audit trail, and shown to everybody.")
    return write_form("decision-publish", "Make it public", [why], "Publish the decision", {"uid": uid})


def compare_form(known: Sequence[DecisionRow], first: str = "", second: str = "") -> html.Form:
    """Return the form that sets two decisions side by side."""
    options = _options(known)
    return html.Form(
        [
            choice(COMPARE, "First", options, first or known[0].uid),
            choice(COMPARE, "Second", options, second or known[1].uid),
            html.Button("Compare", type="submit"),
        ],
        id="compare-form",
        method="GET",
        action=PATH,
        className="filters",
        **aria(label="Which decisions to compare"),
    )


def _options(rows: Sequence[DecisionRow]) -> list[tuple[str, str]]:
    return [(row.uid, f"{row.name} ({row.status}, {row.uid})") for row in rows]
