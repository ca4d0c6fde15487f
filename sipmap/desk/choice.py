"""What an address or a command states about a list: which wards, by what, how many, under which rules.

Nothing is guessed: what cannot be read is a mistake with its sentence.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import cast

from sipmap.catalogue import Profile, Rules, parse_group, parse_weight, with_weights
from sipmap.desk.form import HELD, Mistake, Typed
from sipmap.desk.stated import reasons, stated_rules, stated_varied
from sipmap.errors import ProfileError
from sipmap.geography import COMPARISON_SETS, ComparisonSet
from sipmap.scoring.shortlist import Objective
from sipmap.scoring.uncertainty import EVERYTHING, Varied
from sipmap.words.shortlist import OBJECTIVE_WORDS

DEFAULT_AREA = "kent"
DEFAULT_PROFILE = "sip-today"


@dataclass(frozen=True)
class Choice:
    """What is asked for: which wards, by what, how many, under which rules."""

    comparison: ComparisonSet
    profile: Profile
    size: int
    objective: Objective
    rules: Rules
    weights: tuple[tuple[str, float], ...] = ()
    varied: Varied = EVERYTHING
    """What may vary in the draws."""


def stated_among(
    areas: Collection[str],
    profiles: Mapping[str, Profile],
    form: Typed,
    mistakes: Iterable[Mistake] = (),
    *,
    joins_own: bool = False,
) -> tuple[Choice | None, list[Mistake]]:
    """Return the choice that a form states, or None and every mistake in it.

    Parameters
    ----------
    areas : ids of the comparison sets that can be chosen from
    profiles : mapping of id to profile
        Those that can be used, the default among them or else the first.
    form : Typed
    mistakes : Mistakes found before
    joins_own : bool
        Whether pins, exclusions and groups join the profile's own; else they are all that there is.
    """
    reader = _Reader(form, list(mistakes), tuple(areas), profiles, joins_own=joins_own)
    choice = reader.choice()
    return (None if reader.mistakes else choice), reader.mistakes


class _Reader:
    """Reads the fields one by one and keeps what is wrong with them."""

    def __init__(
        self,
        form: Typed,
        mistakes: list[Mistake],
        areas: tuple[str, ...],
        profiles: Mapping[str, Profile],
        *,
        joins_own: bool,
    ) -> None:
        self.form, self.mistakes = form, mistakes
        self.areas, self.profiles, self.joins_own = areas, profiles, joins_own

    def choice(self) -> Choice | None:
        area = self._one_of("area", DEFAULT_AREA, self.areas, "is not a set of wards to choose from")
        known = self.profiles
        default = DEFAULT_PROFILE if DEFAULT_PROFILE in known else next(iter(known))
        name = self._one_of("profile", default, tuple(known), "is not a profile of these wards")
        profile = known.get(name, known[default])
        aim = self._one_of("objective", profile.objective, tuple(OBJECTIVE_WORDS), "is not an objective")
        size = self._whole("size", profile.size, "a number of wards", least=1)
        rules = self._rules(profile)
        weights = self._weights(profile)
        varied = self._varied()
        if self.mistakes or size is None or rules is None:
            return None
        return Choice(COMPARISON_SETS[area], profile, size, cast(Objective, aim), rules, weights, varied)

    def _rules(self, profile: Profile) -> Rules | None:
        own = profile.rules
        changes = {
            "min_per_district": self._whole("least", own.min_per_district, "a number of wards") or 0,
            "max_per_district": self._whole("most", own.max_per_district, "a number of wards", least=1),
            "floor": self._number("floor", own.floor, "a need score"),
            "cap_people": self._number("cap", own.cap_people, "a number of people", above=0.0),
            "touching": self._number("touching", own.touching, "a worth", least=0.0) or 0.0,
            "pinned": self._reasons("pin"),
            "excluded": self._reasons("exclude"),
            "groups": self._groups(),
        }
        base = profile if self.joins_own else profile.model_copy(update={"rules": Rules()})
        try:
            return stated_rules(base, changes)
        except ProfileError as error:
            self._wrong("least", str(error))
            return None

    def _reasons(self, field: str) -> dict[str, str]:
        try:
            return reasons(self.form.many[field])
        except ProfileError as error:
            self._wrong(f"{field}-ward", str(error))
            return {}

    def _groups(self) -> tuple[object, ...]:
        try:
            return tuple(map(parse_group, self.form.many["group"]))
        except ProfileError as error:
            self._wrong("group-name", str(error))
            return ()

    def _varied(self) -> Varied:
        try:
            return stated_varied(self.form.many[HELD])
        except ProfileError as error:
            self._wrong(HELD, str(error))
            return EVERYTHING

    def _weights(self, profile: Profile) -> tuple[tuple[str, float], ...]:
        try:
            weights = dict(parse_weight(f"{part}={text}") for part, text in self.form.weights)
            with_weights(profile, weights)
        except ProfileError as error:
            self._wrong("weights", str(error))
            return ()
        return tuple(sorted(weights.items()))

    def _one_of(self, field: str, default: str, known: tuple[str, ...], is_not: str) -> str:
        text = self.form.one.get(field) or default
        if text not in known:
            self._wrong(field, f"\u2018{text}\u2019 {is_not}; choose one from the list.")
        return text

    def _whole(self, field: str, default: int | None, what: str, least: int = 0) -> int | None:
        """Return a whole number; the default where the address lacks the field, None where it is empty."""
        text = self.form.one.get(field)
        if text is None:
            return default
        if text and not (text.isascii() and text.isdecimal() and int(text) >= least):
            self._wrong(field, f"\u2018{text}\u2019 is not {what}; write a whole number of {least} or more.")
            return None
        if not text and field == "size":
            self._wrong(field, "Say how many wards the list should have, such as 24.")
        return int(text) if text else None

    def _number(
        self,
        field: str,
        default: float | None,
        what: str,
        least: float | None = None,
        above: float | None = None,
    ) -> float | None:
        text = self.form.one.get(field)
        if text is None or not text:
            return default if text is None else None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            self._wrong(field, f"\u2018{text}\u2019 is not {what}; write a number such as 1.5.")
        elif (least is not None and value < least) or (above is not None and value <= above):
            said = f"of {least:g} or more" if least is not None else f"above {above:g}"
            self._wrong(field, f"\u2018{text}\u2019 is not {what}; write a number {said}.")
        else:
            return value
        return None

    def _wrong(self, field: str, sentence: str) -> None:
        self.mistakes.append(Mistake(field, sentence))
