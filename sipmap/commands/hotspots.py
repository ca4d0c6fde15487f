"""`sipmap hotspots`: where high and low rates lie together, as a table, CSV or JSON."""

import json
import sys
from typing import Annotated

import pandas as pd
import typer

from sipmap import desk
from sipmap.commands.opening import Format, open_database, say
from sipmap.desk.hotspots import indicator_hot_spots
from sipmap.export.csvtext import csv_bytes
from sipmap.export.hotspots import labelled, record, sentences
from sipmap.export.table import text_table
from sipmap.settings import Settings
from sipmap.words import hotspots as words

DEFAULT = "claimant-rate"
SHOWN = ["area_code", "name", "district", "count", "denominator", "rate", "g_star", "p", "pattern", "spot"]
"""Columns of the table; CSV and JSON have all."""


def hotspots(
    area: Annotated[str, typer.Option("--area", help="kent, medway or kent-and-medway.")] = "kent",
    indicator: Annotated[
        str, typer.Option("--indicator", help="A rate's id, e.g. iod2025-employment-rate.")
    ] = DEFAULT,
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Show where high and low rates lie together more than by chance (local Moran's I, Getis-Ord G*)."""
    comparison = desk.comparison_set(area)
    engine = open_database(Settings())
    found = indicator_hot_spots(engine, desk.active_release(engine), comparison, indicator)
    if format is Format.json:
        typer.echo(json.dumps(record(found), ensure_ascii=False, indent=1))
    elif format is Format.csv:
        sys.stdout.buffer.write(csv_bytes(labelled(found.table)))
    else:
        wards = significant(found.table)
        if len(wards):
            typer.echo(text_table(wards))
        for sentence in sentences(found):
            say(sentence)


def significant(table: pd.DataFrame) -> pd.DataFrame:
    """Return the wards that are significant as a terminal shows them: hot ones first, then by G*."""
    found = table[table["is_significant"]].sort_values(["spot", "g_star"], ascending=[False, False])
    people = {name: found[name].round().astype("Int64") for name in ("count", "denominator")}
    shown = found.assign(p=found["p"].map("{:.5f}".format), **people)
    return shown[SHOWN].rename(columns=words.LABELS)
