"""What can be done from a page, by the name that its form gives."""

from collections.abc import Mapping

from sipmap.web import flag_acts
from sipmap.web.writing import Act

ACTS: Mapping[str, Act] = {**flag_acts.ACTS}
