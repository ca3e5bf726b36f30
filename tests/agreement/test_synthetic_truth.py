"""
Synthetic trials, analysed as real ones are, give back the truth of their scenario.

Second source: the truth is computed here from the scenario by exact sums over the day on which a
subject leaves (and not by drawing), the estimates and their 95% intervals by the derivations and
methods that real data take. The share of intervals that hold the truth must be 95% within three
binomial standard errors, and the mean over trials must be the truth within three of its own.
"""

import math
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest
from scipy.stats import t as student

from trialrun.analysis import derive_data_sets
from trialrun.sdtm import synthesize
from trialrun.statistics import fit_cox
from trialrun.study import load_study

DAYS_PER_MONTH = 30.4375
LAST_DAY = 181  # Day 182, the planned end of treatment of the pilot, counted from randomisation
EVENT = "PRURITUS"
Z = NormalDist().inv_cdf(0.975)


@pytest.fixture(scope="module")
def pilot(pilot_study):
    """
    The pilot with nothing missed, exact visit days and scores far from the ends of their scale.

    So the expected values can be written down; only what is estimated here is derived.
    """
    study = load_study(pilot_study)
    synthesis = study.synthesis
    timing = synthesis.timing.model_copy(
        update={"jitter_days": 0, "missing_visit": 0, "missing_end": 0, "partial_date": 0}
    )
    kept = [
        each.model_copy(update={"missing": 0.0})
        for each in synthesis.questionnaires
        if each.endpoint is not None
    ]
    leaving = synthesis.disposition.model_copy(update={"retrieved": 0})
    scenario = study.scenario("HEAVYDROPOUT")
    middle = scenario.continuous[0].baseline.model_copy(
        update={"mean": 35.0, "standard_deviation": 5.0}
    )
    first = scenario.continuous[0].model_copy(update={"baseline": middle})
    scenario = scenario.model_copy(update={"continuous": (first, *scenario.continuous[1:])})
    options = study.analysis_data
    needed = ("ADSL", "ADAE", "ADQSADAS")
    unused = {name: None for name in type(options).model_fields if name not in needed}
    return study.model_copy(
        update={
            "scenarios": (scenario,),
            "analysis_data": options.model_copy(update=unused),
            "synthesis": synthesis.model_copy(
                update={"timing": timing, "questionnaires": tuple(kept), "disposition": leaving}
            ),
        }
    )


def leaving_days(study, arm):
    """Day (from randomisation) -> probability that a subject ends then; and of completing."""
    hazard = (
        sum(each.per_month for each in study.scenarios[0].dropout if each.arm in (None, arm))
        / DAYS_PER_MONTH
    )
    days = {t: math.exp(-hazard * t) - math.exp(-hazard * (t + 1)) for t in range(LAST_DAY)}
    days[1] += days.pop(0)  # nobody leaves on the day of randomisation
    return days, math.exp(-hazard * LAST_DAY)


def carried_change(study, arm, day):
    """Expected change at Week 24, carried forward, of a subject who is last seen on a day."""
    belief = study.scenarios[0].continuous[0]
    weeks, means = (0.0, *belief.weeks), (0.0, *belief.means[arm])
    study_day = day + 1
    targets = {56: means[1], 112: means[2], 168: means[3]}
    for target, end in ((168, 10**6), (112, 140), (56, 84)):
        if target <= study_day <= end:
            return targets[target]  # the visit aimed at counts before the last one
    return float(np.interp(day / 7, weeks, means))


def estimates(study, trials):
    """Arm -> one row a trial: mean change with its interval, leavers, subjects with the event."""
    rows = []
    for trial in range(1, trials + 1):
        data = synthesize(study, "HEAVYDROPOUT", trial=trial, seed=411, domains=("AE", "QS"))
        adam = derive_data_sets(study, data)
        adsl, adas, adae = adam["ADSL"], adam["ADQSADAS"], adam["ADAE"]
        change = adas.filter(
            pl.col("PARAMCD") == "ACTOT", pl.col("AVISITN") == 24, pl.col("ANL01FL") == "Y"
        )
        having = adae.filter(pl.col("TRTEMFL") == "Y", pl.col("AEDECOD") == EVENT)["USUBJID"]
        for arm in study.arms:
            subjects = adsl.filter(pl.col("TRT01P") == arm.name)
            values = change.filter(pl.col("TRTP") == arm.name)["CHG"]
            rows.append(
                {
                    "arm": arm.id,
                    "n": subjects.height,
                    "mean": values.mean(),
                    "reach": student.ppf(0.975, len(values) - 1)
                    * values.std()
                    / math.sqrt(len(values)),
                    "left": (subjects["DISCONFL"] == "Y").sum(),
                    "event": subjects["USUBJID"].is_in(having.implode()).sum(),
                }
            )
    return pl.DataFrame(rows)


def covered(share, intervals):
    """Whether so many of some 95% intervals hold the truth as should, within 3 standard errors."""
    return abs(share - 0.95) <= 3 * math.sqrt(0.95 * 0.05 / intervals)


def wilson(found, n):
    """Wilson's interval of a proportion, both ends."""
    share = found / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return middle - reach, middle + reach


def check_pilot(study, trials):
    found = estimates(study, trials)
    hits = {"mean": 0, "left": 0, "event": 0}
    synthesis = study.synthesis
    event = next(each for each in synthesis.adverse_events if each.term == EVENT)
    for arm in (each.id for each in study.arms):
        own = found.filter(pl.col("arm") == arm)
        days, completing = leaving_days(study, arm)

        truth = sum(p * carried_change(study, arm, day) for day, p in days.items())
        truth += completing * carried_change(study, arm, LAST_DAY)
        means, n = own["mean"].to_numpy(), own["n"].to_numpy()
        assert abs(means.mean() - truth) <= 3 * means.std(ddof=1) / math.sqrt(trials), arm
        hits["mean"] += int((np.abs(means - truth) <= own["reach"].to_numpy()).sum())

        hazard = -math.log1p(-event.probability[arm]) / (synthesis.events.months * DAYS_PER_MONTH)
        ends = {**days, LAST_DAY: completing}
        shares = {
            "left": 1 - completing,
            # An event counts until the end of the last day.
            "event": sum(p * -math.expm1(-hazard * (day + 1)) for day, p in ends.items()),
        }
        for name, share in shares.items():
            counts = own[name].to_numpy()
            error = math.sqrt(share * (1 - share) / n.sum())
            assert abs(counts.sum() / n.sum() - share) <= 3 * error, (arm, name)
            low, high = wilson(counts, n)
            hits[name] += int(((low <= share) & (share <= high)).sum())
    intervals = trials * len(study.arms)
    for name, count in hits.items():
        assert covered(count / intervals, intervals), (name, count, intervals)


def check_survival(study, trials):
    effect = next(
        each for s in study.scenarios if s.id == "EXPECTED" for each in s.survival[0].effects
    )
    truth = math.log(effect.pieces[0].ratio)
    experimental = study.arm(effect.arm).name
    placed = {record.domain for record in study.synthesis.strata}
    logs, errors = [], []
    for trial in range(1, trials + 1):
        data = synthesize(study, "EXPECTED", trial=trial, seed=97, domains=placed)
        times = derive_data_sets(study, data)["ADTTE"]
        strata = (times["REGION1"] + times["ECOGBL"]).to_list()
        model = fit_cox(
            times["AVAL"].to_numpy(),
            (times["CNSR"] == 0).to_numpy(),
            (times["TRTP"] == experimental).cast(pl.Float64).to_numpy()[:, None],
            strata=strata,
        )
        logs.append(model.terms[0].coefficient)
        errors.append(model.terms[0].standard_error)
    found, spread = np.array(logs), np.array(errors)
    assert abs(found.mean() - truth) <= 3 * found.std(ddof=1) / math.sqrt(trials)
    held = np.abs(found - truth) <= Z * spread
    assert covered(held.mean(), trials), held.mean()


def test_some_trials_give_back_means_dropout_and_events(pilot):
    check_pilot(pilot, 12)


def test_some_trials_give_back_the_hazard_ratio(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    check_survival(study, 15)


@pytest.mark.fuzz
def test_200_trials_give_back_means_dropout_and_events(pilot):
    check_pilot(pilot, 200)


@pytest.mark.fuzz
def test_200_trials_give_back_the_hazard_ratio(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    check_survival(study, 200)
