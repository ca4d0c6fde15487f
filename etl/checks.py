"""Check what a source has read before anything is loaded: schema, codes, coverage, ranges, reference totals.

A source's own reading refuses what it can see in the file; this looks at the tidy frame, whatever read it.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
import pandera.pandas as pa

from etl.sources.base import ROW, TIDY_COLUMNS, ReferenceTotal, Source
from sipmap.errors import InputFileError
from sipmap.geography import CODE_PATTERNS

STATUSES = ("present", "suppressed", "missing", "estimated")
"""What a source may say of a published figure; "apportioned" comes later."""
KEY = ["indicator_id", "geography", "basis", "period", "area_code"]
QUOTIENT_TOLERANCE = 1e-9


@dataclass(frozen=True)
class CheckReport:
    """What was found in a frame that passed."""

    source_id: str
    rows: int
    areas: int
    indicators: int
    periods: tuple[str, ...]
    statuses: dict[str, int]
    references: tuple[str, ...]
    """Each reference figure that was met, as a sentence with where it is published."""

    def as_dict(self) -> dict[str, object]:
        """Return the report as plain values, for the stored load report."""
        return asdict(self)


def check(
    frame: pd.DataFrame,
    source: Source,
    known_codes: Collection[str] | None = None,
    *,
    path: Path | str | None = None,
) -> CheckReport:
    """Check the tidy frame that `source.read(path)` returned and say what is in it.

    `known_codes` are the valid area codes of the source's geography; None when no list is at hand. Raises
    InputFileError for the first thing wrong. A frame whose columns, indicators or statuses are not what the
    source declares is a bug in the source, not in the file, and raises ValueError.
    """
    name = Path(path or source.file_name)
    _check_declared(frame, source)
    _check_codes(frame, source, known_codes, name)
    _check_repeats(frame, name)
    _check_coverage(frame, source, name)
    _check_schema(frame, name)
    met = tuple(_check_reference(frame, source, reference, name) for reference in source.references)
    return CheckReport(
        source_id=source.id,
        rows=len(frame),
        areas=int(frame["area_code"].nunique()),
        indicators=int(frame["indicator_id"].nunique()),
        periods=tuple(sorted(frame["period"].unique())),
        statuses={str(k): int(v) for k, v in frame["status"].value_counts().items() if v},
        references=tuple(sentence for sentence in met if sentence),
    )


def _check_declared(frame: pd.DataFrame, source: Source) -> None:
    if list(frame.columns) != [*TIDY_COLUMNS, ROW]:
        raise ValueError(f"{source.id} yields the columns {list(frame.columns)}")
    if set(frame["indicator_id"].unique()) != set(source.indicators):
        raise ValueError(f"{source.id} declares other indicators than it yields")
    if set(frame["geography"].unique()) != {source.geography} or set(frame["basis"].unique()) != {
        "published"
    }:
        raise ValueError(f"{source.id} yields another geography or basis than it declares")
    if not set(frame["status"].unique()) <= set(STATUSES):
        raise ValueError(f"{source.id} yields a status that is none of {STATUSES}")


def _check_codes(frame: pd.DataFrame, source: Source, known: Collection[str] | None, path: Path) -> None:
    codes = frame["area_code"]
    distinct = pd.Index(codes.unique())
    pattern = CODE_PATTERNS[source.geography]
    malformed = [code for code in distinct if not pattern.fullmatch(code)]
    if malformed:
        kind = f"not the form of a {source.geography} code"
        _refuse_codes(frame, malformed, kind, "use the file with its codes as published", path)
    if known is not None:
        unknown = distinct.difference(pd.Index(list(known), dtype=object)).tolist()
        if unknown:
            kind = (
                f"unknown among the {source.geography} areas (an old code, or another edition of the areas)"
            )
            _refuse_codes(frame, unknown, kind, f"use {source.title} on the {source.geography} areas", path)


def _refuse_codes(frame: pd.DataFrame, codes: list[str], kind: str, remedy: str, path: Path) -> NoReturn:
    wrong = frame["area_code"].isin(codes).to_numpy()
    first = int(np.argmin(np.where(wrong, frame[ROW], np.inf)))
    others = f" (the first of {len(codes):,} such codes)" if len(codes) > 1 else ""
    problem = f"the area code {frame['area_code'].iloc[first]} is {kind}{others}"
    raise InputFileError(path, problem, remedy, row=int(frame[ROW].iloc[first]))


def _check_repeats(frame: pd.DataFrame, path: Path) -> None:
    repeated = frame.duplicated(KEY).to_numpy()
    if repeated.any():
        line = frame.iloc[int(np.argmax(repeated))]
        twice = (frame[KEY] == line[KEY]).all(axis=1)
        problem = f"{line['area_code']} stands here and in row {frame.loc[twice, ROW].iloc[0]}"
        raise InputFileError(path, problem, "keep one row for each area and period", row=int(line[ROW]))


def _check_coverage(frame: pd.DataFrame, source: Source, path: Path) -> None:
    if source.areas_expected is None:
        return
    sizes = frame.groupby(["indicator_id", "period"], observed=True).size()
    short = sizes[sizes != source.areas_expected]
    if len(short):
        (indicator, period), found = short.index[0], int(short.iloc[0])
        problem = f"{indicator} of {period} has {found:,} areas where {source.areas_expected:,} are published"
        raise InputFileError(path, problem, f"load the whole file as published ({source.url})")


def _finite(column: pd.Series) -> pd.Series:
    return ~np.isinf(column)


def _not_negative(column: pd.Series) -> pd.Series:
    return ~(column < 0)


def _status_fits(frame: pd.DataFrame) -> pd.Series:
    return frame["value"].isna() == frame["status"].isin(["suppressed", "missing"])


def _within_denominator(frame: pd.DataFrame) -> pd.Series:
    return ~(frame["numerator"] > frame["denominator"])


def _is_quotient(frame: pd.DataFrame) -> pd.Series:
    quotient = frame["numerator"] / frame["denominator"]
    return ~((frame["value"] - quotient).abs() > QUOTIENT_TOLERANCE)


FINITE = pa.Check(_finite, n_failure_cases=1, error="a figure is infinite; put the published figure back")
NOT_NEGATIVE = pa.Check(
    _not_negative, n_failure_cases=1, error="a count is below 0; put the published count back"
)
SCHEMA = pa.DataFrameSchema(
    {
        "numerator": pa.Column(float, [FINITE, NOT_NEGATIVE], nullable=True),
        "denominator": pa.Column(float, [FINITE, NOT_NEGATIVE], nullable=True),
        "value": pa.Column(float, FINITE, nullable=True),
        "status": pa.Column(nullable=False),
        ROW: pa.Column("int64"),
    },
    checks=[
        pa.Check(
            _status_fits, error="a figure and its status do not agree; mark a blank missing or suppressed"
        ),
        pa.Check(
            _within_denominator,
            n_failure_cases=1,
            error="a count lies above its denominator; put the published counts back",
        ),
        pa.Check(
            _is_quotient,
            n_failure_cases=1,
            error="a rate is not its count divided by its denominator; check both counts",
        ),
    ],
)
"""Rules on every row; the message of each is "problem; remedy"."""


def _check_schema(frame: pd.DataFrame, path: Path) -> None:
    try:
        SCHEMA.validate(frame)
    except pa.errors.SchemaError as error:
        places = None if error.failure_cases is None else error.failure_cases.get("index")
        if places is None or places.isna().all():
            raise
        first = frame.loc[places.min()]
        problem, _, remedy = str(error.check.error).partition("; ")
        about = f"{problem} ({first['indicator_id']} of {first['area_code']})"
        raise InputFileError(path, about, remedy, row=int(first[ROW])) from None


def _check_reference(frame: pd.DataFrame, source: Source, reference: ReferenceTotal, path: Path) -> str:
    """Return the reference figure as a sentence where it is met, "" where its areas are not in the file."""
    wanted = (frame["indicator_id"] == reference.indicator_id) & (frame["period"] == reference.period)
    if reference.codes:
        wanted &= frame["area_code"].isin(reference.codes)
    values = frame.loc[wanted, reference.of]
    if len(values) == 0 or len(values) < len(reference.codes):
        return ""
    found = float(values.agg(reference.what))
    where = f" of {reference.place or ', '.join(reference.codes)}" if reference.codes else ""
    column = "" if reference.of == "value" else f" ({reference.of})"
    about = f"{reference.what} of {reference.indicator_id}{column}{where}, {reference.period}"
    if not abs(found - reference.expected) <= reference.tolerance:
        problem = (
            f"the {about}, is {found:,.10g} where {reference.expected:,.10g} is published ({reference.cited})"
        )
        raise InputFileError(path, problem, f"use the file as published ({source.url})")
    return f"{about}: {found:,.10g} ({reference.cited})"
