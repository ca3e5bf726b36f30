"""Rows of a summary: what was calculated is doubted where the simulation is far from it."""

import numpy as np
import pytest

from trialrun.rehearse.summary import calculated_rows


@pytest.mark.parametrize(
    ("value", "successes", "doubted"),
    [
        (0.9, 9000, False),
        (0.9, 9135, False),
        (0.9, 9145, True),
        (0.9, 8800, True),
        (0.0, 0, False),
        (0.02, 0, True),
        (1.0, 10_000, False),
    ],
)
def test_a_calculation_far_from_the_simulation_has_a_warning(value, successes, doubted):
    """10,000 trials: three standard errors of 0.003 and 0.005 are 0.014."""
    hits = np.arange(10_000) < successes
    (row,) = calculated_rows("S", ("calculated",), "power", value, hits)
    assert row.id == "rehearsal:S.calculated.power"
    assert row.value == value
    assert bool(row.warning) == doubted
