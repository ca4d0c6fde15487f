"""Local Moran's I and G* against what GeoDa, R's spdep and esda make of their example data."""

import warnings

import numpy as np
import pytest

from sipmap.areas.hotspots import discoveries
from sipmap.areas.localstats import g_star, local_moran, neighbours_mean, sums
from sipmap.areas.permutation import pseudo_p
from tests import published_hotspots as published

GUERRY = published.GUERRY
NEAR = [[int(p) - 1 for p in row.split()] for row in published.GUERRY_NEIGHBOURS.split("/")]


def africa():
    """Return countries, their values, published Moran and G*, and each one's neighbours."""
    rows = [[cell.strip() for cell in line.split("|")] for line in published.AFRICA.strip().splitlines()]
    names = [row[0] for row in rows]
    near = {name: set() for name in names}
    joined = published.AFRICA_BORDERS.strip().replace("\n    ", " ")
    for line in joined.splitlines():
        country, others = line.split(": ")
        for other in others.split(", "):
            near[country].add(other)
            near[other].add(country)
    values, moran, deviate = np.array([row[1:] for row in rows], dtype=float).T
    return names, values, moran, deviate, [[names.index(o) for o in near[name]] for name in names]


def test_local_moran_of_guerrys_departments_is_geodas():
    assert local_moran(GUERRY, NEAR)[:3] == pytest.approx(published.GEODA_MORAN, rel=1e-12)


def test_g_star_of_guerrys_departments_is_geodas():
    members = np.array([len(others) + 1 for others in NEAR])
    share = (GUERRY + sums(GUERRY, NEAR)) / members / GUERRY.sum()
    assert share[:3] == pytest.approx(published.GEODA_G_STAR, rel=1e-12)
    # The standard deviate says the same: the share less 1 / n, over its standard error.
    standard = GUERRY.std() * np.sqrt((85 / members - 1) / 84) / GUERRY.sum()
    assert g_star(GUERRY, NEAR) == pytest.approx((share - 1 / 85) / standard, rel=1e-9)


def test_pseudo_p_values_are_twice_geodas_within_what_its_permutations_allow():
    ours = pseudo_p(GUERRY, NEAR, permutations=99_999, seed=1)[:3] / 2
    theirs = np.array(published.GEODA_P)
    error = np.sqrt(np.maximum(theirs, 0.002) * (1 - theirs) / 999)
    assert (np.abs(ours - theirs) < 3 * error).all()


def test_local_moran_of_42_african_countries_is_spdeps():
    names, values, moran, _, near = africa()
    assert len(names) == 42
    ours = local_moran(values, near) * 42 / 41  # spdep divides by n
    assert ours == pytest.approx(moran, abs=1e-7)
    assert ours.mean() == pytest.approx(0.4167956, abs=1e-7)


def test_g_star_of_42_african_countries_is_spdeps():
    _, values, _, deviate, near = africa()
    assert g_star(values, near) == pytest.approx(deviate, abs=5.1e-4)


def test_the_discoveries_of_benjamini_and_hochbergs_example():
    found = discoveries(np.array(published.BENJAMINI_HOCHBERG), 0.05)
    assert found.tolist() == [True] * 4 + [False] * 11


@pytest.fixture(scope="module")
def columbus():
    """Return crime in 49 neighbourhoods of Columbus, Ohio, their graph in libpysal, and their neighbours."""
    import libpysal
    from libpysal.graph import Graph

    table = libpysal.io.open(libpysal.examples.get_path("columbus.dbf"))
    crime = np.array(table.by_col("CRIME"))
    table.close()
    lines = libpysal.io.open(libpysal.examples.get_path("columbus.gal"))
    weights = lines.read()
    lines.close()
    position = {name: place for place, name in enumerate(weights.id_order)}
    near = [[position[other] for other in weights.neighbors[name]] for name in weights.id_order]
    return crime, Graph.from_W(weights), near


def test_both_statistics_are_esdas(columbus):
    from esda.getisord import G_Local
    from esda.moran import Moran_Local

    crime, graph, near = columbus
    assert local_moran(crime, near) == pytest.approx(Moran_Local(crime, graph, permutations=0).Is, rel=1e-9)
    theirs = G_Local(crime, graph, transform="B", star=1.0, permutations=0)
    assert g_star(crime, near) == pytest.approx(theirs.Zs, rel=1e-9)


def test_pseudo_p_values_are_those_of_esdas_permutations(columbus):
    from esda.moran import Moran_Local

    crime, graph, near = columbus
    with warnings.catch_warnings():  # esda tells that its own p-values will count both tails
        warnings.filterwarnings("ignore", "The alternative hypothesis", DeprecationWarning)
        theirs = Moran_Local(crime, graph, permutations=9_999, seed=1, n_jobs=1)
    above = (theirs.sim >= theirs.Is).sum(axis=0)
    below = (theirs.sim <= theirs.Is).sum(axis=0)
    both = np.minimum(1, 2 * (np.minimum(above, below) + 1) / 10_000)
    ours = pseudo_p(crime, near, permutations=9_999, seed=1)
    tail = (both + ours) / 4
    error = np.sqrt(2 * tail * (1 - tail) / 9_999)
    assert (np.abs(ours - both) / 2 < 4 * error + 1e-4).all()


def test_neighbours_mean_is_the_spatial_lag(columbus):
    crime, graph, near = columbus
    assert neighbours_mean(crime, near) == pytest.approx(graph.transform("R").lag(crime), rel=1e-12)
