"""Data sets that papers print, and the statistics of them that papers print too."""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.statistics.cox import CoxModel, fit_cox
from trialrun.statistics.cumulative_hazard import cumulative_hazard
from trialrun.statistics.event_weights import AtRisk, FlemingHarrington, PetoPrentice
from trialrun.statistics.restricted_mean import RestrictedMean, restricted_mean
from trialrun.statistics.survival import kaplan_meier, survival_quantile
from trialrun.statistics.weighted_logrank import weighted_logrank, weighted_logrank_groups

# Freireich et al. (1963), Blood 21:699-716: weeks of remission of 21 children on 6-MP and 21 on
# placebo, as in Cox (1972) and Gehan (1965).
MERCAPTOPURINE = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
RELAPSED = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)

WEEKS = MERCAPTOPURINE + PLACEBO
EVENTS = RELAPSED + (1,) * 21
ARMS = ("6-MP",) * 21 + ("placebo",) * 21

WEIGHTS = {
    "logrank": FlemingHarrington(),
    "gehan": AtRisk(1),
    "tarone-ware": AtRisk(0.5),
    "peto-prentice": PetoPrentice(),
}


@dataclass(frozen=True)
class AtWeek:
    """Remission at a week: Kaplan-Meier with its standard error, and the cumulative hazard."""

    survival: float
    standard_error: float
    hazard: float
    hazard_error: float


def leukaemia_test(weight: str) -> float:
    """Chi-square statistic of a weighted logrank test of 6-MP against placebo."""
    z = weighted_logrank(WEEKS, EVENTS, ARMS, experimental="6-MP", weight=WEIGHTS[weight]).z
    return z * z


def leukaemia_expected() -> float:
    """Relapses expected on 6-MP."""
    return weighted_logrank_groups(WEEKS, EVENTS, ARMS).expected[0][0]


def leukaemia_cox(ties: str) -> CoxModel:
    """Cox model of placebo against 6-MP."""
    placebo = [float(each == "placebo") for each in ARMS]
    return fit_cox(WEEKS, EVENTS, placebo, ties=ties)


def leukaemia_survival(week: float) -> AtWeek:
    """Return remission on 6-MP at a week."""
    curve = kaplan_meier(MERCAPTOPURINE, RELAPSED)
    hazard = cumulative_hazard(MERCAPTOPURINE, RELAPSED)
    at = list(curve.time).index(week)
    return AtWeek(
        survival=float(curve.survival[at]),
        standard_error=float(curve.standard_error[at]),
        hazard=float(hazard.hazard[at]),
        hazard_error=float(hazard.standard_error[at]),
    )


def leukaemia_median(arm: str) -> float | None:
    """Median weeks of remission."""
    own = [at for at, each in enumerate(ARMS) if each == arm]
    curve = kaplan_meier([WEEKS[at] for at in own], [EVENTS[at] for at in own])
    return survival_quantile(curve, 0.5).time


def leukaemia_mean(until: float) -> RestrictedMean:
    """Mean weeks of remission on 6-MP up to a week."""
    return restricted_mean(MERCAPTOPURINE, RELAPSED, until)
