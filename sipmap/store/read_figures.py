"""Observations, the scales they are standardised on, and the flags that stand beside them."""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Engine, false, func, select

from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.frames import fetch
from sipmap.store.manifest import in_release
from sipmap.store.tables import Flag, Observation, Standardisation
from sipmap.store.transactions import reading

FEW_AREAS = 20
"""Up to so many areas are looked up one by one; more are picked out of their indicators in pandas."""


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

    Columns: indicator_id, geography, basis, period, area_code, numerator, denominator, value, status;
    NaN where absent. Sorted by the first five.
    """
    query = select(
        Observation.indicator_id,
        Observation.geography,
        Observation.basis,
        Observation.period,
        Observation.area_code,
        Observation.numerator,
        Observation.denominator,
        Observation.value,
        Observation.status,
    ).where(in_release(Observation.dataset_id, release_id))
    if indicators:
        query = query.where(Observation.indicator_id.in_(sorted(indicators)))
    if geography is not None:
        query = query.where(Observation.geography == geography)
    if basis is not None:
        query = query.where(Observation.basis == basis)
    if periods:
        query = query.where(Observation.period.in_(sorted(periods)))
    if 0 < len(areas) <= FEW_AREAS:
        query = query.where(Observation.area_code.in_(sorted(areas)))
    with reading(engine) as connection:
        frame = fetch(connection, query, 5)
    if len(areas) > FEW_AREAS:
        frame = frame[frame["area_code"].isin(set(areas))].reset_index(drop=True)
    return frame


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
