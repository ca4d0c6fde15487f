"""A shortlist as a file and as plain records: each ward's range and why it is in, what the rules cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import Rules, indicators
from sipmap.desk import RankingInputs
from sipmap.desk.certainty import ranking_layout
from sipmap.desk.choice import Choice
from sipmap.desk.communal import ward_warnings
from sipmap.desk.decisions import Stated
from sipmap.desk.listed import list_certainty
from sipmap.desk.pockets import part_held, pockets_outside, small_areas, worst_pockets
from sipmap.desk.shortlisting import Ground, ranking_shortlist, read_ground
from sipmap.desk.summaries import ward_summaries
from sipmap.export.agreement import side_by_side, summaries_record, summary_sentences
from sipmap.export.csvw import Export, export_table
from sipmap.export.ranking import describe, range_in_words, source, weights_in_words
from sipmap.geography import vintage_year
from sipmap.scoring.communal import CommunalWarning
from sipmap.scoring.shortlist import Shortlist
from sipmap.scoring.uncertainty import SOURCES, RankUncertainty
from sipmap.words import overview, warnings
from sipmap.words import shortlist as words
from sipmap.words.numbers import whole


@dataclass(frozen=True)
class ShortlistAccount:
    """A shortlist in words and figures."""

    inputs: RankingInputs
    shortlist: Shortlist
    certainty: RankUncertainty
    pockets: pd.DataFrame
    """Worst-decile small areas outside: `desk.pockets.pockets_outside`; empty for wards without a map."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Those that were moved, by part."""
    communal: Mapping[str, CommunalWarning] = field(default_factory=dict)
    """Wards with many communal residents: `desk.communal.area_warnings`."""
    summaries: pd.DataFrame | None = None
    """Ranks of the area's wards by each ward summary: see `desk.ward_summaries`."""
    stated_rules: Rules | None = None
    """Those it was chosen under, so that its file can be saved as a decision."""

    @property
    def labels(self) -> dict[str, str]:
        """Words of each rule by its key."""
        rules = self.shortlist.rules
        return dict(zip(rules["rule"], rules["label"], strict=True))

    @property
    def names(self) -> dict[str, str]:
        """Names of the area's wards by code."""
        return self.inputs.names

    def wards(self) -> pd.DataFrame:
        """Return the wards on the list with range, chance and why, under names that code uses."""
        chosen = self.shortlist.chosen.join(
            self.certainty.frame[["low", "high", "chance_top", "word"]], on="area_code"
        )
        rows = [{str(k): v for k, v in r.items()} for r in chosen.to_dict("records")]
        costs = {str(rule): float(cost) for rule, cost in self.shortlist.rules[["rule", "cost"]].to_numpy()}
        return chosen.assign(
            why_in_words=[words.why_in(row, self.labels) for row in rows],
            cost_in_words=[words.cost_of(row, self.labels, costs, self.shortlist.objective) for row in rows],
        )

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
        """Return what to be warned of: wards on the list, and those whose communal residents hide need."""
        moved = [w for w in self.communal.values() if w.is_borderline]
        near = [f"{self.names[w.area_code]}: {warnings.of_ward(w, self.shortlist.size)}" for w in moved]
        return [*(words.caution(c) for c in self.shortlist.warnings), *near]

    def coverage(self) -> list[str]:
        """Say what the list covers and what it leaves outside; nothing where people are not counted."""
        covered = self.shortlist.coverage
        if covered is None:
            return []
        said = overview.coverage(listed_wards(self.shortlist.size), self.shortlist.area, covered)
        outside = self.pockets.drop_duplicates("code")
        residents = float(self.pockets["residents"].sum())
        return [*said, overview.pockets(len(outside), residents, part_held(self.inputs.comparison))]

    def pocket_names(self) -> list[str]:
        """Name the pockets outside, most deprived first."""
        rows = self.pockets.drop_duplicates("code").to_dict("records")
        return [overview.pocket({str(k): v for k, v in row.items()}) for row in rows]

    def beside(self) -> list[str]:
        """Set the list beside those of need alone and of the other objective."""
        return words.beside(self.shortlist.lists, self.shortlist.objective)


def account_of(
    ground: Ground,
    inputs: RankingInputs,
    choice: Choice,
    certainty: RankUncertainty,
    *,
    worst: pd.DataFrame,
    summaries: pd.DataFrame | None,
) -> ShortlistAccount:
    """Choose the shortlist that is stated and account for it; the rest was read before.

    `worst` comes from `desk.pockets.worst_pockets`, `summaries` from `desk.ward_summaries`.
    Raises ProfileError where its rules cannot all hold.
    """
    weights = dict(choice.weights)
    found = ranking_shortlist(
        ground, inputs, choice.rules, choice.size, objective=choice.objective, weights=weights
    )
    return ShortlistAccount(
        inputs,
        found,
        certainty,
        pockets_outside(worst, found.codes),
        weights,
        {} if ground.communal is None else ward_warnings(ground.communal, inputs, choice.size, weights),
        summaries,
        choice.rules,
    )


def read_account(engine: Engine, inputs: RankingInputs, choice: Choice) -> ShortlistAccount:
    """Read what `account_of` needs, and choose the shortlist that is stated and account for it."""
    layout = ranking_layout(engine, inputs)
    return account_of(
        read_ground(engine, inputs),
        inputs,
        choice,
        list_certainty(layout, inputs, choice.size, dict(choice.weights), varied=choice.varied),
        worst=worst_pockets(small_areas(engine, inputs.release.id), inputs.names),
        summaries=ward_summaries(engine, inputs),
    )


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
        "people_in_need": "People in need (employment deprivation, estimate)",
        "why_in_words": "Why it is on the list",
        "cost_in_words": "What its rule costs",
    }
    table = account.wards()[list(headings)].rename(columns=headings)
    return table.join(side_by_side(account.summaries, found.codes), on="Ward code")


def shortlist_export(account: ShortlistAccount) -> Export:
    """Return the list as a file, with all that is said of it in the metadata beside it."""
    inputs, found = account.inputs, account.shortlist
    frame = shortlist_table(account)
    year = vintage_year(str(inputs.areas["vintage"].iloc[0]))
    said = {
        "The rules and what each costs": account.rules(),
        "Beside other lists": account.beside(),
        "Nearest outside": account.near(),
        "Ward summaries side by side (IMD 2025)": summary_sentences(account.summaries, found.codes),
        "Coverage": account.coverage(),
        "Pockets outside": account.pocket_names(),
        "Take care": account.warnings(),
    }
    return export_table(
        frame,
        f"sip-shortlist-{inputs.comparison.id}-{year}-{found.size}-wards.csv",
        title=f"{inputs.profile.label}: a shortlist of {listed_wards(found.size)} of {found.area}",
        description=describe(inputs, range_in_words(inputs, indicators(), account.certainty)),
        said={
            "dc:source": source(inputs),
            "dc:subject": weights_in_words(inputs.profile, account.weights),
            "notes": [{"about": about, "says": lines} for about, lines in said.items() if lines],
        },
    )


def listed_wards(size: int) -> str:
    """Return what the wards of a list are called."""
    return "ward on the list" if size == 1 else f"{whole(size)} wards on the list"


def shortlist_record(account: ShortlistAccount) -> dict[str, object]:
    """Return everything about the list as plain values, for JSON; what is missing is null."""
    found = account.shortlist
    return {
        "area": account.inputs.comparison.id,
        "profile": account.inputs.profile.id,
        "release": account.inputs.release.id,
        "size": found.size,
        "objective": found.objective,
        "stated": stated_record(account),
        "range_kind": account.certainty.kind,
        "held_still": [s for s in SOURCES if not getattr(account.certainty.varied, s)],
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
        "summaries": summaries_record(account.summaries, found.codes),
        "warnings": account.warnings(),
        "coverage": None if found.coverage is None else records(found.coverage.reset_index()),
        "coverage_in_words": account.coverage(),
        "pockets": records(account.pockets),
    }


def stated_record(account: ShortlistAccount) -> dict[str, object] | None:
    """Return all that the list follows from, but for the figures; None where its rules were not kept."""
    if account.stated_rules is None:
        return None
    held = tuple(s for s in SOURCES if not getattr(account.certainty.varied, s))
    found, inputs = account.shortlist, account.inputs
    return Stated(
        inputs.comparison.id,
        inputs.profile,
        account.stated_rules,
        found.size,
        found.objective,
        account.weights,
        held,
    ).record()


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
