import csv
import json

import polars as pl
from small_trial import small_data, small_study

from trialrun.conformance import (
    check_data,
    findings_csv,
    findings_summary,
    is_possible_date,
    write_findings,
)


def broken() -> dict[str, pl.DataFrame]:
    data = small_data()
    data["DM"] = pl.concat([data["DM"], data["DM"].head(1)])
    data["AE"] = data["AE"].with_columns(AESTDTC=pl.lit("2014-13-01"))
    return data


def test_files_are_the_same_every_time(tmp_path):
    findings = check_data(small_study(), broken())
    first = write_findings(findings, tmp_path / "a")
    assert first == write_findings(check_data(small_study(), broken()), tmp_path / "b")
    assert sorted(first) == ["findings.csv", "findings.en.txt", "findings.json", "findings.zh.txt"]


def test_json_holds_rows_and_both_languages(tmp_path):
    write_findings(check_data(small_study(), broken()), tmp_path)
    content = json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))
    finding = next(f for f in content["findings"] if f["rule"] == "duplicate-subject")
    assert finding["rows"] == [1, 4]
    assert finding["subjects"] == ["01", "01"]
    assert set(finding["message"]) == {"en", "zh"}
    assert content["schema_version"] == "1.0"


def test_csv_has_a_line_a_record():
    findings = check_data(small_study(), broken())
    lines = list(csv.DictReader(findings_csv(findings).splitlines()))
    assert len(lines) == sum(max(1, len(finding.rows)) for finding in findings)
    dates = [line for line in lines if line["rule"] == "date-impossible"]
    assert {line["value"] for line in dates} == {"2014-13-01"}


def test_summary_says_each_rule_in_the_language():
    findings = check_data(small_study(), broken())
    english, chinese = findings_summary(findings, "en"), findings_summary(findings, "zh")
    assert "DM: 1 subject has more than one record (2 in all)." in english
    assert "duplicate-subject" in chinese
    assert "more than one" not in chinese
    assert findings_summary([], "en") == "No findings.\n"


def test_possible_dates():
    possible = "2014 2014-02 2014-02-28 2012-02-29 2014-02-28T23:59 2014-02-28T23:59:59.5 2014---15"
    possible += (
        " --02-29 2014-02-28T-:30 2014-02-28/2014-03-01 P1Y2M P2W PT5M 2014-01-01T10:00+08:00"
    )
    impossible = "2014-02-30 2013-02-29 2014-13 2014-00-10 2014-02-28T25 2014-02-28T10:60 28FEB2014"
    impossible += " 2014/02/28 14-02-28 2014-2-3 P - 2014-02-28T 0000-01-01 2014-04-31T10:00"
    assert [text for text in possible.split() if not is_possible_date(text)] == []
    assert [text for text in impossible.split() if is_possible_date(text)] == []
