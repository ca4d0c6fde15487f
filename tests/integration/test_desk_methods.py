"""Every method on a release: whom a ranking compares decides no score, for the reference set is fixed."""

import pytest

from sipmap import desk
from sipmap.catalogue import profile, with_methods
from sipmap.geography import COMPARISON_SETS
from sipmap.store.engine import make_engine

METHODS = [
    {"standardise": "z"},
    {"standardise": "z", "outliers": "winsorise"},
    {"standardise": "min-max", "weighting": "equal", "aggregation": "geometric"},
    {"standardise": "percentile"},
    {"standardise": "rank-exponential"},
    {"standardise": "z", "aggregation": "outranking"},
]


@pytest.fixture(scope="module")
def engine(snapshot_url):
    engine = make_engine(snapshot_url)
    yield engine
    engine.dispose()


def ranking(engine, chosen, comparison):
    release = desk.active_release(engine)
    inputs = desk.ranking_inputs(engine, release, COMPARISON_SETS[comparison], chosen)
    return inputs, inputs.ranking().set_index("area_code")


@pytest.mark.parametrize("methods", METHODS, ids=lambda m: "-".join(m.values()))
def test_a_ward_scores_the_same_whomever_it_is_ranked_among(engine, methods):
    chosen = with_methods(profile("sip-today"), **methods)
    inputs, kent = ranking(engine, chosen, "kent")
    _, more = ranking(engine, chosen, "kent-and-medway")
    assert len(kent) == 255
    assert kent["score"].notna().all()
    assert len(more) > len(kent)
    assert more["score"].reindex(kent.index).equals(kent["score"])
    assert {s.count for s in inputs.standards.values()} == {255}


def test_every_method_agrees_on_most_of_the_top_24(engine):
    """Kent, IMD 2025: 22 and more of 24 whatever the method, as the parts overlap so much."""
    tops = [
        set(ranking(engine, with_methods(profile("sip-today"), **methods), "kent")[1].index[:24])
        for methods in METHODS
    ]
    assert min(len(tops[0] & top) for top in tops) >= 22


def test_wins_less_losses_in_kent_lie_between_all_and_none(engine):
    _, kent = ranking(engine, with_methods(profile("sip-today"), aggregation="outranking"), "kent")
    assert kent["score"].max() <= 254
    assert kent["score"].sum() == 0
    assert (kent["score"] == kent["score"].round()).all()


def test_the_wards_of_1998_have_a_reference_set_too(engine):
    chosen = with_methods(profile("sip-2002"), standardise="percentile")
    inputs, kent = ranking(engine, chosen, "kent")
    assert len(kent) == 331
    assert {s.count for s in inputs.standards.values()} == {331}
    assert kent["score"].between(0, 1).all()
