"""The sample-size statements of a study, computed."""

from __future__ import annotations

from trialrun.design.design import FixedDesign
from trialrun.design.effects import effects_fixed
from trialrun.design.sample_size_means import power_means, size_means, whole_subjects
from trialrun.errors import DesignError
from trialrun.study import SampleSize, Study


def design_fixed(study: Study) -> tuple[FixedDesign, ...]:
    """
    Size each comparison of two means that the study states, and the power of the planned size.

    Args:
        study: with sample-size statements, or none. Their alpha is two-sided.
    Returns:
        A design for each statement, arms of equal size.
    Raises:
        DesignError: a statement that no size fulfils.
    Source: Julious (2004), Statistics in Medicine 23:1921-1986, section 3.

    >>> from ruamel.yaml import YAML
    >>> from trialrun.study import study_template
    >>> study = Study.model_validate(YAML(typ="safe").load(study_template()))
    >>> (size,) = design_fixed(study)
    >>> size.per_arm, size.per_arm_t, round(size.power, 4)
    (63, 64, 0.8015)
    """
    return tuple(_design(statement) for statement in study.sample_size)


def _design(statement: SampleSize) -> FixedDesign:
    difference, spread, alpha = (
        statement.difference,
        statement.standard_deviation,
        statement.alpha / 2,
    )
    place = f"sample_size.{statement.endpoint}"
    try:
        exact = size_means(difference, spread, alpha=alpha, power=statement.power)
        by_t = size_means(difference, spread, alpha=alpha, power=statement.power, distribution="t")
        reached = [
            power_means(difference, spread, statement.per_arm, alpha=alpha, distribution=name)
            for name in ("t", "normal")
        ]
    except DesignError as error:
        raise DesignError(error.message, place=f"{place}.{error.place}", hint=error.hint) from error
    return FixedDesign(
        endpoint=statement.endpoint,
        difference=difference,
        standard_deviation=spread,
        alpha=statement.alpha,
        target_power=statement.power,
        per_arm_exact=exact,
        per_arm=whole_subjects(exact),
        per_arm_t=whole_subjects(by_t),
        planned=statement.per_arm,
        power=reached[0],
        power_normal=reached[1],
        effects=effects_fixed(difference, spread, statement.per_arm, alpha),
    )
