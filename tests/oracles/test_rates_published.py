"""Rates, intervals, funnels, quantiles and smoothing against figures that others published."""

import numpy as np
import pytest

from sipmap.scoring.rates import (
    EUROPEAN_STANDARD_2013,
    byar,
    count_limits,
    directly_standardised,
    effective_denominator,
    empirical_bayes,
    exact_poisson,
    expected_counts,
    local_empirical_bayes,
    proportion,
    proportion_class,
    proportion_funnel,
    quantile_groups,
    rate,
    rate_class,
    rate_funnel,
    ratio_class,
    ratio_funnel,
    ridits,
    standardised_rate_class,
    standardised_ratio,
)
from tests import published_rates as published

CLASS_OF = {
    "High (0.001)": 2,
    "High (0.025)": 1,
    "Not significant": 0,
    "Low (0.025)": -1,
    "Low (0.001)": -2,
    **{"H3": 2, "H2": 1, "N": 0, "L2": -1, "L3": -2, "X": np.nan},
}


@pytest.mark.parametrize(
    ("count", "of", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_in_newcombes_table_1(count, of, lower, upper):
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, Table I, method 3.
    found = proportion(count, of)
    assert found.value == count / of
    assert found.lower == pytest.approx(lower, abs=5e-5)
    assert found.upper == pytest.approx(upper, abs=5e-5)


# Events, and the counts expected of which they are just at the 95 % and 99.8 % limit: columns
# lower_2s_exp_events, upper_2s_exp_events, lower_3s_exp_events, upper_3s_exp_events of
# testdata_funnel_ratio_outputs.csv of PHEindicatormethods, found there by bisection of Poisson sums. They
# are the exact limits of the count.
EXPECTED_AT_LIMITS = """
1,5.571644585,0.025317898,9.233410143,0.001000547
2,7.224687515,0.242209467,11.22886836,0.04540199
5,11.6683331,1.623486324,16.45474478,0.739371928
9,17.08479966,4.11537405,22.65737951,2.452425215
10,18.39035799,4.795387629,24.13397235,2.960519925
20,30.88838097,12.21651877,38.04188668,8.958211233
45,60.21353995,32.82330214,69.83304894,27.07762173
100,121.6268111,81.36400699,134.9243187,71.92139974
313,349.6678193,279.2813414,371.620029,261.1643428
716,770.4222128,664.5083011,802.60414,636.1521174
"""


@pytest.mark.parametrize("line", EXPECTED_AT_LIMITS.split())
def test_exact_limits_of_counts(line):
    events, upper, lower, outer_upper, outer_lower = map(float, line.split(","))
    assert exact_poisson(events) == pytest.approx((lower, upper), rel=2e-6, abs=2e-7)
    assert exact_poisson(events, 0.998) == pytest.approx((outer_lower, outer_upper), rel=2e-6, abs=2e-7)


def test_exact_limits_of_single_counts():
    # PHStatsMethods, the Python package of the same office, tests/test_utils_funnel.py: poisson_funnel(200,
    # 0.025, "low") and poisson_funnel(500, 0.001, "high"); the limit of no event is that of R's pois.exact
    # (epitools).
    assert exact_poisson(200).lower == pytest.approx(173.24086241121654, rel=1e-6)
    assert exact_poisson(500, 0.998).upper == pytest.approx(573.0274767209943, rel=1e-6)
    assert exact_poisson(0) == pytest.approx((0, 3.689), abs=5e-4)


def test_limits_of_a_ratio_by_byar_and_exact():
    # PHStatsMethods, tests/test_utils_funnel.py, funnel_ratio_significance at 95 %: 25 of 20 expected
    # (Byar's) and 5 of 10 (exact).
    assert standardised_ratio(25, 20).upper == pytest.approx(1.85, abs=5e-3)
    assert standardised_ratio(5, 10).upper == pytest.approx(1.17, abs=5e-3)


def test_byar_is_as_near_the_exact_limits_as_practice_says():
    # OHID, technical guide "Confidence intervals" (2018): 95 % limits within 0.2 % from 10 events on.
    counts = np.arange(10, 2_000)
    for found, exact in zip(byar(counts), exact_poisson(counts), strict=True):
        np.testing.assert_allclose(found, exact, rtol=0.002)


def test_crude_rates_switch_from_exact_to_byar_at_10():
    few, many = rate(9, 1_000), rate(10, 1_000)
    assert (few.lower, few.upper) == pytest.approx((0.00411537405, 0.01708479966), rel=1e-6)
    assert count_limits(10) == byar(10)
    assert many.lower == byar(10).lower / 1_000


def test_directly_standardised_rate_of_downs_syndrome():
    # Births of order 5 and over, Michigan 1950-64: Fleiss, "Statistical Methods for Rates and Proportions"
    # (1981), Table 14.4; 75.52901 per 100,000 in the documentation of the R package dsrTest.
    cases = [0, 8, 63, 112, 262, 295]
    births = [327, 30_666, 123_419, 149_919, 104_088, 34_392]
    standard = [319_933, 931_318, 786_511, 488_235, 237_863, 61_313]
    found = directly_standardised(cases, births, standard, multiplier=1e5)
    assert found.value == pytest.approx(75.52901, abs=5e-6)


def test_standardised_rates_and_ratios_as_in_esda():
    # Documentation and tests of esda.smoothing: direct_age_standardization, standardized_mortality_ratio.
    events = np.array([[30, 25, 25, 15], [33, 21, 30, 20]])
    people = np.array([[1000, 1000, 1100, 900], [1000, 900, 1100, 900]])
    direct = directly_standardised(events, people, [1000, 900, 1000, 900]).value
    np.testing.assert_allclose(direct, [0.02374402, 0.02665072], atol=5e-9)
    references = [([100, 45, 120, 100], [1000, 900, 1000, 900]), ([50, 30, 200, 80], [1000, 900, 1000, 900])]
    expected = [expected_counts(n / 10, *ref) for n, ref in zip(people, references, strict=True)]
    ratios = standardised_ratio(events.sum(axis=1), expected).value
    np.testing.assert_allclose(ratios, [2.4869, 2.7368], atol=5e-5)


def test_expected_counts_by_age():
    # PHEindicatormethods, R/isr_sheet.csv: people, reference events and people, expected events by age band.
    people = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207]
    events = [10303, 2824, 3225, 3615, 3641, 3490, 3789, 3213, 3031, 2771, 3089, 3490, 3595, 4745, 5514]
    events += [7125, 5694, 6210, 5757]
    everyone = [50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463, 60479, 49974, 44140]
    everyone += [40888, 37239, 30819, 18136, 15325, 13918]
    by_band = [129.7052257, 27.56182114, 32.61795626, 35.91256701, 31.52878566, 41.35533035, 40.77732735]
    by_band += [40.17262655, 31.80432121, 28.7776716, 30.95180145, 36.45455637, 34.69574082, 31.68130014]
    by_band += [44.42117135, 66.58230312, 48.03606087, 49.84208809, 85.62286248]
    assert expected_counts(people, events, everyone) == pytest.approx(sum(by_band), abs=1e-6)
    bands = expected_counts(np.diag(people), events, everyone)
    np.testing.assert_allclose(bands, by_band, rtol=1e-8)


def test_european_standard_population_of_2013():
    assert EUROPEAN_STANDARD_2013.sum() == 100_000
    assert len(EUROPEAN_STANDARD_2013) == 19
    assert EUROPEAN_STANDARD_2013[[0, 1, 8, 18]].tolist() == [5_000, 5_500, 7_000, 1_000]


# People, limits of 95 % and of 99.8 % in per cent around 80.642448 % (PHEindicatormethods,
# testdata_funnel_prop_outputs.csv).
PROPORTION_FUNNEL = """
1,3.204264,100,0,100
14,59.946223,100,48.011163,100
18,62.390093,98.894803,51.864359,100
102,72.974925,88.309971,68.553233,92.731663
1008,78.203374,83.081521,76.796814,84.488082
9998,79.867989,81.416907,79.421375,81.863521
110000,80.408963,80.875933,80.274317,81.010578
"""


@pytest.mark.parametrize("line", PROPORTION_FUNNEL.split())
def test_funnel_of_proportions(line):
    people, *limits = map(float, line.split(","))
    inner = proportion_funnel(people, published.TRUSTS_AVERAGE, 0.95, multiplier=100)
    outer = proportion_funnel(people, published.TRUSTS_AVERAGE, 0.998, multiplier=100)
    assert [*inner, *outer] == pytest.approx(limits, abs=2e-6)


def test_single_funnel_limits_of_proportions():
    # PHStatsMethods, tests/test_utils_funnel.py, sigma_adjustment.
    assert proportion_funnel(100_000, 0.9, 0.95, multiplier=100).lower == pytest.approx(89.81406149030842)
    assert proportion_funnel(300_000, 0.85, 0.998, multiplier=1_000).upper == pytest.approx(852.0145849882799)


@pytest.mark.parametrize("line", EXPECTED_AT_LIMITS.split())
def test_funnel_of_ratios(line):
    events, at_lower, at_upper, at_outer_lower, at_outer_upper = map(float, line.split(","))
    assert ratio_funnel(at_lower, 0.95).lower == pytest.approx(events / at_lower, rel=2e-6)
    assert ratio_funnel(at_upper, 0.95).upper == pytest.approx(events / at_upper, rel=2e-6)
    assert ratio_funnel(at_outer_lower, 0.998).lower == pytest.approx(events / at_outer_lower, rel=2e-6)
    assert ratio_funnel(at_outer_upper, 0.998).upper == pytest.approx(events / at_outer_upper, rel=5e-4)


# Events, then people (of each of three years) and the rate per 100,000 at each limit, around 116.1720835
# (PHEindicatormethods, testdata_funnel_rate_outputs.csv).
RATE_FUNNEL = """
10,5276.757672,63.17010446,1375.943768,242.2579623,6924.776769,48.13632908,849.4639547,392.4043292
104,36157.10817,95.87787415,24382.08903,142.1808715,40036.31685,86.58805154,21608.75072,160.4288333
1360,411529.9259,110.158048,369759.5622,122.6021934,424043.2424,106.9073359,358342.3275,126.5084525
"""


@pytest.mark.parametrize("line", RATE_FUNNEL.split())
def test_funnel_of_rates(line):
    figures = np.array([float(figure) for figure in line.split(",")])
    person_years, limits = 3 * figures[1::2], figures[2::2]
    sides = [(0.95, 0), (0.95, 1), (0.998, 0), (0.998, 1)]
    for (confidence, side), years, limit in zip(sides, person_years, limits, strict=True):
        found = rate_funnel(years, 116.1720835e-5, confidence, multiplier=1e5)[side]
        assert found == pytest.approx(limit, rel=2e-6)


def test_interpolated_limits_are_the_discrete_quantiles_of_spiegelhalter():
    # Statistics in Medicine 24 (2005), appendix: r, the least whole number with P(R <= r) > p, less
    # the share of P(R = r) that lies beyond p. By hand for 4 people, average 1/2: P(R <= 0) = 1/16, P(R <=
    # 3) = 15/16.
    lower, upper = proportion_funnel(4, 0.5, 0.9, method="interpolated")
    assert lower == 0  # (0 - (1/16 - 0.05) / (1/16)) / 4 is below 0, which no proportion is
    assert upper == pytest.approx((4 - (1 - 0.95) / (1 / 16)) / 4)
    # One event expected: P(R <= 2) = 2.5 / e = 0.920, P(R <= 3) = 0.981.
    at_most_3, exactly_3 = (2.5 + 1 / 6) / np.e, 1 / 6 / np.e
    ratio = ratio_funnel(1, 0.95, method="interpolated")
    assert ratio.upper == pytest.approx(3 - (at_most_3 - 0.975) / exactly_3)
    assert ratio.lower == 0


def test_classes_of_proportions():
    table = [line.split("|") for line in published.TRUSTS.split("\n") if line]
    counts, people = (np.array([float(row[i]) for row in table]) for i in (1, 2))
    found = proportion_class(counts, people, published.TRUSTS_AVERAGE)
    assert found.tolist() == [CLASS_OF[row[3]] for row in table]


def test_classes_of_rates():
    table = [line.split(",") for line in published.RATE_CLASSES.split()]
    counts, standardised, years = (np.array([float(row[i]) for row in table]) for i in range(3))
    expected = np.array([[CLASS_OF[row[3]], CLASS_OF[row[4]]] for row in table], dtype=float)
    found = standardised_rate_class(counts, standardised, multiplier=1e5)
    np.testing.assert_array_equal(found, expected[:, 0])
    np.testing.assert_array_equal(rate_class(counts, years), expected[:, 1])


def test_person_years_behind_a_standardised_rate():
    # PHEindicatormethods, testdata_funnel_rate_input_funnels.csv: events, rate, denominator of one of three
    # years.
    found = effective_denominator([414, 462, 178], [184, 102, 83], multiplier=1e5)
    np.testing.assert_allclose(found / 3, [75_000, 150_980.3922, 71_485.94378], rtol=1e-9)


def test_ratio_class_follows_the_limits_of_the_count():
    # The first published pairs of testdata_funnel_ratio_inputs.csv, by the package's own rule: 1 against
    # the limits.
    observed = np.array([8, 151, 159, 0, 507, 16])
    expected = np.array([6.239860227, 106.4429719, 232.9329036, 240.6273499, 272.3024867, 36.38844667])
    inner, outer = standardised_ratio(observed, expected), standardised_ratio(observed, expected, 0.998)
    signs = (inner.lower > 1) + (outer.lower > 1.0) * 1.0 - (inner.upper < 1) - (outer.upper < 1)
    np.testing.assert_array_equal(ratio_class(observed, expected), signs)
    assert ratio_class(observed, expected).tolist() == [0, 2, -2, -2, 2, -2]


# Under-75 mortality from cancer, women, and the decile in the region that the office's spreadsheet gave, 1
# for the highest (PHEindicatormethods, fd_quantiles.csv: North East and North West regions).
NORTH_EAST = """
118.7460481:10 131.2778276:9 137.109864:8 137.7256526:7 138.9005229:6 143.263302:6 145.5966707:5 146.6971262:4
153.6912833:3 155.763081:2 157.1222286:1 171.2170455:1
"""
NORTH_WEST = """
108.0261348:10 109.3386904:10 118.8005077:9 121.5247151:9 121.8294663:8 124.0868338:8 125.4181185:7
127.8491319:7 128.5150288:7 137.5177858:6 138.8511662:6 139.8916416:5 140.9679004:5 141.7391184:4 142.224861:4
142.8628064:4 144.8567778:3 146.6575374:3 150.629246:2 151.4339467:2 159.6274193:1 168.730312:1 182.0689603:1
"""


@pytest.mark.parametrize("region", [NORTH_EAST, NORTH_WEST])
def test_deciles_within_a_region(region):
    values, deciles = np.array([[float(f) for f in pair.split(":")] for pair in region.split()]).T
    np.testing.assert_array_equal(quantile_groups(values), deciles)
    np.testing.assert_array_equal(quantile_groups(-values, highest_first=False), deciles)


def test_relative_ranks_of_groups():
    # Documentation of phe_sii: a first group with 12 % of people stands at 0.06, a second with 10 % at 0.17.
    np.testing.assert_allclose(ridits([12, 10, 78])[:2], [0.06, 0.17])


def test_smoothed_homicide_rates_of_counties():
    everywhere = empirical_bayes(published.COUNTY_HOMICIDES, published.COUNTY_PEOPLE)
    np.testing.assert_allclose(everywhere.rate[:10], published.ESDA_GLOBAL, rtol=1e-8)
    around = local_empirical_bayes(
        published.COUNTY_HOMICIDES, published.COUNTY_PEOPLE, published.COUNTY_NEIGHBOURS
    )
    np.testing.assert_allclose(around.rate[:10], published.ESDA_LOCAL, rtol=1e-8)
