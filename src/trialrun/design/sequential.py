"""The group-sequential design of a study: bounds, events, probabilities and expected months."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from scipy import optimize, special

from trialrun.design.accrual import accrual_of_regions
from trialrun.design.boundaries import Boundaries, boundaries_spending, fixed_drift
from trialrun.design.course import control_strata, course_of
from trialrun.design.design import Look, SequentialDesign
from trialrun.design.effects import effects_sequential
from trialrun.design.expected_scores import Course, Drift, expected_drift, scores_at
from trialrun.design.median_survival import median_survival
from trialrun.design.recursion import StoppingProbabilities, stopping_probabilities
from trialrun.design.spending import spending_function
from trialrun.design.survival import hazard_ratio_at, logrank_drift, size_logrank
from trialrun.errors import DesignError
from trialrun.study import GroupSequential, Planning, Study

_PLACE = "planning.group_sequential"


def design_sequential(study: Study) -> SequentialDesign:
    """
    Size the group-sequential test of a study, and say what to expect of it.

    Under proportional hazards, the same in all regions, events follow Schoenfeld with the
    inflation of the bounds. Where the hazard ratio changes over time or between regions, the
    events are those that give the power by the expected scores of the test at its looks; futility
    bounds are those of proportional hazards. `planned_power` and the probabilities of stopping are
    by expected scores in either case, `power_schoenfeld` by the average hazard ratio of each look.
    Bounds are those of the planned information fractions; the events of a look are rounded up.

    Args:
        study: with planning.group_sequential, regions and the sizing scenario.
    Returns:
        The design.
    Raises:
        DesignError: no effect to detect, one in the wrong direction, looks at the same number of
            events, or events that are never reached.
    Source: Schoenfeld (1981), Biometrika 68:316-319; Jennison and Turnbull (2000), chapters 3, 7
        and 19; Lachin and Foulkes (1986), Biometrics 42:507-519.

    >>> from trialrun.design.example import survival_example
    >>> study = survival_example()
    >>> design = design_sequential(study)
    >>> looks = [(look.events, round(look.month, 1)) for look in design.looks]
    >>> round(design.events_exact, 1), looks
    (333.0, [(200, 28.8), (333, 44.3)])
    >>> [round(look.efficacy_z, 4) for look in design.looks], round(design.planned_power, 3)
    ([2.6686, 1.981], 0.898)
    """
    planning = study.planning
    if planning is None or planning.group_sequential is None:
        raise DesignError("there is no group-sequential test", place=_PLACE)
    plan = planning.group_sequential
    bounds = _boundaries(plan)
    course = course_of(study, planning, plan)
    last_in = accrual_of_regions(
        study.regions,
        planning.subjects,
        factor=study.scenario(plan.scenario).enrolment_factor,
        longest_months=planning.longest_months,
    ).end
    _check_direction(study, plan, course)
    exact, fixed = _events_needed(plan, bounds, course)
    events = plan.events or ceil(exact - 1e-9)
    numbers = _events_of_looks(plan, events)
    _check_reached(planning, plan, course, events, last_in)
    drift = expected_drift(course, numbers)
    planned = drift.stopping(bounds.efficacy, bounds.futility)
    null = _stopping(bounds, 0.0)
    ratio = float(course.share[1] / course.share[0])
    schoenfeld = _stopping(bounds, _schoenfeld(course, drift, numbers, ratio))
    return SequentialDesign(
        analysis=plan.analysis,
        scenario=plan.scenario,
        experimental=plan.comparison[0],
        control=plan.comparison[1],
        alpha=plan.alpha,
        power=plan.power,
        planned_power=float(planned.upper.sum()),
        power_schoenfeld=float(schoenfeld.upper.sum()),
        hazard_ratio=float(drift.hazard_ratio[-1]),
        ratio=ratio,
        subjects=planning.subjects,
        events=events,
        events_exact=exact,
        events_fixed=fixed,
        inflation=exact / fixed,
        drift=float(drift.means[-1]),
        average_events=_average(planned, numbers),
        average_events_null=_average(null, numbers),
        last_patient_in=last_in,
        control_median_months=median_survival(control_strata(course)),
        dropout_per_month=float(course.dropout[0]),
        binding=plan.futility is not None and plan.futility.binding,
        looks=tuple(
            _look(k, plan, bounds, (numbers[k], ratio, course.sign), drift, planned, null)
            for k in range(len(numbers))
        ),
        effects=effects_sequential(
            bounds, drift.means.tolist(), numbers, float(drift.hazard_ratio[-1])
        ),
    )


def _look(
    k: int,
    plan: GroupSequential,
    bounds: Boundaries,
    scale: tuple[int, float, float],
    drift: Drift,
    planned: StoppingProbabilities,
    null: StoppingProbabilities,
) -> Look:
    """One look; `scale` is its events, the ratio of the arms and the direction of benefit."""
    events, ratio, sign = scale

    def hazard_ratio(z: float | None) -> float | None:
        """Hazard ratio at a bound; None where there is no bound, or one that nothing crosses."""
        if z is None or not np.isfinite(z):
            return None
        return hazard_ratio_at(sign * z, events, ratio=ratio)

    low = None if bounds.futility is None else bounds.futility[k]
    return Look(
        number=k + 1,
        information=plan.information[k],
        events=events,
        efficacy_z=bounds.efficacy[k],
        efficacy_p=float(special.ndtr(-bounds.efficacy[k])),
        alpha_spent=bounds.alpha_spent[k],
        hazard_ratio=hazard_ratio(bounds.efficacy[k]),
        futility_z=low,
        futility_p=None if low is None else float(special.ndtr(-low)),
        beta_spent=None if bounds.beta_spent is None else bounds.beta_spent[k],
        futility_hazard_ratio=hazard_ratio(low),
        stop_efficacy=float(planned.upper[k]),
        stop_futility=float(planned.lower[k]),
        stop_efficacy_null=float(null.upper[k]),
        stop_futility_null=float(null.lower[k]),
        average_hazard_ratio=float(drift.hazard_ratio[k]),
        month=float(drift.month[k]),
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


def _schoenfeld(course: Course, drift: Drift, events: Sequence[int], ratio: float) -> list[float]:
    """Mean of Z at each look by the average hazard ratio until then."""
    return [
        float(course.sign * -np.log(average) * np.sqrt(number * ratio) / (1 + ratio))
        for average, number in zip(drift.hazard_ratio, events, strict=True)
    ]


def _events_of_looks(plan: GroupSequential, events: int) -> list[int]:
    """Round the events of each look up, and refuse looks at the same number."""
    numbers = [ceil(t * events - 1e-9) for t in plan.information]
    for k in range(1, len(numbers)):
        if numbers[k] == numbers[k - 1]:
            raise DesignError(
                f"looks at information {plan.information[k - 1]:g} and {plan.information[k]:g} "
                f"are both after {numbers[k]} of {events} events",
                place=f"{_PLACE}.information",
                hint="leave one of them out, or set them further apart.",
            )
    return numbers


def _check_direction(study: Study, plan: GroupSequential, course: Course) -> None:
    """Refuse an effect that harms: the test would never show it, however many the events."""
    _, score, _, log_ratio = scores_at(course, course.longest_months)
    if score * course.sign > 0:
        return
    endpoint = study.analysis(plan.analysis).endpoint
    better = "a longer time" if course.sign > 0 else "a shorter time"
    raise DesignError(
        f"{plan.comparison[0]} is worse than {plan.comparison[1]}: their average hazard ratio is "
        f"{np.exp(log_ratio):.3f}, and {better} is better (endpoints.{endpoint}.better)",
        place=f"scenarios.{plan.scenario}.survival",
        hint="turn the comparison, the effect or the endpoint's direction around.",
    )


def _check_reached(
    planning: Planning, plan: GroupSequential, course: Course, events: int, last_in: float
) -> None:
    most = scores_at(course, planning.longest_months)[0]
    if most < events:
        raise DesignError(
            f"{most:.1f} events are expected by month {planning.longest_months:g}, must be at "
            f"least {events:g}",
            place="events",
            hint="plan more subjects, a longer study or fewer events.",
        )
    earliest = last_in + plan.minimum_followup_months
    if plan.minimum_followup_months > 0 and earliest > planning.longest_months:
        raise DesignError(
            f"the last subject is expected in month {last_in:.1f} and is followed until "
            f"{earliest:.1f}, the study ends in month {planning.longest_months:g}",
            place=f"{_PLACE}.minimum_followup_months",
            hint="shorten the follow-up or lengthen planning.longest_months.",
        )


def _events_needed(
    plan: GroupSequential, bounds: Boundaries, course: Course
) -> tuple[float, float]:
    """Events at the last look that give the power, not rounded up; and those of one look."""
    ratios = course.hazard[1] / course.hazard[0]
    if np.ptp(ratios) <= 1e-12 * ratios.max():
        single = float(ratios.flat[0])
        ratio = float(course.share[1] / course.share[0])
        unit = logrank_drift(single, 1.0, ratio=ratio)
        fixed = size_logrank(single, alpha=plan.alpha, power=plan.power, ratio=ratio)
        return (float(bounds.drift or 0) / unit) ** 2, fixed

    def missing(events: float) -> float:
        drift = expected_drift(course, [t * events for t in plan.information])
        return float(drift.stopping(bounds.efficacy, bounds.futility).upper.sum()) - plan.power

    def missing_alone(events: float) -> float:
        return float(expected_drift(course, [events]).means[0]) - fixed_drift(
            plan.alpha, plan.power
        )

    most = 0.999 * scores_at(course, course.longest_months)[0]
    if missing(most) < 0:
        raise DesignError(
            f"the {most:.0f} events expected by month {course.longest_months:g} give less than "
            f"power {plan.power:g}",
            place=_PLACE,
            hint="plan more subjects, a longer study or a lower power.",
        )
    least = 2.0
    return (
        float(optimize.brentq(missing, least, most, xtol=1e-4)),
        float(optimize.brentq(missing_alone, least, most, xtol=1e-4)),
    )
