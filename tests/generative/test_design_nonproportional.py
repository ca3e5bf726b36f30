"""What must hold of designs under non-proportional hazards whatever the plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design.accrual import accrual_constant
from trialrun.design.expected_events import ExpectedArm, expected_events
from trialrun.design.hazards import hazards
from trialrun.design.nonproportional.average_hazard_ratio import (
    looks_logrank,
    power_average_hazard_ratio,
    size_average_hazard_ratio,
)
from trialrun.design.nonproportional.information import (
    events_at,
    expected_information,
    month_of_events,
)
from trialrun.design.nonproportional.kaplan_meier import (
    looks_milestone,
    looks_restricted_mean,
    power_restricted_mean,
    size_milestone,
)
from trialrun.design.nonproportional.looks import power_at
from trialrun.design.nonproportional.maxcombo import power_maxcombo, size_maxcombo
from trialrun.design.nonproportional.plan import plan_survival
from trialrun.design.nonproportional.sequential import power_looks, size_looks
from trialrun.design.nonproportional.sequential_maxcombo import power_sequential_maxcombo
from trialrun.design.nonproportional.weighted_logrank import (
    looks_weighted_logrank,
    score_covariance,
    score_moments,
    size_weighted_logrank,
)
from trialrun.design.nonproportional.weights import (
    LOGRANK,
    Weight,
    weight_early_zero,
    weight_fleming_harrington,
    weight_magirr_burman,
)
from trialrun.design.spending import spend_hwang_shih_decani, spend_obrien_fleming
from trialrun.errors import DesignError

FEW = settings(max_examples=10, deadline=None, derandomize=True)
RATIOS = st.sampled_from([0.5, 1.0, 2.0])
WEIGHTS = st.sampled_from(
    [
        LOGRANK,
        weight_fleming_harrington(0, 0.5),
        weight_fleming_harrington(1, 1),
        weight_magirr_burman(6),
        weight_magirr_burman(np.inf, largest=2),
        weight_early_zero(3),
    ]
)


@st.composite
def plans(draw, *, effect=None):
    control = [draw(st.floats(0.02, 0.2)) for _ in range(2)]
    late = draw(st.floats(0.4, 0.8)) if effect is None else effect
    return plan_survival(
        accrual_constant([6, 6], [draw(st.floats(1, 40)), draw(st.floats(1, 40))]),
        [0, draw(st.floats(1, 8))],
        control,
        [draw(st.floats(0.8, 1)) if effect is None else effect, late],
        dropout=draw(st.floats(0, 0.02)),
        ratio=draw(RATIOS),
    )


@FEW
@given(plans(), st.floats(3, 60))
def test_events_are_those_of_the_integral_over_entry(plan, month):
    stratum = plan.strata[0]
    shares = zip(plan.shares, (stratum.control, stratum.experimental), strict=True)
    dropout = float(stratum.dropout_control[0])
    arms = [
        ExpectedArm(share, hazards(stratum.from_month, rates, dropout=dropout))
        for share, rates in shares
    ]
    other = expected_events(stratum.accrual, arms, month)
    found = expected_information(plan, month)
    assert found.events == pytest.approx(float(other.sum()), rel=1e-10)
    assert month_of_events(plan, found.events) == pytest.approx(month, rel=1e-6)
    assert events_at(plan.scaled(3), month) == pytest.approx(3 * found.events, rel=1e-12)


@FEW
@given(plans(), WEIGHTS)
def test_a_size_has_the_power_it_was_made_for(plan, weight):
    found = size_weighted_logrank(plan, 24, weight, power=0.85)
    looks = looks_weighted_logrank(plan.scaled(found.factor), [24], weight)
    assert power_at(looks) == pytest.approx(0.85, abs=1e-9)
    curve = size_milestone(plan, 24, 10, power=0.85)
    assert power_at(looks_milestone(plan.scaled(curve.factor), [24], 10)) == pytest.approx(0.85)


@FEW
@given(st.floats(0.45, 0.9), st.floats(0.01, 0.1), RATIOS)
def test_power_rises_with_the_effect(ratio, more, allocation):
    def plan(effect):
        return plan_survival(
            accrual_constant([12], [25]), [0, 4], [0.05, 0.05], [1, effect], ratio=allocation
        )

    for power in (
        lambda p: power_average_hazard_ratio(p, 30),
        lambda p: power_restricted_mean(p, 30, 18),
        lambda p: float(power_maxcombo(p, 30, [LOGRANK, Weight(gamma=0.5)]).power[0]),
    ):
        assert power(plan(ratio)) < power(plan(ratio - more))


@FEW
@given(plans(effect=0.999999), WEIGHTS, st.floats(0.005, 0.1))
def test_without_effect_power_is_alpha(plan, weight, alpha):
    looks = looks_weighted_logrank(plan, [24], weight)
    assert power_at(looks, alpha=alpha) == pytest.approx(alpha, rel=1e-3)
    test = power_maxcombo(plan, 24, [LOGRANK, weight_fleming_harrington(0, 1)], alpha=alpha)
    assert float(test.type_one[0]) == pytest.approx(alpha, rel=1e-6)


@FEW
@given(plans(), RATIOS)
def test_arms_exchanged_turn_the_score_round(plan, ratio):
    stratum = plan.strata[0]
    one, other = (
        plan_survival(
            stratum.accrual, list(stratum.from_month), list(first), list(second / first), ratio=r
        )
        for first, second, r in (
            (stratum.control, stratum.experimental, ratio),
            (stratum.experimental, stratum.control, 1 / ratio),
        )
    )
    for weight in (LOGRANK, weight_fleming_harrington(0, 0.5)):
        found, mirrored = score_moments(one, weight, 20), score_moments(other, weight, 20)
        assert mirrored.score == pytest.approx(-found.score, rel=1e-9)
        assert mirrored.variance == pytest.approx(found.variance, rel=1e-9)
    means = [looks_restricted_mean(p, [20], 12).effect[0] for p in (one, other)]
    assert means[0] == pytest.approx(-means[1], rel=1e-9)


@FEW
@given(plans(), WEIGHTS, WEIGHTS)
def test_scores_of_two_weights_are_correlated_within_one(plan, one, other):
    product = score_moments(plan, one, 24).variance * score_moments(plan, other, 24).variance
    assert score_covariance(plan, one, other, 24) ** 2 <= product * (1 + 1e-9)
    itself = score_covariance(plan, one, one, 24)
    assert itself == pytest.approx(score_moments(plan, one, 24).variance, rel=1e-9)


@FEW
@given(plans(), WEIGHTS)
def test_one_look_is_the_fixed_test(plan, weight):
    looks = looks_weighted_logrank(plan, [24], weight)
    found = power_looks(looks, spend_obrien_fleming)
    assert float(found.power[0]) == pytest.approx(power_at(looks), abs=1e-9)
    one = power_maxcombo(plan, 24, [weight])
    fixed = power_at(looks.on_scale("alternative"))
    assert float(one.power[0]) == pytest.approx(fixed, abs=1e-9)


@FEW
@given(plans(), st.booleans())
def test_alpha_and_beta_spent_sum_to_what_was_asked_for(plan, binding):
    found = size_looks(
        looks_logrank(plan, [12, 18, 24]),
        spend_obrien_fleming,
        power=0.8,
        futility=lambda beta, t: spend_hwang_shih_decani(beta, t, -2),
        binding=binding,
    )
    assert float(found.power[-1]) == pytest.approx(0.8, abs=1e-7)
    assert float(found.power[-1] + found.futility_power[-1]) == pytest.approx(1, abs=1e-7)
    free = power_looks(found.looks, found.efficacy.tolist())
    spent = found.type_one[-1] if binding else free.type_one[-1]
    assert float(spent) == pytest.approx(0.025, abs=1e-9)


def test_sequential_maxcombo_of_one_weight_is_the_sequential_test():
    plan = plan_survival(accrual_constant([12], [30]), [0, 4], [0.05, 0.05], [1, 0.6])
    looks = looks_weighted_logrank(plan, [15, 30], Weight(gamma=0.5)).on_scale("alternative")
    times = (looks.information / looks.information[-1]).tolist()
    one = power_looks(looks, spend_obrien_fleming, futility=[0.1, -np.inf])
    other = power_sequential_maxcombo(
        plan,
        [15, 30],
        [[Weight(gamma=0.5)]] * 2,
        spend_obrien_fleming,
        futility=[0.1, -np.inf],
        spending_time=times,
    )
    assert other.efficacy == pytest.approx(one.efficacy, abs=1e-6)
    assert other.power == pytest.approx(one.power, abs=1e-6)
    assert other.futility_null == pytest.approx(one.futility_null, abs=1e-6)


def test_a_test_of_several_statistics_needs_no_more_than_the_strictest_bound():
    plan = plan_survival(accrual_constant([12], [30]), [0, 4], [0.05, 0.05], [1, 0.6])
    found = size_maxcombo(plan, 30, [LOGRANK, Weight(gamma=0.5), Weight(gamma=1)])
    assert 1.959964 < float(found.efficacy[0]) < 2.393980


@pytest.mark.parametrize(
    ("request_of", "said"),
    [
        (lambda p: size_average_hazard_ratio(p, 24, power=1), "power"),
        (lambda p: size_average_hazard_ratio(p, 24), "above 0"),
        (lambda p: power_average_hazard_ratio(p, 0), "month"),
        (lambda p: looks_logrank(p, [24, 12]), "look 2"),
        (lambda p: power_restricted_mean(p, 12, 18), "horizon"),
        (lambda p: looks_milestone(p, [12], 12), "milestone"),
        (lambda p: looks_weighted_logrank(p, [3], weight_early_zero(4)), "no event that counts"),
        (lambda p: power_maxcombo(p, 3, [weight_early_zero(4)]), "no event that counts"),
        (lambda p: month_of_events(p, 1e9), "events"),
        (lambda p: power_maxcombo(p, 12, []), "weights"),
        (lambda p: size_maxcombo(p, 12, [LOGRANK]), "above 0"),
        (lambda p: power_looks(looks_logrank(p, [12, 24]), [2.0]), "upper"),
        (lambda _: weight_early_zero(0), "until_month"),
        (lambda _: weight_magirr_burman(6, largest=1), "largest"),
        (lambda _: weight_fleming_harrington(-1, 0), "rho"),
        (lambda p: plan_survival(p.strata[0].accrual, [0], [0.1], [1], ratio=0), "ratio"),
        (lambda p: plan_survival(p.strata[0].accrual, [1], [0.1], [1]), "from_month"),
        (lambda p: plan_survival(p.strata[0].accrual, [0], [0.1], [0]), "hazard_ratio"),
        (lambda p: plan_survival(p.strata[0].accrual, [0], [0.1, 0.2], [1]), "hazards"),
        (lambda p: plan_survival(p.strata[0].accrual, [0], [0.0], [1]), "control"),
    ],
)
def test_a_wrong_request_is_refused(request_of, said):
    plan = plan_survival(accrual_constant([12], [30]), [0], [0.05], [1.0])
    with pytest.raises(DesignError, match=said):
        request_of(plan)
