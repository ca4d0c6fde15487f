"""The map: the wards' shapes, fetched once and kept for good; the browser colours them."""

from typing import Any

import dash_leaflet as dl
from dash import html

from sipmap.figures.classes import FEWEST, METHOD_WORDS, METHODS, MOST
from sipmap.web import ids
from sipmap.web.components.attributes import aria
from sipmap.web.components.terms import words_used

CENTRE, ZOOM = [51.2, 0.75], 9
"""Kent, until the wards are there and the map fits itself to them."""
KEYS = (
    "Keys on the map: arrows move between wards, Enter chooses, Shift and Enter selects, "
    "+ and \N{MINUS SIGN} zoom, 0 shows the whole area."
)


def variable(name: str) -> dict[str, str]:
    """Refer to one of the browser's functions (window.sipmap.<name>)."""
    return {"variable": f"sipmap.{name}"}


def map_section(wards_url: str, districts_url: str | None, picture_hrefs: tuple[str, str]) -> html.Section:
    """Return the map with its buttons, legend and selection; `picture_hrefs` give it as SVG and as PNG."""
    return html.Section(
        [
            html.Div([html.H2("Map", id="map-heading"), _buttons()], className="section-head"),
            html.Div(_leaflet(wards_url, districts_url), id="map-box", className="map-box"),
            html.Div(id=ids.LEGEND, className="legend"),
            _class_controls(),
            html.Div(id="selection", className="selection", role="group", **aria(label="Selected wards")),
            html.P(KEYS, className="hint", id="map-keys"),
            words_used(("class (of a map)", "class"), "chosen ward", "selection"),
            _files(*picture_hrefs),
        ],
        id="map-section",
        className="map-section",
        **aria(labelledby="map-heading"),
    )


def _leaflet(wards_url: str, districts_url: str | None) -> dl.Map:
    layers = [
        dl.GeoJSON(
            id=ids.WARDS,
            url=wards_url,
            style=variable("wardStyle"),
            onEachFeature=variable("onEachWard"),
            disableDefaultEventHandlers=True,
        )
    ]
    if districts_url:
        layers.append(
            dl.GeoJSON(
                id=ids.DISTRICTS,
                url=districts_url,
                style=variable("districtStyle"),
                onEachFeature=variable("onEachDistrict"),
                disableDefaultEventHandlers=True,
                interactive=False,
            )
        )
    options: dict[str, Any] = {"zoomSnap": 0.05, "zoomDelta": 0.75, "minZoom": 7, "maxZoom": 15}
    return dl.Map(
        layers,
        id=ids.MAP,
        center=CENTRE,
        zoom=ZOOM,
        trackViewport=False,
        fadeAnimation=False,
        keyboard=False,
        zoomControl=False,
        attributionControl=False,
        scrollWheelZoom=False,
        boxZoom=False,  # Shift and drag is left to the selection's own button
        **options,
    )


def _buttons() -> html.Div:
    zoom = (
        ("zoom-in", "Zoom in", "+"),
        ("zoom-out", "Zoom out", "\N{MINUS SIGN}"),
        ("zoom-all", "", "Whole area"),
    )
    return html.Div(
        [
            html.Div(
                [
                    html.Button(text, id=name, type="button", **(aria(label=spoken) if spoken else {}))
                    for name, spoken, text in zoom
                ],
                className="zoom",
                role="group",
                **aria(label="Zoom the map"),
            ),
            html.Button("Full screen", id="full-screen", type="button"),
        ],
        className="map-buttons",
    )


def _class_controls() -> html.Div:
    """Return how values become classes, and whether places are named; the browser owns the values."""
    return html.Div(
        [
            html.Label("Classes by", htmlFor="class-method"),
            html.Select(
                [html.Option(METHOD_WORDS[method][0], value=method) for method in METHODS],
                id="class-method",
                autoComplete="off",
            ),
            html.Label("Number", htmlFor="class-number"),
            html.Select(
                [html.Option(str(n), value=str(n)) for n in range(FEWEST, MOST + 1)],
                id="class-number",
                autoComplete="off",
            ),
            html.Span(id="names-box", className="check"),
        ],
        className="class-controls",
    )


def _files(svg_href: str, png_href: str) -> html.P:
    return html.P(
        [
            "This map as a file: ",
            html.A("SVG", href=svg_href, id="map-svg", download=""),
            ", ",
            html.A("PNG", href=png_href, id="map-png", download=""),
        ],
        className="hint map-files",
    )
