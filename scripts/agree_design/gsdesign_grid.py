"""gsDesign: points and weights to integrate over a normal density."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
from scipy.stats import norm

from agree_design.calls import as_list, stands_for


@stands_for("gsDesign::normalGrid", parameters=("r", "bounds", "mu", "sigma"))
def normal_grid(
    r: int = 18, bounds: Any = (0, 0), mu: float = 0, sigma: float = 1
) -> dict[str, Any]:
    """
    Grid of Jennison and Turnbull (2000), section 19.3.1, with the weights of Simpson's rule.

    Its points are 6 standard deviations around the mean, or between two bounds.
    """
    r = int(r)
    low, high = (float(each) for each in as_list(bounds))
    if low == 0 and high == 0:
        low, high = mu - 6 * sigma, mu + 6 * sigma
    if high <= low:
        return {"z": None, "wgts": None}
    ends = (low - mu) / sigma, (high - mu) / sigma
    points = [_point(i, r) for i in range(1, 6 * r)]
    inside = [each for each in points if ends[0] < each < ends[1]]
    outer = [max(ends[0], points[0]), *inside, min(ends[1], points[-1])]
    odd = np.unique(np.asarray(outer))
    z = np.empty(2 * len(odd) - 1)
    z[::2], z[1::2] = odd, (odd[:-1] + odd[1:]) / 2
    steps = np.diff(odd)
    weights = np.zeros(len(z))
    weights[1::2] = 4 * steps / 6
    weights[:-2:2] += steps / 6
    weights[2::2] += steps / 6
    z, weights = z * sigma + mu, weights * sigma
    density = norm.pdf(z, mu, sigma)
    return {
        "z": z.tolist(),
        "density": density.tolist(),
        "gridwgts": weights.tolist(),
        "wgts": (density * weights).tolist(),
    }


def _point(i: int, r: int) -> float:
    if i < r:
        return -3 - 4 * log(r / i)
    if i <= 5 * r:
        return -3 + 3 * (i - r) / (2 * r)
    return 3 + 4 * log(r / (6 * r - i))
