"""Comparisons of means, and stopping rules on counts."""

import numpy as np
import pytest

from trialrun.design import (
    power_means,
    size_means,
    stopping_probability,
    stopping_threshold,
)
from trialrun.errors import DesignError

PAUSES = {0: 3, 1: 5, 2: 6, 3: 7, 4: 8}


@pytest.mark.parametrize("distribution", ["normal", "t"])
@pytest.mark.parametrize("ratio", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("effect", [-0.2, 0.4, 3.0, 9.0])
def test_the_size_has_the_power_asked_for(effect, ratio, distribution):
    how = {"ratio": ratio, "distribution": distribution}
    size = size_means(effect, 1, power=0.9, **how)
    assert power_means(effect, 1, size, **how) >= 0.9 - 1e-9
    if size > 5:
        assert power_means(effect, 1, size, **how) == pytest.approx(0.9, abs=1e-9)


def test_a_correlated_baseline_saves_subjects():
    without, with_baseline = size_means(3, 6.5), size_means(3, 6.5, correlation=0.6)
    assert with_baseline == pytest.approx((1 - 0.36) * without, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        ((0, 1), {}),
        ((1, 0), {}),
        ((1, 1), {"ratio": 0}),
        ((1, 1), {"correlation": 1}),
        ((1, 1), {"power": 1}),
        ((1, 1), {"power": 0.02}),
        ((1, 1), {"alpha": 0}),
    ],
)
def test_a_comparison_that_has_no_size_is_refused(arguments, more):
    with pytest.raises(DesignError, match="must"):
        size_means(*arguments, **more)


def test_too_few_subjects_for_students_t_are_refused():
    with pytest.raises(DesignError, match="no degrees of freedom"):
        power_means(1, 1, 1, distribution="t")


def test_beyond_the_table_the_threshold_is_twice_the_control_count():
    assert [stopping_threshold(PAUSES, x) for x in (0, 4, 5, 50)] == [3, 8, 10, 100]


def test_more_looks_and_higher_rates_stop_more_often_and_exceeding_less():
    one = stopping_probability(PAUSES, [100], 0.01, 0.04)
    assert one < stopping_probability(PAUSES, [50, 100], 0.01, 0.04)
    assert one < stopping_probability(PAUSES, [100], 0.01, 0.05)
    assert one > stopping_probability(PAUSES, [100], 0.02, 0.04)
    assert one > stopping_probability(PAUSES, [100], 0.01, 0.04, beyond=1)


def test_rates_of_none_and_all_are_sure():
    assert stopping_probability(PAUSES, [2, 9], 0.0, 1.0) == pytest.approx(1)
    assert stopping_probability(PAUSES, [2, 9], 0.5, 0.0) == 0
    assert stopping_probability(PAUSES, [2], 0.0, 1.0) == 0


def test_groups_of_different_size_are_looked_at_together():
    found = stopping_probability({0: 1}, [1], 0.0, 0.25, experimental_looks=[3])
    assert found == pytest.approx(1 - 0.75**3)


@pytest.mark.parametrize("looks", [[], [0, 5], [5, 5], [5, 4]])
def test_looks_out_of_order_are_refused(looks):
    with pytest.raises(DesignError, match="must rise"):
        stopping_probability(PAUSES, looks, 0.01, 0.01)


def test_a_table_with_gaps_and_a_rate_that_is_none_are_refused():
    with pytest.raises(DesignError, match="without a gap"):
        stopping_probability({0: 3, 2: 5}, [10], 0.01, 0.01)
    with pytest.raises(DesignError, match="from 0 to 1"):
        stopping_probability(PAUSES, [10], 0.01, np.float64(1.2))
