"""A load that goes wrong leaves the database exactly as it was, says one sentence, and exits with 2."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from etl.pipeline import load_source
from etl.snapshot import ensure_release
from sipmap import desk
from sipmap.store import read
from sipmap.store.engine import make_engine
from tests.conftest import ROOT
from tests.integration.conftest import Sipmap
from tests.published import PUBLISHED, published_file

pytestmark = pytest.mark.published

IOD2025 = "iod/iod2025_file7_*.csv"
CARS = "census2021/census2021-ts045-lsoa_kent_medway.csv"
CLAIMANTS = "claimants/adi_claimant_counts_lsoa11_2013_2022_kent_medway.csv"


SMALL_TABLE = 5_000


def content(url: str) -> dict[str, object]:
    """How many rows each table has, and every row of the small ones: releases, datasets, reports, flags."""
    engine = make_engine(url)
    found: dict[str, object] = {}
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            count = connection.scalar(text(f'SELECT count(*) FROM "{table}"'))
            found[table] = count
            if count and count < SMALL_TABLE and table != "map_layer":
                found[table] = sorted(map(str, connection.execute(text(f'SELECT * FROM "{table}"'))))
    engine.dispose()
    return found


def changed(source: str, old: str, new: str) -> bytes:
    original = published_file(source).read_bytes().decode("utf-8-sig")
    assert old in original
    return original.replace(old, new, 1).encode("utf-8")


def lines(source: str) -> list[bytes]:
    return published_file(source).read_bytes().splitlines(keepends=True)


BAD = {
    "truncated": ("mhclg_iod2025", lambda: b"".join(lines(IOD2025)[:20_000]), "33,755"),
    "cut in a line": ("ons_census2021_ts045", lambda: published_file(CARS).read_bytes()[:-20], "row 1108"),
    "changed column": (
        "mhclg_iod2025",
        lambda: changed(IOD2025, "Income Score (rate)", "Income score"),
        "Income Score (rate)",
    ),
    "unknown code": ("mhclg_iod2025", lambda: changed(IOD2025, "E01000001,", "E01999999,"), "E01999999"),
    "old code": ("ons_census2021_ts045", lambda: changed(CARS, ",E01016016,", ",E05000001,"), "E05000001"),
    "duplicate": ("ons_census2021_ts045", lambda: b"".join([*lines(CARS), lines(CARS)[5]]), "row 1109"),
    "decimal comma": (
        "ons_claimant_count",
        lambda: changed(CLAIMANTS, ",0.660377358490566,630", ',0.66,"630,5"'),
        "row 2",
    ),
    "another encoding": (
        "ons_census2021_ts045",
        lambda: published_file(CARS).read_bytes().decode("utf-8").encode("utf-16"),
        "UTF-16",
    ),
    "empty": ("mhclg_iod2025", lambda: b"", "empty"),
    "a spreadsheet": (
        "mhclg_iod2025",
        lambda: published_file("iod/File_6_IoD2025_*.xlsx").read_bytes(),
        "CSV",
    ),
    "another source's file": ("mhclg_iod2025", lambda: published_file(CARS).read_bytes(), "row 1"),
}


@pytest.mark.parametrize("case", sorted(BAD))
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    sipmap: Sipmap, snapshot_url: str, tmp_path: Path, case: str
):
    source_id, make, says = BAD[case]
    file = tmp_path / "published figures.csv"
    file.write_bytes(make())
    before = content(snapshot_url)
    done = sipmap(snapshot_url, "load", source_id, file)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("sipmap: ")]
    assert sentence.startswith("sipmap: published figures.csv")
    assert says in sentence
    assert sentence.endswith(".")
    assert content(snapshot_url) == before


def test_a_count_above_its_denominator_is_refused(sipmap: Sipmap, snapshot_url: str, tmp_path: Path):
    head, first, *rest = published_file(CARS).read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    cells[4] = str(int(cells[3]) + 1)
    file = tmp_path / "cars.csv"
    file.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    done = sipmap(snapshot_url, "load", "ons_census2021_ts045", file)
    assert done.returncode == 2
    assert "cars.csv, row 2" in done.stderr


def test_a_byte_order_mark_does_no_harm(sipmap: Sipmap, snapshot_url: str, tmp_path: Path):
    file = tmp_path / "cars.csv"
    file.write_bytes(b"\xef\xbb\xbf" + published_file(CARS).read_bytes().removeprefix(b"\xef\xbb\xbf"))
    done = sipmap(snapshot_url, "load", "ons_census2021_ts045", file)
    assert done.returncode == 0, done.stderr


LOAD_ANEW = """
import sys
from pathlib import Path
import etl.provenance
etl.provenance.FORMAT = "made otherwise"  # so that every dataset is a new one
from etl.pipeline import load_folder
from sipmap.store.engine import make_engine
load_folder(make_engine(sys.argv[1]), Path(sys.argv[2]), lambda step: print(step, flush=True))
"""


def test_a_load_killed_in_the_middle_leaves_the_former_release_active_and_whole(database_url: str):
    published_file(CARS)
    engine = make_engine(database_url)
    ensure_release(engine, lambda _: None)
    former = desk.active_release(engine)
    figures = read.observations(engine, former.id)
    load = subprocess.Popen(
        [sys.executable, "-c", LOAD_ANEW, database_url, str(PUBLISHED)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert load.stdout is not None
    seen = next(step for step in load.stdout if step.startswith("mhclg_iod2025: storing"))
    load.kill()
    load.stdout.close()
    assert seen
    assert load.wait() == -signal.SIGKILL
    assert desk.active_release(engine) == former
    assert read.observations(engine, former.id).equals(figures)
    assert any(release.status == "loading" for release in read.releases(engine))
    again = load_source(engine, "ons_census2021_ts045", published_file(CARS), lambda _: None)
    assert again.release_id == former.id
    engine.dispose()
