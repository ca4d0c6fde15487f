"""Which wards to put forward: N wards of most need under stated rules, exactly, and what each rule costs."""

from sipmap.scoring.shortlist.inside import Caution, EnglandMark
from sipmap.scoring.shortlist.outside import Outside
from sipmap.scoring.shortlist.report import NEAR, Shortlist, shortlist
from sipmap.scoring.shortlist.wards import Objective

__all__ = ["NEAR", "Caution", "EnglandMark", "Objective", "Outside", "Shortlist", "shortlist"]
