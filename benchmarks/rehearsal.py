"""
Print how many trials a CPU-second rehearses, relative to a plain NumPy twin, on this machine, now.

Usage: python benchmarks/rehearsal.py [--trials N]

A twin does a trial of the same size with whole arrays. Time to event: sites, arrivals, blocks,
times, and the stratified logrank test at each look by sorting. Continuous: arrivals, blocks,
correlated values, pooled sites, and the linear models by their normal equations. CPU time is
counted, not the clock.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"


def per_second(work: Callable[[int], object], trials: int, *, times: int = 3) -> float:
    """Trials a CPU-second, the best of several runs."""
    best = 0.0
    for _ in range(times):
        started = time.process_time()
        work(trials)
        best = max(best, trials / (time.process_time() - started))
    return best


def numpy_trial(random: np.random.Generator, events: NDArray[np.int64]) -> list[float]:
    """One trial of 560 subjects in four regions, three looks, with NumPy alone."""
    months, regions = [], []
    for region, (sites, rate, cap) in enumerate(
        ((35, 0.45, 320), (30, 0.18, 160), (30, 0.2, 180), (15, 0.15, 80))
    ):
        opened = random.uniform(2, 9, sites)
        speed = random.gamma(1.5, rate / 1.5, sites)
        order = np.argsort(opened)
        knots, rates = opened[order], np.cumsum(speed[order])
        reached = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(knots))])
        sums = np.cumsum(random.exponential(size=cap))
        piece = np.searchsorted(reached, sums, side="right") - 1
        months.append(knots[piece] + (sums - reached[piece]) / rates[piece])
        regions.append(np.full(cap, region))
    month, region = np.concatenate(months), np.concatenate(regions)
    first = np.argsort(month)[:560]
    month, region = month[first], region[first]
    stratum = region * 2 + (random.random(560) < 0.65)
    arm = np.empty(560, dtype=np.int64)
    for each in range(8):
        here = np.flatnonzero(stratum == each)
        blocks = random.permuted(np.tile([0, 0, 1, 1], (len(here) // 4 + 1, 1)), axis=1)
        arm[here] = blocks.ravel()[: len(here)]
    hazard = 0.0495 * np.where(arm == 1, 0.72, 1.0) * np.where(stratum % 2, 1.15, 0.8)
    event, away = random.exponential(1 / hazard), random.exponential(200, 560)
    length, happened = np.minimum(event, away), event < away
    leave = month + length
    dates = np.sort(leave[happened])[events - 1]
    return [numpy_z(date, month, leave, length, happened, arm, stratum) for date in dates]


def numpy_z(
    date: float,
    month: NDArray[np.float64],
    leave: NDArray[np.float64],
    length: NDArray[np.float64],
    happened: NDArray[np.bool_],
    arm: NDArray[np.int64],
    stratum: NDArray[np.int64],
) -> float:
    """The stratified logrank Z at a date."""
    time_at = np.where(leave <= date, length, date - month)
    died = happened & (leave <= date)
    score = variance = 0.0
    for each in range(8):
        here = (stratum == each) & (month < date)
        order = np.argsort(-time_at[here], kind="stable")
        treated, deaths = arm[here][order], died[here][order]
        at_risk = np.arange(1, len(order) + 1)
        share = np.cumsum(treated) / at_risk
        score += float((share - treated)[deaths].sum())
        variance += float((share * (1 - share))[deaths].sum())
    return score / variance**0.5


def bench_survival(trials: int) -> None:
    """The survival example: kernel against the twin, one thread each."""
    from trialrun.design import design_study
    from trialrun.rehearse import rehearse_scenario
    from trialrun.study import load_study

    study = load_study(EXAMPLES / "mrct-os" / "study.yaml")
    design = design_study(study)
    rehearse_scenario(study, design, "EXPECTED", trials=100)
    random = np.random.default_rng(1)
    events = np.array([look.events for look in design.sequential.looks])  # type: ignore[union-attr]
    ours = per_second(lambda n: rehearse_scenario(study, design, "EXPECTED", trials=n), trials)
    plain = per_second(lambda n: [numpy_trial(random, events) for _ in range(n)], trials // 20)
    show("time-to-event trials a CPU-second, kernel / NumPy", ours, plain)


def numpy_course(random: np.random.Generator, root: NDArray[np.float64]) -> list[float]:
    """One trial of 300 subjects with seven correlated values, two ANCOVA-like models, NumPy."""
    subjects, sites, arms, visits = 300, 17, 3, 3
    arrival = np.cumsum(random.exponential(size=subjects))
    site = random.integers(sites, size=subjects)
    arm = random.permuted(np.tile(np.arange(arms), (subjects // arms, 1)), axis=1).ravel()
    stay = np.minimum(random.exponential(12, subjects), 6.0)
    values = random.standard_normal((subjects, len(root))) @ root.T
    counts = np.zeros((sites, arms), dtype=np.int64)
    np.add.at(counts, (site, arm), 1)
    group = np.where((counts < visits).any(axis=1), 0, np.arange(sites) + 1)[site]
    seen = np.minimum((stay[:, None] >= np.array([2.0, 4.0, 6.0])).sum(axis=1), visits)
    here = seen > 0
    found = [float((arrival + stay).max())]
    for start, base in ((1, 0), (4, -1)):
        response = values[np.arange(subjects), start + seen - 1][here]
        columns = [(group[here][:, None] == np.unique(group[here])).astype(float)]
        if base >= 0:
            columns.append(values[here, base][:, None])
        for own in (arm[here][:, None], arm[here][:, None] == np.arange(1, arms)):
            model = np.hstack([*columns, own.astype(float)])
            square = np.linalg.inv(model.T @ model)
            effects = square @ (model.T @ response)
            error = ((response - model @ effects) ** 2).sum() / (len(model) - model.shape[1])
            found.append(float(effects[-1] / np.sqrt(error * square[-1, -1])))
    return found


def bench_continuous(trials: int) -> None:
    """The continuous example: kernel against its twin, one thread each."""
    from trialrun.design import design_study
    from trialrun.rehearse import rehearse_scenario
    from trialrun.study import load_study

    study = load_study(EXAMPLES / "cdiscpilot01" / "study.yaml")
    design = design_study(study)
    rehearse_scenario(study, design, "EXPECTED", trials=100)
    random = np.random.default_rng(1)
    root = np.linalg.cholesky(0.5 * np.eye(7) + 0.5)
    ours = per_second(lambda n: rehearse_scenario(study, design, "EXPECTED", trials=n), trials)
    plain = per_second(lambda n: [numpy_course(random, root) for _ in range(n)], trials // 20)
    show("continuous trials a CPU-second, kernel / NumPy", ours, plain)


def show(what: str, over: float, under: float) -> None:
    """One line: the ratio first."""
    print(f"{over / under:8.2f} x   {what}   ({over:,.0f} / {under:,.0f})", flush=True)


def main() -> int:
    """Print all ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20_000)
    trials = parser.parse_args().trials
    bench_survival(trials)
    bench_continuous(trials)
    return 0


if __name__ == "__main__":
    sys.exit(main())
