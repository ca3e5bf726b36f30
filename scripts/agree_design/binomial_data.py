"""Tests and intervals of two rates: gsDesign."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import exp, inf, log, sqrt
from typing import Any

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.inaccurate import declares
from trialrun.design.size.restricted_rates import restricted_rates
from trialrun.statistics.distributions import normal_quantile
from trialrun.statistics.two_proportions import Effect, score_test, score_variance
from trialrun.statistics.two_proportions_intervals import score_interval

_EFFECTS: dict[str, Effect] = {
    "difference": "difference",
    "rr": "ratio",
    "or": "odds-ratio",
}


def _effect(scale: str) -> Effect:
    found = _EFFECTS.get(str(scale).lower())
    if found is None:
        raise Unsupported(f"scale {scale}")
    return found


def _each(call: Callable[..., float], *vectors: Any) -> list[float]:
    """Return a function of recycled vectors."""
    lists = [as_list(each) for each in vectors]
    longest = max(map(len, lists))
    return [call(*(own[at % len(own)] for own in lists)) for at in range(longest)]


@stands_for(
    "gsDesign::testBinomial",
    parameters=("x1", "x2", "n1", "n2", "delta0", "chisq", "adj", "scale", "tol"),
)
def binomial_test(
    x1: Any,
    x2: Any,
    n1: Any,
    n2: Any,
    delta0: Any = 0,
    chisq: Any = 0,
    adj: Any = 0,
    scale: str = "Difference",
    tol: float = 1e-11,  # noqa: ARG001 - rates under the null are solved exactly
) -> dict[str, Any]:
    if str(scale).lower() == "lnor":
        found = _each(_log_odds_ratio, x1, x2, n1, n2, delta0, chisq, adj)
        return {"z": found, "chisq": found, "value": found}
    effect = _effect(scale)

    def one(
        a: float, b: float, n: float, m: float, null: float, square: float, factor: float
    ) -> Any:
        found = score_test(
            a,
            n,
            b,
            m,
            effect=effect,
            null=null if effect == "difference" else exp(null),
            corrected=factor == 1,
        ).z
        return found * found if square == 1 else found

    found = _each(one, x1, x2, n1, n2, delta0, chisq, adj)
    return {"z": found, "chisq": found, "value": found}


def _log_odds_ratio(
    a: float, b: float, n: float, m: float, null: float, square: float, factor: float
) -> float:
    """Distance of the logarithm of the odds ratio from a null, over its spread under that."""
    if a + b in {0, n + m}:
        return 0.0
    if a == 0 or b == m:
        return inf if square == 1 else -inf
    if b == 0 or a == n:
        return inf
    first, second = restricted_rates(a / n, b / m, n / m, "odds-ratio", exp(null))
    variance = 1 / (n * first * (1 - first)) + 1 / (m * second * (1 - second))
    if factor == 1:
        variance *= (n + m) / (n + m - 1)
    z = (log(a / (n - a) * (m - b) / b) - null) / sqrt(variance)
    return z * z if square == 1 else z


@stands_for("gsDesign::ciBinomial", parameters=("x1", "x2", "n1", "n2", "alpha", "adj", "scale"))
def ci_binomial(
    x1: float,
    x2: float,
    n1: float,
    n2: float,
    alpha: float = 0.05,
    adj: int = 0,
    scale: str = "Difference",
) -> dict[str, Any]:
    found = score_interval(
        x1, n1, x2, n2, effect=_effect(scale), confidence=1 - alpha, corrected=adj == 1
    )
    lower, upper = found.lower, found.upper
    if _effect(scale) == "odds-ratio":  # on that scale without a limit, where an odds ratio is 0
        lower = -inf if x1 == 0 or x2 == n2 else lower
        upper = inf if x2 == 0 or x1 == n1 else upper
    return {"lower": lower, "upper": upper}


_ROOT = 2e-4
"""How far a limit may lie from where the score statistic is critical to be a rough root of it."""


@declares
def limits_found_roughly(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """
    Return why gsDesign's limits of two rates differ in their fifth digit.

    A limit is where the score statistic equals the normal quantile. At the limits of the reference
    it does not, in either direction and by different amounts; at trialrun's it does, to 1e-12.
    """
    if str(inputs.get("fn", "")).rsplit("::", 1)[-1] != "ciBinomial":
        return None
    given = inputs["args"]
    effect = _effect(given.get("scale", "Difference"))
    counts = [given.get(key) for key in ("x1", "n1", "x2", "n2")]
    if None in counts:
        return None
    said = []
    for each in wrong:
        match = re.fullmatch(r"(lower|upper): reference (-?\d\S*), found (-?\d\S*)", each)
        if match is None:
            return None
        value, ours = float(match[2]), float(match[3])
        if effect != "difference" and min(value, ours) <= 0:
            return None
        scaled = (value, ours) if effect == "difference" else (log(value), log(ours))
        if not abs(scaled[0] - scaled[1]) < _ROOT:
            return None
        z = score_test(*counts, effect=effect, null=value, corrected=given.get("adj") == 1).z
        said.append(f"{match[1]} {value:.6g} {z:.6f}")
    quantile = normal_quantile(1 - float(given.get("alpha", 0.05)) / 2)
    return f"the score statistic is not {quantile:.6f} at the limits: {', '.join(said)}"


@stands_for("gsDesign::varBinomial", parameters=("x", "n", "delta0", "ratio", "scale"))
def var_binomial(
    x: Any, n: Any, delta0: Any = 0, ratio: Any = 1, scale: str = "Difference"
) -> dict[str, Any]:
    effect = _effect(scale)

    def one(events: float, size: float, null: float, share: float) -> float:
        if null != 0:
            return _blinded_variance(events / size, size, exp(null), share, effect)
        return score_variance(
            events / size,
            size / (1 + share),
            size * share / (1 + share),
            effect=effect,
            null=0.0 if effect == "difference" else 1.0,
        )

    return {"variance": _each(one, x, n, delta0, ratio)}


def _blinded_variance(pooled: float, size: float, null: float, share: float, effect: str) -> float:
    """Variance of a logarithm where both groups together have a rate; null: second to first."""
    if effect == "difference":
        raise Unsupported("blinded variances under a difference, whose sign gsDesign turns")
    if effect == "ratio":
        first = pooled * (share + 1) / (share * null + 1)
        second = null * first
        spread = (1 - first) / first + (1 - second) / (share * second)
    else:
        a, c = null - 1, -pooled * (share + 1)
        b = 1 + share * null + a * c
        first = (sqrt(b * b - 4 * a * c) - b) / (2 * a)
        second = null * first / (1 + first * a)
        spread = 1 / (first * (1 - first)) + 1 / (share * second * (1 - second))
    return (share + 1) * spread / size
