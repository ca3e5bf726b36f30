"""What becomes of each subject: dropout, death, progression, end of treatment, data cut-off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.errors import DesignError, StudyError
from trialrun.sdtm.synthetic.cohort import Cohort, day_of, iso_of
from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, Streams, by_arm
from trialrun.sdtm.synthetic.enrolment import DAYS_PER_MONTH
from trialrun.study import Scenario, Study, SurvivalBelief, Synthesis

NEVER = np.int64(10**7)
"""A day that does not come."""


@dataclass(frozen=True)
class Fates:
    """
    Days after randomisation (0 is that day): what ended when; `NEVER` where it did not.

    `end` is the last day in the study, `died` and `left` say why; `until` is the day on which
    treatment was ended, `last_dose_day` that of the last dose before, `stopped` whether it ended
    of itself, before its plan and while the subject stayed; `progressed` the day of progression,
    seen or not.
    """

    end: Integers
    died: Flags
    left: Flags
    until: Integers
    last_dose_day: Integers
    stopped: Flags
    progressed: Integers
    cutoff: int | None

    @property
    def on_treatment(self) -> Flags:
        """Who is still treated when data end."""
        open_ended = (self.cutoff is not None) & ~self.left & ~self.died
        return np.asarray(open_ended & (self.until == self.end))

    @property
    def treatment_end(self) -> Integers:
        """Return the last day of the treatment epoch: of the last dose, or of the data."""
        return np.where(self.on_treatment, self.end, self.last_dose_day)


@dataclass(frozen=True)
class Times:
    """
    When subjects die and leave of themselves, in days after randomisation; `NEVER` where not.

    `normal` are the standard normal values that survival comes from.
    """

    died_at: Integers
    left_at: Integers
    normal: Floats

    def of(self, rows: Integers) -> Times:
        """Return those of some subjects."""
        return Times(self.died_at[rows], self.left_at[rows], self.normal[rows])


def draw_times(study: Study, scenario: Scenario, cohort: Cohort, draws: Streams) -> Times:
    """
    Draw when each subject would die of the endpoint, and when they would leave.

    Where the scenario says nothing of survival, nobody dies of the endpoint.
    """
    normal = draws("survival").standard_normal(len(cohort))
    death = _survival_months(study, scenario, cohort, normal)
    hazard = np.zeros(len(study.arms))
    for dropout in scenario.dropout:
        chosen = [dropout.arm in (None, arm.id) for arm in study.arms]
        hazard[chosen] += dropout.per_month
    left_at = _days(_waiting(draws("dropout"), hazard[cohort.arm]))
    return Times(np.maximum(_days(death), 0), np.maximum(left_at, 1), normal)


def data_cutoff(
    study: Study, scenario: Scenario, synthesis: Synthesis, cohort: Cohort, times: Times
) -> int | None:
    """
    Return the day (since 1970) at which data end; None where a trial ends by its plan.

    That is the day of the planned event, or the longest time where that event does not come.

    Raises:
        DesignError: nobody has been randomised by then.
    """
    if not scenario.survival:
        return None
    planning, plan = study.planning, study.rehearsal
    if planning is None or plan is None:
        raise StudyError("synthetic patients need planning and rehearsal")
    months = synthesis.cutoff.months or planning.longest_months
    cutoff = day_of(plan.first_site) + int(months * DAYS_PER_MONTH)
    wanted = synthesis.cutoff.events or planned_events(study)
    days = cohort.people.day
    observed = np.sort((days + times.died_at)[times.died_at <= times.left_at])
    if wanted is not None and wanted <= len(observed):
        cutoff = min(cutoff, int(observed[wanted - 1]))
    if not (days <= cutoff).any():
        raise DesignError(
            f"synthesis.cutoff ends data on {iso_of(cutoff)}, before the first subject is "
            f"randomised ({iso_of(int(days.min()))})",
            hint="raise synthesis.cutoff.months, or open sites earlier.",
        )
    return cutoff


def _survival_months(study: Study, scenario: Scenario, cohort: Cohort, normal: Floats) -> Floats:
    """The months to death of each subject, by arm, region and strata."""
    count = len(cohort)
    if not scenario.survival:
        return np.full(count, np.inf)
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
    return months


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
    synthesis: Synthesis,
    cohort: Cohort,
    times: Times,
    cutoff: int | None,
    plan: tuple[Integers | None, Integers | None, Integers],
    draws: Streams,
) -> Fates:
    """
    Draw what becomes of each subject.

    Args:
        study: arms.
        synthesis: treatment_stop, tumours.
        cohort: the subjects, all of them randomised by the cut-off.
        times: when they die and leave.
        cutoff: day (since 1970) at which data end.
        plan: last planned day of each subject in the study (None: to its end), and of treatment
            (None: as long), and the days of tumour assessments, shape (subjects, assessments),
            sorted.
        draws: streams of the trial.
    """
    planned_end, planned_last, assessments = plan
    count = len(cohort)
    arms = [arm.id for arm in study.arms]
    died_at, left_at = times.died_at, times.left_at
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
        progressed = _progression(synthesis, cohort, arms, times.normal, draws)
        later = np.where(assessments >= progressed[:, None], assessments, NEVER)
        seen = later.min(axis=1) if later.shape[1] else progressed
        if not synthesis.tumours.ends_treatment:
            seen = np.full(count, NEVER)
    stop = np.maximum(stop, 1)
    others = np.minimum(end, np.maximum(seen, 0))
    if planned_last is not None:
        others = np.minimum(others, planned_last)
    until = np.maximum(np.minimum(others, stop), 0)
    return Fates(end, died, left, until, until, stop < others, progressed, cutoff)


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
