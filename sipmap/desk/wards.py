"""A ward's report read whole from a release, for who asks for one ward and is gone: a command, a file."""

from datetime import UTC, date, datetime

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
from sipmap.desk.wardshared import county_set, read_county, read_shared
from sipmap.errors import UnknownCodeError
from sipmap.knowledge.initiative_register import list_initiatives
from sipmap.store import read


def read_ward(engine: Engine, code: str, today: date | None = None) -> WardReport:
    """Read the report of a ward of England, whatever the case of its code, from the release in use.

    Raises
    ------
    NoReleaseError
    UnknownCodeError
        No ward of that code, with the nearest one.
    """
    release, day = active_release(engine), today or datetime.now(UTC).date()
    code = code.strip().upper()
    wards = read.areas(engine, release.id, "ward", codes=(code,))
    if wards.empty:
        known = read.areas(engine, release.id, "ward")["code"]
        raise UnknownCodeError(f"There is no ward {code} of 2025; {suggestion(code, known)}")
    area = {str(name): value for name, value in wards.to_dict("records")[0].items()}
    national = national_certainty(engine, release)
    comparison = county_set(str(area["county_code"]))
    if comparison is None:
        return england_ward(engine, release, area, national, day)
    inputs = ranking_inputs(engine, release, comparison, profile(NEED_PROFILE))
    layout = ranking_layout(engine, inputs)
    size = inputs.profile.size
    setting = read_setting(engine, inputs, size, day, list_certainty(layout, inputs, size))
    shared = read_shared(
        engine,
        release,
        small=small_areas(engine, release.id),
        claimants=claimants_by_year(engine, release.id),
        national=national,
    )
    return local_ward(
        shared,
        read_county(engine, setting, layout),
        code,
        day,
        flags=read.flags(engine),
        initiatives=list_initiatives(engine, day),
    )
