"""Trials with continuous endpoints: pooling, who is analysed, calendar, results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialrun.analysis.pooling import pooled_sites
from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.continuous import rehearse_continuous, site_names
from trialrun.rehearse.continuous_draw import group_sites
from trialrun.rehearse.continuous_plan import BY_POOLED_SITE, layout_of
from trialrun.rehearse.values import ScenarioRehearsal
from trialrun.study import Study, load_study

_PILOT = load_study(Path(__file__).parents[3] / "examples" / "cdiscpilot01" / "study.yaml")
_LAYOUT = layout_of(_PILOT, _PILOT.scenario("EXPECTED"), site_names(_PILOT))


@kernel
def _group(layout: Any, table: Any, regions: Any, pooled: Any, group: Any) -> None:
    group_sites(BY_POOLED_SITE, layout, table, regions, pooled, group)


@pytest.fixture(scope="module")
def study() -> Study:
    """The pilot study."""
    return _PILOT


@pytest.fixture(scope="module")
def found(study: Study) -> ScenarioRehearsal:
    """A few rehearsed trials."""
    return rehearse_continuous(study, study.scenario("OBSERVED"), trials=200)


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=17, max_size=17))
@settings(max_examples=200, deadline=None)
def test_sites_are_pooled_as_the_analysis_pools_them(counts: list[list[int]]) -> None:
    names = site_names(_PILOT)
    group = np.empty(17, np.int64)
    table = np.array(counts)
    _group(_LAYOUT, table, np.zeros(17, np.int64), np.zeros(3, np.int64), group)
    arms = ["A", "B", "C"]
    filled = {
        name: dict(zip(arms, row, strict=True))
        for name, row in zip(names, counts, strict=True)
        if sum(row)
    }
    pooled = pooled_sites(filled, arms, minimum=3, seed=_PILOT.id)
    assert {names[i] for i in range(17) if group[i] == 0} == pooled


def test_every_number_of_the_contract_is_there(found: ScenarioRehearsal) -> None:
    ids = {row.id for row in found.results()}
    for what in (
        "trials",
        "success.estimate",
        "success.se",
        "success.lower",
        "success.upper",
        "calculated.power",
        "test.ADAS24.dose.estimate",
        "test.CIBIC24.XANHI-PBO.se",
        "test.ADAS24.dose.calculated",
        "duration.mean",
        "last_patient_in.p90",
        "subjects.p50",
        "cost.mean",
        "cost.USA.p10",
        "region.USA.subjects.mean",
        "rule.SYNCOPE.XANHI.stop.estimate",
        "rule.PAUSES.XANLO.stop.se",
        "unreached.estimate",
        "enrolled.month12.p50",
    ):
        assert f"rehearsal:OBSERVED.{what}" in ids
    assert len(ids) == len(found.results())
    assert all(len(id_) <= 64 for id_ in ids)


def test_the_last_visit_comes_after_the_last_patient_in(
    study: Study, found: ScenarioRehearsal
) -> None:
    assert study.planning is not None
    assert study.planning.treatment_months is not None
    last_in, last_out = found.outcomes["last_patient_in"], found.outcomes["duration"]
    assert (last_out > last_in).all()
    assert (last_out <= last_in + study.planning.treatment_months + 1e-9).all()
    assert (found.outcomes["subjects"] == study.planning.subjects).all()


def test_cost_in_all_is_that_of_regions_and_study(study: Study, found: ScenarioRehearsal) -> None:
    assert study.costs is not None
    region = found.outcomes["region_cost"].sum(axis=1)
    own = study.costs.fixed + study.costs.month * found.outcomes["duration"]
    np.testing.assert_allclose(found.outcomes["cost"], region + own, rtol=1e-12)


def test_a_study_that_ends_too_early_is_said_not_to_be_full(study: Study) -> None:
    assert study.planning is not None
    planning = study.planning.model_copy(update={"longest_months": 12.0})
    short = study.model_copy(update={"planning": planning})
    found = rehearse_continuous(short, short.scenario("EXPECTED"), trials=50)
    assert found.value("unreached", "estimate") == 1
    assert (found.outcomes["subjects"] < 300).all()


def test_trials_do_not_depend_on_how_many_there_are(study: Study, found: ScenarioRehearsal) -> None:
    fewer = rehearse_continuous(study, study.scenario("OBSERVED"), trials=50)
    np.testing.assert_array_equal(fewer.outcomes["t"], found.outcomes["t"][:50])
