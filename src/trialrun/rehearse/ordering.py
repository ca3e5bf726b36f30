"""Sorting and selecting inside kernels: buckets first, then insertion, near linear in time."""

from __future__ import annotations

from typing import Any

from trialrun.rehearse.compiled import inner

BUCKETS = 2
"""Buckets a value: more leave fewer values to be put right, and more to be cleared."""


@inner
def order_rising(values: Any, count: Any, order: Any, starts: Any, bucket: Any) -> None:
    """
    Write into `order` the positions of the first `count` values from smallest to largest.

    Equal values keep the order of their positions.

    Args:
        values: (>= count,) finite, not negative.
        count: how many there are.
        order: (>= count,) integers, written.
        starts: (>= 2,) integers, work space: as many buckets and one.
        bucket: (>= count,) integers, work space.
    """
    put_in_buckets(values, count, order, starts, bucket)
    _straighten(values, 0, count, order)


@inner
def put_in_buckets(values: Any, count: Any, order: Any, starts: Any, bucket: Any) -> None:
    """
    Write into `order` the positions of values, those of each bucket together, buckets rising.

    Args:
        values: as for `order_rising`, like all others.
        count: see values.
        order: see values.
        starts: see values; afterwards where each bucket ends.
        bucket: see values; afterwards the bucket of each value.
    """
    buckets = len(starts) - 1
    typical, taken = 0.0, 0.0
    for i in range(0, count, 8):
        typical += values[i]
        taken += 1.0
    typical = typical / taken if typical > 0.0 else 1.0
    # Buckets are as wide as an exponential distribution makes them about equally full.
    for i in range(count):
        bucket[i] = min(int(buckets * (values[i] / (values[i] + typical))), buckets - 1)
    for each in range(buckets + 1):
        starts[each] = 0
    for i in range(count):
        starts[bucket[i] + 1] += 1
    total = 0
    for each in range(buckets + 1):
        total += starts[each]
        starts[each] = total
    for i in range(count):
        place = starts[bucket[i]]
        order[place] = i
        starts[bucket[i]] = place + 1


@inner
def ranked(values: Any, rank: Any, order: Any, starts: Any, bucket: Any) -> Any:
    """
    Return the value of a rank.

    Args:
        values: that have been put in buckets.
        rank: counted from 0.
        order: from `put_in_buckets`, like starts and bucket; put right around the rank.
        starts: see order.
        bucket: see order.
    """
    here = bucket[order[rank]]
    _straighten(values, starts[here - 1] if here > 0 else 0, starts[here], order)
    return values[order[rank]]


@inner
def _straighten(values: Any, first: Any, end: Any, order: Any) -> None:
    """Put right the order of values that are nearly in order."""
    for k in range(first + 1, end):
        item = order[k]
        value = values[item]
        j = k - 1
        while j >= first and values[order[j]] > value:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = item
