"""mvtnorm: multivariate normal and t probabilities and quantiles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import stats

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.inaccurate import declares
from trialrun.design.arms.normal import (
    probability_normal,
    probability_t,
    quantile_normal,
    quantile_t,
)

_TAILS = {"lower.tail": "lower", "upper.tail": "upper", "both.tails": "both"}
_KINDS = {"Kshirsagar": "kshirsagar", "shifted": "shifted"}
_PTOL = 1e-3
"""The tolerance of a probability within which mvtnorm ends its search for a quantile."""


@stands_for(
    "mvtnorm::GenzBretz",
    "mvtnorm::Miwa",
    "mvtnorm::TVPACK",
    parameters=("maxpts", "abseps", "releps", "steps", "checkCorr", "maxval"),
)
def algorithm(**_: Any) -> dict[str, Any]:
    """Say how to integrate: ours needs no saying."""
    return {}


@stands_for(
    "mvtnorm::qmvnorm",
    parameters=("p", "interval", "tail", "mean", "corr", "sigma", "algorithm"),
)
def qmvnorm(
    p: float,
    tail: Any = "lower.tail",
    mean: Any = 0.0,
    corr: Any = None,
    sigma: Any = None,
    **_: Any,
) -> dict[str, Any]:
    """Find an equicoordinate quantile of a normal vector."""
    matrix = np.asarray(_matrix(corr, sigma, np.size(mean)))
    _central(tail, mean, matrix)
    if len(matrix) == 1 and sigma is not None:
        matrix = matrix**2  # with one coordinate sigma is taken for the standard deviation
    found = quantile_normal(float(p), matrix, tail=_choice(tail, _TAILS), mean=_numbers(mean))
    return _quantile(found, float(p), tail, matrix)


@stands_for(
    "mvtnorm::qmvt",
    parameters=("p", "interval", "tail", "df", "delta", "corr", "sigma", "algorithm", "type"),
)
def qmvt(
    p: float,
    tail: Any = "lower.tail",
    df: float | None = 1,
    delta: Any = 0.0,
    corr: Any = None,
    sigma: Any = None,
    type: Any = "Kshirsagar",  # noqa: A002 - the argument's name
    **_: Any,
) -> dict[str, Any]:
    """Find an equicoordinate quantile of a t vector."""
    matrix, kind = _matrix(corr, sigma, np.size(delta)), _choice(type, _KINDS)
    _central(tail, delta, matrix)
    if len(matrix) == 1 and sigma is not None and float(matrix[0, 0]) != 1:
        raise Unsupported("one coordinate with a sigma that is not 1")
    found = quantile_t(
        float(p),
        matrix,
        _freedom(df),
        tail=_choice(tail, _TAILS),
        noncentrality=_shift(delta, matrix, kind),
        kind=kind,
    )
    return _quantile(found, float(p), tail, matrix)


@stands_for("mvtnorm::pmvnorm", parameters=("lower", "upper", "mean", "corr", "sigma", "algorithm"))
def pmvnorm(
    lower: Any = -np.inf,
    upper: Any = np.inf,
    mean: Any = 0.0,
    corr: Any = None,
    sigma: Any = None,
    **_: Any,
) -> dict[str, Any]:
    """Integrate a normal density over a rectangle."""
    n = max(np.size(_one(each)) for each in (lower, upper, mean))
    low, high = _numbers(lower, missing=-np.inf), _numbers(upper, missing=np.inf)
    matrix = _matrix(corr, sigma, n)
    return _probability(probability_normal(low, high, matrix, mean=_numbers(mean)))


@stands_for(
    "mvtnorm::pmvt",
    parameters=("lower", "upper", "delta", "df", "corr", "sigma", "algorithm", "type"),
)
def pmvt(
    lower: Any = -np.inf,
    upper: Any = np.inf,
    delta: Any = 0.0,
    df: float | None = 1,
    corr: Any = None,
    sigma: Any = None,
    type: Any = "Kshirsagar",  # noqa: A002 - the argument's name
    **_: Any,
) -> dict[str, Any]:
    """Integrate a t density over a rectangle."""
    n = max(np.size(_one(each)) for each in (lower, upper, delta))
    matrix, kind = _matrix(corr, sigma, n), _choice(type, _KINDS)
    found = probability_t(
        _numbers(lower, missing=-np.inf),
        _numbers(upper, missing=np.inf),
        matrix,
        _freedom(df),
        noncentrality=_shift(delta, matrix, kind),
        kind=kind,
    )
    return _probability(found)


@stands_for("mvtnorm::dmvnorm", parameters=("x", "mean", "sigma", "log", "checkSymmetry"))
def dmvnorm(x: Any, mean: Any = None, sigma: Any = None, log: bool = False, **_: Any) -> Any:
    """Give the density of a normal vector, by SciPy."""
    points = _points(x)
    shape = np.eye(points.shape[1]) if sigma is None else _matrix(None, sigma, 0)
    centre = np.zeros(points.shape[1]) if mean is None else _numbers(mean)
    values = stats.multivariate_normal(centre, shape).logpdf(points)
    return _density(values, log=log)


@stands_for("mvtnorm::dmvt", parameters=("x", "delta", "sigma", "df", "log", "type"))
def dmvt(
    x: Any, delta: Any = None, sigma: Any = None, df: Any = 1, log: bool = True, **rest: Any
) -> Any:
    """Give the density of a shifted t vector, by SciPy."""
    if rest.get("type", "shifted") != "shifted":
        raise Unsupported("the density of a t vector that is not shifted")
    points = _points(x)
    shape = np.eye(points.shape[1]) if sigma is None else _matrix(None, sigma, 0)
    centre = np.zeros(points.shape[1]) if delta is None else _numbers(delta)
    values = stats.multivariate_t(centre, shape, df=_freedom(df)).logpdf(points)
    return _density(values, log=log)


@declares
def search_ends_early(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """Quantiles of mvtnorm are those of a search that stops within ptol of the probability."""
    if str(inputs.get("fn", "")).rsplit("::", 1)[-1] not in {"qmvnorm", "qmvt"}:
        return None
    for each in wrong:
        told = re.search(r"reference (\S+), found (\S+)$", each)
        if told is None or not _near(inputs["args"], float(told[1]), float(told[2])):
            return None
    return (
        "mvtnorm ends its search for a quantile within ptol = 0.001 of the probability; at the "
        "reference the probability is not that asked for, by two independent integrations"
    )


def _near(arguments: Mapping[str, Any], reference: float, found: float) -> bool:
    """Say if the probability at `found` is that asked for, and at `reference` only nearly."""
    from agree_design.calls import evaluate

    given = {key: evaluate(value) for key, value in arguments.items()}
    reached = {}
    for at in (reference, found):
        tail = _choice(given.get("tail", "lower.tail"), _TAILS)
        low = {"lower": -np.inf, "upper": at, "both": -at}[tail]
        high = np.inf if tail == "upper" else at
        reached[at] = _by_coordinates(given, low, high)
    p = float(given["p"])
    ours, theirs = abs(reached[found] - p), abs(reached[reference] - p)
    return ours < 1e-5 and max(20 * ours, 1e-7) < theirs < _PTOL


def _by_coordinates(given: Mapping[str, Any], low: float, high: float) -> float:
    """Integrate along the Cholesky factor: not the way in which the quantile was found."""
    from trialrun.design.arms.normal import scale_nodes
    from trialrun.design.arms.rectangle import by_coordinates

    shift = _numbers(given.get("mean", given.get("delta", 0.0)))
    matrix = np.asarray(_matrix(given.get("corr"), given.get("sigma"), np.size(shift)))
    sd = np.sqrt(np.diag(matrix))
    ones = np.ones(len(matrix))
    freedom = _freedom(given["df"]) if "df" in given else np.inf
    scales, mass = ([1.0], [1.0]) if np.isinf(freedom) else scale_nodes(freedom)
    fixed = "df" not in given or given.get("type", "Kshirsagar") == "Kshirsagar"
    total = 0.0
    for scale, weight in zip(scales, mass, strict=True):
        centre = shift / sd if fixed else scale * shift / sd
        ends = (scale * each * ones / sd - centre for each in (low, high))
        total += weight * by_coordinates(*ends, matrix / np.outer(sd, sd))
    return float(total)


def _points(x: Any) -> Any:
    """Return rows of points; a vector is one point."""
    found = np.asarray(x, dtype=float)
    return found if found.ndim == 2 else found.reshape(1, -1)


def _density(values: Any, *, log: bool) -> dict[str, Any]:
    found = np.atleast_1d(values if log else np.exp(values)).tolist()
    return dict.fromkeys(("density", "value", "d"), found)


def _one(value: Any) -> Any:
    return as_list(value) if isinstance(value, list | tuple) else value


def _numbers(value: Any, *, missing: float = np.nan) -> Any:
    """Return a vector of numbers; null and the names of infinity as what they mean."""
    names = {"Inf": np.inf, "-Inf": -np.inf, None: missing}
    found = [names[v] if v is None or v in names else float(v) for v in as_list(value)]
    return np.array(found)


def _matrix(corr: Any, sigma: Any, n: int) -> Any:
    if corr is not None and sigma is not None:
        raise Unsupported("both corr and sigma")
    given = sigma if corr is None else corr
    return np.eye(int(n)) if given is None else np.atleast_2d(np.asarray(given, dtype=float))


def _shift(delta: Any, matrix: Any, kind: str) -> Any:
    """Return the noncentrality of standardized coordinates."""
    scaled = kind == "kshirsagar" and len(matrix) > 1
    return _numbers(delta) / np.sqrt(np.diag(matrix)) if scaled else _numbers(delta)


def _freedom(df: Any) -> float:
    """Return degrees of freedom: 0 and infinity both mean a known standard deviation."""
    return np.inf if df in (None, 0, "Inf") or np.isinf(float(df)) else float(df)


def _choice(value: Any, names: Mapping[str, str]) -> Any:
    """Return what one of R's choices, or the beginning of its name, stands for."""
    first = as_list(value)[0]
    match = [ours for theirs, ours in names.items() if theirs.startswith(str(first))]
    if len(match) != 1:
        raise Unsupported(f"{first!r}, must be one of {', '.join(names)}")
    return match[0]


def _central(tail: Any, shift: Any, matrix: Any) -> None:
    """Refuse what mvtnorm takes for an upper quantile, and is none of both tails."""
    if len(matrix) == 1 and _choice(tail, _TAILS) == "both" and np.any(_numbers(shift) != 0):
        raise Unsupported("both tails of one coordinate that is not centred")


def _quantile(found: float, p: float, tail: Any, matrix: Any) -> dict[str, Any]:
    """Return a quantile with what is left at it: of one coordinate R has the probability there."""
    left = 0.0
    if len(matrix) == 1:
        left = (1 + p) / 2 if _choice(tail, _TAILS) == "both" else p
    return {"quantile": found, "crit": found, "f.quantile": left, "f_quantile": left}


def _probability(found: float) -> dict[str, Any]:
    names = ("value", "prob", "probability", "p")
    return dict.fromkeys(names, found)
