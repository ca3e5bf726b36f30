"""Tests and models of survival data: R's survival."""

from __future__ import annotations

from math import exp
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, stands_for
from agree_design.survival_formula import (
    Formula,
    Offset,
    chosen,
    codes_of,
    frame,
    model_columns,
    response_of,
    values,
)
from trialrun.statistics.cox import fit_cox
from trialrun.statistics.distributions import chi_square_tail
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
    test = weighted_logrank_groups(
        time, event, groups, strata=strata, weight=_g_rho(rho)
    )
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
            else {"strata": [sum(s == each for s in strata) for each in test.strata]}
        ),
    }


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
    init: Any = None,  # noqa: ARG001 - the maximum is one
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
    own = data_of(data, subset)
    time, event = response_of(formula, own)
    if any(isinstance(each, Offset) for each in formula.covariates):
        raise Unsupported("an offset in a Cox model")
    x, names = model_columns(formula, own)
    if not names:
        raise Unsupported("a Cox model without covariates")
    if np.linalg.matrix_rank(x - x.mean(axis=0)) < x.shape[1]:
        raise Unsupported("covariates that depend on each other, or are the same for all")
    strata = codes_of(formula.strata, own)
    chosen_ties = method or ties
    if chosen_ties not in {"efron", "breslow", "exact"}:
        raise Unsupported(f"ties {chosen_ties}")
    model = fit_cox(time, event, x, strata=strata, ties=chosen_ties)  # type: ignore[arg-type]
    beta = [term.coefficient for term in model.terms]
    error = [term.standard_error for term in model.terms]
    return {
        "beta": beta,
        "coefficients": beta,
        "coef": beta,
        "se": error,
        "var": model.covariance,
        "loglik": [model.log_likelihood_null, model.log_likelihood],
        "score": model.score,
        "sctest": model.score,
        "wald.test": model.wald,
        "wald": model.wald,
        "lrt": model.likelihood_ratio,
        "logtest": model.likelihood_ratio,
        "hr": [exp(each) for each in beta],
        "z": [term.z for term in model.terms],
        "p": [term.p for term in model.terms],
        "lower": [term.lower for term in model.terms],
        "upper": [term.upper for term in model.terms],
        "means": None if strata else x.mean(axis=0),
        "n": model.n,
        "nevent": model.events,
        "method": chosen_ties,
        "_cox": (model, names),
    }


def summary_of_cox(fit: dict[str, Any], conf_int: float = 0.95) -> dict[str, Any]:
    """Return what R's summary of a Cox model holds."""
    from trialrun.statistics.distributions import normal_quantile

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
    rows = [(t.coefficient, t.standard_error, t.z, t.p) for t in model.terms]
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
