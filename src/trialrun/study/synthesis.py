"""
What synthetic patients look like: the beliefs of a study that no scenario varies.

A scenario says what is believed of the endpoints, of dropout and of stopping rules; this part says
the rest of what a trial would record, for the study's own schedule. A share that is given by arm
is a mapping from arm to share.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from trialrun.study.base import Code, Id, Part
from trialrun.study.synthesis_findings import FindingsPanel, Questionnaire
from trialrun.study.synthesis_oncology import TumourBelief

ByArm = float | dict[Id, float]
"""One number for all arms, or one for each."""

Shares = dict[str, float]
"""Relative shares of the values that stand as keys."""


class Range(Part):
    """A normal distribution cut at two bounds."""

    mean: float
    standard_deviation: float = Field(gt=0)
    low: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if not self.low <= self.mean <= self.high:
            raise ValueError(f"mean {self.mean:g} must lie from {self.low:g} to {self.high:g}")
        return self


class Demographics(Part):
    """Who takes part; `by_region` replaces single parts of it in a region."""

    age: Range
    sex: Shares = Field(min_length=1, description="SEX -> share, such as F and M")
    race: Shares = Field(min_length=1, description="RACE -> share")
    ethnicity: Shares = Field(default_factory=dict, description="ETHNIC -> share")
    race_by_region: dict[Id, Shares] = Field(default_factory=dict)
    ethnicity_by_region: dict[Id, Shares] = Field(default_factory=dict)
    age_by_region: dict[Id, Range] = Field(default_factory=dict)


class Numbering(Part):
    """How sites and subjects are numbered."""

    first_site: int = Field(default=101, ge=1, description="SITEID of the first site")
    first_site_by_region: dict[Id, int] = Field(
        default_factory=dict, description="region -> SITEID of its first site, as 101, 201 …"
    )
    first_subject: int = Field(default=1001, ge=1, description="SUBJID of the first one screened")
    usubjid: str = Field(
        default="{study}-{site}-{subject}", description="how USUBJID is put together"
    )

    @model_validator(mode="after")
    def _tells_subjects_apart(self) -> Numbering:
        rest = self.usubjid
        for name in ("{study}", "{site}", "{subject}"):
            rest = rest.replace(name, "")
        if "{subject}" not in self.usubjid or "{" in rest or "}" in rest:
            raise ValueError(
                f"usubjid is {self.usubjid!r}, must hold {{subject}}, and may hold {{study}} and "
                "{site}"
            )
        return self


class Timing(Part):
    """How dates depart from the plan."""

    jitter_days: float = Field(
        default=1.5, ge=0, description="spread of visit dates about the plan, cut at the window"
    )
    default_window: int = Field(default=3, ge=0, description="days, where a visit has no window")
    missing_visit: float = Field(default=0.02, ge=0, lt=1, description="share of visits missed")
    partial_date: float = Field(
        default=0.03, ge=0, le=1, description="share of AE, CM and MH dates without their day"
    )
    unscheduled: float = Field(
        default=0.01, ge=0, lt=1, description="unscheduled laboratory visits per visit"
    )
    early_termination: Id | None = Field(
        default=None,
        description="visit held when treatment ends before its plan; one without a number stands "
        "under the visit that it replaces",
    )
    missing_end: float = Field(
        default=0, ge=0, lt=1, description="share of early terminations without that visit"
    )
    screening_days: int = Field(
        default=7, ge=0, description="first screening visit at most so much before its plan"
    )


class Treatment(Part):
    """What is given: one or more of them in each arm."""

    name: Code = Field(description="EXTRT")
    arms: tuple[Id, ...] = Field(min_length=1, description="arms that get it")
    dose: float | None = Field(
        default=None, description="null: as analysis_data.ADSL.dosing has it, else the arm's dose"
    )
    unit: Code | None = Field(default=None, description="EXDOSU; null: the arm's")
    form: Code = Field(description="EXDOSFRM")
    frequency: Code = Field(description="EXDOSFRQ, such as QD or Q3W")
    route: Code = Field(description="EXROUTE")
    every_weeks: float | None = Field(
        default=None, gt=0, description="a record for each dose given so; null: one each period"
    )
    most_doses: int | None = Field(default=None, ge=1)
    reduction: float = Field(
        default=0, ge=0, lt=1, description="share of doses reduced; none is raised again"
    )
    reduced_to: float = Field(default=0.8, gt=0, lt=1, description="share of the dose then given")


class Events(Part):
    """What adverse events share, where one does not say otherwise."""

    months: float = Field(
        gt=0, description="exposure to which probabilities of adverse events refer"
    )
    severity: Shares = Field(
        default_factory=lambda: {"MILD": 0.6, "MODERATE": 0.3, "SEVERE": 0.1},
        description="AESEV -> share",
    )
    grades: bool = Field(
        default=False, description="whether severity holds toxicity grades, for AETOXGR"
    )
    relation: Shares = Field(
        default_factory=lambda: {"NOT RELATED": 0.6, "RELATED": 0.4}, description="AEREL -> share"
    )
    relation_placebo: Shares = Field(
        default_factory=dict, description="AEREL where the arm gives a placebo; empty: the same"
    )
    serious: float = Field(default=0.02, ge=0, le=1)
    duration_days: float = Field(default=14, gt=0, description="mean")
    unresolved: float = Field(default=0.2, ge=0, le=1, description="share without an end")
    before_treatment: float = Field(
        default=0.03, ge=0, le=1, description="share of events moved before the first dose"
    )
    serious_before_treatment: bool = Field(
        default=False, description="whether only serious events are collected before the first dose"
    )
    after_treatment_days: int = Field(
        default=30, ge=0, description="days after the last dose on which events still begin"
    )


class AdverseEvent(Part):
    """
    An adverse event with its probability over `events.months` of exposure, by arm.

    Onset has a constant hazard; a subject who stops earlier had less time to have it.
    """

    term: str = Field(min_length=1, max_length=200, description="AEDECOD, and AETERM")
    system: str = Field(min_length=1, max_length=200, description="AEBODSYS, AESOC")
    probability: dict[Id, float] = Field(
        default_factory=dict, description="arm -> share with at least one, at full exposure"
    )
    rule: Id | None = Field(
        default=None, description="stopping rule whose rates in the scenario are taken instead"
    )
    sex: Code | None = Field(default=None, description="SEX of those who can have it; null: all")
    again: float = Field(default=0.2, ge=0, lt=1, description="share that have it once more")
    severity: Shares = Field(default_factory=dict, description="empty: as of all events")
    serious: float | None = Field(default=None, ge=0, le=1)
    related: float | None = Field(
        default=None, ge=0, description="times the weight of every relation but the first"
    )
    duration_days: float | None = Field(default=None, gt=0)
    withdraws: bool = Field(default=True, description="whether a discontinuation may be due to it")
    fatal: bool = Field(default=False, description="whether a death may be due to it")

    @model_validator(mode="after")
    def _probabilities(self) -> AdverseEvent:
        if bool(self.probability) == (self.rule is not None):
            raise ValueError("either probability or rule must be given")
        for arm, value in self.probability.items():
            if not 0 <= value < 1:
                raise ValueError(f"probability of {arm} is {value:g}, must be from 0 to below 1")
        return self


class HistoryTerm(Part):
    """A condition that subjects had before the study."""

    term: str = Field(min_length=1, max_length=200, description="MHTERM and MHDECOD")
    system: str | None = Field(default=None, description="MHBODSYS")
    category: str = Field(description="MHCAT")
    share: float = Field(gt=0, le=1)
    sex: Code | None = Field(default=None, description="SEX of those who can have it; null: all")
    years_before: Range | None = Field(
        default=None, description="time from onset to first visit; null: no date"
    )


class AroundDoses(Part):
    """The days about each dose of a study treatment on which something else is taken."""

    treatment: Code = Field(description="name of a treatment that is given every so many weeks")
    first_day: int = Field(default=0, description="from the day of the dose; -1 is the day before")
    last_day: int = Field(default=0, description="likewise, not before first_day")

    @model_validator(mode="after")
    def _in_order(self) -> AroundDoses:
        if self.last_day < self.first_day:
            raise ValueError(
                f"last_day is {self.last_day}, must not be before first_day, {self.first_day}"
            )
        return self


class Medication(Part):
    """
    A concomitant medication; `share` is that of the subjects who can have it.

    One that treats something is given to those who have that in their history, or as an adverse
    event, never before its onset; one of some arms alone goes with the study treatment, and one
    around its doses is recorded at each of them.
    """

    name: Code = Field(description="CMTRT")
    decoded: Code | None = Field(default=None, description="CMDECOD; null: as name")
    drug_class: str | None = Field(default=None, description="CMCLAS")
    share: float = Field(gt=0, le=1)
    sex: Code | None = Field(default=None, description="SEX of those who can have it; null: all")
    treats: str | None = Field(
        default=None, description="term of history or of adverse_events; null: given to anybody"
    )
    arms: tuple[Id, ...] = Field(default=(), description="arms that get it; empty: all")
    around: AroundDoses | None = Field(
        default=None, description="taken around each dose of a study treatment; null: not so"
    )
    indication: str | None = None
    dose: float | None = None
    unit: Code | None = None
    frequency: Code = "QD"
    route: Code = "ORAL"
    ongoing: float = Field(default=0.85, ge=0, le=1, description="share that never ends")


class DispositionBelief(Part):
    """Why subjects who leave do so: relative shares of DSDECOD."""

    term: Code = Field(description="DSDECOD")
    text: str | None = Field(default=None, description="DSTERM; null: as term")
    share: ByArm
    cause: Literal["adverse-event", "death", "criterion", "other"] = Field(
        default="other",
        description="needs an adverse event, which is marked; is a death; names a criterion "
        "(SUPPDS, as analysis_data.ADSL.disposition asks)",
    )


class Disposition(Part):
    """End of study and of treatment in DS."""

    category: str = Field(default="DISPOSITION EVENT", description="DSCAT")
    completed: Code = Field(default="COMPLETED", description="DSDECOD of those who complete")
    ongoing: Code | None = Field(
        default=None, description="DSDECOD of those still followed at data cut-off; null: none"
    )
    death: Code = Field(default="DEATH", description="DSDECOD of those who die of the endpoint")
    milestones: bool = Field(
        default=True, description="whether consent and randomisation are recorded too"
    )
    reasons: tuple[DispositionBelief, ...] = Field(min_length=1)
    retrieved: float = Field(
        default=0, ge=0, le=1, description="share of those who leave that are seen at retrieval"
    )
    retrieval_visit: Id | None = None


class Exclusion(Part):
    """A criterion that screening failures do not meet, with its relative share."""

    criterion: Id
    share: float = Field(gt=0)


class StratumRecord(Part):
    """The record of a findings domain that holds a subject's level of a stratum."""

    stratum: Id
    domain: Code = Field(pattern=r"^[A-Z]{2}$", description="SC, QS, RS …")
    code: Code = Field(max_length=8, description="--TESTCD")
    name: str = Field(max_length=40, description="--TEST")
    category: str | None = Field(default=None, description="--CAT")
    visit: Id = Field(description="visit at which it is recorded, before randomisation")


class Cutoff(Part):
    """When data end."""

    events: int | None = Field(
        default=None,
        gt=0,
        description="calendar time of this event of the endpoint; null: "
        "planning.group_sequential.events, else when everybody has ended",
    )
    months: float | None = Field(default=None, gt=0, description="at the latest, from first site")


class Synthesis(Part):
    """Everything a synthetic trial records beyond what its scenario says."""

    demographics: Demographics
    numbering: Numbering = Numbering()
    timing: Timing = Timing()
    treatments: tuple[Treatment, ...] = Field(min_length=1)
    treatment_stop: ByArm = Field(
        default=0.0, description="hazard per month of stopping treatment while staying in the study"
    )
    findings: tuple[FindingsPanel, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    tumours: TumourBelief | None = None
    events: Events | None = None
    adverse_events: tuple[AdverseEvent, ...] = ()
    history: tuple[HistoryTerm, ...] = ()
    medications: tuple[Medication, ...] = ()
    disposition: Disposition
    screen_failures: tuple[Exclusion, ...] = ()
    strata: tuple[StratumRecord, ...] = Field(
        default=(),
        description="where levels of planning.strata stand; a stratum left out: SUPPDM, under its "
        "variable",
    )
    cutoff: Cutoff = Cutoff()
    summary: dict[Code, str] = Field(
        default_factory=dict,
        description="TSPARMCD -> TSVAL beyond what the definition tells; a null flavour of ISO "
        "21090, such as NA or PINF, goes to TSVALNF",
    )
    source: str

    @model_validator(mode="after")
    def _events_where_needed(self) -> Synthesis:
        if self.adverse_events and self.events is None:
            raise ValueError("adverse_events need events, which says what they share")
        return self
