"""Where subjects come from, and what they cost: regions, sites, enrolment (ICH E17)."""

from __future__ import annotations

from pydantic import Field

from trialrun.study.base import Code, Id, Part, Text


class Country(Part):
    """A country of a region."""

    code: Code = Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3, as DM.COUNTRY")
    label: Text
    share: float = Field(default=1, gt=0, description="of the region's sites, relative")


class Activation(Part):
    """When a region's sites open: spread evenly over a period, each at a random moment of it."""

    first_month: float = Field(ge=0, description="months from the start of the study")
    last_month: float = Field(ge=0)


class RegionCosts(Part):
    """What a region costs, in the currency of the study."""

    site_opened: float = Field(default=0, ge=0)
    site_month: float = Field(default=0, ge=0, description="each open site, each month")
    screened: float = Field(default=0, ge=0, description="each subject screened")
    randomised: float = Field(default=0, ge=0, description="each subject randomised")
    subject_month: float = Field(default=0, ge=0, description="each subject, each month on study")


class Region(Part):
    """A region that enrols on its own: a Poisson process whose site rates follow a gamma."""

    id: Id
    label: Text
    countries: tuple[Country, ...] = Field(min_length=1)
    sites: int = Field(ge=1, description="planned sites")
    activation: Activation
    rate: float = Field(gt=0, description="subjects randomised per open site and month, mean")
    rate_shape: float | None = Field(
        default=None,
        gt=0,
        description="shape of the gamma distribution of site rates; null: all sites alike",
    )
    cap: int | None = Field(default=None, ge=1, description="most subjects randomised here")
    screen_failure: float = Field(default=0, ge=0, lt=1, description="share of those screened")
    costs: RegionCosts = RegionCosts()
    source: Text | None = None


class StudyCosts(Part):
    """What the study costs beside its regions."""

    currency: Code = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")
    fixed: float = Field(default=0, ge=0, description="once")
    month: float = Field(default=0, ge=0, description="each month from start to final analysis")
    interim_analysis: float = Field(default=0, ge=0, description="each interim analysis done")
    source: Text | None = None
