"""Forms that write: plain fields, sent by the page's script (assets/forms.js) without leaving the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from sipmap.web.components.attributes import aria, data

LONG_ROWS = 4
LEAST_SELECTS = 2
Options = Sequence[tuple[str, str]]
"""Value and words of each."""


def write_form(
    act: str, title: str, fields: Sequence[Any], button: str, hidden: Mapping[str, object] | None = None
) -> html.Form:
    """Return a form that asks for an act of `sipmap.web.writing`; `hidden` are values that go with it."""
    kept = [dcc.Input(type="hidden", name=key, value=str(value)) for key, value in (hidden or {}).items()]
    state = html.Div(className="form-state", tabIndex=-1, hidden=True, role="status", **aria(live="polite"))
    return html.Form(
        [html.H3(title), state, *kept, *fields, html.Button(button, type="submit", className="primary")],
        className="write",
        **aria(label=title),
        **data(write=act),
    )


def line(name: str, label: str, value: object = "", hint: str = "") -> html.Label:
    """Return a field of one line."""
    control = dcc.Input(name=name, value="" if value is None else str(value), type="text", autoComplete="off")
    return _field(label, hint, control)


def passage(name: str, label: str, value: str = "", hint: str = "", rows: int = LONG_ROWS) -> html.Label:
    """Return a field of several lines."""
    return _field(label, hint, dcc.Textarea(name=name, value=value, rows=rows))


def file_text(name: str, label: str, hint: str = "") -> html.Div:
    """Return a field for the text of a file: pasted, or read from a file that is chosen."""
    chooser = html.Button("Choose a file", type="button", **data(fill=name))
    return html.Div([passage(name, label, hint=hint, rows=2 * LONG_ROWS), chooser], className="file-text")


def choice(name: str, label: str, options: Options, chosen: str = "", hint: str = "") -> html.Label:
    """Return a field with one of some values."""
    made = [html.Option(said, value=value, selected=value == chosen) for value, said in options]
    return _field(label, hint, html.Select(made, name=name, autoComplete="off"))


def several(
    name: str,
    legend: str,
    one: str,
    groups: Mapping[str, Options],
    *,
    chosen: Sequence[str] = (),
    hint: str = "",
) -> html.Fieldset:
    """Return selects for as many of some values as are wanted, and a button for another (assets/forms.js).

    They are sent as `name-1`, `name-2` and so on. `one` is the word for one of them; `groups` are options
    under their headings, "" for none.
    """
    known = {value for options in groups.values() for value, _ in options}
    count = max(LEAST_SELECTS, len(chosen) + 1)
    selects = []
    for n, value in enumerate([*chosen, *[""] * (count - len(chosen))], start=1):
        made: list[Any] = [html.Option("None", value="", selected=not value)]
        if value and value not in known:
            made.append(html.Option(value, value=value, selected=True))
        for heading, options in groups.items():
            own = [html.Option(said, value=v, selected=v == value) for v, said in options]
            made += [html.Optgroup(own, label=heading)] if heading else own
        selects.append(_field(f"{one} {n}", "", html.Select(made, name=f"{name}-{n}", autoComplete="off")))
    another = html.Button(f"Another {one.lower()}", type="button", **data(another=name))
    said = [html.P(hint, className="hint")] if hint else []
    return html.Fieldset(
        [html.Legend(legend, className="label"), *said, *selects, another],
        name=name,
        className="field several",
    )


def _field(label: str, hint: str, control: Any) -> html.Label:  # noqa: ANN401 - any control of a form
    said: list[Any] = [html.Span(label, className="label")]
    if hint:
        said.append(html.Span(hint, className="hint"))
    return html.Label([*said, control], className="field")
