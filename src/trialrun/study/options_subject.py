"""Options of the subject-level, adverse-event and time-to-event data sets of a study."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from trialrun.study.base import Code, Id, Part, Text


class ValueGroup(Part):
    """
    One group of a number: the values between the bounds that are given.

    A value belongs to the first group of which it is within every bound; a missing value belongs
    to none.
    """

    value: str = Field(description="text in the data, such as `65-80`")
    label: Text | None = None
    number: float | None = Field(default=None, description="numeric code, such as AGEGR1N")
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None


class Measurement(Part):
    """A result taken from a findings domain: the first of the tests that is there."""

    tests: tuple[Code, ...] = Field(min_length=1, description="--TESTCD and its synonyms")
    visit: float | None = Field(default=None, description="VISITNUM; null: any visit")


class DosePeriod(Part):
    """A planned daily dose, until the date of a visit (that day included)."""

    dose: float = Field(ge=0, description="planned daily dose")
    until_visit: float | None = Field(default=None, description="VISITNUM; null: to the end")


class DoseSchedule(Part):
    """The planned doses of an arm, in order."""

    arm: Id
    periods: tuple[DosePeriod, ...] = Field(min_length=1)


class SitePooling(Part):
    """Sites with few subjects in an arm are analysed as one."""

    minimum_per_arm: int = Field(gt=0, description="a site with fewer in any arm is pooled")
    value: str = Field(default="900", description="SITEGR1 of the pooled sites")


class DispositionReason(Part):
    """Why subjects left, as the report groups it: one value of DCREASCD."""

    value: str = Field(description="text in the data, such as `Withdrew Consent`")
    label: Text | None = None
    terms: tuple[str, ...] = Field(default=(), description="DSDECOD and its synonyms")
    qualifiers: tuple[Code, ...] = Field(
        default=(), description="QNAM in SUPPDS that takes precedence over the term"
    )
    adverse_event: bool = Field(default=False, description="counts for DSRAEFL")


class Disposition(Part):
    """Where the end of the study stands and how its reasons are grouped."""

    categories: tuple[str, ...] = Field(default=(), description="DSCAT; empty: any")
    reasons: tuple[DispositionReason, ...] = ()
    last_treatment_visit: float | None = Field(
        default=None, description="VISNUMEN is at most this one"
    )


class BaselineValue(Part):
    """A collected result that ADSL holds as text, such as a stratification factor."""

    variable: Code = Field(max_length=8, description="its name in ADSL, such as ECOGBL")
    label: Text
    domain: Code = Field(pattern=r"^[A-Z]{2}$", description="findings domain, such as QS or RS")
    measurement: Measurement


class DateSource(Part):
    """A date of a domain, such as SVSTDTC of SV."""

    domain: Code = Field(pattern=r"^[A-Z]{2}$")
    variable: Code = Field(pattern=r"^[A-Z]{1,5}DTC$", description="--DTC of the domain")


class AdslOptions(Part):
    """What ADSL needs to know about the study."""

    treatment_start: Literal["visit", "exposure"] = Field(
        default="exposure",
        description="first dose: the date of the baseline visit, or of the first EX record",
    )
    actual_treatment: Literal["planned", "collected"] = Field(
        default="planned", description="TRT01A: the planned arm, or ACTARM of DM"
    )
    screening_visit: float | None = None
    baseline_visit: float
    age_groups: tuple[ValueGroup, ...] = ()
    bmi_groups: tuple[ValueGroup, ...] = ()
    disease_duration_groups: tuple[ValueGroup, ...] = ()
    race_numbers: dict[str, float] = Field(default_factory=dict, description="RACE -> RACEN")
    height: Measurement | None = None
    weight: Measurement | None = None
    education: Measurement | None = None
    cognition_items: tuple[Code, ...] = Field(
        default=(), description="QSTESTCD of the items whose sum is MMSETOT"
    )
    disease_onset_categories: tuple[str, ...] = Field(
        default=(), description="MHCAT of the diagnosis under study"
    )
    days_per_month: float = Field(default=30.4375, gt=0)
    decimals: dict[Code, int] = Field(
        default_factory=dict, description="variable -> decimals to which it is stored"
    )
    dosing: tuple[DoseSchedule, ...] = Field(
        default=(), description="arms without a schedule have the one dose of the arm"
    )
    pooling: SitePooling | None = None
    disposition: Disposition = Disposition()
    randomisation_terms: tuple[str, ...] = Field(
        default=(), description="DSDECOD of randomisation, whose date is RANDDT; empty: no RANDDT"
    )
    region_variable: Code | None = Field(
        default=None, max_length=8, description="holds the region of DM.COUNTRY, such as REGION1"
    )
    baseline_values: tuple[BaselineValue, ...] = ()
    last_alive: tuple[DateSource, ...] = Field(
        default=(), description="dates that show a subject alive: LSTALVDT is the latest of them"
    )


class CustomQuery(Part):
    """A group of adverse events of special interest, found by their coded terms (CQnnNAM)."""

    number: int = Field(ge=1, le=99)
    name: str = Field(description="text in the data, such as `DERMATOLOGIC EVENTS`")
    label: Text | None = None
    terms_containing: tuple[str, ...] = Field(default=(), description="parts of AEDECOD")
    body_systems: tuple[str, ...] = Field(default=(), description="AEBODSYS, whole")
    except_terms: tuple[str, ...] = Field(
        default=(), description="AEDECOD that its body system alone does not bring in"
    )


class OccurrenceFlag(Part):
    """Marks a subject's first treatment-emergent event, within the variables given."""

    variable: Code
    within: tuple[Code, ...] = Field(default=(), description="such as AEBODSYS, AEDECOD")
    serious: bool = Field(default=False, description="among serious events only")
    query: int | None = Field(default=None, description="among events of this query only")


class AdaeOptions(Part):
    """What ADAE needs to know about the study."""

    start_imputation: Literal["conservative", "none"] = Field(
        default="conservative",
        description="partial start dates are set so that a possible onset on treatment counts",
    )
    duration_unit: str = "DAY"
    duration_from_imputed: bool = Field(
        default=False, description="whether an imputed start gives a duration"
    )
    queries: tuple[CustomQuery, ...] = ()
    occurrence_flags: tuple[OccurrenceFlag, ...] = ()
    collected_flag: Code | None = Field(
        default=None, description="QNAM in SUPPAE that TRTEMFL is compared with"
    )


class TimeToEvent(Part):
    """
    A time from a date in ADSL to an event, else to the date in ADSL at which it is censored.

    The event is the first adverse event that has a flag in ADAE, or death (ADSL.DTHDT).
    """

    parameter: Code = Field(description="PARAMCD")
    label: Text = Field(description="PARAM is its English text")
    event: Literal["adverse-event", "death"] = "adverse-event"
    event_flag: Code | None = Field(
        default=None, description="flag in ADAE that marks the event, where it is an adverse event"
    )
    origin: Code = Field(default="TRTSDT", description="date in ADSL from which time runs")
    censoring: Code = Field(default="RFENDT", description="date in ADSL at which time ends")
    unit: Literal["days", "months"] = Field(default="days", description="of AVAL")
    event_description: Text
    censoring_description: Text

    @model_validator(mode="after")
    def _flag_where_needed(self) -> TimeToEvent:
        if (self.event == "adverse-event") != (self.event_flag is not None):
            raise ValueError("event_flag must be given exactly where event is 'adverse-event'")
        return self


class AdtteOptions(Part):
    """What ADTTE needs to know about the study."""

    parameters: tuple[TimeToEvent, ...] = Field(min_length=1)
    subject_variables: tuple[Code, ...] = Field(
        default=(), description="further variables of ADSL, such as flags and strata"
    )
    cut_off: date | None = Field(
        default=None, description="what is later does not count: times are censored then"
    )
    days_per_month: float = Field(default=30.4375, gt=0)
