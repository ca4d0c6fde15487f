"""Fields of a plain form, which hold what was typed and say what is wrong with it."""

from typing import Any

import pandas as pd
from dash import dcc, html

from sipmap.desk.form import Typed

FORM = "rules"
WHOLE = frozenset({"size", "least", "most", "cap", "group-least"})
"""Fields for whole numbers: a phone shows its digits."""

MOST_OPTIONS = 1_000

Wards = dict[str, list[tuple[str, str]]]
"""Code and name of each ward by district."""


class Fields:
    """Makes fields that hold what was typed."""

    def __init__(self, form: Typed, wrong: dict[str, str], wards: Wards) -> None:
        self.form, self.wrong, self.wards = form, wrong, wards

    def text(
        self, name: str, label: str, default: object = "", hint: str = "", *, wide: bool = False
    ) -> html.Div:
        """Return a field for text or a number."""
        value = self.form.one.get(name, "" if default is None else str(default))
        control = dcc.Input(
            id=name,
            name=name,
            value=value,
            type="text",
            inputMode="numeric" if name in WHOLE else None,
            autoComplete="off",
            className="text-wide" if wide else "text-short",
        )
        return self.field(name, label, control, hint)

    def choose(self, name: str, label: str, options: list[tuple[str, str]], default: str) -> html.Div:
        """Return a select; a value that it does not have is kept as it was typed."""
        chosen = self.form.one.get(name) or default
        made = [html.Option(said, value=value, selected=value == chosen) for value, said in options]
        if chosen not in dict(options):
            made.insert(0, html.Option(chosen, value=chosen, selected=True))
        return self.field(name, label, html.Select(made, id=name, name=name, autoComplete="off"))

    def ward(self, name: str, label: str) -> html.Div:
        """Return a select of wards."""
        return self.field(name, label, ward_select(name, self.wards, self.form.one.get(name, "")))

    def field(self, name: str, label: str, control: Any, hint: str = "") -> html.Div:  # noqa: ANN401
        """Return a control under its label; hint and mistake are in the label, so that they are spoken."""
        said = [html.Span(label, className="label")]
        if hint:
            said.append(html.Span(hint, className="hint"))
        if name in self.wrong:
            said.append(html.Span(f"Error: {self.wrong[name]}", className="field-error"))
        is_wrong = " is-wrong" if name in self.wrong else ""
        return html.Div([html.Label(said, htmlFor=name), control], className=f"field{is_wrong}")


def by_district(wards: pd.DataFrame) -> Wards:
    """Return code and name of each ward by district, in the order of the alphabet."""
    ordered = wards.sort_values(["district", "name", "code"])
    return {
        str(district): list(zip(of["code"].astype(str), of["name"].astype(str), strict=True))
        for district, of in ordered.groupby("district")
    }


def are_many(wards: Wards) -> bool:
    """Whether wards are too many for a list to choose from."""
    return sum(map(len, wards.values())) > MOST_OPTIONS


def ward_select(name: str, wards: Wards, chosen: str, form: str = FORM) -> html.Select | dcc.Input:
    """Return a native select of wards under their districts; the first choice is none.

    Of more than `MOST_OPTIONS` wards, England's, a field for a code: nobody finds one in a list that long.
    Unlike the select, it has to stand within its form.
    """
    if are_many(wards):
        hint = "Code, such as E05009560"
        return dcc.Input(id=name, name=name, value=chosen, placeholder=hint, autoComplete="off")
    groups = [
        html.Optgroup(
            [html.Option(said, value=code, selected=code == chosen) for code, said in of], label=district
        )
        for district, of in wards.items()
    ]
    known = {code for of in wards.values() for code, _ in of}
    unknown = [html.Option(chosen, value=chosen, selected=True)] if chosen and chosen not in known else []
    none = html.Option("No ward", value="")
    return html.Select([none, *unknown, *groups], id=name, name=name, autoComplete="off", form=form)
