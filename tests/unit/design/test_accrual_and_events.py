"""Accrual by region, and the events that follow from it."""

import numpy as np
import pytest

from trialrun.design import (
    ExpectedArm,
    accrual_constant,
    accrual_of_regions,
    expected_events,
    expected_month,
    hazard_ratio_at,
    hazards,
    logrank_drift,
    power_logrank,
    size_logrank,
)
from trialrun.errors import DesignError
from trialrun.study import Country, Region, Text

TEXT = Text(en="a", zh="甲")


def region(name, *, sites, rate, first, last, cap=None):
    return Region.model_validate(
        {
            "id": name,
            "label": TEXT,
            "countries": (Country(code="CHN", label=TEXT),),
            "sites": sites,
            "rate": rate,
            "activation": {"first_month": first, "last_month": last},
            "cap": cap,
        }
    )


SLOW = region("SLOW", sites=10, rate=0.5, first=2, last=8, cap=60)
FAST = region("FAST", sites=5, rate=0.5, first=0, last=0)


def test_a_region_stops_at_its_cap_and_the_study_when_all_are_in():
    accrual = accrual_of_regions([SLOW, FAST], 200)
    assert accrual.months.tolist() == [0, 2, 8, 17, 56]
    assert accrual.total == pytest.approx(200)
    assert accrual.subjects([2, 5, 8, 17, 56, 99]) == pytest.approx([5, 16.25, 35, 102.5, 200, 200])


def test_a_cap_is_reached_while_sites_still_open():
    accrual = accrual_of_regions(
        [region("A", sites=10, rate=1, first=0, last=10, cap=20), FAST], 60
    )
    assert accrual.subjects(2.0) == pytest.approx(2 + 5)
    full = (2 * 20) ** 0.5
    assert accrual.subjects(full) == pytest.approx(20 + 2.5 * full)
    assert accrual.subjects(full + 1) - accrual.subjects(full) == pytest.approx(2.5)


def test_a_factor_speeds_accrual_and_the_order_of_regions_does_not_matter():
    one, other = accrual_of_regions([SLOW, FAST], 100), accrual_of_regions([FAST, SLOW], 100)
    assert one.end == pytest.approx(other.end, rel=1e-12)
    assert accrual_of_regions([SLOW, FAST], 100, factor=2).end < one.end


def test_subjects_that_can_never_be_enrolled_are_refused():
    with pytest.raises(DesignError, match="60 subjects are all that can be expected"):
        accrual_of_regions([SLOW], 61)
    with pytest.raises(DesignError, match="expected in month"):
        accrual_of_regions([SLOW, FAST], 200, longest_months=50)
    with pytest.raises(DesignError, match="there are none"):
        accrual_of_regions([], 10)


@pytest.mark.parametrize(
    ("durations", "rates"), [([], []), ([1], [1, 2]), ([0], [1]), ([1], [-1]), ([1], [0])]
)
def test_accrual_that_is_none_is_refused(durations, rates):
    with pytest.raises(DesignError):
        accrual_constant(durations, rates)


def test_events_never_exceed_subjects_and_rise_with_time():
    accrual = accrual_of_regions([SLOW, FAST], 200)
    arms = [ExpectedArm(0.5, hazards([0, 6], [0.05, 0.1], dropout=0.01)) for _ in range(2)]
    found = [expected_events(accrual, arms, month).sum() for month in np.linspace(0.1, 300, 60)]
    assert (np.diff(found) > -1e-12).all()
    assert found[-1] < 200
    events = found[20]
    assert expected_month(accrual, arms, events) == pytest.approx(np.linspace(0.1, 300, 60)[20])


def test_follow_up_that_ends_limits_the_events():
    accrual, arm = accrual_constant([10], [10]), [ExpectedArm(1, hazards([0], [0.1]))]
    limited = expected_events(accrual, arm, 500, follow_up_months=6).sum()
    assert limited == pytest.approx(100 * (1 - np.exp(-0.6)), rel=1e-12)
    with pytest.raises(DesignError, match="events are expected by month"):
        expected_month(accrual, arm, 46, follow_up_months=6)


@pytest.mark.parametrize(
    ("months", "values", "dropout"),
    [([0], [-0.1], 0), ([1], [0.1], 0), ([0, 0], [0.1, 0.2], 0), ([0], [0.1], -1), ([], [], 0)],
)
def test_hazards_that_are_none_are_refused(months, values, dropout):
    with pytest.raises(DesignError):
        hazards(months, values, dropout=dropout)


@pytest.mark.parametrize("hazard_ratio", [0.5, 0.7, 0.99, 1.4])
@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0])
def test_the_events_needed_have_the_power_asked_for(hazard_ratio, ratio):
    events = size_logrank(hazard_ratio, power=0.85, ratio=ratio)
    assert power_logrank(hazard_ratio, events, ratio=ratio) == pytest.approx(0.85, rel=1e-12)
    assert size_logrank(1 / hazard_ratio, power=0.85, ratio=ratio) == pytest.approx(events)
    z = logrank_drift(hazard_ratio, events, ratio=ratio)
    back = hazard_ratio_at(z, events, ratio=ratio)
    assert back == pytest.approx(min(hazard_ratio, 1 / hazard_ratio), rel=1e-12)


@pytest.mark.parametrize("hazard_ratio", [1.0, 0.0, -0.7, np.inf])
def test_a_hazard_ratio_without_an_effect_is_refused(hazard_ratio):
    with pytest.raises(DesignError, match="must be above 0 and not 1"):
        size_logrank(hazard_ratio)


def test_allocation_and_events_that_are_none_are_refused():
    with pytest.raises(DesignError, match="ratio"):
        logrank_drift(0.7, 100, ratio=0)
    with pytest.raises(DesignError, match="events"):
        logrank_drift(0.7, 0)
