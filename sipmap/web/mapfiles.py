"""The map of wards as a file, SVG or PNG: what the page's address shows, and all that it takes to read it."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from flask import Flask, Response, request

from sipmap.catalogue import Profile, indicators, part_names
from sipmap.errors import UnknownCodeError
from sipmap.export.brief import typeset
from sipmap.figures.choropleth import MapText, NamedPoint, choropleth
from sipmap.figures.classes import METHOD_WORDS, Scheme
from sipmap.figures.unpack import unpacked
from sipmap.geography import (
    COMPARISON_SETS,
    CRS_BRITISH_NATIONAL_GRID,
    KENT,
    MEDWAY,
    ComparisonSet,
)
from sipmap.store import read
from sipmap.web.bounded import remembered
from sipmap.web.data import FEW, SOME, Figures, Moved
from sipmap.web.panel import HOW
from sipmap.web.payload import DIRECTIONS
from sipmap.web.state import NEED, PageState, parse
from sipmap.words import numbers
from sipmap.words.flags import day

ADDRESS = "/maps/wards"
"""`.svg` or `.png` after it."""
ENGLAND_LAYER = "wards-england"
BOUNDARIES = ("wards-wd25", "wards-england")
"""Sources of the outlines: within the county, of all England."""
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
WIDTH_MM = 190.0
COUNTY_TOLERANCE_M, ENGLAND_TOLERANCE_M = 60.0, 700.0
"""About half a pixel of the picture."""
MOST_DOTS = 300
Form = Literal["svg", "png"]


class Asked(NamedTuple):
    """What a picture shows, as a value that can be a key."""

    area: str
    profile: Profile
    weights: Moved
    show: str
    top: int
    scheme: Scheme
    wards: tuple[str, ...]
    names: bool
    today: date

    @classmethod
    def of(cls, state: PageState, today: date) -> "Asked":
        """Return what a page's state asks for."""
        return cls(
            state.area,
            state.profile,
            state.key,
            state.show,
            state.top,
            state.classes,
            state.wards,
            state.names,
            today,
        )

    @property
    def comparison(self) -> ComparisonSet:
        """The wards compared."""
        return COMPARISON_SETS[self.area]


class Shown(NamedTuple):
    """What the colours show: its name, what it is, how its values are written and where they come from."""

    label: str
    about: str
    values: "pd.Series[float]"
    held_back: tuple[str, ...]
    written: Callable[[float], str]
    sources: tuple[str, ...]


def add_map_files(server: Flask, figures: Figures) -> None:
    """Add the two routes; pictures are remembered for as long as they are asked for."""
    shapes = remembered(FEW, partial(_shapes, figures))
    drawn = remembered(SOME, partial(_drawn, figures, shapes))

    def made_png(release: read.ReleaseRecord, asked: Asked) -> bytes:
        return typeset.png(drawn(release, asked), WIDTH_MM)

    png = remembered(SOME, made_png)

    def answer(form: Form) -> Response:
        release, (state, _) = figures.release(), parse(request.args)
        asked = Asked.of(state, datetime.now(UTC).date())
        body = drawn(release, asked).encode() if form == "svg" else png(release, asked)
        response = Response(body, mimetype="image/svg+xml" if form == "svg" else "image/png")
        response.headers["Content-Disposition"] = f'inline; filename="{_file_name(asked)}.{form}"'
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(sha256(body).hexdigest()[:16])
        response.make_conditional(request)
        return response

    server.add_url_rule(f"{ADDRESS}.svg", "ward_map_svg", partial(answer, "svg"))
    server.add_url_rule(f"{ADDRESS}.png", "ward_map_png", partial(answer, "png"))


def _file_name(asked: Asked) -> str:
    what = f"need-{asked.profile.id}" if asked.show == NEED else asked.show
    return f"sip-map-{asked.area}-{what}"


def _drawn(
    figures: Figures,
    shapes: Callable[[read.ReleaseRecord, bool], pd.DataFrame],
    release: read.ReleaseRecord,
    asked: Asked,
) -> str:
    """Return the picture."""
    comparison, is_national = asked.comparison, not asked.comparison.county_codes
    ranking = figures.ranking(release, comparison, asked.profile, asked.weights)
    shown = _shown(figures, release, asked, ranking)
    every = shapes(release, is_national)
    compared = every["code"].isin(ranking["area_code"]).to_numpy()
    wards = every[compared].assign(
        value=lambda frame: frame["code"].map(shown.values).astype(float),
        is_held=lambda frame: frame["code"].isin(shown.held_back),
    )
    if wards.empty:
        raise UnknownCodeError(f"There are no outlines of the wards of {comparison.label} in these figures.")
    is_listed = ranking["rank"].le(min(asked.top, MOST_DOTS)).fillna(value=False).astype(bool)
    known = set(ranking["area_code"])
    return choropleth(
        wards,
        asked.scheme,
        shown.written,
        _words(figures, release, asked, shown),
        context=every.loc[~compared, "geometry"].to_numpy(),
        listed=ranking.loc[is_listed, "area_code"].tolist() if asked.top <= MOST_DOTS else (),
        selected=[code for code in asked.wards if code in known],
        names=_places(figures, release) if asked.names and not is_national else (),
        tolerance_m=None if is_national else COUNTY_TOLERANCE_M,
    )


def _shown(figures: Figures, release: read.ReleaseRecord, asked: Asked, ranking: pd.DataFrame) -> Shown:
    known = figures.shown(release, asked.area)
    if asked.show in known:
        indicator, period = known[asked.show]
        values = figures.values(release, indicator.id, period, asked.comparison.basis)
        about = ", ".join(filter(None, [period, DIRECTIONS[indicator.direction]]))
        return Shown(
            indicator.label,
            f"{indicator.definition} {about[:1].upper()}{about[1:]}.",
            values,
            figures.held_back(release, indicator.id, period),
            lambda value: numbers.indicator_value(value, indicator),
            (indicator.source,),
        )
    profile, catalogue = asked.profile, indicators()
    moved = dict(asked.weights)
    weights = {n: moved.get(n, p.weight) for n, p in zip(part_names(profile), profile.parts, strict=True)}
    total = sum(weights.values())
    parts = ", ".join(
        f"{catalogue[p.indicator].short} {weights[n] / total:.0%}"
        for n, p in zip(part_names(profile), profile.parts, strict=True)
    )
    places = numbers.score_places(profile.standardise)
    return Shown(
        f"Need score by \u2018{profile.label}\u2019",
        f"Made of {parts}{'; weights moved from the profile' if moved else ''}. Higher is more need.",
        ranking.set_index("area_code")["score"],
        (),
        lambda value: numbers.decimals(value, places),
        tuple(dict.fromkeys(catalogue[p.indicator].source for p in profile.parts)),
    )


def _words(figures: Figures, release: read.ReleaseRecord, asked: Asked, shown: Shown) -> MapText:
    sources = figures.sources(release)
    outlines = BOUNDARIES[not asked.comparison.county_codes]
    of_map = sources[sources["source_id"].isin([*shown.sources, outlines])]
    method, what = METHOD_WORDS[asked.scheme.method]
    return MapText(
        f"{shown.label}: wards of {asked.comparison.label}",
        shown.about,
        f"{shown.label}; {method.lower()}: {what}",
        (
            f"Ward figures: {HOW[asked.comparison.basis]}. Figures of release \u2018{release.label}\u2019, "
            f"drawn on {day(asked.today)} by sipmap.",
            " ".join(dict.fromkeys(f"{line.rstrip('.')}." for line in of_map["attribution"])),
            LICENCE,
        ),
    )


def _places(figures: Figures, release: read.ReleaseRecord) -> list[NamedPoint]:
    """Return the places in metres of the national grid."""
    from pyproj import Transformer  # noqa: PLC0415 - heavy, and only a picture needs it

    to_grid = Transformer.from_crs("EPSG:4326", CRS_BRITISH_NATIONAL_GRID, always_xy=True)
    return [
        NamedPoint(name, *to_grid.transform(longitude, latitude))
        for name, longitude, latitude in figures.named_places(release)
    ]


def _shapes(figures: Figures, release: read.ReleaseRecord, is_national: bool) -> pd.DataFrame:
    """Return code, district_code and geometry of the study area's wards, or of England's; metres."""
    if is_national:
        layer = read.map_layer(figures.engine, release.id, ENGLAND_LAYER)
        found = unpacked(json.loads(gzip.decompress(layer.content)), ENGLAND_TOLERANCE_M) if layer else {}
        return pd.DataFrame({"code": list(found), "district_code": None, "geometry": list(found.values())})
    wards = read.areas(
        figures.engine, release.id, "ward", county_codes=(KENT, MEDWAY), with_geometry=True
    ).dropna(subset="geometry")
    shapes: npt.NDArray[np.object_] = shapely.from_wkb(wards["geometry"].to_numpy())
    return wards[["code", "district_code"]].assign(geometry=shapes).reset_index(drop=True)
