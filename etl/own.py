"""The council's own figures: a CSV and a catalogue entry, checked, brought to wards, small numbers held back.

Only wards are stored, and only what may be shown: figures of LSOAs are shared out and summed in memory, then
what is small, or would give a small one away, is held back (sipmap/disclosure.py).
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from etl.apportion import TIDY_COLUMNS, apportion
from etl.checks import check
from etl.fetch import at_hand
from etl.ground import Ground, ground_of_release
from etl.owncsv import read_own_csv
from etl.pipeline import Outcome, Say, require_release, store_prepared
from etl.prepare import TEXT_COLUMNS, Prepared
from etl.provenance import FORMAT, provenance
from etl.sources.base import Source
from sipmap.catalogue import Indicator, indicators
from sipmap.catalogue.own import OwnEntry, entry_path, read_own
from sipmap.disclosure import THRESHOLD, hold_back, small
from sipmap.errors import InputFileError
from sipmap.geography import STUDY_AREA
from sipmap.store.engine import migrate


def load_own(engine: Engine, where: Path | str, catalogue: Path | None = None, say: Say = print) -> Outcome:
    """Load the council's own figures into the active release's geography.

    Parameters
    ----------
    where : Path or str
        The CSV, or its address.
    catalogue : Path, optional
        The entry, or a folder that holds it under the CSV's name; the CSV's own folder unless given.

    Raises
    ------
    ProfileError
        The entry cannot be used as written.
    InputFileError
        The CSV is not what the entry says; nothing has been written, as with all of these.
    NoReleaseError
        There is no release to stand on.
    """
    migrate(engine)
    release = require_release(engine)
    with at_hand(where, say) as path:
        entry = read_own(entry_path(path, catalogue))
        prepared = prepare_own(entry, path, ground_of_release(engine, release.id), say)
    return store_prepared(engine, [prepared], say)


def prepare_own(entry: OwnEntry, path: Path, ground: Ground, say: Say = lambda _: None) -> Prepared:
    """Read, check, bring to wards and hold back; writes nothing."""
    indicator, source = entry.indicator, source_of(entry, path)
    say(f"{indicator.id}: reading {path.name}")
    frame = read_own_csv(path, source, indicator)
    known = ground.study_codes(indicator.geography)
    checked = check(frame, source, known_codes=known, path=path)
    wards = _on_wards(frame, indicator, ground)
    shown, held = _held_back(wards, ground, indicator)
    if shown["value"].notna().sum() == 0:
        problem = "no ward is left with a figure once small numbers are held back"
        raise InputFileError(path, problem, "give larger areas, more years together or a wider group")
    report = checked.as_dict() | coverage(shown, ground) | held
    said = (
        f"{report['wards']} of {report['wards_in_all']} wards have a figure, {report['held_back']} held back"
    )
    say(f"{indicator.id}: {said}")
    body = indicator.model_dump_json()
    declared = pd.DataFrame([{"indicator_id": indicator.id, "body": body}])
    return Prepared(
        indicator.id,
        _content_hash(path, body, ground, indicator),
        [provenance(replace(source, url=entry.source.url), path)],
        {"observation": shown, "declaration": declared},
        report,
    )


def source_of(entry: OwnEntry, path: Path) -> Source:
    """Return the SOURCE record that an entry makes for its CSV."""
    indicator, stated = entry.indicator, entry.source
    return Source(
        id=indicator.id,
        title=stated.title,
        publisher=stated.publisher,
        url=stated.url or "whoever keeps the records",
        attribution=stated.attribution or stated.publisher,
        period=indicator.period or "as in the file",
        geography=indicator.geography,
        file_name=path.name,
        indicators=(indicator.id,),
        areas_expected=None,
        read=lambda p: read_own_csv(p, source_of(entry, p), indicator),
        licence=stated.licence,
        note=stated.note,
    )


def coverage(wards: pd.DataFrame, ground: Ground) -> dict[str, Any]:
    """Say how many of the study area's wards have a figure, in the period that has the fewest."""
    counts = wards[wards["value"].notna()].groupby("period")["area_code"].nunique()
    return {"wards": int(counts.min()), "wards_in_all": len(ground.study_codes("ward"))}


def _on_wards(frame: pd.DataFrame, indicator: Indicator, ground: Ground) -> pd.DataFrame:
    """Return tidy ward figures: as they are, or shared out from LSOAs; a blank is missing."""
    plain = frame[TIDY_COLUMNS].astype(dict.fromkeys(TEXT_COLUMNS, object))
    if indicator.geography == "ward":
        return plain.reset_index(drop=True)
    whole = _with_absent_areas(plain, ground.study_codes(indicator.geography))
    shares = ground.shares(indicator.geography, "postcode-share")
    known = {**indicators(), indicator.id: indicator}
    wards = apportion(whole, shares, known, ground.people())
    return wards[wards["status"] != "missing"].reset_index(drop=True)


def _with_absent_areas(frame: pd.DataFrame, codes: set[str]) -> pd.DataFrame:
    """Add the small areas that the file leaves out, as missing: a ward of them is not covered by the rest."""
    keys = pd.MultiIndex.from_product([sorted(frame["period"].unique()), sorted(codes)])
    held = frame.set_index(["period", "area_code"]).reindex(keys.rename(["period", "area_code"]))
    held["status"] = held["status"].fillna("missing")
    for column in ("indicator_id", "geography", "basis"):
        held[column] = frame[column].iloc[0]
    return held.reset_index()[TIDY_COLUMNS]


def _held_back(
    wards: pd.DataFrame, ground: Ground, indicator: Indicator
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return the wards with what must not be shown taken out, and how many and which totals that concerns."""
    areas = ground.areas[ground.areas["geography"] == "ward"].set_index("code")
    shown = wards.copy()
    districts: set[str] = set()
    counties: set[str] = set()
    for _, of_period in wards.groupby("period"):
        cells = _cells(of_period, areas)
        if indicator.kind == "score":
            hidden = pd.Series(small(cells["denominator"].to_numpy()), index=cells.index)
        else:
            found = hold_back(cells)
            hidden = found.cells != ""
            districts |= set(found.districts)
            counties |= set(found.counties)
        of_hidden = hidden[hidden].index
        shown.loc[of_hidden, ["numerator", "denominator", "value"]] = float("nan")
        shown.loc[of_hidden, "status"] = "suppressed"
    told = {
        "threshold": THRESHOLD,
        "held_back": int((shown["status"] == "suppressed").sum()),
        "totals_not_to_publish": sorted(districts) + sorted(counties),
    }
    return shown, told


def _cells(wards: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": wards["area_code"],
            "district_code": wards["area_code"].map(areas["district_code"]),
            "county_code": wards["area_code"].map(areas["county_code"]),
            "numerator": wards["numerator"],
            "denominator": wards["denominator"],
            "is_given": wards["status"] == "suppressed",
        },
        index=wards.index,
    )


def _content_hash(path: Path, body: str, ground: Ground, indicator: Indicator) -> str:
    """Hash what the dataset is made of: file, declaration, geography, weights, the rule on small numbers."""
    weights = ground.hashes.get(_weighting_source(indicator), "")
    made_of = {
        "format": FORMAT,
        "file": hashlib.sha256(path.read_bytes()).hexdigest(),
        "declared": body,
        "geography": ground.hash,
        "weights": weights,
        "threshold": THRESHOLD,
        "study_area": STUDY_AREA,
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def _weighting_source(indicator: Indicator) -> str:
    return indicators()[indicator.weighted_by].source if indicator.weighted_by else ""
