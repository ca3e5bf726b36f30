"""Sorting and selecting inside kernels: buckets first, then insertion, near linear in time."""

from __future__ import annotations

from typing import Any

from trialrun.rehearse.compiled import inner


@inner
def order_rising(values: Any, count: Any, order: Any, starts: Any) -> None:
    """
    Write into `order` the positions of the first `count` values from smallest to largest.

    Equal values keep the order of their positions.

    Args:
        values: (>= count,) finite.
        count: how many there are.
        order: (>= count,) integers, written.
        starts: (>= count + 1,) integers, work space.
    """
    if count == 0:
        return
    low = values[0]
    high = values[0]
    for i in range(1, count):
        low = min(low, values[i])
        high = max(high, values[i])
    width = high - low
    scale = (count - 1) / width if width > 0.0 else 0.0
    for bucket in range(count + 1):
        starts[bucket] = 0
    for i in range(count):
        starts[int((values[i] - low) * scale) + 1] += 1
    for bucket in range(count):
        starts[bucket + 1] += starts[bucket]
    for i in range(count):
        bucket = int((values[i] - low) * scale)
        order[starts[bucket]] = i
        starts[bucket] += 1
    for k in range(1, count):
        item = order[k]
        value = values[item]
        j = k - 1
        while j >= 0 and values[order[j]] > value:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = item
