"""The choice of 2002 tried again on the release in use."""

from sqlalchemy import Engine

from sipmap.catalogue import Profile
from sipmap.desk.ranking import active_release, comparison_set, ranking_inputs
from sipmap.scoring.backtest import Backtest, backtest_2002


def run_backtest(engine: Engine, profile: Profile) -> Backtest:
    """Try the choice of 2002 again on Kent's wards of 1998.

    Raises NoReleaseError without a release, ProfileError where it holds no figures of 2000.
    """
    inputs = ranking_inputs(engine, active_release(engine), comparison_set("kent"), profile)
    return backtest_2002(inputs.ranking())
