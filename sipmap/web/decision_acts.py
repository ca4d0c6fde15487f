"""What can be done to decisions from a page: the list that is shown is saved, a draft is published."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from sqlalchemy import Engine

from sipmap.desk.decisions import release_named, shortlist_decision
from sipmap.desk.form import typed
from sipmap.errors import EntryError
from sipmap.knowledge import decision_register as register
from sipmap.web.auth import Person
from sipmap.web.choice import stated
from sipmap.web.flag_acts import writer
from sipmap.web.restated import query_of, stated_by
from sipmap.web.writing import Act, Form, Saved

PATH = "/decisions"


def shown(uid: str, **more: str) -> str:
    """Return the address of one decision."""
    return f"{PATH}?{urlencode({'decision': uid, **more})}"


def save(engine: Engine, person: Person, form: Form) -> Saved:
    """Save the list that the page showed, on the release that it was shown from."""
    choice, mistakes = stated(*typed(query_of(form.get("query", ""))))
    if choice is None:
        raise EntryError(" ".join(["The list cannot be saved.", *(m.sentence for m in mistakes)]), {})
    made = shortlist_decision(
        engine,
        release_named(engine, _release(form)),
        stated_by(choice),
        who=form.get("role", ""),
        when=datetime.now(UTC).date(),
    )
    uid = register.save_decision(
        engine,
        made,
        name=form.get("name", ""),
        equality_duty="\n".join(form.get("equality_duty", "").splitlines()),
        writer=writer(person),
        supersedes=form.get("supersedes", ""),
        why=form.get("why", ""),
    )
    return Saved("Saved as a draft.", shown(uid))


def _release(form: Form) -> int:
    try:
        return int(form.get("release", ""))
    except ValueError:
        raise EntryError("The form does not say which figures it shows; reload the page.", {}) from None


def publish(engine: Engine, person: Person, form: Form) -> Saved:
    """Publish a draft."""
    uid = form.get("uid", "")
    register.publish_decision(engine, uid, writer(person), why=form.get("why", ""))
    return Saved("Published.", shown(uid))


ACTS: Mapping[str, Act] = {"decision-save": Act(save), "decision-publish": Act(publish)}
