"""What the form of the page Choose states, among the wards and profiles that have a map."""

from collections.abc import Iterable

from sipmap.desk.choice import Choice, stated_among
from sipmap.desk.form import Mistake, Typed
from sipmap.web.state import AREAS, fitting_profiles, mapped_profiles

__all__ = ["Choice", "stated"]


def stated(form: Typed, mistakes: Iterable[Mistake] = ()) -> tuple[Choice | None, list[Mistake]]:
    """Return the choice that the form states, or None and every mistake in it."""
    choice, found = stated_among(AREAS, mapped_profiles(), form, mistakes)
    if choice is not None and choice.profile.id not in fitting_profiles(choice.comparison.id):
        fitting = mapped_profiles()[fitting_profiles(choice.comparison.id)[0]].label
        sentence = (
            f"\u2018{choice.profile.label}\u2019 has no figures for all of {choice.comparison.label}; "
            f"choose \u2018{fitting}\u2019, or other wards."
        )
        return None, [*found, Mistake("profile", sentence)]
    return choice, found
