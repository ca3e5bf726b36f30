"""
Conditional power and stage-wise p-values of Fisher's combination test.

Given the product after a stage, each later stage rejects where its own p-value brings the product
below the critical value. With normal statistics of known means the probabilities are integrals
over the stages that are left, each by Gauss-Legendre between the p-values that neither reject nor
stop for futility.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_X, _W = np.polynomial.legendre.leggauss(64)
_REACH = 9.0


def conditional_power_fisher(
    critical: Sequence[float],
    weights: Sequence[float],
    p_values: Sequence[float],
    *,
    futility: Sequence[float] | None = None,
    means: Sequence[float] | None = None,
    spread: float = 1.0,
) -> Floats:
    """
    Probability to have rejected by each later stage, given the p-values so far.

    Args:
        critical: bounds of the product at the stages (k,).
        weights: exponents of the p-values (k,).
        p_values: of the stages taken, fewer than k.
        futility: p-values from which on a stage before the last ends the trial (k - 1,); None for
            none.
        means: of the normal score of each later stage; None for 0, which gives the conditional
            rejection probability.
        spread: standard deviation of the data under the hypothesis against that under the effect.
    Returns:
        Cumulative probabilities at the later stages.
    Raises:
        DesignError: no stage taken or none left, or numbers that do not belong together.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041; Wassmer and Brannath (2016), Group
        Sequential and Confirmatory Adaptive Designs in Clinical Trials, section 7.3.

    >>> conditional_power_fisher([0.0102, 0.0038], [1, 1], [0.1]).round(4).tolist()
    [0.038]
    """
    taken, count = len(p_values), len(critical)
    if not 1 <= taken < count or len(weights) != count:
        raise DesignError(
            f"{taken} p-values, {count} critical values and {len(weights)} weights",
            place="p_values",
        )
    left = count - taken
    shifts = [0.0] * left if means is None else [float(mean) for mean in means]
    if len(shifts) != left:
        raise DesignError(f"{len(shifts)} for {left} stages left", place="means")
    stops = [1.0] * (count - 1) if futility is None else [float(each) for each in futility]
    logs = float(np.asarray(weights[:taken]) @ np.log(np.maximum(p_values, 1e-300)))
    limits = [np.log(c) if c > 0 else -np.inf for c in critical]
    found = np.zeros(left)
    products, mass = np.array([logs]), np.array([1.0])
    for j in range(left):
        at = taken + j
        needed = np.exp(np.minimum((limits[at] - products) / weights[at], 0.0))
        bound = -special.ndtri(needed)
        found[j] = float(special.ndtr(shifts[j] - spread * bound) @ mass)
        if j + 1 == left:
            break
        low = max(-_REACH, (shifts[j] - _REACH) / spread)
        if stops[at] < 1:
            low = max(low, float(-special.ndtri(stops[at])))
        high = np.clip(bound, low, max((shifts[j] + _REACH) / spread, low))
        half = (high - low) / 2
        z = low + half[:, None] * (_X + 1)
        distance = z * spread - shifts[j]
        density = np.exp(-0.5 * distance * distance) / np.sqrt(2 * np.pi) * spread
        mass = (mass[:, None] * density * half[:, None] * _W).ravel()
        products = (products[:, None] + weights[at] * special.log_ndtr(-z)).ravel()
        if len(mass) > 64**3:
            raise DesignError(f"found {left} stages left, must be at most 4", place="p_values")
    return np.cumsum(found)


def stagewise_p_value_fisher(
    critical: Sequence[float],
    weights: Sequence[float],
    p_values: Sequence[float],
    *,
    futility: Sequence[float] | None = None,
) -> float:
    """
    P-value of Fisher's combination test by the stage-wise ordering.

    Args:
        critical: bounds of the product at the stages (k,).
        weights: exponents of the p-values (k,).
        p_values: of the stages taken; the trial ended with the last.
        futility: p-values from which on a stage ends the trial, if they had to be kept.
    Returns:
        Probability of rejecting earlier, or of a product at most as large at the last stage.
    Raises:
        DesignError: no stage, or numbers that do not belong together.
    Source: Wassmer and Brannath (2016), Group Sequential and Confirmatory Adaptive Designs in
        Clinical Trials, section 8.1.

    >>> round(stagewise_p_value_fisher([0.0102, 0.0038], [1, 1], [0.1, 0.02]), 4)
    0.0194
    """
    from trialrun.design.adaptive.fisher_combination import _errors

    taken = len(p_values)
    if not 1 <= taken <= len(critical) or len(weights) != len(critical):
        raise DesignError(
            f"{taken} p-values, {len(critical)} critical values and {len(weights)} weights",
            place="p_values",
        )
    product = float(np.exp(np.asarray(weights[:taken]) @ np.log(np.maximum(p_values, 1e-300))))
    stops = [1.0] * (len(critical) - 1) if futility is None else list(futility)
    bounds = [*list(critical)[: taken - 1], product]
    return float(_errors(bounds, np.asarray(weights[:taken], float), stops[: taken - 1]).sum())
