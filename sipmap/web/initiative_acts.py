"""What can be done to initiatives from a page."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from sqlalchemy import Engine

from sipmap.knowledge import initiative_register as register
from sipmap.knowledge import initiatives
from sipmap.knowledge.filetext import checked_rows
from sipmap.knowledge.known import known_now
from sipmap.store import revisions
from sipmap.store.initiatives import INITIATIVE_COLUMNS, INITIATIVES
from sipmap.web.auth import Person, Role
from sipmap.web.flag_acts import revision, writer
from sipmap.web.writing import Act, Form, Saved

PATH = "/initiatives"


def _today() -> date:
    return datetime.now(UTC).date()


def shown(uid: str) -> str:
    """Return the address of one initiative."""
    return f"{PATH}?{urlencode({'initiative': uid})}"


def _columns(form: Form) -> dict[str, str]:
    """Return the columns that a form gives; lists are gathered from their selects, `themes-1` and so on."""
    given = {column: form[column] for column in INITIATIVE_COLUMNS if column in form}
    for column in initiatives.LISTS:
        selects = [value for name, value in form.items() if name.startswith(f"{column}-")]
        if selects:
            given[column] = f"{initiatives.SEPARATOR} ".join(value for value in selects if value)
    return given


def add(engine: Engine, person: Person, form: Form) -> Saved:
    """Record an initiative."""
    uid = register.add_initiative(engine, _columns(form) | {"uid": ""}, writer(person), today=_today())
    return Saved("Recorded.", shown(uid))


def amend(engine: Engine, person: Person, form: Form) -> Saved:
    """Supersede an entry by an amended one."""
    uid, why = form.get("uid", ""), form.get("why", "")
    changes = {column: text for column, text in _columns(form).items() if column != "uid"}
    register.amend_initiative(
        engine, uid, changes, writer(person), on=revision(form), why=why, today=_today()
    )
    return Saved("Amended.", shown(uid))


def withdraw(engine: Engine, person: Person, form: Form) -> Saved:
    """Take an initiative off the pages."""
    uid, why = form.get("uid", ""), form.get("why", "")
    register.withdraw_initiative(engine, uid, writer(person), on=revision(form), why=why)
    return Saved("Withdrawn.", PATH)


def take_file(engine: Engine, person: Person, form: Form) -> Saved:
    """Record the initiatives of a CSV, all or none."""
    known = known_now(engine, _today())
    text = form.get("csv", "")
    rows = checked_rows(text, INITIATIVE_COLUMNS, lambda row: initiatives.faults(row, known), field="csv")
    changes = revisions.append(engine, INITIATIVES, [initiatives.parsed(row) for row in rows], writer(person))
    said = f"{changes.added} new, {changes.changed} changed, {changes.unchanged} as they were."
    return Saved(said, PATH)


ACTS: Mapping[str, Act] = {
    "initiative-add": Act(add),
    "initiative-amend": Act(amend),
    "initiative-withdraw": Act(withdraw, Role.administrator),
    "initiative-import": Act(take_file),
}
