"""Expected events, sizes and stopping times of survival trials: equal to simulated trials."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, special

from trialrun.design.accrual import accrual_constant
from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming, boundaries_wang_tsiatis
from trialrun.design.events.calendar_looks import size_survival_calendar
from trialrun.design.events.course import EventCourse, Stratum, event_course
from trialrun.design.events.exponential_entry import size_exponential
from trialrun.design.events.one_sample import (
    power_one_sample_logrank,
    size_one_sample_logrank,
)
from trialrun.design.events.survival_sequential import (
    power_survival_sequential,
    size_survival_sequential,
)
from trialrun.design.events.survival_size import (
    accrual_for_power,
    follow_up_for_power,
    power_survival,
    size_survival,
)
from trialrun.design.events.weibull import weibull
from trialrun.design.expected_events import ExpectedArm, expected_events
from trialrun.design.hazards import hazards
from trialrun.design.spending import spend_obrien_fleming
from trialrun.design.survival import logrank_drift, power_logrank, size_logrank

TRIALS = 3000


def _course(ratio: float = 1.0, hazard_ratio: float = 0.65) -> EventCourse:
    accrual = accrual_constant([3, 3, 12], [5, 10, 20])
    control = hazards([0, 6], [0.08, 0.05], dropout=0.01)
    return event_course([Stratum(accrual, control, control.times(hazard_ratio), ratio)])


def _simulate(
    course: EventCourse, trials: int, seed: int = 3
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Entry, months to event, months to dropout, and arm of the subjects of trials (trials, n)."""
    random = np.random.default_rng(seed)
    stratum = course.strata[0]
    n = round(stratum.accrual.total)
    grid = np.concatenate(
        [[0.0], np.cumsum(stratum.accrual.rate_from * np.diff(stratum.accrual.months))]
    )
    entry = np.interp(random.random((trials, n)) * grid[-1], grid, stratum.accrual.months)
    arm = (random.random((trials, n)) < stratum.share[1]).astype(int)
    event = np.empty((trials, n))
    for side, lifetime in enumerate((stratum.control, stratum.experimental)):
        edges = lifetime.from_month
        reached = np.concatenate([[0.0], np.cumsum(lifetime.event[:-1] * np.diff(edges))])
        drawn = random.exponential(size=(trials, n))
        piece = np.searchsorted(reached, drawn, side="right") - 1
        months = edges[piece] + (drawn - reached[piece]) / lifetime.event[piece]
        event = np.where(arm == side, months, event)
    dropout = random.exponential(1 / stratum.control.dropout, (trials, n))
    return entry, event, dropout, arm


def _logrank(time: np.ndarray, seen: np.ndarray, arm: np.ndarray) -> np.ndarray:
    """Logrank Z of each row, positive where the experimental arm (1) has fewer events."""
    seen, arm, share = _sorted(time, seen, arm)
    score = (seen * (arm - share)).sum(axis=1)
    return -score / np.sqrt((seen * share * (1 - share)).sum(axis=1))


def _variance(time: np.ndarray, seen: np.ndarray, arm: np.ndarray) -> np.ndarray:
    """Variance of the logrank score of each row."""
    seen, _, share = _sorted(time, seen, arm)
    return (seen * share * (1 - share)).sum(axis=1)


def _sorted(
    time: np.ndarray, seen: np.ndarray, arm: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Events and arms by time, and the share at risk of the experimental arm."""
    order = np.argsort(time, axis=1)
    seen, arm = np.take_along_axis(seen, order, 1), np.take_along_axis(arm, order, 1)
    treated = arm[:, ::-1].cumsum(axis=1)[:, ::-1]
    return seen, arm, treated / np.arange(time.shape[1], 0, -1)


def test_expected_events_equal_simulated_trials() -> None:
    course = _course(ratio=2)
    entry, event, dropout, arm = _simulate(course, 400)
    for month in (10.0, 18.0, 30.0):
        seen = (event < dropout) & (entry + event < month)
        found = course.events(month)[0, 0]
        for side in (0, 1):
            counts = (seen & (arm == side)).sum(axis=1)
            error = counts.std() / np.sqrt(len(counts))
            assert abs(counts.mean() - found[side]) < 4 * error


def test_closed_form_equals_quadrature() -> None:
    course = _course(ratio=2)
    stratum = course.strata[0]
    arms = [
        ExpectedArm(s, h)
        for s, h in zip(stratum.share, (stratum.control, stratum.experimental), strict=True)
    ]
    for month in (2.0, 11.0, 25.0, 60.0):
        slow = expected_events(stratum.accrual, arms, month).sum(axis=1)
        assert course.events(month)[0, 0] == pytest.approx(slow, rel=1e-11)


@pytest.mark.parametrize(("shape", "dropout"), [(0.6, 0.0), (0.6, 0.02), (1.4, 0.0), (1.4, 0.02)])
def test_weibull_events_equal_quadrature(shape: float, dropout: float) -> None:
    found = weibull(0.05, shape, dropout=dropout)

    def density(x: float, months: float) -> float:
        lost = np.exp(-((0.05 * x) ** shape) - dropout * x)
        return float((months - x) * shape * 0.05**shape * x ** (shape - 1) * lost)

    for months in (4.0, 30.0, 90.0):
        slow = integrate.quad(density, 0, months, args=(months,), epsabs=1e-12, limit=200)[0]
        assert float(found.event_months(months)) == pytest.approx(slow, rel=1e-7)


def test_power_equals_simulated_logrank_tests() -> None:
    course = _course(ratio=2)
    found = power_survival(course, 28, hazard_ratio=0.65)
    entry, event, dropout, arm = _simulate(course, TRIALS)
    follow = np.minimum(dropout, 28 - entry)
    z = _logrank(np.minimum(event, follow), event < follow, arm)
    rejected = (z > special.ndtri(0.975)).mean()
    error = np.sqrt(rejected * (1 - rejected) / TRIALS)
    assert abs(rejected - found.power) < 3.5 * error + 0.01  # a large-sample approximation


def test_stratified_power_equals_simulated_tests() -> None:
    """The test is the mean of the strata's log hazard ratios, weighted with their information."""
    random = np.random.default_rng(11)
    accrual = (accrual_constant([12], [8]), accrual_constant([12], [5]))
    rates, dropout, ratio, month = (0.05, 0.14), 0.01, 1.0, 24.0
    arms = [hazards([0], [rate], dropout=dropout) for rate in rates]
    course = event_course(
        [Stratum(a, h, h.times(0.6), ratio) for a, h in zip(accrual, arms, strict=True)]
    )
    found = power_survival(course, month, hazard_ratio=0.6)
    score, information = np.zeros(TRIALS), np.zeros(TRIALS)
    for each, rate in zip(accrual, rates, strict=True):
        n = round(each.total)
        entry = 12 * random.random((TRIALS, n))
        arm = (random.random((TRIALS, n)) < 0.5).astype(int)
        event = random.exponential(size=(TRIALS, n)) / np.where(arm, 0.6 * rate, rate)
        follow = np.minimum(month - entry, random.exponential(1 / dropout, (TRIALS, n)))
        time, seen = np.minimum(event, follow), event < follow
        z, variance = _logrank(time, seen, arm), _variance(time, seen, arm)
        score, information = score + z * np.sqrt(variance), information + variance
    rejected = (score / np.sqrt(information) > special.ndtri(0.975)).mean()
    error = np.sqrt(rejected * (1 - rejected) / TRIALS)
    assert abs(rejected - found.power) < 3.5 * error + 0.015  # a large-sample approximation


def test_stopping_times_equal_simulated_trials() -> None:
    course = _course()
    bounds = boundaries_obrien_fleming(3, 0.025)
    most = 150
    found = power_survival_sequential(course, most, bounds, hazard_ratio=0.65)
    entry, event, dropout, arm = _simulate(course, TRIALS)
    ending = np.where(event < dropout, entry + event, np.inf)
    ended = np.zeros(TRIALS, dtype=bool)
    month, rejected = np.zeros(TRIALS), np.zeros(TRIALS, dtype=bool)
    for look, bound in zip((50, 100, 150), bounds.efficacy, strict=True):
        cut = np.sort(ending, axis=1)[:, look - 1][:, None]
        follow = np.minimum(dropout, np.maximum(cut - entry, 0))
        seen = (event <= follow) & (entry < cut)
        z = _logrank(np.where(entry < cut, np.minimum(event, follow), -1.0), seen, arm)
        stop = ~ended & ((z > bound) | (look == most))
        month[stop] = cut[stop, 0]
        rejected |= stop & (z > bound)
        ended |= stop
    error = month.std() / np.sqrt(TRIALS)
    assert abs(month.mean() - found.expected_months) < 4 * error + 0.25
    power = rejected.mean()
    assert abs(power - found.power) < 3.5 * np.sqrt(power * (1 - power) / TRIALS) + 0.015


def test_one_sample_variance_equals_simulated_trials() -> None:
    reference = weibull(0.0578, 1.5, dropout=0.01)
    subjects = 60
    found = power_one_sample_logrank(reference, 0.6, 24, 12, subjects)
    random = np.random.default_rng(5)
    event = (random.exponential(size=(40_000, subjects)) / 0.6) ** (1 / 1.5) / 0.0578
    follow = np.minimum(12 + 24 * random.random(event.shape), random.exponential(100, event.shape))
    expected = ((0.0578 * np.minimum(event, follow)) ** 1.5).sum(axis=1)
    seen = (event < follow).sum(axis=1)
    assert seen.mean() == pytest.approx(found.events, rel=0.004)
    assert expected.mean() == pytest.approx(found.expected_events, rel=0.004)
    power = ((expected - seen) / np.sqrt(expected) > special.ndtri(0.95)).mean()
    assert abs(power - found.power) < 0.03  # a large-sample approximation


def test_size_of_one_sample_has_its_power() -> None:
    reference = hazards([0, 6], [0.06, 0.03], dropout=0.01)
    for method in ("wu", "finkelstein"):
        sized = size_one_sample_logrank(reference, 0.6, 24, 12, power=0.85, method=method)
        reached = power_one_sample_logrank(reference, 0.6, 24, 12, sized.subjects, method=method)
        assert reached.power == pytest.approx(0.85, abs=1e-12)


def test_one_sample_of_exponential_hazards_equals_weibull_of_shape_one() -> None:
    one = size_one_sample_logrank(hazards([0], [0.05], dropout=0.01), 0.7, 18, 6)
    other = size_one_sample_logrank(weibull(0.05, 1.0, dropout=0.01), 0.7, 18, 6)
    assert one.subjects == pytest.approx(other.subjects, rel=1e-10)


def test_sizes_have_their_power() -> None:
    course = _course()
    for method in ("lachin-foulkes", "bernstein-lagakos", "schoenfeld", "freedman"):
        sized = size_survival(course, 30, hazard_ratio=0.65, method=method)
        reached = power_survival(sized.course, 30, hazard_ratio=0.65, method=method)
        assert reached.power == pytest.approx(0.9, abs=1e-12)


def test_follow_up_and_accrual_give_the_power_of_the_size_found() -> None:
    course = _course()
    followed = follow_up_for_power(course, hazard_ratio=0.65, power=0.8)
    assert followed.power == pytest.approx(0.8, abs=1e-9)
    sized = size_survival(course, followed.month, hazard_ratio=0.65, power=0.8)
    assert sized.factor == pytest.approx(1.0, abs=1e-8)
    accrued = accrual_for_power(course, 9.0, hazard_ratio=0.65, power=0.8)
    assert accrued.power == pytest.approx(0.8, abs=1e-9)
    assert accrued.month - accrued.accrual_months == pytest.approx(9.0)


def test_exponential_entry_that_is_even_equals_lachin_foulkes_by_course() -> None:
    control = hazards([0], [0.3], dropout=0.05)
    course = event_course([Stratum(accrual_constant([3], [1]), control, control.times(2 / 3), 2)])
    by_course = size_survival(course, 5, hazard_ratio=2 / 3, alpha=0.05)
    found = size_exponential(0.3, 0.2, 3, 5, dropout=0.05, ratio=2, alpha=0.05)
    assert found.subjects == pytest.approx(by_course.subjects, rel=1e-10)
    assert found.events == pytest.approx(by_course.events, rel=1e-10)


def test_uneven_entry_equals_quadrature() -> None:
    for entry in (-0.7, 0.35, 2.5):
        found = size_exponential(0.3, 0.2, 3, 5, dropout=0.05, entry=entry, alpha=0.05)
        weight = integrate.quad(lambda u, g=entry: np.exp(-g * u), 0, 3)[0]

        def seen(rate: float, g: float = entry, whole: float = weight) -> float:
            def at(u: float) -> float:
                return float(np.exp(-g * u) * -np.expm1(-(rate + 0.05) * (5 - u)))

            return rate / (rate + 0.05) * integrate.quad(at, 0, 3)[0] / whole

        share = (seen(0.3) + seen(0.2)) / 2
        assert found.events / found.subjects == pytest.approx(share, rel=1e-10)


def test_calendar_looks_spend_by_months_or_by_events() -> None:
    course = _course()
    by_events, by_months = (
        size_survival_calendar(
            course, [12, 20, 30], spend_obrien_fleming, hazard_ratio=0.65, spend_by=how
        )
        for how in ("events", "months")
    )
    assert by_months.spending_time == pytest.approx((0.4, 2 / 3, 1.0))
    assert by_events.spending_time == by_events.boundaries.information
    for found in (by_events, by_months):
        assert found.looks.events[-1] == pytest.approx(
            (found.boundaries.drift / logrank_unit(found.course)) ** 2, rel=0.03
        )


def logrank_unit(course: EventCourse) -> float:
    """Mean of Z with one event by Schoenfeld, near which Lachin and Foulkes lie."""
    return logrank_drift(0.65, 1.0, ratio=course.strata[0].ratio)


def test_one_look_equals_the_fixed_trial() -> None:
    course = _course()
    bounds = boundaries_wang_tsiatis(1, 0.025, 0.0)
    found = size_survival_sequential(course, 30, bounds, hazard_ratio=0.65)
    assert found.looks.events[-1] == pytest.approx(size_logrank(0.65), rel=1e-9)
    powered = power_survival_sequential(course, 100, bounds, hazard_ratio=0.65)
    assert powered.power == pytest.approx(power_logrank(0.65, 100), abs=1e-9)
