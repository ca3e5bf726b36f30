"""What holds of every survival design: monotone, mirrored, months and events each other's inverse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.design.accrual import accrual_constant
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis
from trialrun.design.events.course import Stratum, accrual_until, event_course
from trialrun.design.events.one_sample import size_one_sample_logrank
from trialrun.design.events.rates import (
    median_of_rate,
    probability_of_rate,
    rate_of_median,
    rate_of_probability,
)
from trialrun.design.events.survival_sequential import power_survival_sequential
from trialrun.design.events.survival_size import power_survival, size_survival
from trialrun.design.events.weibull import weibull
from trialrun.design.hazards import hazards
from trialrun.design.survival import size_logrank

few = settings(max_examples=20, deadline=None)
ratios = st.floats(0.3, 3)
effects = st.floats(0.4, 0.9)
powers = st.floats(0.6, 0.97)
alphas = st.floats(0.005, 0.1)
rates = st.floats(0.01, 0.2)


def _course(rate: float, dropout: float, ratio: float, hazard_ratio: float):
    control = hazards([0, 5], [rate, 0.7 * rate], dropout=dropout)
    accrual = accrual_constant([4, 8], [5, 12])
    return event_course([Stratum(accrual, control, control.times(hazard_ratio), ratio)])


@few
@given(effects, ratios, powers, alphas, st.sampled_from(["schoenfeld", "hsieh-freedman"]))
def test_events_mirror_with_the_arms(effect, ratio, power, alpha, method):
    rest = {"alpha": alpha, "power": power, "method": method}
    one = size_logrank(effect, ratio=ratio, **rest)
    other = size_logrank(1 / effect, ratio=1 / ratio, **rest)
    assert one == pytest.approx(other, rel=1e-9)


@few
@given(effects, st.floats(0.01, 0.08), ratios, powers)
def test_more_events_for_smaller_effects(effect, step, ratio, power):
    for method in ("schoenfeld", "freedman", "hsieh-freedman"):
        near = size_logrank(effect + step, ratio=ratio, power=power, method=method)
        assert near > size_logrank(effect, ratio=ratio, power=power, method=method)


@few
@given(rates, st.floats(0, 0.03), ratios, effects, st.floats(0.05, 0.9))
def test_months_are_the_inverse_of_events(rate, dropout, ratio, effect, share):
    course = _course(rate, dropout, ratio, effect)
    wanted = share * float(course.total_events(200.0)[0])
    month = course.month_of(wanted)
    assert float(course.total_events(month)[0]) == pytest.approx(wanted, rel=1e-9)


@few
@given(rates, st.floats(0, 0.03), ratios, effects)
def test_events_rise_and_never_exceed_the_subjects(rate, dropout, ratio, effect):
    course = _course(rate, dropout, ratio, effect)
    months = np.linspace(0.0, 60.0, 25)
    events, subjects = course.events(months), course.subjects(months)
    assert (np.diff(events, axis=0) >= 0).all()
    assert (events <= subjects + 1e-12).all()


@few
@given(rates, st.floats(0, 0.03), ratios, effects, powers, alphas)
def test_sizes_have_their_power_and_fall_with_the_effect(
    rate, dropout, ratio, effect, power, alpha
):
    course = _course(rate, dropout, ratio, effect)
    sized = size_survival(course, 24, hazard_ratio=effect, alpha=alpha, power=power)
    reached = power_survival(sized.course, 24, hazard_ratio=effect, alpha=alpha)
    assert reached.power == pytest.approx(power, abs=1e-10)
    stronger = effect * 0.9
    other = _course(rate, dropout, ratio, stronger)
    fewer = size_survival(other, 24, hazard_ratio=stronger, alpha=alpha, power=power)
    assert fewer.events < sized.events


@few
@given(rates, effects, st.floats(0.2, 5))
def test_the_unit_of_time_does_not_matter(rate, effect, unit):
    one, other = (
        size_survival(
            event_course(
                [
                    Stratum(
                        accrual_constant([12 * scale], [1]),
                        hazards([0], [rate / scale], dropout=0.01 / scale),
                        hazards([0], [effect * rate / scale], dropout=0.01 / scale),
                    )
                ]
            ),
            24 * scale,
            hazard_ratio=effect,
        )
        for scale in (1.0, unit)
    )
    assert one.subjects == pytest.approx(other.subjects, rel=1e-9)


@few
@given(rates, effects, ratios, st.integers(1, 4))
def test_splitting_a_stratum_changes_nothing(rate, effect, ratio, parts):
    control = hazards([0], [rate], dropout=0.01)
    whole, split = (
        event_course(
            [Stratum(accrual_constant([12], [1 / n]), control, control.times(effect), ratio)] * n
        )
        for n in (1, parts)
    )
    one, other = (size_survival(each, 24, hazard_ratio=effect) for each in (whole, split))
    assert one.subjects == pytest.approx(other.subjects, rel=1e-9)


@few
@given(st.floats(0.5, 0.95), st.floats(0, 0.5), st.integers(2, 4))
def test_looks_spend_the_level_and_shorten_the_trial(effect, delta, looks):
    bounds = boundaries_wang_tsiatis(looks, 0.025, delta)
    null = power_survival_sequential(_course(0.08, 0.01, 1, 1.0), 60, bounds, hazard_ratio=1.0)
    assert null.power == pytest.approx(0.025, abs=1e-8)
    found = power_survival_sequential(
        _course(0.08, 0.01, 1, effect), 60, bounds, hazard_ratio=effect
    )
    assert found.expected_events < 60
    assert found.expected_months < found.looks.months[-1]
    harmed = power_survival_sequential(
        _course(0.08, 0.01, 1, effect), 60, bounds, hazard_ratio=effect, better="higher"
    )
    assert harmed.power < 0.025


@few
@given(rates, st.floats(0.5, 2), st.floats(1, 40))
def test_rates_medians_and_probabilities_convert_to_and_fro(rate, shape, months):
    assert float(rate_of_median(median_of_rate(rate, shape=shape), shape=shape)) == pytest.approx(
        rate
    )
    share = float(probability_of_rate(rate, months, shape=shape))
    if 1e-6 < share < 1 - 1e-9:
        back = rate_of_probability(share, months, shape=shape)
        assert float(back) == pytest.approx(rate, rel=1e-6)


@few
@given(rates, st.floats(0.5, 2), st.floats(0, 0.03))
def test_event_months_are_the_integral_of_events(rate, shape, dropout):
    found = weibull(rate, shape, dropout=dropout)
    x, w = np.polynomial.legendre.leggauss(60)
    at = 15 * (x + 1)
    assert float(found.event_months(30.0)) == pytest.approx(
        15 * float(w @ found.events(at)), rel=1e-4
    )


@few
@given(st.floats(1, 30))
def test_accrual_until_a_month_is_the_accrual_until_then(month):
    accrual = accrual_constant([4, 8], [5, 12])
    found = accrual_until(accrual, month)
    assert found.end == pytest.approx(month)
    assert float(found.total) == pytest.approx(
        float(accrual.subjects(month)) + 12 * max(month - 12, 0)
    )


@few
@given(st.floats(0.4, 0.8), st.floats(0.02, 0.15), powers)
def test_one_sample_subjects_fall_with_the_effect(effect, step, power):
    reference = weibull(0.06, 1.2)
    sizes = [
        size_one_sample_logrank(reference, each, 18, 12, power=power).subjects
        for each in (effect, effect + step)
    ]
    assert sizes[0] < sizes[1]
