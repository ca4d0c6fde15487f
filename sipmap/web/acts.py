"""What can be done from a page, by the name that its form gives."""

from collections.abc import Mapping

from sipmap.web import decision_acts, flag_acts, initiative_acts
from sipmap.web.writing import Act

ACTS: Mapping[str, Act] = {**flag_acts.ACTS, **initiative_acts.ACTS, **decision_acts.ACTS}
