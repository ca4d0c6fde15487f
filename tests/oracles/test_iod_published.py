"""The Indices of Deprivation read from the published files, held against figures that others published."""

import csv
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from etl.checks import check
from etl.sources import mhclg_iod2025, registry
from etl.sources.base import Source
from sipmap.catalogue import indicators
from sipmap.errors import InputFileError
from sipmap.scoring.index import IMD_2000_WEIGHTS, IMD_WEIGHTS
from tests.published import published_file

pytestmark = pytest.mark.published

IODS = ("detr_imd2000", "mhclg_iod2019", "mhclg_iod2025", "mhclg_iod2025_indicators")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KENT_AND_MEDWAY = r"E070001(?:0[5-9]|1[0-6])|E06000035"


def source_and_path(source_id: str) -> tuple[Source, Path]:
    source = registry()[source_id]
    return source, published_file(source.file_name)


@cache
def frame(source_id: str) -> pd.DataFrame:
    source, path = source_and_path(source_id)
    return source.read(path)


@cache
def wide(source_id: str) -> pd.DataFrame:
    return frame(source_id).pivot(index="area_code", columns="indicator_id", values="value")


@pytest.mark.parametrize("source_id", IODS)
def test_the_whole_file_passes_and_meets_every_reference(source_id):
    source, path = source_and_path(source_id)
    report = check(frame(source_id), source, path=path)
    assert len(report.references) == len(source.references)
    assert report.areas == source.areas_expected
    assert report.rows == source.areas_expected * len(source.indicators)
    absent = 34 if source_id == "mhclg_iod2025_indicators" else 0
    assert report.statuses.get("missing", 0) == absent


@pytest.mark.parametrize("source_id", IODS)
def test_the_catalogue_says_what_the_file_holds(source_id):
    for indicator_id, rows in frame(source_id).groupby("indicator_id", observed=True):
        declared, values = indicators()[indicator_id], rows["value"]
        assert rows["period"].unique().tolist() == [declared.period]
        if declared.unit == "proportion":
            assert values.between(0, 1).sum() == values.notna().sum(), indicator_id
        if declared.unit == "rank":
            assert (values.min(), values.max()) == (1, registry()[source_id].areas_expected)
        if declared.kind == "count":
            assert (values == rows["numerator"]).all()


@pytest.mark.parametrize("source_id", ["mhclg_iod2019", "mhclg_iod2025"])
def test_worse_scores_have_better_ranks_on_every_domain(source_id):
    table = wide(source_id)
    edition = source_id.removeprefix("mhclg_")
    for domain in ("imd", *IMD_WEIGHTS):
        score = table[f"{edition}-{domain}-{'rate' if domain in ('income', 'employment') else 'score'}"]
        assert score.corr(table[f"{edition}-{domain}-rank"], method="spearman") < -0.9999


@pytest.mark.parametrize(
    ("source_id", "edition", "weights", "score", "most"),
    [
        ("mhclg_iod2025", "iod2025", IMD_WEIGHTS, "iod2025-imd-score", 0.0007),
        ("mhclg_iod2019", "iod2019", IMD_WEIGHTS, "iod2019-imd-score", 0.0014),
        ("detr_imd2000", "imd2000", IMD_2000_WEIGHTS, "imd2000-score", 0.0006),
    ],
)
def test_the_exponential_columns_add_up_to_the_published_index(source_id, edition, weights, score, most):
    table = wide(source_id)
    rebuilt = sum(weight * table[f"{edition}-{domain}-exponential"] for domain, weight in weights.items())
    assert (rebuilt - table[score]).abs().max() < most + 0.00005


def test_figures_that_kent_knows():
    def rank(source_id: str, indicator: str, code: str) -> float:
        return wide(source_id).loc[code, indicator]

    assert rank("mhclg_iod2025", "iod2025-imd-rank", "E01024667") == 48, "Thanet 016D"
    assert rank("mhclg_iod2025", "iod2025-imd-rank", "E01024676") == 49, "Thanet 003A"
    assert rank("mhclg_iod2025", "iod2025-imd-rank", "E01024663") == 55, "Thanet 006D"
    assert rank("mhclg_iod2025", "iod2025-imd-rank", "E01024609") == 95, "Swale 001A, Sheerness"
    assert rank("mhclg_iod2019", "iod2019-imd-rank", "E01024609") == 48, "Swale 001A, Sheerness"
    assert rank("detr_imd2000", "imd2000-rank", "29UNFT") == 77, "Pier, Thanet"
    assert rank("detr_imd2000", "imd2000-access-rank", "29UMFD") > 0


def test_lost_noughts_are_put_back_as_medway_has_them():
    repaired = pd.read_csv(published_file("iod/imd2000_england_ward98_kent_medway.csv"), dtype=str)
    assert set(repaired["ward98_code"]) <= set(wide("detr_imd2000").index)
    assert repaired["ward98_code"].str.startswith("00LC").sum() > 20


def test_subdomains_are_those_of_the_separate_file():
    apart = pd.read_csv(published_file("iod/imd2025_england_lsoa21_subdomains.csv"), index_col="lsoa21_code")
    table = wide("mhclg_iod2025")
    for name, indicator in (
        ("children_and_young_people", "iod2025-children-score"),
        ("adult_skills", "iod2025-adult-skills-subdomain-score"),
        ("geographical_barriers", "iod2025-geographical-barriers-score"),
        ("wider_barriers", "iod2025-wider-barriers-score"),
        ("indoors", "iod2025-indoors-score"),
        ("outdoors", "iod2025-outdoors-score"),
    ):
        assert (table[indicator] == apart.loc[table.index, f"{name}_score"]).all(), name


def test_two_files_of_one_edition_agree():
    table, parts = wide("mhclg_iod2025"), wide("mhclg_iod2025_indicators")
    assert (parts["iod2025-adult-skills"] == table["iod2025-adult-skills-subdomain-score"]).all()
    np.testing.assert_allclose(
        100 - parts["iod2025-connectivity"], table["iod2025-geographical-barriers-score"], atol=1e-9
    )


def test_homelessness_is_one_figure_for_a_district():
    """In all but Cherwell, where one LSOA has the figure of its neighbour, West Northamptonshire."""
    district = pd.read_csv(published_file("iod/iod2025_file7_*.csv"), index_col=0)[
        "Local Authority District name (2024)"
    ]
    parts = wide("mhclg_iod2025_indicators")
    for indicator in ("iod2025-homelessness", "iod2025-core-homelessness"):
        figures = parts[indicator].groupby(district).nunique()
        assert figures[figures > 1].to_dict() == {"Cherwell": 2}
        assert "whole district" in indicators()[indicator].caution
        assert parts.loc["E01027305", indicator] in set(parts[indicator][district == "West Northamptonshire"])


def test_denominators_are_those_of_the_official_file_6():
    """File 6 is at hand as the ministry published it, a workbook; read with the standard library alone."""
    official = _first_sheet(published_file("iod/File_6_IoD2025*.xlsx"))
    table = wide("mhclg_iod2025")
    assert set(official.index) == set(table.index)
    for start, indicator in (
        ("Total population", "iod2025-population"),
        ("Dependent Children", "iod2025-population-children"),
        ("Older population", "iod2025-population-older"),
        ("Working age population", "iod2025-population-working-age"),
    ):
        (heading,) = [h for h in official.columns if str(h).startswith(start)]
        assert (official.loc[table.index, heading].astype(float) == table[indicator]).all(), start


def _first_sheet(path: Path) -> pd.DataFrame:
    """Return the sheet that lists LSOAs, indexed by their codes."""
    with zipfile.ZipFile(path) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in item.iter(f"{SHEET}t")) for item in shared]
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        largest = max(sheets, key=lambda name: book.getinfo(name).file_size)
        rows = [
            [_cell(cell, strings) for cell in row]
            for row in ElementTree.fromstring(book.read(largest)).iter(f"{SHEET}row")
        ]
    return pd.DataFrame(rows[1:], columns=rows[0]).set_index("LSOA code (2021)")


def _cell(cell: ElementTree.Element, strings: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v") or ""
    return strings[int(value)] if cell.get("t") == "s" else value


def test_rows_of_the_official_file_7_agree(tmp_path):
    """Its headings are read as they are; a file of four areas is then refused as a part of England."""
    path = published_file("fixtures/iod2025_file7_official_header_and_first_rows.csv")
    with pytest.raises(InputFileError, match="holds 4 of the 33,755 areas: it is cut short or a part"):
        mhclg_iod2025.read(path)
    official = pd.read_csv(path, index_col="LSOA code (2021)")
    table = wide("mhclg_iod2025").loc[official.index]
    names = {
        **mhclg_iod2025.SUBDOMAINS,
        **mhclg_iod2025.POPULATIONS,
        "iod2025-income-rate": "Income Score (rate)",
    }
    for indicator, heading in names.items():
        assert (official[heading] == table[indicator]).all(), indicator


def test_the_layout_of_2015_is_not_taken_for_another_year():
    path = published_file("fixtures/iod2015_file7_official_layout_sample.csv")
    with pytest.raises(InputFileError, match=r'"LSOA code \(2021\)" \(the nearest is "LSOA code \(2011\)"\)'):
        mhclg_iod2025.read(path)
    with pytest.raises(InputFileError, match=r'"Total population: mid 2015 .*the nearest is .*mid 2012'):
        registry()["mhclg_iod2019"].read(path)


@pytest.mark.parametrize("source_id", IODS)
def test_each_published_file_is_refused_where_another_is_wanted(source_id):
    source, _ = source_and_path(source_id)
    for other in set(IODS) - {source_id}:
        with pytest.raises(InputFileError, match=r"is missing|are missing|this is not") as caught:
            source.read(source_and_path(other)[1])
        assert caught.value.row == 1


def test_kent_and_medway_alone_are_refused(tmp_path):
    with published_file("iod/iod2025_file7_*.csv").open(encoding="utf-8", newline="") as whole:
        lines = list(csv.reader(whole))
    part = tmp_path / "iod2025_file7_kent.csv"
    kept = pd.DataFrame(lines[1:], columns=lines[0])
    kept[kept["Local Authority District code (2024)"].str.fullmatch(KENT_AND_MEDWAY)].to_csv(
        part, index=False
    )
    with pytest.raises(InputFileError, match=r"holds 1,\d{3} of the 33,755 areas: it is cut short or a part"):
        mhclg_iod2025.read(part)


def test_an_area_of_the_former_census_is_found_by_the_list_of_areas(tmp_path):
    """An LSOA of 2011 that was split in 2021 looks like any other code: only a list of areas tells."""
    lookup = pd.read_csv(published_file("lookups/lsoa11_lsoa21_ltla22_exact_EW.csv"), dtype=str)
    now = set(lookup["lsoa21_code"])
    former = next(code for code in lookup["lsoa11_code"] if code not in now and code.startswith("E"))
    source, path = source_and_path("mhclg_iod2025")
    assert check(frame(source.id), source, now, path=path).areas == 33_755
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[99] = former + lines[99][len(former) :]
    old = tmp_path / "old.csv"
    old.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputFileError, match=f"old.csv, row 100: the area code {former} is unknown"):
        check(source.read(old), source, now, path=old)


def test_a_file_cut_within_its_last_figure_is_found_by_its_total(tmp_path):
    """Such a file has all its rows and columns: only the published total tells."""
    source, path = source_and_path("mhclg_iod2025")
    cut = tmp_path / "cut.csv"
    cut.write_bytes(path.read_bytes().rstrip()[:-1])
    with pytest.raises(
        InputFileError, match=r"sum of iod2025-population-working-age, .* 35,777,767 is published"
    ):
        check(source.read(cut), source, path=cut)


def test_a_column_shifted_by_one_row_is_found(tmp_path):
    source, path = source_and_path("mhclg_iod2025")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["Crime Score"] = np.roll(table["Crime Score"], 1)
    shifted = tmp_path / "shifted.csv"
    table.to_csv(shifted, index=False)
    with pytest.raises(InputFileError, match=r"Crime Rank .* ranks an area behind one with a lower score"):
        source.read(shifted)
