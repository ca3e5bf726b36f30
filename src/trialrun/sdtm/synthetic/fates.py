"""What becomes of each subject: dropout, death, progression, end of treatment, data cut-off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.errors import StudyError
from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams, by_arm
from trialrun.sdtm.synthetic.enrolment import DAYS_PER_MONTH
from trialrun.study import Scenario, Study, SurvivalBelief, Synthesis

NEVER = np.int64(10**7)
"""A day that does not come."""


@dataclass(frozen=True)
class Fates:
    """
    Days after randomisation (0 is that day): what ended when; `NEVER` where it did not.

    `end` is the last day in the study, `died` and `left` say why; `last_dose_day` is the last day
    of treatment; `progressed` the day of progression, seen or not.
    """

    end: Integers
    died: Flags
    left: Flags
    last_dose_day: Integers
    progressed: Integers
    cutoff: int | None


def draw_event_times(
    study: Study, scenario: Scenario, cohort: Cohort, draws: Streams
) -> tuple[Floats, Floats]:
    """
    Return the months to death, and the standard normal values that they come from.

    Where the scenario says nothing of survival, nobody dies of the endpoint.
    """
    count = len(cohort)
    normal = draws("survival").standard_normal(count)
    if not scenario.survival:
        return np.full(count, np.inf), normal
    belief = scenario.survival[0]
    # A large value is a long life: the survival probability is its upper tail.
    cumulated = -np.log(np.clip(1 - _phi(normal), 1e-300, 1))
    factor = np.ones(count)
    for stratum in study.planning.strata if study.planning else ():
        if stratum.levels:
            ratios = np.array([level.hazard_ratio for level in stratum.levels])
            factor *= ratios[cohort.strata[stratum.id]]
    months = np.empty(count)
    for arm_number, arm in enumerate(study.arms):
        for region_number, region in enumerate(study.regions):
            members = (cohort.arm == arm_number) & (cohort.people.region == region_number)
            starts, hazards = _pieces(belief, arm.id, region.id)
            months[members] = _inverse(starts, hazards, cumulated[members] / factor[members])
    return months, normal


def _phi(values: Floats) -> Floats:
    """The standard normal distribution function."""
    from scipy.special import ndtr

    return np.asarray(ndtr(values), dtype=float)


def _pieces(belief: SurvivalBelief, arm: str, region: str) -> tuple[Floats, Floats]:
    """The months at which the hazard of an arm in a region changes, and the hazards from there."""
    effects = [e for e in belief.effects if e.arm == arm and e.region in (region, None)]
    effects.sort(key=lambda effect: effect.region is None)
    ratios = effects[0].pieces if effects and arm != belief.control else ()
    starts = sorted({p.from_month for p in belief.hazards} | {p.from_month for p in ratios})
    hazards = []
    for start in starts:
        base = [p.per_month for p in belief.hazards if p.from_month <= start][-1]
        ratio = [p.ratio for p in ratios if p.from_month <= start] or [1.0]
        hazards.append(base * ratio[-1])
    return np.array(starts), np.array(hazards)


def _inverse(starts: Floats, hazards: Floats, cumulated: Floats) -> Floats:
    """The months at which a piecewise constant hazard has cumulated to the values given."""
    reached = np.concatenate([[0.0], np.cumsum(np.diff(starts) * hazards[:-1])])
    piece = np.searchsorted(reached, cumulated, side="right") - 1
    return np.asarray(starts[piece] + (cumulated - reached[piece]) / hazards[piece])


def draw_fates(
    study: Study,
    scenario: Scenario,
    synthesis: Synthesis,
    cohort: Cohort,
    plan: tuple[Integers | None, Integers | None, Integers],
    draws: Streams,
) -> Fates:
    """
    Draw what becomes of each subject.

    Args:
        study: arms, planning, rehearsal.
        scenario: dropout, survival.
        synthesis: treatment_stop, tumours, cutoff.
        cohort: the subjects.
        plan: last planned day of each subject in the study (None: to its end), and of treatment
            (None: as long), and the days of tumour assessments, shape (subjects, assessments),
            sorted.
        draws: streams of the trial.
    """
    planned_end, planned_last, assessments = plan
    count = len(cohort)
    arms = [arm.id for arm in study.arms]
    death, normal = draw_event_times(study, scenario, cohort, draws)
    hazard = np.zeros(len(arms))
    for dropout in scenario.dropout:
        chosen = [dropout.arm in (None, arm) for arm in arms]
        hazard[chosen] += dropout.per_month
    left_at = _days(_waiting(draws("dropout"), hazard[cohort.arm]))
    left_at = np.maximum(left_at, 1)
    died_at = np.maximum(_days(death), 0)
    cutoff = _cutoff(study, synthesis, cohort, died_at, left_at) if scenario.survival else None
    closing = np.full(count, NEVER) if planned_end is None else planned_end
    if cutoff is not None:
        closing = np.minimum(closing, cutoff - cohort.people.day)
    end = np.minimum(np.minimum(died_at, left_at), closing)
    died = (died_at <= closing) & (died_at <= left_at)
    left = ~died & (left_at < closing)
    stop = _days(_waiting(draws("stop"), by_arm(synthesis.treatment_stop, arms)[cohort.arm]))
    progressed = np.full(count, NEVER)
    seen = np.full(count, NEVER)
    if synthesis.tumours is not None:
        progressed = _progression(synthesis, cohort, arms, normal, draws)
        later = np.where(assessments >= progressed[:, None], assessments, NEVER)
        seen = later.min(axis=1) if later.shape[1] else progressed
        if not synthesis.tumours.ends_treatment:
            seen = np.full(count, NEVER)
    last = np.minimum(np.minimum(end, np.maximum(stop, 1)), np.maximum(seen, 0))
    if planned_last is not None:
        last = np.minimum(last, planned_last)
    return Fates(end, died, left, np.maximum(last, 0), progressed, cutoff)


def _waiting(rng: np.random.Generator, hazard: Floats) -> Floats:
    """Months to an event of constant hazard; never where it is 0."""
    waited = rng.standard_exponential(len(hazard))
    with np.errstate(divide="ignore"):
        return np.where(hazard > 0, waited / np.where(hazard > 0, hazard, 1), np.inf)


def _days(months: Floats) -> Integers:
    """Whole days of a time in months."""
    return np.minimum(np.floor(months * DAYS_PER_MONTH), NEVER).astype(np.int64)


def _progression(
    synthesis: Synthesis, cohort: Cohort, arms: list[str], normal: Floats, draws: Streams
) -> Integers:
    """Days to progression, correlated with survival through normal values."""
    tumours = synthesis.tumours
    if tumours is None:
        raise StudyError("synthesis has no tumours")
    rho = tumours.survival_correlation
    own = draws("progression").standard_normal(len(cohort))
    mixed = rho * normal + np.sqrt(1 - rho**2) * own
    hazard = np.array([tumours.progression_per_month.get(arm, 0.0) for arm in arms])[cohort.arm]
    cumulated = -np.log(np.clip(1 - _phi(mixed), 1e-300, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        months = np.where(hazard > 0, cumulated / hazard, np.inf)
    return np.maximum(_days(months), 1)


def _cutoff(
    study: Study, synthesis: Synthesis, cohort: Cohort, died_at: Integers, left_at: Integers
) -> int:
    """The day (since 1970) at which data end: the planned event, or the longest time."""
    planning, plan = study.planning, study.rehearsal
    if planning is None or plan is None:
        raise StudyError("synthetic patients need planning and rehearsal")
    from trialrun.sdtm.synthetic.cohort import day_of

    months = synthesis.cutoff.months or planning.longest_months
    latest = day_of(plan.first_site) + int(months * DAYS_PER_MONTH)
    wanted = synthesis.cutoff.events or planned_events(study)
    observed = np.sort((cohort.people.day + died_at)[died_at <= left_at])
    if wanted is not None and wanted <= len(observed):
        return min(latest, int(observed[wanted - 1]))
    return latest


def planned_events(study: Study) -> int | None:
    """Return the events at which the final analysis is planned, if the study counts events."""
    sequential = study.planning.group_sequential if study.planning else None
    if sequential is None:
        return None
    if sequential.events is not None:
        return sequential.events
    from trialrun.design import design_study

    design = design_study(study).sequential
    return None if design is None else int(design.events)
