"""Properties of tests and intervals on data arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.errors import AnalysisError, RequestError
from trialrun.statistics.event_weights import (
    AtRisk,
    EarlyZero,
    FlemingHarrington,
    ModestlyWeighted,
    PetoPrentice,
)
from trialrun.statistics.maxcombo import maxcombo
from trialrun.statistics.milestone import compare_milestone
from trialrun.statistics.proportion import exact_interval, proportion_interval, wilson_interval
from trialrun.statistics.rank_sum import rank_sum
from trialrun.statistics.restricted_mean import compare_restricted_means, restricted_mean
from trialrun.statistics.restricted_mean_regression import fit_restricted_mean
from trialrun.statistics.survival import kaplan_meier
from trialrun.statistics.two_proportions import score_test
from trialrun.statistics.two_proportions_intervals import (
    difference_interval,
    log_ratio_interval,
    score_interval,
)
from trialrun.statistics.weighted_logrank import weighted_logrank, weighted_logrank_groups
from trialrun.statistics.win_ratio import win_ratio

FEW = settings(max_examples=25, deadline=None)
WEIGHTS = (
    FlemingHarrington(0, 0),
    FlemingHarrington(0.5, 1),
    ModestlyWeighted(5),
    ModestlyWeighted(largest=2),
    EarlyZero(2),
    AtRisk(0.5),
    PetoPrentice(),
)


def trial(seed, n=60):
    """Two arms with whole times, so that there are ties."""
    random = np.random.default_rng(seed)
    group = random.permutation(np.repeat(["c", "e"], n // 2))
    return np.ceil(random.exponential(8, n)), random.random(n) < 0.7, group


@FEW
@given(st.integers(0, 10_000), st.sampled_from(WEIGHTS))
def test_exchanging_the_arms_mirrors_the_test(seed, weight):
    time, event, group = trial(seed)
    one = weighted_logrank(time, event, group, experimental="e", weight=weight)
    other = weighted_logrank(time, event, group, experimental="c", weight=weight)
    assert one.z == pytest.approx(-other.z, rel=1e-9, abs=1e-12)
    assert one.p == pytest.approx(other.p, rel=1e-9)


@FEW
@given(st.integers(0, 10_000), st.floats(0.2, 5))
def test_rank_tests_do_not_see_the_unit_of_time(seed, factor):
    time, event, group = trial(seed)
    for weight in (FlemingHarrington(0, 1), AtRisk()):
        one = weighted_logrank(time, event, group, experimental="e", weight=weight)
        other = weighted_logrank(time * factor, event, group, experimental="e", weight=weight)
        assert one.z == pytest.approx(other.z, rel=1e-9, abs=1e-12)


@FEW
@given(st.integers(0, 10_000))
def test_one_stratum_twice_doubles_score_and_variance(seed):
    time, event, group = trial(seed)
    once = weighted_logrank(time, event, group, experimental="e", weight=FlemingHarrington(1, 1))
    twice = weighted_logrank(
        np.tile(time, 2),
        np.tile(event, 2),
        np.tile(group, 2),
        strata=np.repeat(["a", "b"], len(time)),
        experimental="e",
        weight=FlemingHarrington(1, 1),
    )
    assert twice.score == pytest.approx(2 * once.score)
    assert twice.variance == pytest.approx(2 * once.variance)
    assert twice.strata == 2


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_maxcombo_lies_between_its_best_test_and_bonferroni(seed):
    time, event, group = trial(seed)
    found = maxcombo(time, event, group, experimental="e")
    best = min(
        weighted_logrank(
            time, event, group, experimental="e", weight=FlemingHarrington(*each)
        ).p_one_sided
        for each in ((0, 0), (0, 1), (1, 0), (1, 1))
    )
    assert best - 2e-4 <= found.p_one_sided <= min(4 * best, 1) + 2e-4


@FEW
@given(st.integers(0, 10_000), st.floats(1, 10), st.floats(1.01, 1.5))
def test_a_restricted_mean_grows_with_its_time_and_no_faster(seed, until, factor):
    time, event, _ = trial(seed)
    time, event = np.append(time, 40.0), np.append(event, False)
    one, other = restricted_mean(time, event, until), restricted_mean(time, event, until * factor)
    assert 0 <= other.mean - one.mean <= until * (factor - 1) + 1e-12
    assert other.mean <= until * factor


@FEW
@given(st.integers(0, 10_000))
def test_restricted_means_of_exchanged_arms_are_mirrored(seed):
    time, event, group = trial(seed)
    one = compare_restricted_means(time, event, group, experimental="e", until=4)
    other = compare_restricted_means(time, event, group, experimental="c", until=4)
    assert one.difference.estimate == pytest.approx(-other.difference.estimate, abs=1e-12)
    assert one.ratio.estimate == pytest.approx(1 / other.ratio.estimate)
    assert one.ratio.lower == pytest.approx(1 / other.ratio.upper)


@FEW
@given(st.integers(0, 10_000), st.sampled_from(["log", "log-log", "plain", "logit", "arcsin"]))
def test_limits_hold_the_estimate_and_widen_with_confidence(seed, interval):
    time, event, _ = trial(seed)
    narrow = kaplan_meier(time, event, confidence=0.8, interval=interval)
    wide = kaplan_meier(time, event, confidence=0.95, interval=interval)
    known = ~np.isnan(wide.lower)
    for curve in (narrow, wide):
        assert np.all(curve.lower[known] <= curve.survival[known] + 1e-12)
        assert np.all(curve.survival[known] <= curve.upper[known] + 1e-12)
    assert np.all(wide.lower[known] <= narrow.lower[known] + 1e-12)
    assert np.all(narrow.upper[known] <= wide.upper[known] + 1e-12)


COUNTS = st.tuples(st.integers(0, 12), st.integers(12, 30), st.integers(0, 9), st.integers(9, 25))


@FEW
@given(COUNTS, st.booleans())
def test_score_limits_hold_the_estimate_and_reject_outside(counts, corrected):
    found = score_interval(*counts, corrected=corrected)
    assert found.lower <= found.estimate <= found.upper
    for null, inside in ((found.lower - 0.01, False), (found.upper + 0.01, False)):
        if -1 < null < 1:
            test = score_test(*counts, null=null, corrected=corrected)
            assert (test.p >= 0.05) is inside


@FEW
@given(COUNTS)
def test_exchanged_groups_mirror_limits(counts):
    x, n, y, m = counts
    for one, other in (
        (score_interval(x, n, y, m), score_interval(y, m, x, n)),
        (difference_interval(x, n, y, m), difference_interval(y, m, x, n)),
    ):
        assert one.lower == pytest.approx(-other.upper, abs=1e-9)
    if 0 < x < n and 0 < y < m:
        for effect in ("ratio", "odds-ratio"):
            one = score_interval(x, n, y, m, effect=effect)
            other = score_interval(y, m, x, n, effect=effect)
            assert one.lower == pytest.approx(1 / other.upper, rel=1e-6)


@FEW
@given(st.integers(0, 20), st.integers(20, 40))
def test_exact_limits_hold_wilson_s_middle(events, n):
    exact, wilson = exact_interval(events, n), wilson_interval(events, n)
    assert exact.lower <= events / n <= exact.upper
    assert wilson.lower <= events / n <= wilson.upper
    mirrored = exact_interval(n - events, n)
    assert exact.lower == pytest.approx(1 - mirrored.upper, abs=1e-12)


@FEW
@given(st.integers(0, 10_000))
def test_the_win_ratio_of_exchanged_arms_is_its_inverse(seed):
    signs = np.sign(np.random.default_rng(seed).normal(size=(8, 9)))
    one, other = win_ratio(signs), win_ratio(-signs.T)
    assert one.ratio == pytest.approx(1 / other.ratio)
    assert one.z == pytest.approx(-other.z)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: FlemingHarrington(-1), "rho"),
        (lambda: ModestlyWeighted(largest=0.5), "largest"),
        (lambda: EarlyZero(-1), "period"),
        (lambda: maxcombo([1, 2], [1, 1], ["c", "e"], experimental="e", weights=[]), "weight"),
        (lambda: score_test(1, 10, 2, 10, null=1.5), "below 1"),
        (lambda: score_test(1, 10, 2, 10, effect="ratio", null=0), "above 0"),
        (lambda: score_interval(1, 10, 2, 10, confidence=1), "confidence"),
        (lambda: difference_interval(1, 10, 2, 10, method="best"), "newcombe"),
        (lambda: proportion_interval(1, 10, method="best"), "wilson"),
        (lambda: restricted_mean([1, 2], [1, 1], 0), "above 0"),
        (
            lambda: compare_milestone([1, 2], [1, 1], ["c", "e"], 1, experimental="e", scale="x"),
            "plain",
        ),
        (
            lambda: fit_restricted_mean(
                [1, 2], [1, 1], ["c", "e"], [0, 1], 1, experimental="e", scale="x"
            ),
            "ratio",
        ),
    ],
)
def test_a_wrong_request_says_what_is_allowed(wrong, says):
    with pytest.raises(RequestError, match=says):
        wrong()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: weighted_logrank([1, 2], [1, 1], ["c", "c"], experimental="e"),
        lambda: weighted_logrank([1, 2], [0, 0], ["c", "e"], experimental="e"),
        lambda: weighted_logrank([-1, 2], [1, 1], ["c", "e"], experimental="e"),
        lambda: weighted_logrank_groups([1, 2], [1, 1], ["c", "c"]),
        lambda: maxcombo([1, 2], [0, 0], ["c", "e"], experimental="e"),
        lambda: compare_milestone([1, 2], [1, 1], ["c", "e"], 5, experimental="e"),
        lambda: restricted_mean([1, 2], [0, 0], 5),
        lambda: score_test(11, 10, 2, 10),
        lambda: score_test(1, 0, 2, 10),
        lambda: exact_interval(3, 2),
        lambda: log_ratio_interval(1, 0, 2, 10),
        lambda: rank_sum([1, 1], ["c", "e"], experimental="e"),
        win_ratio,
        lambda: win_ratio([[1, 1], [1, 1]]),
    ],
)
def test_data_that_do_not_allow_a_result_are_refused(wrong):
    with pytest.raises(AnalysisError):
        wrong()
