"""Consistency of regions: against closed forms and simulated trials."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from trialrun.design.regional.consistency import (
    inflation_consistency_1,
    probability_consistency_1,
    probability_consistency_1_all,
    probability_consistency_2,
    share_consistency_1,
    share_consistency_2,
)
from trialrun.errors import DesignError

TRIALS = 400_000


def close(share, trials, found):
    return abs(share - found) < 4.5 * np.sqrt(found * (1 - found) / trials)


@pytest.mark.parametrize("shares", [(0.25, 0.75), (0.2, 0.3, 0.5), (0.1, 0.1, 0.2, 0.2, 0.4)])
@pytest.mark.parametrize("equal", [True, False])
def test_consistency_is_simulated(shares, equal):
    f = np.array(shares)
    ratios = np.ones(len(f))
    if not equal:
        ratios[0] = 0.6
        ratios[-1] += f[0] * 0.4 / f[-1]
    drift, critical = special.ndtri(0.975) + special.ndtri(0.9), special.ndtri(0.975)
    random = np.random.default_rng(len(shares))
    effect = drift * ratios + random.standard_normal((TRIALS, len(f))) / np.sqrt(f)
    overall = effect @ f
    kept, positive = effect > 0.5 * overall[:, None], effect > 0
    significant = overall > critical
    for conditional, among in ((False, slice(None)), (True, significant)):
        count = TRIALS if not conditional else int(significant.sum())
        one = probability_consistency_1(
            f[0], effect_ratio=float(ratios[0]), conditional=conditional
        )
        assert close(kept[among, 0].mean(), count, one)
        every = probability_consistency_1_all(f, effect_ratios=ratios, conditional=conditional)
        assert close(kept[among].all(axis=1).mean(), count, every)
        second = probability_consistency_2(f, effect_ratios=ratios, conditional=conditional)
        assert close(positive[among].all(axis=1).mean(), count, second)


@pytest.mark.parametrize("power", [0.8, 0.9])
def test_the_share_has_a_closed_form(power):
    """Quan et al. (2010): z^2 / ((1 - pi)^2 (z_alpha + z_beta)^2 + z^2 pi (2 - pi))."""
    z, drift = special.ndtri(0.8), special.ndtri(0.975) + special.ndtri(power)
    expected = z**2 / (0.25 * drift**2 + 0.75 * z**2)
    assert share_consistency_1(power=power) == pytest.approx(expected, abs=1e-8)


def test_inflation_gives_the_probability_wanted():
    factor = inflation_consistency_1(0.1)
    drift = np.sqrt(factor) * (special.ndtri(0.975) + special.ndtri(0.9))
    power = float(special.ndtr(drift - special.ndtri(0.975)))
    assert probability_consistency_1(0.1, power=power) == pytest.approx(0.8, abs=1e-9)
    assert inflation_consistency_1(0.5) == 1.0


def test_shares_for_effects_in_all_regions():
    share = share_consistency_2(3)
    rest = (1 - share) / 2
    assert probability_consistency_2([share, rest, rest]) == pytest.approx(0.8, abs=1e-8)
    assert share_consistency_2(3, conditional=True) < share


@pytest.mark.parametrize(
    "request_",
    [
        lambda: probability_consistency_1(0),
        lambda: probability_consistency_1(0.2, power=1),
        lambda: probability_consistency_1(0.2, fraction=1),
        lambda: share_consistency_1(probability=1),
        lambda: share_consistency_1(effect_ratio=0.4),
        lambda: inflation_consistency_1(0.1, probability=0.4),
        lambda: probability_consistency_2([0.5, 0.6]),
        lambda: probability_consistency_2([1.0]),
        lambda: probability_consistency_1_all([0.5, 0.5], effect_ratios=[1, 2]),
        lambda: share_consistency_2(1),
        lambda: share_consistency_2(12),
    ],
)
def test_wrong_requests_are_refused(request_):
    with pytest.raises(DesignError):
        request_()
