import numpy as np
import pytest

from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.ordering import BUCKETS, order_rising, put_in_buckets, ranked


@kernel
def in_order(values, order, starts, bucket):
    order_rising(values, len(values), order, starts, bucket)


@kernel
def of_ranks(values, order, starts, bucket, ranks, found):
    put_in_buckets(values, len(values), order, starts, bucket)
    for k in range(len(ranks)):
        found[k] = ranked(values, ranks[k], order, starts, bucket)


VALUES = {
    "random": np.random.default_rng(1).exponential(size=500),
    "skewed": np.random.default_rng(2).exponential(size=300) ** 6,
    "ties": np.repeat([3.0, 1.0, 2.0], 20),
    "all alike": np.full(9, 4.0),
    "far apart": np.array([1e-300, 1e300, 1.0, 0.0]),
    "one": np.array([2.0]),
    "none": np.empty(0),
    "falling": np.arange(50.0)[::-1].copy(),
}


def space(values):
    count = len(values)
    starts = np.zeros(max(2, BUCKETS * count + 1), dtype=np.int64)
    return np.zeros(count, dtype=np.int64), starts, np.zeros(count, dtype=np.int64)


@pytest.mark.parametrize("name", list(VALUES))
def test_positions_rise_and_ties_keep_their_order(name):
    values = VALUES[name]
    order, starts, bucket = space(values)
    in_order(values, order, starts, bucket)
    assert order.tolist() == np.argsort(values, kind="stable").tolist()


@pytest.mark.parametrize("name", list(VALUES))
def test_values_of_some_ranks_are_those_of_all_in_order(name):
    values = VALUES[name]
    ranks = np.arange(0, len(values), 3)[::-1].copy()
    found = np.zeros(len(ranks))
    of_ranks(values, *space(values), ranks, found)
    assert found.tolist() == np.sort(values)[ranks].tolist()
