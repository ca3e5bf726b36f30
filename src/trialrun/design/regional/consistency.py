"""
Consistency of regions with the whole of a multi-regional trial, and shares of subjects for it.

Method 1 wants a region to keep a fraction of the effect over all regions, Method 2 wants an effect
above 0 in each region. A trial is described by its one-sided alpha and its power, regions by their
shares of the subjects. Conditional probabilities are those among trials with a significant overall
effect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import optimize, special

from trialrun.design.arms.normal import probability_normal
from trialrun.design.boundaries import fixed_drift
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

_SUM = 1e-9


def probability_consistency_1(
    share: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    fraction: float = 0.5,
    effect_ratio: float = 1.0,
    conditional: bool = False,
) -> float:
    """
    Probability that one region keeps a fraction of the overall effect: Method 1.

    Args:
        share: of the subjects in the region, above 0 and below 1.
        alpha: one-sided type I error of the trial.
        power: of the trial for the effect over all regions.
        fraction: of the observed overall effect that the region's must exceed.
        effect_ratio: true effect in the region, relative to that over all regions.
        conditional: among trials with a significant overall effect.
    Returns:
        P(region's effect > fraction x overall effect).
    Raises:
        DesignError: a share, fraction or power out of its range.
    Source: Ministry of Health, Labour and Welfare of Japan (2007), Basic principles on global
        clinical trials; Quan et al. (2010), Pharmaceutical Statistics 9:100-112.

    >>> round(probability_consistency_1(0.2243), 3)
    0.8
    >>> round(probability_consistency_1(0.2243, conditional=True), 3)
    0.816
    """
    _check_share(share)
    drift = _checked_drift(alpha, power, fraction)
    variance = 1 / share - 2 * fraction + fraction**2
    kept = (effect_ratio - fraction) * drift / np.sqrt(variance)
    if not conditional:
        return float(special.ndtr(kept))
    rho = (1 - fraction) / np.sqrt(variance)
    both = probability_normal(
        [-kept, float(-special.ndtri(alpha)) - drift], np.inf, [[1, rho], [rho, 1]]
    )
    return both / power


def share_consistency_1(
    *,
    probability: float = 0.8,
    alpha: float = 0.025,
    power: float = 0.9,
    fraction: float = 0.5,
    effect_ratio: float = 1.0,
    conditional: bool = False,
) -> float:
    """
    Share of the subjects that a region needs for Method 1.

    Args:
        probability: of keeping the fraction, wanted.
        alpha: one-sided type I error of the trial.
        power: of the trial for the effect over all regions.
        fraction: of the observed overall effect that the region's must exceed.
        effect_ratio: true effect in the region, relative to that over all regions.
        conditional: among trials with a significant overall effect.
    Returns:
        The smallest share.
    Raises:
        DesignError: as `probability_consistency_1`; a probability that no share reaches.
    Source: Quan et al. (2010), Pharmaceutical Statistics 9:100-112; Ikeda and Bretz (2010),
        Pharmaceutical Statistics 9:207-216.

    >>> round(share_consistency_1(), 4), round(share_consistency_1(power=0.8), 4)
    (0.2243, 0.2841)
    """
    _check_probability(probability)

    def reached(share: float) -> float:
        return probability_consistency_1(
            share,
            alpha=alpha,
            power=power,
            fraction=fraction,
            effect_ratio=effect_ratio,
            conditional=conditional,
        )

    return _smallest(reached, probability, 1.0)


def inflation_consistency_1(
    share: float,
    *,
    probability: float = 0.8,
    alpha: float = 0.025,
    power: float = 0.9,
    fraction: float = 0.5,
) -> float:
    """
    How much larger a trial must be for Method 1, where a region's share can not grow.

    Args:
        share: of the subjects in the region, above 0 and below 1.
        probability: of keeping the fraction, wanted; above one half.
        alpha: one-sided type I error of the trial.
        power: for which the trial is sized so far.
        fraction: of the observed overall effect that the region's must exceed.
    Returns:
        Subjects needed over subjects so far; 1 where they are enough.
    Raises:
        DesignError: as `probability_consistency_1`; a probability not above one half.
    Source: Quan et al. (2010), Pharmaceutical Statistics 9:100-112.

    >>> round(inflation_consistency_1(0.1), 3)
    2.494
    """
    _check_share(share)
    _check_probability(probability)
    drift = _checked_drift(alpha, power, fraction)
    if probability <= 0.5:
        message = f"found {probability:g}, must be above 0.5"
        raise DesignError(message, place="probability")
    spread = np.sqrt(1 / share - 2 * fraction + fraction**2)
    needed = float(special.ndtri(probability)) * spread / (1 - fraction)
    return max(1.0, float(needed / drift) ** 2)


def probability_consistency_1_all(
    shares: Sequence[float],
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    fraction: float = 0.5,
    effect_ratios: Sequence[float] | None = None,
    conditional: bool = False,
) -> float:
    """
    Probability that every region keeps a fraction of the overall effect: Method 1 for all.

    Args:
        shares: of the subjects in each region, of sum 1, (n regions,).
        alpha: one-sided type I error of the trial.
        power: of the trial, for the mean of the regions' effects.
        fraction: of the observed overall effect that each region's must exceed.
        effect_ratios: true effects relative to their mean, (n regions,); None for equal.
        conditional: among trials with a significant overall effect.
    Returns:
        P(each region's effect > fraction x overall effect).
    Raises:
        DesignError: shares or effects that are none, a fraction or power out of its range.
    Source: Quan et al. (2010), Pharmaceutical Statistics 9:100-112.

    >>> round(probability_consistency_1_all([1 / 3, 1 / 3, 1 / 3]), 3)
    0.599
    """
    f, ratios = _regions(shares, effect_ratios)
    drift = _checked_drift(alpha, power, fraction)
    contrasts = np.diag(1 / np.sqrt(f)) - fraction * np.sqrt(f)
    limits = -drift * (ratios - fraction)
    return _all_of(contrasts, limits, f, drift, alpha, power, conditional=conditional)


def probability_consistency_2(
    shares: Sequence[float],
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    effect_ratios: Sequence[float] | None = None,
    conditional: bool = False,
) -> float:
    """
    Probability that every region has an effect above 0: Method 2.

    Args:
        shares: of the subjects in each region, of sum 1, (n regions,).
        alpha: one-sided type I error of the trial.
        power: of the trial, for the mean of the regions' effects.
        effect_ratios: true effects relative to their mean, (n regions,); None for equal.
        conditional: among trials with a significant overall effect.
    Returns:
        P(each region's effect > 0).
    Raises:
        DesignError: shares or effects that are none, a power out of its range.
    Source: Ministry of Health, Labour and Welfare of Japan (2007), Basic principles on global
        clinical trials; Kawai et al. (2008), Drug Information Journal 42:139-147.

    >>> round(probability_consistency_2([1 / 3, 1 / 3, 1 / 3]), 3)
    0.911
    """
    f, ratios = _regions(shares, effect_ratios)
    drift = _checked_drift(alpha, power, 0.0)
    if not conditional:
        return float(special.ndtr(drift * ratios * np.sqrt(f)).prod())
    contrasts = np.diag(1 / np.sqrt(f))
    return _all_of(contrasts, -drift * ratios, f, drift, alpha, power, conditional=True)


def share_consistency_2(
    regions: int,
    *,
    probability: float = 0.8,
    alpha: float = 0.025,
    power: float = 0.9,
    conditional: bool = False,
) -> float:
    """
    Share of the subjects that the smallest region needs for Method 2, the others being equal.

    Args:
        regions: how many, at least 2.
        probability: of an effect above 0 in each, wanted.
        alpha: one-sided type I error of the trial.
        power: of the trial.
        conditional: among trials with a significant overall effect.
    Returns:
        The smallest share.
    Raises:
        DesignError: less than two regions; a probability that no allocation reaches.
    Source: Kawai et al. (2008), Drug Information Journal 42:139-147; Quan et al. (2010),
        Pharmaceutical Statistics 9:100-112.

    >>> round(share_consistency_2(3), 4), round(share_consistency_2(2), 4)
    (0.0817, 0.0678)
    """
    if regions < 2:
        raise DesignError(f"found {regions}, must be at least 2", place="regions")
    _check_probability(probability)

    def reached(share: float) -> float:
        shares = [share, *([(1 - share) / (regions - 1)] * (regions - 1))]
        return probability_consistency_2(shares, alpha=alpha, power=power, conditional=conditional)

    return _smallest(reached, probability, 1 / regions)


def _all_of(
    contrasts: Floats,
    limits: Floats,
    f: Floats,
    drift: float,
    alpha: float,
    power: float,
    *,
    conditional: bool,
) -> float:
    """Probability that contrasts of the regions' standardized errors exceed limits."""
    if conditional:
        contrasts = np.vstack([contrasts, np.sqrt(f)])
        limits = np.append(limits, -float(special.ndtri(alpha)) - drift)
    both = probability_normal(limits, np.inf, contrasts @ contrasts.T)
    return both / power if conditional else both


def _smallest(reached: Callable[[float], float], probability: float, most: float) -> float:
    low, high = 1e-6, most * (1 - 1e-6)
    if reached(high) < probability:
        message = f"no share gives {probability:g}, at most {reached(high):.3f}"
        raise DesignError(message, place="probability", hint="raise the power of the trial.")
    if reached(low) >= probability:
        return low
    return float(optimize.brentq(lambda share: reached(share) - probability, low, high, xtol=1e-10))


def _regions(
    shares: Sequence[float], effect_ratios: Sequence[float] | None
) -> tuple[Floats, Floats]:
    f = np.asarray(shares, dtype=float)
    if f.ndim != 1 or len(f) < 2 or not (f > 0).all() or abs(f.sum() - 1) > _SUM:
        raise DesignError("shares of two or more regions must be above 0, of sum 1", place="shares")
    ratios = np.ones(len(f)) if effect_ratios is None else np.asarray(effect_ratios, dtype=float)
    if ratios.shape != f.shape:
        message = f"{ratios.size} effects for {f.size} regions"
        raise DesignError(message, place="effect_ratios")
    if abs(float(f @ ratios) - 1) > 1e-6:
        message = f"their mean is {float(f @ ratios):g}, must be 1"
        raise DesignError(message, place="effect_ratios")
    return f, ratios


def _checked_drift(alpha: float, power: float, fraction: float) -> float:
    if not 0 <= fraction < 1:
        raise DesignError(f"found {fraction:g}, must be at least 0, below 1", place="fraction")
    return fixed_drift(alpha, power)


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise DesignError(f"found {share:g}, must be above 0 and below 1", place="share")


def _check_probability(probability: float) -> None:
    if not 0 < probability < 1:
        message = f"found {probability:g}, must be above 0 and below 1"
        raise DesignError(message, place="probability")
