"""The group-sequential design of a study: bounds, events, probabilities and expected months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, prod

import numpy as np
from scipy import optimize, special

from trialrun.design.accrual import Accrual, accrual_of_regions
from trialrun.design.boundaries import Boundaries, boundaries_spending
from trialrun.design.design import Look, SequentialDesign
from trialrun.design.expected_events import (
    ExpectedArm,
    average_hazard_ratio,
    expected_events,
    expected_month,
)
from trialrun.design.hazards import Hazards, hazards
from trialrun.design.median_survival import median_survival
from trialrun.design.recursion import StoppingProbabilities, stopping_probabilities
from trialrun.design.spending import Floats, spending_function
from trialrun.design.survival import hazard_ratio_at, logrank_drift, size_logrank
from trialrun.errors import DesignError
from trialrun.study import GroupSequential, Planning, Scenario, Study, SurvivalBelief

_PLACE = "planning.group_sequential"


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """How events come about under the sizing scenario; arms are strata of the two compared."""

    accrual: Accrual
    arms: tuple[ExpectedArm, ...]
    hazard_ratios: Floats
    follow_up_months: float | None
    longest_months: float
    ratio: float
    control_median: float | None
    control_dropout: float

    def month(self, events: float) -> float:
        return expected_month(
            self.accrual,
            self.arms,
            events,
            follow_up_months=self.follow_up_months,
            longest_months=self.longest_months,
        )

    def average(self, events: float) -> float:
        """Average hazard ratio up to a number of events."""
        if np.ptp(self.hazard_ratios) == 0:
            return float(self.hazard_ratios[0])
        found = expected_events(
            self.accrual, self.arms, self.month(events), follow_up_months=self.follow_up_months
        )
        return average_hazard_ratio(found.sum(axis=0), self.hazard_ratios)

    def means(self, events: Sequence[float]) -> list[float]:
        """Mean of Z at looks after numbers of events, positive in the direction of the last."""
        ratios = [self.average(number) for number in events]
        sign = -np.sign(np.log(ratios[-1]))
        return [
            float(sign * -np.log(hr) * np.sqrt(number * self.ratio) / (1 + self.ratio))
            for hr, number in zip(ratios, events, strict=True)
        ]


def design_sequential(study: Study) -> SequentialDesign:
    """
    Size the group-sequential test of a study, and say what to expect of it.

    Events follow Schoenfeld with the inflation of the bounds. Where the hazard ratio changes over
    time, the mean of Z at each look follows the average hazard ratio up to its expected month, and
    the events are those that give the power then; futility bounds are those of proportional
    hazards. Bounds are those of the planned information fractions; the events of a look are
    rounded up.

    Args:
        study: with planning.group_sequential, regions and the sizing scenario.
    Returns:
        The design.
    Raises:
        DesignError: no effect to detect, or events that are never reached.
    Source: Schoenfeld (1981), Biometrika 68:316-319; Jennison and Turnbull (2000), chapters 3, 7
        and 19; Lachin and Foulkes (1986), Biometrics 42:507-519.
    """
    planning = study.planning
    if planning is None or planning.group_sequential is None:
        raise DesignError("there is no group-sequential test", place=_PLACE)
    plan = planning.group_sequential
    bounds = _boundaries(plan)
    course = _course(study, planning, plan)
    exact = _events_needed(plan, bounds, course)
    events = plan.events or ceil(exact - 1e-9)
    numbers = [ceil(t * events - 1e-9) for t in plan.information]
    means = course.means(numbers)
    planned = _stopping(bounds, means)
    null = _stopping(bounds, 0.0)
    months = [course.month(number) for number in numbers]
    months[-1] = max(months[-1], course.accrual.end + plan.minimum_followup_months)
    final = course.average(events)
    sign = 1.0 if final < 1 else -1.0
    looks = []
    for k, number in enumerate(numbers):
        z = bounds.efficacy[k]
        low = None if bounds.futility is None else bounds.futility[k]
        looks.append(
            Look(
                number=k + 1,
                information=plan.information[k],
                events=number,
                efficacy_z=z,
                efficacy_p=float(special.ndtr(-z)),
                alpha_spent=bounds.alpha_spent[k],
                hazard_ratio=hazard_ratio_at(sign * z, number, ratio=course.ratio),
                futility_z=low,
                futility_p=None if low is None else float(special.ndtr(-low)),
                beta_spent=None if bounds.beta_spent is None else bounds.beta_spent[k],
                futility_hazard_ratio=None
                if low is None
                else hazard_ratio_at(sign * low, number, ratio=course.ratio),
                stop_efficacy=float(planned.upper[k]),
                stop_futility=float(planned.lower[k]),
                stop_efficacy_null=float(null.upper[k]),
                stop_futility_null=float(null.lower[k]),
                average_hazard_ratio=course.average(number),
                month=months[k],
            )
        )
    return SequentialDesign(
        analysis=plan.analysis,
        scenario=plan.scenario,
        experimental=plan.comparison[0],
        control=plan.comparison[1],
        alpha=plan.alpha,
        power=plan.power,
        planned_power=float(planned.upper.sum()),
        hazard_ratio=final,
        ratio=course.ratio,
        subjects=planning.subjects,
        events=events,
        events_exact=exact,
        events_fixed=size_logrank(final, alpha=plan.alpha, power=plan.power, ratio=course.ratio),
        inflation=float(bounds.inflation or 1.0),
        drift=means[-1],
        average_events=_average(planned, numbers),
        average_events_null=_average(null, numbers),
        last_patient_in=course.accrual.end,
        control_median_months=course.control_median,
        dropout_per_month=course.control_dropout,
        binding=plan.futility is not None and plan.futility.binding,
        looks=tuple(looks),
    )


def _boundaries(plan: GroupSequential) -> Boundaries:
    futility = plan.futility
    return boundaries_spending(
        plan.information,
        plan.alpha,
        spending_function(plan.efficacy.function, plan.efficacy.parameter),
        power=plan.power,
        futility=None
        if futility is None
        else spending_function(futility.spending.function, futility.spending.parameter),
        binding=futility is not None and futility.binding,
    )


def _stopping(bounds: Boundaries, drift: float | Sequence[float]) -> StoppingProbabilities:
    return stopping_probabilities(
        bounds.information, upper=bounds.efficacy, lower=bounds.futility, drift=drift
    )


def _average(stopping: StoppingProbabilities, events: Sequence[int]) -> float:
    return float((stopping.upper + stopping.lower) @ np.array(events, float))


def _events_needed(plan: GroupSequential, bounds: Boundaries, course: _Course) -> float:
    """Events at the last look that give the power, not rounded up."""
    if np.ptp(course.hazard_ratios) == 0:
        unit = logrank_drift(float(course.hazard_ratios[0]), 1.0, ratio=course.ratio)
        return (float(bounds.drift or 0) / unit) ** 2

    def missing(events: float) -> float:
        means = course.means([t * events for t in plan.information])
        return float(_stopping(bounds, means).upper.sum()) - plan.power

    most = 0.999 * float(
        expected_events(
            course.accrual,
            course.arms,
            course.longest_months,
            follow_up_months=course.follow_up_months,
        ).sum()
    )
    if missing(most) < 0:
        raise DesignError(
            f"the {most:.0f} events expected by month {course.longest_months:g} give less than "
            f"power {plan.power:g}",
            place=_PLACE,
            hint="plan more subjects, a longer study or a lower power.",
        )
    return float(optimize.brentq(missing, 1.0, most, xtol=1e-8))


def _course(study: Study, planning: Planning, plan: GroupSequential) -> _Course:
    """What the sizing scenario says of accrual, hazards and dropout, over all regions."""
    scenario = study.scenario(plan.scenario)
    endpoint = study.analysis(plan.analysis).endpoint
    belief = next((b for b in scenario.survival if b.endpoint == endpoint), None)
    place = f"scenarios.{scenario.id}.survival"
    if belief is None:
        raise DesignError(f"says nothing of {endpoint}", place=place)
    experimental, control = plan.comparison
    knots = sorted({m for arm in plan.comparison for m in _pieces(belief, arm)})
    both = [_hazards(scenario, belief, arm).split_at(knots) for arm in (experimental, control)]
    ratios = both[0].event / both[1].event
    if np.allclose(ratios, 1, rtol=1e-12):
        raise DesignError(
            f"the hazard ratio of {experimental} to {control} is 1, there is no effect to detect",
            place=place,
            hint="size the trial under a scenario with an effect in all regions.",
        )
    allocation = {arm.id: float(arm.allocation) for arm in study.arms}
    total = sum(allocation.values())
    arms = [
        ExpectedArm(
            share * allocation[arm] / total,
            Hazards(values.from_month, values.event * factor, values.dropout),
        )
        for arm, values in zip(plan.comparison, both, strict=True)
        for share, factor in _strata(planning)
    ]
    return _Course(
        accrual=accrual_of_regions(
            study.regions,
            planning.subjects,
            factor=scenario.enrolment_factor,
            longest_months=planning.longest_months,
        ),
        arms=tuple(arms),
        hazard_ratios=np.asarray(ratios),
        follow_up_months=planning.treatment_months,
        longest_months=planning.longest_months,
        ratio=allocation[experimental] / allocation[control],
        control_median=median_survival(arms[len(arms) // 2 :]),
        control_dropout=both[1].dropout,
    )


def _strata(planning: Planning) -> list[tuple[float, float]]:
    """Share and hazard ratio of each combination of the strata's levels."""
    factors = [
        [
            (level.share / sum(each.share for each in s.levels), level.hazard_ratio)
            for level in s.levels
        ]
        for s in planning.strata
        if s.levels
    ]
    return [
        (prod(share for share, _ in cell), prod(factor for _, factor in cell))
        for cell in product(*factors)
    ]


def _pieces(belief: SurvivalBelief, arm: str) -> list[float]:
    """Months at which the hazard of an arm may change."""
    effect = next((e for e in belief.effects if e.arm == arm and e.region is None), None)
    changes = [] if effect is None else [piece.from_month for piece in effect.pieces]
    return [piece.from_month for piece in belief.hazards] + changes


def _hazards(scenario: Scenario, belief: SurvivalBelief, arm: str) -> Hazards:
    """Hazards of an arm over all regions: those of control times the effect."""
    own = [d.per_month for d in scenario.dropout if d.arm == arm]
    of_all = [d.per_month for d in scenario.dropout if d.arm is None]
    base = hazards(
        [piece.from_month for piece in belief.hazards],
        [piece.per_month for piece in belief.hazards],
        dropout=next(iter(own + of_all), 0.0),
    )
    effect = next((e for e in belief.effects if e.arm == arm and e.region is None), None)
    if effect is None or arm == belief.control:
        return base
    change = hazards([p.from_month for p in effect.pieces], [p.ratio for p in effect.pieces])
    knots = _pieces(belief, arm)
    split, ratios = base.split_at(knots), change.split_at(knots)
    return Hazards(split.from_month, split.event * ratios.event, base.dropout)
