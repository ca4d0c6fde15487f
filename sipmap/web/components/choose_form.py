"""The form of the page Choose: native fields, one plain submit, the whole form in the address."""

from typing import Any

import pandas as pd
from dash import dcc, html

from sipmap.catalogue import Profile
from sipmap.desk.form import HELD, WEIGHT_PREFIX, Mistake, Typed
from sipmap.geography import COMPARISON_SETS
from sipmap.web.components.attributes import aria
from sipmap.web.components.choose_varied import varied_fields
from sipmap.web.components.fields import FORM, Fields, by_district
from sipmap.web.state import AREAS, mapped_profiles
from sipmap.words.shortlist import OBJECTIVE_WORDS

PATH = "/choose"


def error_summary(mistakes: list[Mistake]) -> html.Div:
    """Return what is wrong, each sentence a link to its field."""
    lines = [html.Li(html.A(m.sentence, href=f"#{m.field}")) for m in mistakes]
    return html.Div(
        [html.H2("There is a problem", id="problem"), html.Ul(lines)],
        className="error-summary",
        role="alert",
        **aria(labelledby="problem"),
    )


def rules_form(form: Typed, profile: Profile, wards: pd.DataFrame, mistakes: list[Mistake]) -> html.Form:
    """Return the form as it was typed.

    Parameters
    ----------
    form : Typed
    profile : Profile
        Whose size and objective stand where nothing was typed.
    wards : DataFrame
        code, name, district: the wards that can be pinned or excluded.
    mistakes : list of Mistake
        Shown at their fields.
    """
    made = Fields(form, {m.field: m.sentence for m in mistakes}, by_district(wards))
    more = any(form.one.get(f) for f in ("group-name", "group-least", "cap", "touching"))
    return html.Form(
        [
            html.Fieldset([html.Legend("What to choose"), *_list_fields(made, profile)]),
            html.Fieldset([html.Legend("The rules"), *_rule_fields(made)]),
            html.Details(
                [html.Summary("More rules"), *_more_fields(made)],
                open=more or bool(form.many["group"]) or bool({"cap", "touching"} & made.wrong.keys()),
            ),
            varied_fields(form, profile, made.wrong.get(HELD, "")),
            *_weights(form, made),
            *([dcc.Input(type="hidden", name="doubt", value="1")] if form.one.get("doubt") else []),
            html.Button("Choose the wards", type="submit", className="primary"),
        ],
        id=FORM,
        method="GET",
        action=PATH,
        autoComplete="off",
        className="rules-form",
        **aria(label="Rules of the list"),
    )


def _list_fields(made: Fields, profile: Profile) -> list[html.Div]:
    areas = [(a, COMPARISON_SETS[a].label) for a in AREAS]
    known = [(p.id, p.label) for p in mapped_profiles().values()]
    aims = [(aim, said.capitalize()) for aim, said in OBJECTIVE_WORDS.items()]
    return [
        made.choose("area", "Wards in", areas, AREAS[0]),
        made.choose("profile", "Need by profile", known, profile.id),
        made.choose("objective", "Hold most of", [(str(a), said) for a, said in aims], profile.objective),
        made.text("size", "Wards on the list", profile.size),
    ]


def _rule_fields(made: Fields) -> list[Any]:
    return [
        html.Div(
            [
                made.text("least", "At least per district"),
                made.text("most", "At most per district"),
            ],
            className="pair",
        ),
        made.text("floor", "Floor of need score", hint="A ward below it is in only where a rule needs it."),
        *_reasoned(made, "pin", "Pin a ward", "Why it is in"),
        *_reasoned(made, "exclude", "Exclude a ward", "Why it is out"),
    ]


def _more_fields(made: Fields) -> list[Any]:
    groups = [_kept(made.form, "group", text, _group(text)) for text in made.form.many["group"]]
    hint = "A place or district by its name, such as Isle of Sheppey."
    return [
        *([html.Ul(groups, className="kept")] if groups else []),
        made.text("group-name", "Place or district", hint=hint, wide=True),
        made.text("group-least", "At least so many of its wards"),
        made.text("cap", "Most residents in all"),
        made.text(
            "touching",
            "Worth of each pair that touches",
            hint="In points of need score, or in people in need where the list holds most of those. "
            "Empty: touching does not count.",
        ),
    ]


def _group(text: str) -> str:
    name, _, least = text.rpartition("=")
    return f"{name}: at least {least}"


def _reasoned(made: Fields, name: str, label: str, why: str) -> list[Any]:
    names = {code: said for of in made.wards.values() for code, said in of}
    rows = []
    for text in made.form.many[name]:
        code, _, reason = text.partition(":")
        rows.append(_kept(made.form, name, text, f"{names.get(code, code)}: {reason}"))
    done = {"pin": "Pinned", "exclude": "Excluded"}[name]
    kept = [html.P(done, className="label"), html.Ul(rows, className="kept")] if rows else []
    return [*kept, made.ward(f"{name}-ward", label), made.text(f"{name}-why", why, wide=True)]


def _kept(form: Typed, name: str, text: str, said: str) -> html.Li:
    """Return one that stands, with its undo; the hidden field carries it through the form."""
    return html.Li(
        [
            html.Span(said),
            html.A(
                ["Remove", html.Span(f" {said}", className="visually-hidden")],
                href=f"{PATH}?{form.without(name, text)}",
            ),
            dcc.Input(type="hidden", name=name, value=text),
        ]
    )


def _weights(form: Typed, made: Fields) -> list[Any]:
    if not form.weights:
        return []
    said = ", ".join(f"{part} {text}" for part, text in form.weights)
    hidden = [dcc.Input(type="hidden", name=f"{WEIGHT_PREFIX}{p}", value=text) for p, text in form.weights]
    own = html.A("Use the profile\u2019s own", href=f"{PATH}?{form.own_weights()}")
    wrong = made.wrong.get("weights")
    error = [html.P(f"Error: {wrong}", className="field-error")] if wrong else []
    return [html.Div([html.P([f"Weights moved: {said}. ", own]), *error, *hidden], id="weights")]
