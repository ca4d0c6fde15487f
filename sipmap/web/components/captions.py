"""The name of a table for who does not see the heading that it stands under."""

from dash import html


def caption(said: str) -> html.Caption:
    """Return a caption that is spoken and takes no room."""
    return html.Caption(html.Span(said, className="visually-hidden"))
