"""Every method in words and in its formula, with the publication that it comes from: for Data and methods.

Numbers in the sentences are the constants that the methods work with, so that the page cannot fall behind.
Formulas are plain characters, one line each, and each is said in words beside it.
"""

from dataclasses import dataclass

from sipmap.areas.barriers import LEAST, SIZES
from sipmap.areas.contrasts import DRAWS as CONTRAST_DRAWS
from sipmap.areas.hotspots import FALSE_DISCOVERY, PERMUTATIONS
from sipmap.areas.similar import LEAST_SHARE
from sipmap.scoring.index import EXPONENTIAL_RANGE, EXPONENTIAL_SCALE, IMD_WEIGHTS
from sipmap.scoring.rates.intervals import EXACT_BELOW
from sipmap.scoring.summaries import (
    CONCENTRATION_FLOOR,
    EXTENT_FIRST_WEIGHT,
    EXTENT_LAST_PERCENTILE,
    EXTENT_LAST_WEIGHT,
    EXTENT_WHOLE_PERCENTILES,
    WORST_LSOA_FLOOR,
)
from sipmap.scoring.uncertainty.inputs import WEIGHT_SPREAD
from sipmap.scoring.uncertainty.ranges import CERTAIN, LEVEL, LIKELY, UNLIKELY
from sipmap.scoring.uncertainty.simulate import DRAWS
from sipmap.words.numbers import decimals, percent, whole

HANDBOOK = "OECD and JRC, Handbook on Constructing Composite Indicators (2008)"


@dataclass(frozen=True)
class Formula:
    """A formula and what its letters stand for."""

    text: str
    where: str


@dataclass(frozen=True)
class Method:
    """One step from published figures to what is shown."""

    id: str
    title: str
    said: tuple[str, ...]
    formulas: tuple[Formula, ...]
    source: str
    terms: tuple[str, ...] = ()
    """Words of the glossary that it uses."""


_INDEX_WEIGHTS = ", ".join(f"{domain} {weight:g}" for domain, weight in IMD_WEIGHTS.items())

METHODS: tuple[Method, ...] = (
    Method(
        "apportionment",
        "From small areas to wards",
        (
            "Small areas are brought to wards by the share of their live postcodes in each ward: counts are "
            "shared out and summed, and a rate is divided last.",
            "A published score has no counts behind it: its ward figure is the mean over the ward\u2019s "
            "people, by the index\u2019s own populations. Ranks and deciles are never averaged.",
            "For England each small area counts whole in the one ward it fits best. The two ways are never "
            "mixed in one ranking.",
        ),
        (
            Formula(
                "w(s, v) = postcodes of s in v \u00f7 postcodes of s",
                "the share of small area s that goes to ward v",
            ),
            Formula(
                "rate(v) = \u03a3 w(s, v) \u00b7 count(s) \u00f7 \u03a3 w(s, v) \u00b7 people(s)",
                "sums over the small areas s of ward v",
            ),
            Formula(
                "score(v) = \u03a3 w(s, v) \u00b7 people(s) \u00b7 score(s) \u00f7 \u03a3 w(s, v) \u00b7 "
                "people(s)",
                "for a published score without counts",
            ),
        ),
        "Ordnance Survey, Code-Point Open, for the postcodes; Office for National Statistics, best-fit "
        "lookups of 2021 LSOAs to wards, for England.",
        ("apportion", "basis", "LSOA", "rate"),
    ),
    Method(
        "standardisation",
        "Standardisation",
        (
            "Parts in different units are brought to one scale, turned so that more is more need. The "
            "default counts standard deviations from the mean of a reference set, Kent\u2019s wards; mean "
            "and deviation are fitted once when figures are loaded, so that leaving a ward out never "
            "reorders the rest.",
            "A profile can ask for another scale: between two goalposts, percentile, or rank-exponential.",
        ),
        (
            Formula(
                "z = \u00b1 (x \u2212 mean) \u00f7 SD",
                "minus where a lower figure is more need; SD divides by n",
            ),
            Formula(
                "min-max = (x \u2212 low) \u00f7 (high \u2212 low), kept within 0 and 1",
                "between the goalposts",
            ),
            Formula(
                "percentile = (wards below + wards level \u00f7 2) \u00f7 n",
                "among the n wards of the reference set",
            ),
        ),
        f"{HANDBOOK}, sections 5.1 to 5.4; United Nations Development Programme, Human Development Report, "
        "technical note 1 (goalposts).",
        ("standardised", "reference set", "z score"),
    ),
    Method(
        "need-score",
        "Need score and its parts",
        (
            "A profile\u2019s score is the sum of its parts, each times its share of the weights. What a "
            "part adds is shown, and the parts add up to the score exactly.",
            "What a part really weighs differs from its stated weight where parts go together: its share of "
            "the score\u2019s variance is shown beside.",
        ),
        (
            Formula(
                "S = \u03a3 w\u209a \u00b7 z\u209a \u00f7 \u03a3 w\u209a",
                "the arithmetic mean over parts p, the default",
            ),
            Formula(
                "S = \u03a0 max(x\u209a, floor) ^ w\u209a, with \u03a3 w\u209a = 1",
                "the geometric mean, where a profile asks for it",
            ),
            Formula(
                "S = wins \u2212 losses",
                "outranking: against each ward of the reference set, by the weight of the parts with more "
                "need",
            ),
            Formula(
                "effective weight of p = w\u209a \u00b7 cov(z\u209a, S) \u00f7 var(S)", "for arithmetic means"
            ),
        ),
        f"{HANDBOOK}, sections 6.10 to 6.13; Paruolo, Saisana and Saltelli, Ratings and rankings: voodoo or "
        "science?, Journal of the Royal Statistical Society A 176 (2013) 609\u2013634; Copeland, A "
        "reasonable social welfare function (1951).",
        ("profile", "part", "effective weight"),
    ),
    Method(
        "index",
        "The Index of Multiple Deprivation",
        (
            "The ministry ranks each domain over all of England\u2019s small areas, brings the ranks to an "
            f"exponential scale of 0 to {EXPONENTIAL_RANGE:.0f}, and adds the domains up by published "
            f"weights: {_INDEX_WEIGHTS}.",
            "Rebuilt here from the published ranks, the index of 2025 comes out to within 0.0007 and that "
            "of 2019 to within 0.0014.",
        ),
        (
            Formula("R = (N \u2212 rank + 1) \u00f7 N", "N small areas; rank 1 is most deprived"),
            Formula(
                f"E = \u2212{EXPONENTIAL_SCALE:.0f} \u00b7 ln(1 \u2212 R \u00b7 (1 \u2212 "
                f"exp(\u2212{EXPONENTIAL_RANGE:.0f} \u00f7 {EXPONENTIAL_SCALE:.0f})))",
                "so that one area in ten scores above 50",
            ),
            Formula("IMD = \u03a3 weight(d) \u00b7 E(d)", "over the seven domains d"),
        ),
        "Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2025 and "
        "2019, technical reports.",
        ("deprivation", "rank-exponential"),
    ),
    Method(
        "summaries",
        "Ward summaries of the index",
        (
            "A ward is summarised as the ministry summarises districts: by its average score, by its "
            "average rank, and by its extent, the share of people in deprived small areas, counted whole "
            f"in England\u2019s worst {EXTENT_WHOLE_PERCENTILES}% and less and less down to the worst "
            f"{EXTENT_LAST_PERCENTILE}%.",
            f"Local concentration is left out below {whole(CONCENTRATION_FLOOR)} residents, since it then "
            "is of part of one small area. A small area counts as a ward\u2019s worst only with "
            f"{percent(WORST_LSOA_FLOOR, 0)} of the ward\u2019s residents.",
        ),
        (
            Formula(
                "extent = \u03a3 people(s) \u00b7 k(s) \u00f7 \u03a3 people(s)",
                f"k is 1 in percentiles 1 to {EXTENT_WHOLE_PERCENTILES}, then falls in equal steps from "
                f"{EXTENT_FIRST_WEIGHT:g} to {EXTENT_LAST_WEIGHT:g} in percentile {EXTENT_LAST_PERCENTILE}, "
                "then 0",
            ),
            Formula(
                "published average rank = N + 1 \u2212 rank",
                "the ministry counts these from the other end, and so does this column only",
            ),
        ),
        "Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2019, File "
        "10 and its notes; checked against all 317 published districts.",
        ("average score, average rank, extent, local concentration", "worst LSOA"),
    ),
    Method(
        "intervals",
        "Intervals of rates and counts",
        (
            "A rate of people carries Wilson\u2019s 95% interval; a count of events Byar\u2019s, below "
            f"{EXACT_BELOW} the exact one. They tell chance in the counts and nothing else: not mistakes in "
            "a source, and not how figures were shared out to wards.",
            "An index score has no sampling error, so it has no such interval.",
        ),
        (
            Formula(
                "(2O + z\u00b2 \u00b1 z \u00b7 \u221a(z\u00b2 + 4O \u00b7 (1 \u2212 O \u00f7 n))) \u00f7 (2 "
                "\u00b7 (n + z\u00b2))",
                "Wilson: O people of n; z = 1.96",
            ),
            Formula(
                "lower: O \u00b7 (1 \u2212 1 \u00f7 9O \u2212 z \u00f7 (3\u221aO))\u00b3; upper: the same "
                "with O + 1 for O and + for the second \u2212",
                "Byar: O events",
            ),
        ),
        "Wilson, Journal of the American Statistical Association 22 (1927) 209\u2013212; Office for Health "
        "Improvement and Disparities, Fingertips technical guidance: confidence intervals (2018).",
        ("rate", "sensitivity range"),
    ),
    Method(
        "ranges",
        "Ranges of ranks",
        (
            f"The ranking is worked out {whole(DRAWS)} times more, each time with what is not certain "
            f"moved: chance in counts, each weight by up to {percent(WEIGHT_SPREAD, 0)}, how figures are "
            "shared out to wards, a ward\u2019s average or its worst neighbourhood. The draws are seeded: "
            "whoever asks again has the same.",
            f"A range holds the ranks of {percent(LEVEL, 0)} of the draws. The word is by the share of "
            f"draws in which a ward is in the list: certain from {percent(CERTAIN, 0)}, likely from "
            f"{percent(LIKELY, 0)}, borderline from {percent(UNLIKELY, 0)}, unlikely below.",
            "Drawn scores lie around the estimate that the counts and the other wards give together, since "
            "counts alone are more spread out than the truth.",
        ),
        (
            Formula("range = 5th to 95th percentile of the ranks drawn", "both ends are in it"),
            Formula("w\u2032 = w \u00b7 u, u drawn evenly from 0.75 to 1.25", "each weight in each draw"),
        ),
        "Saisana, Saltelli and Tarantola, Journal of the Royal Statistical Society A 168 (2005) "
        "307\u2013323 (draws over choices); Marshall, Applied Statistics 40 (1991) 283\u2013294 (rates "
        "drawn towards the county\u2019s).",
        ("draw", "range", "certain, likely, borderline, unlikely"),
    ),
    Method(
        "joint-sets",
        "Joint confidence sets for ranks",
        (
            "By chance in the counts alone, and for all wards at once with 90% confidence: each pair of "
            "wards is tested for which has more, holding the chance of any mistake among all the pairs.",
        ),
        (
            Formula(
                "low = 1 + wards surely above; high = p \u2212 wards surely below",
                "among p wards, for each of them",
            ),
            Formula(
                "k is surely above j where (x\u2096 \u2212 x\u2c7c) \u00f7 se(x\u2096 \u2212 x\u2c7c) "
                "exceeds the 90% quantile of the largest such difference",
                "repeated until nothing more is told apart",
            ),
        ),
        "Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91 (2024) 476\u2013518; Romano and "
        "Wolf, Econometrica 73 (2005) 1237\u20131282.",
        ("joint confidence set",),
    ),
    Method(
        "drivers",
        "Which choice moves the ranks",
        (
            "Of the variance of the ranks near the cut, the share that would go if one source of doubt were "
            "settled (alone), and the share that would stay if all the others were (with the others).",
        ),
        (
            Formula("alone = var(E[rank | source]) \u00f7 var(rank)", "Sobol\u2019s first-order index"),
            Formula(
                "with the others = 1 \u2212 var(E[rank | all others]) \u00f7 var(rank)",
                "Sobol\u2019s total index",
            ),
        ),
        "Saltelli and others, Computer Physics Communications 181 (2010) 259\u2013270; Gamboa, Janon, Klein "
        "and Lagnoux, Electronic Journal of Statistics 8 (2014) 575\u2013603.",
        ("source of uncertainty", "alone, with the others"),
    ),
    Method(
        "shortlist",
        "The shortlist",
        (
            "Of all lists of N wards that keep the rules, the one that brings the most need, or the most "
            "people in need, is found exactly, not by trial. A rule\u2019s cost is what the list would gain "
            "if that rule alone were dropped.",
        ),
        (
            Formula(
                "choose x\u1d62 from {0, 1} to make \u03a3 g\u1d62 \u00b7 x\u1d62 + b \u00b7 \u03a3 x\u1d62 "
                "\u00b7 x\u2c7c the largest",
                "g is a ward\u2019s need score or people in need; b, 0 unless asked, is for pairs i, j that "
                "touch",
            ),
            Formula(
                "under \u03a3 x\u1d62 = N, and least \u2264 \u03a3 x\u1d62 over a district or group \u2264 "
                "most",
                "and floor, pins, exclusions and a cap on people, where stated",
            ),
        ),
        "A mixed-integer linear programme, solved by HiGHS (Huangfu and Hall, Mathematical Programming "
        "Computation 10 (2018) 119\u2013142); the pairs as in McCormick, Mathematical Programming 10 (1976) "
        "147\u2013175.",
        ("objective", "rule", "gap"),
    ),
    Method(
        "contrasts",
        "What is specific to an area",
        (
            "An area\u2019s wards, taken together, are set beside the county and beside its other "
            f"high-need wards (the first {', '.join(map(str, SIZES[:-1]))} and {SIZES[-1]} by worklessness "
            f"and income). A theme is specific where its lead is at least {decimals(LEAST, 0)} standard "
            "deviation worse than in the other high-need wards, and worse than there and than in the "
            "county over the whole of both intervals.",
            "Counts carry a confidence interval. An index score carries a sensitivity range: the wards "
            f"compared with are drawn anew {whole(CONTRAST_DRAWS)} times.",
        ),
        (
            Formula(
                "contrast = \u00b1 (area \u2212 others) \u00f7 SD",
                "each side a mean over people; SD over the county\u2019s wards; above 0 is worse",
            ),
            Formula(
                "lower = d \u2212 \u221a((p\u2081 \u2212 l\u2081)\u00b2 + (u\u2082 \u2212 p\u2082)\u00b2), "
                "upper = d + \u221a((u\u2081 \u2212 p\u2081)\u00b2 + (p\u2082 \u2212 l\u2082)\u00b2)",
                "d = p\u2081 \u2212 p\u2082, two rates with Wilson\u2019s limits l and u",
            ),
        ),
        "Newcombe, Statistics in Medicine 17 (1998) 873\u2013890, method 10.",
        ("contrast", "high-need wards", "area-specific, firm"),
    ),
    Method(
        "hot-spots",
        "Hot spots",
        (
            "Rates are first smoothed towards the county\u2019s, so that a ward of few people is no hot "
            "spot by chance. A ward is hot where its own and its neighbours\u2019 rates are so high "
            f"together that {whole(PERMUTATIONS)} deals of the rates at random seldom bring the like; among "
            f"all wards found, {percent(FALSE_DISCOVERY, 0)} can be expected by chance.",
        ),
        (
            Formula(
                "I\u1d62 = z\u1d62 \u00b7 (mean of the neighbours\u2019 z) \u00f7 (\u03a3 z\u00b2 \u00f7 (n "
                "\u2212 1))",
                "local Moran\u2019s I; z is the rate less the mean",
            ),
            Formula(
                "G\u1d62* = (\u03a3 x \u2212 (k + 1) \u00b7 mean) \u00f7 (s \u00b7 \u221a((n(k + 1) \u2212 "
                "(k + 1)\u00b2) \u00f7 (n \u2212 1)))",
                "sum over the ward and its k neighbours; s\u00b2 is the mean squared deviation",
            ),
        ),
        "Anselin, Geographical Analysis 27 (1995) 93\u2013115; Ord and Getis, the same 27, 286\u2013306; "
        "Marshall, Applied Statistics 40 (1991) 283\u2013294; Benjamini and Hochberg, Journal of the Royal "
        "Statistical Society B 57 (1995) 289\u2013300.",
        ("hot spot, cold spot", "pseudo p-value", "false discovery rate"),
    ),
    Method(
        "similar-wards",
        "Similar wards",
        (
            "Two wards are alike where their figures are near each other: by the root of the mean squared "
            "difference, in standard deviations of the wards compared. At 0.5 they differ by half of one "
            f"on a typical figure. Wards are compared where both have {percent(LEAST_SHARE, 0)} of the "
            "figures.",
        ),
        (
            Formula(
                "distance = \u221a(mean over figures of (z\u1d62 \u2212 z\u2c7c)\u00b2)",
                "z in standard deviations; figures that either lacks are left out",
            ),
        ),
        f"{HANDBOOK}, chapter 4: Euclid\u2019s distance over standardised figures, as in cluster analysis.",
        ("z score",),
    ),
    Method(
        "communal",
        "Prisons, halls and barracks",
        (
            "Published rates stay as they are. Where a tenth of residents or more live in communal "
            "establishments, the rate is worked out once more without them, and if that would move the ward "
            "across the cut it is borderline.",
        ),
        (
            Formula(
                "household rate = count \u00f7 (people \u2212 communal residents)",
                "an upper bound: it takes them all to be of working age, and none to be counted",
            ),
        ),
        "Office for National Statistics, Census 2021, table TS001, for the residents; the sensitivity is "
        "this project\u2019s own.",
        ("communal residents",),
    ),
)
