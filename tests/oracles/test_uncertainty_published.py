"""Confidence sets for ranks and sensitivity indices against figures that others published."""

import numpy as np
import pytest

from sipmap.scoring.uncertainty import indices, joint_sets, marginal_sets, top_set

PISA_2018 = """
Australia 491.3600 1.939833|Austria 498.9423 2.970999|Belgium 508.0703 2.262662|Canada 512.0169 2.357476
Chile 417.4066 2.415888|Colombia 390.9323 2.989559|Czech-Republic 499.4677 2.460662|Denmark 509.3984 1.735002
Estonia 523.4146 1.743602|Finland 507.3014 1.967920|France 495.4076 2.320214|Germany 500.0438 2.647083
Greece 451.3703 3.091228|Hungary 481.0826 2.319597|Iceland 495.1874 1.953083|Ireland 499.6329 2.198621
Israel 463.0345 3.498563|Italy 486.5899 2.780046|Japan 526.9733 2.471475|Korea 525.9330 3.121394
Latvia 496.1263 1.962767|Lithuania 481.1912 1.953282|Luxembourg 483.4215 1.097632|Mexico 408.8015 2.493226
Netherlands 519.2310 2.632278|New-Zealand 494.4897 1.705943|Norway 500.9638 2.219045|Poland 515.6479 2.602085
Portugal 492.4874 2.684570|Slovak-Republic 486.1649 2.555596
Slovenia 508.8975 1.363878|Spain 481.3926 1.462418
Sweden 502.3877 2.654251|Switzerland 515.3147 2.908004|Turkey 453.5078 2.260407
United-Kingdom 501.7699 2.564428|United-States 478.2447 3.235444
"""
"""Mean mathematics score and its standard error, OECD countries (OECD, PISA 2018), as printed in the
documentation of csranks, the R package of the paper's authors."""

ROWS = [entry.split() for line in PISA_2018.split("\n") for entry in line.split("|") if entry]
COUNTRIES = np.array([row[0] for row in ROWS])
SCORES = np.array([float(row[1]) for row in ROWS])
ERRORS = np.array([float(row[2]) for row in ROWS])

# csranks, vignette "Inference for Ranks": which countries may be in the top five, at 95 and at 90 %.
TOP_FIVE_AT_90 = {
    *("Belgium", "Canada", "Denmark", "Estonia", "Finland", "Japan", "Korea"),
    *("Netherlands", "Poland", "Slovenia", "Switzerland"),
}
TOP_FIVE_AT_95 = TOP_FIVE_AT_90 | {"Sweden"}


@pytest.mark.parametrize(("level", "expected"), [(0.95, TOP_FIVE_AT_95), (0.90, TOP_FIVE_AT_90)])
def test_countries_that_may_be_in_the_top_five(level, expected):
    found = COUNTRIES[top_set(SCORES, ERRORS, 5, level=level, draws=10000)]
    assert set(found) == expected


def test_the_united_kingdom_by_itself():
    """The vignette prints 8 to 23 and says "between 7 and 23": one country is at the edge of its draws."""
    uk = int(np.flatnonzero(COUNTRIES == "United-Kingdom")[0])
    assert int(np.count_nonzero(SCORES[uk] < SCORES)) + 1 == 13
    sets = marginal_sets(SCORES, ERRORS, level=0.95, draws=10000)
    assert sets.low[uk] in (7, 8)
    assert sets.high[uk] == 23


def test_all_countries_at_once():
    """What the vignette reads off its picture of the joint sets."""
    sets = joint_sets(SCORES, ERRORS, level=0.95, draws=10000)
    span = {name: (low, high) for name, low, high in zip(COUNTRIES, sets.low, sets.high, strict=True)}
    last = {"Chile", "Mexico", "Colombia"}
    assert min(span[name][0] for name in last) > max(span[name][1] for name in set(COUNTRIES) - last)
    for name in ("Germany", "Korea"):
        assert span[name][0] <= 7 <= span[name][1]
    narrower = joint_sets(SCORES, ERRORS, level=0.75, draws=10000)
    span = {name: (low, high) for name, low, high in zip(COUNTRIES, narrower.low, narrower.high, strict=True)}
    assert span["Korea"][1] < span["Germany"][0]


def test_ishigami_function():
    """Ishigami and Homma (1990) with a = 7, b = 0.1; exact indices from their formulae for the variances."""

    def ishigami(shares):
        x = np.pi * (2 * shares - 1)
        return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])

    a, b = 7.0, 0.1
    first = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    second, third = a**2 / 8, b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = first + second + third
    found = indices(ishigami, 3, points=32768)
    np.testing.assert_allclose(found.variance, variance, rtol=0.01)
    np.testing.assert_allclose(found.first[0], np.array([first, second, 0]) / variance, atol=0.01)
    np.testing.assert_allclose(found.total[0], np.array([first + third, second, third]) / variance, atol=0.01)
    # As published: S1 0.3139, S2 0.4424, S3 0; T1 0.5576, T2 0.4424, T3 0.2437.
    np.testing.assert_allclose(np.array([first, second]) / variance, [0.3139, 0.4424], atol=5e-5)
    np.testing.assert_allclose((first + third) / variance, 0.5576, atol=5e-5)


def test_linear_function():
    """A sum of independent terms: each index is the term's share of the variance, first order and total."""
    slopes = np.array([1.0, 2.0, 3.0, 0.0])
    found = indices(lambda shares: slopes @ shares, 4)
    np.testing.assert_allclose(found.variance, (slopes**2).sum() / 12, rtol=0.01)
    np.testing.assert_allclose(found.first[0], slopes**2 / (slopes**2).sum(), atol=0.005)
    np.testing.assert_allclose(found.total[0], found.first[0], atol=0.005)
