"""What a study's design is: sequential tests, fixed sizes and stopping rules, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.design.effects import Effect


@dataclass(frozen=True, slots=True)
class Look:
    """
    A look of a group-sequential test.

    Z is positive where the experimental arm is better. `stop_efficacy` and `stop_futility` are
    the probabilities of ending here under the sizing scenario, with `_null` without an effect;
    futility bounds count as kept, binding or not. At the last look, ending for futility is ending
    without success. `month` is when its events are expected under the sizing scenario, for the
    last look not before the minimum follow-up. A bound that nothing crosses is infinite, and has no
    hazard ratio.
    """

    number: int
    information: float
    events: int
    efficacy_z: float
    efficacy_p: float
    alpha_spent: float
    hazard_ratio: float | None
    futility_z: float | None
    futility_p: float | None
    beta_spent: float | None
    futility_hazard_ratio: float | None
    stop_efficacy: float
    stop_futility: float
    stop_efficacy_null: float
    stop_futility_null: float
    average_hazard_ratio: float
    month: float


@dataclass(frozen=True, slots=True)
class SequentialDesign:
    """
    A group-sequential comparison of two arms.

    `power` is what was asked for, `planned_power` what the planned `events` give under the sizing
    scenario by the expected scores of the test, `power_schoenfeld` the same by Schoenfeld's formula
    and the average hazard ratio; `events_exact` is the number before rounding up, `events_fixed` that of a test with
    one look. `drift` is the mean of Z at the last look with the planned events, `hazard_ratio` the
    average up to there. `average_events` are the events at the end of the trial, on average.
    `control_median_months` is over all strata of the control group, `dropout_per_month` its hazard.
    """

    analysis: str
    scenario: str
    experimental: str
    control: str
    alpha: float
    power: float
    planned_power: float
    power_schoenfeld: float
    hazard_ratio: float
    ratio: float
    subjects: int
    events: int
    events_exact: float
    events_fixed: float
    inflation: float
    drift: float
    average_events: float
    average_events_null: float
    last_patient_in: float
    control_median_months: float | None
    dropout_per_month: float
    binding: bool
    looks: tuple[Look, ...]
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedDesign:
    """
    A comparison of two means with one look.

    `per_arm_exact` is the normal approximation before rounding up to `per_arm`, `per_arm_t` what
    Student's t needs. `alpha` is two-sided, as the plan states it; `power` is that of the
    `planned` subjects by Student's t, `power_normal` by the normal approximation.
    """

    endpoint: str
    difference: float
    standard_deviation: float
    alpha: float
    target_power: float
    per_arm_exact: float
    per_arm: int
    per_arm_t: int
    planned: int
    power: float
    power_normal: float
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleReading:
    """One way to read a stopping rule, with its exact probabilities of stopping an arm."""

    name: str
    type_i_error: float
    power: float


@dataclass(frozen=True, slots=True)
class RuleDesign:
    """
    A safety rule on counts: its exact probabilities as planned, beside those that are stated.

    `type_i_error` and `power` are the probabilities that the rule stops one arm, at `looks`
    reviews of up to `subjects` in each arm, under equal rates and under the alternative.
    `readings` are other ways to read the rule: `one_look` at the final size, a look after
    `every_subject`, thresholds that must be `exceeded`, `poisson` counts, `any_arm` stopped.
    """

    rule: str
    subjects: int
    looks: int
    null_rate: float
    alternative_rate: float
    type_i_error: float
    power: float
    stated_type_i_error: float | None
    stated_power: float | None
    readings: tuple[RuleReading, ...]

    def reproduced_by(self, decimals: int = 3) -> str | None:
        """Return the reading that gives the stated figures as printed; None where none does."""
        stated = (self.stated_type_i_error, self.stated_power)
        planned = RuleReading("planned", self.type_i_error, self.power)
        for reading in (planned, *self.readings):
            found = (reading.type_i_error, reading.power)
            if all(
                figure is None or round(value, decimals) == round(figure, decimals)
                for figure, value in zip(stated, found, strict=True)
            ):
                return reading.name
        return None
