"""
Bounds of Fisher's combination test: the product of p-values of stages, in powers of their weights.

A trial ends in success at stage k where p_1^w_1 … p_k^w_k is at most c_k, for futility where p_k
is at least a bound of its own. Under no effect the p-values are independent and uniform, so that
the score S_k = -sum of w_i log p_i grows by independent exponential steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.polynomial.legendre import legint, legval, legvander
from scipy import optimize, special, stats

from trialrun.design.boundaries import check_errors
from trialrun.design.bounds.result import at_looks
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

METHODS = ("equal levels", "full level last", "no interaction", "spending")
_MOST = 6
_NODES = 20
_X, _W = np.polynomial.legendre.leggauss(_NODES)
_FIT = (legvander(_X, _NODES - 1) * _W[:, None]).T * (np.arange(_NODES) + 0.5)[:, None]
"""Values at the nodes to coefficients of Legendre polynomials."""
_INTEGRAL = np.array([legint(each, lbnd=-1) for each in _FIT.T]).T
"""Values at the nodes to coefficients of the integral from -1."""
_UNIT = (_X + 1) / 2
_WIDE = 6.0
_NARROW = 1e-13
_JUMPS = 400
_EVEN = 1e-12


@dataclass(frozen=True, slots=True)
class FisherBounds:
    """
    Critical values of the weighted product at each stage.

    `levels` are the levels of a test with one product of as many p-values, `alpha_spent` is
    cumulative, `weights` the exponents, `futility` the p-values from which on a stage ends the
    trial (1 for none), `curtailed` whether a stage can not reject any more than the one before.
    """

    information: tuple[float, ...]
    alpha: float
    critical: tuple[float, ...]
    levels: tuple[float, ...]
    alpha_spent: tuple[float, ...]
    weights: tuple[float, ...]
    futility: tuple[float, ...]
    binding: bool
    curtailed: bool


def boundaries_fisher(
    looks: int | Sequence[float],
    alpha: float,
    *,
    method: str = "equal levels",
    spent: Sequence[float] | None = None,
    futility: Sequence[float] | None = None,
    binding: bool = True,
) -> FisherBounds:
    """
    Critical values of Fisher's combination test with several stages.

    Args:
        looks: how many stages, equally large, or their information fractions; weights are the
            square roots of the stages' information against that of the first.
        alpha: one-sided type I error.
        method: "equal levels" gives each product the same level; "full level last" gives the last
            product the level alpha and the others an equal one; "no interaction" gives the last
            product the level alpha and the others bounds that meet the last one's; "spending"
            spends given errors.
        spent: cumulative errors at the stages, for "spending".
        futility: p-values from which on a stage ends the trial, one for each interim stage.
        binding: the critical values count on futility being kept.
    Returns:
        The critical values.
    Raises:
        DesignError: an unknown method, more than 6 stages, errors or bounds out of order.
    Source: Bauer and Köhne (1994), Biometrics 50:1029-1041; Wassmer (1999), Biometrics 55:
        1302-1306; Wassmer and Brannath (2016), Group Sequential and Confirmatory Adaptive Designs
        in Clinical Trials, section 6.2.

    >>> found = boundaries_fisher(2, 0.05, method="full level last", futility=[0.5])
    >>> [round(each, 4) for each in found.critical]
    [0.0233, 0.0087]
    """
    information = at_looks(looks)
    check_errors(alpha, None)
    stages = len(information)
    if stages > _MOST:
        raise DesignError(f"found {stages} stages, must be at most {_MOST}", place="looks")
    if method not in METHODS:
        raise DesignError(f"found {method!r}, must be one of {', '.join(METHODS)}", place="method")
    steps = np.diff(information, prepend=0.0)
    weights = np.sqrt(steps / steps[0])
    stops = _stops(futility, stages)
    kept = stops if binding else [1.0] * (stages - 1)
    if method == "spending":
        critical = _spending(alpha, spent, weights, kept)
    else:
        critical = _by_level(alpha, method, weights, kept)
    errors = _errors(critical, weights, kept)
    return FisherBounds(
        information=tuple(information),
        alpha=alpha,
        critical=tuple(critical),
        levels=tuple(product_level(critical[k], weights[: k + 1]) for k in range(stages)),
        alpha_spent=tuple(float(each) for each in np.cumsum(errors)),
        weights=tuple(float(each) for each in weights),
        futility=tuple(stops),
        binding=binding,
        curtailed=any(b >= a for a, b in pairwise(critical)),
    )


def product_level(critical: float, weights: Sequence[float] | Floats) -> float:
    """
    Probability under no effect that a weighted product of p-values is at most a value.

    Args:
        critical: the value, between 0 and 1.
        weights: exponents of the p-values.
    Returns:
        The probability.
    Source: Brown (1975), Biometrics 31:987-992; Wassmer (1999), Biometrics 55:1302-1306.

    >>> round(product_level(0.0087, [1, 1]), 4)
    0.05
    """
    if not 0 < critical <= 1:
        return max(0.0, min(float(critical), 1.0))
    return _beyond(-float(np.log(critical)), np.asarray(weights, dtype=float))


def _stops(futility: Sequence[float] | None, stages: int) -> list[float]:
    found = [1.0] * (stages - 1) if futility is None else [float(each) for each in futility]
    if len(found) != stages - 1 or any(not 0 < each <= 1 for each in found):
        raise DesignError(
            f"found {found}, must be a p-value for each of {stages - 1} interim stages",
            place="futility",
        )
    return found


def _errors(
    critical: Sequence[float], weights: Sequence[float] | Floats, stops: Sequence[float]
) -> Floats:
    """
    Probability of rejecting first at each stage under no effect.

    Going on at stage k means a score below L_k = -log c_k and a p-value below a_k, a step of at
    least -w_k log a_k. From score s, the next stage rejects with probability exp((s - L) / w).
    The density of the score is smooth between breaks, and each piece of it a polynomial.
    """
    limits = [np.inf if each <= 0 else -float(np.log(each)) for each in critical]
    found = np.zeros(len(critical))
    pieces: list[_Piece] = []
    sure = 0.0  # trials that reject as soon as any stage can
    for k, (limit, weight) in enumerate(zip(limits, weights, strict=True)):
        if not np.isfinite(limit):
            reached = 0.0
        elif k == 0:
            reached = float(np.exp(-limit / weight))
        else:
            reached = sure + sum(_reached(piece, limit, float(weight)) for piece in pieces)
            sure = 0.0
        found[k] = reached
        if k + 1 == len(critical):
            break
        highest = limit
        if not np.isfinite(limit):
            highest = max((each for each in limits[k + 1 :] if np.isfinite(each)), default=0.0)
        kept = sure * stops[k]
        pieces, beyond = _next(pieces, float(weight), stops[k], highest, first=k == 0)
        sure = kept + (0.0 if np.isfinite(limit) else beyond)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A density between two breaks: its values at the nodes of a Gauss-Legendre rule."""

    low: float
    high: float
    values: Floats

    @property
    def nodes(self) -> Floats:
        return self.low + (self.high - self.low) * _UNIT

    def integral(self, factor: Floats) -> float:
        """Integral of the density times a factor, given at the nodes."""
        return float(_W @ (self.values * factor)) * (self.high - self.low) / 2


def _reached(piece: _Piece, limit: float, weight: float) -> float:
    """Probability that the next stage takes the score of a piece beyond a limit."""
    return piece.integral(np.exp(-np.maximum(limit - piece.nodes, 0.0) / weight))


def _next(
    pieces: list[_Piece], weight: float, stop: float, highest: float, *, first: bool
) -> tuple[list[_Piece], float]:
    """Density of the score after a stage, below `highest`, and the probability beyond it."""
    least = -weight * float(np.log(stop))
    if first:
        beyond = float(np.exp(-max(highest, least) / weight))
        if highest <= least:
            return [], beyond
        return _fitted([least, highest], lambda s: np.exp(-s / weight) / weight), beyond
    sums = [(piece.low, piece.high, _tilted(piece, weight)) for piece in pieces]
    breaks = [each + least for each in sorted({end for p in pieces for end in (p.low, p.high)})]
    beyond = sum(
        piece.integral(np.exp(-np.maximum(highest - piece.nodes, least) / weight))
        for piece in pieces
    )
    if not breaks or highest <= breaks[0]:
        return [], beyond

    def density(s: Floats) -> Floats:
        total = np.zeros(s.shape)
        for low, high, tilted in sums:
            upto = s - least
            if upto[-1] <= low:
                continue
            if upto[0] >= high:
                reached = tilted[-1]
            else:
                reached = legval(2 * (upto.clip(low, high) - low) / (high - low) - 1, tilted[:-1])
            total += reached * np.exp(-(s - high) / weight)
        return np.asarray(total / weight)

    cuts = [each for each in breaks if each < highest]
    return _fitted([*cuts, highest], density), beyond


def _tilted(piece: _Piece, weight: float) -> Floats:
    """
    Integral, from its beginning, of a piece times exp((u - its end) / weight).

    Coefficients of Legendre polynomials, and behind them the whole integral.
    """
    half = (piece.high - piece.low) / 2
    values = piece.values * np.exp((piece.nodes - piece.high) / weight) * half
    return np.append(_INTEGRAL @ values, _W @ values)


def _fitted(breaks: Sequence[float], density: Callable[[Floats], Floats]) -> list[_Piece]:
    """A function by pieces that a polynomial describes."""
    found = []
    for low, high in pairwise(breaks):
        if high - low < _NARROW:
            continue
        count = max(int(np.ceil((high - low) / _WIDE)), 1)
        for at in range(count):
            start = low + (high - low) * at / count
            end = low + (high - low) * (at + 1) / count
            found.append(_Piece(start, end, density(start + (end - start) * _UNIT)))
    return found


def _critical(level: float, weights: Floats) -> float:
    """Value that a weighted product of p-values does not exceed with a probability."""
    if np.ptp(weights) < _EVEN:
        return float(np.exp(-weights[0] * special.gammainccinv(len(weights), level)))

    def over(limit: float) -> float:
        return float(np.log(_beyond(limit, weights)) - np.log(level))

    high = -float(np.log(level)) * float(weights.max())
    while over(high) > 0:
        high *= 1.5
    return float(np.exp(-optimize.brentq(over, 0.0, high, xtol=1e-13, rtol=1e-14)))


def _beyond(limit: float, weights: Floats) -> float:
    """Probability that a sum of exponential steps of means `weights` exceeds a limit."""
    if np.ptp(weights) < _EVEN:
        return float(special.gammaincc(len(weights), limit / weights[0]))
    going = _going(tuple(weights))
    return float(stats.poisson.pmf(np.arange(_JUMPS), limit / weights.min()) @ going)


@lru_cache(maxsize=256)
def _going(weights: tuple[float, ...]) -> Floats:
    """Probability that the sum is not complete after each number of jumps of the fastest clock."""
    leave = min(weights) / np.asarray(weights)
    state = np.zeros(len(weights))
    state[0] = 1.0
    found = np.empty(_JUMPS)
    for at in range(_JUMPS):
        found[at] = state.sum()
        moved = state * leave
        state = state - moved
        state[1:] += moved[:-1]
    return found


def _by_level(alpha: float, method: str, weights: Floats, stops: Sequence[float]) -> list[float]:
    """Critical values of which the products have given levels."""
    stages = len(weights)
    if stages == 1:
        return [alpha]
    last = _critical(alpha, weights)

    def total(critical: list[float]) -> float:
        return float(_errors(critical, weights, stops).sum()) - alpha

    def equal(level: float, upto: int) -> list[float]:
        return [_critical(level, weights[: k + 1]) for k in range(upto)]

    if method == "equal levels":
        level = _root(lambda each: total(equal(each, stages)), alpha / stages / 2, alpha)
        return equal(level, stages)
    if method == "no interaction":
        later = [last]
        for k in range(stages - 2, 0, -1):
            later.insert(0, later[0] * stops[k] ** (-1 / weights[k + 1]))
        first = _root(lambda each: total([each, *later]), 1e-12, alpha)
        return [first, *later]
    flat = [last] * stages
    if total(flat) >= 0:
        return flat
    low = 1e-12
    if total([*equal(low, stages - 1), last]) > 0:
        return flat
    level = _root(lambda each: total([*equal(each, stages - 1), last]), low, alpha)
    found = [*equal(level, stages - 1), last]
    return flat if found[-2] < last else found


def _spending(
    alpha: float, spent: Sequence[float] | None, weights: Floats, stops: Sequence[float]
) -> list[float]:
    """Critical values that spend given errors."""
    if spent is None or len(spent) != len(weights):
        raise DesignError(f"found {spent}, must be one error for each stage", place="spent")
    steps = np.diff([float(each) for each in spent], prepend=0.0)
    if (steps < 0).any() or abs(float(spent[-1]) - alpha) > 1e-9:
        raise DesignError(f"found {list(spent)}, must rise to alpha, {alpha:g}", place="spent")
    found: list[float] = []
    for k, step in enumerate(steps):
        if step <= 0:
            found.append(0.0)
            continue
        if k == 0:
            found.append(float(step) ** float(weights[0]))
            continue

        def over(logarithm: float, wanted: float = float(step)) -> float:
            critical = [*found, float(np.exp(logarithm))]
            upto = _errors(critical, weights[: len(critical)], stops[: len(critical) - 1])
            return float(np.log(max(upto[-1], 1e-300)) - np.log(wanted))

        found.append(float(np.exp(_root(over, -60.0, -1e-9))))
    return found


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-16, rtol=1e-13))
