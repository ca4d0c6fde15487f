"""What a request or a load costs: ranking, and loads on each database."""

import resource
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine

import etl.provenance
from bench.record import Measure, seconds
from etl.pipeline import load_folder, load_source
from etl.snapshot import restore
from scripts.scratch_postgis import Cluster, PostgisMissing
from sipmap import desk
from sipmap.catalogue import profile
from sipmap.desk.shortlisting import ranking_shortlist, read_ground
from sipmap.store.engine import make_engine

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data"
KIB_PER_MB = 1_000_000 / 1024
FILE_7 = "iod/iod2025_file7_*.csv"


def measure() -> list[Measure]:
    """Run all of them; loads of published files only where the files are."""
    with tempfile.TemporaryDirectory() as folder:
        made = _on(f"sqlite:///{folder}/bench.sqlite", "SQLite", "20 s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB
    made.append(Measure("most memory of the above", "MB", (peak,), "1,000 MB"))
    try:
        with Cluster() as cluster:
            made += _on(cluster.url(cluster.create()), "PostGIS", "30 s")
    except PostgisMissing as missing:
        print(missing)
    return made


def _on(url: str, kind: str, budget: str) -> list[Measure]:
    engine = make_engine(url)
    start = time.perf_counter()
    restore(engine, lambda _: None)
    made = [Measure(f"database from the snapshot, {kind}", "s", (time.perf_counter() - start,))]
    made += _ranking(engine, kind)
    files = sorted(PUBLISHED.glob(FILE_7))
    if files:
        start = time.perf_counter()
        load_folder(engine, PUBLISHED, lambda _: None)
        made.append(Measure(f"read and check every source, {kind}", "s", (time.perf_counter() - start,)))
        made.append(_load_anew(engine, files[0], kind, budget))
    engine.dispose()
    return made


def _load_anew(engine: Engine, file: Path, kind: str, budget: str) -> Measure:
    """Time the load of File 7 as if it were a new edition: 33,755 LSOAs to wards, and what it weights."""
    former, etl.provenance.FORMAT = etl.provenance.FORMAT, "benchmark"
    try:
        start = time.perf_counter()
        load_source(engine, "mhclg_iod2025", file, lambda _: None)
        return Measure(f"load of IoD 2025, England, {kind}", "s", (time.perf_counter() - start,), budget)
    finally:
        etl.provenance.FORMAT = former


def _ranking(engine: Engine, kind: str) -> list[Measure]:
    release = desk.active_release(engine)

    def rank(area: str, name: str) -> None:
        inputs = desk.ranking_inputs(engine, release, desk.comparison_set(area), profile(name))
        inputs.ranking()

    def choose(area: str, name: str) -> None:
        inputs = desk.ranking_inputs(engine, release, desk.comparison_set(area), profile(name))
        inputs.ranking()
        ranking_shortlist(read_ground(engine, inputs), inputs, inputs.profile.rules, inputs.profile.size)
        desk.ranking_certainty(desk.ranking_layout(engine, inputs), inputs, inputs.profile.size)

    return [
        seconds(
            f"rank, shortlist and 2,000 draws, Kent, {kind}",
            lambda: choose("kent", "sip-today"),
            budget="1 s",
        ),
        seconds(
            f"rank, shortlist and 2,000 draws, England, {kind}",
            lambda: choose("england", "imd-2025"),
            times=2,
            budget="20 s",
        ),
        seconds(f"read and rank Kent, sip-today, {kind}", lambda: rank("kent", "sip-today")),
        seconds(f"read and rank England, imd-2025, {kind}", lambda: rank("england", "imd-2025")),
    ]
