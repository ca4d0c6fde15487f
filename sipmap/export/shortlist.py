"""A shortlist as a file and as plain records: each ward's range and why it is in, what the rules cost."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sipmap.desk import RankingInputs
from sipmap.export.csvtext import csv_bytes
from sipmap.scoring.shortlist import Shortlist
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.words import shortlist as words


@dataclass(frozen=True)
class ShortlistAccount:
    """A shortlist in words and figures."""

    inputs: RankingInputs
    shortlist: Shortlist
    certainty: RankUncertainty

    @property
    def labels(self) -> dict[str, str]:
        """Words of each rule by its key."""
        rules = self.shortlist.rules
        return dict(zip(rules["rule"], rules["label"], strict=True))

    @property
    def names(self) -> dict[str, str]:
        """Names of the area's wards by code."""
        areas = self.inputs.areas
        return dict(zip(areas["code"], areas["name"], strict=True))

    def wards(self) -> pd.DataFrame:
        """Return the wards on the list with range, chance and why, under names that code uses."""
        chosen = self.shortlist.chosen.join(
            self.certainty.frame[["low", "high", "chance_top", "word"]], on="area_code"
        )
        said = [
            words.why_in({str(k): v for k, v in r.items()}, self.labels) for r in chosen.to_dict("records")
        ]
        return chosen.assign(why_in_words=said)

    def near(self) -> list[str]:
        """Say of each near miss what would bring it in."""
        codes = self.shortlist.near["area_code"]
        return [self.outside(str(code)) for code in codes]

    def outside(self, code: str) -> str:
        """Answer "why not mine?" for a ward outside the list."""
        found = self.shortlist.outside(code)
        return words.outside(found, self.names, self.labels, self.shortlist.objective)

    def rules(self) -> list[str]:
        """Say of each rule whether it binds and what it costs."""
        rows = self.shortlist.rules.to_dict("records")
        return [
            words.rule_cost({str(k): v for k, v in r.items()}, self.names, self.shortlist.objective)
            for r in rows
        ]

    def warnings(self) -> list[str]:
        """Return what to be warned of."""
        return [words.caution(c) for c in self.shortlist.warnings]

    def beside(self) -> list[str]:
        """Set the list beside those of need alone and of the other objective."""
        return words.beside(self.shortlist.lists, self.shortlist.objective)


def shortlist_table(account: ShortlistAccount) -> pd.DataFrame:
    """Return the list under headings in plain words, the GSS code first."""
    found = account.shortlist
    headings = {
        "area_code": "Ward code",
        "name": "Ward",
        "district": "District",
        "rank": f"Rank in {account.inputs.comparison.label}",
        "low": "Range from",
        "high": "Range to",
        "chance_top": f"Chance of the first {found.size}",
        "word": f"In the first {found.size}",
        "score": "Score",
        "people": "Residents (estimate)",
        "people_in_need": "People in employment deprivation (estimate)",
        "why_in_words": "Why it is on the list",
    }
    return account.wards()[list(headings)].rename(columns=headings)


def shortlist_csv(account: ShortlistAccount) -> bytes:
    """Return the list as CSV."""
    return csv_bytes(shortlist_table(account))


def shortlist_record(account: ShortlistAccount) -> dict[str, object]:
    """Return everything about the list as plain values, for JSON; what is missing is null."""
    found = account.shortlist
    return {
        "area": account.inputs.comparison.id,
        "profile": account.inputs.profile.id,
        "release": account.inputs.release.id,
        "size": found.size,
        "objective": found.objective,
        "range_kind": account.certainty.kind,
        "wards": records(account.wards().rename(columns={"area_code": "ward_code", "name": "ward"})),
        "rules": [
            {**record, "in_words": said}
            for record, said in zip(records(found.rules), account.rules(), strict=True)
        ],
        "near_misses": [
            {**record, "in_words": said}
            for record, said in zip(
                records(found.near.rename(columns={"area_code": "ward_code", "name": "ward"})),
                account.near(),
                strict=True,
            )
        ],
        "beside": account.beside(),
        "warnings": account.warnings(),
        "coverage": None if found.coverage is None else records(found.coverage.reset_index()),
    }


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return rows as plain values for JSON; what is missing is null."""
    return [{str(k): _plain(v) for k, v in row.items()} for row in frame.astype(object).to_dict("records")]


def _plain(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if pd.isna(value):  # type: ignore[call-overload]  # any scalar
        return None
    return value.item() if hasattr(value, "item") else value
