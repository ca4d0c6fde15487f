"""Rules and what may vary, as somebody states them: each mistake one sentence."""

from collections.abc import Iterable, Mapping

from sipmap.catalogue import Profile, Rules, parse_reason, with_rules
from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty import SOURCES, Varied


def stated_rules(profile: Profile, changes: Mapping[str, object]) -> Rules:
    """Return the profile's rules with some stated anew; what is None stays as the profile has it.

    Pins, exclusions and groups join the profile's own. Raises ProfileError where rules contradict each other.
    """
    return with_rules(profile, {k: v for k, v in changes.items() if v is not None}).rules


def reasons(texts: Iterable[str] | None) -> dict[str, str]:
    """Read pins or exclusions, each `CODE:reason`; one code given twice is an error."""
    found: dict[str, str] = {}
    for code, reason in map(parse_reason, texts or ()):
        if code in found:
            raise ProfileError(f"The ward {code} is named twice; give it one reason.")
        found[code] = reason
    return found


def stated_varied(without: Iterable[str] | None) -> Varied:
    """Return what may vary in the draws: everything but the sources of uncertainty named.

    Raises ProfileError for a source that is not known.
    """
    held = {name.strip().lower() for name in without or ()}
    unknown = sorted(held - set(SOURCES))
    if unknown:
        raise ProfileError(
            f"There is no source of uncertainty {unknown[0]!r}; use one of {', '.join(SOURCES)}."
        )
    return Varied(**{source: source not in held for source in SOURCES})
