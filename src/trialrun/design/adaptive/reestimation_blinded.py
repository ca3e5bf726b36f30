"""
Sample-size re-estimation without unblinding: nuisance parameters from the pooled data.

Sizes are of both arms together and not rounded. They may be kept from falling below what was
planned and from rising above what can be recruited.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, sqrt

from trialrun.design.boundaries import fixed_drift
from trialrun.design.sample_size_means import size_means
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class Reestimated:
    """Subjects of both arms: as `needed` by the nuisance estimate, and the `size` within limits."""

    nuisance: float
    needed: float
    size: float


def blinded_variance(
    variance: float, subjects: int, *, difference: float = 0.0, ratio: float = 1.0
) -> float:
    """
    Variance within arms, from the variance of the pooled data of an internal pilot.

    Args:
        variance: of all values about their common mean, divisor subjects - 1.
        subjects: of both arms.
        difference: of the means that the trial was planned for, whose share of the pooled
            variance is taken out; 0 leaves the one-sample variance as it is.
        ratio: experimental subjects per control subject.
    Returns:
        The variance; the one-sample estimate for difference 0, else the adjusted one.
    Raises:
        DesignError: fewer than 3 subjects, a variance that is not positive or not more than the
            difference accounts for.
    Source: Kieser and Friede (2003), Statistics in Medicine 22:3571-3581; after Gould and Shih
        (1992), Communications in Statistics 21:2833-2853.

    >>> blinded_variance(100.0, 50), round(blinded_variance(100.0, 50, difference=8.0), 3)
    (100.0, 83.673)
    """
    if not 3 <= subjects < inf:
        raise DesignError(f"found {subjects}, must be at least 3", place="subjects")
    if not isfinite(difference):
        raise DesignError(f"found {difference:g}, must be finite", place="difference")
    _positive(variance, "variance")
    _positive(ratio, "ratio")
    if difference == 0:
        return float(variance)
    share = ratio / (1 + ratio) ** 2
    squares = (subjects - 1) * variance - subjects * share * difference**2
    if squares <= 0:
        raise DesignError(
            f"found {variance:g}, not more than the difference, {difference:g}, accounts for",
            place="variance",
        )
    return float(squares / (subjects - 1))


def reestimate_means(
    standard_deviation: float,
    difference: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    margin: float = 0.0,
    least: float = 0.0,
    most: float = inf,
) -> Reestimated:
    """
    Subjects for the standard deviation that an internal pilot shows.

    Args:
        standard_deviation: from `blinded_variance`, or pooled within arms (internal pilot).
        difference: of the means, experimental - control, as planned.
        alpha: one-sided type I error.
        power: probability of success.
        ratio: experimental subjects per control subject.
        margin: that the difference is tested against.
        least: subjects below which the trial does not go (restricted design).
        most: subjects beyond which it does not go.
    Returns:
        The re-estimated sample size.
    Raises:
        DesignError: as `size_means`; least above most.
    Source: Wittes and Brittain (1990), Statistics in Medicine 9:65-72; Kieser and Friede (2003),
        Statistics in Medicine 22:3571-3581.

    >>> round(reestimate_means(10.0, 5.0, power=0.9).size, 1)
    168.1
    """
    control = size_means(
        difference, standard_deviation, alpha=alpha, power=power, ratio=ratio, margin=margin
    )
    return _limited(standard_deviation, control * (1 + ratio), least, most)


def reestimate_rates(
    pooled_rate: float,
    difference: float,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
    least: float = 0.0,
    most: float = inf,
) -> Reestimated:
    """
    Subjects for the event rate of both arms together that the pooled data show.

    Args:
        pooled_rate: share of all subjects with an event.
        difference: of the rates, experimental - control, as planned.
        alpha: one-sided type I error.
        power: probability of success of the test with the pooled variance.
        ratio: experimental subjects per control subject.
        least: subjects below which the trial does not go.
        most: subjects beyond which it does not go.
    Returns:
        The re-estimated sample size.
    Raises:
        DesignError: rates that are then not between 0 and 1, no difference, least above most.
    Source: Gould (1992), Statistics in Medicine 11:55-66.

    >>> round(reestimate_rates(0.4, 0.2, power=0.8).size, 1)
    186.0
    """
    _positive(ratio, "ratio")
    if difference == 0:
        raise DesignError("found 0, must be another value", place="difference")
    control = pooled_rate - difference * ratio / (1 + ratio)
    rates = (control + difference, control)
    if not all(0 < rate < 1 for rate in rates):
        raise DesignError(
            f"found {pooled_rate:g}, which with difference {difference:g} gives rates "
            f"{rates[0]:g} and {rates[1]:g}",
            place="pooled_rate",
        )
    z_power = fixed_drift(alpha, power) - fixed_drift(alpha, 0.5)
    null = sqrt(pooled_rate * (1 - pooled_rate) * (1 + ratio) ** 2 / ratio)
    spread = rates[0] * (1 - rates[0]) / ratio + rates[1] * (1 - rates[1])
    alternative = sqrt(spread * (1 + ratio))
    root = (fixed_drift(alpha, 0.5) * null + z_power * alternative) / abs(difference)
    return _limited(pooled_rate, root**2, least, most)


def reestimate_subjects(
    events: float, pooled_probability: float, *, least: float = 0.0, most: float = inf
) -> Reestimated:
    """
    Subjects that give the events planned, for the share of them that the pooled data show.

    Args:
        events: that the test needs, of both arms.
        pooled_probability: of an event by the end of a subject's follow-up, over both arms.
        least: subjects below which the trial does not go.
        most: subjects beyond which it does not go.
    Returns:
        The re-estimated sample size.
    Raises:
        DesignError: no events, a probability not above 0 and at most 1, least above most.
    Source: Friede and Schmidli (2010), Methods of Information in Medicine 49:618-624.

    >>> reestimate_subjects(330, 0.55).size
    600.0
    """
    _positive(events, "events")
    if not 0 < pooled_probability <= 1:
        raise DesignError(
            f"found {pooled_probability:g}, must be above 0 and at most 1",
            place="pooled_probability",
        )
    return _limited(pooled_probability, events / pooled_probability, least, most)


def _limited(nuisance: float, needed: float, least: float, most: float) -> Reestimated:
    if not 0 <= least <= most:
        raise DesignError(f"found {least:g}, must be from 0 to most, {most:g}", place="least")
    return Reestimated(nuisance, needed, min(max(needed, least), most))


def _positive(value: float, place: str) -> None:
    if not 0 < value < inf:
        raise DesignError(f"found {value:g}, must be above 0", place=place)
