"""Requests for survival designs that can not be honoured."""

import numpy as np
import pytest

from trialrun.design.accrual import Accrual, accrual_constant
from trialrun.design.events.calendar_looks import size_survival_calendar
from trialrun.design.events.course import Stratum, accrual_until, event_course
from trialrun.design.events.exponential_entry import size_exponential
from trialrun.design.events.one_sample import power_one_sample_logrank, size_one_sample_logrank
from trialrun.design.events.rates import event_quantile, rate_of_median, rate_of_probability
from trialrun.design.events.survival_size import (
    accrual_for_power,
    follow_up_for_power,
    size_survival,
)
from trialrun.design.events.weibull import weibull
from trialrun.design.hazards import hazards
from trialrun.design.spending import spend_obrien_fleming
from trialrun.design.survival import logrank_drift, size_logrank
from trialrun.errors import DesignError

CONTROL = hazards([0], [0.05], dropout=0.01)


def course(rate=20.0, ratio=1.0):
    return event_course(
        [Stratum(accrual_constant([12], [rate]), CONTROL, CONTROL.times(0.7), ratio)]
    )


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (lambda: size_logrank(1.0), "must be above 0 and not 1"),
        (lambda: size_logrank(1.3, null_hazard_ratio=1.3), "not 1.3"),
        (lambda: size_logrank(0.7, null_hazard_ratio=0.0), "must be above 0"),
        (lambda: size_logrank(0.7, null_hazard_ratio=1.3, method="freedman"), "must be 1 with"),
        (lambda: size_logrank(0.7, power=1.0), "power"),
        (lambda: size_logrank(0.7, ratio=0.0), "ratio: found 0"),
        (lambda: logrank_drift(0.7, 10, method="cox"), "schoenfeld, freedman or hsieh"),
        (lambda: event_course([]), "there are none"),
        (lambda: course(ratio=0.0), "strata[1].ratio: found 0"),
        (lambda: accrual_until(accrual_constant([12], [5]), 0.0), "must be above 0"),
        (lambda: course().month_of(1000.0), "events are expected, found 1000"),
        (lambda: course().scaled(0.0), "factor"),
        (lambda: size_survival(course(), 0.0, hazard_ratio=0.7), "no events are expected"),
        (lambda: size_survival(course(), 24, hazard_ratio=1.0), "hazard_ratio: found 1"),
        (lambda: size_survival(course(), 24, hazard_ratio=0.7, method="cox"), "must be one of"),
        (lambda: follow_up_for_power(course(1.0), hazard_ratio=0.7), "no follow-up up to"),
        (lambda: follow_up_for_power(course(2000.0), hazard_ratio=0.5), "any follow-up gives"),
        (lambda: accrual_for_power(course(), -1.0, hazard_ratio=0.7), "must be at least 0"),
        (lambda: weibull(0.0, 1.0), "weibull.rate: found 0"),
        (lambda: weibull(0.1, 1.0, dropout=-1.0), "weibull.dropout"),
        (lambda: rate_of_median(0.0), "median: found 0"),
        (lambda: rate_of_probability(1.0, 12), "probability: found 1"),
        (lambda: event_quantile(CONTROL, [1.0]), "probability"),
        (lambda: size_one_sample_logrank(CONTROL, 1.0, 12, 12), "must be above 0 and below 1"),
        (lambda: size_one_sample_logrank(CONTROL, 0.6, 0, 0), "and not both 0"),
        (lambda: power_one_sample_logrank(CONTROL, 0.6, 12, 12, 0), "subjects: found 0"),
        (lambda: size_exponential(0.2, 0.2, 3, 5), "the same as control_hazard"),
        (lambda: size_exponential(0.3, 0.2, 3, 2), "must be at least 3"),
        (lambda: hazards([0, 5], [0.1, 0.2], dropout=[0.1]), "hazards of dropout"),
        (
            lambda: size_survival_calendar(
                course(), [12, 10], spend_obrien_fleming, hazard_ratio=0.7
            ),
            "must rise",
        ),
    ],
)
def test_a_request_that_can_not_be_honoured_is_refused(request_, words):
    with pytest.raises(DesignError) as refused:
        request_()
    assert words in str(refused.value)


def test_accrual_that_is_not_constant_by_pieces_is_refused():
    rising = Accrual(np.array([0.0, 12.0]), np.array([0.0]), np.array([10.0]))
    with pytest.raises(DesignError, match="constant by pieces"):
        event_course([Stratum(rising, CONTROL, CONTROL)])


def test_strata_with_different_ratios_have_no_schoenfeld_size():
    strata = (*course().strata, *course(ratio=2.0).strata)
    assert size_survival(event_course(strata), 24, hazard_ratio=0.7).events > 0
    with pytest.raises(DesignError, match="ratios differ"):
        size_survival(event_course(strata), 24, hazard_ratio=0.7, method="schoenfeld")


def test_dropout_by_pieces_keeps_its_pieces_when_split():
    found = hazards([0, 6], [0.1, 0.05], dropout=[0.01, 0.03]).split_at([3, 9])
    assert found.from_month.tolist() == [0, 3, 6, 9]
    assert found.dropout.tolist() == [0.01, 0.01, 0.03, 0.03]


def test_nobody_has_an_event_with_no_hazard():
    found = hazards([0, 6], [0.0, 0.05])
    assert found.event_months([6.0]).tolist() == [0.0]
    assert found.events([6.0, 7.0])[0] == 0
    assert event_quantile(hazards([0, 6], [0.05, 0.0]), [0.9]).tolist() == [np.inf]
