"""The fields in which each source of uncertainty may vary or is held still."""

from dash import dcc, html

from sipmap.catalogue import Profile, indicators
from sipmap.desk.form import HELD, Typed
from sipmap.scoring.uncertainty import SOURCES
from sipmap.words.certainty import SOURCE_WORDS

TITLE = "What may vary"
HINT = "Hold a source of doubt still to see what it does to the ranges. The list itself stays as it is."
ONE_METHOD = "method"
"""A ranking here has one method only, so the form does not ask; the address may name it all the same."""


def varied_fields(form: Typed, profile: Profile, wrong: str) -> html.Details:
    """Return a select for each source; an address names only the sources that are held still.

    Parameters
    ----------
    form : Typed
    profile : Profile
        Whether a part of it is a count, so that chance moves it.
    wrong : str
        What is wrong with the sources that the address names; empty where nothing is.
    """
    still = set(form.many[HELD])
    is_counted = any(indicators()[part.indicator].kind == "rate" for part in profile.parts)
    hints = {} if is_counted else {"sampling": "No part of this profile is a count."}
    fields = [_field(s, hints.get(s, ""), is_still=s in still) for s in SOURCES if s != ONE_METHOD]
    kept = [dcc.Input(type="hidden", name=HELD, value=ONE_METHOD)] if ONE_METHOD in still else []
    error = [html.P(f"Error: {wrong}", className="field-error")] if wrong else []
    legend = html.Legend("What may vary in the draws", className="visually-hidden")
    return html.Details(
        [
            html.Summary(TITLE),
            html.Fieldset(
                [legend, html.P(HINT, className="hint"), *error, *fields, *kept],
                id=HELD,
                className="is-wrong" if wrong else "",
            ),
        ],
        open=bool(still),
    )


def _field(source: str, hint: str, *, is_still: bool) -> html.Div:
    name = f"{HELD}-{source}"
    words = SOURCE_WORDS[source]
    said = [html.Span(f"{words[0].upper()}{words[1:]}", className="label")]
    if hint:
        said.append(html.Span(hint, className="hint"))
    options = [
        html.Option("May vary", value="", selected=not is_still),
        html.Option("Held still", value=source, selected=is_still),
    ]
    select = html.Select(options, id=name, name=HELD, autoComplete="off")
    return html.Div([html.Label(said, htmlFor=name), select], className="field")
