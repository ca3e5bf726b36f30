"""
Exact probabilities of safety rules on counts in two arms.

A rule stops the experimental arm when its events reach a threshold that depends on the events in
the control arm. Counts are binomial, and looks are taken at numbers of subjects in each arm; the
joint distribution of both counts among trials that go on is carried from look to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def stopping_threshold(table: Mapping[int, int], control_events: int) -> int:
    """
    Events that stop the experimental arm for a number of events in the control arm.

    Beyond the table it is twice the number in control, where the table ends at twice its last or
    below; else the last threshold and one more for each further event.

    Args:
        table: events in control -> events that stop.
        control_events: events seen in control.
    Returns:
        The threshold.
    Raises:
        DesignError: a table that does not begin at 0 or leaves out a number.

    >>> stopping_threshold({0: 3, 1: 5, 2: 6, 3: 7, 4: 8}, 6)
    12
    """
    if sorted(table) != list(range(len(table))) or not table:
        found = ", ".join(str(number) for number in sorted(table)) or "none"
        raise DesignError(
            f"events in control are {found}, must be 0, 1, 2 … without a gap", place="thresholds"
        )
    if control_events in table:
        return table[control_events]
    last = max(table)
    return max(2 * control_events, table[last] + control_events - last)


def stopping_probability(
    table: Mapping[int, int],
    looks: Sequence[int],
    control_rate: float,
    experimental_rate: float,
    *,
    experimental_looks: Sequence[int] | None = None,
    beyond: int = 0,
) -> float:
    """
    Probability that a rule stops the experimental arm at one of the looks.

    Args:
        table: events in control -> events that stop.
        looks: control subjects observed at each look, rising.
        control_rate: probability of an event in a control subject.
        experimental_rate: the same in the experimental arm.
        experimental_looks: experimental subjects at each look; None for as many as control.
        beyond: events above the threshold that are needed; 1 where it must be exceeded.
    Returns:
        The probability, exact.
    Raises:
        DesignError: looks that do not rise, a rate that is no probability, a table with gaps.
    Source: Schultz et al. (1973), Biometrics 29:293-300 (recursion over counts), for two arms.

    >>> pauses = {0: 3, 1: 5, 2: 6, 3: 7, 4: 8}
    >>> round(stopping_probability(pauses, [100], 0.01, 0.01), 4)
    0.0304
    >>> round(stopping_probability(pauses, [25, 50, 75, 100], 0.01, 0.04), 4)
    0.513
    """
    other = looks if experimental_looks is None else experimental_looks
    _check(looks, other, (control_rate, experimental_rate))
    stop = _stops(table, looks[-1], other[-1], beyond)
    going = np.zeros((looks[-1] + 1, other[-1] + 1))
    going[0, 0] = 1.0
    steps = zip(np.diff(looks, prepend=0), np.diff(other, prepend=0), strict=True)
    stopped = 0.0
    for more, more_other in steps:
        going = _added(going, int(more), control_rate)
        going = _added(going.T, int(more_other), experimental_rate).T
        stopped += float(going[stop].sum())
        going[stop] = 0.0
    return stopped


def stopping_probability_any(
    table: Mapping[int, int],
    subjects: int,
    control_rate: float,
    experimental_rate: float,
    *,
    arms: int,
) -> float:
    """
    Probability that a rule stops at least one of several arms, all compared with one control.

    Args:
        table: events in control -> events that stop.
        subjects: in each arm, at the only look.
        control_rate: probability of an event in a control subject.
        experimental_rate: the same in each of the other arms.
        arms: number of the other arms.
    Returns:
        The probability, exact.
    Raises:
        DesignError: as `stopping_probability`; fewer than one arm.
    Source: exact, by enumeration of the counts; the arms are independent given the control's.

    >>> pauses = {0: 3, 1: 5, 2: 6, 3: 7, 4: 8}
    >>> round(stopping_probability_any(pauses, 100, 0.01, 0.01, arms=2), 4)
    0.0585
    """
    if arms < 1:
        raise DesignError(f"found {arms}, must be at least 1", place="arms")
    _check([subjects], [subjects], (control_rate, experimental_rate))
    stop = _stops(table, subjects, subjects, 0)
    each = stop @ _binomial(subjects, experimental_rate)
    return float(_binomial(subjects, control_rate) @ (1 - (1 - each) ** arms))


def stopping_probability_poisson(
    table: Mapping[int, int], subjects: int, control_rate: float, experimental_rate: float
) -> float:
    """
    Probability that a rule stops the experimental arm at one look at Poisson counts.

    Args:
        table: events in control -> events that stop.
        subjects: in each arm.
        control_rate: expected events of a control subject.
        experimental_rate: the same in the experimental arm.
    Returns:
        The probability.
    Raises:
        DesignError: as `stopping_probability`.

    >>> pauses = {0: 3, 1: 5, 2: 6, 3: 7, 4: 8}
    >>> round(stopping_probability_poisson(pauses, 100, 0.01, 0.01), 4)
    0.031
    """
    _check([subjects], [subjects], (control_rate, experimental_rate))
    means = subjects * np.array([control_rate, experimental_rate])
    most = int(means.max() + 12 * np.sqrt(means.max()) + 30)
    counts = np.arange(most + 1)
    control, other = (
        np.exp(special.xlogy(counts, mean) - mean - special.gammaln(counts + 1)) for mean in means
    )
    return float(control @ _stops(table, most, most, 0) @ other)


def _stops(table: Mapping[int, int], most: int, most_other: int, beyond: int) -> np.ndarray:
    """Whether counts (control, experimental) stop, (most + 1, most_other + 1)."""
    thresholds = np.array([stopping_threshold(table, x) + beyond for x in range(most + 1)])
    return np.asarray(np.arange(most_other + 1) >= thresholds[:, None])


def _added(going: Floats, subjects: int, rate: float) -> Floats:
    """Add the events of further subjects to the counts of the first axis."""
    chances = _binomial(subjects, rate)
    size = len(going)
    found = np.zeros_like(going)
    for events, chance in enumerate(chances[:size]):
        found[events:] += chance * going[: size - events]
    return found


def _binomial(subjects: int, rate: float) -> Floats:
    """Probability of each number of events among subjects."""
    events = np.arange(subjects + 1)
    ways = (
        special.gammaln(subjects + 1)
        - special.gammaln(events + 1)
        - special.gammaln(subjects - events + 1)
    )
    logs = ways + special.xlogy(events, rate) + special.xlog1py(subjects - events, -rate)
    return np.asarray(np.exp(logs))


def _check(looks: Sequence[int], other: Sequence[int], rates: tuple[float, float]) -> None:
    for name, numbers in (("looks", looks), ("experimental_looks", other)):
        if not numbers or (np.diff(numbers, prepend=0) <= 0).any():
            found = ", ".join(str(number) for number in numbers) or "none"
            raise DesignError(f"found {found}, must rise from above 0", place=name)
    if len(looks) != len(other):
        raise DesignError(f"{len(looks)} and {len(other)} looks", place="experimental_looks")
    for rate in rates:
        if not 0 <= rate <= 1:
            raise DesignError(f"found {rate:g}, must be from 0 to 1", place="rate")
