"""The columns of a published file as text, until a source asks for them as codes, numbers, counts or ranks.

So a complaint can quote the very cell, its column and its line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl import cells
from sipmap.errors import InputFileError
from sipmap.geography import CODE_PATTERNS, Geography

if TYPE_CHECKING:
    from pathlib import Path

    from etl.sources.base import Source

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """The asked columns of a file as text, under the headings they were asked by, and each row's line."""

    path: Path
    source: Source
    columns: Mapping[str, Sequence[str]]
    rows: npt.NDArray[np.int64]
    """Line of the file on which each row ends, the first line being 1."""

    def text(self, column: str) -> pd.Series:
        """Return a column as text, stripped of outer blanks."""
        return pd.Series([cell.strip() for cell in self.columns[column]], dtype="str")

    def where(self, kept: Mask) -> Table:
        """Return the table with only the rows of `kept`, each still knowing its line of the file."""
        columns = {heading: list(compress(texts, kept)) for heading, texts in self.columns.items()}
        return replace(self, columns=columns, rows=self.rows[kept])

    def codes(
        self,
        column: str,
        geography: Geography,
        *,
        repeated: bool = False,
        mend: Callable[[pd.Series], pd.Series] | None = None,
    ) -> pd.Series:
        """Return area codes, checked: their form, no area twice (unless `repeated`), none lacking.

        `mend` puts right what is known to be wrong with a file's codes, before they are checked.
        """
        codes = self.text(column)
        if mend is not None:
            codes = mend(codes)
        well_formed = codes.str.fullmatch(CODE_PATTERNS[geography]).to_numpy(dtype=bool)
        if not well_formed.all():
            self.refuse(
                ~well_formed, column, f"is not a code of the {geography} kind", "put the published code back"
            )
        if not repeated:
            self._refuse_repeats(codes)
        self._refuse_wrong_number(codes.nunique())
        return codes

    def numbers(
        self,
        column: str,
        *,
        low: float = -np.inf,
        high: float = np.inf,
        blanks: bool = False,
        markers: Collection[str] = (),
    ) -> Numbers:
        """Return a column as numbers between `low` and `high`; NaN where blank (if allowed) or a marker.

        `markers` are the publisher's own signs for a figure held back or not available, e.g. "[c]".
        """
        return self._numbers(column, "number", (low, high), blanks, markers)

    def counts(self, column: str, *, blanks: bool = False, markers: Collection[str] = ()) -> Numbers:
        """Return a column of counts: numbers not below 0, written without a thousands comma."""
        return self._numbers(column, "count", (0, np.inf), blanks, markers)

    def proportions(self, column: str, *, blanks: bool = False, markers: Collection[str] = ()) -> Numbers:
        """Return a column of proportions, each between 0 and 1."""
        return self._numbers(column, "proportion", (0, 1), blanks, markers)

    def ranks(self, column: str, n: int, worst_first: Numbers | None = None) -> Numbers:
        """Return a column of ranks 1 to n, ties sharing the best rank, the ranks after them left out.

        So each rank is 1 more than the number of areas ranked before it: a rank that was changed, repeated or
        lost is found. `worst_first` are the scores behind the ranks: none may exceed that of a better rank.
        """
        ranks = self._numbers(column, "rank", (1, n))
        self._refuse_fractions(ranks, column)
        if worst_first is not None:
            self._refuse_disorder(column, ranks, worst_first)
        before = np.searchsorted(np.sort(ranks), ranks)
        wrong = ranks != before + 1
        if wrong.any():
            remedy = "use the file as published, since ranks are national and belong together"
            self.refuse(wrong, column, "does not fit the other ranks (one is repeated or lacking)", remedy)
        return ranks

    def refuse_above(self, column: str, counts: Numbers, whole: Numbers, name: str) -> None:
        """Refuse a count that lies above the whole it is part of, which the message calls `name`."""
        above = counts > whole
        if above.any():
            most = f"{whole[int(np.argmax(above))]:.15g}"
            self.refuse(above, column, f"lies above {name}, {most}", "put the published counts back")

    def refuse(self, wrong: Mask, column: str, problem: str, remedy: str) -> NoReturn:
        """Raise InputFileError for the first row of `wrong`, quoting its cell of `column`."""
        first = int(np.argmax(wrong))
        others = f" (the first of {wrong.sum():,} such rows)" if wrong.sum() > 1 else ""
        cell = self.columns[column][first].strip()
        holds = f'"{cell}" in the column "{column}"' if cell else f'the blank in the column "{column}"'
        self.fail(f"{holds} {problem}{others}", remedy, row=int(self.rows[first]))

    def fail(self, problem: str, remedy: str, *, row: int | None = None) -> NoReturn:
        """Raise InputFileError about this file."""
        raise InputFileError(self.path, problem, remedy, row=row)

    def _numbers(
        self,
        column: str,
        kind: cells.Kind,
        limits: tuple[float, float],
        blanks: bool = False,
        markers: Collection[str] = (),
    ) -> Numbers:
        texts = self.columns[column]
        numbers = cells.to_numbers(texts, markers)
        unread = np.isnan(numbers) | np.isinf(numbers)
        if unread.any():
            absent = cells.are_absent(texts, unread, blanks=blanks, markers=markers)
            if (unread & ~absent).any():
                first = int(np.argmax(unread & ~absent))
                problem, remedy = cells.what_is_wrong(texts[first], kind)
                self.refuse(unread & ~absent, column, problem, remedy)
        outside = (numbers < limits[0]) | (numbers > limits[1])
        if outside.any():
            self.refuse(outside, column, *cells.out_of_range(kind, limits))
        return numbers

    def _refuse_repeats(self, codes: pd.Series) -> None:
        repeated = codes.duplicated().to_numpy()
        if repeated.any():
            second = int(np.argmax(repeated))
            first_row = self.rows[int(np.argmax((codes == codes[second]).to_numpy()))]
            problem = f"{codes[second]} stands here and in row {first_row}"
            self.fail(problem, "keep one row for each area", row=int(self.rows[second]))

    def _refuse_wrong_number(self, found: int) -> None:
        expected = self.source.areas_expected
        if expected is None or found == expected:
            return
        if found < expected:
            problem = f"the file holds {found:,} of the {expected:,} areas: it is cut short or a part"
        else:
            problem = f"the file holds {found:,} areas where {expected:,} are published"
        self.fail(problem, f"load the whole file as published ({self.source.url})")

    def _refuse_fractions(self, ranks: Numbers, column: str) -> None:
        if (ranks != np.floor(ranks)).any():
            self.refuse(
                ranks != np.floor(ranks), column, "is not a whole rank", "put the published rank back"
            )

    def _refuse_disorder(self, column: str, ranks: Numbers, scores: Numbers) -> None:
        order = np.argsort(ranks, kind="stable")
        rises = np.zeros(len(ranks), dtype=bool)
        rises[order[1:]] = np.diff(scores[order]) > 0
        if rises.any():
            remedy = "check that the columns were not shifted or sorted apart"
            self.refuse(rises, column, "ranks an area behind one with a lower score", remedy)
