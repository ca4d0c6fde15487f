"""`sipmap find`: wards by name, former name, place, district, postcode or code."""

import json
import sys
from typing import Annotated

import pandas as pd
import typer

from sipmap import desk
from sipmap.commands.opening import Format, open_database, say
from sipmap.desk.finding import Answer, find
from sipmap.desk.gazetteer import read_gazetteer
from sipmap.errors import UnknownCodeError
from sipmap.export.csvtext import csv_bytes
from sipmap.export.table import text_table
from sipmap.settings import Settings
from sipmap.words import finding as words

COLUMNS = ["ward code", "ward", "district", "found by", "why"]


def find_wards(
    text: Annotated[list[str], typer.Argument(help=words.TYPE)],
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Find wards by name, former name, place, district, postcode (or its beginning) or code."""
    engine = open_database(Settings())
    release = desk.active_release(engine)
    answer = find(engine, release.id, read_gazetteer(engine, release.id), " ".join(text))
    if not answer.groups:
        raise UnknownCodeError(_nothing(answer))
    if format is Format.json:
        typer.echo(json.dumps(record(answer), ensure_ascii=False, indent=1))
        return
    if format is Format.csv:
        sys.stdout.buffer.write(csv_bytes(table(answer)))
        return
    typer.echo(text_table(table(answer)))
    if answer.note:
        say(answer.note)
    for group in answer.groups:
        if group.total > len(group.hits):
            say(f"{group.heading}: the first {len(group.hits)} of {group.total}; type more to narrow them.")


def table(answer: Answer) -> pd.DataFrame:
    """Return what was found, a ward a row."""
    rows = [
        (h.ward.code, h.ward.name, h.ward.district, g.heading, h.why) for g in answer.groups for h in g.hits
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def record(answer: Answer) -> dict[str, object]:
    """Return what was found as JSON's own types."""
    return {
        "text": answer.text,
        "sure": answer.sure,
        "note": answer.note,
        "groups": [
            {
                "heading": group.heading,
                "total": group.total,
                "wards": [
                    {"code": h.ward.code, "name": h.ward.name, "district": h.ward.district, "why": h.why}
                    for h in group.hits
                ],
            }
            for group in answer.groups
        ],
    }


def _nothing(answer: Answer) -> str:
    """Say in one sentence that nothing was found, and what may have been meant."""
    said = answer.note or f"Nothing is called '{answer.text}'."
    if answer.suggestions:
        return f"{said.rstrip('.')}; try {', '.join(answer.suggestions)}, or a postcode."
    return f"{said.rstrip('.')}; type {words.TYPE[0].lower()}{words.TYPE[1:]}"
