"""The geographic files of a data folder: found, read by their editions, and credited."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from boundaries.editions import Edition, editions
from boundaries.read import Polygons, read_polygons
from etl.lookups import read_lookup
from sipmap.errors import InputFileError

OTHER_ISSUE = "Not the very file that sipmap was tested with"


@dataclass
class GeoFiles:
    """A data folder; remembers each file it read, for the table source_file."""

    folder: Path
    used: list[dict[str, object]] = field(default_factory=list)

    def path(self, edition_id: str) -> Path:
        """Return where a file of the folder stands."""
        return self.folder / editions()[edition_id].file

    def polygons(self, edition_id: str, known_codes: Collection[str] | None = None) -> Polygons:
        """Read a boundary file (boundaries.read.read_polygons)."""
        edition = editions()[edition_id]
        polygons = read_polygons(self.path(edition_id), edition, known_codes=known_codes)
        self.used.append(provenance(self.path(edition_id), edition))
        return polygons

    def lookup(self, edition_id: str, *, keys: tuple[str, ...] = ("code",)) -> pd.DataFrame:
        """Read a lookup table (etl.lookups.read_lookup)."""
        edition = editions()[edition_id]
        table = read_lookup(self.path(edition_id), edition, keys=keys)
        self.used.append(provenance(self.path(edition_id), edition))
        return table

    def postcodes(self, ward_codes: Collection[str]) -> pd.DataFrame:
        """Read the live postcodes: postcode (no space), easting, northing (metres), district_code, ward_code.

        Raises InputFileError for a postcode in no known ward or without a whole-metre place, and for a ward
        without a postcode.
        """
        path = self.path("postcodes")
        table = self.lookup("postcodes", keys=("postcode",))
        unknown = table.loc[~table["ward_code"].isin(ward_codes), "ward_code"]
        if len(unknown):
            problem = f"{unknown.iloc[0]} is not a ward of 2025"
            remedy = "use an issue of Code-Point Open of 2024 or later"
            raise InputFileError(path, problem, remedy, row=int(unknown.index[0]))
        if lacking := sorted(set(ward_codes) - set(table["ward_code"])):
            problem = f"it holds no postcode of {lacking[0]}: it is cut short or a part"
            raise InputFileError(path, problem, f"use the whole of {editions()['postcodes'].title}")
        for column in ("easting", "northing"):
            wrong = table.loc[~table[column].str.fullmatch(r"\d{1,7}"), column]
            if len(wrong):
                problem = f'the {column} "{wrong.iloc[0]}" is not a whole number of metres'
                raise InputFileError(path, problem, "use the file as published", row=int(wrong.index[0]))
            table[column] = table[column].astype("int64")
        compact = table["postcode"].str.replace(" ", "", regex=False).str.upper()
        return table.assign(postcode=compact).sort_values("postcode", ignore_index=True)


def provenance(path: Path, edition: Edition) -> dict[str, object]:
    """Return the row of source_file for a file as it was read."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    tested = sha256 == edition.sha256
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    return {
        "source_id": edition.id,
        "title": edition.title,
        "publisher": edition.publisher,
        "url": edition.url,
        "licence": edition.licence,
        "attribution": edition.attribution,
        "period": edition.vintage,
        "file_name": path.name,
        "retrieved": edition.retrieved if tested else changed,
        "sha256": sha256,
        "byte_size": len(content),
        "note": edition.note if tested else f"{OTHER_ISSUE}. {edition.note}".strip(),
    }
