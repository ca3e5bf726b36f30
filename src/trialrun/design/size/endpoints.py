"""
Sample size and power for several endpoints: all must succeed, any may, or one gates the next.

The statistics of the endpoints are jointly normal, with the correlation of the endpoints. `alpha`
is one-sided throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from trialrun.design.arms.normal import probability_normal
from trialrun.design.boundaries import check_errors, fixed_drift
from trialrun.design.size.checks import check_positive, size_for_power
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def power_coprimary(
    effects: Sequence[float],
    correlation: ArrayLike,
    control: float,
    *,
    alpha: float = 0.025,
    ratio: float = 1.0,
) -> float:
    """
    Power that all endpoints succeed, each tested at the full alpha.

    Args:
        effects: difference of each endpoint over its standard deviation, above 0 for benefit.
        correlation: of the endpoints in a subject, (endpoints, endpoints); one number for the same
            correlation of all.
        control: subjects in the control arm.
        alpha: one-sided type I error of each test.
        ratio: experimental subjects per control subject.
    Returns:
        Probability that all tests reject.
    Raises:
        DesignError: no endpoints, a matrix that is no correlation, a size or ratio not above 0.
    Source: Sozu, Sugimoto and Hamasaki (2010), Statistics in Medicine 29:2169-2179.

    >>> round(power_coprimary([0.2, 0.2], 0.5, 490), 2)
    0.8
    """
    check_errors(alpha, None)
    matrix = _correlation(correlation, len(effects))
    return _all_above(_distances(effects, control, alpha, ratio), matrix)


def size_coprimary(
    effects: Sequence[float],
    correlation: ArrayLike,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
) -> float:
    """
    Subjects in the control arm for all endpoints to succeed.

    Args:
        effects: difference of each endpoint over its standard deviation, above 0 for benefit.
        correlation: of the endpoints in a subject, a matrix or one number.
        alpha: one-sided type I error of each test.
        power: probability that all tests reject.
        ratio: experimental subjects per control subject.
    Returns:
        Control subjects, not rounded up.
    Raises:
        DesignError: as `power_coprimary`; an effect not above 0.
    Source: Sozu, Sugimoto and Hamasaki (2010), Statistics in Medicine 29:2169-2179.

    >>> from math import ceil
    >>> [ceil(size_coprimary([0.2, 0.2], rho, power=0.8)) for rho in (0.0, 0.3, 0.5, 0.8)]
    [516, 503, 490, 458]
    """
    return _size(power_coprimary, effects, correlation, alpha, power, ratio)


def power_any_endpoint(
    effects: Sequence[float],
    correlation: ArrayLike,
    control: float,
    *,
    alphas: Sequence[float],
    ratio: float = 1.0,
) -> float:
    """
    Power that at least one endpoint succeeds, alpha shared out beforehand.

    Args:
        effects: difference of each endpoint over its standard deviation, above 0 for benefit.
        correlation: of the endpoints in a subject, a matrix or one number.
        control: subjects in the control arm.
        alphas: one-sided type I error of each test.
        ratio: experimental subjects per control subject.
    Returns:
        Probability that a test rejects.
    Raises:
        DesignError: as `power_coprimary`.
    Source: Dunn (1961), JASA 56:52-64 (alpha shared); the power is that of the joint normal.

    >>> round(power_any_endpoint([0.2, 0.2], 0.0, 394, alphas=[0.0125, 0.0125]), 4)
    0.9183
    """
    matrix = _correlation(correlation, len(effects))
    if len(alphas) != len(effects):
        raise DesignError(f"{len(alphas)} for {len(effects)} endpoints", place="alphas")
    distances = [
        _distances([effect], control, alpha, ratio)[0]
        for effect, alpha in zip(effects, alphas, strict=True)
    ]
    return 1 - _all_above(-np.array(distances), matrix)


def power_gated(
    effects: Sequence[float],
    correlation: ArrayLike,
    control: float,
    *,
    alpha: float = 0.025,
    ratio: float = 1.0,
) -> tuple[float, ...]:
    """
    Power of endpoints tested in order, each at the full alpha if those before have succeeded.

    Args:
        effects: difference of each endpoint over its standard deviation, in the order of testing.
        correlation: of the endpoints in a subject, a matrix or one number.
        control: subjects in the control arm.
        alpha: one-sided type I error of each test.
        ratio: experimental subjects per control subject.
    Returns:
        Probability that each endpoint succeeds, and with it all before it.
    Raises:
        DesignError: as `power_coprimary`.
    Source: Maurer, Hothorn and Lehmacher (1995), in Vollmar, Biometrie in der
        chemisch-pharmazeutischen Industrie 6:3-18; Westfall and Krishen (2001), Journal of
        Statistical Planning and Inference 99:25-40.

    >>> [round(power, 4) for power in power_gated([0.3, 0.25], 0.5, 234)]
    [0.9006, 0.7278]
    """
    check_errors(alpha, None)
    matrix = _correlation(correlation, len(effects))
    distances = _distances(effects, control, alpha, ratio)
    return tuple(
        _all_above(distances[:count], matrix[:count, :count])
        for count in range(1, len(effects) + 1)
    )


def size_gated(
    effects: Sequence[float],
    correlation: ArrayLike,
    *,
    alpha: float = 0.025,
    power: float = 0.9,
    ratio: float = 1.0,
) -> float:
    """
    Subjects in the control arm for the last of endpoints tested in order to succeed.

    It is the size of endpoints that must all succeed: a gate asks no less.

    Args:
        effects: difference of each endpoint over its standard deviation, in the order of testing.
        correlation: of the endpoints in a subject, a matrix or one number.
        alpha: one-sided type I error of each test.
        power: probability that the last endpoint, and with it every one before, succeeds.
        ratio: experimental subjects per control subject.
    Returns:
        Control subjects, not rounded up.
    Raises:
        DesignError: as `size_coprimary`.
    Source: as `power_gated`.

    >>> round(size_gated([0.3, 0.25], 0.5, power=0.8), 1)
    271.9
    """
    return _size(power_coprimary, effects, correlation, alpha, power, ratio)


def _size(
    power_of: Callable[..., float],
    effects: Sequence[float],
    correlation: ArrayLike,
    alpha: float,
    power: float,
    ratio: float,
) -> float:
    for effect in effects:
        check_positive(effects=effect)
    check_positive(ratio=ratio)
    matrix = _correlation(correlation, len(effects))
    drift = fixed_drift(alpha, power)
    single = (1 + 1 / ratio) * (drift / min(effects)) ** 2

    def reached(control: float) -> float:
        return power_of(effects, matrix, control, alpha=alpha, ratio=ratio)

    return size_for_power(reached, power, guess=1.2 * single, least=0.5 * single)


def _distances(effects: Sequence[float], control: float, alpha: float, ratio: float) -> Floats:
    """How far the expected statistics lie above the critical value."""
    check_positive(control=control, ratio=ratio)
    root = sqrt(control * ratio / (1 + ratio))
    return np.asarray(effects, dtype=float) * root + float(special.ndtri(alpha))


def _correlation(correlation: ArrayLike, endpoints: int) -> Floats:
    """Return the matrix, where it is a correlation of so many endpoints."""
    if endpoints < 1:
        raise DesignError("found none, must be at least one", place="effects")
    matrix = np.asarray(correlation, dtype=float)
    if matrix.ndim == 0:
        matrix = np.full((endpoints, endpoints), float(matrix))
        np.fill_diagonal(matrix, 1.0)
    if matrix.shape != (endpoints, endpoints) or not np.allclose(matrix, matrix.T):
        message = f"shape {matrix.shape}, must be symmetric with {endpoints} endpoints"
        raise DesignError(message, place="correlation")
    if not np.allclose(np.diag(matrix), 1) or np.linalg.eigvalsh(matrix)[0] < -1e-12:
        raise DesignError("must have 1 on its diagonal and not be negative", place="correlation")
    return matrix


def _all_above(distances: Floats, matrix: Floats) -> float:
    """Probability that normal variables of these means and correlation are all above 0."""
    if len(distances) == 1:
        return float(special.ndtr(distances[0]))
    return probability_normal(-distances, np.inf, matrix)
