"""
Probabilities and equicoordinate quantiles of multivariate normal and t vectors.

Several statistics that share data, of arms against one control or of endpoints, are such a vector;
what a multiple test needs of it is the probability of a rectangle, and the limit, the same for all
coordinates, that gives a probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special

from trialrun.design.arms.rectangle import (
    by_coordinates,
    by_factor,
    by_scaled_sequence,
    common_factor,
)
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

Tail = Literal["lower", "upper", "both"]
Noncentral = Literal["kshirsagar", "shifted"]

_TAIL_MASS = 1e-16
_BY_POINTS = 4
"""Coordinates of a t vector without a common factor from which points replace a product rule."""
_RADIAL_X, _RADIAL_W = np.polynomial.legendre.leggauss(16)


def probability_normal(
    lower: ArrayLike, upper: ArrayLike, correlation: ArrayLike, *, mean: ArrayLike = 0.0
) -> float:
    """
    Probability that a normal vector lies in a rectangle.

    Args:
        lower: limits of each coordinate, -inf for none, (n,) or one for all.
        upper: limits of each coordinate, inf for none, (n,) or one for all.
        correlation: (n, n); a covariance will do as well.
        mean: of each coordinate, (n,) or one for all.
    Returns:
        P(lower <= X <= upper).
    Raises:
        DesignError: limits, means and correlation of different sizes; a matrix that is not
            symmetric, or that no vector has.
    Source: Dunnett and Sobel (1955), Biometrika 42:258-260 (products); Genz (1992), Journal of
        Computational and Graphical Statistics 1:141-149.

    >>> round(probability_normal(-np.inf, 0, [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]), 10)
    0.25
    """
    covariance = check_covariance(correlation)
    n = len(covariance)
    sd = np.sqrt(np.diag(covariance))
    shift = _vector(mean, n, "mean")
    low = (_vector(lower, n, "lower") - shift) / sd
    high = (_vector(upper, n, "upper") - shift) / sd
    return _rectangle(low, high, covariance / np.outer(sd, sd))


def probability_t(
    lower: ArrayLike,
    upper: ArrayLike,
    correlation: ArrayLike,
    degrees_of_freedom: float,
    *,
    noncentrality: ArrayLike = 0.0,
    kind: Noncentral = "kshirsagar",
) -> float:
    """
    Probability that a multivariate t vector lies in a rectangle.

    Args:
        lower: limits of each coordinate, -inf for none, (n,) or one for all.
        upper: limits of each coordinate, inf for none, (n,) or one for all.
        correlation: of the normal vector above the common standard deviation, (n, n).
        degrees_of_freedom: of that standard deviation; inf for a known one.
        noncentrality: of each coordinate, (n,) or one for all.
        kind: "kshirsagar" adds the noncentrality above, "shifted" after dividing by the standard
            deviation.
    Returns:
        P(lower <= T <= upper).
    Raises:
        DesignError: as `probability_normal`; degrees of freedom not above 0.
    Source: Genz and Bretz (2009), Computation of Multivariate Normal and t Probabilities,
        Springer, formulas 1.2 to 1.4.

    >>> round(probability_t(-np.inf, 2.0, [[1.0]], 10), 6)
    0.963306
    """
    covariance = check_covariance(correlation)
    n = len(covariance)
    sd = np.sqrt(np.diag(covariance))
    low = _vector(lower, n, "lower")
    high = _vector(upper, n, "upper")
    delta = _vector(noncentrality, n, "noncentrality")
    if kind == "shifted":
        low, high, delta = low - delta, high - delta, np.zeros(n)
    elif kind != "kshirsagar":
        raise DesignError(f"found {kind!r}, must be kshirsagar or shifted", place="kind")
    low, high = low / sd, high / sd
    matrix = covariance / np.outer(sd, sd)
    if np.isinf(degrees_of_freedom) and degrees_of_freedom > 0:
        return _rectangle(low - delta, high - delta, matrix)
    scales, mass = scale_nodes(degrees_of_freedom)
    if n >= _BY_POINTS and common_factor(matrix) is None and (low < high).all():
        kept = np.flatnonzero((low > -np.inf) | (high < np.inf))
        part = matrix[np.ix_(kept, kept)]
        limits = (low[kept], high[kept], delta[kept])
        return by_scaled_sequence(*limits, part, degrees_of_freedom) if len(kept) else 1.0
    return float(
        sum(
            weight * _rectangle(scale * low - delta, scale * high - delta, matrix)
            for scale, weight in zip(scales, mass, strict=True)
        )
    )


def quantile_normal(
    probability: float, correlation: ArrayLike, *, tail: Tail = "lower", mean: ArrayLike = 0.0
) -> float:
    """
    Limit, the same for all coordinates of a normal vector, that gives a probability.

    Args:
        probability: above 0 and below 1.
        correlation: (n, n); a covariance will do as well.
        tail: "lower" for P(all <= q), "upper" for P(all > q), "both" for P(all within -q and q).
        mean: of each coordinate, (n,) or one for all.
    Returns:
        The limit q.
    Raises:
        DesignError: as `probability_normal`; a probability not between 0 and 1.
    Source: Genz and Bretz (2009), Computation of Multivariate Normal and t Probabilities,
        Springer.

    >>> round(quantile_normal(0.95, [[1, 0.5], [0.5, 1]]), 4)
    1.9163
    """
    covariance = check_covariance(correlation)
    spread = float(np.sqrt(np.diag(covariance).max()))
    reach = float(np.abs(_vector(mean, len(covariance), "mean")).max()) + 9 * spread

    def inside(low: float, high: float) -> float:
        return probability_normal(low, high, covariance, mean=mean)

    return _quantile(inside, probability, tail, reach)


def quantile_t(
    probability: float,
    correlation: ArrayLike,
    degrees_of_freedom: float,
    *,
    tail: Tail = "lower",
    noncentrality: ArrayLike = 0.0,
    kind: Noncentral = "kshirsagar",
) -> float:
    """
    Limit, the same for all coordinates of a multivariate t vector, that gives a probability.

    Args:
        probability: above 0 and below 1.
        correlation: of the normal vector above the common standard deviation, (n, n).
        degrees_of_freedom: of that standard deviation; inf for a known one.
        tail: "lower" for P(all <= q), "upper" for P(all > q), "both" for P(all within -q and q).
        noncentrality: of each coordinate, (n,) or one for all.
        kind: as `probability_t` takes it.
    Returns:
        The limit q.
    Raises:
        DesignError: as `probability_t`; a probability not between 0 and 1.
    Source: Genz and Bretz (2009), Computation of Multivariate Normal and t Probabilities,
        Springer.

    >>> round(quantile_t(0.95, [[1, 0.5], [0.5, 1]], 20), 2)
    2.03
    """

    def inside(low: float, high: float) -> float:
        return probability_t(
            low, high, correlation, degrees_of_freedom, noncentrality=noncentrality, kind=kind
        )

    return _quantile(inside, probability, tail, 10.0)


def scale_nodes(degrees_of_freedom: float) -> tuple[Floats, Floats]:
    """
    Nodes of a standard deviation estimated with degrees of freedom, relative to the true one.

    Args:
        degrees_of_freedom: above 0.
    Returns:
        Nodes and their masses, both (m,).
    Raises:
        DesignError: degrees of freedom not above 0.
    """
    if not degrees_of_freedom > 0:
        raise DesignError(
            f"found {degrees_of_freedom:g}, must be above 0", place="degrees_of_freedom"
        )
    half = degrees_of_freedom / 2
    low = float(np.sqrt(special.gammaincinv(half, _TAIL_MASS) / half))
    high = float(np.sqrt(special.gammainccinv(half, _TAIL_MASS) / half))
    panels = max(1, int(np.ceil(np.log2(high / max(low, 1e-4)))))
    if panels <= 2:
        edges = np.linspace(low, high, 3)
    else:
        edges = np.concatenate([[low], high * 2.0 ** -np.arange(min(panels, 14) - 1, -1, -1.0)])
        edges = np.unique(np.concatenate([edges, np.linspace(high / 4, high, 4)]))
    width, middle = np.diff(edges) / 2, (edges[1:] + edges[:-1]) / 2
    scale = (middle[:, None] + width[:, None] * _RADIAL_X).ravel()
    log_density = (
        np.log(2)
        + half * np.log(half)
        - special.gammaln(half)
        + (degrees_of_freedom - 1) * np.log(scale)
        - half * scale * scale
    )
    mass = (width[:, None] * _RADIAL_W).ravel() * np.exp(log_density)
    return scale, mass / mass.sum()


def check_covariance(correlation: ArrayLike) -> Floats:
    """
    Return a correlation or covariance matrix, where there is a vector that has it.

    Raises:
        DesignError: not square, not symmetric, a variance not above 0, a negative eigenvalue.
    """
    matrix = np.atleast_2d(np.asarray(correlation, dtype=float))
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise DesignError(f"shape is {matrix.shape}, must be square", place="correlation")
    if not np.isfinite(matrix).all() or np.abs(matrix - matrix.T).max() > 1e-8:
        raise DesignError("the matrix is not symmetric", place="correlation")
    if not (np.diag(matrix) > 0).all():
        raise DesignError("a variance is not above 0", place="correlation")
    if np.linalg.eigvalsh(matrix)[0] < -1e-8 * np.diag(matrix).max():
        raise DesignError("no variables have these correlations", place="correlation")
    return matrix


def _rectangle(low: Floats, high: Floats, correlation: Floats) -> float:
    """Probability of a rectangle for standard normal coordinates."""
    if (low >= high).any():
        return 0.0
    kept = np.flatnonzero((low > -np.inf) | (high < np.inf))
    total = 1.0
    while len(kept):
        linked = _linked(correlation, kept)
        kept = np.setdiff1d(kept, linked)
        total *= _block(low[linked], high[linked], correlation[np.ix_(linked, linked)])
    return min(max(total, 0.0), 1.0)


def _block(low: Floats, high: Floats, correlation: Floats) -> float:
    if len(low) == 1:
        return float(special.ndtr(high[0]) - special.ndtr(low[0]))
    b = common_factor(correlation)
    if b is not None:
        return by_factor(low, high, b)
    return by_coordinates(low, high, correlation)


def _linked(
    correlation: Floats, among: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Coordinates that depend on the first of `among`, directly or over others."""
    found = [int(among[0])]
    for each in found:
        found += [int(i) for i in among if correlation[each, i] != 0 and int(i) not in found]
    return np.array(sorted(found))


def _vector(value: ArrayLike, n: int, place: str) -> Floats:
    vector = np.asarray(value, dtype=float)
    if vector.ndim > 1 or vector.size not in (1, n):
        raise DesignError(f"found {vector.size} values, must be 1 or {n}", place=place)
    if np.isnan(vector).any():
        raise DesignError("found a value that is no number", place=place)
    return np.broadcast_to(vector.ravel(), (n,)).astype(float)


def _quantile(
    inside: Callable[[float, float], float], probability: float, tail: Tail, reach: float
) -> float:
    """Solve for the limit; the probability rises with it (falls for the upper tail)."""
    if not 0 < probability < 1:
        raise DesignError(
            f"found {probability:g}, must be above 0 and below 1", place="probability"
        )
    sides: dict[str, Callable[[float], float]] = {
        "lower": lambda q: inside(-np.inf, q),
        "upper": lambda q: -inside(q, np.inf),
        "both": lambda q: inside(-q, q) if q > 0 else 0.0,
    }
    if tail not in sides:
        raise DesignError(f"found {tail!r}, must be lower, upper or both", place="tail")
    side, target = sides[tail], -probability if tail == "upper" else probability
    low, high = (0.0 if tail == "both" else -reach), reach
    while side(high) < target:
        high *= 2
    while side(low) > target:
        low *= 2
    return float(optimize.brentq(lambda q: side(q) - target, low, high, xtol=1e-11, rtol=1e-12))


def equal_correlation(ratios: Sequence[float]) -> Floats:
    """
    Correlation of the statistics of several arms against one control.

    Args:
        ratios: subjects of each arm per control subject.
    Returns:
        b_i b_j with b = sqrt(ratio / (1 + ratio)), ones on the diagonal, (n arms, n arms).
    Raises:
        DesignError: a ratio not above 0.
    Source: Dunnett (1955), Journal of the American Statistical Association 50:1096-1121.

    >>> equal_correlation([1, 1]).round(3).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    r = np.asarray(ratios, dtype=float)
    if r.ndim != 1 or not len(r) or not ((r > 0) & np.isfinite(r)).all():
        raise DesignError("each ratio must be above 0", place="ratios")
    b = np.sqrt(r / (1 + r))
    matrix = np.outer(b, b)
    np.fill_diagonal(matrix, 1.0)
    return matrix
