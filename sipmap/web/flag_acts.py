"""What can be done to flags from a page."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pandas as pd
from sqlalchemy import Engine

from sipmap.errors import EntryError
from sipmap.knowledge import flag_register as register
from sipmap.knowledge import flags
from sipmap.knowledge.filetext import checked_rows
from sipmap.knowledge.known import known_now
from sipmap.store.audit import Writer
from sipmap.store.flags import FLAG_COLUMNS, append_flags
from sipmap.web.auth import Person, Role
from sipmap.web.writing import Act, Form, Saved

PATH = "/local-knowledge"


def writer(person: Person) -> Writer:
    """Return who writes, for the audit trail."""
    return Writer(person.name, person.role.name)


def _today() -> date:
    return datetime.now(UTC).date()


def revision(form: Form) -> int:
    """Return the revision that a form was opened on."""
    try:
        return int(form.get("on", ""))
    except ValueError:
        raise EntryError("The form does not say which revision it changes; reload the page.", {}) from None


def shown(uid: str) -> str:
    """Return the address of one flag."""
    return f"{PATH}?{urlencode({'flag': uid})}"


def add(engine: Engine, person: Person, form: Form) -> Saved:
    """Record a flag."""
    row = {column: form.get(column, "") for column in FLAG_COLUMNS}
    kind, _, subject = form.get("about", "").partition(":")
    row |= {"subject_kind": kind, "subject": subject}
    uid = register.add_flag(engine, row, writer(person), today=_today())
    return Saved("Recorded.", shown(uid))


def amend(engine: Engine, person: Person, form: Form) -> Saved:
    """Supersede a flag by an amended one."""
    changes = {column: form[column] for column in FLAG_COLUMNS if column in form and column != "uid"}
    uid, why = form.get("uid", ""), form.get("why", "")
    register.amend_flag(engine, uid, changes, writer(person), on=revision(form), why=why, today=_today())
    return Saved("Amended.", shown(uid))


def review(engine: Engine, person: Person, form: Form) -> Saved:
    """Say that a flag still holds, and until when."""
    uid = form.get("uid", "")
    until, why = form.get("review_by", ""), form.get("why", "")
    register.review_flag(engine, uid, until, writer(person), on=revision(form), why=why, today=_today())
    return Saved("Reviewed.", shown(uid))


def reply(engine: Engine, person: Person, form: Form) -> Saved:
    """Answer to a flag."""
    uid = form.get("uid", "")
    said, role = form.get("statement", ""), form.get("author_role", "")
    register.reply_to_flag(engine, uid, said, role, writer(person), today=_today())
    return Saved("Replied.", shown(uid))


def withdraw(engine: Engine, person: Person, form: Form) -> Saved:
    """Take a flag off the pages."""
    uid = form.get("uid", "")
    register.withdraw_flag(engine, uid, writer(person), on=revision(form), why=form.get("why", ""))
    return Saved("Withdrawn.", PATH)


def take_file(engine: Engine, person: Person, form: Form) -> Saved:
    """Record the flags of a CSV, all or none."""
    known = known_now(engine, _today())
    rows = checked_rows(form.get("csv", ""), FLAG_COLUMNS, lambda row: flags.faults(row, known), field="csv")
    frame = pd.DataFrame([flags.parsed(row) for row in rows], columns=list(FLAG_COLUMNS), dtype=object)
    changes = append_flags(engine, frame, writer(person))
    said = f"{changes.added} new, {changes.changed} changed, {changes.unchanged} as they were."
    return Saved(said, PATH)


ACTS: Mapping[str, Act] = {
    "flag-add": Act(add),
    "flag-amend": Act(amend),
    "flag-review": Act(review),
    "flag-reply": Act(reply),
    "flag-withdraw": Act(withdraw, Role.administrator),
    "flag-import": Act(take_file),
}
