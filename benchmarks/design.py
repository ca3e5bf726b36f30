"""
Print the CPU time of a call of the design functions, and its ratio to R's rpact in one run.

Usage: python benchmarks/design.py [--seconds S]     (CPU-seconds for each figure; default 0.4)

Milliseconds are of CPU time, not of the clock, after a first call that is not counted, best of
three, and stand beside an aim where there is one. rpact does the same work in one Rscript process,
counted by proc.time, user and system, in the same way; both sides' answers are compared. Without
Rscript and rpact our own times are printed alone. What a function keeps from an earlier call is
forgotten before each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from trialrun.design.accrual import accrual_constant
from trialrun.design.adaptive.fisher_combination import boundaries_fisher
from trialrun.design.arms.dunnett import size_dunnett
from trialrun.design.bounds.characteristics import characteristics
from trialrun.design.bounds.result import Bounds
from trialrun.design.bounds.spending_bounds import (
    boundaries_spending_fixed_futility,
    boundaries_spending_futility,
)
from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming
from trialrun.design.early import simon
from trialrun.design.events.course import Stratum, event_course
from trialrun.design.events.survival_sequential import size_survival_sequential
from trialrun.design.hazards import hazards
from trialrun.design.nonproportional.maxcombo import power_maxcombo
from trialrun.design.nonproportional.plan import SurvivalPlan, plan_survival
from trialrun.design.nonproportional.sequential_maxcombo import power_sequential_maxcombo
from trialrun.design.nonproportional.weights import LOGRANK, Weight
from trialrun.design.sample_size_means import size_means
from trialrun.design.size.rates_two import size_rates
from trialrun.design.size.sequential import size_sequential
from trialrun.design.spending import spend_obrien_fleming, spending_function

ALPHA, POWER, LOOKS = 0.025, 0.9, 3
RUNS = 3
LEAST = 4
"""Repetitions at least: rpact's clock counts in units of 1 to 10 milliseconds."""
SAME = 1e-5
"""Relative difference of answers up to which rpact's tolerances are not to blame."""

TIMER = """
suppressPackageStartupMessages(library(rpact))
spent <- function() sum(proc.time()[1:2])
measure <- function(call) {
  for (i in 1:2) answer <- eval(call)
  n <- 1; took <- 0
  while (took < %(seconds)s) {
    n <- 2 * n
    started <- spent(); for (i in seq_len(n)) eval(call); took <- spent() - started
  }
  best <- took / n
  for (i in seq_len(%(runs)d - 1)) {
    started <- spent(); for (j in seq_len(n)) eval(call); best <- min(best, (spent() - started) / n)
  }
  cat(sprintf("%%.17g %%.17g\\n", 1000 * best, answer))
}
cat(as.character(packageVersion("rpact")), "R", as.character(getRversion()), "\\n")
design <- getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1, typeOfDesign = "OF")
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A call, the milliseconds aimed at, and the R expression that does the same work."""

    name: str
    call: Callable[[], float]
    aim: float | None = None
    rpact: str | None = None


def lan_demets() -> Bounds:
    """O'Brien-Fleming-like spending at three looks."""
    return boundaries_spending_fixed_futility(LOOKS, ALPHA, spend_obrien_fleming)


def gamma_spending() -> float:
    """Gamma spending of both errors, futility non-binding: the second futility bound."""
    found = boundaries_spending_futility(
        LOOKS,
        ALPHA,
        spending_function("hwang-shih-decani", -4),
        POWER,
        spending_function("hwang-shih-decani", -2),
    )
    return (found.futility or ())[1]


def survival_size() -> float:
    """Subjects of a group-sequential trial with accrual by pieces and dropout, bounds included."""
    bounds = lan_demets()
    control = hazards([0], [np.log(2) / 12], dropout=-np.log(1 - 0.02) / 12)
    stratum = Stratum(accrual_constant([6, 18], [1, 2]), control, control.times(0.7))
    course = event_course([stratum])
    found = size_survival_sequential(course, 42, bounds, hazard_ratio=0.7, power=POWER)
    return found.course.total_subjects


def means_size() -> float:
    """Subjects for the t test of means at three looks, bounds included."""
    fixed = 2 * size_means(0.4, 1.0, alpha=ALPHA, power=POWER, distribution="t")
    return size_sequential(fixed, lan_demets(), POWER).maximum


def rates_size() -> float:
    """Subjects for the comparison of two rates at three looks, bounds included."""
    fixed = 2 * size_rates(0.4, 0.25, alpha=ALPHA, power=POWER)
    return size_sequential(fixed, lan_demets(), POWER).maximum


def delayed_effect() -> SurvivalPlan:
    """A plan whose effect begins after four months."""
    hazard = float(np.log(2)) / 12
    accrual = accrual_constant([18], [20])
    return plan_survival(accrual, [0, 4], [hazard, hazard], [1, 0.6], dropout=0.001)


MIDDLE, LATE = Weight(rho=0.5, gamma=0.5), Weight(gamma=0.5)


def maxcombo_power() -> float:
    """Power of three weighted logrank statistics together."""
    found = power_maxcombo(delayed_effect(), 36, [LOGRANK, LATE, MIDDLE])
    return float(found.power[0])


def sequential_maxcombo_power() -> float:
    """Power of MaxCombo at the last of three looks, logrank at the others."""
    weights = [[LOGRANK], [LOGRANK], [LOGRANK, LATE, MIDDLE]]
    found = power_sequential_maxcombo(delayed_effect(), [18, 26, 36], weights, spend_obrien_fleming)
    return float(found.power[-1])


def simon_size() -> float:
    """Simon's optimal two stages, none remembered."""
    simon._all.cache_clear()  # noqa: SLF001 - a first call is what is timed
    return simon.size_simon_optimal(0.2, 0.4, alpha=0.05, power=0.8).expected_subjects


CASES = (
    Case(
        "Lan-DeMets O'Brien-Fleming, 3 looks",
        lambda: lan_demets().efficacy[1],
        1,
        'getDesignGroupSequential(kMax = 3, alpha = 0.025, typeOfDesign = "asOF")'
        "$criticalValues[2]",
    ),
    Case(
        "gamma spending of both errors, 3 looks",
        gamma_spending,
        3,
        'getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1, typeOfDesign = "asHSD", '
        'gammaA = -4, typeBetaSpending = "bsHSD", gammaB = -2, bindingFutility = FALSE)'
        "$futilityBounds[2]",
    ),
    Case(
        "O'Brien-Fleming, 3 looks",
        lambda: boundaries_obrien_fleming(LOOKS, ALPHA).efficacy[2],
        None,
        'getDesignGroupSequential(kMax = 3, alpha = 0.025, typeOfDesign = "OF")$criticalValues[3]',
    ),
    Case(
        "characteristics of given bounds, 3 looks",
        partial(
            lambda bounds: characteristics(bounds, POWER).inflation,
            boundaries_obrien_fleming(LOOKS, ALPHA),
        ),
        None,
        "getDesignCharacteristics(design)$inflationFactor",
    ),
    Case(
        "survival size with bounds, 3 looks",
        survival_size,
        3,
        "getSampleSizeSurvival(getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1, "
        'typeOfDesign = "asOF"), lambda2 = log(2) / 12, hazardRatio = 0.7, '
        "accrualTime = c(0, 6, 24), accrualIntensity = c(0.1, 0.2), "
        'accrualIntensityType = "relative", followUpTime = 18, '
        "dropoutRate1 = 0.02, dropoutRate2 = 0.02)$maxNumberOfSubjects",
    ),
    Case(
        "means size with bounds, t test, 3 looks",
        means_size,
        None,
        "getSampleSizeMeans(getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1, "
        'typeOfDesign = "asOF"), alternative = 0.4, stDev = 1)$maxNumberOfSubjects',
    ),
    Case(
        "rates size with bounds, 3 looks",
        rates_size,
        None,
        "getSampleSizeRates(getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1, "
        'typeOfDesign = "asOF"), pi1 = 0.4, pi2 = 0.25)$maxNumberOfSubjects',
    ),
    Case(
        "Fisher's combination test, 3 stages",
        lambda: boundaries_fisher(LOOKS, ALPHA).critical[2],
        None,
        "getDesignFisher(kMax = 3, alpha = 0.025)$criticalValues[3]",
    ),
    Case("MaxCombo power, 3 statistics", maxcombo_power, 100),
    Case("MaxCombo power over 3 looks, 5 statistics", sequential_maxcombo_power),
    Case("Dunnett size, 3 arms", lambda: size_dunnett([0.5, 0.4, 0.3], 1.0, power=POWER)),
    Case("Simon's optimal two stages", simon_size),
)


def milliseconds(call: Callable[[], float], seconds: float) -> tuple[float, float]:
    """CPU milliseconds a call, the best of several runs, and the answer."""
    answer = call()
    times, took = 1, 0.0
    while took < seconds and (times < LEAST or took * 2 < 10 * seconds):
        times *= 2
        took = cpu(call, times)
    best = min([took, *(cpu(call, times) for _ in range(RUNS - 1))])
    return 1000 * best / times, answer


def cpu(call: Callable[[], float], times: int) -> float:
    """CPU seconds of a number of calls."""
    started = time.process_time()
    for _ in range(times):
        call()
    return time.process_time() - started


def by_rpact(cases: Sequence[Case], seconds: float) -> tuple[str, dict[str, tuple[float, float]]]:
    """Return rpact's version and, by case, milliseconds and answer; a reason and none without."""
    asked = [case for case in cases if case.rpact]
    script = TIMER % {"seconds": seconds, "runs": RUNS}
    script += "\n".join(f"measure(quote({case.rpact}))" for case in asked)
    try:
        done = subprocess.run(
            ["Rscript", "-"], input=script, text=True, capture_output=True, check=False
        )
    except FileNotFoundError:
        return "no Rscript: times of trialrun alone", {}
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return f"no comparison with rpact, R says: {reason}", {}
    version, *lines = done.stdout.splitlines()
    found = [tuple(map(float, line.split())) for line in lines]
    pairs = zip(asked, found, strict=True)
    return f"rpact {version.strip()}", {case.name: (took, answer) for case, (took, answer) in pairs}


def main() -> int:
    """Print all times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.4, help="CPU time for each figure")
    seconds = parser.parse_args().seconds
    version, theirs = by_rpact(CASES, seconds)
    print(f"design functions, CPU milliseconds a call; {version}")
    print(f"{'rpact / trialrun':>16}   {'trialrun':>9}   {'aim':>5}   {'rpact':>8}")
    for case in CASES:
        took, answer = milliseconds(case.call, seconds)
        aim = "" if case.aim is None else f"{case.aim:g}"
        ratio = rpact = note = ""
        if case.name in theirs:
            other, said = theirs[case.name]
            ratio, rpact = f"{other / took:.0f} x", f"{other:.1f}"
            if abs(said - answer) > SAME * abs(answer):
                note = f"   answers differ: {answer:.8g}, rpact {said:.8g}"
        print(f"{ratio:>16}   {took:>9.3f}   {aim:>5}   {rpact:>8}   {case.name}{note}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
