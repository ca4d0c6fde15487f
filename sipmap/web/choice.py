"""What the form of the page Choose states, among the wards and profiles that have a map."""

from collections.abc import Iterable

from sipmap.desk.choice import Choice, stated_among
from sipmap.desk.form import Mistake, Typed
from sipmap.web.state import AREAS, mapped_profiles

__all__ = ["Choice", "stated"]


def stated(form: Typed, mistakes: Iterable[Mistake] = ()) -> tuple[Choice | None, list[Mistake]]:
    """Return the choice that the form states, or None and every mistake in it."""
    return stated_among(AREAS, mapped_profiles(), form, mistakes)
