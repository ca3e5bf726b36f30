"""Worked examples of dose finding, typed in from papers and other programs' pages."""

from __future__ import annotations

from trialrun.design.early.binomial import BinomialCourse
from trialrun.design.early.crm import CrmFit, fit_crm, model_power
from trialrun.design.early.toxicity import boundaries_toxicity_pocock

NEUENSCHWANDER_SUBJECTS = (3, 4, 5, 4, 0, 0, 2, 0, 0, 0)
NEUENSCHWANDER_TOXICITIES = (0, 0, 0, 0, 0, 0, 2, 0, 0, 0)
SKELETONS = {
    "original": (0.01, 0.015, 0.020, 0.025, 0.03, 0.04, 0.05, 0.10, 0.17, 0.30),
    "equidistant": (0.063, 0.125, 0.188, 0.250, 0.313, 0.375, 0.438, 0.500, 0.563, 0.625),
}

NEUENSCHWANDER_TABLE = {
    ("original", "mean"): (0.069, 0.085, 0.099, 0.111, 0.123, 0.144, 0.163, 0.242, 0.33, 0.465),
    ("original", "sd"): (0.055, 0.062, 0.068, 0.072, 0.076, 0.082, 0.087, 0.101, 0.109, 0.108),
    ("equidistant", "mean"): (0.024, 0.054, 0.09, 0.13, 0.176, 0.226, 0.281, 0.341, 0.405, 0.475),
    ("equidistant", "sd"): (0.03, 0.051, 0.069, 0.084, 0.097, 0.107, 0.115, 0.119, 0.12, 0.117),
}
"""Computed by Markov chains: the last digit varies."""


def fit_neuenschwander(skeleton: str) -> CrmFit:
    """Neuenschwander, Branson and Gsponer (2008), Table I: power curve, prior variance 1.34."""
    model = model_power(SKELETONS[skeleton])
    return fit_crm(model, 0.3, NEUENSCHWANDER_SUBJECTS, NEUENSCHWANDER_TOXICITIES)


def fit_escalation_power() -> CrmFit:
    """The outcomes 1NNN 2NTN with a power curve."""
    return fit_crm(model_power((0.05, 0.1, 0.25, 0.4, 0.6)), 0.25, (3, 3, 0, 0, 0), (0, 1, 0, 0, 0))


def course_pocock() -> BinomialCourse:
    """Pocock boundary of 20 subjects at a rate of 0.2, and its course at that rate."""
    return boundaries_toxicity_pocock(range(1, 21), 0.2).course(0.2)
