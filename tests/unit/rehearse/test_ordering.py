import numpy as np
import pytest

from trialrun.rehearse.ordering import order_rising

VALUES = {
    "random": np.random.default_rng(1).exponential(size=500),
    "skewed": np.random.default_rng(2).exponential(size=300) ** 6,
    "ties": np.repeat([3.0, 1.0, 2.0], 20),
    "all alike": np.full(9, 4.0),
    "one": np.array([2.0]),
    "none": np.empty(0),
    "falling": np.arange(50.0)[::-1].copy(),
}


@pytest.mark.parametrize("name", list(VALUES))
def test_positions_rise_and_ties_keep_their_order(name):
    values = VALUES[name]
    order = np.zeros(len(values), dtype=np.int64)
    order_rising(values, len(values), order, np.zeros(len(values) + 1, dtype=np.int64))
    assert order.tolist() == np.argsort(values, kind="stable").tolist()
