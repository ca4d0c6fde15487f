"""Composite methods against worked examples that others published.

"Handbook" is OECD/JRC, "Handbook on Constructing Composite Indicators: Methodology and User Guide" (2008).
Its running example is the Technology Achievement Index of 23 countries (Table A.2; higher is better there,
and here stands for more need).
"""

import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Part
from sipmap.scoring.aggregate import arithmetic, geometric
from sipmap.scoring.composite import score
from sipmap.scoring.maineffect import main_effect
from sipmap.scoring.outliers import fit_treatment, has_outliers, kurtosis, skewness, treat
from sipmap.scoring.outranking import outranking, outranking_matrix
from sipmap.scoring.reference import standards_from
from sipmap.scoring.scales import min_max, percentile
from tests.made_up_profile import made_up_indicator, made_up_profile

# Handbook, Table A.2: patents, royalties, Internet hosts, exports, telephones (log10), electricity (log10),
# schooling, university.
TAI = """
Finland|187|125.6|200.2|50.7|3.08|4.15|10|27.4
United States|289|130|179.1|66.2|3.00|4.07|12|13.9
Sweden|271|156.6|125.8|59.7|3.10|4.14|11.4|15.3
Japan|994|64.6|49|80.8|3.00|3.86|9.5|10
Korea, Rep.|779|9.8|4.8|66.7|2.97|3.65|10.8|23.2
Netherlands|189|151.2|136|50.9|3.02|3.77|9.4|9.5
United Kingdom|82|134|57.4|61.9|3.02|3.73|9.4|14.9
Singapore|8|25.5|72.3|74.9|2.95|3.83|7.1|24.2
Canada|31|38.6|108|48.7|2.94|4.18|11.6|14.2
Australia|75|18.2|125.9|16.2|2.94|3.94|10.9|25.3
Germany|235|36.8|41.2|64.2|2.94|3.75|10.2|14.4
Norway|103|20.2|193.6|19|3.12|4.39|11.9|11.2
Ireland|106|110.3|48.6|53.6|2.97|3.68|9.4|12.3
Belgium|72|73.9|58.9|47.6|2.91|3.86|9.3|13.6
New Zealand|103|13|146.7|15.4|2.86|3.91|11.7|13.1
Austria|165|14.8|84.2|50.3|2.99|3.79|8.4|13.6
France|205|33.6|36.4|58.9|2.97|3.80|7.9|12.6
Israel|74|43.6|43.2|45|2.96|3.74|9.6|11
Spain|42|8.6|21|53.4|2.86|3.62|7.3|15.6
Italy|13|9.8|30.4|51|3.00|3.65|7.2|13
Czech Republic|28|4.2|25|51.7|2.75|3.68|9.5|8.2
Hungary|26|6.2|21.6|63.5|2.73|3.46|9.1|7.7
Slovenia|105|4|20.3|49.5|2.84|3.71|7.1|10.6
"""
NAMES = [
    "patents",
    "royalties",
    "internet",
    "exports",
    "telephones",
    "electricity",
    "schooling",
    "university",
]

# Human Development Report 2001, technical note on the Technology Achievement Index: goalposts, the largest
# and least values of any country, with OECD averages as caps for telephones (901) and electricity (6,969).
GOALPOSTS = [
    (0.0, 994.0),
    (0.0, 272.6),
    (0.0, 232.4),
    (0.0, 80.8),
    (np.log10(1), np.log10(901)),
    (np.log10(22), np.log10(6969)),
    (0.8, 12.0),
    (0.1, 27.4),
]
# Human Development Report 2001, Technology Achievement Index, to two decimals; no value for Singapore was at
# hand.
PUBLISHED_TAI = {
    "Finland": 0.74,
    "United States": 0.73,
    "Sweden": 0.70,
    "Japan": 0.70,
    "Korea, Rep.": 0.67,
    "Netherlands": 0.63,
    "United Kingdom": 0.61,
    "Canada": 0.59,
    "Australia": 0.59,
    "Germany": 0.58,
    "Norway": 0.58,
    "Ireland": 0.57,
    "Belgium": 0.55,
    "New Zealand": 0.55,
    "Austria": 0.54,
    "France": 0.54,
    "Israel": 0.51,
    "Spain": 0.48,
    "Italy": 0.47,
    "Czech Republic": 0.47,
    "Hungary": 0.46,
    "Slovenia": 0.46,
}


@pytest.fixture(scope="module")
def tai():
    """The 23 countries in the order of Table 38's linear ranking."""
    rows = [line.split("|") for line in TAI.strip().splitlines()]
    return pd.DataFrame([r[1:] for r in rows], index=[r[0] for r in rows], columns=NAMES, dtype=float)


# Handbook, Table 15: rank counted from the lowest, z score, min-max, percentile.
TABLE_15 = {
    "Finland": (15, 0.26, 0.59, 65.2),
    "United States": (23, 1.52, 1.00, 100),
    "Sweden": (19, 1.14, 0.88, 82.6),
    "Japan": (12, -0.06, 0.49, 52.2),
    "Korea, Rep.": (17, 0.76, 0.76, 73.9),
    "Netherlands": (9, -0.12, 0.47, 39.1),
    "United Kingdom": (9, -0.12, 0.47, 39.1),
    "Canada": (20, 1.27, 0.92, 87.0),
    "Australia": (18, 0.83, 0.78, 78.3),
    "Singapore": (1, -1.58, 0.00, 4.3),
    "Germany": (16, 0.38, 0.63, 69.6),
    "Norway": (22, 1.46, 0.98, 95.7),
    "Ireland": (9, -0.12, 0.47, 39.1),
    "Belgium": (8, -0.19, 0.45, 34.8),
    "New Zealand": (21, 1.33, 0.94, 91.3),
    "Austria": (6, -0.76, 0.27, 26.1),
    "France": (5, -1.08, 0.16, 21.7),
    "Israel": (14, 0.00, 0.51, 60.9),
    "Spain": (4, -1.46, 0.04, 17.4),
    "Italy": (3, -1.52, 0.02, 13.0),
    "Czech Republic": (12, -0.06, 0.49, 52.2),
    "Hungary": (7, -0.31, 0.41, 30.4),
    "Slovenia": (1, -1.58, 0.00, 4.3),
}


def test_z_scores_of_table_15(tai):
    """The handbook divides by the sample deviation (n - 1), sipmap by that of all areas, as a census does."""
    profile = made_up_profile(standardise="z", parts=(Part(indicator="schooling", weight=1.0),))
    indicators = {"schooling": made_up_indicator("schooling")}
    found = score(tai, profile, standards_from(tai, profile), indicators=indicators).scores
    again = found * np.sqrt((len(tai) - 1) / len(tai))
    for country, (_, z, _, _) in TABLE_15.items():
        assert again[country] == pytest.approx(z, abs=0.0101), country  # from means rounded on the way
    assert again["Finland"] == pytest.approx(0.26, abs=0.005)


def test_min_max_of_table_15(tai):
    values = tai["schooling"].to_numpy()
    found = min_max(values, values.min(), values.max())
    published = [TABLE_15[country][2] for country in tai.index]
    np.testing.assert_allclose(found, published, atol=0.0051)


def test_percentiles_of_table_15(tai):
    """The handbook's is rank / n with the better place for equals; by mid-ranks an area counts half of itself
    and of its equals."""
    values = tai["schooling"].to_numpy()
    found = pd.Series(percentile(values, np.sort(values)), index=tai.index)
    n = len(values)
    for country, (rank, _, _, published) in TABLE_15.items():
        equals = sum(r == rank for r, *_ in TABLE_15.values())
        assert 100 * (found[country] + (1 - equals / 2) / n) == pytest.approx(published, abs=0.051), country
        assert found[country] == pytest.approx((rank - 1 + equals / 2) / n)


@pytest.fixture(scope="module")
def tai_profile():
    parts = tuple(
        Part(indicator=name, weight=1 / 8, goalposts=posts)
        for name, posts in zip(NAMES, GOALPOSTS, strict=True)
    )
    return made_up_profile(standardise="min-max", parts=parts)


def test_the_technology_achievement_index_is_rebuilt(tai, tai_profile):
    indicators = {name: made_up_indicator(name) for name in NAMES}
    scores = score(tai, tai_profile, standards_from(tai, tai_profile), indicators=indicators).scores
    for country, published in PUBLISHED_TAI.items():
        assert scores[country] == pytest.approx(published, abs=0.0055), country


def test_its_ranks_are_the_linear_ones_of_table_38(tai, tai_profile):
    """All 23; `tai` is in the published order."""
    indicators = {name: made_up_indicator(name) for name in NAMES}
    scores = score(tai, tai_profile, standards_from(tai, tai_profile), indicators=indicators).scores
    assert scores.sort_values(ascending=False).index.tolist() == tai.index.tolist()


def test_values_beyond_the_goalposts_are_clipped_as_the_report_does(tai, tai_profile):
    indicators = {name: made_up_indicator(name) for name in NAMES}
    scored = score(tai, tai_profile, standards_from(tai, tai_profile), indicators=indicators)
    assert (scored.standardised.loc["Norway", ["telephones", "electricity"]] == 1.0).all()


# Handbook, Table 35, the five countries with three decimals, and Table 36.
TABLE_35 = np.array(
    [
        [187, 125.6, 200.2, 50.7, 3.080, 4.150, 10, 27.4],
        [289, 130, 179.1, 66.2, 2.997, 4.073, 12, 13.9],
        [271, 156.6, 125.8, 59.7, 3.096, 4.145, 11.4, 15.3],
        [994, 64.6, 49, 80.8, 3.003, 3.865, 9.5, 10],
        [779, 9.8, 4.8, 66.7, 2.972, 3.653, 10.8, 23.2],
    ]
)
TABLE_36 = np.array(
    [
        [0, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0],
    ]
)


def test_outranking_matrix_of_table_36():
    found = outranking_matrix(TABLE_35, TABLE_35, np.ones(8))
    np.fill_diagonal(found, 0)
    np.testing.assert_allclose(found, TABLE_36)


def test_wins_less_losses_give_one_of_the_three_best_orders_of_table_37():
    """Sweden, USA, Finland, Japan, Korea, with the most support (6.375), which two other orders share."""
    found = outranking(TABLE_35, TABLE_35, np.ones(8))
    assert found.tolist() == [1, 2, 3, -2, -4]
    order = np.argsort(-found)
    assert order.tolist() == [2, 1, 0, 3, 4]
    support = sum(TABLE_36[a, b] for i, a in enumerate(order) for b in order[i + 1 :])
    assert support == pytest.approx(6.375)


def orders(*columns):
    """Values of alternatives (rows) from orders, best first, such as "abcd"; one part an order."""
    names = sorted(columns[0])
    return np.array([[-column.index(name) for column in columns] for name in names], dtype=float)


def test_condorcet_outranking_of_tables_25_and_27():
    """21 indicators in four groups: c before b before d before a."""
    values, weights = orders("abcd", "acbd", "bdca", "cbda"), [3, 5, 7, 6]
    matrix = 21 * outranking_matrix(values, values, weights)
    np.fill_diagonal(matrix, 0)
    published = [[0, 8, 8, 8], [13, 0, 10, 21], [13, 11, 0, 14], [13, 0, 7, 0]]
    np.testing.assert_allclose(matrix, published, atol=1e-12)
    assert outranking(values, values, weights).tolist() == [-3, 1, 3, -1]


def test_condorcets_own_cycle_of_tables_28_and_30_is_a_tie():
    values, weights = orders("abc", "bca", "bac", "cab", "cba"), [23, 17, 2, 10, 8]
    matrix = 60 * outranking_matrix(values, values, weights)
    np.fill_diagonal(matrix, 0)
    np.testing.assert_allclose(matrix, [[0, 33, 25], [27, 0, 42], [35, 18, 0]], atol=1e-12)
    assert outranking(values, values, weights).tolist() == [0, 0, 0]


def test_the_unsolvable_problem_of_table_34_stays_a_tie():
    values = orders("abc", "cab", "bca")
    assert outranking(values, values, np.ones(3)).tolist() == [0, 0, 0]


def test_leaving_out_d_of_table_31_turns_borda_round_but_not_this():
    """Fishburn's example: by Borda's points a leads with d in the list and c without it."""
    values, weights = orders("cbad", "badc", "adcb"), [3, 2, 2]
    with_d = outranking(values, values, weights)
    without_d = outranking(values[:3], values, weights)
    assert without_d.tolist() == with_d[:3].tolist()


def test_geometric_means_of_section_6_11():
    """21, 1, 1, 1 and 6, 6, 6, 6 are equal when added and far apart when multiplied; and one unit more."""
    countries = np.array([[21, 1, 1, 1], [6, 6, 6, 6], [21, 2, 1, 1], [6, 7, 6, 6]], dtype=float)
    added = arithmetic(countries, np.ones(4))
    assert added[0] == added[1] == 6
    found = geometric(countries, np.ones(4), floor=0.01)
    np.testing.assert_allclose(found, [2.14, 6, 2.54, 6.23], atol=0.006)
    assert found[2] / found[0] == pytest.approx(1.19, abs=0.005)
    assert found[3] / found[1] == pytest.approx(1.04, abs=0.005)


def test_worked_example_of_the_human_development_index():
    """UNDP, technical notes: income index (ln 3,829 - ln 100) / (ln 75,000 - ln 100) = 0.5506, with health
    0.6971 and education 0.3447 an index of 0.510."""
    income = min_max(np.log(np.array([3829.0])), np.log(100), np.log(75_000))
    assert income[0] == pytest.approx(0.5506, abs=5e-5)
    found = geometric(np.array([[0.6971, 0.3447, income[0]]]), np.ones(3), floor=0.01)
    assert found[0] == pytest.approx(0.510, abs=5e-4)


# COINr (Becker et al. 2022), article "Outlier Treatment": a vector, with its skewness and kurtosis.
COINR = np.array([*range(1, 11), 30, 100], dtype=float)


def test_skewness_and_kurtosis_of_coinr():
    assert skewness(COINR) == pytest.approx(3.063241, abs=5e-7)
    assert kurtosis(COINR) == pytest.approx(9.741391, abs=5e-7)
    assert has_outliers(COINR)


def test_winsorising_of_coinr():
    """One point goes to the next value; that suffices, though two were allowed."""
    treatment = fit_treatment(COINR, most=2)
    treated = treat(COINR, treatment)
    assert treatment.winsorised == 1
    assert treated.tolist() == [*range(1, 11), 30, 30]
    assert skewness(treated) == pytest.approx(1.712038, abs=5e-7)
    assert kurtosis(treated) == pytest.approx(1.815781, abs=5e-7)
    assert not has_outliers(treated)


def test_coinrs_other_vectors():
    """Its tests: beside 1 to 10, 100 becomes 10; 1 to 20, 100 and 200 need more than one point, so the
    logarithm is taken: `log_CT` is ln(x - min + 0.01 range)."""
    assert treat(np.array([100.0]), fit_treatment([*range(1, 11), 100], most=5))[0] == 10
    values = np.array([*range(1, 21), 100, 200], dtype=float)
    found = treat(values, fit_treatment(values, most=1))
    np.testing.assert_allclose(found, np.log(values - 1 + 0.01 * 199))


@pytest.mark.parametrize(
    ("value", "sign", "expected"),
    [(1, 1, 0.1), (11, 1, 1), (-1, 1, 0), (1, -1, 0.9), (-1, -1, 1), (11, -1, 0)],
)
def test_coinrs_goalposts(value, sign, expected):
    """`n_goalposts` with posts 0 and 10, both directions."""
    low, high = sorted((0.0, sign * 10.0))
    assert min_max(np.array([sign * float(value)]), low, high)[0] == pytest.approx(expected)


def standardised_with_correlation(rho, n=300):
    """Three standardised parts, the last two correlated by rho exactly, the first with neither."""
    draws = np.random.default_rng(2013).normal(size=(n, 3))
    draws -= draws.mean(axis=0)
    white = draws @ np.linalg.inv(np.linalg.cholesky(np.cov(draws.T, ddof=0))).T
    return white @ np.linalg.cholesky(np.array([[1, 0, 0], [0, 1, rho], [0, rho, 1]])).T


def test_main_effects_of_the_deans_example():
    """Paruolo, Saisana and Saltelli (2013), section 1.1: equal weights, correlation 0.7 between the last two:
    5/22 and twice 289/440. Estimated by a curve, which on 300 points follows some of the noise."""
    parts = standardised_with_correlation(0.7)
    scores = parts.mean(axis=1)
    found = [main_effect(part, scores) for part in parts.T]
    assert found == pytest.approx([5 / 22, 289 / 440, 289 / 440], abs=0.04)


def test_main_effects_of_uncorrelated_parts_add_up_to_one():
    """Their section 3.1: S_i = w_i^2 var_i / sum of w^2 var. A full grid, so that nothing is estimated."""
    first, second = (axis.ravel() for axis in np.meshgrid(np.arange(17.0), np.arange(17.0)))
    scores = (first + 2 * second) / 3
    assert main_effect(first, scores) == pytest.approx(0.2, abs=1e-6)
    assert main_effect(second, scores) == pytest.approx(0.8, abs=1e-6)


def test_a_main_effect_sees_what_a_correlation_does_not():
    """Their section 3.1: S_i can be high where the correlation is nil, as on a U-shaped curve."""
    part = np.linspace(-1, 1, 201)
    assert abs(np.corrcoef(part, part**2)[0, 1]) < 1e-12
    assert main_effect(part, part**2) == pytest.approx(1, abs=0.005)
