"""Names as people type them: words in, order out."""

import pytest

from sipmap.words.matching import How, Names, plain, slips_allowed

WARDS = [
    "Margate Central",
    "St Mary's Island",
    "Queenborough & Halfway",
    "Westgate-on-Sea",
    "\u00d4l-y-Bryn",
    "Ŷnys-d\u0175r",
    "Cliftonville West",
    "Cliftonville East",
    "Roman",
    "Roman",
    "Romanby",
    "Old Roman Road",
    "Preromantic",
    "=SUM(A1) Ward",
]
DISTRICTS = ["Thanet"] * 8 + ["Ashford", "Swale", "Dover", "Dover", "Dover", "Dover"]
NAMES = Names(WARDS, DISTRICTS)


def found(text, **how):
    return [WARDS[m.position] for m in NAMES.find(text, **how)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("MARGATE CENTRAL", "Margate Central"),
        ("  margate   central ", "Margate Central"),
        ("margatecentral", "Margate Central"),
        ("saint mary\u2019s island", "St Mary's Island"),
        ("St. Marys Island", "St Mary's Island"),
        ("queenborough and halfway", "Queenborough & Halfway"),
        ("Westgate on Sea", "Westgate-on-Sea"),
        ("westgate\u2013on\u2013sea", "Westgate-on-Sea"),
        ("ol y bryn", "\u00d4l-y-Bryn"),
        ("ynys dwr", "Ŷnys-d\u0175r"),
        ("sum a1 ward", "=SUM(A1) Ward"),
    ],
)
def test_case_accents_apostrophes_hyphens_and_saints_make_no_difference(typed, name):
    (match,) = NAMES.find(typed)
    assert (WARDS[match.position], match.how) == (name, How.EXACT)


def test_the_whole_name_comes_before_its_start_its_words_and_its_parts():
    met = NAMES.find("roman")
    assert [WARDS[m.position] for m in met] == ["Roman", "Roman", "Romanby", "Old Roman Road", "Preromantic"]
    assert [m.how for m in met] == [How.EXACT, How.EXACT, How.START, How.WORD, How.CONTAINS]


def test_a_district_after_the_name_tells_two_wards_apart():
    (match,) = NAMES.find("Roman, Swale")
    assert (DISTRICTS[match.position], match.how) == ("Swale", How.EXACT)
    assert found("swale") == [], "a district alone is no ward's name"
    (begun,) = NAMES.find("rom sw")
    assert (DISTRICTS[begun.position], begun.how) == ("Swale", How.WORD)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("cliftonvile west", ["Cliftonville West"]),
        ("cilftonville", ["Cliftonville East", "Cliftonville West"]),
        ("margaet centrla", ["Margate Central"]),
        ("westgateonsae", ["Westgate-on-Sea"]),
    ],
)
def test_slips_of_the_keys_are_forgiven_where_nothing_else_fits(typed, names):
    assert found(typed) == names
    assert {m.how for m in NAMES.find(typed)} == {How.CLOSE}
    assert found(typed, with_slips=False) == []


def test_short_words_have_no_slips_and_letters_alone_are_not_contained():
    assert [slips_allowed(n) for n in (3, 4, 7, 8)] == [0, 1, 1, 2]
    assert found("rom") == ["Roman", "Roman", "Romanby", "Old Roman Road", "Preromantic"]
    assert "Preromantic" not in found("ro")


@pytest.mark.parametrize("typed", ["", "   ", "'", "-", "\u0301"])
def test_what_holds_no_letter_finds_nothing(typed):
    assert NAMES.find(typed) == []


def test_a_very_long_text_and_odd_letters_do_no_harm():
    assert NAMES.find("x" * 10_000) == []
    assert NAMES.find("<script>alert(1)</script>\x00") == []
    assert plain("Stra\u00dfe \u00c6ther \u00d8st") == "strasse aether ost"


def test_the_nearest_names_are_a_help_and_not_noise():
    assert [WARDS[n] for n in NAMES.nearest("margit centre", 1)] == ["Margate Central"]
    assert NAMES.nearest("zqxj", 3) == []
    assert NAMES.nearest("", 3) == []


def test_the_order_does_not_depend_on_the_order_of_the_names():
    turned = Names(WARDS[::-1], DISTRICTS[::-1])
    for text in ("roman", "cliftonville", "st"):
        assert [WARDS[::-1][m.position] for m in turned.find(text)] == found(text)
