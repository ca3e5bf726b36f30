"""Worked examples of dose finding, typed in from papers and other programs' pages."""

from __future__ import annotations

from trialrun.design.early.crm import CrmFit, fit_crm, model_logistic, model_power

NEUENSCHWANDER_SUBJECTS = (3, 4, 5, 4, 0, 0, 2, 0, 0, 0)
NEUENSCHWANDER_TOXICITIES = (0, 0, 0, 0, 0, 0, 2, 0, 0, 0)
SKELETONS = {
    "original": (0.01, 0.015, 0.020, 0.025, 0.03, 0.04, 0.05, 0.10, 0.17, 0.30),
    "equidistant": (0.063, 0.125, 0.188, 0.250, 0.313, 0.375, 0.438, 0.500, 0.563, 0.625),
}


def fit_neuenschwander(skeleton: str) -> CrmFit:
    """Neuenschwander, Branson and Gsponer (2008), Table I: power curve, prior variance 1.34."""
    model = model_power(SKELETONS[skeleton])
    return fit_crm(model, 0.3, NEUENSCHWANDER_SUBJECTS, NEUENSCHWANDER_TOXICITIES)


def fit_escalation_logistic() -> CrmFit:
    """The outcomes 3N 5N 5T 3N 4N with a logistic curve, intercept 3."""
    model = model_logistic((0.05, 0.12, 0.25, 0.40, 0.55))
    return fit_crm(model, 0.25, (0, 0, 2, 1, 2), (0, 0, 0, 0, 1))


def fit_escalation_power() -> CrmFit:
    """The outcomes 1NNN 2NTN with a power curve."""
    return fit_crm(model_power((0.05, 0.1, 0.25, 0.4, 0.6)), 0.25, (3, 3, 0, 0, 0), (0, 1, 0, 0, 0))
