"""The map: the wards' shapes, fetched once and kept for good; the browser colours them."""

from typing import Any

import dash_leaflet as dl
from dash import html

from sipmap.web import ids
from sipmap.web.components.attributes import aria

CENTRE, ZOOM = [51.2, 0.75], 9
"""Kent, until the wards are there and the map fits itself to them."""


def variable(name: str) -> dict[str, str]:
    """Refer to one of the browser's functions (window.sipmap.<name>)."""
    return {"variable": f"sipmap.{name}"}


def map_section(wards_url: str, districts_url: str | None) -> html.Section:
    """Return the map with its buttons and legend."""
    return html.Section(
        [
            html.Div([html.H2("Map", id="map-heading"), _buttons()], className="section-head"),
            html.Div(_leaflet(wards_url, districts_url), className="map-box"),
            html.P(
                "With the keyboard: arrow keys move between wards, Enter chooses, + and \N{MINUS SIGN} zoom.",
                className="hint",
                id="map-keys",
            ),
            html.Div(id=ids.LEGEND, className="legend"),
        ],
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
        **options,
    )


def _buttons() -> html.Div:
    names = (
        ("zoom-in", "Zoom in", "+"),
        ("zoom-out", "Zoom out", "\N{MINUS SIGN}"),
        ("zoom-all", "", "Whole area"),
    )
    return html.Div(
        [
            html.Button(text, id=name, type="button", **(aria(label=spoken) if spoken else {}))
            for name, spoken, text in names
        ],
        className="zoom",
        role="group",
        **aria(label="Zoom the map"),
    )
