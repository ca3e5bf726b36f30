"""Numbers of events and subjects that are printed, rounded up, in papers."""

from __future__ import annotations

from math import ceil

import numpy as np
import pytest

from trialrun.design.accrual import accrual_constant
from trialrun.design.boundaries import boundaries_spending
from trialrun.design.events.course import EventCourse, Stratum, event_course
from trialrun.design.events.one_sample import size_one_sample_logrank
from trialrun.design.events.survival_sequential import looks_at_events
from trialrun.design.events.survival_size import accrual_for_power, power_survival, size_survival
from trialrun.design.events.weibull import weibull
from trialrun.design.hazards import Hazards, hazards
from trialrun.design.spending import spend_obrien_fleming
from trialrun.design.survival import size_logrank

EVEN = 2


def _even(value: float) -> int:
    """Round up to an even number."""
    return EVEN * ceil(value / EVEN)


@pytest.mark.parametrize(
    ("hazard_ratio", "printed"),
    [
        (0.85, 938),
        (0.80, 498),
        (0.75, 300),
        (0.70, 196),
        (0.65, 134),
        (0.60, 96),
        (0.55, 70),
        (0.50, 52),
        (0.45, 40),
        (0.40, 30),
    ],
)
def test_phadnis_table_of_events(hazard_ratio: float, printed: int) -> None:
    """Statistics in Medicine 2017;36:4121-4140, Table 3: 80% power, one-sided 5%, even numbers."""
    assert _even(size_logrank(hazard_ratio, alpha=0.05, power=0.8)) == printed


@pytest.mark.parametrize(
    ("hazard_ratio", "printed"), [(1.25, 1264), (1.5, 384), (1.75, 204), (2.0, 132)]
)
def test_trials_table_of_subjects(hazard_ratio: float, printed: int) -> None:
    """Trials 2015;16:213, Table 1: 80% power, two-sided 5%, half of all subjects with an event."""
    assert 2 * _even(size_logrank(hazard_ratio, alpha=0.025, power=0.8)) == printed


@pytest.mark.parametrize(
    ("hazard_ratio", "margin", "printed"),
    [
        (0.70, 1.8, 48),
        (0.75, 1.8, 55),
        (0.80, 1.8, 64),
        (0.85, 1.8, 75),
        (0.90, 1.8, 88),
        (0.95, 1.8, 103),
        (1.00, 1.8, 122),
        (1.05, 1.8, 145),
        (1.10, 1.8, 174),
        (0.70, 1.3, 110),
        (0.75, 1.3, 139),
        (0.80, 1.3, 179),
        (0.85, 1.3, 233),
        (0.90, 1.3, 311),
        (0.95, 1.3, 428),
        (1.00, 1.3, 611),
        (1.10, 1.3, 1507),
    ],
)
def test_events_to_exclude_a_cardiovascular_risk(
    hazard_ratio: float, margin: float, printed: int
) -> None:
    """
    Evidence-Based Medicine (BMJ), table 143059: 90% power, one-sided 2.5%, margins 1.8 and 1.3.

    Left out: 1.05 with margin 1.3, printed as 921, where 921.4 was rounded down.
    """
    assert ceil(size_logrank(hazard_ratio, null_hazard_ratio=margin)) == printed


def test_collett_events_of_a_hepatitis_trial() -> None:
    """Collett (2003), Modelling Survival Data in Medical Research, 2nd ed., example 10.1."""
    assert round(size_logrank(0.57, alpha=0.025, power=0.9)) == 133


def test_wu_subjects_of_a_one_sample_trial() -> None:
    """Median 0.75 against 0.5, accrual 2.5, follow-up 1, two-sided 5%, power 90%: 81 subjects."""
    reference = weibull(float(np.log(2) / 0.5), 1.0)
    found = size_one_sample_logrank(reference, 2 / 3, 2.5, 1.0, alpha=0.025, power=0.9)
    assert ceil(found.subjects) == 81


def _course(
    control: Hazards, hazard_ratio: float, durations: list[float], rates: list[float]
) -> EventCourse:
    accrual = accrual_constant(durations, rates)
    return event_course([Stratum(accrual, control, control.times(hazard_ratio))])


MEDIAN_6 = hazards([0], [float(np.log(2) / 6)], dropout=float(np.log(2) / 40))


def test_gsdesign_help_lachin_foulkes() -> None:
    """https://keaven.github.io/gsDesign/reference/nSurv.html: 86.3258 events, 119.8184 subjects."""
    found = size_survival(_course(MEDIAN_6, 0.5, [24], [1]), 36, hazard_ratio=0.5)
    assert found.events == pytest.approx(86.3258, abs=5e-5)
    assert found.subjects == pytest.approx(119.8184, abs=5e-5)


def test_gsdesign_help_piecewise_accrual_and_its_duration() -> None:
    """The same page: accrual of 25.7809 months, 86.3632 events, 121.6855 subjects."""
    course = _course(MEDIAN_6, 0.5, [3, 6, 9], [1, 3, 6])
    found = accrual_for_power(course, 12, hazard_ratio=0.5)
    assert found.accrual_months == pytest.approx(25.7809, abs=5e-5)
    assert found.events == pytest.approx(86.3632, abs=5e-5)
    assert found.subjects == pytest.approx(121.6855, abs=5e-5)


def test_gsdesign_help_piecewise_hazards() -> None:
    """The same page: 87.9869 events and 183.8174 subjects; 257.7578 and 914.4375."""
    leaving = float(np.log(2) / 40)
    control = hazards([0, 3], (np.log(2) / np.array([6, 12])).tolist(), dropout=leaving)
    found = size_survival(_course(control, 0.5, [6], [1]), 18, hazard_ratio=0.5)
    assert found.events == pytest.approx(87.9869, abs=5e-5)
    assert found.subjects == pytest.approx(183.8174, abs=5e-5)
    month = hazards([0, 1], [0.4, 0.0])
    other = size_survival(_course(month, 2 / 3, [17], [1]), 18, hazard_ratio=2 / 3)
    assert other.events == pytest.approx(257.7578, abs=5e-5)
    assert other.subjects == pytest.approx(914.4375, abs=5e-5)


def test_gsdesign_help_strata() -> None:
    """The page of its development version: events by arm and stratum, Bernstein and Lagakos."""
    strata = []
    for medians, lost, rates in (((6, 12), (40, 50), (3, 6)), ((18, 24), (45, 55), (5, 7))):
        control = hazards(
            [0, 3],
            (np.log(2) / np.array(medians)).tolist(),
            dropout=(np.log(2) / np.array(lost)).tolist(),
        )
        strata.append(Stratum(accrual_constant([5, 10], list(rates)), control, control.times(0.5)))
    found = size_survival(event_course(strata), 27, hazard_ratio=0.5, method="bernstein-lagakos")
    assert found.arm_events == pytest.approx(
        np.array([[27.731, 17.827], [21.299, 12.137]]), abs=5e-4
    )
    assert found.subjects == pytest.approx(196.0, abs=0.05)


def test_gsdesign_help_power() -> None:
    """The same page: 6 subjects a month for 24 months, 117.5 events, power 96.5%."""
    control = hazards([0], [float(np.log(2) / 6)], dropout=0.001)
    found = power_survival(_course(control, 0.5, [24], [6]), 36, hazard_ratio=0.5)
    assert found.events == pytest.approx(117.5, abs=0.05)
    assert found.power == pytest.approx(0.965, abs=0.0005)


def test_sas_example_of_looks() -> None:
    """SAS/STAT, SEQDESIGN, example "Computing Sample Size for Survival Data ... Uniform Accrual"."""
    bounds = boundaries_spending([0.25, 0.5, 0.75, 1], 0.025, spend_obrien_fleming, power=0.9)
    most = size_logrank(0.5, inflation=float(bounds.inflation or 0))
    course = _course(hazards([0], [0.03466]), 0.5, [18], [15])
    looks = looks_at_events(course, np.array(bounds.information) * most)
    assert looks.months[:3] == pytest.approx([11.2631, 16.2875, 20.4926], abs=5e-5)
    assert looks.subjects[:2] == pytest.approx([168.95, 244.31], abs=5e-3)
