"""
Safety rules on counts: enumeration of every outcome, SciPy's binomial, simulation, and what the
pilot's protocol states of its two rules.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import stats

from trialrun.design import (
    design_study,
    stopping_probability,
    stopping_probability_any,
    stopping_probability_poisson,
    stopping_threshold,
)
from trialrun.study import load_study

SYNCOPE = dict(enumerate((6, 7, 9, 11, 12, 13, 15, 16, 17, 18, 20)))
PAUSES = dict(enumerate((3, 5, 6, 7, 8)))


@pytest.mark.parametrize("looks", [(5,), (2, 5), (1, 2, 3, 4, 5)])
def test_probability_is_that_of_every_outcome_written_out(looks):
    table, rates, size = {0: 2, 1: 3, 2: 4}, (0.3, 0.45), looks[-1]
    total = 0.0
    for outcome in product((0, 1), repeat=2 * size):
        control, other = np.array(outcome[:size]), np.array(outcome[size:])
        stops = any(
            other[:n].sum() >= max(table.get(x := control[:n].sum(), 0), 2 * (x > 2) * x)
            for n in looks
        )
        if stops:
            chances = (
                np.where(control, rates[0], 1 - rates[0]),
                np.where(other, rates[1], 1 - rates[1]),
            )
            total += chances[0].prod() * chances[1].prod()
    assert stopping_probability(table, looks, *rates) == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize(
    ("table", "control", "other"), [(SYNCOPE, 0.04, 0.16), (PAUSES, 0.01, 0.04)]
)
def test_one_look_is_a_sum_over_scipys_binomial(table, control, other):
    counts = np.arange(101)
    thresholds = np.array([table.get(x, 2 * x) for x in counts])
    for rate in (control, other):
        each = stats.binom.sf(thresholds - 1, 100, rate)
        direct = stats.binom.pmf(counts, 100, control) @ each
        assert stopping_probability(table, [100], control, rate) == pytest.approx(direct, rel=1e-11)
        both = stats.binom.pmf(counts, 100, control) @ (1 - (1 - each) ** 2)
        found = stopping_probability_any(table, 100, control, rate, arms=2)
        assert found == pytest.approx(both, rel=1e-11)
        each = stats.poisson.sf(thresholds - 1, 100 * rate)
        direct = stats.poisson.pmf(counts, 100 * control) @ each
        found = stopping_probability_poisson(table, 100, control, rate)
        assert found == pytest.approx(direct, rel=1e-10)


@pytest.mark.parametrize("rate", [0.04, 0.16])
def test_looks_stop_as_often_as_in_simulated_trials(rate):
    looks, trials = np.array([25, 50, 75, 100]), 200_000
    random = np.random.default_rng(13)
    counts = [np.cumsum(random.binomial(25, p, (trials, len(looks))), axis=1) for p in (0.04, rate)]
    thresholds = np.array([stopping_threshold(SYNCOPE, x) for x in range(101)])
    simulated = (counts[1] >= thresholds[counts[0]]).any(axis=1).mean()
    calculated = stopping_probability(SYNCOPE, looks.tolist(), 0.04, rate)
    assert abs(simulated - calculated) < 4 * np.sqrt(calculated * (1 - calculated) / trials)


def test_the_figures_that_the_protocol_states_are_given_by_no_reading(pilot_study):
    """
    H2Q-MC-LZZT protocol, section 3.9.4: 0.032 and 0.708 for syncope, 0.044 and 0.500 for pauses.

    Looks at equal numbers that end with 100 subjects in each group can only stop more often than
    the last look alone, and less often than a look after every subject: the stated type I errors
    lie above both, the stated power for syncope below both.
    """
    rules = {rule.rule: rule for rule in design_study(load_study(pilot_study)).rules}
    for rule in rules.values():
        assert rule.reproduced_by() is None
        assert rule.subjects == 100
        readings = {reading.name: reading for reading in rule.readings}
        least, most = readings["one_look"], readings["every_subject"]
        assert least.type_i_error < rule.type_i_error < most.type_i_error
        assert least.power < rule.power < most.power
        assert rule.stated_type_i_error > most.type_i_error + 0.003
    syncope, pauses = rules["SYNCOPE"], rules["PAUSES"]
    assert syncope.stated_power < syncope.readings[0].power - 0.13
    exact = [round(v, 4) for v in (syncope.type_i_error, syncope.power)]
    assert exact == [0.0190, 0.8630]
    exact = [round(v, 4) for v in (pauses.type_i_error, pauses.power)]
    assert exact == [0.0363, 0.5130]


def test_no_sizes_of_the_groups_give_both_figures_stated_for_syncope():
    """One look, or one after every event in random order, at any sizes from 20 to 200."""
    sizes, most = np.arange(20, 201), 70
    counts = np.arange(most)
    control, other = (stats.binom.pmf(counts, sizes[:, None], rate) for rate in (0.04, 0.16))
    thresholds = np.array([stopping_threshold(SYNCOPE, x) for x in counts])
    one_look = (counts < thresholds[:, None]).astype(float)
    every_event = np.zeros((most, most))
    for x, y in product(counts, counts):
        if y >= thresholds[x]:
            continue
        before = (x * every_event[x - 1, y] if x else 0) + (y * every_event[x, y - 1] if y else 0)
        every_event[x, y] = before / (x + y) if x + y else 1
    for going in (one_look, every_event):
        type_i_error = 1 - control @ going @ control.T
        power = 1 - control @ going @ other.T
        fits = (abs(type_i_error - 0.032) < 0.01) & (abs(power - 0.708) < 0.01)
        assert not fits.any()
