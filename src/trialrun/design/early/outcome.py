"""What dose-finding trials end with: the doses selected, the subjects treated, isotonic estimates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.early.checks import check_data
from trialrun.design.size.checks import check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class DoseFinding:
    """
    Operating characteristics of a dose-finding design.

    `selected` is the probability of selecting each dose and `none` of selecting none; `subjects`
    and `toxicities` are means at each dose. `trials` were simulated; None where exact.
    """

    selected: tuple[float, ...]
    none: float
    subjects: tuple[float, ...]
    toxicities: tuple[float, ...]
    trials: int | None

    @property
    def expected_subjects(self) -> float:
        """Mean size of the trial."""
        return sum(self.subjects)

    @property
    def expected_toxicities(self) -> float:
        """Mean number of subjects with dose-limiting toxicity."""
        return sum(self.toxicities)


def estimate_isotonic(subjects: Sequence[int], toxicities: Sequence[int]) -> tuple[float, ...]:
    """
    Toxicity rates that do not fall with the dose, nearest to those seen.

    Each dose has the posterior mean of a Beta(0.05, 0.05) prior, weighted by the inverse of the
    posterior variance; pooling adjacent violators gives the estimate.

    Args:
        subjects: treated at each dose.
        toxicities: of these with dose-limiting toxicity.
    Returns:
        The estimates; NaN where nobody was treated.
    Raises:
        DesignError: impossible counts.
    Source: Liu and Yuan (2015), Journal of the Royal Statistical Society C 64:507-523.

    >>> [round(each, 3) for each in estimate_isotonic([3, 6, 3], [1, 1, 2])]
    [0.217, 0.217, 0.661]
    """
    n, x = check_data(subjects, toxicities)
    return tuple(isotonic(n[None, :], x[None, :])[0].tolist())


def isotonic(n: np.ndarray, x: np.ndarray) -> Floats:
    """
    Estimates of `estimate_isotonic` for many trials, (n_trials, n_doses); NaN where none treated.

    >>> isotonic(np.array([[3, 0]]), np.array([[1, 0]])).round(3).tolist()
    [[0.339, nan]]
    """
    a, b = x + 0.05, n - x + 0.05
    weight = np.where(n > 0, (a + b) ** 2 * (a + b + 1) / (a * b), 0.0)
    doses = n.shape[1]
    zero = np.zeros((len(n), 1))
    mass = np.hstack([zero, np.cumsum(weight, axis=1)])
    total = np.hstack([zero, np.cumsum(weight * a / (a + b), axis=1)])
    found = np.full(n.shape, np.nan)
    for dose in range(doses):
        # The largest, over where a block may begin, of the smallest mean, over where it may end.
        best = np.full(len(n), -np.inf)
        for begin in range(dose + 1):
            w = mass[:, dose + 1 :] - mass[:, begin : begin + 1]
            t = total[:, dose + 1 :] - total[:, begin : begin + 1]
            with np.errstate(invalid="ignore", divide="ignore"):
                least = np.where(w > 0, t / w, np.inf).min(axis=1)
            best = np.maximum(best, least)
        found[:, dose] = np.where(n[:, dose] > 0, best, np.nan)
    return found


def select_dose(
    subjects: Sequence[int],
    toxicities: Sequence[int],
    target: float,
    *,
    cutoff: float = 0.95,
) -> int:
    """
    Maximum tolerated dose: the one whose isotonic estimate is nearest to the target.

    Doses at which, and above which, the posterior probability of a rate above the target exceeds
    `cutoff` (with three subjects or more, Beta(1, 1) prior) are left out. Of doses with the same
    estimate the highest is taken below the target, the lowest above it.

    Args:
        subjects: treated at each dose.
        toxicities: of these with dose-limiting toxicity.
        target: toxicity rate wanted.
        cutoff: posterior probability that leaves a dose out.
    Returns:
        The dose, 1 for the lowest; 0 where none is tolerable.
    Raises:
        DesignError: impossible counts, target or cutoff that is no probability, nobody treated.
    Source: Liu and Yuan (2015), Journal of the Royal Statistical Society C 64:507-523.

    >>> select_dose([3, 6, 6], [0, 1, 4], 0.3)
    2
    """
    check_rates(target=target, cutoff=cutoff)
    n, x = check_data(subjects, toxicities)
    if not n.any():
        raise DesignError("no subject was treated", place="subjects")
    return int(selected(n[None, :], x[None, :], target, cutoff)[0])


def selected(n: np.ndarray, x: np.ndarray, target: float, cutoff: float) -> np.ndarray:
    """
    Dose of `select_dose` for many trials, (n_trials,); counts are (n_trials, n_doses).

    >>> selected(np.array([[3, 6]]), np.array([[0, 1]]), 0.3, 0.95).tolist()
    [2]
    """
    toxic = (n >= 3) & (special.betaincc(x + 1, n - x + 1, target) > cutoff)
    kept = np.where(np.logical_or.accumulate(toxic, axis=1), 0, n)
    estimate = isotonic(kept, np.where(kept > 0, x, 0))
    order = np.arange(1, n.shape[1] + 1)
    with np.errstate(invalid="ignore"):
        distance = np.abs(estimate + 1e-9 * order - target)
    distance = np.where(np.isnan(distance), np.inf, distance)
    return np.where(np.isinf(distance).all(axis=1), 0, distance.argmin(axis=1) + 1)
