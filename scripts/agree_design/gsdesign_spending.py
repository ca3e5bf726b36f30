"""gsDesign: spending functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, number, stands_for
from trialrun.design import spend_hwang_shih_decani, spend_kim_demets, spend_pocock
from trialrun.design.bounds.families import spend_beta, spend_distribution, spend_t
from trialrun.design.bounds.shapes import (
    spend_exponential,
    spend_gapped,
    spend_obrien_fleming_rho,
    spend_points,
    spend_steps,
    spend_trimmed,
    spend_truncated,
    spend_xi_gallo,
)

Spend = Callable[[float, Any, Any], Any]


@dataclass(frozen=True)
class SpendingObject:
    """A spending function of gsDesign with its parameter."""

    name: str
    parameter: Any

    def __call__(self, alpha: float, t: Any) -> np.ndarray:
        """Error spent up to each fraction."""
        return spent(self.name, alpha, t, self.parameter)


def _distribution(name: str) -> Spend:
    def spend(alpha: float, t: Any, parameter: Any) -> Any:
        given = [float(each) for each in as_list(parameter)]
        if len(given) == 2:
            return spend_distribution(alpha, t, name, location=given[0], scale=given[1])
        return spend_distribution(alpha, t, name, points=given)

    return spend


def _beta(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    if len(given) == 2:
        return spend_beta(alpha, t, a=given[0], b=given[1])
    return spend_beta(alpha, t, points=given)


def _t(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    if len(given) == 3:
        return spend_t(alpha, t, location=given[0], scale=given[1], degrees=given[2])
    if len(given) == 5:
        return spend_t(alpha, t, points=given[:4], degrees=given[4])
    return spend_t(alpha, t, points=given)


def _obrien_fleming(alpha: float, t: Any, parameter: Any) -> Any:
    given = as_list(parameter) if parameter is not None else []
    rho = float(given[0]) if given and isinstance(given[0], int | float) else 1.0
    if not 0.005 <= rho <= 20:
        rho = 1.0
    return spend_obrien_fleming_rho(alpha, t, rho)


def _pieces(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    half = len(given) // 2
    return spend_points(alpha, t, given[half:], times=given[:half])


def _steps(alpha: float, t: Any, parameter: Any) -> Any:
    given = [float(each) for each in as_list(parameter)]
    half = len(given) // 2
    return spend_steps(alpha, t, given[:half], given[half:])


def _cut(function: Callable[..., Any]) -> Spend:
    def spend(alpha: float, t: Any, parameter: Any) -> Any:
        if not isinstance(parameter, Mapping):
            raise Unsupported("a parameter that is no list of sf, trange and param")
        inner = spending_object(parameter["sf"], parameter.get("param"))
        start, end = (float(each) for each in parameter["trange"])
        return function(alpha, t, inner, start=start, end=end)

    return spend


def _plain(function: Callable[..., Any]) -> Spend:
    return lambda alpha, t, parameter: function(
        alpha, t, *[float(each) for each in as_list(parameter)][:1]
    )


FUNCTIONS: dict[str, Spend] = {
    "sfLDOF": _obrien_fleming,
    "sfLDPocock": lambda alpha, t, _: _from_zero(spend_pocock, alpha, t),
    "sfHSD": lambda alpha, t, p: _from_zero(
        spend_hwang_shih_decani, alpha, t, float(as_list(p)[0])
    ),
    "sfPower": lambda alpha, t, p: _from_zero(spend_kim_demets, alpha, t, float(as_list(p)[0])),
    "sfExponential": _plain(spend_exponential),
    "sfLogistic": _distribution("logistic"),
    "sfNormal": _distribution("normal"),
    "sfCauchy": _distribution("cauchy"),
    "sfExtremeValue": _distribution("extreme value"),
    "sfExtremeValue2": _distribution("extreme value 2"),
    "sfBetaDist": _beta,
    "sfTDist": _t,
    "sfXG1": lambda alpha, t, p: spend_xi_gallo(alpha, t, float(as_list(p)[0]), 1),
    "sfXG2": lambda alpha, t, p: spend_xi_gallo(alpha, t, float(as_list(p)[0]), 2),
    "sfXG3": lambda alpha, t, p: spend_xi_gallo(alpha, t, float(as_list(p)[0]), 3),
    "sfPoints": lambda alpha, t, p: spend_points(alpha, t, [float(e) for e in as_list(p)]),
    "sfLinear": _pieces,
    "sfStep": _steps,
    "sfTruncated": _cut(spend_truncated),
    "sfTrimmed": _cut(spend_trimmed),
    "sfGapped": _cut(spend_gapped),
    "spendingFunction": lambda alpha, t, _: alpha * np.minimum(np.asarray(t, dtype=float), 1.0),
}


def _from_zero(function: Callable[..., Any], alpha: float, t: Any, *more: float) -> Any:
    """A function that asks for fractions above 0 and alpha below 1, at any of them."""
    fractions = np.atleast_1d(np.asarray(t, dtype=float))
    found = np.zeros(fractions.shape)
    inside = fractions > 0
    scale = 2.0 if alpha == 1 else 1.0
    if inside.any():
        found[inside] = scale * np.asarray(function(alpha / scale, fractions[inside], *more))
    return found


def spent(name: str, alpha: float, t: Any, parameter: Any) -> np.ndarray:
    """Error spent by a function of gsDesign, by its name."""
    found = FUNCTIONS.get(name.rsplit("::", 1)[-1])
    if found is None:
        raise Unsupported(f"spending function {name}")
    times = np.asarray([number(each) for each in as_list(t)], dtype=float)
    return np.asarray(found(alpha, times, parameter), dtype=float)


def spending_object(function: Any, parameter: Any) -> SpendingObject:
    """A spending function of gsDesign as its calls name it."""
    if isinstance(function, SpendingObject):
        return function
    if isinstance(function, Mapping) and "_spend" in function:
        return function["_spend"]
    if not isinstance(function, str):
        raise Unsupported(f"spending function {function!r}")
    return SpendingObject(function.rsplit("::", 1)[-1], parameter)


def _register(name: str) -> None:
    @stands_for(f"gsDesign::{name}", parameters=("alpha", "t", "param"))
    def adapter(alpha: float, t: Any, param: Any = None) -> dict[str, Any]:
        found = spent(name, alpha, t, param)
        return {
            "spend": found.tolist(),
            "param": param,
            "_spend": SpendingObject(name, param),
        }


for _name in FUNCTIONS:
    _register(_name)
