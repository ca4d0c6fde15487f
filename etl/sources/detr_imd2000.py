"""Index of Multiple Deprivation 2000: index and six domains of England's 8,414 wards of 1998."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, rank, read_csv, score, tidy
from sipmap.scoring.index import exponential

PERIOD = "2000"
AREAS = 8_414

CODE = "Ward"
DOMAINS: Mapping[str, str] = {
    "income": "Income Domain",
    "employment": "Employment Domain",
    "health": "Health Domain",
    "education": "Education Domain",
    "housing": "Housing Domain",
    "access": "Access Domain",
}
IMD = "Index of Multiple Deprivation"
CHILD_POVERTY = "Child Poverty Index"
PERCENTAGES = ("income", "employment")
"""Domains whose score is a percentage of people."""
SHORT_CODE = 4
"""Length of a unitary authority's ward code where a spreadsheet took its leading "00" for a number."""


def read(path: Path) -> pd.DataFrame:
    """Read the ward file into the tidy frame; codes get back the two leading noughts that some copies lost.

    Raises InputFileError for anything but the whole file of England's wards of 1998.
    """
    headings = [h for name in (IMD, *DOMAINS.values(), CHILD_POVERTY) for h in _headings(name)]
    table = read_csv(path, SOURCE, (CODE, *headings))
    codes = table.codes(CODE, "ward98", mend=_with_leading_noughts)
    n = SOURCE.areas_expected or len(codes)
    score_heading, rank_heading = _headings(IMD)
    scores = table.numbers(score_heading, low=0, high=100)
    figures = [score("imd2000-score", scores), rank("imd2000-rank", table.ranks(rank_heading, n, scores))]
    for domain, name in DOMAINS.items():
        score_heading, rank_heading = _headings(name)
        limits = {"low": 0.0, "high": 100.0} if domain in PERCENTAGES else {}
        scores = table.numbers(score_heading, **limits)
        ranks = table.ranks(rank_heading, n, scores)
        figures += [
            score(f"imd2000-{domain}-score", scores),
            rank(f"imd2000-{domain}-rank", ranks),
            score(f"imd2000-{domain}-exponential", exponential(ranks, n)),
        ]
    score_heading, rank_heading = _headings(CHILD_POVERTY)
    scores = table.numbers(score_heading, low=0, high=100)
    table.ranks(rank_heading, n, scores)
    figures.append(score("imd2000-child-poverty-score", scores))
    return tidy(table, codes, "ward98", PERIOD, figures)


def _headings(name: str) -> tuple[str, str]:
    return f"{name} Score", f"Rank of {name}"


def _with_leading_noughts(codes: pd.Series) -> pd.Series:
    return codes.where(codes.str.len() != SHORT_CODE, "00" + codes)


def _is_ranked(place: int, code: str, name: str) -> ReferenceTotal:
    return ReferenceTotal(
        indicator_id="imd2000-rank",
        period=PERIOD,
        what="max",
        expected=place,
        tolerance=0,
        cited="DETR, Indices of Deprivation 2000, ward level IMD",
        codes=(code,),
        place=name,
    )


SOURCE = Source(
    id="detr_imd2000",
    title="Indices of Deprivation 2000, ward level: index, domains and child poverty",
    publisher="Department of the Environment, Transport and the Regions",
    url="https://github.com/humaniverse/IMD",
    attribution="Indices of Deprivation 2000, DETR and University of Oxford, Crown copyright 2000",
    period=PERIOD,
    geography="ward98",
    file_name="iod/imd2000_england_ward98.csv",
    indicators=(
        "imd2000-score",
        "imd2000-rank",
        *(f"imd2000-{d}-{what}" for d in DOMAINS for what in ("score", "rank", "exponential")),
        "imd2000-child-poverty-score",
    ),
    areas_expected=AREAS,
    read=read,
    references=(
        _is_ranked(1, "00BNFD", "Benchill, Manchester"),
        _is_ranked(77, "29UNFT", "Pier, Thanet"),
        _is_ranked(194, "29UNFK", "Ethelbert, Thanet"),
    ),
    note="The department's own page is gone: the copy at hand is from the R package IMD (British Red Cross), "
    "which lost the leading 00 of unitary, metropolitan and London ward codes; it is put back.",
)
