"""The server's answer to what a page shows: its opening sentence, the ward's panel, what the list covers."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import html

from sipmap.catalogue import indicators
from sipmap.desk import RankingInputs, comparison_set
from sipmap.desk.claimants import claimant_trend
from sipmap.desk.form import WEIGHT_PREFIX
from sipmap.desk.pockets import part_held, pockets_outside
from sipmap.geography import KENT, MEDWAY
from sipmap.scoring.composite import score
from sipmap.scoring.coverage import coverage
from sipmap.scoring.overlap import effective_weights, overlap
from sipmap.store.read import ReleaseRecord
from sipmap.web import panel
from sipmap.web.components import ward as pieces
from sipmap.web.components.coverage import coverage_section
from sipmap.web.data import Figures
from sipmap.web.state import PageState
from sipmap.words import overlap as overlap_words
from sipmap.words import overview
from sipmap.words import ward as ward_words
from sipmap.words.numbers import decimals, score_places, whole

COUNTIES = {KENT: "kent", MEDWAY: "medway"}
"""Comparison sets of the counties whose small areas are held."""


@dataclass(frozen=True)
class Shown:
    """What one page shows, looked up: its ranking and the wards in its list."""

    figures: Figures
    release: ReleaseRecord
    state: PageState
    inputs: RankingInputs
    ranking: pd.DataFrame

    @cached_property
    def covered(self) -> pd.DataFrame:
        """How many people the list covers, by kind."""
        people = self.figures.people(self.release, self.inputs.comparison)
        return coverage(people.reset_index(), self.listed)

    @cached_property
    def listed(self) -> list[str]:
        """Codes of the wards ranked `top` or better; those that tie at the end all stand."""
        is_listed = self.ranking["rank"].le(self.state.top).fillna(value=False).astype(bool)
        return self.ranking.loc[is_listed, "area_code"].tolist()

    @property
    def ward(self) -> str | None:
        """The chosen ward, where it is among those compared."""
        return self.state.ward if self.state.ward in set(self.ranking["area_code"]) else None


def look_up(figures: Figures, release: ReleaseRecord, state: PageState) -> Shown:
    """Rank what a page shows."""
    comparison = comparison_set(state.area)
    inputs = figures.inputs(release, comparison, state.profile)
    return Shown(
        figures, release, state, inputs, figures.ranking(release, comparison, state.profile, state.key)
    )


def opening(shown: Shown) -> str:
    """Return the sentence that the page opens with."""
    label = shown.inputs.comparison.label
    ranked = int(shown.ranking["rank"].notna().sum())
    return overview.opening(
        label if shown.inputs.is_apportioned else f"the {whole(ranked)} wards of {label} with figures",
        len(shown.listed),
        overview.reach(shown.covered, "employment_deprived"),
    )


def overlap_sentence(shown: Shown) -> str:
    """Return what the parts really weigh among the wards compared; "" for a single part."""
    inputs = shown.inputs
    scored = score(
        inputs.wide.reindex(inputs.areas["code"]), inputs.profile, inputs.standards, shown.state.weights
    )
    known = indicators()
    short = {n: known[p.indicator].short for n, p in zip(scored.parts, inputs.profile.parts, strict=True)}
    weights = effective_weights(scored)
    effective = {short[name]: float(weights[name]) for name in scored.parts}
    between = overlap(scored)
    pairs = {(a, b): between[a].fillna(-1.0)[b] for a, b in combinations(scored.parts, 2)}
    if not pairs:
        return ""
    most = max(pairs, key=lambda pair: pairs[pair])
    return overlap_words.overlap(effective, (short[most[0]], short[most[1]]), pairs[most])


def _asked(shown: Shown, **more: str) -> str:
    """Return a query that asks for the same ranking."""
    state = shown.state
    weights = [(f"{WEIGHT_PREFIX}{part}", repr(weight)) for part, weight in state.key]
    pairs = [("area", state.area), ("profile", state.profile.id), ("size", str(state.top)), *weights]
    return urlencode([*pairs, *more.items()])


def coverage_children(shown: Shown) -> list[Any]:
    """Return what the list covers and the pockets that it leaves outside."""
    comparison = shown.inputs.comparison
    worst = shown.figures.worst_pockets(shown.release, comparison, shown.state.profile)
    outside = pockets_outside(worst, shown.listed)
    label = comparison.label
    part = part_held(comparison)
    section = coverage_section(
        len(shown.listed), label, shown.covered, outside, part=part, query=_asked(shown)
    )
    unranked = int(shown.ranking["rank"].isna().sum())
    if shown.inputs.is_apportioned or not unranked:
        return section
    return [*section, html.P(overview.without_figures(unranked, len(shown.ranking)), className="hint")]


def panel_children(shown: Shown, today: date, *, with_expired: bool = False) -> list[Any]:
    """Return the ward's panel; what to do where no ward is chosen.

    `with_expired` shows local knowledge past its review date, for those who can review it.
    """
    code = shown.ward
    if code is None:
        return pieces.empty()
    figures, release, inputs = shown.figures, shown.release, shown.inputs
    row = shown.ranking.set_index("area_code").loc[code]
    name, observed = str(row["name"]), figures.ward(release, code)
    county_code = str(inputs.areas.set_index("code").at[code, "county_code"])
    county = figures.county_name(release, county_code)
    trend = claimant_trend(figures.claimants(release), code, name, county_code, county)
    place = f"{row['district']}, {county}" if county != row["district"] else county
    return [
        pieces.heading(name, place),
        *_sentences(shown, code),
        pieces.page_link(code),
        *[pieces.warning(w) for w in panel.warning_lines(observed, code, inputs, shown.state)],
        *_barriers(shown, code, county_code),
        _parts(shown, code),
        pieces.trend_section(trend.svg, trend.alt, trend.years, county, code),
        pieces.flags_section(
            panel.ward_flags(figures, release, code, name, today), with_expired=with_expired
        ),
        pieces.sources_section(panel.source_rows(figures.sources(release), observed, inputs)),
    ]


def _barriers(shown: Shown, code: str, county_code: str) -> list[html.P]:
    """Return the way to the ward's barriers; they are told within a county whose small areas are held."""
    area = shown.state.area if shown.inputs.is_apportioned else COUNTIES.get(county_code)
    return [pieces.barriers_link(f"/areas?{urlencode({'area': area, 'ward': code})}")] if area else []


def _sentences(shown: Shown, code: str) -> list[html.P]:
    counts = shown.figures.people(shown.release, shown.inputs.comparison)
    working_age, deprived, residents = (
        float(counts[kind][code]) for kind in ("working_age", "employment_deprived", "people")
    )
    national = shown.figures.national(shown.release)
    place = panel.standing(shown.ranking, code, shown.inputs)
    england = int(national["rank"][code]) if code in national.index else None
    return [
        html.P(
            ward_words.people(working_age, deprived, residents),
            className="lead",
        ),
        html.P(ward_words.standing(place)),
        *(pieces.certainty_lines(code) if place.rank is not None else []),
        *_national(shown, england, len(national)),
    ]


def _national(shown: Shown, rank: int | None, of: int) -> list[html.P]:
    """Return the England rank; where England is compared it is said already, so how it is made."""
    said = ward_words.england(rank, of) if shown.inputs.is_apportioned else ward_words.BEST_FIT
    return [html.P(said, className="hint")]


def _parts(shown: Shown, code: str) -> html.Section:
    profile = shown.inputs.profile
    total = float(shown.ranking.set_index("area_code")["score"][code])
    unit = (
        "Standard deviations from Kent\u2019s mean, times the weight; the parts add up to the score. "
        if profile.standardise == "z"
        else "On the published scale of 0 to 100, times the weight; the parts add up to the score. "
    )
    note = f"{unit}Figures are {panel.HOW[shown.inputs.comparison.basis]}. {profile.note}"
    rows = panel.part_rows(shown.ranking, code, shown.inputs, shown.state)
    total_said = decimals(total, score_places(profile.standardise))
    return pieces.parts_table(rows, total_said, note, _asked(shown, ward=code))
