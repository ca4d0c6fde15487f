"""The choice of 2002 tried again on the published Index of 2000: the numbers that the issue asks for."""

import pandas as pd
import pytest

from sipmap import catalogue
from sipmap.catalogue import Rules
from sipmap.scoring.backtest import WORST, backtest_2002
from sipmap.scoring.index import exponential
from sipmap.scoring.parts import parts_wide
from sipmap.scoring.rank import rank
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.shortlist import shortlist
from tests.published import published_file

pytestmark = pytest.mark.published

ENGLAND_WARDS = 8_414
"""Wards of 1998 in England, among which the Index of 2000 ranks."""
MEDWAY = "Medway"
IN_WORST = {
    "none": 24,
    "at-least-1": 24,
    "at-least-2": 21,
    "at-most-2": 21,
    "second-within-90": 22,
    "second-within-100": 22,
    "second-within-110": 22,
    "second-within-120": 22,
}


@pytest.fixture(scope="module")
def published():
    frame = pd.read_csv(published_file("iod/imd2000_england_ward98_kent_medway.csv"))
    return frame[frame["LA Name"] != MEDWAY]


def as_ranking(frame, scores):
    ranks = rank(scores)
    return pd.DataFrame(
        {
            "rank": ranks.array,
            "area_code": frame["ward98_code"].to_numpy(),
            "name": frame["Ward Name"].to_numpy(),
            "district": frame["LA Name"].to_numpy(),
            "score": scores.to_numpy(),
            "reason": "",
        }
    )


@pytest.fixture(scope="module")
def by_published_score(published):
    return as_ranking(published, published["Index of Multiple Deprivation Score"])


@pytest.fixture(scope="module")
def by_profile(published):
    """Ranked as the program does: by the profile `sip-2002`, from the published ranks of the domains."""
    observations = pd.concat(
        pd.DataFrame(
            {
                "indicator_id": f"imd2000-{domain.lower()}-exponential",
                "period": catalogue.indicators()[f"imd2000-{domain.lower()}-exponential"].period,
                "area_code": published["ward98_code"],
                "value": exponential(published[f"Rank of {domain} Domain"], ENGLAND_WARDS),
            }
        )
        for domain in ("Income", "Employment", "Health", "Education", "Housing", "Access")
    )
    profile = catalogue.profile("sip-2002")
    areas = published.rename(columns={"ward98_code": "code", "Ward Name": "name", "LA Name": "district"})
    return rank_profile(parts_wide(observations, profile, catalogue.indicators()), areas, profile, {})


@pytest.mark.parametrize("source", ["by_published_score", "by_profile"])
def test_the_spread_rules_give_the_numbers_of_the_issue(source, request):
    found = backtest_2002(request.getfixturevalue(source))
    assert found.wards == 331
    assert found.outcomes["in_worst"].to_dict() == IN_WORST
    assert (found.outcomes["wards"] == 24).all()
    assert found.compatible == [rule for rule, count in IN_WORST.items() if count == 22]
    assert found.cut_range == (85, 143)


def test_the_lists_are_what_the_rules_say(by_published_score):
    """Counted by hand from the frame, without the programme."""
    outcomes = backtest_2002(by_published_score).outcomes
    wards = by_published_score.set_index("area_code")
    first_two = wards.sort_values("rank").groupby("district").head(2)
    assert set(outcomes.loc["at-most-2", "codes"]) == set(first_two.index)
    assert set(outcomes.loc["at-least-2", "codes"]) == set(first_two.index)
    kept = first_two[first_two.groupby("district").cumcount().eq(0) | (first_two["rank"] <= 100)]
    free = wards.drop(kept.index).sort_values("rank").head(24 - len(kept))
    assert set(outcomes.loc["second-within-100", "codes"]) == {*kept.index, *free.index}
    beyond = outcomes.loc["second-within-100", "beyond_worst"]
    assert (wards.loc[list(beyond), "rank"] > WORST).all()


def test_districts_can_be_given_apart(by_published_score):
    apart = dict(zip(by_published_score["area_code"], by_published_score["district"], strict=True))
    blank = by_published_score.assign(district="")
    found, usual = backtest_2002(blank, apart), backtest_2002(by_published_score)
    pd.testing.assert_frame_equal(found.outcomes, usual.outcomes)


def test_a_district_of_one_ward_has_no_second(by_published_score):
    alone = by_published_score.iloc[:60].assign(district=["Alone", *["Rest"] * 59])
    found = backtest_2002(alone)
    assert found.outcomes.loc["at-most-2", "wards"] == 0  # two districts cannot fill 24
    assert found.outcomes.loc["second-within-90", "wards"] == 24


def test_each_district_is_met_and_the_cost_is_told(by_published_score):
    listed = shortlist(by_published_score, Rules(min_per_district=2), 24, area="Kent")
    assert (listed.chosen["district"].value_counts() == 2).all()
    cost = listed.rules.set_index("rule").loc["min_per_district", "cost"]
    best = by_published_score["score"].nlargest(24).sum()
    assert cost == pytest.approx(best - listed.chosen["score"].sum())
