"""Simulated trials with the continual reassessment method."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.early.checks import check_count, check_toxicities
from trialrun.design.early.crm import CrmModel, estimates, posterior, shares_above
from trialrun.design.early.outcome import DoseFinding
from trialrun.design.size.checks import check_rates
from trialrun.errors import DesignError

_TOGETHER = 4_000_000
"""Weights of points that are held at once."""


def simulate_crm(
    model: CrmModel,
    target: float,
    rates: Sequence[float],
    *,
    cohort: int = 3,
    cohorts: int = 10,
    start: int = 1,
    skip: bool = False,
    stop: float | None = None,
    trials: int = 1_000,
    seed: int = 1,
) -> DoseFinding:
    """
    Simulate dose-finding trials with the CRM.

    Each cohort is treated at the dose whose estimate is nearest to the target; the one that would
    follow the last cohort is selected.

    Args:
        model: curve and prior.
        target: toxicity rate wanted.
        rates: true toxicity rates of the doses, not falling.
        cohort: subjects treated before each fit.
        cohorts: most cohorts of a trial.
        start: dose of the first cohort, 1 for the lowest.
        skip: whether doses may be skipped on the way up.
        stop: posterior probability, of a rate above the target at the lowest dose, above which the
            trial stops without a dose; None for never.
        trials: simulated trials.
        seed: of the random stream.
    Returns:
        Proportion selecting each dose, mean subjects and toxicities at each.
    Raises:
        DesignError: rates that fall or are not one a dose, a start that is no dose.
    Source: O'Quigley, Pepe and Fisher (1990), Biometrics 46:33-48; Goodman, Zahurak and Piantadosi
        (1995), Statistics in Medicine 14:1149-1161 (cohorts, no skipping).

    >>> from trialrun.design.early.crm import model_power
    >>> model = model_power([0.05, 0.12, 0.25, 0.40, 0.55])
    >>> found = simulate_crm(model, 0.25, [0.05, 0.12, 0.25, 0.40, 0.55], trials=200)
    >>> found.selected[2] > 0.4
    True
    """
    p = check_toxicities(rates)
    check_rates(target=target)
    check_count(1, cohort=cohort, cohorts=cohorts, trials=trials)
    if len(p) != model.doses:
        raise DesignError(f"found {len(p)}, must be {model.doses}, one a dose", place="rates")
    if not 1 <= start <= len(p):
        raise DesignError(f"found {start}, must be from 1 to {len(p)}", place="start")
    if stop is not None:
        check_rates(stop=stop)
    from trialrun.streams import stream

    random = stream(seed, "continual reassessment")
    n, x = (np.zeros((trials, len(p)), dtype=int) for _ in range(2))
    dose = np.full(trials, start - 1)
    going = np.ones(trials, dtype=bool)
    for _ in range(cohorts):
        at = np.flatnonzero(going)
        here = dose[at]
        n[at, here] += cohort
        x[at, here] += random.binomial(cohort, p[here])
        nearest, toxic = _next(model, target, n[at], x[at])
        top = len(p) - 1 if skip else here + 1
        dose[at] = np.minimum(nearest, top)
        if stop is not None:
            going[at[toxic > stop]] = False
    shares = np.bincount(np.where(going, dose + 1, 0), minlength=len(p) + 1) / trials
    return DoseFinding(
        selected=tuple(shares[1:].tolist()),
        none=float(shares[0]),
        subjects=tuple(n.mean(axis=0).tolist()),
        toxicities=tuple(x.mean(axis=0).tolist()),
        trials=trials,
    )


def _next(
    model: CrmModel, target: float, n: np.ndarray, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest dose, and probability of a rate above the target at the lowest one, (n_trials,)."""
    # Trials with the same data share their posterior: early in a trial there are few data.
    data, back = np.unique(np.hstack([n, x]), axis=0, return_inverse=True)
    doses = n.shape[1]
    above = shares_above(model, target)[0]
    nearest, toxic = np.empty(len(data), dtype=int), np.empty(len(data))
    size = max(1, _TOGETHER // model.logits.shape[1])
    for first in range(0, len(data), size):
        part = slice(first, first + size)
        weights = posterior(model, data[part, :doses], data[part, doses:])
        nearest[part] = np.abs(estimates(model, weights) - target).argmin(axis=1)
        toxic[part] = weights @ above
    back = back.ravel()
    return nearest[back], toxic[back]
