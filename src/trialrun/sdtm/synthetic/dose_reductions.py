"""When doses are reduced: once, for good, after an adverse event where there was one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from trialrun.sdtm.synthetic.adverse_events import Occurrences
from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import Integers, Streams
from trialrun.sdtm.synthetic.exposure import Doses
from trialrun.sdtm.synthetic.fates import NEVER, Fates
from trialrun.study import Study, Synthesis


def draw_reductions(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    doses: Mapping[tuple[str, str], Doses],
    fates: Fates,
    occurrences: Occurrences,
    draws: Streams,
) -> Integers:
    """
    Draw the day of each subject's first reduced dose, `NEVER` for those without one.

    So many subjects have one, and at such times, that the share of reduced doses is that of the
    treatment: at a uniform time twice as many are reduced as doses are. They are among those who
    had an adverse event that may change treatment, and the time is moved to the dose after the
    nearest one; where nobody had one, they are among all.

    Args:
        study: arms.
        synthesis: treatments and adverse events.
        cohort: arms of the subjects.
        doses: single doses, as `plan_doses` returns them.
        fates: last doses.
        occurrences: adverse events.
        draws: streams of the trial.
    """
    able = np.array([event.withdraws for event in synthesis.adverse_events], dtype=bool)
    rows = np.flatnonzero(occurrences.start >= 0)
    rows = rows[able[occurrences.term[rows]]] if len(rows) else rows
    subject, onset = occurrences.subject[rows], occurrences.start[rows]
    reduced = np.full(len(cohort), NEVER)
    for treatment in synthesis.treatments:
        for number, arm in enumerate(study.arms):
            if arm.id not in treatment.arms or not treatment.reduction:
                continue
            members = np.flatnonzero(cohort.arm == number)
            last = fates.last_dose_day[members]
            first = np.full(len(cohort), NEVER)
            np.minimum.at(first, subject, onset)
            possible = first[members] < last
            if not possible.any():
                possible = last > 0
            # Those who can be reduced stand for the doses of those who can not.
            wanted = treatment.reduction * (last + 1).sum() / max((last + 1)[possible].sum(), 1)
            rng = draws("reductions", treatment.name, arm.id)
            chosen = possible & (rng.random(len(members)) < 2 * wanted)
            at = min(1.0, max(2 - 2 * wanted, 0.0)) * rng.random(len(members))
            given = doses.get((treatment.name, arm.id))
            for place in np.flatnonzero(chosen):
                who = members[place]
                day = 1 + int(at[place] * last[place])
                following = onset[subject == who] + 1
                following = following[following <= last[place]]
                if len(following):
                    day = int(following[np.abs(following - day).argmin()])
                if given is not None:
                    own = given.day[given.subject == who]
                    day = int(own[np.searchsorted(own, day)])
                reduced[who] = min(int(reduced[who]), day)
    return reduced
