"""The median of a group of strata, against closed forms and against simulation."""

from __future__ import annotations

import numpy as np
import pytest

from trialrun.design import ExpectedArm, hazards
from trialrun.design.median_survival import median_survival


@pytest.mark.parametrize("per_month", [0.04951051, 0.2, 1.5])
def test_median_of_one_exponential_is_ln_two_over_its_hazard(per_month):
    found = median_survival([ExpectedArm(1.0, hazards([0], [per_month]))])
    assert found == pytest.approx(np.log(2) / per_month, rel=1e-10)


def test_median_of_a_hazard_in_two_pieces():
    """0.1 over 4 months leaves exp(-0.4); the rest of ln 2 is used up at 0.05 a month."""
    found = median_survival([ExpectedArm(0.5, hazards([0, 4], [0.1, 0.05], dropout=0.3))])
    assert found == pytest.approx(4 + (np.log(2) - 0.4) / 0.05, rel=1e-10)


def test_median_of_strata_is_that_of_simulated_patients():
    shares, rates = [0.35, 0.65], [0.8 * 0.0495, 1.15 * 0.0495]
    found = median_survival(
        [ExpectedArm(s, hazards([0], [r])) for s, r in zip(shares, rates, strict=True)]
    )
    random = np.random.default_rng(20261102)
    stratum = random.choice(2, size=400_000, p=shares)
    times = random.exponential(1 / np.array(rates)[stratum])
    density = sum(s * r * np.exp(-r * found) for s, r in zip(shares, rates, strict=True))
    error = 0.5 / np.sqrt(len(times)) / density
    assert found == pytest.approx(np.median(times), abs=4 * error)


def test_half_that_is_never_reached_has_no_median():
    assert median_survival([ExpectedArm(1.0, hazards([0, 3], [0.1, 0]))]) is None
