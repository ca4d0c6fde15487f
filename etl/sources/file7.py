"""File 7 of the English Indices of Deprivation, 2015 to 2025: all scores, ranks and denominators in one CSV.

The editions differ in their years, denominators and number of areas; the columns of the index and its seven
domains carry the same headings.
"""

from collections.abc import Mapping

from etl.sources.base import Figure, Numbers, ReferenceTotal, Table, rank, score
from sipmap.scoring.index import exponential

IMD = "Index of Multiple Deprivation (IMD)"
DOMAINS: Mapping[str, str] = {
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers": "Barriers to Housing and Services",
    "environment": "Living Environment",
}
"""Last part of the indicator id -> the domain as headings name it."""
RATES = ("income", "employment")
"""Domains whose score is a proportion of people."""


def rank_heading(name: str) -> str:
    """Return the heading of a rank."""
    return f"{name} Rank (where 1 is most deprived)"


def score_heading(domain: str) -> str:
    """Return the heading of a domain's score."""
    return f"{DOMAINS[domain]} Score{' (rate)' if domain in RATES else ''}"


INDEX_COLUMNS = (
    f"{IMD} Score",
    rank_heading(IMD),
    *(heading for d, name in DOMAINS.items() for heading in (score_heading(d), rank_heading(name))),
)


def score_id(edition: str, domain: str) -> str:
    """Return the indicator id of a domain's score; the two rates are called so."""
    return f"{edition}-{domain}-{'rate' if domain in RATES else 'score'}"


def index_ids(edition: str) -> tuple[str, ...]:
    """Return the ids that `index_figures` yields."""
    ids = [f"{edition}-imd-score", f"{edition}-imd-rank"]
    for domain in DOMAINS:
        ids += [score_id(edition, domain), f"{edition}-{domain}-rank", f"{edition}-{domain}-exponential"]
    return tuple(ids)


def index_figures(table: Table, edition: str, n: int, people: Numbers, workers: Numbers) -> list[Figure]:
    """Return the index and its domains: score or rate, rank, and the exponential score of each domain.

    `n` is how many areas were ranked; `people` weight every score but the employment rate, which `workers`,
    the residents of working age, weight.
    """
    scores = table.numbers(f"{IMD} Score", low=0, high=100)
    ranks = table.ranks(rank_heading(IMD), n, scores)
    figures = [score(f"{edition}-imd-score", scores, people), rank(f"{edition}-imd-rank", ranks)]
    for domain, name in DOMAINS.items():
        heading = score_heading(domain)
        scores = table.proportions(heading) if domain in RATES else table.numbers(heading)
        ranks = table.ranks(rank_heading(name), n, scores)
        figures += [
            score(score_id(edition, domain), scores, workers if domain == "employment" else people),
            rank(f"{edition}-{domain}-rank", ranks),
            score(f"{edition}-{domain}-exponential", exponential(ranks, n), people),
        ]
    return figures


def is_ranked(edition: str, place: int, code: str, name: str, cited: str) -> ReferenceTotal:
    """Return a published rank of one area on the whole index, as a figure that the file must give again."""
    return ReferenceTotal(
        indicator_id=f"{edition}-imd-rank",
        period=edition.removeprefix("iod"),
        what="max",
        expected=place,
        tolerance=0,
        cited=cited,
        codes=(code,),
        place=name,
    )
