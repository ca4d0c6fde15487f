"""Need set against provision, by area and theme: where nothing is on record, and where several do the same.

A gap is need with no current provision in the register; that nobody wrote an initiative down is no proof that
there is none. An overlap is the same theme served by several providers in the same ward.
"""

from collections.abc import Collection, Mapping
from typing import Literal

import pandas as pd

NEED_FROM = 1.0
"""A contrast from which a theme counts as need, in the county's standard deviations: as for area-specific."""

Standing = Literal["gap", "provision", "overlap", "no need seen", "no figure"]


def need_by_contrast(contrasts: pd.DataFrame, least: float = NEED_FROM) -> pd.DataFrame:
    """Return where there is need: area_code, theme, is_need (boolean, <NA> without a figure).

    Parameters
    ----------
    contrasts : DataFrame
        area_code, theme, contrast: in standard deviations, more is worse, NaN without a figure.
    least : float
        The contrast from which it counts.
    """
    is_need = contrasts["contrast"].ge(least).astype("boolean").mask(contrasts["contrast"].isna())
    return contrasts[["area_code", "theme"]].assign(is_need=is_need)


def gap_matrix(
    need: pd.DataFrame,
    provision: pd.DataFrame,
    wards: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Set need against provision.

    Parameters
    ----------
    need : DataFrame
        area_code, theme, is_need (True, False or missing): one row for each area and theme.
    provision : DataFrame
        uid, provider, area_code (a ward), theme: current initiatives, one row for each ward and theme.
    wards : mapping of area to the codes of its wards, optional
        Where the areas of `need` are made of wards; without it each area is a ward.

    Returns
    -------
    DataFrame
        In the order of `need`: area_code, theme, is_need (boolean), initiatives (tuple of uids), providers
        (tuple of names), is_gap, is_overlap, standing.

    Raises
    ------
    ValueError
        An area and theme stand twice in `need`.
    """
    if need.duplicated(["area_code", "theme"]).any():
        raise ValueError("an area and theme stand twice")
    served = _served(provision)
    rows = [
        _cell(area, theme, is_need, _within(served, theme, wards[area] if wards else (area,)))
        for area, theme, is_need in zip(
            need["area_code"], need["theme"], need["is_need"].astype("boolean"), strict=True
        )
    ]
    columns = [
        "area_code",
        "theme",
        "is_need",
        "initiatives",
        "providers",
        "is_gap",
        "is_overlap",
        "standing",
    ]
    return pd.DataFrame(rows, columns=columns).astype(
        {"is_need": "boolean", "is_gap": bool, "is_overlap": bool}
    )


Served = dict[tuple[str, str], set[tuple[str, str]]]


def _served(provision: pd.DataFrame) -> Served:
    """Return who serves each ward and theme: pairs of uid and provider."""
    found: Served = {}
    columns = (provision[name] for name in ("area_code", "theme", "uid", "provider"))
    for code, theme, uid, provider in zip(*columns, strict=True):
        found.setdefault((code, theme), set()).add((uid, provider))
    return found


def _within(served: Served, theme: str, codes: Collection[str]) -> list[set[tuple[str, str]]]:
    return [served[code, theme] for code in codes if (code, theme) in served]


def _cell(area: str, theme: str, is_need: object, by_ward: list[set[tuple[str, str]]]) -> tuple[object, ...]:
    pairs = set().union(*by_ward) if by_ward else set()
    is_overlap = any(len({provider for _, provider in ward}) > 1 for ward in by_ward)
    initiatives = tuple(sorted({uid for uid, _ in pairs}))
    providers = tuple(sorted({provider for _, provider in pairs}))
    standing = _standing(is_need, has_some=bool(pairs), is_overlap=is_overlap)
    return area, theme, is_need, initiatives, providers, standing == "gap", is_overlap, standing


def _standing(is_need: object, *, has_some: bool, is_overlap: bool) -> Standing:
    if is_overlap:
        return "overlap"
    if has_some:
        return "provision"
    if pd.isna(is_need):  # type: ignore[call-overload]  # any scalar
        return "no figure"
    return "gap" if is_need else "no need seen"
