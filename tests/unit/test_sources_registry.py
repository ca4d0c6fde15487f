"""Every source is registered and complete, and the catalogue and the sources declare the same indicators."""

from urllib.parse import urlsplit

import pytest

from etl.sources import registry
from sipmap.catalogue import indicators
from sipmap.geography import CODE_PATTERNS

MADE_AT_LOAD = {
    "claimant-rate",
    "iod2025-imd-average-rank",
    "iod2025-imd-extent",
    "iod2025-imd-local-concentration",
    "iod2025-imd-worst-decile-lsoas",
    "iod2025-imd-worst-decile-residents",
}
"""Declared under the source they are worked out from, but not read from its file."""


@pytest.mark.parametrize("source_id", sorted(registry()))
def test_a_source_is_complete(source_id):
    source = registry()[source_id]
    assert source.id == source_id
    assert source.title
    assert source.publisher
    assert source.attribution
    assert source.period
    assert source.licence
    assert urlsplit(source.url).scheme == "https"
    assert source.geography in CODE_PATTERNS
    assert source.file_name.endswith((".csv", ".csv*"))
    assert source.references, "at least one figure that someone else published"
    assert {r.indicator_id for r in source.references} <= set(source.indicators)
    assert all(r.cited for r in source.references)
    assert len(set(source.indicators)) == len(source.indicators)


@pytest.mark.parametrize("source_id", sorted(registry()))
def test_the_catalogue_declares_exactly_what_a_source_yields(source_id):
    declared = {i.id for i in indicators().values() if i.source == source_id} - MADE_AT_LOAD
    assert declared == set(registry()[source_id].indicators)


def test_every_indicator_comes_from_a_source_at_its_geography():
    for indicator in indicators().values():
        source = registry()[indicator.source]
        if indicator.id not in MADE_AT_LOAD:
            assert indicator.geography == source.geography, indicator.id


def test_a_score_is_weighted_by_a_count():
    counts = {i.id for i in indicators().values() if i.kind == "count"}
    assert {i.weighted_by for i in indicators().values() if i.weighted_by} <= counts
