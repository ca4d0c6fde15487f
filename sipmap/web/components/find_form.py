"""The search form: in the header of every page, and larger on the page of results. A plain GET form."""

from typing import Any

from dash import dcc, html

from sipmap.web.components.attributes import aria, data

FIND_PATH, GO_PATH = "/find", "/go"
LABEL = "Find a ward"
PLACEHOLDER = "Ward or postcode"
MOST_LETTERS = 100


def header_form() -> html.Form:
    """Return the small form of the header."""
    return _form("find-anywhere", LABEL, "", html.Label(LABEL, htmlFor="find-anywhere"), role="search")


def page_form(typed: str) -> html.Form:
    """Return the form of the page of results, which holds what was typed."""
    label = html.Label("Ward, place, district, postcode or code", htmlFor="find-here")
    return _form("find-here", "Find on this page", typed, label)


def position_section() -> html.Section:
    """Return the button that asks for the visitor's position; the browser shows it where it can (find.js)."""
    return html.Section(
        [
            html.P(
                "Or let this page ask your browser where you are. Your position finds the ward, once; "
                "it is not stored, and not written to any log of sipmap.",
                className="hint",
                id="position-use",
            ),
            html.Button(
                "Use my position", type="button", **data(act="position"), **aria(describedby="position-use")
            ),
            html.P(role="status", className="position-said", **aria(live="polite")),
        ],
        className="position",
        hidden=True,
        **data(go=GO_PATH),
    )


def _form(name: str, label: str, typed: str, said: html.Label, **more: Any) -> html.Form:  # noqa: ANN401
    return html.Form(
        [
            said,
            dcc.Input(
                id=name,
                name="q",
                type="search",
                value=typed,
                placeholder=PLACEHOLDER,
                autoComplete="off",
                maxLength=MOST_LETTERS,
            ),
            html.Button("Find", type="submit"),
        ],
        method="GET",
        action=GO_PATH,
        className="find-form",
        **more,
        **aria(label=label),
    )
