"""`sipmap brief` and `sipmap decision brief`: what a page says as a file to print or send, offline."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sipmap.commands.opening import open_database
from sipmap.commands.writing import check_folder, give
from sipmap.desk.wards import read_wards
from sipmap.errors import SipmapError
from sipmap.export.brief.decision import decision_document
from sipmap.export.brief.files import BriefFile, brief_file, decision_stem, form_of, together, ward_stem
from sipmap.export.brief.listread import decision_brief
from sipmap.export.brief.ward import ward_document
from sipmap.settings import Settings

Output = Annotated[
    Path,
    typer.Option("-o", "--output", help="File to write, ending in .pdf, .docx or .html; or a folder."),
]
As = Annotated[str | None, typer.Option("--format", help="pdf, docx or html, whatever the name ends in.")]


def brief(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of wards, one or several.")],
    output: Output = Path(),
    *,
    format: As = None,
) -> None:
    """Write a ward's page as PDF, Word or a web page; several wards go into one file."""
    form = form_of(output, format)
    check_folder(output)
    engine, today = open_database(Settings()), datetime.now(UTC).date()
    reports = read_wards(engine, list(dict.fromkeys(c.strip().upper() for c in codes)), today)
    first = reports[0]
    stem = ward_stem(first.name, first.code) if len(reports) == 1 else f"sip-{len(reports)}-wards"
    _write(brief_file(together([ward_document(report) for report in reports]), stem, form), output)


def decision_briefing(
    decision: Annotated[str, typer.Argument(help="The decision's id.")],
    output: Output = Path(),
    *,
    format: As = None,
) -> None:
    """Write a decision's briefing as PDF, Word or a web page, from the decision's own release."""
    form = form_of(output, format)
    check_folder(output)
    found = decision_brief(open_database(Settings()), decision, datetime.now(UTC).date())
    _write(brief_file(decision_document(found), decision_stem(decision), form), output)


def _write(made: BriefFile, output: Path) -> None:
    try:
        give(made.content, output / made.name if output.is_dir() else output)
    except OSError as error:
        raise SipmapError(f"{output} cannot be written ({error.strerror}); choose another with -o.") from None
