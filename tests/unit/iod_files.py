"""Small files in the published layouts of the Indices, with made-up areas, for the sources to read."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

import pytest

from etl.sources import detr_imd2000, mhclg_iod2019, mhclg_iod2025, mhclg_iod2025_indicators
from etl.sources.base import Source
from etl.sources.file7 import DOMAINS, IMD, RATES, rank_heading, score_heading

N = 5
CUT_HEADING = (
    "Children and Young People Sub-domain Decile (where 1 is most deprived 10% of LSO"  # as published
)
SCORES = ("61.204", "40.1", "22.75", "9.03", "0.5")
STANDARD_SCORES = ("-1.5", "0", "0.25", "1", "2")
RATE_VALUES = ("0.503", "0.31", "0.2", "0.104", "0.02")

Rows = list[list[str]]


def small(monkeypatch: pytest.MonkeyPatch, module: ModuleType, areas: int | None = N) -> Source:
    """Make a source expect `areas` areas and no reference totals, and return it."""
    source = replace(module.SOURCE, areas_expected=areas, references=())
    monkeypatch.setattr(module, "SOURCE", source)
    return source


def codes(prefix: str = "E0109990") -> list[str]:
    return [f"{prefix}{i}" for i in range(1, N + 1)]


def file7(module: ModuleType = mhclg_iod2025) -> Rows:
    """Return headings and rows of File 7: area i is the i-th most deprived on everything."""
    is_2025 = module is mhclg_iod2025
    columns: dict[str, Sequence[str]] = {
        module.CODE: codes(),
        "LSOA name (2021)": [f"Nowhere 00{i}, A" for i in range(1, N + 1)],
        f"{IMD} Score": SCORES,
        rank_heading(IMD): _ranks(),
    }
    for domain, name in DOMAINS.items():
        columns[score_heading(domain)] = RATE_VALUES if domain in RATES else SCORES
        columns[rank_heading(name)] = _ranks()
    if is_2025:
        columns |= dict.fromkeys(module.SUBDOMAINS.values(), SCORES)
        columns[CUT_HEADING] = ["1"] * N
        columns["Income Deprivation Affecting Children Index (IDACI) Score (rate)"] = [""] * N
    columns |= {
        module.PEOPLE: ["1500", "1600", "1700", "1800", "1900"],
        module.CHILDREN: ["300"] * N,
        module.OLDER: ["400"] * N,
        module.WORKERS: ["900"] * N if is_2025 else ["900.25"] * N,
    }
    return _rows(columns)


def file8() -> Rows:
    """Return headings and rows of the table of underlying indicators of 2025."""
    m = mhclg_iod2025_indicators
    columns: dict[str, Sequence[str]] = {m.CODE: codes(), "income_domain_numerator": ["", *["20.0"] * 4]}
    columns |= dict.fromkeys(m.PROPORTIONS.values(), RATE_VALUES)
    columns |= dict.fromkeys(m.RATES_AND_RATIOS.values(), SCORES)
    columns |= dict.fromkeys(m.STANDARDISED.values(), STANDARD_SCORES)
    columns |= {
        m.HIGHER_EDUCATION: ["0.7", "0.8", "", "0.9", "1"],
        m.CORE_HOMELESSNESS: ["4.7", "1", "1", "1", "0"],
        m.CONNECTIVITY: SCORES,
    }
    return _rows(columns)


def imd2000() -> Rows:
    """Return headings and rows of the ward file of 2000; the last ward's code lost its noughts."""
    m = detr_imd2000
    columns: dict[str, Sequence[str]] = {m.CODE: ["29ZZFA", "29ZZFB", "29ZZFC", "29ZZFD", "ZZFE"]}
    for name in (m.IMD, *m.DOMAINS.values(), m.CHILD_POVERTY):
        columns |= {f"{name} Score": SCORES, f"Rank of {name}": _ranks()}
    return _rows(columns)


def text(rows: Rows, end: str = "\n") -> str:
    """Return rows as CSV text."""
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator=end).writerows(rows)
    return lines.getvalue()


def put(rows: Rows, heading: str, row: int, cell: str) -> Rows:
    """Return the rows with one cell changed; `row` is the line of the file, the headings being 1."""
    column = rows[0].index(heading)
    changed = [list(r) for r in rows]
    changed[row - 1][column] = cell
    return changed


def _ranks() -> list[str]:
    return [str(i) for i in range(1, N + 1)]


def _rows(columns: dict[str, Sequence[str]]) -> Rows:
    return [list(columns), *(list(r) for r in zip(*columns.values(), strict=True))]


LAYOUTS = {
    "mhclg_iod2025": (mhclg_iod2025, file7()),
    "mhclg_iod2019": (mhclg_iod2019, file7(mhclg_iod2019)),
    "mhclg_iod2025_indicators": (mhclg_iod2025_indicators, file8()),
    "detr_imd2000": (detr_imd2000, imd2000()),
}
