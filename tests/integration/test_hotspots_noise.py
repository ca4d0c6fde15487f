"""Maps of pure noise on Kent's wards hardly ever show a hot spot, as the false discovery rate promises."""

import numpy as np
import pytest

from sipmap import desk
from sipmap.areas.hotspots import hot_spots
from sipmap.desk.hotspots import rate_figures
from sipmap.geography import COMPARISON_SETS
from sipmap.store import read
from sipmap.store.engine import make_engine

MAPS = 200
PERMUTATIONS = 39_999
"""Enough to find one ward of 255, and the test is done in half a minute; 99,999 find 8 maps of the 200."""
MOST = 0.08
SEED = 41


@pytest.fixture(scope="module")
def kent(embedded_url):
    """Return Kent's claimants over residents of working age, and the links between its wards."""
    engine = make_engine(embedded_url)
    release = desk.active_release(engine)
    figures, _ = rate_figures(engine, release.id, COMPARISON_SETS["kent"], "claimant-rate")
    links = read.links(engine, release.id)
    engine.dispose()
    assert len(figures) == 255
    return figures, links


def test_of_200_maps_of_noise_at_most_8_in_100_show_any_spot(kent):
    """Kent's own rates are dealt out anew to its wards, and claimants by chance."""
    figures, links = kent
    generator = np.random.default_rng(SEED)
    people = figures["denominator"].to_numpy().round().astype(int)
    rates = (figures["count"] / figures["denominator"]).to_numpy()
    found = 0
    for _ in range(MAPS):
        counts = generator.binomial(people, generator.permutation(rates)).astype(float)
        made = hot_spots(figures.assign(count=counts), links, permutations=PERMUTATIONS)
        found += made.frame["is_significant"].any()
    assert found <= MOST * MAPS
    assert found > 0, "permutations too few to find anything would prove nothing"


def test_kents_own_map_does_show_hot_spots(kent):
    figures, links = kent
    found = hot_spots(figures, links)
    assert len(found.codes("hot")) >= 5
    assert found.tested == 255
