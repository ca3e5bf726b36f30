"""Numbers of events and subjects that are printed, rounded up, in papers."""

from __future__ import annotations

from math import ceil

import numpy as np
import pytest

from trialrun.design.events.one_sample import size_one_sample_logrank
from trialrun.design.events.weibull import weibull
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
