"""What a report may claim after gates that passed, failed, failed in part, or have no p-value."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from trialrun.documents import judge_claims
from trialrun.report import Result, Results, result_id
from trialrun.study import Analysis, Endpoint, Gate, Planning, Text

SAID = Text(en="said", zh="所述")


@dataclass
class SmallStudy:
    """The parts of a study that claims follow from."""

    analyses: tuple[Analysis, ...]
    gates: tuple[Gate, ...]
    endpoints: tuple[Endpoint, ...]
    planning: Planning | None = None

    def endpoint(self, name):
        return next(each for each in self.endpoints if each.id == name)


def an_endpoint(name, level="primary", better="lower"):
    return Endpoint(id=name, level=level, label=SAID, data_set="ADXX", parameter="P", better=better)


def an_analysis(name, endpoint=None, alpha=0.05):
    return Analysis(
        id=name,
        endpoint=endpoint or name,
        population="ALL",
        label=SAID,
        method="ancova",
        dose_response=True,
        comparisons=(("HIGH", "PBO"),),
        alpha=alpha,
    )


def a_gate(name, first, then=(), require="all"):
    return Gate(id=name, label=SAID, first=first, then=then, require=require)


def outcome(**tests):
    """Results of tests: NAME_TEST=(p-value, estimate); HIGH-PBO is written `pair`."""
    rows = []
    for name, (p_value, estimate) in tests.items():
        analysis, _, test = name.partition("_")
        test = "HIGH-PBO" if test == "pair" else test
        for operation, value in (("p_value", p_value), ("estimate", estimate)):
            identifier = result_id(analysis, test, operation)
            rows.append(Result(identifier, analysis, "ancova", operation, value))
    return Results(rows)


@pytest.fixture
def two_primaries():
    """Two co-primary endpoints, pairs only after the dose response, and a secondary endpoint."""
    return SmallStudy(
        analyses=(an_analysis("ONE"), an_analysis("TWO"), an_analysis("SEC")),
        gates=(
            a_gate("BOTH", ("ONE.dose", "TWO.dose")),
            a_gate("G1", ("ONE.dose",), ("ONE.HIGH-PBO",)),
            a_gate("G2", ("TWO.dose",), ("TWO.HIGH-PBO",)),
            a_gate("GS", ("SEC.dose",), ("SEC.HIGH-PBO",)),
        ),
        endpoints=(an_endpoint("ONE"), an_endpoint("TWO"), an_endpoint("SEC", "secondary")),
    )


def standings(study, results):
    return {name: each.standing for name, each in judge_claims(study, results).tests.items()}


def test_all_is_claimed_after_gates_that_passed(two_primaries):
    results = outcome(
        ONE_dose=(0.01, -1), ONE_pair=(0.02, -2),
        TWO_dose=(0.03, -1), TWO_pair=(0.20, -2),
        SEC_dose=(0.04, -1), SEC_pair=(0.01, -2),
    )  # fmt: skip
    assert standings(two_primaries, results) == {
        "ONE.dose": "shown",
        "ONE.HIGH-PBO": "shown",
        "TWO.dose": "shown",
        "TWO.HIGH-PBO": "not-shown",
        "SEC.dose": "shown",
        "SEC.HIGH-PBO": "shown",
    }
    assert judge_claims(two_primaries, results).gates["BOTH"].passed


def test_a_pair_is_descriptive_after_a_failed_gate_however_small_its_p_value(two_primaries):
    results = outcome(ONE_dose=(0.20, -1), ONE_pair=(0.0001, -2), TWO_dose=(0.3, -1))
    found = standings(two_primaries, results)
    assert found["ONE.dose"] == "not-shown"
    assert found["ONE.HIGH-PBO"] == "descriptive"


def test_one_of_two_primaries_fails_the_overall_claim_and_the_secondary_endpoint(two_primaries):
    results = outcome(
        ONE_dose=(0.001, -1), ONE_pair=(0.001, -2), TWO_dose=(0.3, -1), SEC_dose=(0.001, -1)
    )
    claims = judge_claims(two_primaries, results)
    gate = claims.gates["BOTH"]
    assert (gate.passed, gate.succeeded, gate.failed) == (False, ("ONE.dose",), ("TWO.dose",))
    assert claims.tests["ONE.HIGH-PBO"].standing == "shown"
    assert claims.tests["SEC.dose"].standing == "descriptive"


def test_a_missing_p_value_passes_no_gate(two_primaries):
    results = outcome(ONE_dose=(0.001, -1), TWO_dose=(None, None), TWO_pair=(0.001, -1))
    claims = judge_claims(two_primaries, results)
    assert claims.gates["BOTH"].missing == ("TWO.dose",)
    assert not claims.gates["BOTH"].passed
    assert claims.tests["TWO.dose"].standing == "missing"
    assert claims.tests["TWO.HIGH-PBO"].standing == "descriptive"


def test_significance_in_the_unfavourable_direction_is_no_success(two_primaries):
    results = outcome(ONE_dose=(0.001, 1), ONE_pair=(0.001, 2), TWO_dose=(0.001, -1))
    claims = judge_claims(two_primaries, results)
    assert claims.tests["ONE.dose"].standing == "opposite"
    assert claims.gates["BOTH"].failed == ("ONE.dose",)
    assert claims.tests["ONE.HIGH-PBO"].standing == "descriptive"


def test_any_one_of_two_is_enough_where_the_gate_says_so():
    study = SmallStudy(
        (an_analysis("ONE"), an_analysis("TWO")),
        (a_gate("ANY", ("ONE.dose", "TWO.dose"), ("ONE.HIGH-PBO",), require="any"),),
        (an_endpoint("ONE"), an_endpoint("TWO")),
    )
    results = outcome(ONE_dose=(0.3, -1), TWO_dose=(0.01, -1), ONE_pair=(0.01, -1))
    assert standings(study, results)["ONE.HIGH-PBO"] == "shown"


def test_supportive_analyses_of_a_primary_endpoint_are_descriptive(two_primaries):
    study = SmallStudy(
        (*two_primaries.analyses, an_analysis("WOMEN", "ONE")),
        two_primaries.gates,
        two_primaries.endpoints,
    )
    results = outcome(ONE_dose=(0.001, -1), TWO_dose=(0.001, -1), WOMEN_dose=(0.001, -1))
    assert standings(study, results)["WOMEN.dose"] == "descriptive"


def test_without_gates_only_the_first_analysis_of_a_primary_endpoint_claims():
    study = SmallStudy(
        (an_analysis("ONE"), an_analysis("AGAIN", "ONE"), an_analysis("SEC")),
        (),
        (an_endpoint("ONE"), an_endpoint("SEC", "secondary")),
    )
    results = outcome(ONE_dose=(0.01, -1), AGAIN_dose=(0.01, -1), SEC_dose=(0.01, -1))
    found = standings(study, results)
    assert found["ONE.dose"] == "shown"
    assert found["AGAIN.dose"] == found["SEC.dose"] == "descriptive"


def test_gates_in_a_circle_allow_nothing():
    study = SmallStudy(
        (an_analysis("ONE"), an_analysis("TWO")),
        (a_gate("A", ("ONE.dose",), ("TWO.dose",)), a_gate("B", ("TWO.dose",), ("ONE.dose",))),
        (an_endpoint("ONE"), an_endpoint("TWO")),
    )
    results = outcome(ONE_dose=(0.01, -1), TWO_dose=(0.01, -1))
    assert set(standings(study, results).values()) == {"descriptive", "missing"}


def survival_study(*, bound=None, better="higher"):
    """One primary survival test; with a bound, the last of two looks of a sequential design."""
    analysis = Analysis(
        id="OS",
        endpoint="OS",
        population="ALL",
        label=SAID,
        method="logrank",
        comparisons=(("EXP", "CTL"),),
    )
    planning = Planning.model_validate(
        {
            "subjects": 100,
            "block_size": 4,
            "group_sequential": {
                "analysis": "OS",
                "comparison": ("EXP", "CTL"),
                "information": (0.5, 1),
                "efficacy": {"function": "lan-demets-obrien-fleming"},
                "scenario": "S",
            },
        }
    )
    endpoints = (an_endpoint("OS", better=better),)
    return SmallStudy((analysis,), (), endpoints, planning if bound is not None else None)


def survival_outcome(p_one_sided, hazard_ratio, bound=None):
    """Results of the survival test, and the bound of the final look where there is one."""
    two_sided = 2 * min(p_one_sided, 1 - p_one_sided)
    values = {"p_value": two_sided, "p_one_sided": p_one_sided, "estimate": hazard_ratio}
    rows = [
        Result(result_id("OS", "EXP-CTL", operation), "OS", "logrank", operation, value)
        for operation, value in values.items()
    ]
    if bound is not None:
        name = result_id("OS", "look2", "efficacy_p", prefix="design")
        rows.append(Result(name, "OS", "design", "efficacy_p", bound))
    return Results(rows)


@pytest.mark.parametrize(
    ("p_one_sided", "hazard_ratio", "bound", "standing"),
    [
        (0.024, 0.8, None, "shown"),
        (0.024, 0.8, 0.022, "not-shown"),  # below the level, not below the bound
        (0.021, 0.8, 0.022, "shown"),
        (0.976, 1.3, None, "opposite"),
        (0.976, 1.3, 0.022, "not-shown"),
        (0.99, 1.4, 0.022, "opposite"),
        (0.3, 0.95, None, "not-shown"),
    ],
)
def test_survival_is_shown_where_the_hazard_ratio_is_below_one_and_the_test_below_its_bound(
    p_one_sided, hazard_ratio, bound, standing
):
    study = survival_study(bound=bound)
    results = survival_outcome(p_one_sided, hazard_ratio, bound)
    verdict = judge_claims(study, results).tests["OS.EXP-CTL"]
    assert verdict.standing == standing
    assert verdict.bound == (None if bound is None else "design:OS.look2.efficacy_p")


def test_where_shorter_times_are_better_a_hazard_ratio_above_one_is_favourable():
    results = survival_outcome(0.99, 1.4)
    study = survival_study(better="lower")
    assert judge_claims(study, results).tests["OS.EXP-CTL"].standing == "shown"


def test_a_bound_that_the_design_did_not_give_leaves_the_level_of_the_analysis():
    study = survival_study(bound=0.022)
    verdict = judge_claims(study, survival_outcome(0.024, 0.8)).tests["OS.EXP-CTL"]
    assert (verdict.standing, verdict.bound) == ("shown", None)
