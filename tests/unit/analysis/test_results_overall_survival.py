"""Results of a stratified survival analysis, its display, and the disposition display."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from trialrun.analysis import summarize_study
from trialrun.analysis.results_survival import summarize_logrank
from trialrun.displays import build_display, build_displays
from trialrun.errors import AnalysisError
from trialrun.report import Figure, Table
from trialrun.statistics import fit_cox, kaplan_meier, stratified_logrank, survival_quantile
from trialrun.study import Study, load_study

EXAMPLE = Path(__file__).parents[3] / "examples" / "mrct-os" / "study.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(EXAMPLE)


def analysis_data(
    study: Study, n: int = 120, *, hazard_ratio: float = 0.4
) -> dict[str, pl.DataFrame]:
    """ADSL and ADTTE of made-up subjects, in days so that times are tied."""
    random = np.random.default_rng(5)
    arm = np.array([study.arms[k % 2].name for k in range(n)])
    region = random.choice(["CHN", "USA", "EU"], n)
    ecog = random.choice(["0", "1"], n)
    hazard = (
        0.1 * np.where(arm == study.arms[0].name, hazard_ratio, 1) * np.where(ecog == "0", 0.6, 1)
    )
    time, censor = random.exponential(1 / hazard), random.uniform(5, 40, n)
    died = time <= censor
    reason = np.where(
        died, "Death", np.where(random.uniform(size=n) < 0.8, "Completed", "Lost to Follow-up")
    )
    ids = [f"S{k:03d}" for k in range(n)]
    adsl = pl.DataFrame(
        {
            "USUBJID": ids,
            "TRT01P": arm,
            "TRT01A": arm,
            "ITTFL": ["Y"] * n,
            "SAFFL": ["N", *["Y"] * (n - 1)],
            "TRTSDT": [None, *[date(2027, 1, 1)] * (n - 1)],
            "DCREASCD": reason,
            "DCDECOD": np.char.upper(reason),
            "REGION1": region,
            "ECOGBL": ecog,
        }
    )
    adtte = pl.DataFrame(
        {
            "USUBJID": ids,
            "PARAMCD": ["OS"] * n,
            "AVAL": np.ceil(np.minimum(time, censor)),
            "CNSR": np.where(died, 0.0, 1.0),
        }
    )
    return {"ADSL": adsl, "ADTTE": adtte}


def found(study: Study, adam: dict[str, pl.DataFrame]) -> dict[str, float | None]:
    rows = summarize_logrank(study, study.analysis("OS"), adam)
    return {row.id.removeprefix("res:OS."): row.value for row in rows}


def test_the_comparison_is_the_stratified_test_and_cox_model(study):
    adam = analysis_data(study)
    both = adam["ADTTE"].join(adam["ADSL"], on="USUBJID")
    time, event = both["AVAL"].to_numpy(), (both["CNSR"] == 0).to_numpy()
    strata = [f"{r}/{e}" for r, e in both.select("REGION1", "ECOGBL").rows()]
    first = (both["TRT01P"] == study.arms[0].name).to_numpy()
    test = stratified_logrank(time, event, first, experimental=True, strata=strata)
    term = fit_cox(time, event, first, strata=strata).terms[0]
    values = found(study, adam)
    pair = "EXM-DOC"
    assert values[f"{pair}.p_value"] == pytest.approx(test.p)
    assert values[f"{pair}.p_one_sided"] == pytest.approx(test.p_one_sided)
    assert values[f"{pair}.z"] == pytest.approx(test.z)
    assert values[f"{pair}.estimate"] == pytest.approx(term.hazard_ratio)
    assert values[f"{pair}.lower"] == pytest.approx(term.lower)
    assert values[f"{pair}.upper"] == pytest.approx(term.upper)
    assert values[f"{pair}.strata"] == 6
    assert values[f"{pair}.estimate"] < 1 < values[f"{pair}.z"]


def test_medians_are_those_of_the_arm(study):
    adam = analysis_data(study)
    own = adam["ADTTE"].join(
        adam["ADSL"].filter(pl.col("TRT01P") == study.arms[1].name), on="USUBJID"
    )
    curve = kaplan_meier(own["AVAL"].to_numpy(), (own["CNSR"] == 0).to_numpy())
    values = found(study, adam)
    assert values["median.DOC"] == survival_quantile(curve, 0.5).time
    assert values["events.DOC"] == (own["CNSR"] == 0).sum()
    assert values["N.total"] == 120


def test_a_subject_without_a_stratum_is_left_out_and_said(study):
    adam = analysis_data(study)
    adam["ADSL"] = adam["ADSL"].with_columns(
        ECOGBL=pl.when(pl.col("USUBJID") != "S003").then("ECOGBL")
    )
    rows = summarize_logrank(study, study.analysis("OS"), adam)
    warnings = {row.warning for row in rows if "EXM-DOC" in row.id}
    assert warnings == {"1 subjects without a stratum are left out"}


def test_without_events_there_is_a_warning_and_no_number(study):
    adam = analysis_data(study)
    adam["ADTTE"] = adam["ADTTE"].with_columns(CNSR=pl.lit(1.0))
    values = found(study, adam)
    assert {value for key, value in values.items() if key.startswith("EXM-DOC")} == {None}


def test_a_stratum_that_no_data_set_has_is_refused(study):
    adam = analysis_data(study)
    adam["ADSL"] = adam["ADSL"].drop("ECOGBL")
    with pytest.raises(AnalysisError, match="have no ECOGBL"):
        found(study, adam)


def shown_only(study: Study, *kinds: str) -> Study:
    """The example with some displays, and without what needs other data sets."""
    displays = tuple(each for each in study.displays if each.kind in kinds)
    analyses = tuple(each for each in study.analyses if each.id == "OS")
    return study.model_copy(update={"displays": displays, "analyses": analyses})


def test_the_figure_says_the_hazard_ratio_and_the_test_of_its_analysis(study):
    small = shown_only(study, "kaplan-meier")
    results = summarize_study(small, analysis_data(small))
    figure = build_display(small, small.displays[0], results)
    assert isinstance(figure, Figure)
    assert "res:OS.EXM-DOC.estimate" in repr(figure.footnotes)
    assert "res:OS.EXM-DOC.p_value" in repr(figure.footnotes)


def test_disposition_counts_each_subject_once(study):
    small = shown_only(study, "disposition")
    results = summarize_study(small, analysis_data(small))
    table = build_displays(small, results)["14-1.02"]
    assert isinstance(table, Table)
    assert [row.id for row in table.rows][:4] == [
        "randomised",
        "treated",
        "completed",
        "died",
    ]

    def count(key: str) -> float | None:
        return results[f"res:14-1.02.{key}.count.total"].value

    assert count("treated") == 119
    assert count("completed") + count("died") + count("discontinued") == 120
    reasons = [row.id for row in table.rows if row.id.startswith("reason")]
    assert sum(count(key) for key in reasons) == count("discontinued")
