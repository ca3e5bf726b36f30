import numpy as np
import pytest
from statsmodels.duration.survfunc import survdiff

from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.enrolment import new_subjects
from trialrun.rehearse.logrank import new_followed, new_score, put_in_order, score_at
from trialrun.rehearse.survival_draw import new_times
from trialrun.rehearse.survival_plan import Strata

COUNT = 60
STRATA = Strata(by=1, cells=1, cell=np.zeros(1, np.int64), region=np.arange(2))


@kernel
def scored(strata, subjects, times, sides, rising, followed, score, dates, seen, sums):
    put_in_order(strata, subjects, times, sides, len(rising), rising, followed)
    for k in range(len(dates)):
        seen[k] = score_at(dates[k], followed, score)
        sums[k, 0] = score.difference[0] + score.difference[1]
        sums[k, 1] = score.variance[0] + score.variance[1]


@pytest.mark.parametrize("arms", [2, 3])
def test_ties_are_scored_as_statsmodels_does(arms):
    random = np.random.default_rng(5)
    subjects, times = new_subjects(COUNT), new_times(COUNT)
    subjects.month[:] = np.sort(random.integers(0, 8, COUNT))
    subjects.arm[:] = random.integers(0, arms, COUNT)
    subjects.region[:] = random.integers(0, 2, COUNT)
    subjects.site[:], subjects.cell[:] = 0, 0
    times.length[:] = random.integers(1, 7, COUNT)
    times.leave[:] = subjects.month + times.length
    times.event[:] = random.random(COUNT) < 0.7
    sides = np.array([0, 1, -1])[:arms]
    rising = np.argsort(times.length, kind="stable")
    dates = np.array([5.5, 9.0, 20.0, 9.0])
    seen, sums = np.zeros(4), np.zeros((4, 2))
    scored(
        STRATA,
        subjects,
        times,
        sides,
        rising,
        new_followed(COUNT),
        new_score(2),
        dates,
        seen,
        sums,
    )
    for k, date in enumerate(dates):
        here = (subjects.month < date) & (sides[subjects.arm] >= 0)
        cut = times.leave > date
        length = np.where(cut, date - subjects.month, times.length)[here]
        event = ((times.event == 1) & ~cut)[here]
        square, _ = survdiff(length, event, subjects.arm[here], strata=subjects.region[here])
        assert sums[k, 0] ** 2 / sums[k, 1] == pytest.approx(square, rel=1e-9)
        assert seen[k] == event.sum()
