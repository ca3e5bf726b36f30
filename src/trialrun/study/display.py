"""Which tables and figures the study shows: display specifications, as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trialrun.study.base import Code, Id, Part, Text

DisplayNumber = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,15}$")]


class DisplayBase(Part):
    """What every display has."""

    number: DisplayNumber = Field(description="such as 14-1.01; also the file name")
    title: Text
    population: Id | None = Field(default=None, description="null: all subjects")
    footnotes: tuple[Text, ...] = ()
    marks: dict[str, str] = Field(
        default_factory=dict,
        description="footnote marks, such as [1], by what they stand at; each kind says at what",
    )
    section: str = Field(default="14", description="ICH E3 section that holds it")
    source: str | None = None


class PopulationsDisplay(DisplayBase):
    """Subjects in each population, by arm and in total."""

    kind: Literal["populations"]
    populations: tuple[Id, ...]


class SitesDisplay(DisplayBase):
    """Subjects in some populations, by pooled site and site, by arm and in total."""

    kind: Literal["sites"]
    populations: tuple[Id, ...]
    pooled_site: Code = "SITEGR1"
    site: Code = "SITEID"


class Level(Part):
    """A category: its value in the data, and its label."""

    value: str
    label: Text
    where: dict[Code, str] = Field(
        default_factory=dict,
        description="values of ADSL variables that make the category; empty: `value` itself",
    )
    tested: bool = Field(
        default=True, description="false: no p-value where each category has a test of its own"
    )


class Characteristic(Part):
    """A variable of ADSL summarised at baseline."""

    variable: Code
    label: Text
    kind: Literal["continuous", "categorical"]
    levels: tuple[Level, ...] = ()
    decimals: int = Field(
        default=1, ge=0, le=4, description="of mean, median, min and max; SD has one more"
    )
    show_n: bool = Field(default=True, description="a row with the number of non-missing values")
    test: Literal["anova", "chi-square", "fisher"] | None = Field(
        default=None, description="fisher: each category against the rest"
    )


def row_keys(rows: tuple[Characteristic, ...]) -> tuple[str, ...]:
    """
    Return what names each row in ids: its variable, and from the second time on a number too.

    >>> row = Characteristic(variable="AGE", label=Text(en="Age", zh="年龄"), kind="continuous")
    >>> row_keys((row, row))
    ('AGE', 'AGE-2')
    """
    keys: list[str] = []
    for position, row in enumerate(rows):
        times = 1 + sum(other.variable == row.variable for other in rows[:position])
        keys.append(row.variable if times == 1 else f"{row.variable}-{times}")
    return tuple(keys)


class CharacteristicsDisplay(DisplayBase):
    """
    Demographic and baseline characteristics.

    A row with the label of the row before it continues that one. Mark: `p_value`.
    """

    kind: Literal["characteristics"]
    rows: tuple[Characteristic, ...]


class ContrastGroup(Part):
    """Comparisons of one block of rows, each printed in the column of its experimental arm."""

    label: Text = Field(description="such as `Xan - Placebo`")
    comparisons: tuple[tuple[Id, Id], ...] = Field(
        min_length=1, description="pairs of arms (experimental, control)"
    )


class ComparisonDisplay(DisplayBase):
    """
    A continuous endpoint at baseline, at a visit and its change, with the analysis of it.

    Marks: `dose` at the dose-response test, `comparison` at each pairwise one.
    """

    kind: Literal["comparison"]
    analysis: Id
    decimals: int = Field(default=0, ge=0, le=4, description="of the endpoint as collected")
    groups: tuple[ContrastGroup, ...] = Field(
        default=(), description="blocks of comparisons; empty: one for each of the analysis"
    )


class AdverseEventsDisplay(DisplayBase):
    """Incidence of adverse events by system organ class and preferred term."""

    kind: Literal["adverse-events"]
    data_set: Code = "ADAE"
    where: dict[Code, str] = Field(default_factory=dict, description="such as TRTEMFL: Y")
    levels: tuple[Code, Code] = ("AEBODSYS", "AEDECOD")
    comparisons: tuple[tuple[Id, Id], ...] = Field(
        default=(), description="pairs of arms (experimental, control), in the order shown"
    )
    percent_decimals: int = Field(default=1, ge=0, le=2)
    sort_by_arm: Id | None = Field(
        default=None,
        description="terms by falling number of subjects in this arm, then by name; "
        "null: in all arms",
    )
    mark_below: float | None = Field(default=None, description="p-values marked with an asterisk")
    events: bool = Field(default=True, description="also the number of events")
    wording: Literal["standard", "historical"] = Field(
        default="standard",
        description="of heads and first row; historical: control vs. experimental, ANY BODY SYSTEM",
    )


class ParameterGroup(Part):
    """Parameters of one data set under one heading, in the order shown."""

    data_set: Code
    label: Text
    parameters: tuple[Level, ...] = Field(min_length=1, description="PARAMCD and label")


class ChangeByVisitDisplay(DisplayBase):
    """Values and changes from baseline of many parameters, by visit."""

    kind: Literal["change-by-visit"]
    groups: tuple[ParameterGroup, ...] = Field(min_length=1)
    visits: tuple[Level, ...] = Field(min_length=1, description="AVISIT and label, in order")
    decimals: int = Field(default=1, ge=0, le=4, description="of the mean; SD has one more")


class ExposureDisplay(DisplayBase):
    """
    Variables of exposure summarised, in each of some populations side by side.

    Marks: the id of a population, at its head.
    """

    kind: Literal["exposure"]
    populations: tuple[Id, ...] = Field(min_length=1)
    rows: tuple[Characteristic, ...]


class SurvivalDisplay(DisplayBase):
    """
    Kaplan-Meier curves of a time-to-event parameter, with numbers at risk.

    With an analysis (method logrank), its stratified test and hazard ratios stand below.
    """

    kind: Literal["kaplan-meier"]
    data_set: Code = "ADTTE"
    parameter: Code
    analysis: Id | None = Field(default=None, description="whose test and hazard ratio are shown")
    times: tuple[float, ...] = Field(default=(), description="at which numbers at risk are shown")
    unit: Text
    test: bool = Field(
        default=True, description="the logrank test of all arms; an analysis has its own instead"
    )

    @property
    def tests_all_arms(self) -> bool:
        """Return whether all arms are compared at once, without strata."""
        return self.test and self.analysis is None


class SubgroupsDisplay(DisplayBase):
    """
    The effect in each level of the subgroups of an analysis (method logrank), as a forest plot.

    The table below it has subjects and events of both arms, the hazard ratio with its limits and
    the test of interaction; of regions also whether they are consistent with the whole.
    """

    kind: Literal["subgroups"]
    analysis: Id
    comparison: tuple[Id, Id] | None = Field(
        default=None, description="(experimental, control); null: the first of the analysis"
    )


class DispositionDisplay(DisplayBase):
    """
    Subjects randomised, treated, completed and discontinued, with the reasons.

    The reasons are those of `analysis_data.ADSL.disposition` that are not completion.
    """

    kind: Literal["disposition"]
    percent_decimals: int = Field(default=1, ge=0, le=2)


Display = Annotated[
    PopulationsDisplay
    | DispositionDisplay
    | SitesDisplay
    | CharacteristicsDisplay
    | ComparisonDisplay
    | AdverseEventsDisplay
    | ChangeByVisitDisplay
    | ExposureDisplay
    | SurvivalDisplay
    | SubgroupsDisplay,
    Field(discriminator="kind"),
]

DrawnDisplay = SurvivalDisplay | SubgroupsDisplay
"""Displays that are figures: a drawing with its numbers in a table below it."""
