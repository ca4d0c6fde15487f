"""Wards' reports read whole from a release, for who asks for a few wards and is gone: a command, a file."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Engine

from sipmap.catalogue import profile
from sipmap.catalogue.suggest import suggestion
from sipmap.desk.areas import read_setting
from sipmap.desk.certainty import ranking_layout
from sipmap.desk.claimants import claimants_by_year
from sipmap.desk.evidence_read import NEED_PROFILE
from sipmap.desk.listed import list_certainty, national_certainty
from sipmap.desk.pockets import small_areas
from sipmap.desk.ranking import active_release, ranking_inputs
from sipmap.desk.wardread import england_ward, local_ward
from sipmap.desk.wardreport import WardReport
from sipmap.desk.wardshared import County, Shared, county_set, read_county, read_shared
from sipmap.errors import UnknownCodeError
from sipmap.geography import ComparisonSet
from sipmap.knowledge.initiative_register import list_initiatives
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.store import read


def read_wards(engine: Engine, codes: Sequence[str], today: date) -> list[WardReport]:
    """Read the reports of wards of England, whatever the case of their codes, from the release in use.

    Raises
    ------
    NoReleaseError
    UnknownCodeError
        No ward of one of these codes, with the nearest one.
    """
    reader = _Reader(engine, today)
    wards = [reader.ward(code.strip().upper()) for code in codes]
    return [reader.report(ward) for ward in wards]


class _Reader:
    """One release, read as it is needed: what wards share, once."""

    def __init__(self, engine: Engine, today: date) -> None:
        self._engine, self._today = engine, today
        self._release = active_release(engine)
        self._counties: dict[str, County] = {}

    def ward(self, code: str) -> dict[str, Any]:
        """Return a ward's row of `store.read.areas`."""
        wards = read.areas(self._engine, self._release.id, "ward", codes=(code,))
        if wards.empty:
            known = read.areas(self._engine, self._release.id, "ward")["code"]
            raise UnknownCodeError(f"There is no ward {code} of 2025; {suggestion(code, known)}")
        return {str(name): value for name, value in wards.to_dict("records")[0].items()}

    def report(self, ward: Mapping[str, Any]) -> WardReport:
        """Return a ward's report."""
        comparison = county_set(str(ward["county_code"]))
        if comparison is None:
            return england_ward(self._engine, self._release, ward, self._national, self._today)
        return local_ward(
            self._shared,
            self._county(comparison),
            str(ward["code"]),
            self._today,
            flags=read.flags(self._engine),
            initiatives=list_initiatives(self._engine, self._today),
        )

    def _county(self, comparison: ComparisonSet) -> County:
        if comparison.id not in self._counties:
            inputs = ranking_inputs(self._engine, self._release, comparison, profile(NEED_PROFILE))
            layout, size = ranking_layout(self._engine, inputs), inputs.profile.size
            certainty = list_certainty(layout, inputs, size)
            setting = read_setting(self._engine, inputs, size, self._today, certainty)
            self._counties[comparison.id] = read_county(self._engine, setting, layout)
        return self._counties[comparison.id]

    @cached_property
    def _national(self) -> RankUncertainty:
        return national_certainty(self._engine, self._release)

    @cached_property
    def _shared(self) -> Shared:
        return read_shared(
            self._engine,
            self._release,
            small=small_areas(self._engine, self._release.id),
            claimants=claimants_by_year(self._engine, self._release.id),
            national=self._national,
        )
