"""
The 3+3 design: its rules, exact operating characteristics, and simulation.

Three subjects are treated at a dose. Without toxicity the next dose follows; with one, three more
are treated, and the next dose follows if none of them has it; otherwise the dose is too toxic. The
maximum tolerated dose is the one below; where it holds only three subjects three more are treated,
and with two toxicities or more among the six the next lower dose is examined in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.early.checks import check_count, check_data, check_toxicities
from trialrun.design.early.outcome import DoseFinding
from trialrun.errors import DesignError


def decide_three_plus_three(subjects: int, toxicities: int) -> str:
    """
    What 3+3 does at a dose on the way up.

    Args:
        subjects: treated at the dose: 3 or 6.
        toxicities: of these with dose-limiting toxicity.
    Returns:
        `escalate`, `stay` (three more at the dose) or `deescalate`.
    Raises:
        DesignError: other numbers of subjects, impossible counts.
    Source: Storer (1989), Biometrics 45:925-937.

    >>> decide_three_plus_three(3, 1), decide_three_plus_three(6, 2)
    ('stay', 'deescalate')
    """
    if subjects not in {3, 6}:
        raise DesignError(f"found {subjects}, must be 3 or 6", place="subjects")
    check_data([subjects], [toxicities])
    if toxicities == 0 or (subjects, toxicities) == (6, 1):
        return "escalate"
    return "stay" if (subjects, toxicities) == (3, 1) else "deescalate"


def probability_escalation(rate: float) -> float:
    """
    Probability that 3+3 goes from a dose to the next one.

    Args:
        rate: of dose-limiting toxicity at the dose.
    Returns:
        The probability of none of 3, or 1 of 6.
    Raises:
        DesignError: rate is no probability.

    >>> round(probability_escalation(0.3), 2)
    0.49
    """
    check_toxicities([rate], place="rate")
    return float((1 - rate) ** 3 + 3 * rate * (1 - rate) ** 5)


def probability_three_plus_three(rates: Sequence[float], *, confirm: bool = True) -> DoseFinding:
    """
    Exact operating characteristics of 3+3.

    Args:
        rates: of dose-limiting toxicity at each dose, not falling.
        confirm: whether the selected dose must hold six subjects (with de-escalation); False to
            select the dose below the first too toxic one as it is, and the highest dose after it
            was passed.
    Returns:
        Probability of selecting each dose, mean subjects and toxicities at each.
    Raises:
        DesignError: rates that fall or are no probabilities.
    Source: Lin and Shih (2001), Biostatistics 2:203-215.

    >>> found = probability_three_plus_three([0.1, 0.2, 0.4])
    >>> [round(each, 3) for each in found.selected], round(found.none, 3)
    ([0.294, 0.455, 0.15], 0.101)
    """
    p = check_toxicities(rates)
    doses = len(p)
    clean, one = (1 - p) ** 3, 3 * p * (1 - p) ** 2
    rescued = one * clean  # 1 of the first 3, none of the next
    passed = clean + rescued
    fine = clean + one  # at most 1 of 3
    reached = np.concatenate([[1.0], np.cumprod(passed)])
    subjects = reached[:-1] * (3 + 3 * one)
    selected, none = np.zeros(doses), 0.0
    for first in range(doses + 1):
        # The way down starts below the first dose that is too toxic, or at the highest.
        down = reached[first] * (1 - passed[first]) if first < doses else reached[doses]
        if not confirm:
            if first:
                selected[first - 1] += down
            else:
                none += down
            continue
        for dose in range(first - 1, -1, -1):
            bare = clean[dose] / passed[dose] if passed[dose] else 0.0
            subjects[dose] += 3 * down * bare
            selected[dose] += down * (1 - bare * (1 - fine[dose]))
            down *= bare * (1 - fine[dose])
        none += down
    return DoseFinding(
        selected=tuple(selected.tolist()),
        none=float(none),
        subjects=tuple(subjects.tolist()),
        toxicities=tuple((subjects * p).tolist()),
        trials=None,
    )


def simulate_three_plus_three(
    rates: Sequence[float], *, confirm: bool = True, trials: int = 10_000, seed: int = 1
) -> DoseFinding:
    """
    Simulate trials with 3+3.

    Args:
        rates: of dose-limiting toxicity at each dose, not falling.
        confirm: as in `probability_three_plus_three`.
        trials: simulated trials.
        seed: of the random stream.
    Returns:
        Proportion selecting each dose, mean subjects and toxicities at each.
    Raises:
        DesignError: rates that fall or are no probabilities.

    >>> found = simulate_three_plus_three([0.1, 0.2, 0.4], trials=2000)
    >>> abs(found.selected[1] - 0.455) < 0.05
    True
    """
    from trialrun.streams import stream

    p = check_toxicities(rates)
    check_count(1, trials=trials)
    doses = len(p)
    random = stream(seed, "3+3")
    first, second = random.binomial(3, p, (2, trials, doses))
    n, x = np.zeros((trials, doses), dtype=int), np.zeros((trials, doses), dtype=int)
    dose = np.zeros(trials, dtype=int)
    up = np.ones(trials, dtype=bool)
    for level in range(doses):
        here = np.flatnonzero(up)
        n[here, level], x[here, level] = 3, first[here, level]
        more = here[x[here, level] == 1]
        n[more, level], x[more, level] = 6, 1 + second[more, level]
        up[here] = x[here, level] <= np.where(n[here, level] == 6, 1, 0)
        dose[here] = np.where(up[here], level, level - 1)
    if confirm:
        for level in range(doses - 1, -1, -1):
            bare = np.flatnonzero((dose == level) & (n[:, level] == 3))
            n[bare, level] = 6
            x[bare, level] += second[bare, level]
            dose[bare] -= x[bare, level] > 1
    counts = np.bincount(dose + 1, minlength=doses + 1) / trials
    return DoseFinding(
        selected=tuple(counts[1:].tolist()),
        none=float(counts[0]),
        subjects=tuple(n.mean(axis=0).tolist()),
        toxicities=tuple(x.mean(axis=0).tolist()),
        trials=trials,
    )
