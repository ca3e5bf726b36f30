"""The stopping rules of a study: exact probabilities as read, beside those that are stated."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.design.design import RuleDesign, RuleReading
from trialrun.design.stopping_rules import (
    stopping_probability,
    stopping_probability_any,
    stopping_probability_poisson,
)
from trialrun.errors import DesignError
from trialrun.study import StoppingRule, Study

_CONTROLS = {"placebo", "active-control", "no-treatment"}


def design_rules(study: Study) -> tuple[RuleDesign, ...]:
    """
    Exact type I error and power of each stopping rule that compares counts with a control arm.

    The rule as planned looks at the reviews of the definition, each when its subjects have been
    observed in equal shares; without reviews, once. A rule without thresholds or rates is left
    out. Beside it stand other readings that a stated figure might come from: one look at the
    final size, a look after each further subject of every arm, a threshold that must be exceeded,
    Poisson counts, and the stopping of any arm against the one control.

    Args:
        study: with stopping rules, or none.
    Returns:
        A design for each rule that can be computed.
    Raises:
        DesignError: no final size, arms that are not equally large, thresholds with gaps.
    Source: exact, see `stopping_probability`.

    >>> from ruamel.yaml import YAML
    >>> from trialrun.study import study_template
    >>> study = Study.model_validate(YAML(typ="safe").load(study_template()))
    >>> pauses = StoppingRule(
    ...     id="PAUSES",
    ...     label={"en": "Pauses", "zh": "停搏"},
    ...     event={"en": "A pause", "zh": "停搏"},
    ...     rule={"en": "Stop at the threshold", "zh": "达到界值时停止"},
    ...     thresholds=[[0, 3], [1, 5], [2, 6], [3, 7], [4, 8]],
    ...     subjects=100,
    ...     null_rate=0.01,
    ...     alternative_rate=0.04,
    ... )
    >>> (rule,) = design_rules(study.model_copy(update={"stopping_rules": (pauses,)}))
    >>> round(rule.type_i_error, 4), round(rule.power, 4)
    (0.0304, 0.4646)
    """
    return tuple(
        _design_rule(study, rule)
        for rule in study.stopping_rules
        if rule.thresholds and rule.null_rate is not None and rule.alternative_rate is not None
    )


def _design_rule(study: Study, rule: StoppingRule) -> RuleDesign:
    table = dict(rule.thresholds)
    looks = _looks(study, rule)
    subjects = rule.subjects or looks[-1]
    rates = (float(rule.null_rate or 0), float(rule.alternative_rate or 0))
    control = rates[0]
    others = max(sum(arm.role not in _CONTROLS for arm in study.arms), 1)

    def at(numbers: Sequence[int], name: str, *, beyond: int = 0) -> RuleReading:
        found = [
            stopping_probability(table, numbers, control, rate, beyond=beyond) for rate in rates
        ]
        return RuleReading(name, *found)

    planned = at(looks, "planned")
    readings = (
        at([subjects], "one_look"),
        at(range(1, subjects + 1), "every_subject"),
        at(looks, "exceeded", beyond=1),
        RuleReading(
            "poisson", *(stopping_probability_poisson(table, subjects, control, r) for r in rates)
        ),
        RuleReading(
            "any_arm",
            *(stopping_probability_any(table, subjects, control, r, arms=others) for r in rates),
        ),
    )
    return RuleDesign(
        rule=rule.id,
        subjects=subjects,
        looks=len(looks),
        null_rate=rates[0],
        alternative_rate=rates[1],
        type_i_error=planned.type_i_error,
        power=planned.power,
        stated_type_i_error=rule.type_i_error,
        stated_power=rule.power,
        readings=readings,
    )


def _looks(study: Study, rule: StoppingRule) -> list[int]:
    """Subjects of each arm at the reviews of a rule, or at its only look."""
    place = f"stopping_rules.{rule.id}"
    shares = {float(arm.allocation) for arm in study.arms}
    if len(shares) > 1 and (rule.reviews or rule.subjects is None):
        raise DesignError(
            "arms of different size share its reviews",
            place=place,
            hint="give subjects, those of each arm, and leave out reviews.",
        )
    reviews = [number // len(study.arms) for number in rule.reviews]
    if reviews:
        return reviews
    if rule.subjects:
        return [rule.subjects]
    if study.planning is None:
        raise DesignError("has neither reviews nor subjects", place=place)
    return [study.planning.subjects // len(study.arms)]
