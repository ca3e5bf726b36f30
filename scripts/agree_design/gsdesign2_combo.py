"""gsDesign2: MaxCombo over looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from scipy import optimize

from agree_design import gsdesign2
from agree_design.calls import Unsupported, as_list, number, stands_for
from agree_design.gsdesign2 import plan_of, times_of
from agree_design.gsdesign2_bounds import SPENDING, Bounds, bare, bound_rows
from agree_design.gsdesign2_fixed import fh_weights
from agree_design.gsdesign2_looks import looks_wlr
from agree_design.gsdesign_spending import spending_object
from agree_design.r_values import frame_of
from trialrun.design.nonproportional.combination import (
    MaxComboTest,
    combination,
    going_on,
)
from trialrun.design.nonproportional.plan import SurvivalPlan
from trialrun.design.nonproportional.sequential_maxcombo import (
    sequential_maxcombo,
    sized_maxcombo,
)
from trialrun.design.nonproportional.weights import Weight

ENROLL = {"stratum": ["All"], "duration": [12], "rate": [500 / 12]}
FAIL = {
    "stratum": ["All"] * 2,
    "duration": [4, 100],
    "fail_rate": [np.log(2) / 15] * 2,
    "hr": [1, 0.6],
    "dropout_rate": [0.001] * 2,
}
TESTS = {
    "rho": [0, 0, 0, 0, 0.5],
    "gamma": [0, 0, 0, 0.5, 0.5],
    "tau": [-1] * 5,
    "test": [1, 1, 1, 2, 3],
    "analysis": [1, 2, 3, 3, 3],
    "analysis_time": [12, 24, 36, 36, 36],
}


class _Trial:
    """A trial with its statistics, and the times its spending functions see."""

    def __init__(self, enroll_rate: Any, fail_rate: Any, fh_test: Any, ratio: float) -> None:
        _, self.plan = plan_of(enroll_rate, fail_rate, ratio)
        tests = frame_of(fh_test)
        if "analysis_time" not in tests:
            raise Unsupported("fh_test without analysis_time")
        weights = fh_weights(tests["rho"], tests["gamma"], tests.get("tau"))
        looks = sorted({int(each) for each in tests["analysis"]})
        self.months, given = [], []
        for look in looks:
            own = [i for i, each in enumerate(tests["analysis"]) if int(each) == look]
            self.months.append(float(tests["analysis_time"][own[0]]))
            given.append([weights[i] for i in own])
        found = combination(self.plan, self.months, given)
        share = np.array([self.plan.subjects(month) for month in self.months]) / self.plan.total
        self.combination = replace(found, means=found.means * share[found.look])
        informed = [looks_wlr(self.plan, self.months, weight) for weight in dict.fromkeys(weights)]
        shares = [np.asarray(each["info0"]) / max(each["info0"]) for each in informed]
        self.times = np.min(shares, axis=0).tolist()
        self.ahr = informed[0]["ahr"]

    def result(self, found: MaxComboTest, *, null: MaxComboTest) -> dict[str, Any]:
        """Outputs by look and by bound."""
        trial = found.combination
        looks = Bounds(found.efficacy, found.futility, found.power, found.futility_power)
        free = Bounds(null.efficacy, null.futility, null.type_one, null.futility_null)
        rows = bound_rows(looks, free)
        return {
            "time": trial.month.tolist(),
            "n": trial.subjects.tolist(),
            "event": trial.events.tolist(),
            "event_frac": (trial.events / trial.events[-1]).tolist(),
            "ahr": self.ahr,
            **{name: [row[name] for row in rows] for name in rows[0]},
        }


def _side(name: str, given: Any, times: list[float], *, upper: bool) -> Any:
    """Bounds of one side, or the function that spends them with its total."""
    none = np.inf if upper else -np.inf
    if name == "gs_b":
        values = [number(each, missing=none) for each in as_list(given)]
        if len(values) < len(times):
            raise Unsupported(f"{len(values)} bounds for {len(times)} looks")
        return values[: len(times)], None
    if name not in SPENDING:
        raise Unsupported(f"bound function {name}")
    if not isinstance(given, Mapping) or given.get("total_spend") is None:
        raise Unsupported(f"{name} without total_spend")
    function = spending_object(given.get("sf", "gsDesign::sfLDOF"), given.get("param"))
    timing = given.get("timing")
    seen = times if timing is None else [float(each) for each in as_list(timing)]
    return lambda error, _: np.asarray(function(error, seen), float), float(given["total_spend"])


def _arguments(
    trial: _Trial, upper: Any, upar: Any, lower: Any, lpar: Any, binding: bool
) -> tuple[dict[str, Any], float]:
    """What trialrun's functions of MaxCombo take, and the total that the lower bounds spend."""
    high, alpha = _side(bare(upper, "gs_b"), upar, trial.times, upper=True)
    low, beta = _side(bare(lower, "gs_b"), lpar, trial.times, upper=False)
    return {
        "efficacy": high,
        "alpha": 0.025 if alpha is None else alpha,
        "futility": low,
        "binding": bool(binding),
        "spending_time": trial.times,
    }, 0.1 if beta is None else beta


def _uncapped(found: MaxComboTest, given: dict[str, Any], beta: float) -> MaxComboTest:
    """The last lower bound spends what is left even where it then lies above the upper one."""
    if not callable(given["futility"]):
        return found
    trial, last = found.combination, len(found.efficacy) - 1
    spent = np.diff(given["futility"](beta, None), prepend=0.0)[last]

    def missing(limit: float) -> float:
        return going_on(trial, trial.means, found.efficacy, found.futility, last, limit) - spent

    if spent <= 0 or missing(20.0) < 0:
        return found
    low, below = found.futility.copy(), found.futility_power.copy()
    low[last] = optimize.brentq(missing, -20.0, 20.0)
    below[last] = (below[last - 1] if last else 0.0) + spent
    return replace(found, futility=low, futility_power=below)


@stands_for(
    "gsDesign2::gs_power_combo",
    parameters=(
        "enroll_rate", "fail_rate", "fh_test", "ratio", "binding", "upper", "upar", "lower",
        "lpar", "algorithm",
    ),
)  # fmt: skip
def gs_power_combo(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    fh_test: Any = TESTS,
    ratio: float = 1,
    binding: bool = False,
    upper: Any = "gs_b",
    upar: Any = (3, 2, 1),
    lower: Any = "gs_b",
    lpar: Any = (-1, 0, 1),
    algorithm: Any = None,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Power of MaxCombo; under no effect it lets no trial end below."""
    trial = _Trial(enroll_rate, fail_rate, fh_test, ratio)
    given, beta = _arguments(trial, upper, upar, lower, lpar, binding)
    found = sequential_maxcombo(trial.combination, **given, beta=beta)
    free = sequential_maxcombo(found.combination, found.efficacy.tolist())
    null = replace(free, futility_null=np.zeros(len(free.futility)))
    return trial.result(_uncapped(found, given, beta), null=null)


@stands_for(
    "gsDesign2::gs_design_combo",
    parameters=(
        "enroll_rate", "fail_rate", "fh_test", "ratio", "alpha", "beta", "binding", "upper",
        "upar", "lower", "lpar", "algorithm", "n_upper_bound",
    ),
)  # fmt: skip
def gs_design_combo(
    enroll_rate: Any = ENROLL,
    fail_rate: Any = FAIL,
    fh_test: Any = TESTS,
    ratio: float = 1,
    alpha: float = 0.025,  # noqa: ARG001 - R has it
    beta: float = 0.2,
    binding: bool = False,
    upper: Any = "gs_b",
    upar: Any = (3, 2, 1),
    lower: Any = "gs_b",
    lpar: Any = (-1, 0, 1),
    algorithm: Any = None,  # noqa: ARG001 - R has it
    n_upper_bound: float = 1000,  # noqa: ARG001 - R has it
) -> dict[str, Any]:
    """Size by MaxCombo."""
    trial = _Trial(enroll_rate, fail_rate, fh_test, ratio)
    given, total = _arguments(trial, upper, upar, lower, lpar, binding)
    if callable(given["futility"]):
        spend = given["futility"]
        given["futility"] = lambda _, times: spend(total, times)
    found = sized_maxcombo(trial.combination, **given, power=1 - beta)
    return trial.result(found, null=found)


@stands_for(
    "gsDesign2::gs_info_combo",
    parameters=(
        "enroll_rate", "fail_rate", "ratio", "event", "analysis_time", "rho", "gamma", "tau",
        "approx",
    ),
)  # fmt: skip
def gs_info_combo(
    rho: Any,
    gamma: Any,
    enroll_rate: Any = None,
    fail_rate: Any = None,
    ratio: float = 1,
    event: Any = None,
    analysis_time: Any = None,
    tau: Any = None,
    approx: str = "asymptotic",
) -> dict[str, Any]:
    """Effect and information of several weighted logrank tests."""
    if approx != "asymptotic":
        raise Unsupported(f"approx {approx}")
    plan: SurvivalPlan
    _, plan = plan_of(
        gsdesign2.ENROLL if enroll_rate is None else enroll_rate,
        gsdesign2.FAIL if fail_rate is None else fail_rate,
        ratio,
    )
    months = times_of(plan, event, analysis_time)
    result: dict[str, Any] = {"test": [], "analysis": []}
    weights: list[Weight] = fh_weights(rho, gamma, tau)
    for number_of, weight in enumerate(weights, start=1):
        found = looks_wlr(plan, months, weight)
        result["test"] += [number_of] * len(months)
        result["analysis"] += list(range(1, len(months) + 1))
        for name, values in found.items():
            result.setdefault(name, []).extend(values)
    return result
