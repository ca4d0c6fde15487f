"""Which list of wards an address makes areas from: what `state.parse` reads, without a map."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sipmap.desk.ranking import NATIONAL
from sipmap.geography import COMPARISON_SETS
from sipmap.web.areadesk import Wanted
from sipmap.web.state import parse

NOT_ENGLAND = (
    "What holds people back is told within a county, from neighbourhood figures that are held for Kent and "
    "Medway and not for all of England; Kent is shown instead."
)


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    wanted: Wanted
    ward: str
    """A ward's code; "" where none is named."""
    notes: list[str]
    """A sentence for each value that could not be used as it was."""

    @property
    def label(self) -> str:
        """The county's name."""
        return self.wanted.comparison.label

    def address(self) -> str:
        """Return the query that asks for the same list."""
        comparison, profile, top = self.wanted
        return urlencode({"area": comparison.id, "profile": profile.id, "top": top})


def asked_for(query: Mapping[str, str]) -> Asked:
    """Read an address; weights are the profile's own, for a list on this page is made by a profile alone."""
    known = {name: query[name] for name in ("area", "profile", "ward", "top") if query.get(name)}
    notes: list[str] = []
    if known.get("area") == NATIONAL:
        del known["area"]
        notes.append(NOT_ENGLAND)
    state, more = parse(known)
    notes += more
    wanted = Wanted(COMPARISON_SETS[state.area], state.profile, state.top)
    return Asked(wanted, (state.ward or "").strip().upper(), notes)
