"""Steps are done once, done again when something changed, and survive being cut short."""

import json

import pytest

from trialrun.errors import OutputError
from trialrun.run.files import open_folder
from trialrun.run.steps import Step, run_steps


def steps_of(made, first="one", fail=False):
    def make_first(folder):
        made.append("first")
        (folder / "a.txt").write_text(first)

    def make_second(folder):
        made.append("second")
        (folder / "sub").mkdir()
        (folder / "sub" / "b.txt").write_text("b")
        if fail:
            raise KeyboardInterrupt

    return [
        Step("first", make_first, sources={"text": first}),
        Step("second", make_second, inputs=("a.txt",)),
    ]


def run(folder, steps):
    with open_folder(folder):
        return run_steps(folder, steps, {"study": "S"}, lambda _name, _report: None)


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_a_second_run_does_nothing_and_changes_no_byte(tmp_path):
    made = []
    run(tmp_path / "out", steps_of(made))
    before = contents(tmp_path / "out")
    reports = run(tmp_path / "out", steps_of(made))
    assert made == ["first", "second"]
    assert [report.cached for report in reports] == [True, True]
    assert contents(tmp_path / "out") == before


def test_a_changed_source_redoes_what_depends_on_it(tmp_path):
    made = []
    run(tmp_path, steps_of(made))
    run(tmp_path, steps_of(made, first="two"))
    assert made == ["first", "second", "first", "second"]


def test_a_damaged_output_is_made_again(tmp_path):
    made = []
    run(tmp_path, steps_of(made))
    (tmp_path / "sub" / "b.txt").write_text("edited")
    run(tmp_path, steps_of(made))
    assert made == ["first", "second", "second"]
    assert (tmp_path / "sub" / "b.txt").read_text() == "b"


def test_a_step_cut_short_leaves_nothing_and_the_next_run_carries_on(tmp_path):
    made = []
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, steps_of(made, fail=True))
    assert set(contents(tmp_path)) == {"a.txt", "run.json"}
    run(tmp_path, steps_of(made))
    assert made == ["first", "second", "second"]
    whole = tmp_path / "whole"
    run(whole, steps_of([]))
    left = {k: v for k, v in contents(tmp_path).items() if not k.startswith("whole")}
    assert left == contents(whole)


def test_leftovers_of_a_killed_run_are_cleared(tmp_path):
    (tmp_path / ".partial-first").mkdir()
    (tmp_path / ".partial-first" / "a.txt").write_text("half")
    (tmp_path / ".partial-run.json").write_text("{")
    run(tmp_path, steps_of([]))
    assert set(contents(tmp_path)) == {"a.txt", "sub/b.txt", "run.json"}


def test_files_that_a_step_no_longer_makes_go(tmp_path):
    run(tmp_path, steps_of([]))
    run(tmp_path, steps_of([])[:1])
    assert set(contents(tmp_path)) == {"a.txt", "run.json"}


def test_the_manifest_says_what_made_each_file(tmp_path):
    run(tmp_path, steps_of([]))
    manifest = json.loads((tmp_path / "run.json").read_text())
    second = manifest["steps"][1]
    assert list(second["outputs"]) == ["sub/b.txt"]
    assert list(second["inputs"]) == ["a.txt"]
    assert manifest["code"]


def test_two_runs_do_not_share_a_folder(tmp_path):
    with (
        open_folder(tmp_path),
        pytest.raises(OutputError, match="another run"),
        open_folder(tmp_path),
    ):
        pass


@pytest.mark.parametrize("place", ["file/out", "file"])
def test_a_folder_that_can_not_be_made_is_said(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can not write"), open_folder(tmp_path / place):
        pass
