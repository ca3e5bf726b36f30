"""Texts for sections: only those that protocol and plan have; lists, days and abbreviations."""

from __future__ import annotations

import pytest

from trialrun.errors import StudyError
from trialrun.study import Text, load_study, study_values, text_lines


@pytest.mark.parametrize(
    ("part", "number", "near"),
    [
        ("protocol_text", '"2.2.9"', "ICH M11"),
        ("protocol_text", '"10.4.9.1"', "ICH M11"),
        ("plan_text", '"7.9"', "analysis plan"),
    ],
)
def test_text_for_a_section_that_is_not_there_is_a_fault(root, tmp_path, part, number, near):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text(encoding="utf-8")
    entry = f"{part}:\n  {number}:\n    text: {{en: A text., zh: 文字。}}\n"
    path = tmp_path / "study.yaml"
    path.write_text(text.replace(f"\n{part}:\n", f"\n{entry}", 1), encoding="utf-8")
    with pytest.raises(StudyError) as told:
        load_study(path)
    assert number.strip('"') in str(told.value)
    assert near in str(told.value)


def test_lines_are_told_apart_only_where_both_languages_have_as_many():
    assert text_lines(Text(en="a\nb", zh="甲\n乙")) == (
        Text(en="a", zh="甲"),
        Text(en="b", zh="乙"),
    )
    assert text_lines(Text(en="a\nb", zh="甲")) == ()
    assert text_lines(Text(en="a", zh="甲")) == ()


def test_first_and_last_day_of_a_window_leave_out_day_nought(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    visit = study.visits[0].model_copy(update={"day": 2, "window_days": (-3, 3)})
    values = study_values(study.model_copy(update={"visits": (visit,)}))
    found = [values[f"study:visits.{visit.id}.{name}"] for name in ("first_day", "last_day")]
    assert found == [-2, 5]
