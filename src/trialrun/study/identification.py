"""Who, what and when: the title page of a study (ICH M11 section 1, ICH E3 section 1)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from trialrun.study.base import Code, Id, Part, Text


class Identification(Part):
    """What identifies the study on its title page."""

    protocol: Code = Field(description="protocol number, as STUDYID in the data")
    protocol_version: str | None = Field(default=None, description="version or amendment in force")
    phase: Text
    indication: Text
    product: Text = Field(description="investigational product, name and form")
    comparator: Text | None = None
    sponsor: Text
    registry_numbers: tuple[str, ...] = ()
    countries: tuple[Text, ...] = ()
    protocol_date: date | None = Field(
        default=None,
        description="date of protocol, analysis plan and rehearsal; null is `report_date`",
    )
    report_date: date = Field(description="date on every file and page; never taken from a clock")
    report_version: str = "1.0"


class Arm(Part):
    """A planned arm (USDM StudyArm)."""

    id: Id
    label: Text
    short_label: Text | None = Field(default=None, description="for narrow columns; else `label`")
    code: Code = Field(description="ARMCD in DM")
    name: Code = Field(description="ARM in DM, and TRT01P in ADSL")
    role: Literal["experimental", "active-control", "placebo", "no-treatment"]
    number: float = Field(description="numeric code: TRT01PN, and the dose in a dose-response test")
    dose: float | None = Field(default=None, description="planned daily dose")
    dose_unit: str | None = None
    regimen: Text | None = Field(
        default=None, description="dose and schedule in words, where a daily dose does not say it"
    )
    allocation: float = Field(default=1, ge=0, description="share at randomisation")
    planned_subjects: int | None = Field(default=None, ge=0)


class Epoch(Part):
    """A planned period (USDM StudyEpoch)."""

    id: Id
    label: Text
    kind: Literal["screening", "treatment", "washout", "follow-up"]


class Visit(Part):
    """A planned encounter (USDM Encounter) with its window in days."""

    id: Id
    number: float | None = Field(
        description="VISITNUM in the data; null for a visit that has no number of its own"
    )
    label: Text
    epoch: Id
    week: float | None = Field(default=None, description="planned week; null for unplanned")
    day: int | None = Field(default=None, description="planned study day (--DY)")
    window_days: tuple[int, int] | None = Field(default=None, description="allowed days off `day`")
    contact: Literal["clinic", "telephone"] = "clinic"
    group: Text | None = Field(
        default=None, description="visits of the same group are one column of the schedule"
    )


class Activity(Part):
    """Something done at visits (USDM Activity): one row of the schedule of activities."""

    id: Id
    label: Text
    visits: tuple[Id, ...] = Field(default=(), description="visits at which it is planned")
    note: Text | None = Field(default=None, description="footnote to the schedule")
    domains: tuple[Code, ...] = Field(default=(), description="SDTM domains that hold it")


class Criterion(Part):
    """One eligibility criterion (USDM EligibilityCriterion)."""

    id: Id
    text: Text
    source: str | None = None
