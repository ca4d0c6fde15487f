"""Measures, the table that shows them, and the history that keeps them."""

import csv
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sipmap import __version__

HISTORY = Path(__file__).with_name("history.csv")
HEADINGS = ("when", "version", "machine", "what", "unit", "median", "least", "most", "runs", "budget")


@dataclass(frozen=True)
class Measure:
    """Several runs of one thing."""

    what: str
    unit: str
    runs: tuple[float, ...]
    budget: str = ""

    @property
    def median(self) -> float:
        """The middle run: quote this one."""
        return statistics.median(self.runs)


def seconds(what: str, run: Callable[[], object], *, times: int = 5, budget: str = "") -> Measure:
    """Time `run` several times, after one warm-up that is not counted."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return Measure(what, "s", tuple(taken), budget)


def machine() -> str:
    """Name the machine: processor, cores in use, system, Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def show(measures: list[Measure]) -> None:
    """Print the measures as a table."""
    print(f"\n{machine()}\n")
    width = max(len(m.what) for m in measures)
    print(f"{'':<{width}}  {'median':>9}  {'least':>9}  {'most':>9}  {'unit':<4}  {'runs':>4}  budget")
    for m in measures:
        figures = "  ".join(f"{v:>9.4g}" for v in (m.median, min(m.runs), max(m.runs)))
        print(f"{m.what:<{width}}  {figures}  {m.unit:<4}  {len(m.runs):>4}  {m.budget}")


def keep(measures: list[Measure]) -> None:
    """Add the measures to the history."""
    is_new = not HISTORY.exists()
    with HISTORY.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(HEADINGS)
        when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
        for m in measures:
            figures = [f"{v:.4g}" for v in (m.median, min(m.runs), max(m.runs))]
            writer.writerow([when, __version__, machine(), m.what, m.unit, *figures, len(m.runs), m.budget])
