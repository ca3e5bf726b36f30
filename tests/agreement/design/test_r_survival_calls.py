"""
Calls of R's survival 3.5.3 (R 4.2.2) through `scripts/agree-design`'s adapter, on twelve subjects.

Each expected number is what the call named beside it printed.
"""

from __future__ import annotations

import importlib

import pytest

SUBJECTS = """\
id,treatment,stratum,tte,event,age
1,0,A,1,1,3
2,1,A,2,1,5
3,0,A,2,1,2
4,1,B,3,0,7
5,0,B,4,1,1
6,1,B,5,1,4
7,0,A,6,0,6
8,1,A,7,1,2
9,0,B,8,1,9
10,1,B,9,0,5
11,0,A,9,1,4
12,1,A,12,0,8
"""


@pytest.fixture
def called(root, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    adapter = importlib.import_module("agree_design")
    (tmp_path / "twelve.csv").write_text(SUBJECTS, encoding="utf-8")
    adapter.data_in(tmp_path)
    return importlib.import_module("agree_design.calls").evaluate


def call(name, *values, **named):
    places = {f"arg{at}": value for at, value in enumerate(values, start=1)}
    return {"fn": name, "args": {**places, **named}}


def model(function, terms, *, data="twelve", **more):
    response = call("survival::Surv", "tte", "event")
    return call(f"survival::{function}", call("~", response, terms), data=data, **more)


def column(name):
    return call("$", "twelve", name)


def near(expected):
    return pytest.approx(expected, rel=1e-9)


STRATA = call("strata", "stratum")
TWICE = call("I", call("*", 2, "age"))


def test_times_of_a_scaled_summary_are_those_of_the_data(called):
    # summary(survfit(Surv(tte, event) ~ treatment), times = c(2, 8), scale = 2)
    found = called(call("summary", model("survfit", "treatment"), times=[2, 8], scale=2))
    assert list(found["time"]) == [1, 4, 1, 4]
    assert list(found["surv"]) == near([2 / 3, 0.25, 5 / 6, 0.416666666667])


def test_a_curve_within_strata_keeps_their_name(called):
    # summary(survfit(Surv(tte, event) ~ strata(stratum)), times = 4)$strata
    found = called(call("summary", model("survfit", STRATA), times=4))
    assert found["strata"] == ["strata(stratum)=A", "strata(stratum)=B"]


def test_the_mean_of_a_curve_is_the_area_under_that_curve(called):
    # summary(survfit(Surv(tte, event) ~ 1, stype = 2))$table
    table = called(call("summary", model("survfit", 1, stype=2)))["table"]
    assert table[4:8] == near([6.96383929016, 1.24722517239, 7, 4])


def test_a_median_at_a_half_is_when_it_is_reached_unless_the_curve_falls_later(called):
    # summary(survfit(Surv(tte, event) ~ treatment))$table[, "median"]
    # quantile(survfit(Surv(tte, event) ~ treatment), 0.5, conf.int = FALSE)
    curves = model("survfit", "treatment")
    assert [row[6] for row in called(call("summary", curves))["table"]] == [6, 7]
    assert called(call("quantile", curves, 0.5, **{"conf.int": False})) == [[6], [7]]


def test_a_limit_that_rises_again_is_read_by_its_height(called):
    # quantile(survfit(Surv(1:40, rep(1, 40)) ~ 1, conf.type = "logit", conf.int = 0.99),
    #          c(0.05, 0.1, 0.2, 0.25))$lower
    times = call("survival::Surv", list(range(1, 41)), [1] * 40)
    settings = {"conf.type": "logit", "conf.int": 0.99}
    curve = call("survival::survfit", call("~", times, 1), **settings)
    found = called(call("quantile", curve, [0.05, 0.1, 0.2, 0.25]))
    assert found["lower"] == [2, 2, 2, 2]


def test_weights_of_early_survival_may_grow(called):
    # survdiff(Surv(tte, event) ~ treatment, rho = -0.5)
    found = called(model("survdiff", "treatment", rho=-0.5))
    assert found["chisq"] == near(1.3006873225)
    assert list(found["obs"]) == near([6.41120439076, 3.61222606876])


def test_a_covariate_that_others_make_up_has_no_coefficient(called):
    # coxph(Surv(tte, event) ~ treatment + age + I(2 * age))
    found = called(model("coxph", call("+", call("+", "treatment", "age"), TWICE)))
    assert found["beta"][:2] == near([-0.613881616858, -0.314217307012])
    assert found["beta"][2] != found["beta"][2]
    assert found["loglik"] == near([-15.3050832685, -13.0025415745])


def test_limits_of_coefficients(called):
    # confint(coxph(Surv(tte, event) ~ treatment + age))
    found = called(call("confint", model("coxph", call("+", "treatment", "age"))))
    assert found[0] == near([-2.093278648853, 0.8655154151361])
    assert found[1] == near([-0.675940242859, 0.0475056288353])


def test_terms_may_be_crossed_by_a_power(called):
    # coef(coxph(Surv(tte, event) ~ (treatment + age)^2 - 1))
    crossed = call("-", call("^", call("+", "treatment", "age"), 2), 1)
    found = called(call("coef", model("coxph", crossed)))
    assert found == near([0.200673316269, -0.247566307073, -0.206297065769])


def test_tests_against_other_coefficients_than_0_are_refused(called):
    unsupported = importlib.import_module("agree_design.calls").Unsupported
    with pytest.raises(unsupported, match="not 0"):
        called(model("coxph", "treatment", init=0.3))


def test_restricted_means_go_as_far_as_both_curves_are_known(called):
    # the control arm ends with an event at 9, the other censored at 12: up to 12 (survRM2's rule);
    # means by summary(survfit(Surv(tte, event) ~ treatment), rmean = 12)$table
    arm = call("as.integer", call("==", column("treatment"), "experimental"))
    given = {"time": column("tte"), "status": column("event"), "arm": arm}
    found = called(call("survRM2::rmst2", **given))
    assert found["tau"] == 12
    assert [found["arm0"][0], found["arm1"][0]] == near([5.41666666667, 7.83333333333])


def test_parts_of_results_are_taken_by_name_and_number(called):
    # summary(survfit(Surv(tte, event) ~ treatment))$table[, "rmean"]
    curves = model("survfit", "treatment")
    table = call("$", call("summary", curves), "table")
    means = [5.41666666667, 7.83333333333]
    assert called(call("[", table, "", "rmean")) == near(means)
    # survfit(Surv(tte, event) ~ treatment)[2]: the experimental arm, six subjects
    one = called(call("[", curves, 2))
    assert one["n"] == [6]
    assert "strata" not in one
    # summary(survfit(Surv(tte, event) ~ 1, stype = 2))$table["rmean"]
    single = call("$", call("summary", model("survfit", 1, stype=2)), "table")
    assert called(call("[", single, "rmean")) == near(6.96383929016)


def test_a_p_value_is_the_upper_tail_of_the_statistic(called):
    # pchisq(survdiff(Surv(tte, event) ~ treatment, rho = -0.5)$chisq, 1, lower.tail = FALSE)
    statistic = call("$", model("survdiff", "treatment", rho=-0.5), "chisq")
    found = called(call("pchisq", statistic, 1, **{"lower.tail": False}))
    assert found == near(called(model("survdiff", "treatment", rho=-0.5))["p"])


def test_data_may_be_given_in_the_call(called):
    # survdiff(Surv(t, s) ~ g, data = data.frame(t = 1:4, s = 1, g = c(0, 1, 0, 1)))$chisq
    data = call("data.frame", t=[1, 2, 3, 4], s=1, g=[0, 1, 0, 1])
    response = call("survival::Surv", "t", "s")
    found = called(call("survival::survdiff", call("~", response, "g"), data=data))
    assert found["chisq"] == near(0.615384615385)
