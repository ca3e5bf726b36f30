"""
Assurance: the power of a trial averaged over what is believed of the effect.

It is the probability that the trial will succeed, where power is that probability for one effect.
As the trial grows it tends to the prior probability that the effect is there, not to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from trialrun.design.adaptive.priors import DiscretePrior, NormalPrior
from trialrun.design.bayes.mixtures import NormalMixture
from trialrun.design.recursion import stopping_probabilities
from trialrun.design.size.checks import check_positive, check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

EffectPrior = NormalPrior | NormalMixture | DiscretePrior
_HERMITE, _HERMITE_W = np.polynomial.hermite_e.hermegauss(96)
_X, _W = np.polynomial.legendre.leggauss(96)
_LEAST_MASS = 1e-4
_MOST = 1e9


@dataclass(frozen=True, slots=True)
class SequentialAssurance:
    """
    Probabilities of a group-sequential trial, averaged over the prior of its drift.

    `success` and `futility` are of ending so at each look; `assurance` is the sum of `success`.
    """

    assurance: float
    success: tuple[float, ...]
    futility: tuple[float, ...]


def assurance_estimate(
    prior: EffectPrior, standard_error: float, *, alpha: float = 0.025, margin: float = 0.0
) -> float:
    """
    Assurance of a one-sided test of a normal estimate with a known standard error.

    Args:
        prior: of the effect; larger is better.
        standard_error: of its estimate at the analysis.
        alpha: one-sided type I error.
        margin: effect that the test must exclude.
    Returns:
        The assurance: the probability of success, averaged over the prior.
    Raises:
        DesignError: a flat prior, an error rate that is none, a standard error not positive.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201;
        Spiegelhalter, Abrams and Myles (2004), Bayesian Approaches to Clinical Trials, chapter 6.

    >>> round(assurance_estimate(NormalPrior(0.5, 0.2), 0.2), 4)
    0.6487
    """
    check_rates(alpha=alpha)
    check_positive(standard_error=standard_error)
    weights, means, sds = normal_parts(prior)
    needed = margin - special.ndtri(alpha) * standard_error
    return float(weights @ special.ndtr((means - needed) / np.hypot(sds, standard_error)))


def assurance_means(
    prior: EffectPrior,
    sd: float,
    control_subjects: float,
    *,
    ratio: float = 1.0,
    alpha: float = 0.025,
    margin: float = 0.0,
    sd_degrees: float = math.inf,
    known: bool = True,
) -> float:
    """
    Assurance of a comparison of two means.

    Args:
        prior: of the difference; larger is better.
        sd: of an outcome, the same in both arms.
        control_subjects: on control.
        ratio: experimental subjects per control subject.
        alpha: one-sided type I error.
        margin: difference that the test must exclude.
        sd_degrees: what is known of sd, as a number of degrees of freedom: its variance is
            sd_degrees * sd**2 over a chi-square; inf for a fixed one.
        known: True tests with the standard deviation as known, False with Student's test.
    Returns:
        The assurance: the probability of success, averaged over the prior.
    Raises:
        DesignError: no subjects, a flat prior, an sd that is not positive, or that varies where
            the test knows it.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201.

    >>> round(assurance_means(NormalPrior(2.5, 1.0), 8, 100, known=False), 4)
    0.5712
    """
    check_rates(alpha=alpha)
    check_positive(sd=sd, control_subjects=control_subjects, ratio=ratio)
    share = math.sqrt((1 + 1 / ratio) / control_subjects)
    if known:
        if sd_degrees != math.inf:
            raise DesignError("a test with a known sd leaves no doubt about it", place="sd_degrees")
        return assurance_estimate(prior, sd * share, alpha=alpha, margin=margin)
    degrees = control_subjects * (1 + ratio) - 2
    if not degrees > 0 or not sd_degrees > 0:
        raise DesignError("Student's test needs more than 2 subjects", place="control_subjects")
    critical = special.stdtrit(degrees, 1 - alpha)
    spreads, shares = np.array([sd]), np.ones(1)
    if sd_degrees != math.inf:
        quantiles = special.gammaincinv(sd_degrees / 2, 0.5 + 0.5 * _X)
        spreads, shares = sd * np.sqrt(sd_degrees / (2 * quantiles)), _W / 2
    total = 0.0
    for weight, mean, width in zip(*normal_parts(prior), strict=True):
        # the estimate is normal about the prior mean: Student's statistic of a wider normal
        wide = np.hypot(width, spreads * share) / (spreads * share)
        shift = (mean - margin) / (spreads * share) / wide
        chance = 1 - special.nctdtr(degrees, shift, critical / wide)
        total += float(weight) * float(shares @ chance)
    return total


def assurance_hazard_ratio(
    prior: EffectPrior,
    events: float,
    *,
    ratio: float = 1.0,
    alpha: float = 0.025,
    margin: float = 1.0,
) -> float:
    """
    Assurance of a logrank test.

    Args:
        prior: of the log hazard ratio, experimental over control; below 0 is better.
        events: over both arms at the analysis.
        ratio: experimental subjects per control subject.
        alpha: one-sided type I error.
        margin: hazard ratio that the test must exclude: 1 for superiority.
    Returns:
        The assurance: the probability of success, averaged over the prior.
    Raises:
        DesignError: no events, a flat prior.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201; Schoenfeld
        (1981), Biometrika 68:316-319 (the standard error).

    >>> round(assurance_hazard_ratio(NormalPrior(-0.357, 0.2), 330), 4)
    0.7319
    """
    check_positive(events=events, ratio=ratio, margin=margin)
    weights, means, sds = normal_parts(prior)
    error = (1 + ratio) / math.sqrt(ratio * events)
    check_rates(alpha=alpha)
    needed = -math.log(margin) - special.ndtri(alpha) * error
    return float(weights @ special.ndtr((-means - needed) / np.hypot(sds, error)))


def assurance_average(
    power: Callable[[float], float],
    density: Callable[[float], float],
    lower: float,
    upper: float,
) -> float:
    """
    Assurance with any prior: a power function averaged over a density.

    Args:
        power: probability of success under an effect.
        density: of the effect; it integrates to 1 from lower to upper.
        lower: least effect; may be -inf.
        upper: largest effect; may be inf.
    Returns:
        The assurance: the power averaged over the density.
    Raises:
        DesignError: a density that does not integrate to 1, or a power that is no probability.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201.

    >>> round(assurance_average(lambda effect: effect, lambda effect: 1.0, 0.0, 1.0), 6)
    0.5
    """
    from scipy import integrate

    # SciPy warns where an integral diverges; what was found then tells
    mass, found = (
        float(integrate.quad(each, lower, upper, limit=400, full_output=1)[0])
        for each in (density, lambda effect: power(effect) * density(effect))
    )
    if not abs(mass - 1) < _LEAST_MASS:
        raise DesignError(
            f"the prior integrates to {mass:g} from {lower:g} to {upper:g}, must be 1",
            place="density",
            hint="divide it by its integral where that is finite.",
        )
    if not -_LEAST_MASS < found < 1 + _LEAST_MASS:
        raise DesignError(f"averages to {found:g}, must be a probability", place="power")
    return min(max(found, 0.0), 1.0)


def assurance_group_sequential(
    information: Sequence[float],
    *,
    prior: EffectPrior,
    upper: Sequence[float],
    lower: Sequence[float] | None = None,
) -> SequentialAssurance:
    """
    Assurance of a group-sequential test.

    Args:
        information: fractions at the looks, rising to 1.
        prior: of the drift, the mean of Z at information 1.
        upper: bounds of Z for success; inf for none.
        lower: bounds of Z for futility; -inf for none; None for none but at the last look.
    Returns:
        The assurance, and the probabilities of success and of futility at each look, (n_looks,).
    Raises:
        DesignError: looks out of order, a flat prior.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201;
        Jennison and Turnbull (2000), chapter 19 (the probabilities averaged).

    >>> found = assurance_group_sequential(
    ...     [0.5, 1], prior=NormalPrior(3.2, 1), upper=[2.797, 1.977]
    ... )
    >>> round(found.assurance, 4)
    0.8078
    """
    weights, means, sds = normal_parts(prior)
    above: list[Floats] = []
    below: list[Floats] = []
    shares: list[float] = []
    for weight, mean, sd in zip(weights, means, sds, strict=True):
        nodes = [(0.0, 1.0)] if sd == 0 else _standard_nodes()
        for x, w in nodes:
            found = stopping_probabilities(
                information, upper=upper, lower=lower, drift=float(mean + sd * x)
            )
            above.append(found.upper)
            below.append(found.lower)
            shares.append(float(weight) * w)
    share = np.asarray(shares)
    success, futility = share @ np.asarray(above), share @ np.asarray(below)
    return SequentialAssurance(
        float(success.sum()),
        tuple(float(each) for each in success),
        tuple(float(each) for each in futility),
    )


def size_assurance_means(
    assurance: float,
    prior: EffectPrior,
    sd: float,
    *,
    ratio: float = 1.0,
    alpha: float = 0.025,
    margin: float = 0.0,
) -> float:
    """
    Control subjects that give a comparison of two means an assurance.

    Args:
        assurance: wanted.
        prior: of the difference; larger is better.
        sd: of an outcome, known.
        ratio: experimental subjects per control subject.
        alpha: one-sided type I error.
        margin: difference that the test must exclude.
    Returns:
        Control subjects, not rounded up.
    Raises:
        DesignError: an assurance that no number of subjects reaches.
    Source: O'Hagan, Stevens and Campbell (2005), Pharmaceutical Statistics 4:187-201.

    >>> round(size_assurance_means(0.8, NormalPrior(2.5, 1.0), 8), 1)
    233.1
    """
    weights, means, sds = normal_parts(prior)
    with np.errstate(divide="ignore"):
        most = float(weights @ special.ndtr((means - margin) / sds))
    if not alpha < assurance < most:
        raise DesignError(
            f"found {assurance:g}, must be above {alpha:g} and below {most:.4g}",
            place="assurance",
            hint="no trial is likelier to succeed than the effect is believed to be there.",
        )
    return float(
        optimize.brentq(
            lambda n: (
                assurance_means(prior, sd, n, ratio=ratio, alpha=alpha, margin=margin) - assurance
            ),
            1e-6,
            _MOST,
            xtol=1e-9,
        )
    )


def normal_parts(prior: EffectPrior) -> tuple[Floats, Floats, Floats]:
    """Weights, means and sds of the normals that a prior is made of; points have sd 0."""
    if isinstance(prior, DiscretePrior):
        values = np.asarray(prior.values, float)
        return np.asarray(prior.weights, float), values, np.zeros(len(values))
    if isinstance(prior, NormalPrior):
        if np.isinf(prior.sd):
            raise DesignError(
                "a flat prior does not integrate to 1",
                place="prior",
                hint="give it a standard deviation.",
            )
        return np.ones(1), np.array([prior.mean]), np.array([prior.sd])
    table = np.asarray(prior.components, float)
    return table[:, 0], table[:, 1], table[:, 2]


def _standard_nodes() -> list[tuple[float, float]]:
    weights = _HERMITE_W / _HERMITE_W.sum()
    rows = zip(_HERMITE.tolist(), weights.tolist(), strict=True)
    return [(x, w) for x, w in rows if w > 1e-14]
