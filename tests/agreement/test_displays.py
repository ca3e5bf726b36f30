"""Displays from the sponsor's analysis data against published tables, and curves against lifelines."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile

import polars as pl
import pytest

from trialrun.analysis import summarize_study
from trialrun.displays import build_displays, curve_of, write_csv
from trialrun.report import Values
from trialrun.study import SurvivalDisplay, load_study

SHOWN = ("14-1.01", "14-1.03", "14-2.01", "14-3.01", "14-5.01", "14-6.01")
MOST_DECLARED = 40


@pytest.fixture(scope="module")
def study(pilot_study):
    return load_study(pilot_study)


@pytest.fixture(scope="module")
def adam(shared):
    """The sponsor's analysis data sets, empty text as missing."""
    path = shared / "pilot" / "adam_reference.zip"
    if not path.is_file():
        pytest.skip("the reference material holds no pilot/adam_reference.zip")
    frames = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            frame = pl.read_parquet(io.BytesIO(archive.read(name)))
            blank = pl.col(pl.String).str.strip_chars_end()
            frames[name.removesuffix(".parquet").upper()] = frame.with_columns(
                pl.when(blank != "").then(blank)
            )
    return frames


@pytest.fixture(scope="module")
def results(study, adam):
    return summarize_study(study, adam)


def test_published_numbers_are_reproduced(study, results, root, shared, tmp_path):
    out, values = tmp_path / "run", Values(study, results)
    (out / "displays").mkdir(parents=True)
    (out / "results").mkdir()
    results.frame().write_parquet(out / "results" / "results.parquet")
    for block in build_displays(study, results).values():
        write_csv(block, values, "en", out / "displays")
    done = subprocess.run(
        [sys.executable, root / "scripts" / "agree-tables", out, shared / "pilot" / "tables"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for number in SHOWN:
        assert re.search(rf"^{re.escape(number)}: matched \d+", done.stdout, re.MULTILINE), number
    last = re.search(r"matched \d+, declared (\d+), different 0, missing 0 of", done.stdout)
    assert last
    assert int(re.findall(r"declared (\d+)", done.stdout)[-1]) <= MOST_DECLARED


def test_curves_and_numbers_at_risk_equal_lifelines(study, results, adam):
    lifelines = pytest.importorskip("lifelines")
    display = next(each for each in study.displays if isinstance(each, SurvivalDisplay))
    events = adam[display.data_set].filter(pl.col("PARAMCD") == display.parameter)
    for arm in study.arms:
        own = events.filter(pl.col("TRTP") == arm.name)
        fitter = lifelines.KaplanMeierFitter()
        fitter.fit(own["AVAL"].to_numpy(), (own["CNSR"] == 0).to_numpy())
        steps = curve_of(results, display.number, arm.id, "survival")
        theirs = fitter.survival_function_["KM_estimate"]
        assert [time for time, _ in steps] == list(theirs.index)
        assert [value for _, value in steps] == pytest.approx(list(theirs), rel=1e-12)
        times = list(display.times)
        ours = [results[f"res:{display.number}.at_risk.{arm.id}.{t:g}"].value for t in times]
        table = fitter.event_table
        expected = [float(table.loc[table.index >= t, "removed"].sum()) for t in times]
        assert ours == expected
        median = results[f"res:{display.number}.median.{arm.id}"].value
        found = float(fitter.median_survival_time_)
        assert median == found or (median is None and found == float("inf"))


def test_the_logrank_test_equals_lifelines(study, results, adam):
    statistics = pytest.importorskip("lifelines.statistics")
    display = next(each for each in study.displays if isinstance(each, SurvivalDisplay))
    events = adam[display.data_set].filter(pl.col("PARAMCD") == display.parameter)
    found = statistics.multivariate_logrank_test(
        events["AVAL"].to_numpy(), events["TRTP"].to_list(), (events["CNSR"] == 0).to_numpy()
    )
    ours = results[f"res:{display.number}.logrank.p_value"].value
    assert ours == pytest.approx(float(found.p_value), rel=1e-8)
