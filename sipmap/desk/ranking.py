"""A ranking's inputs, read from a release: areas, figures of the profile's parts, standards."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import Profile, indicators, part_names, part_period, profile
from sipmap.desk.own import know_own
from sipmap.errors import NoReleaseError, ProfileError, UnknownCodeError
from sipmap.geography import COMPARISON_SETS, ComparisonSet
from sipmap.scoring.parts import parts_wide
from sipmap.scoring.rank import rank
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.reference import needs_reference, standards_from
from sipmap.scoring.standardise import Standard, standards_for
from sipmap.store import read

NATIONAL = "england"
"""The comparison set of all England's wards."""
NATIONAL_PROFILE = "imd-2025"
"""The one ranking that all of England's wards can be in."""


@dataclass(frozen=True)
class RankingInputs:
    """What a ranking is made of, read once per release, comparison set and profile."""

    release: read.ReleaseRecord
    comparison: ComparisonSet
    profile: Profile
    areas: pd.DataFrame
    """code, name, district_code, district (its name): the areas to rank."""
    wide: pd.DataFrame
    """Areas x parts, NaN where missing."""
    standards: dict[str, Standard]
    held_back: frozenset[tuple[str, str]] = frozenset()
    """Area code and part whose figure is held back, since it is small or would give a small one away."""

    @property
    def is_apportioned(self) -> bool:
        """Whether figures were shared out to wards by postcode share, which best fit does otherwise."""
        return self.profile.geography == "ward" and self.comparison.basis == "postcode-share"

    @property
    def names(self) -> dict[str, str]:
        """Names of the areas by code."""
        return dict(zip(self.areas["code"], self.areas["name"], strict=True))

    def ranking(self, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Rank the areas, with some weights moved: see `sipmap.scoring.ranking.rank_profile`."""
        return rank_profile(self.wide, self.areas, self.profile, self.standards, weights)


def active_release(engine: Engine) -> read.ReleaseRecord:
    """Return the release in use, the council's own indicators known to the catalogue from here on.

    Raises NoReleaseError where there is none.
    """
    release = read.active_release(engine)
    if release is None:
        raise NoReleaseError
    know_own(engine, release.id)
    return release


def comparison_set(name: str) -> ComparisonSet:
    """Return a comparison set by its id; raises UnknownCodeError naming the ones there are."""
    try:
        return COMPARISON_SETS[name.strip().lower().replace(" ", "-")]
    except KeyError:
        raise UnknownCodeError(
            f"There is no comparison set {name!r}; use one of {', '.join(COMPARISON_SETS)}."
        ) from None


def ranking_inputs(
    engine: Engine, release: read.ReleaseRecord, comparison: ComparisonSet, chosen: Profile
) -> RankingInputs:
    """Read what a ranking needs.

    Raises
    ------
    ProfileError
        Where the release holds no figure of the profile for these areas at all.
    """
    know_own(engine, release.id)
    areas = areas_of(engine, release.id, comparison, chosen.geography)
    figures = _figures(engine, release.id, comparison, chosen)
    wide = parts_wide(figures, chosen, indicators())
    if wide.index.intersection(list(areas["code"])).empty:
        raise ProfileError(
            f"Profile {chosen.id!r} has no figures for {comparison.label} in this release; "
            "choose another area or profile."
        )
    return RankingInputs(
        release,
        comparison,
        chosen,
        areas,
        wide,
        profile_standards(engine, release.id, chosen),
        _held_back(figures, chosen),
    )


def profile_standards(engine: Engine, release_id: int, chosen: Profile) -> dict[str, Standard]:
    """Return what a profile's parts are measured against.

    As stored with the release or, for methods that need more than mean and spread, fitted on the figures that
    the profile's reference set has in it.
    """
    if not needs_reference(chosen):
        fitted = read.standardisation(engine, release_id, chosen.reference)
        return standards_for(chosen, fitted, indicators())
    reference = COMPARISON_SETS[chosen.reference]
    codes = areas_of(engine, release_id, reference, chosen.geography)["code"]
    wide = parts_wide(_figures(engine, release_id, reference, chosen), chosen, indicators())
    return standards_from(wide.reindex(list(codes)), chosen)


def _held_back(figures: pd.DataFrame, chosen: Profile) -> frozenset[tuple[str, str]]:
    """Return the area and the part of each figure that is held back."""
    rows = figures[figures["status"] == "suppressed"]
    found: set[tuple[str, str]] = set()
    for name, part in zip(part_names(chosen), chosen.parts, strict=True):
        is_part = rows["indicator_id"].eq(part.indicator) & rows["period"].eq(part_period(part, indicators()))
        found |= {(code, name) for code in rows.loc[is_part, "area_code"]}
    return frozenset(found)


def _figures(engine: Engine, release_id: int, comparison: ComparisonSet, chosen: Profile) -> pd.DataFrame:
    """Read a profile's figures on the comparison set's own basis, as tidy observations."""
    return read.observations(
        engine,
        release_id,
        indicators=sorted({p.indicator for p in chosen.parts}),
        geography=chosen.geography,
        basis="published" if chosen.geography == "ward98" else comparison.basis,
        periods=sorted({part_period(p, indicators()) for p in chosen.parts}),
    )


def areas_of(engine: Engine, release_id: int, comparison: ComparisonSet, geography: str) -> pd.DataFrame:
    """Return a comparison set's areas with the names of their districts, by code."""
    areas = read.areas(engine, release_id, geography, county_codes=comparison.county_codes)
    districts = read.areas(engine, release_id, "district").set_index("code")["name"]
    return areas.assign(district=areas["district_code"].map(districts).fillna(""))


def national_ranks(engine: Engine, release: read.ReleaseRecord) -> pd.DataFrame:
    """Rank England's wards on the ministry's index, best fit on both sides.

    Returns
    -------
    DataFrame
        Indexed by ward code: score, rank (Int64); only wards with data. `len` of it is how many are ranked.
    """
    inputs = ranking_inputs(engine, release, COMPARISON_SETS[NATIONAL], profile(NATIONAL_PROFILE))
    ranking = inputs.ranking().dropna(subset="score").set_index("area_code")
    return ranking[["score", "rank"]]


def indicator_ranks(values: pd.Series, direction: str) -> pd.Series:
    """Rank areas on one indicator, 1 being the worst; <NA> where there is no figure."""
    return rank(-values if direction == "lower is worse" else values)


def sources_in_use(engine: Engine) -> pd.DataFrame:
    """Return the source files of the active release with their publishers, licences and checksums."""
    held = read.sources(engine, active_release(engine).id)
    return held.drop_duplicates(["source_id", "sha256"]).sort_values("source_id", ignore_index=True)
