"""What the methods say where data are missing, too few or too alike."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trialrun.errors import AnalysisError
from trialrun.statistics import (
    anova_one_way,
    chi_square,
    cmh_row_mean_scores,
    describe,
    fisher_exact,
    fit_linear_model,
    kaplan_meier,
    least_squares_difference,
    least_squares_mean,
    logrank,
    quantile,
    slope,
    survival_at,
    survival_quantile,
)


def test_an_empty_sample_has_n_0_and_nothing_else():
    empty = describe([None, float("nan")])
    assert empty.n == 0
    assert empty.mean is None
    assert empty.median is None


def test_one_value_has_no_standard_deviation():
    assert describe([3]).standard_deviation is None


def test_a_quantile_at_a_whole_position_is_the_middle_of_two_values():
    assert quantile(range(1, 11), 0.1) == 1.5
    assert quantile(range(1, 31), 0.1) == 3.5  # 0.1 * 30 is not exactly 3 in binary
    assert (quantile([1, 2], 0), quantile([1, 2], 1)) == (1, 2)


def test_a_quantile_needs_a_share_and_a_sample():
    assert quantile([], 0.5) is None
    with pytest.raises(AnalysisError, match=r"share is 50, must be from 0 to 1"):
        quantile([1], 50)


def test_anova_leaves_missing_pairs_out():
    complete = anova_one_way([1, 2, 4, 5], ["a", "a", "b", "b"])
    assert anova_one_way([1, 2, 4, 5, None, 9], ["a", "a", "b", "b", "a", None]) == complete


@pytest.mark.parametrize(
    ("values", "groups", "message"),
    [
        ([1, 2], ["a", "a"], "needs two groups"),
        ([1, 2], ["a", "b"], "a repeated one"),
        ([1, 1, 2, 2], ["a", "a", "b", "b"], "needs spread within groups"),
        ([1, 2, 3], ["a", "b"], "arrays differ in length: values 3, groups 2"),
    ],
)
def test_anova_says_what_it_lacks(values, groups, message):
    with pytest.raises(AnalysisError, match=message):
        anova_one_way(values, groups)


def test_empty_rows_and_columns_of_a_table_do_not_count():
    assert chi_square([[1, 2, 0], [3, 4, 0], [0, 0, 0]]).df == 1
    assert fisher_exact([[0, 5], [0, 7]]) == 1


def test_a_table_that_holds_no_counts_is_refused():
    for table in ([[1.5, 2], [3, 4]], [[-1, 2], [3, 4]]):
        with pytest.raises(AnalysisError, match="holds counts"):
            chi_square(table)
    with pytest.raises(AnalysisError, match="has 2 dimensions"):
        fisher_exact([1, 2])
    with pytest.raises(AnalysisError, match="two rows and two columns"):
        chi_square([[1, 2]])


def test_equally_probable_tables_count_although_floats_differ():
    assert fisher_exact([[3, 7], [7, 3]]) == fisher_exact([[7, 3], [3, 7]])


def test_subjects_with_anything_missing_leave_the_model():
    model = fit_linear_model(
        [1, 2, 4, 6, 9, None],
        factors={"arm": ["A", "A", "B", "B", None, "A"]},
    )
    assert model.n == 4
    assert model.factors["arm"] == ("A", "B")


def test_a_model_says_what_it_can_not_tell_apart():
    arm = ["A", "A", "B", "B", "A", "B"]
    with pytest.raises(AnalysisError, match="determine each other"):
        fit_linear_model([1, 2, 3, 4, 5, 6], factors={"arm": arm, "copy": arm})
    with pytest.raises(AnalysisError, match="factor arm has 1 levels"):
        fit_linear_model([1, 2], factors={"arm": ["A", "A"]})
    with pytest.raises(AnalysisError, match="more subjects than coefficients"):
        fit_linear_model([1, 2], factors={"arm": ["A", "B"]})
    with pytest.raises(AnalysisError, match="fits without error"):
        fit_linear_model([1, 1, 2, 2], factors={"arm": ["A", "A", "B", "B"]})


def test_asking_a_model_for_what_it_does_not_have():
    model = fit_linear_model([1, 2, 4, 6], factors={"arm": ["A", "A", "B", "B"]})
    with pytest.raises(AnalysisError, match="no covariate 'dose'"):
        slope(model, "dose")
    with pytest.raises(AnalysisError, match="no level of arm 'C'"):
        least_squares_mean(model, "arm", "C")
    with pytest.raises(AnalysisError, match="no factor 'site'"):
        least_squares_difference(model, "site", "1", "2")


def test_weights_change_means_but_not_differences():
    model = fit_linear_model(
        [1, 2, 4, 6, 3, 8, 7],
        factors={"arm": ["A", "A", "B", "B", "A", "B", "B"], "site": list("xxxyyyx")},
    )
    observed = [least_squares_mean(model, "arm", a, weights="observed").value for a in "AB"]
    equal = [least_squares_mean(model, "arm", a, weights="equal").value for a in "AB"]
    assert not math.isclose(observed[0], equal[0])
    assert math.isclose(observed[1] - observed[0], equal[1] - equal[0])


def test_scaling_a_covariate_does_not_change_its_test():
    y, x = [1.0, 3, 2, 5, 4, 6], np.array([1.0, 2, 3, 4, 5, 7])
    p = [slope(fit_linear_model(y, covariates={"x": x * s}), "x").p for s in (1e-6, 1, 1e6)]
    assert p == pytest.approx([p[1]] * 3, rel=1e-9)


def test_a_subject_censored_at_an_event_time_is_at_risk_then():
    curve = kaplan_meier([5, 5], [True, False])
    assert curve.at_risk.tolist() == [2]
    assert curve.survival.tolist() == [0.5]


def test_survival_starts_at_1_and_keeps_its_last_height():
    curve = kaplan_meier([5, 9], [True, False])
    assert survival_at(curve, [0, 4.9, 5, 100]).tolist() == [1, 1, 0.5, 0.5]


def test_a_quantile_that_the_curve_does_not_reach_is_none():
    quartile = survival_quantile(kaplan_meier([1, 2, 3, 4], [True, False, False, False]), 0.5)
    assert quartile.time is None


def test_without_events_survival_stays_1():
    curve = kaplan_meier([1, 2], [False, False])
    assert curve.survival.tolist() == [1, 1]
    assert curve.lower.tolist() == [1, 1]


def test_survival_says_what_it_lacks():
    with pytest.raises(AnalysisError, match="at least one subject"):
        kaplan_meier([], [])
    with pytest.raises(AnalysisError, match="negative"):
        kaplan_meier([-1], [True])
    with pytest.raises(AnalysisError, match="two groups; found 1"):
        logrank([1, 2], [True, True], ["a", "a"])
    with pytest.raises(AnalysisError, match="needs an event"):
        logrank([1, 2], [False, False], ["a", "b"])


def test_the_order_of_groups_does_not_matter():
    time, event = [1, 2, 3, 4, 5, 6], [True, True, False, True, True, True]
    first = logrank(time, event, ["a", "b", "c", "a", "b", "c"])
    renamed = logrank(time, event, ["z", "b", "c", "z", "b", "c"])
    assert first.statistic == pytest.approx(renamed.statistic)


def test_strata_of_one_subject_add_nothing():
    scores, groups = [1, 2, 3, 4, 9], ["a", "a", "b", "b", "a"]
    both = cmh_row_mean_scores(scores, groups, ["s", "s", "s", "s", "alone"])
    assert both.statistic == cmh_row_mean_scores(scores[:4], groups[:4]).statistic
    with pytest.raises(AnalysisError, match="row mean scores need"):
        cmh_row_mean_scores([1, 2], ["a", "b"], ["s", "t"])
