"""Names of the wards and places that registers speak of."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sipmap.geography import COMPARISON_SETS
from sipmap.store import read
from sipmap.web.components.fields import by_district
from sipmap.web.data import Figures


class Names:
    """Names of wards and places of the release in use."""

    def __init__(self, figures: Figures) -> None:
        release = figures.release()
        codes = COMPARISON_SETS["kent-and-medway"].county_codes
        districts = read.areas(figures.engine, release.id, "district").set_index("code")["name"]
        wards = read.areas(figures.engine, release.id, "ward", county_codes=codes)
        self.wards: pd.DataFrame = wards.assign(district=wards["district_code"].map(districts))
        own = self.wards[["district_code", "district"]].drop_duplicates().sort_values("district")
        self.districts = dict(zip(own["district_code"], own["district"], strict=True))
        self.places = read.places(figures.engine, release.id)[0]
        self._by_code = dict(zip(self.wards["code"], self.wards["name"], strict=True))
        self._by_place = dict(zip(self.places["id"], self.places["name"], strict=True))

    def subject(self, entry: Mapping[str, Any]) -> str:
        """Return the name of what a flag is about."""
        held = self._by_code if entry["subject_kind"] == "ward" else self._by_place
        code = str(entry["subject"])
        return str(held.get(code, code))

    def area(self, code: str) -> str:
        """Return the name of a ward, district or place, its code where it has none here."""
        for held in (self._by_code, self._by_place, self.districts):
            if code in held:
                return str(held[code])
        return code

    def where(self) -> dict[str, list[tuple[str, str]]]:
        """Return everywhere that an initiative can be, by heading: places, districts, wards by district."""
        places = sorted(self._by_place.items(), key=lambda p: p[1])
        districts = [(code, f"all of {name}") for code, name in self.districts.items()]
        return {"Places": places, "Districts": districts, **by_district(self.wards)}

    def about(self) -> list[tuple[str, str]]:
        """Return everything that a flag can be about: places first, then wards by district."""
        places = [
            (f"place:{code}", name) for code, name in sorted(self._by_place.items(), key=lambda p: p[1])
        ]
        wards = self.wards.sort_values(["district", "name"])
        return [
            ("", "Choose a place or a ward"),
            *places,
            *((f"ward:{w['code']}", f"{w['name']}, {w['district']}") for w in wards.to_dict("records")),
        ]
