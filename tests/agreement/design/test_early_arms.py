"""Single-arm designs: every outcome written out, every design searched, simulation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import integrate, stats

from trialrun.design.early.binomial import probability_course, simulate_course
from trialrun.design.early.bop2 import boundaries_bop2, size_bop2
from trialrun.design.early.predictive import (
    boundaries_predictive,
    probability_predictive,
    size_predictive,
)
from trialrun.design.early.simon import (
    size_simon,
    size_simon_admissible,
    size_simon_minimax,
    size_simon_optimal,
)
from trialrun.design.early.toxicity import boundaries_toxicity_bayes, boundaries_toxicity_pocock


def written_out(looks, lower, rate, upper=None):
    """Success and mean size as a sum over every sequence of outcomes."""
    success = size = 0.0
    for sequence in product((0, 1), repeat=looks[-1]):
        chance = np.prod(np.where(sequence, rate, 1 - rate))
        for at, n in enumerate(looks):
            seen = sum(sequence[:n])
            last = at == len(looks) - 1
            stopped = seen <= lower[at]
            won = not stopped and (last or (upper is not None and seen >= upper[at]))
            if stopped or won:
                success += chance * won
                size += chance * n
                break
    return success, size


@pytest.mark.parametrize("rate", [0.2, 0.5])
@pytest.mark.parametrize("upper", [None, (3, 6, 8)])
def test_a_course_is_that_of_every_sequence(rate, upper):
    looks, lower = (3, 7, 10), (0, 2, 4)
    found = probability_course(looks, lower, rate, upper=upper)
    success, size = written_out(looks, lower, rate, upper)
    assert found.success == pytest.approx(success, rel=1e-12)
    assert found.expected_subjects == pytest.approx(size, rel=1e-12)
    assert sum(found.futility) + sum(found.efficacy) == pytest.approx(1)


@pytest.mark.parametrize(("null", "alternative"), [(0.1, 0.5), (0.5, 0.9)])
def test_simon_is_the_best_of_every_design(null, alternative):
    alpha, power, most = 0.1, 0.8, 12
    best: dict[int, float] = {}
    for n in range(2, most + 1):
        for n1 in range(1, n):
            x = np.arange(n1 + 1)
            first = [stats.binom.pmf(x, n1, p) for p in (null, alternative)]
            for r in range(n):
                second = [stats.binom.sf(r - x, n - n1, p) for p in (null, alternative)]
                for r1 in range(min(r + 1, n1)):
                    wins = [f[r1 + 1 :] @ s[r1 + 1 :] for f, s in zip(first, second, strict=True)]
                    if wins[0] <= alpha and wins[1] >= power:
                        size = n1 + (1 - first[0][: r1 + 1].sum()) * (n - n1)
                        best[n] = min(best.get(n, np.inf), size)
    designs = size_simon(null, alternative, alpha=alpha, power=power, most=most)
    assert len(best) > 3
    assert {each.subjects: each.expected_subjects for each in designs} == pytest.approx(best)


def test_simon_s_errors_are_those_of_its_course_and_of_simulation():
    found = size_simon_optimal(0.2, 0.4, power=0.8)
    for rate, wanted in ((0.2, found.alpha), (0.4, found.power)):
        assert found.course(rate).success == pytest.approx(wanted, rel=1e-12)
        looks = (found.first_subjects, found.subjects)
        lower = (found.first_stop, found.final_stop)
        drawn = simulate_course(looks, lower, rate, trials=200_000)
        assert drawn.success == pytest.approx(wanted, abs=0.004)
        assert drawn.early_stop == pytest.approx(found.course(rate).early_stop, abs=0.004)
    assert found.course(0.2).expected_subjects == pytest.approx(found.expected_subjects)


def test_admissible_designs_are_best_for_their_weights():
    designs = size_simon(0.1, 0.3, power=0.9, most=45)
    admissible = size_simon_admissible(0.1, 0.3, power=0.9, most=45)
    assert admissible[0].subjects == size_simon_minimax(0.1, 0.3, power=0.9, most=45).subjects
    assert admissible[-1].subjects == size_simon_optimal(0.1, 0.3, power=0.9, most=45).subjects
    for weight in np.linspace(0.001, 0.999, 57):
        losses = [weight * d.subjects + (1 - weight) * d.expected_subjects for d in designs]
        best = designs[int(np.argmin(losses))].subjects
        inside = [d.subjects for d in admissible if d.lowest_weight <= weight <= d.highest_weight]
        assert best in inside


@pytest.mark.parametrize(("responses", "subjects"), [(16, 23), (2, 9), (0, 0)])
def test_predictive_probability_is_the_integral_over_the_posterior(responses, subjects):
    a, b, most, null, theta = 0.6, 0.4, 40, 0.6, 0.9
    counts = np.arange(most + 1)
    wins = stats.beta.sf(null, a + counts, b + most - counts) > theta
    least = int(counts[wins][0])
    density = stats.beta(a + responses, b + subjects - responses)

    def success(quantile):
        # The chance of enough further responses, at a quantile of the posterior.
        rate = density.ppf(quantile)
        return stats.binom.sf(least - responses - 1, most - subjects, rate)

    wanted = integrate.quad(success, 0, 1, epsabs=1e-10, limit=400)[0]
    found = probability_predictive(responses, subjects, most, null, theta, prior=(a, b))
    assert found == pytest.approx(wanted, abs=1e-6)


def test_predictive_boundaries_are_those_that_ph2bayes_prints():
    found = boundaries_predictive(range(1, 41), 0.3, 0.05, 0.85, prior=(0.6, 1.4))
    first = {bound: n for n, bound in reversed(list(zip(found.looks, found.lower, strict=True)))}
    printed = {0: 4, 1: 8, 2: 11, 3: 14, 4: 17, 5: 20, 6: 22, 7: 25, 8: 27, 9: 29}
    assert {bound: first[bound] for bound in printed} == printed


def test_predictive_design_holds_its_errors_in_simulation():
    found = size_predictive(0.2, 0.45, prior=(0.2, 0.8), every=5, most=40)
    assert found.course(0.2).success <= 0.1
    assert found.course(0.45).success >= 0.9
    for rate in (0.2, 0.45):
        drawn = simulate_course(found.looks, found.lower, rate, trials=100_000)
        assert drawn.success == pytest.approx(found.course(rate).success, abs=0.004)


def test_bop2_stops_as_its_program_prints():
    found = boundaries_bop2((10, 15, 20, 25, 30, 35, 40), 0.2, 0.909, 1)
    assert found.lower == (1, 2, 3, 5, 7, 9, 11)


def test_bop2_stops_where_the_integrated_posterior_is_below_the_cutoff():
    found = boundaries_bop2((5, 10, 20), 0.3, 0.85, 0.7)
    for n, bound in zip(found.looks, found.lower, strict=True):
        limit = 0.85 * (n / 20) ** 0.7
        for x in range(n + 1):
            density = stats.beta(0.3 + x, 0.7 + n - x).pdf
            below = integrate.quad(density, 0.3, 1, limit=200)[0] < limit
            assert below == (x <= bound)


def test_bop2_s_course_is_that_of_every_sequence_and_of_simulation():
    found = size_bop2((4, 8, 12), 0.2, 0.5, alpha=0.15, step=0.02)
    for rate in (0.2, 0.5):
        success, size = written_out(found.looks, found.lower, rate)
        assert found.course(rate).success == pytest.approx(success, rel=1e-12)
        assert found.course(rate).expected_subjects == pytest.approx(size, rel=1e-12)
        drawn = simulate_course(found.looks, found.lower, rate, trials=100_000)
        assert drawn.success == pytest.approx(success, abs=0.005)


def test_no_other_cutoff_of_bop2_has_more_power():
    looks = (10, 20, 30)
    found = size_bop2(looks, 0.2, 0.4, alpha=0.1, step=0.05)
    best = 0.0
    for cutoff in np.arange(0.5, 1, 0.05):
        for exponent in np.arange(0, 1.01, 0.05):
            other = boundaries_bop2(looks, 0.2, round(cutoff, 10), round(exponent, 10))
            if other.course(0.2).success <= 0.1:
                best = max(best, other.course(0.4).success)
    assert found.course(0.4).success == pytest.approx(best, rel=1e-12)


@pytest.mark.parametrize(
    "boundary",
    [boundaries_toxicity_pocock(range(1, 13), 0.2), boundaries_toxicity_bayes(range(3, 13), 0.2)],
    ids=["Pocock", "Bayes"],
)
def test_a_toxicity_boundary_is_reached_in_so_many_of_every_sequence(boundary):
    for rate in (0.2, 0.4):
        total = 0.0
        for sequence in product((0, 1), repeat=12):
            seen = np.cumsum(sequence)
            if any(seen[n - 1] >= e for n, e in zip(boundary.looks, boundary.events, strict=True)):
                total += np.prod(np.where(sequence, rate, 1 - rate))
        assert boundary.stopping(rate) == pytest.approx(total, rel=1e-12)


def test_a_pocock_boundary_has_the_highest_level_that_holds():
    found = boundaries_toxicity_pocock(range(1, 11), 0.2)
    assert found.stopping(0.2) <= 0.05
    tails = {float(stats.binom.sf(x - 1, n, 0.2)) for n in found.looks for x in range(1, n + 1)}
    for level in sorted(tails):
        events = [
            min([x for x in range(n + 2) if stats.binom.sf(x - 1, n, 0.2) <= level * (1 + 1e-12)])
            for n in found.looks
        ]
        stops = probability_course(
            found.looks, [-1] * 9 + [events[-1] - 1], 0.2, upper=events
        ).success
        assert (stops <= 0.05) == (level <= found.level * (1 + 1e-9))
