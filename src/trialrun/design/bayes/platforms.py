"""Platform trials, simulated: arms enter and leave, and share a control."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from trialrun.design.bayes.platform_comparison import Controls, compare_platform
from trialrun.design.recursion import check_information
from trialrun.design.size.checks import check_positive
from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.streams import stream

Flags = NDArray[np.bool_]
_BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class PlatformArm:
    """
    An experimental arm: its true `effect` over control, larger is better, the `subjects` it gets
    unless it leaves early, and `enters`, the number of subjects in the platform when it does.
    """

    effect: float
    subjects: int
    enters: int = 0

    def __post_init__(self) -> None:
        if self.subjects < 1 or self.enters < 0 or not np.isfinite(self.effect):
            raise DesignError(
                f"found {self.subjects} subjects after {self.enters}, must be above 0 and from 0",
                place="arm",
            )


@dataclass(frozen=True, slots=True)
class PlatformCharacteristics:
    """
    Operating characteristics of a platform trial.

    For each arm: `success` the share of trials in which it is declared better (a type I error
    where its effect is 0), `success_by_look` and `futility_by_look` (n_arms, n_looks), `subjects`
    on it, and `bias` of its estimate when it leaves. `control_subjects` and `subjects_all` are
    means over trials; `any_false` the share of trials with a success of an arm of effect at most
    0.
    """

    success: tuple[float, ...]
    success_by_look: tuple[tuple[float, ...], ...]
    futility_by_look: tuple[tuple[float, ...], ...]
    subjects: tuple[float, ...]
    bias: tuple[float, ...]
    control_subjects: float
    subjects_all: float
    any_false: float
    trials: int


def simulate_platform(
    arms: Sequence[PlatformArm],
    *,
    looks: Sequence[float] = (1.0,),
    efficacy: Sequence[float] | None = None,
    futility: Sequence[float] | None = None,
    alpha: float = 0.025,
    control_ratio: int = 1,
    controls: Controls = "period",
    sd: float = 1.0,
    trend: Callable[[Floats], Floats] | None = None,
    trials: int = 10_000,
    seed: int = 1,
) -> PlatformCharacteristics:
    """
    Simulate a platform trial of normal outcomes.

    Subjects are randomised in blocks: one to each arm that is open, and `control_ratio` to control.
    An arm enters at its number of subjects and leaves at success, at futility, or when full.

    Args:
        arms: experimental ones.
        looks: fractions of an arm's subjects at which it is analysed, rising to 1.
        efficacy: bounds of Z at the looks for success; None for z(1 - alpha) at the last alone.
        futility: bounds of Z at the looks below which an arm leaves; -inf or None for none.
        alpha: one-sided type I error of a comparison with the default bounds.
        control_ratio: controls in a block.
        controls: those compared with, as `compare_platform`.
        sd: of an outcome, known.
        trend: mean outcome of control after so many subjects in the platform, any shape to the
            same; None for 0 throughout.
        trials: to simulate.
        seed: of the random stream.
    Returns:
        Shares of trials with success and futility of each arm, overall and by look, subjects, bias
        and the share with any false success.
    Raises:
        DesignError: no arm, looks out of order or not up to 1, bounds of another number.
    Source: Saville and Berry (2016), Clinical Trials 13:358-366; Lee and Wason (2020), BMC Medical
        Research Methodology 20:165; Bofill Roig and others (2022), BMC Medical Research
        Methodology 22:228.

    >>> arms = [PlatformArm(0.0, 50), PlatformArm(0.5, 50, enters=60)]
    >>> found = simulate_platform(arms, trials=500)
    >>> found.success[0] < 0.06 < 0.5 < found.success[1]
    True
    """
    if not arms:
        raise DesignError("found none, must be at least one", place="arms")
    if not 0 < alpha < 0.5:
        raise DesignError(f"found {alpha:g}, must be above 0 and below 0.5", place="alpha")
    fractions, upper, lower = _bounds(looks, efficacy, futility, alpha)
    check_positive(sd=sd, control_ratio=control_ratio)
    if trials < 1:
        raise DesignError(f"found {trials}, must be at least 1", place="trials")
    generator = stream(seed, "platform", len(arms))
    state = [
        _run(
            arms,
            fractions,
            upper,
            lower,
            control_ratio,
            controls,
            sd,
            trend,
            min(_BLOCK, trials - start),
            generator,
        )
        for start in range(0, trials, _BLOCK)
    ]
    won, lost, counts, estimate = (
        np.concatenate([each[part] for each in state]) for part in range(4)
    )
    success: Flags = np.asarray(won.any(axis=2))
    null = np.array([arm.effect <= 0 for arm in arms])
    effects = np.array([arm.effect for arm in arms])
    return PlatformCharacteristics(
        success=_means(success),
        success_by_look=tuple(_means(won[:, arm]) for arm in range(len(arms))),
        futility_by_look=tuple(_means(lost[:, arm]) for arm in range(len(arms))),
        subjects=_means(counts[:, 1:]),
        bias=_means(estimate - effects),
        control_subjects=float(counts[:, 0].mean()),
        subjects_all=float(counts.sum(axis=1).mean()),
        any_false=float((success & null).any(axis=1).mean()),
        trials=trials,
    )


def _bounds(
    looks: Sequence[float],
    efficacy: Sequence[float] | None,
    futility: Sequence[float] | None,
    alpha: float,
) -> tuple[Sequence[float], list[float], list[float]]:
    """Return the looks and the bounds of Z at each, those that were not given filled in."""
    fractions = check_information(looks)
    if abs(fractions[-1] - 1) > 1e-12:
        raise DesignError(f"the last is at {fractions[-1]:g}, must be at 1", place="looks")
    number = len(fractions)
    upper = [*([np.inf] * (number - 1)), -float(special.ndtri(alpha))]
    upper = upper if efficacy is None else list(efficacy)
    lower = [-np.inf] * number if futility is None else list(futility)
    if not len(upper) == len(lower) == number:
        message = f"{number} looks, {len(upper)} efficacy and {len(lower)} futility bounds"
        raise DesignError(message, place="looks")
    if any(low > high for low, high in zip(lower, upper, strict=True)):
        raise DesignError("a bound is above that of efficacy", place="futility")
    return fractions, upper, lower


def _run(
    arms: Sequence[PlatformArm],
    fractions: Sequence[float],
    upper: Sequence[float],
    lower: Sequence[float],
    ratio: int,
    controls: Controls,
    sd: float,
    trend: Callable[[Floats], Floats] | None,
    trials: int,
    generator: np.random.Generator,
) -> tuple[Flags, Flags, Floats, Floats]:
    """Run trials in step, a block of randomisation at a time."""
    k = len(arms)
    planned = np.array([arm.subjects for arm in arms])
    enters = np.array([arm.enters for arm in arms])
    effects = np.array([0.0, *(arm.effect for arm in arms)])
    due = np.array([np.ceil(np.asarray(fractions) * arm.subjects - 1e-9) for arm in arms])
    n = np.zeros((trials, 2 * k + 1, k + 1))
    total = np.zeros_like(n)
    won, lost = (np.zeros((trials, k, len(fractions)), bool) for _ in range(2))
    estimate = np.full((trials, k), np.nan)
    left = np.zeros((trials, k), bool)
    before = np.zeros((trials, k), bool)
    period = np.full(trials, -1)
    rows = np.arange(trials)
    while not left.all():
        enrolled = n.sum(axis=(1, 2))
        # where all that entered have left, the next enters at once
        waiting = np.where(left, np.inf, enters).min(axis=1)
        open_now = ~left & (enters <= np.maximum(enrolled, waiting)[:, None])
        active = open_now.any(axis=1)
        period = period + ((open_now != before).any(axis=1) & active)
        before = np.where(active[:, None], open_now, before)
        block = np.zeros((trials, k + 1))
        block[:, 0], block[:, 1:] = ratio * active, open_now
        now = enrolled + block.sum(axis=1) / 2
        level = np.zeros(trials) if trend is None else np.asarray(trend(now), float)
        noise = sd * np.sqrt(block) * generator.standard_normal(block.shape)
        n[rows, period] += block
        total[rows, period] += block * (effects + level[:, None]) + noise
        reached = n[:, :, 1:].sum(axis=1)
        for look in range(len(fractions)):
            at = open_now & (reached == due[:, look])
            hit = at.any(axis=1)
            if not hit.any():
                continue
            found = compare_platform(n[hit], total[hit], sd=sd, controls=controls)
            z = found.estimate / found.standard_error
            won[hit, :, look] |= at[hit] & (z >= upper[look])
            lost[hit, :, look] |= at[hit] & (z < lower[look]) & (z < upper[look])
            last = look == len(fractions) - 1
            ending = at & (won[:, :, look] | lost[:, :, look] | last)
            values = np.full((trials, k), np.nan)
            values[hit] = found.estimate
            estimate = np.where(ending, values, estimate)
            left |= ending
        assert (reached <= planned).all()
    return won, lost, n.sum(axis=1), estimate


def _means(values: Floats | Flags) -> tuple[float, ...]:
    return tuple(float(each) for each in values.mean(axis=0))
