"""What was done to an entry of a register or to a decision, from the audit trail."""

from collections.abc import Iterable
from typing import Any

from dash import html

from sipmap.export.decision import event_in_words
from sipmap.store.audit import Event


def what_was_done(events: Iterable[Event], *, with_accounts: bool = False) -> list[Any]:
    """Return the events, the first first: when, in which role, what and why."""
    lines = [html.Li(event_in_words(event, with_account=with_accounts)) for event in events]
    return [html.H2("What was done"), html.Ul(lines) if lines else html.P("It came with the shipped data.")]
