"""Tests and models of survival data: R's survival."""

from __future__ import annotations

from math import exp
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, stands_for
from agree_design.survival_formula import (
    Factor,
    Formula,
    Offset,
    Product,
    Strata,
    chosen,
    codes_of,
    frame,
    labels_of,
    model_columns,
    response_of,
    values,
    with_all,
)
from trialrun.errors import AnalysisError
from trialrun.statistics.cox import fit_cox
from trialrun.statistics.distributions import chi_square_tail, normal_quantile
from trialrun.statistics.event_weights import FlemingHarrington, Weight
from trialrun.statistics.one_sample_logrank import one_sample_logrank
from trialrun.statistics.weighted_logrank import weighted_logrank_groups


def not_honoured(**arguments: Any) -> None:
    """Refuse arguments that are given and not honoured."""
    given = [name for name, value in arguments.items() if value is not None]
    if given:
        raise Unsupported(f"arguments {', '.join(given)}")


def data_of(data: Any, subset: Any) -> Any:
    """Return the data set of a call, with the rows that it asks for."""
    if data is None:
        return None
    found = frame(data)
    return found if subset is None else chosen(found, subset)


def _g_rho(rho: float) -> Weight:
    """Return S(t-)^rho, which R takes for a rho below 0 as well."""
    if rho >= 0:
        return FlemingHarrington(float(rho))
    return lambda table: np.asarray(table.survival_before ** float(rho))


@stands_for("lr", parameters=("data", "strat", "rho"))
def lr(data: Any, strat: bool = False, rho: float = 0.0) -> dict[str, Any]:
    own = frame(data)
    test = weighted_logrank_groups(
        own["tte"].to_numpy(),
        own["event"].to_numpy(),
        own["treatment"].to_list(),
        strata=own["stratum"].to_list() if strat else None,
        weight=_g_rho(rho),
    )
    observed, expected = (np.sum(each, axis=0) for each in (test.observed, test.expected))
    variance = test.covariance[1][1]
    return {
        "chisq": test.statistic,
        "z": (observed[1] - expected[1]) / variance**0.5,
        "obs": observed,
        "exp": expected,
        "var": variance,
        "p": test.p,
        "pvalue": test.p,
    }


@stands_for("survival::survdiff", parameters=("formula", "data", "subset", "na_action", "rho"))
def survdiff(
    formula: Formula,
    data: Any = None,
    subset: Any = None,
    na_action: Any = None,
    rho: float = 0.0,
    timefix: bool = True,  # noqa: ARG001 - times that differ by rounding are no one's data here
) -> dict[str, Any]:
    not_honoured(na_action=na_action)
    own = data_of(data, subset)
    time, event = response_of(formula, own)
    if any(isinstance(each, Offset) for each in formula.covariates):
        return _against_reference(formula, own, time, event, rho)
    groups = codes_of(formula.covariates, own) or [0] * len(time)
    strata = codes_of(formula.strata, own)
    every = None if strata is None else labels_of(formula.strata, data_of(data, None))[0]
    try:
        test = weighted_logrank_groups(time, event, groups, strata=strata, weight=_g_rho(rho))
    except AnalysisError as error:
        raise Unsupported(str(error)) from None
    one = len(test.strata) == 1
    counts = [sum(each == group for each in groups) for group in test.groups]
    return {
        "n": counts,
        "obs": test.observed[0] if one else np.transpose(test.observed).tolist(),
        "exp": test.expected[0] if one else np.transpose(test.expected).tolist(),
        "var": test.covariance,
        "chisq": test.statistic,
        "pvalue": test.p,
        "p": test.p,
        "df": test.df,
        **(
            {}
            if strata is None
            else {"strata": _counts(labels_of(formula.strata, own)[0], every or [])}
        ),
    }


def _counts(found: list[Any], every: list[Any]) -> list[int]:
    """Return how many are in each stratum of the data set, also in those of which none is left."""
    return [sum(each == one for each in found) for one in sorted(set(every))]


def _against_reference(
    formula: Formula, data: Any, time: np.ndarray, event: np.ndarray, rho: float
) -> dict[str, Any]:
    """Return a test of one group against the survival that its offset gives."""
    if len(formula.terms) > 1 or rho != 0:
        raise Unsupported("a one-sample test with groups or weights")
    expected = -np.log(values(formula.covariates[0], data))
    test = one_sample_logrank(event, expected)
    return {
        "n": len(time),
        "obs": test.observed,
        "exp": test.expected,
        "var": test.expected,
        "chisq": test.z**2,
        "pvalue": test.p,
        "p": test.p,
    }


@stands_for("survival::coxph.control")
def coxph_control(**settings: Any) -> SimpleNamespace:
    return SimpleNamespace(**settings)


@stands_for(
    "survival::coxph",
    parameters=("formula", "data", "weights", "subset", "na_action", "init", "control", "ties"),
)
def coxph(
    formula: Formula,
    data: Any = None,
    weights: Any = None,
    subset: Any = None,
    na_action: Any = None,
    init: Any = None,
    control: Any = None,  # noqa: ARG001 - it is found to full precision
    ties: str = "efron",
    method: str | None = None,
    robust: Any = None,
    cluster: Any = None,
    id: Any = None,  # noqa: A002 - R's name
    **others: Any,
) -> dict[str, Any]:
    ignored = {"x", "y", "model", "singular_ok", "nocenter"}
    if unknown := set(others) - ignored:
        raise Unsupported(f"arguments {', '.join(sorted(unknown))} of coxph")
    not_honoured(
        weights=weights, na_action=na_action, cluster=cluster, id=id, robust=robust or None
    )
    if init is not None and np.any(np.asarray(init, dtype=float) != 0):
        raise Unsupported("tests against coefficients that are not 0")
    own = data_of(data, subset)
    time, event = response_of(formula, own)
    if any(isinstance(each, Offset) for each in formula.covariates):
        raise Unsupported("an offset in a Cox model")
    if subset is not None and any(_with_levels(each) for each in formula.covariates):
        raise Unsupported("factors of a part of the data, which keep levels that it does not have")
    x, names = model_columns(with_all(formula, own), own)
    if not names:
        raise Unsupported("a Cox model without covariates")
    strata = codes_of(formula.strata, own)
    kept = _independent(x, strata)
    if not kept:
        raise Unsupported("covariates that are the same for all")
    chosen_ties = method or ties
    if chosen_ties not in {"efron", "breslow", "exact"}:
        raise Unsupported(f"ties {chosen_ties}")
    try:
        model = fit_cox(time, event, x[:, kept], strata=strata, ties=chosen_ties)  # type: ignore[arg-type]
    except AnalysisError as error:
        raise Unsupported(str(error)) from None

    def of_all(values: Any, other: float = np.nan) -> list[float]:
        """Return values of all covariates: another for those that others make up."""
        found = np.full(len(names), other)
        found[kept] = list(values)
        return [float(each) for each in found]

    beta = of_all(term.coefficient for term in model.terms)
    error = of_all((term.standard_error for term in model.terms), 0.0)
    covariance = np.zeros((len(names), len(names)))
    covariance[np.ix_(kept, kept)] = model.covariance
    return {
        "beta": beta,
        "coefficients": beta,
        "coef": beta,
        "se": error,
        "var": covariance,
        "loglik": [model.log_likelihood_null, model.log_likelihood],
        "score": model.score,
        "sctest": model.score,
        "wald.test": model.wald,
        "wald": model.wald,
        "lrt": model.likelihood_ratio,
        "logtest": model.likelihood_ratio,
        "hr": [exp(each) for each in beta],
        "z": of_all(term.z for term in model.terms),
        "p": of_all(term.p for term in model.terms),
        "lower": of_all(term.lower for term in model.terms),
        "upper": of_all(term.upper for term in model.terms),
        "means": None if strata else x.mean(axis=0),
        "n": model.n,
        "nevent": model.events,
        "method": chosen_ties,
        "_cox": (model, names),
    }


def _with_levels(term: Any) -> bool:
    """Say if a term is a factor, or a product with one or with strata."""
    parts = term.parts if isinstance(term, Product) else (term,)
    return any(isinstance(each, (Factor, Strata)) for each in parts)


def _independent(x: np.ndarray, strata: list[int] | None) -> list[int]:
    """Return the covariates that those before them, and the strata, do not make up."""
    labels = np.zeros(len(x)) if strata is None else np.asarray(strata)
    centred = x.astype(float)
    for each in np.unique(labels):
        centred[labels == each] -= centred[labels == each].mean(axis=0)
    scale = np.linalg.norm(centred, axis=0)
    kept: list[int] = []
    for at in np.flatnonzero(scale > 1e-9):
        if np.linalg.matrix_rank(centred[:, [*kept, at]] / scale[[*kept, at]], tol=1e-7) > len(
            kept
        ):
            kept.append(int(at))
    return kept


def _cox(object: Any, what: str) -> Any:  # noqa: A002 - R's name
    if not (isinstance(object, dict) and "_cox" in object):
        raise Unsupported(f"{what} of other than coxph")
    return object["_cox"][0]


@stands_for("coef", "stats::coef", parameters=("object",))
def coef(object: Any) -> Any:  # noqa: A002 - R's name
    if isinstance(object, dict) and "_cox" not in object and "coefficients" in object:
        return object["coefficients"]
    _cox(object, "coefficients")
    return object["beta"]


@stands_for("vcov", "stats::vcov", parameters=("object",))
def vcov(object: Any) -> Any:  # noqa: A002 - R's name
    _cox(object, "the covariance")
    return object["var"]


@stands_for("logLik", "stats::logLik", parameters=("object",))
def log_likelihood(object: Any) -> float:  # noqa: A002 - R's name
    return float(_cox(object, "the log likelihood").log_likelihood)


@stands_for("confint", "stats::confint", parameters=("object", "parm", "level"))
def confint(object: Any, parm: Any = None, level: float = 0.95) -> Any:  # noqa: A002 - R's name
    _cox(object, "confidence limits")
    not_honoured(parm=parm)
    reach = normal_quantile((1 + level) / 2)
    pairs = zip(object["beta"], object["se"], strict=True)
    return [[b - reach * s, b + reach * s] for b, s in pairs]


def summary_of_cox(fit: dict[str, Any], conf_int: float = 0.95) -> dict[str, Any]:
    """Return what R's summary of a Cox model holds."""
    model, _ = fit["_cox"]
    reach = normal_quantile((1 + conf_int) / 2)
    df = model.df
    tests = {
        name: [value, df, chi_square_tail(value, df)]
        for name, value in (
            ("logtest", model.likelihood_ratio),
            ("sctest", model.score),
            ("waldtest", model.wald),
        )
    }
    rows = list(zip(*(fit[each] for each in ("beta", "se", "z", "p")), strict=True))
    gained = 1 - exp(-model.likelihood_ratio / model.n)
    return {
        "n": model.n,
        "nevent": model.events,
        "loglik": fit["loglik"],
        "coefficients": [[b, exp(b), s, z, p] for b, s, z, p in rows],
        "conf.int": [
            [exp(b), exp(-b), exp(b - reach * s), exp(b + reach * s)] for b, s, _, _ in rows
        ],
        **tests,
        "waldtest": [round(model.wald, 2), *tests["waldtest"][1:]],  # as R rounds it
        "rsq": [gained, 1 - exp(2 * model.log_likelihood_null / model.n)],
    }
