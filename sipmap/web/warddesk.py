"""Reports of wards for pages: what counties share is read once for a release; what people edit is not."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import shapely

from sipmap.catalogue import profile
from sipmap.desk.evidence_read import NEED_PROFILE
from sipmap.desk.wardread import england_ward, local_ward, small_areas_in
from sipmap.desk.wardreport import WardReport
from sipmap.desk.wardshared import County, Shared, county_set, read_county, read_shared
from sipmap.errors import UnknownCodeError
from sipmap.figures.wardmap import Piece, locator, ward_map
from sipmap.geography import ComparisonSet
from sipmap.knowledge.initiative_register import list_initiatives
from sipmap.store import read
from sipmap.web.areadesk import AreaDesk, Wanted
from sipmap.web.bounded import remembered
from sipmap.web.data import FEW, MANY


class WardDesk:
    """Reports of wards over one database."""

    def __init__(self, areas: AreaDesk) -> None:
        self.areas, self.figures = areas, areas.figures
        self._shared = remembered(FEW, self._read_shared)
        self.county = remembered(FEW, self._read_county)
        self._area = remembered(MANY, self._read_area)
        self.maps = remembered(MANY, self._maps)

    def report(self, release: read.ReleaseRecord, code: str, today: date) -> WardReport:
        """Return the report of a ward of England; raises UnknownCodeError where there is none."""
        area = self._area(release, code)
        if area is None:
            raise UnknownCodeError(f"There is no ward {code} of 2025 in these figures.")
        comparison = county_set(area["county_code"])
        if comparison is None:
            national = self.figures.national_certainty(release)
            return england_ward(self.figures.engine, release, area, national, today)
        return local_ward(
            self._shared(release),
            self.county(release, comparison),
            code,
            today,
            flags=self.figures.flags(),
            initiatives=list_initiatives(self.figures.engine, today),
        )

    def name(self, release: read.ReleaseRecord, code: str) -> str:
        """Return a ward's name, "" where there is no such ward."""
        area = self._area(release, code)
        return "" if area is None else str(area["name"])

    def name_of_1998(self, release: read.ReleaseRecord, code: str) -> str:
        """Return the name of a ward of 1998 by its code, "" where there was none."""
        found = read.areas(self.figures.engine, release.id, "ward98", codes=(code,))
        return "" if found.empty else str(found["name"].iloc[0])

    def names(self, release: read.ReleaseRecord) -> dict[str, str]:
        """Return names and districts of the study area's wards by code."""
        wards = self._shared(release).wards
        return dict(zip(wards["code"], wards["name"] + ", " + wards["district"], strict=True))

    def _read_area(self, release: read.ReleaseRecord, code: str) -> dict[str, Any] | None:
        found = read.areas(self.figures.engine, release.id, "ward", codes=(code,))
        return None if found.empty else {str(k): v for k, v in found.to_dict("records")[0].items()}

    def _read_shared(self, release: read.ReleaseRecord) -> Shared:
        return read_shared(
            self.figures.engine,
            release,
            small=self.figures.small_areas(release),
            claimants=self.figures.claimants(release),
            national=self.figures.national_certainty(release),
        )

    def _read_county(self, release: read.ReleaseRecord, comparison: ComparisonSet) -> County:
        chosen = profile(NEED_PROFILE)
        setting = self.areas.setting(release, Wanted(comparison, chosen, chosen.size))
        return read_county(self.figures.engine, setting, self.figures.layout(release, comparison, chosen))

    def _maps(self, release: read.ReleaseRecord, code: str) -> tuple[str, str]:
        """Return the map of the small areas inside a ward, and of the ward in its district; "" for none."""
        engine = self.figures.engine
        area = self._area(release, code)
        if area is None:
            return "", ""
        wards = _shapes(
            read.areas(
                engine, release.id, "ward", district_codes=(area["district_code"],), with_geometry=True
            )
        )
        own = wards.get(code)
        inside = small_areas_in(self.figures.small_areas(release), code)
        codes = tuple(one.code for one in inside)
        shapes = (
            _shapes(read.areas(engine, release.id, "lsoa21", codes=codes, with_geometry=True))
            if codes
            else {}
        )
        pieces = [
            Piece(str(n), one.decile, shapes[one.code])
            for n, one in enumerate(inside, start=1)
            if one.code in shapes
        ]
        return (
            ward_map(own, pieces, f"Small areas in {area['name']}"),
            locator(own, np.array(list(wards.values()), dtype=object), f"{area['name']} in its district"),
        )


def _shapes(areas: pd.DataFrame) -> dict[str, shapely.Geometry]:
    known = areas[areas["geometry"].notna()]
    return dict(zip(known["code"], shapely.from_wkb(known["geometry"].to_numpy()), strict=True))
