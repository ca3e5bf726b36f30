"""What becomes of everybody in a trial: who comes, what happens, why it ends, when they are seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.adverse_events import Occurrences, draw_occurrences
from trialrun.sdtm.synthetic.cohort import Cohort, cohort_until, gather_cohort
from trialrun.sdtm.synthetic.disposition import Reasons, draw_leaving, explain_leaving
from trialrun.sdtm.synthetic.dose_reductions import draw_reductions
from trialrun.sdtm.synthetic.draws import Integers, Streams
from trialrun.sdtm.synthetic.enrolment import enrol
from trialrun.sdtm.synthetic.exposure import Doses, last_doses, plan_doses
from trialrun.sdtm.synthetic.fatal_events import with_deaths
from trialrun.sdtm.synthetic.fates import Fates, data_cutoff, draw_fates, draw_times
from trialrun.sdtm.synthetic.schedule import (
    Plan,
    activity_visits,
    add_unscheduled,
    hold_visits,
    numbered_end,
    plan_visits,
)
from trialrun.study import Planning, RehearsalPlan, Scenario, Study, Synthesis


@dataclass(frozen=True, slots=True)
class Lives:
    """
    The lives of a trial's subjects before anything is written down.

    `cutoff` is the last day of the data, None where they are complete. `planned` are the visits of
    the schedule that were held, `visits` these and the unscheduled ones, `screened` the first of
    each subject. `reduced` is what `draw_reductions` returns.
    """

    cohort: Cohort
    cutoff: int | None
    fates: Fates
    doses: dict[tuple[str, str], Doses]
    occurrences: Occurrences
    reasons: Reasons
    planned: pl.DataFrame
    visits: pl.DataFrame
    screened: pl.DataFrame
    reduced: Integers


def draw_lives(
    study: Study,
    planning: Planning,
    plan: RehearsalPlan,
    synthesis: Synthesis,
    scenario: Scenario,
    draws: Streams,
) -> Lives:
    """
    Draw what becomes of everybody under a scenario.

    Args:
        study: the definition.
        planning: of the study.
        plan: of its rehearsal, for the first day.
        synthesis: what synthetic patients are like.
        scenario: the truth of this trial.
        draws: the streams of this trial.
    Raises:
        DesignError: data end before anybody is randomised.
    """
    enrolment = enrol(study, scenario, planning, draws)
    everyone = gather_cohort(
        study, synthesis, enrolment, date.fromisoformat(plan.first_site), draws
    )
    times = draw_times(study, scenario, everyone, draws)
    cutoff = data_cutoff(study, scenario, synthesis, everyone, times)
    cohort, kept = cohort_until(everyone, cutoff)
    visits_planned = plan_visits(study, synthesis, cohort, draws)
    ends = _ends(study, planning, synthesis, visits_planned)
    fates = draw_fates(study, synthesis, cohort, times.of(kept), cutoff, ends, draws)
    doses = plan_doses(study, synthesis, cohort, visits_planned, fates)
    fates = replace(fates, last_dose_day=last_doses(study, synthesis, cohort, doses, fates))

    consented = np.minimum(visits_planned.days[:, 0], 0)
    occurrences = draw_occurrences(study, scenario, synthesis, cohort, fates, consented, draws)
    leaving = draw_leaving(study, synthesis, cohort, fates, occurrences, draws)
    occurrences, leaving = with_deaths(study, synthesis, cohort, fates, occurrences, leaving, draws)
    reasons = explain_leaving(synthesis, fates, occurrences, leaving)

    planned = hold_visits(study, synthesis, cohort, visits_planned, fates, reasons.dead, draws)
    unscheduled = add_unscheduled(study, planned, synthesis, draws)
    return Lives(
        cohort=cohort,
        cutoff=cutoff,
        fates=fates,
        doses=doses,
        occurrences=occurrences,
        reasons=reasons,
        planned=planned,
        visits=pl.concat([planned, unscheduled]).sort("subject", "after", "VISITNUM"),
        screened=planned.unique("subject", keep="first", maintain_order=True),
        reduced=draw_reductions(study, synthesis, cohort, doses, fates, occurrences, draws),
    )


def _ends(
    study: Study, planning: Planning, synthesis: Synthesis, plan: Plan
) -> tuple[Integers | None, Integers | None, Integers]:
    """Return the days on which subjects leave and end treatment by plan, and of assessments."""
    treated_until = plan.treatment_end(study)
    leaves = planning.treatment_months is not None
    assessed: tuple[str, ...] = ()
    if synthesis.tumours is not None:
        assessed = activity_visits(study, synthesis.tumours.activity)
    return (
        treated_until if leaves else None,
        treated_until if leaves or numbered_end(study, synthesis) else None,
        plan.at(assessed),
    )
