"""Rules that someone adds to a profile's own: checked as a profile file's are, and put into the profile."""

from collections.abc import Mapping

from sipmap.catalogue.models import Profile
from sipmap.catalogue.reading import declare
from sipmap.catalogue.rules import Group, Rules


def with_rules(profile: Profile, changes: Mapping[str, object]) -> Profile:
    """Return the profile with some of its rules replaced; pins, exclusions and groups are added to its own.

    Parameters
    ----------
    profile : Profile
    changes : mapping of a key of `Rules` to its value
        None takes a rule away. A ward or group that the profile names already takes the new reason or number.

    Raises
    ------
    ProfileError
        An unknown key, a value that cannot be, or rules that contradict each other.
    """
    if not changes:
        return profile
    values: dict[str, object] = {**profile.rules.model_dump(), **changes}
    for key in ("pinned", "excluded"):
        added = changes.get(key)
        if isinstance(added, Mapping):
            values[key] = {**getattr(profile.rules, key), **added}
        elif key in changes and added is None:
            values[key] = {}
    values["groups"] = _groups(profile.rules.groups, changes.get("groups", ()))
    for key in ("min_per_district", "touching"):
        values[key] = 0 if values[key] is None else values[key]
    rules = declare(Rules, values, f"Rules of '{profile.id}'")
    return profile.model_copy(update={"rules": rules})


def _groups(own: tuple[Group, ...], added: object) -> object:
    """Return the profile's groups and the added ones; an added one takes the place of its namesake."""
    if added is None:
        return ()
    if not isinstance(added, list | tuple):
        return added
    replaced = {group.name.casefold() for group in added if isinstance(group, Group)}
    return (*(group for group in own if group.name.casefold() not in replaced), *added)
