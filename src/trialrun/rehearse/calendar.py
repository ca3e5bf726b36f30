"""When the looks come: the months in which planned numbers of events are reached."""

from __future__ import annotations

from typing import Any

from trialrun.rehearse.compiled import inner


@inner
def event_months(subjects: Any, times: Any, sides: Any, count: Any, longest: Any, to: Any) -> Any:
    """
    Collect the months of the events of the compared arms and return how many there are.

    Args:
        subjects: from `allocate`.
        times: from `draw_times`.
        sides: (arms,) below 0 for arms that are not compared.
        count: subjects of the trial.
        longest: later events are not seen.
        to: (count,) written, not in order.
    """
    leave, event, arm = times.leave, times.event, subjects.arm
    found = 0
    for i in range(count):
        to[found] = leave[i]
        found += (event[i] == 1) & (leave[i] <= longest) & (sides[arm[i]] >= 0)
    return found


@inner
def entered_by(subjects: Any, count: Any, date: Any) -> Any:
    """Return how many subjects were randomised by a date, from months that rise."""
    month = subjects.month
    low, high = 0, count
    while low < high:
        middle = (low + high) >> 1
        if month[middle] <= date:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def count_enrolled(subjects: Any, entered: Any, fan: Any) -> None:
    """Count this trial at the number of subjects randomised by the end of each month."""
    month = subjects.month
    number = 0
    for m in range(len(fan)):
        while number < entered and month[number] <= m:
            number += 1
        fan[m, number] += 1
