"""gsDesign: sequential p-values, and effects at statistics."""

# ruff: noqa: ARG001 - arguments of R that steer its numerics, not the result

from __future__ import annotations

from math import exp, sqrt
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.gsdesign_objects import design_of, named, numbers
from trialrun.design.adaptive.repeated import sequential_p_value
from trialrun.design.bounds.stagewise import upper_bounds


@stands_for("gsDesign::sequentialPValue", parameters=("gsD", "n.I", "Z", "usTime", "interval"))
def sequential(
    gsD: Any = None,
    n_I: Any = None,
    Z: Any = None,
    usTime: Any = None,
    interval: Any = (0.00001, 0.9999),
) -> dict[str, Any]:
    """Sequential p-value by the design's spending function."""
    d = design_of(gsD)
    if d.test_type not in {1, 4, 6, 8}:
        raise Unsupported(f"test.type {d.test_type}, which gsDesign refuses")
    if isinstance(d.sfu, str):
        raise Unsupported(f"{d.sfu} bounds do not spend by a function")
    sizes = list(d.n_I) if n_I is None else numbers(n_I)
    times = [each / d.n_I[-1] for each in sizes] if usTime is None else numbers(usTime)

    def bounds(alpha: float, information: Any) -> list[float]:
        spent = np.diff(np.asarray(d.sfu(alpha, times)), prepend=0.0)
        return upper_bounds(list(information), np.maximum(spent, 0.0))

    found = sequential_p_value(sizes, numbers(Z), bounds)
    low, high = numbers(interval)
    return named(min(max(found, low), high), "p", "pvalue", "p_value", "sequentialPValue")


def distance_of(design: Any, given: Any, alpha: float) -> float:
    """Least distance of a statistic below its bound at a level of the design's spending."""
    sizes = list(design.n_I) if given.get("n_I") is None else numbers(given["n_I"])
    times = given.get("usTime")
    times = [each / design.n_I[-1] for each in sizes] if times is None else numbers(times)
    spent = np.diff(np.asarray(design.sfu(alpha, times)), prepend=0.0)
    bounds = upper_bounds(sizes, np.maximum(spent, 0.0))
    return float(np.min(np.subtract(bounds, numbers(given["Z"]))))


@stands_for("gsDesign::gsDelta", parameters=("z", "i", "x", "ylab"))
def gs_delta(z: Any, i: Any, x: Any, ylab: Any = None) -> dict[str, Any]:
    """Natural parameter at statistics."""
    return named([each for _, each in _natural(z, i, x)], "delta", "deltaHat")


@stands_for("gsDesign::gsRR", parameters=("z", "i", "x", "ratio", "ylab"))
def gs_rr(z: Any, i: Any, x: Any, ratio: float = 1, ylab: Any = None) -> dict[str, Any]:
    """Relative risk at statistics, of a design whose parameter is its logarithm."""
    return named([exp(each) for _, each in _natural(z, i, x)], "rr", "RR")


@stands_for("gsDesign::gsBValue", parameters=("z", "i", "x", "ylab"))
def gs_b_value(z: Any, i: Any, x: Any, ylab: Any = None) -> dict[str, Any]:
    """Score at statistics: Z times the root of the information fraction."""
    d = design_of(x)
    whole = d.n_I[-1] / d.timing[-1] if hasattr(d, "timing") else d.n_I[-1]
    found = [each * sqrt(n / whole) for (each, n), _ in _natural(z, i, x)]
    return named(found, "b", "B", "Bval")


def _natural(z: Any, i: Any, x: Any) -> list[tuple[tuple[float, float], float]]:
    """For each statistic: it and its sample size, and the natural parameter there."""
    d = design_of(x)
    values, looks = numbers(z), [int(each) for each in as_list(i)]
    looks = looks * len(values) if len(looks) == 1 else looks
    found = []
    for each, look in zip(values, looks, strict=True):
        n = d.n_I[look - 1]
        effect = each / sqrt(n)
        span = getattr(d, "delta1", 1) - getattr(d, "delta0", 0)
        delta = getattr(d, "delta", 0) or 1.0
        found.append(((each, n), getattr(d, "delta0", 0) + effect * span / delta))
    return found
