"""What a page says when it has nothing to show: no figures yet, no database, no such page."""

from html import escape

from dash import html

from sipmap.errors import NoReleaseError, SipmapError

STATE_PAGE = "state-page"
"""Class of a page that could not be made as asked: it may be another the next moment."""

LONGEST_WORD = 40
"""Letters of an overlong word that are said back."""


def problem(error: SipmapError) -> html.Div:
    """Return a page that says what is wrong and what to do about it."""
    is_empty = isinstance(error, NoReleaseError)
    heading = "There are no figures yet" if is_empty else "The figures cannot be reached"
    children: list[html.P | html.H1 | html.Pre] = [html.H1(heading), html.P(str(error))]
    if is_empty:
        children += [
            html.P("On the machine that serves this page, run:"),
            html.Pre("sipmap load snapshot"),
            html.P("then reload the page."),
        ]
    else:
        children.append(html.P("Reload the page when this is mended; \u2018sipmap doctor\u2019 says more."))
    return html.Div(children, className=STATE_PAGE)


def problem_text(error: SipmapError) -> str:
    """Return a whole page of plain HTML for a person who asked for a file and cannot have it."""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>No file \u2013 sipmap</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/assets/sipmap.css"></head><body><main class="state-page">'
        f"<h1>There is no file to give</h1><p>{escape(str(error))}</p>"
        '<p>Go back to the page that you came from, or to <a href="/">Map and ranking</a>.</p>'
        "</main></body></html>"
    )


def notes(lines: list[str]) -> html.Div:
    """Return the notes about an address that could not be used as it was; hidden where there are none."""
    return html.Div(
        [html.P(_shortened(line)) for line in lines],
        className="notes",
        role="status",
        hidden=not lines,
        id="notes",
    )


def _shortened(line: str) -> str:
    """Return a line whose overlong words, which an address may hold, are cut."""
    return " ".join(
        f"{word[:LONGEST_WORD]}\N{HORIZONTAL ELLIPSIS}\u2019" if len(word) > 2 * LONGEST_WORD else word
        for word in line.split(" ")
    )
