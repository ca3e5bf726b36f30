"""Each rule finds what it is for, in the records it is in, and says nothing about good data."""

from dataclasses import replace

import polars as pl
import pytest
from small_trial import small_data, small_study

from trialrun.conformance import RULES, Finding, accounting, check_data, finding_message
from trialrun.formats import Variable, dataset_of
from trialrun.sdtm import StudyData


def changed(domain: str, row: int, **cells: object) -> dict[str, pl.DataFrame]:
    """The good data with some cells of one record changed (rows from 1)."""
    data = small_data()
    frame = data[domain]
    at = pl.int_range(1, frame.height + 1) == row
    for name, value in cells.items():
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name))
        new = pl.when(at).then(pl.lit(value)).otherwise(pl.col(name))
        frame = frame.with_columns(new.alias(name))
    data[domain] = frame
    return data


def without(domain: str, *columns: str) -> dict[str, pl.DataFrame]:
    data = small_data()
    data[domain] = data[domain].drop(columns)
    return data


def repeated(domain: str, row: int, **cells: object) -> dict[str, pl.DataFrame]:
    """The good data with a copy of one record at the end, some of its cells changed."""
    data = small_data()
    copy = data[domain][row - 1].with_columns(
        pl.lit(value).cast(data[domain].schema[name]).alias(name) for name, value in cells.items()
    )
    data[domain] = pl.concat([data[domain], copy])
    return data


def only(domain: str, row: int) -> dict[str, pl.DataFrame]:
    """The good data without one record of a domain."""
    data = small_data()
    data[domain] = data[domain].with_row_index("n", 1).filter(pl.col("n") != row).drop("n")
    return data


def lacking(domain: str) -> dict[str, pl.DataFrame]:
    return {name: frame for name, frame in small_data().items() if name != domain}


def empty(domain: str) -> dict[str, pl.DataFrame]:
    return {**small_data(), domain: small_data()[domain].clear()}


BROKEN = {
    "dataset-missing": (lacking("EX"), "EX", ()),
    "subjects-missing": (empty("DM"), "DM", ()),
    "dataset-empty": (empty("AE"), "AE", ()),
    "variable-expected": (without("EX", "EXENDTC"), "EX", ()),
    "variable-missing": (without("AE", "AETERM"), "AE", ()),
    "value-missing": (changed("AE", 2, AETERM=None), "AE", (2,)),
    "domain-mismatch": (changed("AE", 3, DOMAIN="XX"), "AE", (3,)),
    "value-length": (changed("AE", 1, AETERM="x" * 201), "AE", (1,)),
    "character-unusual": (changed("AE", 1, AETERM="\u0e01 \U0001f600"), "AE", (1,)),
    "number-limit": (changed("LB", 2, LBSTRESN=1e300), "LB", (2,)),
    "name-limit": (changed("AE", 1, aeterm2="x"), "AE", ()),
    "duplicate-subject": (repeated("DM", 2), "DM", (2, 4)),
    "subject-unknown": (changed("LB", 3, USUBJID="77"), "LB", (3,)),
    "other-study": (changed("EX", 1, STUDYID="S2"), "EX", (1,)),
    "duplicate-sequence": (changed("LB", 2, LBSEQ=1.0), "LB", (1, 2)),
    "duplicate-record": (repeated("LB", 1, LBSEQ=9.0), "LB", (1, 4)),
    "duplicate-result": (repeated("LB", 1, LBSEQ=9.0, LBSTRESC="99"), "LB", (1, 4)),
    "parent-missing": (changed("SUPPAE", 1, IDVARVAL="3"), "SUPPAE", (1,)),
    "date-impossible": (changed("AE", 2, AESTDTC="2014-02-30"), "AE", (2,)),
    "end-before-start": (changed("AE", 1, AEENDTC="2014-01-02"), "AE", (1,)),
    "birth-after-entry": (changed("DM", 1, BRTHDTC="2014-02"), "DM", (1,)),
    "after-death": (changed("AE", 3, AESTDTC="2014-01-21", AEENDTC=None), "AE", (3,)),
    "treatment-dates": (changed("DM", 1, RFXSTDTC="2014-01-05"), "DM", (1,)),
    "unit-missing": (changed("LB", 2, LBSTRESU=None), "LB", (2,)),
    "unit-varies": (changed("LB", 2, LBSTRESU="ukat/L"), "LB", ()),
    "range-reversed": (changed("LB", 2, LBSTNRHI=4.0), "LB", (2,)),
    "dose-missing": (changed("EX", 2, EXDOSE=None), "EX", (2,)),
    "dose-unit-missing": (changed("EX", 2, EXDOSU=None), "EX", (2,)),
    "exposure-undated": (changed("EX", 2, EXSTDTC=None), "EX", (2,)),
    "exposure-overlap": (changed("EX", 2, EXSTDTC="2014-01-10"), "EX", (2,)),
    "arm-unknown": (changed("DM", 1, ARMCD="ZZZ"), "DM", (1,)),
    "arm-reason": (changed("DM", 3, ARMNRS="SCREEN FAILURE"), "DM", (3,)),
    "arm-name": (changed("DM", 1, ARM="Placebo"), "DM", (1,)),
    "arm-empty": (changed("DM", 2, ARMCD="ACT", ARM="Active"), "DM", ()),
    "report-before-data": (changed("DM", 1, RFPENDTC="2014-03-02"), "DM", (1,)),
    "visit-unknown": (changed("LB", 2, VISITNUM=9.0), "LB", (2,)),
    "flow-open": (changed("DM", 1, ARMCD="ZZZ"), "DM", ()),
    "treated-not-randomised": (changed("EX", 3, USUBJID="03"), "DM", (3,)),
    "randomised-not-treated": (only("EX", 3), "DM", (2,)),
    "disposition-missing": (only("DS", 2), "DM", (2,)),
    "completed-not-treated": (changed("DS", 3, DSDECOD="COMPLETED"), "DM", (3,)),
    "disposition-twice": (repeated("DS", 1, DSSEQ=2.0, DSDECOD="LOST TO FOLLOW-UP"), "DS", (1,)),
    "death-unmarked": (changed("DM", 2, DTHFL=None), "AE", (3,)),
}
ELSEWHERE = {
    "variable-type",
    "flag-differs",
    "label-limit",
    "label-missing",
    "test-missing",
    "unit-never",
    "unit-unknown",
}


def found(rule: str, data: dict[str, pl.DataFrame]) -> list[Finding]:
    return [finding for finding in check_data(small_study(), data) if finding.rule == rule]


def test_good_data_have_no_finding():
    assert check_data(small_study(), small_data()) == []


def test_every_rule_is_tested():
    assert set(BROKEN) | ELSEWHERE == set(RULES)
    assert not set(BROKEN) & ELSEWHERE


@pytest.mark.parametrize("rule", BROKEN)
def test_rule_finds_what_it_is_for(rule):
    data, dataset, rows = BROKEN[rule]
    findings = found(rule, data)
    assert dataset in [finding.dataset for finding in findings]
    finding = next(finding for finding in findings if finding.dataset == dataset)
    assert finding.rows == rows
    assert len(finding.rows) == len(finding.subjects) == len(finding.values)
    assert finding.level == RULES[rule].level
    if rows:
        assert all(finding.subjects)


@pytest.mark.parametrize("rule", RULES)
def test_rule_speaks_both_languages(rule):
    titles = {RULES[rule].title("en"), RULES[rule].title("zh")}
    assert len(titles) == 2
    assert all(titles)
    assert RULES[rule].source
    if rule in BROKEN:
        finding = found(rule, BROKEN[rule][0])[0]
        english, chinese = finding_message(finding, "en"), finding_message(finding, "zh")
        assert english.endswith(".")
        assert chinese.endswith("。")
        assert not {"{", "}"} & set(english + chinese)


def test_partial_dates_are_possible_and_not_out_of_order():
    data = changed("AE", 1, AESTDTC="2014---03", AEENDTC="2014-01")
    assert check_data(small_study(), data) == []


def test_unscheduled_visits_are_no_finding():
    for cells in ({"VISITNUM": 1.1}, {"VISITNUM": 9.0, "VISIT": "UNSCHEDULED 9"}):
        assert found("visit-unknown", changed("LB", 2, **cells)) == []


def test_an_arm_may_be_empty_where_armnrs_says_why():
    failed = {"ARMCD": None, "ARM": None, "ACTARMCD": None, "ACTARM": None}
    data = changed("DM", 3, **failed, ARMNRS="SCREEN FAILURE")
    assert check_data(small_study(), data) == []
    assert accounting(small_study(), data) == accounting(small_study(), small_data())
    data = changed("DM", 3, **failed, ARMNRS="NOT ASSIGNED")
    assert check_data(small_study(), data) == []
    assert accounting(small_study(), data).not_assigned == 1
    without = changed("DM", 3, **failed, ARMNRS=None)
    assert {f.rule for f in check_data(small_study(), without)} == {"arm-reason", "value-missing"}
    untreated = changed("DM", 2, ACTARMCD=None, ACTARM=None, ARMNRS="ASSIGNED, NOT TREATED")
    assert found("arm-reason", untreated) == []


def test_doses_that_touch_do_not_overlap():
    assert found("exposure-overlap", changed("EX", 2, EXSTDTC="2014-01-14")) == []


def test_an_earlier_longer_dose_overlaps_too():
    data = repeated("EX", 2, EXSEQ=3.0, EXSTDTC="2014-01-20", EXENDTC="2014-01-25")
    assert found("exposure-overlap", data)[0].rows == (4,)


def test_doses_of_another_subject_do_not_overlap():
    assert found("exposure-overlap", changed("EX", 3, EXTRT="X", EXSTDTC="2014-01-03")) == []


def test_a_length_counts_bytes():
    assert found("value-length", changed("AE", 1, AETERM="x" * 200)) == []
    assert found("value-length", changed("AE", 1, AETERM="é" * 101)) != []


def test_a_variable_of_the_wrong_type_is_found_and_stops_no_other_rule():
    data = small_data()
    data["LB"] = data["LB"].with_columns(pl.col("LBSEQ").cast(pl.String))
    datasets = {name: dataset_of(name, frame) for name, frame in data.items()}
    findings = check_data(small_study(), StudyData(datasets))
    assert [f.variables for f in findings if f.rule == "variable-type"] == [("LBSEQ",)]
    assert {f.rule for f in findings} == {"variable-type", "label-missing"}


def test_labels_are_checked_where_there_are_files():
    labels = dict.fromkeys(("STUDYID", "USUBJID"), "x" * 41)
    dataset = dataset_of("DM", small_data()["DM"], labels=labels)
    variables = tuple(
        replace(v, label=v.label or "y") if v.name != "SEX" else v for v in dataset.variables
    )
    data = StudyData({"DM": replace(dataset, variables=variables)})
    findings = {f.rule: f.variables for f in check_data(None, data)}
    assert findings == {"label-limit": ("STUDYID", "USUBJID"), "label-missing": ("SEX",)}
    assert isinstance(dataset.variables[0], Variable)


def test_tests_that_the_definition_needs_are_looked_for_with_their_synonyms():
    def options(*tests: str) -> dict[str, object]:
        return {"ADSL": {"baseline_visit": 2, "height": {"tests": list(tests)}}}

    def missing(*tests: str) -> list[Finding]:
        study = small_study(analysis_data=options(*tests))
        return [f for f in check_data(study, small_data()) if f.rule == "test-missing"]

    assert missing("SGPT", "ALT") == []
    message = finding_message(missing("HEIGHT", "HT")[0], "en")
    assert message == "No record has --TESTCD HEIGHT, HT, which analysis_data.ADSL.height needs."


def test_tests_without_any_unit_are_noted_where_most_have_one():
    data = small_data()
    for code in ("AST", "PH"):
        copy = small_data()["LB"].with_columns(
            LBTESTCD=pl.lit(code), LBSEQ=pl.col("LBSEQ") + (10 if code == "PH" else 20)
        )
        if code == "PH":
            copy = copy.with_columns(LBSTRESU=pl.lit(None, dtype=pl.String))
        data["LB"] = pl.concat([data["LB"], copy])
    findings = check_data(small_study(), data)
    assert [(f.rule, dict(f.arguments)) for f in findings] == [("unit-never", {"tests": "PH"})]


def test_results_in_a_unit_that_the_definition_does_not_name_are_found():
    options = {
        "subject_variables": ["USUBJID"],
        "baseline_visit": 1,
        "category": "CHEM",
        "worst_first": 1,
        "worst_last": 2,
        "threshold": {"low_factor": 0.5, "high_factor": 1.5},
        "visits": [{"number": 0, "label": {"en": "Baseline", "zh": "基线"}, "visits": [1]}],
        "parameters": [
            {"code": "ALT", "number": 1, "label": {"en": "ALT", "zh": "ALT"}, "unit": "u/l"}
        ],
    }
    study = small_study(analysis_data={"ADSL": {"baseline_visit": 2}, "ADLBC": options})

    def units(data: dict[str, pl.DataFrame]) -> list[Finding]:
        return [f for f in check_data(study, data) if f.rule == "unit-unknown"]

    assert units(small_data()) == []
    finding = units(changed("LB", 2, LBSTRESU="ukat/L"))[0]
    assert (finding.level, finding.rows, finding.values) == ("error", (2,), ("ukat/L",))
    for language in ("en", "zh"):
        assert "ALT" in finding_message(finding, language)


def test_a_missing_data_set_is_said_once():
    options = {"ADSL": {"baseline_visit": 2, "cognition_items": ["A", "B"]}}
    findings = check_data(small_study(analysis_data=options), small_data())
    assert [(f.rule, f.dataset) for f in findings] == [("dataset-missing", "QS")]


def test_errors_come_first_and_the_order_is_stable():
    data = changed("DM", 1, ARMCD="ZZZ", BRTHDTC="2014-02", ARM="Placebo")
    findings = check_data(small_study(), data)
    levels = [("error", "warning", "note").index(finding.level) for finding in findings]
    assert levels == sorted(levels)
    assert findings == check_data(small_study(), data)


def test_data_with_nothing_but_subjects_are_checked():
    data = {"DM": small_data()["DM"].select("USUBJID")}
    expected = {"variable-missing", "variable-expected", "dataset-missing"}
    assert {f.rule for f in check_data(small_study(), data)} == expected
    assert check_data(None, {"XX": pl.DataFrame({"USUBJID": pl.Series([], dtype=pl.String)})})
