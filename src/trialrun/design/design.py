"""What a study's design is: sequential tests, fixed sizes and stopping rules, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """
    A look of a group-sequential test.

    Z is positive where the experimental arm is better. `stop_efficacy` and `stop_futility` are
    the probabilities of ending here under the sizing scenario, with `_null` without an effect;
    futility bounds count as kept, binding or not. At the last look, ending for futility is ending
    without success. `month` is when its events are expected under the sizing scenario.
    """

    number: int
    information: float
    events: int
    efficacy_z: float
    efficacy_p: float
    alpha_spent: float
    hazard_ratio: float
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
    scenario; `events_exact` is the number before rounding up, `events_fixed` that of a test with
    one look. `drift` is the mean of Z at the last look with the planned events, `hazard_ratio` the
    average up to there. `average_events` are the events at the end of the trial, on average.
    """

    analysis: str
    scenario: str
    experimental: str
    control: str
    alpha: float
    power: float
    planned_power: float
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
    binding: bool
    looks: tuple[Look, ...]


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


@dataclass(frozen=True, slots=True)
class RuleReading:
    """One way to read a stopping rule, with its exact probabilities of stopping an arm."""

    name: str
    type_i_error: float
    power: float


@dataclass(frozen=True, slots=True)
class RuleDesign:
    """A safety rule on counts: its exact probabilities, as read, beside those that are stated."""

    rule: str
    subjects: int
    null_rate: float
    alternative_rate: float
    type_i_error: float
    power: float
    stated_type_i_error: float | None
    stated_power: float | None
    readings: tuple[RuleReading, ...]
