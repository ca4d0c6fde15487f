"""The rules of a shortlist: how far districts, places and people bear on the choice of wards, and why.

In a profile file:

    [rules]
    min_per_district = 1
    floor = 0.5

    [rules.pinned]
    E05000000 = "why this ward is in, whatever its score"

    [[rules.groups]]
    name = "Isle of Sheppey"
    least = 2
"""

from collections import Counter
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from sipmap.catalogue.declaration import Declaration
from sipmap.errors import ProfileError

REASON_MARK = ":"


def _worded(text: str) -> str:
    if not text.strip():
        raise ValueError("A reason in plain words is needed")
    return text.strip()


Words = Annotated[str, AfterValidator(_worded)]
"""Text that says something: blank is refused, space around it is taken off."""


class Group(Declaration):
    """At least so many wards of a named group."""

    name: Words
    least: int = Field(ge=1, strict=True)
    wards: tuple[str, ...] = ()
    """Codes of its wards; none means the wards of the place or district that bears the name."""


class Rules(Declaration):
    """The shortlist's rules; none of them binds unless stated."""

    min_per_district: int = Field(default=0, ge=0)
    max_per_district: int | None = Field(default=None, ge=1)
    floor: float | None = Field(default=None, strict=True, allow_inf_nan=False)
    """Need score: a ward below it is chosen only where a rule or a pin pulls it in."""
    pinned: dict[str, Words] = Field(default={})
    """Wards that are in whatever their score: code and reason."""
    excluded: dict[str, Words] = Field(default={})
    """Wards that are out whatever their score: code and reason."""
    groups: tuple[Group, ...] = ()
    cap_people: float | None = Field(default=None, gt=0, strict=True, allow_inf_nan=False)
    """The most residents that the wards on the list may have together."""
    touching: float = Field(default=0.0, ge=0, strict=True, allow_inf_nan=False)
    """The wish for wards that touch: what each pair of chosen neighbours adds to the objective, in its unit
    (points of score, or people in need)."""

    def __hash__(self) -> int:
        """Hash by content, so that a profile stays a key of a cache."""
        given = (self.min_per_district, self.max_per_district, self.floor, self.cap_people, self.touching)
        return hash((given, self.groups, *(frozenset(d.items()) for d in (self.pinned, self.excluded))))

    @model_validator(mode="after")
    def _hold_together(self) -> "Rules":
        both = sorted(self.pinned.keys() & self.excluded.keys())
        if both:
            raise ValueError(f"The ward {both[0]} is both pinned and excluded; take it out of one of the two")
        if self.max_per_district is not None and self.max_per_district < self.min_per_district:
            raise ValueError(
                f"At least {self.min_per_district} and at most {self.max_per_district} wards per district "
                "contradict each other; change one"
            )
        twice = [name for name, times in Counter(g.name.casefold() for g in self.groups).items() if times > 1]
        if twice:
            raise ValueError(f"The group '{twice[0]}' stands twice; keep one")
        return self


def parse_reason(text: str) -> tuple[str, str]:
    """Read `CODE:reason`, as a pin or an exclusion is typed, into the ward's code and the reason.

    Raises
    ------
    ProfileError
        No colon, no code or no reason.
    """
    code, mark, reason = text.partition(REASON_MARK)
    if not mark or not code.strip():
        raise ProfileError(
            f"'{text}' is not of the form CODE:reason; write a ward's code, a colon and why, in quotes."
        )
    if not reason.strip():
        raise ProfileError(f"'{text}' gives no reason; write why after the colon.")
    return code.strip().upper(), reason.strip()


def parse_group(text: str) -> Group:
    """Read `NAME=K`, at least K wards of a named place or district.

    Raises
    ------
    ProfileError
        No equals sign, no name, or a number that is not whole and above 0.
    """
    name, mark, number = text.rpartition("=")
    if not mark or not name.strip():
        raise ProfileError(f"'{text}' is not of the form NAME=K; write it like 'Isle of Sheppey=2'.")
    if not (number.strip().isdecimal() and int(number) > 0):
        raise ProfileError(f"'{text}': '{number.strip()}' is not a number of wards; write 1 or more.")
    return Group(name=name, least=int(number))
