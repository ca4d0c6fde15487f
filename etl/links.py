"""The links of a load: `sipmap.areas.contiguity` on the published wards, and links.toml beside them."""

from collections.abc import Iterable

import pandas as pd

from boundaries.declared import LINKS_FILE, DeclaredLink
from sipmap.areas import contiguity


def ward_links(wards: pd.DataFrame, declared: Iterable[DeclaredLink]) -> pd.DataFrame:
    """Return the links between wards, in the columns of `contiguity.LINK_COLUMNS`.

    `wards` has code and geometry (polygons, EPSG:27700), as published and not simplified. Raises ValueError
    where a declaration does not fit the polygons.
    """
    try:
        return contiguity.ward_links(wards, declared)
    except ValueError as fault:
        raise ValueError(f"{LINKS_FILE.name}: {fault}") from fault
