"""English Indices of Deprivation 2025, File 8: the indicators that the domains are made of, by LSOA.

The copy at hand is the one table that the R package IMD makes of the workbook's sheets, with its own column
names. Its counts of income- and employment-deprived people are left out: they are rounded, so a rate made of
them is not the published rate, which File 7 has.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from etl.sources.base import Figure, ReferenceTotal, Source, Table, read_csv, score, tidy

PERIOD = "2025"
AREAS = 33_755
CODE = "lsoa21_code"
HIGHER_EDUCATION = "entry_to_higher_education_indicator"
CORE_HOMELESSNESS = "core_homelessness_rate_percent_of_households"
CONNECTIVITY = "connectivity_score"
_AFFORDABILITY = "affordability_component_of_housing_affordability_indicator"
_PER_1_000 = "rate_per_1_000_at_risk_population"

PROPORTIONS: Mapping[str, str] = {
    "iod2025-adult-skills": "adult_skills_and_english_language_proficiency_indicator",
    "iod2025-owner-affordability": f"owner_occupation_{_AFFORDABILITY}",
    "iod2025-rental-affordability": f"private_rental_{_AFFORDABILITY}",
    "iod2025-overcrowding-rooms": "household_overcrowding_indicator_rooms",
    "iod2025-overcrowding-bedrooms": "household_overcrowding_indicator_bedrooms",
}
RATES_AND_RATIOS: Mapping[str, str] = {
    "iod2025-acute-morbidity": "acute_morbidity_indicator",
    "iod2025-comparative-illness": "comparative_illness_and_disability_ratio_indicator",
    "iod2025-years-lost": "years_of_potential_life_lost_indicator",
    "iod2025-violence-with-injury": f"violence_with_injury_{_PER_1_000}",
    "iod2025-violence-without-injury": f"violence_without_injury_{_PER_1_000}",
    "iod2025-stalking-harassment": f"stalking_and_harassment_{_PER_1_000}",
    "iod2025-burglary": "burglary_rate_per_1_000_at_risk_properties",
    "iod2025-theft": f"theft_{_PER_1_000}",
    "iod2025-criminal-damage": f"criminal_damage_{_PER_1_000}",
    "iod2025-public-order-weapons": f"public_order_and_possession_of_weapons_{_PER_1_000}",
    "iod2025-antisocial-behaviour": f"anti_social_behaviour_{_PER_1_000}",
    "iod2025-patients-per-gp": "patient_to_gp_ratio",
    "iod2025-homelessness": "homelessness_indicator_rate_per_1_000_households",
}
"""Never below 0."""
STANDARDISED: Mapping[str, str] = {
    "iod2025-mental-health": "mental_health_indicator",
    "iod2025-housing-affordability": "housing_affordability_indicator",
    "iod2025-broadband": "digital_connectivity_broadband_download_and_upload_speeds",
}
"""Around 0, positive and negative."""


def read(path: Path) -> pd.DataFrame:
    """Read File 8's table into the tidy frame.

    Entry to higher education is blank for a few areas, without a reason given; no other column may be. Raises
    InputFileError for anything but the whole file of England's LSOAs of 2021.
    """
    asked = (*PROPORTIONS.values(), *RATES_AND_RATIOS.values(), *STANDARDISED.values())
    table = read_csv(path, SOURCE, (CODE, *asked, HIGHER_EDUCATION, CORE_HOMELESSNESS, CONNECTIVITY))
    codes = table.codes(CODE, "lsoa21")
    figures = [
        *(score(i, table.proportions(heading)) for i, heading in PROPORTIONS.items()),
        *(score(i, table.numbers(heading, low=0)) for i, heading in RATES_AND_RATIOS.items()),
        *(score(i, table.numbers(heading)) for i, heading in STANDARDISED.items()),
        *_special(table),
    ]
    return tidy(table, codes, "lsoa21", PERIOD, figures)


def _special(table: Table) -> list[Figure]:
    """Return the figures with limits, blanks or a unit of their own; a percentage becomes a proportion."""
    not_entering = table.proportions(HIGHER_EDUCATION, blanks=True)
    return [
        score("iod2025-higher-education-entry", not_entering),
        score("iod2025-core-homelessness", table.numbers(CORE_HOMELESSNESS, low=0, high=100) / 100),
        score("iod2025-connectivity", table.numbers(CONNECTIVITY, low=0, high=100)),
    ]


SOURCE = Source(
    id="mhclg_iod2025_indicators",
    title="English Indices of Deprivation 2025, File 8: underlying indicators",
    publisher="Ministry of Housing, Communities and Local Government",
    url="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025",
    attribution="English Indices of Deprivation 2025, MHCLG, Crown copyright 2025",
    period=PERIOD,
    geography="lsoa21",
    file_name="iod/imd2025_england_lsoa21_indicators.csv",
    indicators=(
        *PROPORTIONS,
        *RATES_AND_RATIOS,
        *STANDARDISED,
        "iod2025-higher-education-entry",
        "iod2025-core-homelessness",
        "iod2025-connectivity",
    ),
    areas_expected=AREAS,
    read=read,
    references=(
        ReferenceTotal(
            indicator_id="iod2025-adult-skills",
            period=PERIOD,
            what="sum",
            expected=8_103.023,
            tolerance=0.01,
            cited="MHCLG, IoD 2025 File 7: adult skills sub-domain score, the same figure, all LSOAs",
        ),
        ReferenceTotal(
            indicator_id="iod2025-connectivity",
            period=PERIOD,
            what="sum",
            expected=2_180_462.349,
            tolerance=0.01,
            cited="MHCLG, IoD 2025 File 7: 100 minus the geographical barriers sub-domain score, all LSOAs",
        ),
    ),
    note="The copy at hand is the table that the R package IMD (British Red Cross) makes of File 8, with its "
    "column names.",
)
