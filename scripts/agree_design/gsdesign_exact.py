"""gsDesign: exact probabilities of single-arm trials, and of events of one of two arms."""

from __future__ import annotations

from math import ceil, floor, inf, log
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.design.early.binomial import probability_course
from trialrun.statistics.proportion import exact_interval


@stands_for("gsDesign::gsBinomialExact", parameters=("k", "theta", "n.I", "a", "b"))
def gs_binomial_exact(
    k: int = 2,
    theta: Any = (0.1, 0.2),
    n_I: Any = (50, 100),
    a: Any = (3, 7),
    b: Any = (20, 30),
) -> dict[str, Any]:
    """Exact crossing probabilities: at `a` responses or fewer, at `b` or more."""
    sizes, low, high = ([int(each) for each in as_list(values)] for values in (n_I, a, b))
    rates = [float(each) for each in as_list(theta)]
    if not len(sizes) == len(low) == len(high) == int(k):
        raise Unsupported("bounds that are not one a look, which gsDesign refuses")
    below, above, expected = [], [], []
    for rate in rates:
        found = probability_course(sizes, low, rate, upper=high)
        last = probability_course(sizes, [*low[:-1], high[-1] - 1], rate, upper=high)
        below.append(found.futility)
        above.append((*found.efficacy[:-1], last.efficacy[-1]))
        expected.append(found.expected_subjects)
    return {
        "k": int(k),
        "theta": rates,
        "n_I": sizes,
        "lower": low,
        "upper": high,
        "lprob": np.transpose(below).tolist(),
        "uprob": np.transpose(above).tolist(),
        "prob": np.transpose(above).tolist(),
        "lower_prob": np.transpose(below).tolist(),
        "upper_prob": np.transpose(above).tolist(),
        "en": expected,
    }


@stands_for("gsDesign::binomialSPRT", parameters=("p0", "p1", "alpha", "beta", "minn", "maxn"))
def binomial_sprt(
    p0: float = 0.05,
    p1: float = 0.25,
    alpha: float = 0.1,
    beta: float = 0.15,
    minn: int = 10,
    maxn: int = 35,
) -> dict[str, Any]:
    """Sequential probability ratio test of a rate, cut off at a number of subjects."""
    none = log((1 - p1) / (1 - p0))
    one = log(p1 / p0) - none
    slope = -none / one
    intercept = [log((1 - beta) / alpha) / one, log(beta / (1 - alpha)) / one]
    looks = [
        (n, max(floor(slope * n + intercept[1]), -1), ceil(slope * n + intercept[0]))
        for n in range(int(minn), int(maxn) + 1)
    ]
    looks = [(n, low, high) for n, low, high in looks if n >= high or low >= 0]
    sizes, lower, upper = (list(each) for each in zip(*looks, strict=True))
    found = gs_binomial_exact(k=len(sizes), theta=[p0, p1], n_I=sizes, a=lower, b=upper)
    return {
        **found, "intercept": intercept, "slope": slope, "alpha": alpha, "beta": beta,
        "p0": p0, "p1": p1,
    }  # fmt: skip


@stands_for(
    "gsDesign::ciBinomialExact", parameters=("x", "n", "ratio", "conf.level", "alternative")
)
def ci_binomial_exact(
    x: int, n: int, ratio: float = 1, conf_level: float = 0.95, alternative: Any = "two.sided"
) -> dict[str, Any]:
    """Efficacy of a vaccine from the events of its arm among all, with exact limits."""
    side = as_list(alternative)[0]
    level = conf_level if side == "two.sided" else 2 * conf_level - 1
    found = exact_interval(x, n, confidence=level)

    def efficacy(share: float) -> float:
        return -inf if share == 1 else 1 - share / (ratio * (1 - share))

    return {
        "x": x,
        "n": n,
        "ratio": ratio,
        "estimate": efficacy(x / n),
        "conf_low": efficacy(1.0 if side == "upper" else found.upper),
        "conf_high": efficacy(0.0 if side == "lower" else found.lower),
        "conf_level": conf_level,
        "method": "Clopper-Pearson",
    }
