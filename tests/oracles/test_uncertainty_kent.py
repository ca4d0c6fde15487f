"""What the design says of Kent's ranking when its weights move by a quarter, on the published figures."""

import numpy as np
import pytest

from sipmap import catalogue
from sipmap.scoring.uncertainty import Problem, simulate
from tests.oracles.test_profiles_published import areas, imd, small  # noqa: F401 (fixtures)

pytestmark = pytest.mark.published


def test_22_of_the_top_24_stay_when_weights_move_by_a_quarter(imd):  # noqa: F811
    """IMD 2025: 22 stay and 6 wards contend. Draws seldom reach the corners, where the last of them move."""
    parts = catalogue.profile("imd-2025").parts
    weights = np.array([part.weight for part in parts])
    frame = imd.set_index("area_code")
    values = frame[[part.indicator for part in parts]].to_numpy(dtype=float) / weights
    found = simulate(Problem(frame.index.to_numpy().astype(str), values, weights), 24, draws=10000)
    assert found.kind == "sensitivity range"
    chance = found.frame["chance_top"]
    stays = chance[frame["rank"].to_numpy() <= 24] > 0.99
    assert stays.sum() in (22, 23)
    assert 4 <= ((chance > 0) & (chance < 1)).sum() <= 6
    assert (found.frame["rank"].to_numpy() == frame["rank"].to_numpy()).all()
    assert (found.frame["word"].head(20) == "certain").all()
