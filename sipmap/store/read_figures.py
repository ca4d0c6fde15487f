"""Observations, the scales they are standardised on, and the flags that stand beside them."""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import ColumnElement, Engine, false, func, select

from sipmap.store.conditions import among, dataset_ids
from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.frames import fetch
from sipmap.store.tables import Flag, Observation, Standardisation
from sipmap.store.transactions import reading

FEW_AREAS = 20
"""Up to so many areas are looked up one by one."""

_OBSERVATION = select(
    Observation.indicator_id,
    Observation.geography,
    Observation.basis,
    Observation.period,
    Observation.area_code,
    Observation.numerator,
    Observation.denominator,
    Observation.value,
    Observation.status,
)


def observations(
    engine: Engine,
    release_id: int,
    *,
    indicators: Collection[str] = (),
    geography: str | None = None,
    basis: str | None = None,
    periods: Collection[str] = (),
    areas: Collection[str] = (),
) -> pd.DataFrame:
    """Return the tidy frame of observations that meet each of the conditions given, in a stable order.

    A ward's own figure, as a council supplies it, was brought there on no basis at all: it stands among those
    of any basis asked for.

    Columns: indicator_id, geography, basis, period, area_code, numerator, denominator, value, status;
    NaN where absent. Sorted by the first five.
    """
    with reading(engine) as connection:
        query = _OBSERVATION.where(Observation.dataset_id.in_(dataset_ids(connection, release_id)))
        if geography is not None:
            query = query.where(Observation.geography == geography)
        if basis is not None:
            bases = {basis, "published"} if geography == "ward" else {basis}
            query = query.where(Observation.basis.in_(sorted(bases)))
        for column, wanted in (
            (Observation.indicator_id.expression, indicators),
            (Observation.period.expression, periods),
            (_area_code(len(areas)), areas),
        ):
            if wanted:
                query = query.where(among(connection, column, wanted))
        return fetch(connection, query, 5)


def _area_code(count: int) -> ColumnElement[str]:
    """Return the area's code to be looked up: by the index on areas where they are few.

    More areas are picked from the rows of their indicators: the expression keeps the index out.
    """
    return Observation.area_code.expression if count <= FEW_AREAS else Observation.area_code.concat("")


def standardisation(engine: Engine, release_id: int, reference: str) -> pd.DataFrame:
    """Return the scales over one reference set: indicator_id, period, reference, count, mean, sd."""
    query = select(
        Standardisation.indicator_id,
        Standardisation.period,
        Standardisation.reference,
        Standardisation.count,
        Standardisation.mean,
        Standardisation.sd,
    ).where(Standardisation.release_id == release_id, Standardisation.reference == reference)
    with reading(engine) as connection:
        return fetch(connection, query, 2)


def flags(engine: Engine) -> pd.DataFrame:
    """Return each flag as last revised, without those withdrawn: FLAG_COLUMNS and revision.

    `recorded_on` and `review_by` hold `datetime.date`.
    """
    latest = select(Flag.uid, func.max(Flag.revision).label("revision")).group_by(Flag.uid).subquery()
    query = (
        select(*(getattr(Flag, name) for name in FLAG_COLUMNS), Flag.revision)
        .join(latest, (latest.c.uid == Flag.uid) & (latest.c.revision == Flag.revision))
        .where(Flag.is_withdrawn == false())
    )
    with reading(engine) as connection:
        return fetch(connection, query, 1)
