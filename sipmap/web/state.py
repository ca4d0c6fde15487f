"""What a page shows, read from its address; a wrong value gives the nearest sensible page and a note.

One reader serves the page's first layout, the changes that the browser reports, and the CSV route.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from sipmap.catalogue import Profile, part_names, profiles
from sipmap.desk.choice import DEFAULT_AREA, DEFAULT_PROFILE
from sipmap.desk.form import WEIGHT_PREFIX
from sipmap.desk.ranking import NATIONAL, NATIONAL_PROFILE
from sipmap.figures.classes import FEWEST, METHODS, MOST, Scheme

WITHIN_COUNTY = ("kent", "medway", "kent-and-medway")
"""Comparison sets whose small areas are held: of these alone areas and barriers can be told."""
AREAS = (*WITHIN_COUNTY, NATIONAL)
"""Comparison sets that this page maps."""
NEED = "need"
"""On the map: the need score."""
MOST_IN_LIST = 6826
"""No list is longer than the wards of England."""
DEFAULT_CLASSES = Scheme()
MOST_SELECTED = 300
"""More would not fit into an address; it is more than a county has."""


@dataclass(frozen=True)
class PageState:
    """What is shown: everything that the address holds."""

    area: str
    profile: Profile
    weights: dict[str, float] = field(default_factory=dict)
    """Only those that were moved, by part, in the profile's own units."""
    show: str = NEED
    ward: str | None = None
    top: int = 24
    classes: Scheme = DEFAULT_CLASSES
    """How the map's values become classes."""
    wards: tuple[str, ...] = ()
    """The selection, by code."""
    only: bool = False
    """Whether the table holds the selection alone."""
    names: bool = True
    """Whether the map names places."""

    @property
    def all_weights(self) -> dict[str, float]:
        """Every part's weight."""
        names = part_names(self.profile)
        return {n: self.weights.get(n, p.weight) for n, p in zip(names, self.profile.parts, strict=True)}

    @property
    def key(self) -> tuple[tuple[str, float], ...]:
        """The moved weights as a value that can be a key."""
        return tuple(sorted(self.weights.items()))


def mapped_profiles() -> dict[str, Profile]:
    """Return the profiles that rank wards with a map, the default first."""
    found = {p.id: p for p in profiles().values() if p.geography == "ward"}
    return dict(sorted(found.items(), key=lambda item: (item[0] != DEFAULT_PROFILE, item[0])))


def parse(query: Mapping[str, str]) -> tuple[PageState, list[str]]:
    """Read a page's address.

    Parameters
    ----------
    query : mapping of text to text
        Keys area, profile, w.<part>, show, ward, top, classes, wards, only, names; others are ignored.

    Returns
    -------
    PageState, list of str
        And a note, one plain sentence, for each value that could not be used as it was. Whether a ward or an
        indicator is in the release is not looked up here.
    """
    notes: list[str] = []
    area = _area(query.get("area", DEFAULT_AREA), notes)
    asked = _profile(query.get("profile", DEFAULT_PROFILE), notes)
    profile = _that_fits(area, asked, notes)
    weights = _weights(query, profile, notes) if profile is asked else {}
    top = _top(query.get("top"), profile.size, notes)
    wards = _wards(query.get("wards", ""), notes)
    state = PageState(
        area,
        profile,
        weights,
        query.get("show") or NEED,
        query.get("ward") or None,
        top,
        _classes(query.get("classes"), notes),
        wards,
        only=query.get("only") == "yes" and bool(wards),
        names=query.get("names") != "off",
    )
    return state, notes


def _area(text: str, notes: list[str]) -> str:
    if text in AREAS:
        return text
    notes.append(f"\u2018{text}\u2019 is not a set of wards that this page compares; Kent is shown instead.")
    return DEFAULT_AREA


def _profile(text: str, notes: list[str]) -> Profile:
    mapped = mapped_profiles()
    if text in mapped:
        return mapped[text]
    default = mapped[DEFAULT_PROFILE]
    if text in profiles():
        why = f"The profile \u2018{profiles()[text].label}\u2019 ranks the wards of 1998, which have no map"
    else:
        why = f"There is no profile \u2018{text}\u2019"
    notes.append(f"{why}; \u2018{default.label}\u2019 is shown instead.")
    return default


def fitting_profiles(area: str) -> list[str]:
    """Return the profiles whose figures a comparison set has: of England's wards, the index alone."""
    return [NATIONAL_PROFILE] if area == NATIONAL else list(mapped_profiles())


def _that_fits(area: str, profile: Profile, notes: list[str]) -> Profile:
    if profile.id in fitting_profiles(area):
        return profile
    national = mapped_profiles()[NATIONAL_PROFILE]
    notes.append(
        f"The figures of \u2018{profile.label}\u2019 are not held for all of England; "
        f"its wards are ranked by \u2018{national.label}\u2019 instead."
    )
    return national


def _weights(query: Mapping[str, str], profile: Profile, notes: list[str]) -> dict[str, float]:
    given = {k.removeprefix(WEIGHT_PREFIX): v for k, v in query.items() if k.startswith(WEIGHT_PREFIX)}
    names = part_names(profile)
    moved: dict[str, float] = {}
    for name, text in given.items():
        if name not in names:
            notes.append(
                f"\u2018{name}\u2019 is no part of \u2018{profile.label}\u2019; its weight was left out."
            )
            continue
        weight = _number(text)
        if weight is None or weight < 0:
            notes.append(
                f"The weight \u2018{text}\u2019 is not a number of 0 or more; the profile\u2019s own is used."
            )
            continue
        moved[name] = weight
    return _in_range(moved, profile, notes)


def _in_range(moved: dict[str, float], profile: Profile, notes: list[str]) -> dict[str, float]:
    """Bring weights to what a slider holds, 0 to 1; only their proportions matter, so these are kept."""
    everything = {n: moved.get(n, p.weight) for n, p in zip(part_names(profile), profile.parts, strict=True)}
    most = max(everything.values())
    if not most > 0:
        notes.append("Weights that are all zero give no order; the profile\u2019s own are used.")
        return {}
    if most > 1:
        notes.append("Weights above 1 were scaled down together, which keeps their proportions.")
        return {name: weight / most for name, weight in everything.items()}
    return moved


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _top(text: str | None, default: int, notes: list[str]) -> int:
    if text is None:
        return default
    value = _number(text)
    if value is None:
        notes.append(f"\u2018{text}\u2019 is not a number of wards; the first {default} are taken.")
        return default
    size = int(min(max(value, 1), MOST_IN_LIST))
    if size != value:
        notes.append(f"A list of \u2018{text}\u2019 wards is not possible; the first {size} are taken.")
    return size


def _classes(text: str | None, notes: list[str]) -> Scheme:
    """Read e.g. `natural.6`."""
    default = DEFAULT_CLASSES
    if text is None:
        return default
    name, _, number = text.partition(".")
    method = next((m for m in METHODS if m == name), None)
    if method is None:
        notes.append(f"\u2018{text}\u2019 is no way to make classes; the map has {default.number} quantiles.")
        return default
    asked = _number(number or str(default.number))
    size = default.number if asked is None else int(min(max(asked, FEWEST), MOST))
    if size != asked:
        notes.append(f"A map has {FEWEST} to {MOST} classes, not \u2018{number}\u2019; {size} are shown.")
    return Scheme(method, size)


def _wards(text: str, notes: list[str]) -> tuple[str, ...]:
    """Read the codes of a selection, each once, in their order."""
    codes = tuple(dict.fromkeys(c.strip().upper() for c in text.split(",") if c.strip()))
    if len(codes) > MOST_SELECTED:
        notes.append(f"A selection holds up to {MOST_SELECTED} wards; the first {MOST_SELECTED} are taken.")
    return codes[:MOST_SELECTED]
