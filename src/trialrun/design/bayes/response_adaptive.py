"""
Operating characteristics of response-adaptive randomisation, by simulation.

Subjects come in cohorts: equally allocated in the burn-in, then by the probabilities that each arm
is best. The first arm is control. Outcomes of a cohort are known when the next comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from trialrun.design.bayes.best import (
    allocation_thompson,
    check_arms,
    probability_best_means,
    probability_best_rates,
)
from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.streams import stream

Tempering = float | Literal["thall-wathen"]
_BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class ResponseAdaptive:
    """
    Operating characteristics of a response-adaptive trial.

    For each arm: `subjects` and `subjects_sd` on it, `best` the share of trials that end with it
    likeliest to be best. `found` is the share of trials in which each experimental arm is declared
    better than control, (n_arms - 1,), `any_found` in which one is. `mean_outcome` is over all
    subjects, `mean_size` their number, `stopped` the share of trials that end early.
    """

    subjects: tuple[float, ...]
    subjects_sd: tuple[float, ...]
    best: tuple[float, ...]
    found: tuple[float, ...]
    any_found: float
    mean_outcome: float
    mean_size: float
    stopped: float
    trials: int


@dataclass(frozen=True, slots=True)
class AdaptiveRules:
    """
    Rules of a response-adaptive trial.

    `subjects` in all; `burn_in` of them allocated equally; `cohort` between updates; `tempering` a
    power or "thall-wathen" for n / (2 N); `least` allocation of an arm; `control` its fixed share;
    `success` the posterior probability of being better than control that declares an arm at the
    end, `stop_success` that which ends the trial before (None: never).
    """

    subjects: int
    burn_in: int
    cohort: int
    tempering: Tempering = 1.0
    least: float = 0.0
    control: float | None = None
    success: float = 0.975
    stop_success: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.burn_in <= self.subjects:
            raise DesignError(
                f"found {self.burn_in}, must be above 0 and at most {self.subjects}",
                place="burn_in",
            )
        if self.cohort < 1:
            raise DesignError(f"found {self.cohort}, must be at least 1", place="cohort")
        if isinstance(self.tempering, str) and self.tempering != "thall-wathen":
            raise DesignError(
                f"found {self.tempering}, must be a power or thall-wathen", place="tempering"
            )
        for place, each in (("success", self.success), ("stop_success", self.stop_success)):
            if each is not None and not 0 < each < 1:
                raise DesignError(f"found {each:g}, must be above 0 and below 1", place=place)


def simulate_response_adaptive_rates(
    rates: Sequence[float],
    rules: AdaptiveRules,
    *,
    prior: tuple[float, float] = (1.0, 1.0),
    trials: int = 10_000,
    seed: int = 1,
) -> ResponseAdaptive:
    """
    Simulate a response-adaptive trial of a binary outcome.

    Args:
        rates: true ones of each arm, control first; larger is better.
        rules: of the trial.
        prior: Beta(a, b) of every rate.
        trials: to simulate.
        seed: of the random stream.
    Returns:
        Subjects of each arm, how often each is likeliest to be best and each is found better than
        control, mean outcome, mean size and the share of trials that end early.
    Raises:
        DesignError: fewer than 2 arms, rates outside 0 to 1.
    Source: Thall and Wathen (2007), European Journal of Cancer 43:859-866; Wathen and Thall
        (2017), Clinical Trials 14:432-440.

    >>> rules = AdaptiveRules(60, 20, 20)
    >>> found = simulate_response_adaptive_rates([0.2, 0.5], rules, trials=200)
    >>> found.subjects[1] > found.subjects[0]
    True
    """
    p = check_arms(rates, place="rates")
    if not ((p >= 0) & (p <= 1)).all():
        raise DesignError("must be from 0 to 1", place="rates")
    a, b = prior
    check_positive(prior=min(a, b))

    def drawn(generator: np.random.Generator, n: NDArray[np.int64]) -> Floats:
        return generator.binomial(n, p).astype(float)

    def at_states(total: Floats, n: Floats) -> Floats:
        # many trials stand at the same counts
        states, where = np.unique(np.hstack([total, n]), axis=0, return_inverse=True)
        x, size = np.hsplit(states, 2)
        return probability_best_rates(x, size, prior=prior)[where.ravel()]

    def best(total: Floats, n: Floats) -> Floats:
        return at_states(total, n)

    def better(total: Floats, n: Floats) -> Floats:
        return np.stack(
            [at_states(total[:, [0, arm]], n[:, [0, arm]])[:, 1] for arm in range(1, len(p))],
            axis=1,
        )

    return _simulated(len(p), rules, trials, seed, drawn, best, better)


def simulate_response_adaptive_means(
    means: Sequence[float],
    sd: float,
    rules: AdaptiveRules,
    *,
    prior: tuple[float, float] = (0.0, 1e3),
    trials: int = 10_000,
    seed: int = 1,
) -> ResponseAdaptive:
    """
    Simulate a response-adaptive trial of a normal outcome.

    Args:
        means: true ones of each arm, control first; larger is better.
        sd: of an outcome, known.
        rules: of the trial.
        prior: mean and standard deviation of the normal prior of every mean.
        trials: to simulate.
        seed: of the random stream.
    Returns:
        Subjects of each arm, how often each is likeliest to be best and each is found better than
        control, mean outcome, mean size and the share of trials that end early.
    Raises:
        DesignError: fewer than 2 arms, standard deviations that are not positive.
    Source: Wathen and Thall (2017), Clinical Trials 14:432-440; Viele, Broglio, McGlothlin and
        Saville (2020), Clinical Trials 17:52-60 (protected control).

    >>> rules = AdaptiveRules(60, 20, 20, control=0.4)
    >>> found = simulate_response_adaptive_means([0, 1, 0], 1, rules, trials=200)
    >>> found.subjects[1] > found.subjects[2]
    True
    """
    mu = check_arms(means, place="means")
    center, spread = prior
    check_positive(sd=sd, prior=spread)

    def drawn(generator: np.random.Generator, n: NDArray[np.int64]) -> Floats:
        return np.asarray(n * mu + sd * np.sqrt(n) * generator.standard_normal(n.shape))

    def belief(total: Floats, n: Floats) -> tuple[Floats, Floats]:
        precision = n / sd**2 + spread**-2
        return (total / sd**2 + center / spread**2) / precision, precision**-0.5

    def best(total: Floats, n: Floats) -> Floats:
        return probability_best_means(*belief(total, n))

    def better(total: Floats, n: Floats) -> Floats:
        middle, width = belief(total, n)
        away = (middle[:, 1:] - middle[:, :1]) / np.hypot(width[:, 1:], width[:, :1])
        return np.asarray(special.ndtr(away))

    return _simulated(len(mu), rules, trials, seed, drawn, best, better)


def _simulated(
    arms: int,
    rules: AdaptiveRules,
    trials: int,
    seed: int,
    drawn: Callable[[np.random.Generator, NDArray[np.int64]], Floats],
    best: Callable[[Floats, Floats], Floats],
    better: Callable[[Floats, Floats], Floats],
) -> ResponseAdaptive:
    if trials < 1:
        raise DesignError(f"found {trials}, must be at least 1", place="trials")
    generator = stream(seed, "response-adaptive", arms)
    blocks = [
        _block(arms, rules, min(_BLOCK, trials - start), generator, drawn, best, better)
        for start in range(0, trials, _BLOCK)
    ]
    n, total, likeliest, found, early = (
        np.concatenate([block[part] for block in blocks]) for part in range(5)
    )
    size = n.sum(axis=1)
    return ResponseAdaptive(
        subjects=_means(n),
        subjects_sd=tuple(float(each) for each in n.std(axis=0)),
        best=_means(likeliest[:, None] == np.arange(arms)),
        found=_means(found),
        any_found=float(found.any(axis=1).mean()),
        mean_outcome=float(total.sum() / size.sum()),
        mean_size=float(size.mean()),
        stopped=float(early.mean()),
        trials=trials,
    )


def _block(
    arms: int,
    rules: AdaptiveRules,
    trials: int,
    generator: np.random.Generator,
    drawn: Callable[[np.random.Generator, NDArray[np.int64]], Floats],
    best: Callable[[Floats, Floats], Floats],
    better: Callable[[Floats, Floats], Floats],
) -> tuple[Floats, Floats, Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    counts = _burned_in(arms, rules.burn_in, trials, generator)
    n, total = counts.astype(float), drawn(generator, counts)
    going = np.ones(trials, bool)
    enrolled = rules.burn_in
    while enrolled < rules.subjects and going.any():
        if rules.stop_success is not None:
            going[going] = (better(total[going], n[going]) < rules.stop_success).all(axis=1)
            if not going.any():
                break
        power = rules.tempering
        if power == "thall-wathen":
            power = enrolled / (2 * rules.subjects)
        share = allocation_thompson(
            best(total[going], n[going]), tempering=power, least=rules.least, control=rules.control
        )
        cohort = min(rules.cohort, rules.subjects - enrolled)
        counts = generator.multinomial(cohort, share)
        n[going] += counts
        total[going] += drawn(generator, counts)
        enrolled += cohort
    likeliest = best(total, n).argmax(axis=1).astype(float)
    reached = better(total, n)
    limit = np.where(going, rules.success, rules.stop_success or rules.success)
    return n, total, likeliest, reached >= limit[:, None], ~going


def _burned_in(
    arms: int, subjects: int, trials: int, generator: np.random.Generator
) -> NDArray[np.int64]:
    """Equal numbers on the arms; those over go to arms at random."""
    each, over = divmod(subjects, arms)
    order = generator.permuted(np.tile(np.arange(arms), (trials, 1)), axis=1)
    return np.asarray(each + (order < over), np.int64)


def _means(values: Floats | NDArray[np.bool_]) -> tuple[float, ...]:
    return tuple(float(each) for each in values.mean(axis=0))
