"""What barriers and support needs are seen by, read from a release for a county."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from sipmap.areas.barriers import SIZES
from sipmap.areas.figures import WardFigures, ward_figures
from sipmap.areas.ranks import Pieces
from sipmap.catalogue import Indicator, indicators, profile
from sipmap.catalogue.barriers import barriers, support_needs
from sipmap.catalogue.own import PREFIX
from sipmap.desk.evidence import DISTRICT, CountyEvidence, DistrictPlace
from sipmap.desk.ranking import areas_of, indicator_ranks, ranking_inputs
from sipmap.errors import ProfileError
from sipmap.geography import ENGLAND, ComparisonSet
from sipmap.store import read

NEED_PROFILE = "sip-today"
"""High-need wards are the first by this profile, worklessness and income, whatever profile is in use."""

RESIDENTS = "iod2025-population"
_SOURCE = ("source_id", "title", "publisher")


def declared_ids() -> list[str]:
    """Return every indicator that themes and support needs name, and all of the council's own."""
    shown = [b.indicator for e in barriers().values() for b in e.evidence]
    shown += [p.indicator for e in support_needs().values() for p in e.proxies]
    return list(dict.fromkeys([*shown, *(i for i in indicators() if i.startswith(PREFIX))]))


def county_evidence(
    engine: Engine, release: read.ReleaseRecord, comparison: ComparisonSet, ids: Sequence[str] = ()
) -> CountyEvidence:
    """Read what themes and support needs are seen by, or the indicators that are named.

    Raises
    ------
    ProfileError
        All of England; no figures of need for these wards, so that nothing can be compared.
    """
    check_county(comparison)
    high_need = high_need_wards(engine, release, comparison)
    areas = areas_of(engine, release.id, comparison, "ward")
    known = {i: indicators()[i] for i in ids or declared_ids()}
    wards = one_period(
        read.observations(
            engine,
            release.id,
            indicators=[*known, RESIDENTS],
            geography="ward",
            basis=comparison.basis,
        ),
        known,
    )
    wards = wards[wards["area_code"].isin(set(areas["code"]))]
    residents = wards[wards["indicator_id"] == RESIDENTS].set_index("area_code")["value"]
    of_wards = {i: entry for i, entry in known.items() if entry.geography != DISTRICT}
    figures = ward_figures(wards[wards["indicator_id"].isin(of_wards)], areas["code"], of_wards, residents)
    whole = read.observations(
        engine, release.id, indicators=list(known), geography="country", areas=(ENGLAND,)
    )
    whole = one_period(whole, known)
    sources = read.sources(engine, release.id).drop_duplicates("source_id")
    return CountyEvidence(
        comparison=comparison,
        areas=areas,
        figures=figures,
        pieces=_pieces(engine, release.id, figures, of_wards),
        periods=dict(zip(wards["indicator_id"], wards["period"], strict=True)),
        districts=_districts(engine, release.id, known),
        england=dict(zip(whole["indicator_id"], whole["value"], strict=True)),
        sources={s: (t, p) for s, t, p in zip(*(sources[c] for c in _SOURCE), strict=True)},
        high_need=high_need,
    )


def check_county(comparison: ComparisonSet) -> None:
    """Raise ProfileError for all of England: only counties are held with their small areas."""
    if comparison.basis != "postcode-share":
        raise ProfileError(
            f"Barriers are told within a county, from small areas that are held for Kent and Medway, not for "
            f"{comparison.label}; choose kent, medway or kent-and-medway."
        )


def high_need_wards(
    engine: Engine, release: read.ReleaseRecord, comparison: ComparisonSet, sizes: Sequence[int] = SIZES
) -> dict[int, tuple[str, ...]]:
    """Return the first wards by worklessness and income for each size; ties at the end are all in."""
    inputs = ranking_inputs(engine, release, comparison, profile(NEED_PROFILE))
    ranks = inputs.ranking().set_index("area_code")["rank"]
    return {n: tuple(str(c) for c in ranks.index[ranks.le(n).fillna(False)]) for n in sizes}


def one_period(observed: pd.DataFrame, known: Mapping[str, Indicator]) -> pd.DataFrame:
    """Keep each indicator's own period, or its latest where it has many."""
    stated = observed["indicator_id"].map({i: entry.period for i, entry in known.items()}).fillna("")
    latest = observed.groupby("indicator_id")["period"].transform("max")
    return observed[observed["period"].eq(stated.where(stated.ne(""), latest))]


def _pieces(engine: Engine, release_id: int, figures: WardFigures, known: Mapping[str, Indicator]) -> Pieces:
    """Read the small areas that the wards' scores are made of; rates carry their own intervals."""
    rows = {code: i for i, code in enumerate(figures.codes)}
    owners, values, weights = [], [], []
    scores = {i: e for i, e in known.items() if e.kind == "score" and e.geography != "ward"}
    for geography in dict.fromkeys(entry.geography for entry in scores.values()):
        here = {i: entry for i, entry in scores.items() if entry.geography == geography}
        people = {entry.weighted_by for entry in here.values() if entry.weighted_by}
        small = read.observations(
            engine,
            release_id,
            indicators=[*here, *sorted(people)],
            geography=geography,
            basis="published",
        )
        wide = small.pivot_table(index="area_code", columns="indicator_id", values="value", aggfunc="last")
        shares = read.weights(engine, release_id, geography, "postcode-share")
        shares = shares[shares["to_code"].isin(rows)]
        of = wide.reindex(shares["from_code"])
        share = shares["weight"].to_numpy(dtype=np.float64)[:, None]
        counts = {i: entry.weighted_by or "" for i, entry in here.items()}
        held = of.reindex(columns=[counts.get(i, "") for i in figures.ids]).to_numpy(dtype=np.float64)
        owners.append(shares["to_code"].map(rows).to_numpy(dtype=np.intp))
        values.append(of.reindex(columns=[i if i in here else "" for i in figures.ids]).to_numpy(np.float64))
        weights.append(np.nan_to_num(held * share))
    if not owners:
        empty = np.empty((0, len(figures.ids)))
        return Pieces(np.empty(0, dtype=np.intp), empty, empty)
    return Pieces(np.concatenate(owners), np.concatenate(values), np.concatenate(weights))


def _districts(
    engine: Engine, release_id: int, known: Mapping[str, Indicator]
) -> dict[str, dict[str, DistrictPlace]]:
    """Rank districts on what is published for districts, among all that have a figure."""
    ids = [i for i, entry in known.items() if entry.geography == DISTRICT]
    if not ids:
        return {}
    rows = read.observations(engine, release_id, indicators=ids, geography=DISTRICT)
    rows = one_period(rows.dropna(subset="value"), known)
    names = read.areas(engine, release_id, DISTRICT).set_index("code")["name"]
    found = {}
    for indicator_id, held in rows.groupby("indicator_id"):
        values = held.set_index("area_code")["value"]
        ranks = indicator_ranks(values, known[str(indicator_id)].direction)
        found[str(indicator_id)] = {
            str(code): DistrictPlace(
                str(code),
                str(names.get(code, code)),
                float(values[code]),
                int(ranks[code]),
                len(values),
                is_shared=bool(ranks.eq(ranks[code]).sum() > 1),
            )
            for code in values.index
        }
    return found
