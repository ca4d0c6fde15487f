"""The link beside a table that takes it away as a file."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html


def export_path(name: str, query: str = "", form: str = "csv") -> str:
    """Return the address of a named export (`sipmap.export.named`); `query` is what the page's own holds."""
    return f"/export/{name}.{form}{'?' if query else ''}{query}"


def csv_link(name: str, of: str, query: str = "") -> html.A:
    """Return a link to a table as CSV; `of` says what it holds, for who does not see where it stands."""
    said: list[Any] = ["CSV", html.Span(f": {of}", className="visually-hidden")]
    return html.A(said, href=export_path(name, query), download="", className="csv-link")


def map_link(name: str, of: str, query: str = "") -> html.A:
    """Return a link to a table of wards with their polygons, for a desktop map."""
    said: list[Any] = ["GeoPackage", html.Span(f": {of}", className="visually-hidden")]
    return html.A(said, href=export_path(name, query, "gpkg"), download="", className="csv-link")


def headed(heading: Any, *links: html.A) -> html.Div:  # noqa: ANN401 - a heading of any level
    """Return a heading with the links of its table beside it."""
    return html.Div([heading, html.Span(_apart(links), className="csv-links")], className="section-head")


def linked(*links: html.A) -> html.P:
    """Return links in a line of their own, where the heading is not at hand."""
    return html.P(_apart(links), className="csv-links")


def _apart(links: Sequence[html.A]) -> list[html.A]:
    """Return links of which each says to the eye too what it holds, where several stand together."""
    told = [part for a in links if isinstance(a.children, list) for part in a.children if _is_hidden(part)]
    if len(told) > 1:
        for part in told:
            part.className = None
    return list(links)


def _is_hidden(part: object) -> bool:
    return isinstance(part, html.Span) and getattr(part, "className", "") == "visually-hidden"


def asking(pairs: Sequence[tuple[str, str]]) -> str:
    """Return a query of what is not empty."""
    return urlencode([(name, text) for name, text in pairs if text])
