"""Where a ward stands by need: in its district and county with ranges, in England on the index alone."""

import pandas as pd

from sipmap.desk.wardreport import EnglandStand, Stand
from sipmap.desk.wardshared import County
from sipmap.scoring.uncertainty import RankUncertainty


def england_stand(national: RankUncertainty, code: str) -> EnglandStand:
    """Return a ward's place in England on the index, from `listed.national_certainty`."""
    of = int(national.frame["rank"].notna().sum())
    row = national.frame.reindex([code]).iloc[0]
    if pd.isna(row["rank"]):
        return EnglandStand(None, of, None, None, national.kind)
    return EnglandStand(int(row["rank"]), of, int(row["low"]), int(row["high"]), national.kind)


def in_county(county: County, code: str) -> Stand:
    """Return a ward's place in its county."""
    setting = county.setting
    row, scored = setting.certainty.loc[code], county.ranking.loc[code]
    ranked = int(setting.certainty["rank"].notna().sum())
    size = setting.inputs.profile.size
    asks = size < ranked
    kind = setting.certainty_kind
    if pd.isna(row["rank"]):
        reason = str(scored["reason"]).rstrip(".")
        return Stand(county.comparison.label, None, None, None, ranked, kind, reason=reason)
    return Stand(
        among=county.comparison.label,
        rank=int(row["rank"]),
        low=int(row["low"]),
        high=int(row["high"]),
        of=ranked,
        kind=kind,
        word=str(row["word"]) if asks else "",
        chance=float(row["chance_top"]),
        size=size if asks else 0,
        is_shared=bool((setting.certainty["rank"] == row["rank"]).sum() > 1),
    )


def in_district(county: County, code: str, district: str) -> Stand | None:
    """Return a ward's place in its district; None where it is unranked, or the district no smaller set."""
    here = county.ranking["district_code"] == county.ranking.at[code, "district_code"]
    row = county.within.loc[code]
    if here.all() or here.sum() < 2 or pd.isna(row["rank"]):
        return None
    shared = county.within.loc[here.index[here], "rank"].eq(row["rank"]).sum() > 1
    ends = (int(row[c]) for c in ("rank", "low", "high", "of"))
    return Stand(district, *ends, kind=county.setting.certainty_kind, is_shared=bool(shared))


def county_scores(county: County) -> tuple[tuple[str, str, float], ...]:
    """Return code, district and score of every ranked ward, most need first."""
    ranked = county.ranking.dropna(subset="score")
    return tuple(
        (str(code), str(district), float(score))
        for code, district, score in zip(ranked.index, ranked["district_code"], ranked["score"], strict=True)
    )
