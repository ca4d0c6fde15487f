"""Words: the glossary, each entry with an address of its own."""

from dash import html

from sipmap.web.components.terms import WORDS_PATH, glossary, meaning

PATH, TITLE = WORDS_PATH, "Words"


def page() -> html.Div:
    """Return the page: every term with its meaning, in the glossary's order."""
    entries = [
        piece
        for entry in glossary()
        for piece in (html.Dt(entry.heading, id=entry.anchor, tabIndex=-1), html.Dd(meaning(entry)))
    ]
    return html.Div(
        [
            html.H1(TITLE),
            html.P(
                "One word for each idea, on screens, in files and in the documents. Where a word is the "
                "field\u2019s own, its source is named.",
                className="opening",
            ),
            html.Dl(entries, className="glossary"),
        ],
        className="prose words",
    )
