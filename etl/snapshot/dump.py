"""`make snapshot`: load the published files into a scratch database and dump its release."""

import json
import sys
import tempfile
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine, MetaData, Table, select

from etl.pipeline import load_folder
from etl.snapshot.files import FIGURE_TABLES, GEOGRAPHY_TABLES, MANIFEST, table_path
from sipmap.store import read, tables
from sipmap.store.engine import make_engine

KEYED_BY_RELEASE = ("standardisation",)


def dump(engine: Engine, release_id: int) -> None:
    """Write a release's tables as parquet, and the manifest."""
    datasets = read.datasets(engine, release_id).sort_values("source_id")
    source_of = dict(zip(datasets["id"], datasets["source_id"], strict=True))
    for name in (*FIGURE_TABLES, *GEOGRAPHY_TABLES):
        frame = _rows(engine, tables.Base.metadata, name, release_id, source_of)
        path = table_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(path, index=False, compression="zstd", compression_level=19)
    sources = read.sources(engine, release_id)
    reports = read.load_reports(engine, len(datasets)).set_index("source_id")["report"]
    listed = [
        {
            "source_id": d.source_id,
            "content_hash": d.content_hash,
            "report": reports[d.source_id],
            "files": [
                _plain(r) for r in sources[sources["dataset_source_id"] == d.source_id].to_dict("records")
            ],
        }
        for d in datasets.itertuples()
    ]
    text = json.dumps({"datasets": listed}, indent=1, ensure_ascii=False, default=str, sort_keys=True)
    MANIFEST.write_text(text + "\n", encoding="utf-8")


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Leave out a database's own row numbers."""
    return {k: v for k, v in row.items() if k not in ("id", "dataset_id", "dataset_source_id")}


def _rows(
    engine: Engine, metadata: MetaData, name: str, release_id: int, source_of: dict[int, str]
) -> pd.DataFrame:
    """Read one table's rows of a release, the dataset named by its source instead of a number."""
    table: Table = metadata.tables[name]
    if name in KEYED_BY_RELEASE:
        query = select(table).where(table.c.release_id == release_id)
    else:
        query = select(table).where(table.c.dataset_id.in_(list(source_of)))
    with engine.connect() as connection:
        frame = pd.read_sql(query.order_by(*table.primary_key.columns), connection)
    if name in KEYED_BY_RELEASE:
        return frame.drop(columns="release_id")
    frame.insert(0, "source_id", frame.pop("dataset_id").map(source_of))
    return frame


def main() -> None:
    """Make the snapshot from the folder named on the command line."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        engine = make_engine(f"sqlite:///{scratch}/snapshot.sqlite")
        outcome = load_folder(engine, folder)
        dump(engine, outcome.release_id)
        engine.dispose()


if __name__ == "__main__":
    main()
