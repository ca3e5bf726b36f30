"""
Probability that a normal vector with mean 0 lies in a rectangle: the arithmetic.

A vector whose correlations are products b_i b_j has independent parts given one common factor, and
takes one integral; so do the statistics of several arms against one control. Any other vector is
integrated coordinate after coordinate along its Cholesky factor, the last two at once by the
bivariate normal; beyond five coordinates a scrambled Sobol sequence with a fixed seed takes the
place of the product rule, so that the same request has the same answer.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import special

from trialrun.design.spending import Floats

REACH = 8.5
"""Standard deviations beyond which nothing lies: 2e-17."""
_FAR = 40.0
_FLAT = 1e-9
"""A standard deviation that is none."""
_NOTHING = 1e-16
"""A mass that is left out."""
_PRODUCT_RULE = 5
"""Most coordinates that a product rule is used for."""
_POINTS = 16
"""The sequence has 2 to this power of points."""
SHARP = 0.9
"""A share of the factor from which its steps need cuts of their own."""
_X, _W = np.polynomial.legendre.leggauss(32)
_OUTER_X, _OUTER_W = np.polynomial.legendre.leggauss(40)
_ROOT_2PI = float(np.sqrt(2 * np.pi))


def common_factor(correlation: Floats) -> Floats | None:
    """Return b with correlations b_i b_j, each within -1 to 1, (n,); None where there is none."""
    n = len(correlation)
    if n == 1:
        return np.zeros(1)
    if n == 2:
        root = float(np.sqrt(abs(correlation[0, 1])))
        return np.array([root, np.copysign(root, correlation[0, 1])])
    off = correlation - np.diag(np.diag(correlation))
    if not off.any():
        return np.zeros(n)
    first, second = np.unravel_index(np.abs(off).argmax(), off.shape)
    for third in np.argsort(-np.abs(off[first] * off[second])):
        if third in (first, second) or off[second, third] == 0:
            continue
        square = off[first, second] * off[first, third] / off[second, third]
        if not 0 < square <= 1 + 1e-12:
            return None
        b = off[first] / np.sqrt(square)
        b[first] = np.sqrt(square)
        outer = np.outer(b, b)
        np.fill_diagonal(outer, 0)
        return b if np.abs(outer - off).max() < 1e-12 and np.abs(b).max() <= 1 else None
    b = np.zeros(n)
    root = float(np.sqrt(abs(off[first, second])))
    b[first], b[second] = root, np.copysign(root, off[first, second])
    outer = np.outer(b, b)
    np.fill_diagonal(outer, 0)
    return b if np.abs(outer - off).max() < 1e-12 else None


def factor_nodes(lower: Floats, upper: Floats, b: Floats) -> tuple[Floats, Floats]:
    """
    Return nodes of the common factor and their masses, both (m,).

    The rule is cut where the factor moves a part over its limit, finer where it does so fast.
    """
    cuts = [np.linspace(-REACH, REACH, 9)]
    for low, high, slope in zip(lower, upper, b, strict=True):
        if abs(slope) < SHARP:
            continue
        width = np.sqrt(max(1 - slope * slope, 0.0)) / abs(slope)
        steps = width * np.array([-8, -4, -2, 0, 2, 4, 8])
        around = steps if width > _FLAT else np.zeros(1)
        cuts += [limit / slope + around for limit in (low, high) if np.isfinite(limit)]
    edges = np.unique(np.clip(np.concatenate(cuts), -REACH, REACH))
    half, middle = np.diff(edges) / 2, (edges[1:] + edges[:-1]) / 2
    nodes = (middle[:, None] + half[:, None] * _X).ravel()
    mass = (half[:, None] * _W).ravel() * np.exp(-0.5 * nodes * nodes) / _ROOT_2PI
    return nodes, mass


def by_factor(lower: Floats, upper: Floats, b: Floats) -> float:
    """Probability of the rectangle for correlations b_i b_j."""
    nodes, mass = factor_nodes(lower, upper, b)
    spread = np.sqrt(np.maximum(1 - b * b, 0.0))
    inside = np.ones_like(nodes)
    for low, high, slope, sd in zip(lower, upper, b, spread, strict=True):
        at = slope * nodes
        if sd <= _FLAT:
            inside *= (low <= at) & (at <= high)
        else:
            inside *= special.ndtr((high - at) / sd) - special.ndtr((low - at) / sd)
    return float(inside @ mass)


def bivariate(h: Floats, k: Floats, rho: float) -> Floats:
    """
    P(X <= h, Y <= k) at correlation rho within -1 to 1, by Owen's function, shape of h and k.

    Where one limit all but implies the other, or lies beyond all mass, the other is the answer.
    """
    h, k = np.broadcast_arrays(np.clip(h, -_FAR, _FAR), np.clip(k, -_FAR, _FAR))
    if rho >= 1 - 1e-14:
        return np.asarray(special.ndtr(np.minimum(h, k)))
    if rho <= -1 + 1e-14:
        return np.asarray(np.maximum(special.ndtr(h) - special.ndtr(-k), 0.0))
    least = np.minimum(h, k)
    found = np.asarray(special.ndtr(least))
    root = np.sqrt(1 - rho * rho)
    close = np.maximum(np.abs(h), np.abs(k)) < REACH
    if rho > 0:
        close &= np.maximum(h, k) - rho * least < REACH * root
    if close.any():
        found[close] = _by_owen(h[close], k[close], rho, root)
    return found


def _by_owen(h: Floats, k: Floats, rho: float, root: float) -> Floats:
    h, k = np.where(h == 0, 1e-300, h), np.where(k == 0, 1e-300, k)
    with np.errstate(over="ignore"):
        first = special.owens_t(h, (k / h - rho) / root)
        second = special.owens_t(k, (h / k - rho) / root)
    half = 0.5 * (special.ndtr(h) + special.ndtr(k))
    return np.asarray(half - first - second - np.where(h * k < 0, 0.5, 0.0))


def by_coordinates(lower: Floats, upper: Floats, correlation: Floats) -> float:
    """Probability of the rectangle for any correlations."""
    rows, order, columns = _ordered(lower, upper, correlation)
    low, high = lower[order], upper[order]
    rank = rows.shape[1]
    groups = [np.flatnonzero(columns == j) for j in range(rank)]
    pair = rank >= 2 and len(groups[-1]) == 1 and len(groups[-2]) == 1
    outer = rank - (2 if pair else 1)
    if rank > _PRODUCT_RULE:
        return _by_sequence(rows, low, high, groups, _sequence(rank - 1))
    done, mass = np.zeros((1, 0)), np.ones(1)
    for j in range(outer):
        begin, end = _limits(rows, low, high, groups[j], done, j)
        begin, end = np.maximum(begin, -REACH), np.minimum(end, REACH)
        half = np.maximum(end - begin, 0.0) / 2
        nodes = ((begin + end) / 2)[:, None] + half[:, None] * _OUTER_X
        mass = mass[:, None] * half[:, None] * _OUTER_W * np.exp(-0.5 * nodes * nodes) / _ROOT_2PI
        done = np.column_stack([np.repeat(done, len(_OUTER_X), axis=0), nodes.ravel()])
        mass = mass.ravel()
        done, mass = done[mass > _NOTHING], mass[mass > _NOTHING]
    if not pair:
        begin, end = _limits(rows, low, high, groups[outer], done, outer)
        return float(np.maximum(special.ndtr(end) - special.ndtr(begin), 0.0) @ mass)
    one, two = int(groups[-2][0]), int(groups[-1][0])
    tail = rows[[one, two], outer:]
    spread = np.sqrt((tail * tail).sum(axis=1))
    rho = float(tail[0] @ tail[1] / (spread[0] * spread[1]))
    shift = done @ rows[[one, two], :outer].T
    a1, b1 = (low[one] - shift[:, 0]) / spread[0], (high[one] - shift[:, 0]) / spread[0]
    a2, b2 = (low[two] - shift[:, 1]) / spread[1], (high[two] - shift[:, 1]) / spread[1]
    inside = bivariate(b1, b2, rho)
    if low[one] > -np.inf:
        inside -= bivariate(a1, b2, rho)
    if low[two] > -np.inf:
        inside -= bivariate(b1, a2, rho)
    if low[one] > -np.inf and low[two] > -np.inf:
        inside += bivariate(a1, a2, rho)
    return float(inside @ mass)


def _ordered(
    lower: Floats, upper: Floats, correlation: Floats
) -> tuple[Floats, list[int], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """
    Cholesky rows (n, rank) with the least likely coordinate first, the order, last columns (n,).

    A coordinate that those before determine has no column of its own: it limits an earlier one.
    """
    n = len(lower)
    rest = correlation.astype(float).copy()
    rows = np.zeros((n, n))
    centre = np.zeros(n)
    left, rank = list(range(n)), 0
    order: list[int] = []
    while left:
        spread = np.sqrt(np.maximum(np.diag(rest), 0.0))
        able = [i for i in left if spread[i] > 1e-7]
        if not able:
            break
        chance = [
            float(
                special.ndtr((upper[i] - centre[i]) / spread[i])
                - special.ndtr((lower[i] - centre[i]) / spread[i])
            )
            for i in able
        ]
        pick = able[int(np.argmin(chance))]
        rows[:, rank] = rest[:, pick] / spread[pick]
        rows[order, rank] = 0.0
        rest = rest - np.outer(rows[:, rank], rows[:, rank])
        begin = np.clip((lower[pick] - centre[pick]) / spread[pick], -REACH, REACH)
        end = np.clip((upper[pick] - centre[pick]) / spread[pick], -REACH, REACH)
        share = max(float(special.ndtr(end) - special.ndtr(begin)), 1e-300)
        density = np.exp(-0.5 * np.array([begin, end]) ** 2) / _ROOT_2PI
        centre = centre + rows[:, rank] * (density[0] - density[1]) / share
        order.append(pick)
        left.remove(pick)
        rank += 1
    order += left
    rows = rows[order][:, :rank]
    columns = np.array([int(np.flatnonzero(np.abs(row) > 1e-7).max()) for row in rows])
    return rows, order, columns


def _limits(
    rows: Floats,
    low: Floats,
    high: Floats,
    group: np.ndarray[tuple[int], np.dtype[np.int64]],
    done: Floats,
    j: int,
) -> tuple[Floats, Floats]:
    """Limits of column j given the columns before it, both (n points,)."""
    begin, end = np.full(len(done), -np.inf), np.full(len(done), np.inf)
    for i in group:
        shift, scale = done @ rows[i, :j], rows[i, j]
        one, other = (low[i] - shift) / scale, (high[i] - shift) / scale
        begin = np.maximum(begin, one if scale > 0 else other)
        end = np.minimum(end, other if scale > 0 else one)
    return begin, end


def by_scaled_sequence(
    lower: Floats, upper: Floats, shift: Floats, correlation: Floats, degrees_of_freedom: float
) -> float:
    """Probability that lower S - shift < X < upper S - shift, S a standard deviation's estimate."""
    rows, order, columns = _ordered(lower - shift, upper - shift, correlation)
    groups = [np.flatnonzero(columns == j) for j in range(rows.shape[1])]
    cube = _sequence(len(groups))
    half = degrees_of_freedom / 2
    scale = np.sqrt(special.gammaincinv(half, cube[:, -1]) / half)
    low, high = (np.outer(each[order], scale) - shift[order][:, None] for each in (lower, upper))
    return _by_sequence(rows, low, high, groups, cube)


@lru_cache(maxsize=4)
def _sequence(dimensions: int) -> Floats:
    from scipy.stats import qmc

    sobol = qmc.Sobol(max(dimensions, 1), scramble=True, seed=20_090_101)
    return np.asarray(sobol.random_base2(_POINTS))


def _by_sequence(
    rows: Floats,
    low: Floats,
    high: Floats,
    groups: list[np.ndarray[tuple[int], np.dtype[np.int64]]],
    cube: Floats,
) -> float:
    """Genz's transformation to the unit cube, at given points; limits may differ by point."""
    rank = len(groups)
    done, mass = np.zeros((len(cube), 0)), np.ones(len(cube))
    for j, group in enumerate(groups):
        begin, end = _limits(rows, low, high, group, done, j)
        first, last = special.ndtr(begin), special.ndtr(end)
        share = np.maximum(last - first, 0.0)
        mass *= share
        if j + 1 < rank:
            at = special.ndtri(np.clip(first + cube[:, j] * share, 1e-300, 1 - 1e-16))
            done = np.column_stack([done, at])
    return float(mass.mean())
