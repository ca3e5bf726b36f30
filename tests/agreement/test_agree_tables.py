"""`scripts/agree-tables`: it reads published tables alone, and no changed number gets past it."""

from __future__ import annotations

import csv
import importlib.machinery
import importlib.util
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from trialrun.report import Result, Results

PUBLISHED = {
    "14-1.01": 40,
    "14-1.03": 216,
    "14-2.01": 298,
    "14-3.01": 70,
    "14-5.01": 2009,
    "14-6.01": 4770,
}
"""Numbers in the cells of each table; those of 14-6.01 are also known from its re-analysis."""

PAGES = """\
--- page 1 ---
Protocol: X                                             Page 1 of 2
                         Table 9-1.01
                        Made-up table
                          Active Drug
                 Placebo      Dose      p-value
                 (N=10)      (N=10)       [1]

Group    n       10           9          0.2500
         Mean    -0.5 (1.23)  2.0 (0.50)
         <65 yrs  4 ( 40%)    6 ( 60%)   0.209

[1] A footnote with 12 numbers.
Source: program                              21:05 Monday
--- page 2 ---
Protocol: X                                             Page 2 of 2
                         Table 9-1.01
                        Made-up table
                          Active Drug
                 Placebo      Dose      p-value
                 (N=10)      (N=10)       [1]
LONG LABEL        0           1 ( 10%)   >0.99
CONTINUED
  Week 12        7            5

[1] A footnote with 12 numbers.
Source: program                              21:05 Monday
"""
CELLS = [
    ("Group / n", "Placebo (N=10)", "10", "n"),
    ("Group / n", "Active Drug Dose (N=10)", "9", "n"),
    ("Group / n", "p-value", "0.2500", "p"),
    ("Group / Mean", "Placebo (N=10)", "-0.5 (1.23)", "m s"),
    ("Group / Mean", "Active Drug Dose (N=10)", "2.0 (0.50)", "m s"),
    ("Group / <65 yrs", "Placebo (N=10)", "4 (40%)", "c"),
    ("Group / <65 yrs", "Active Drug Dose (N=10)", "6 (60%)", "c"),
    ("Group / <65 yrs", "p-value", "0.208", "fisher"),
    ("LONG LABEL CONTINUED", "Placebo (N=10)", "0", "c"),
    ("LONG LABEL CONTINUED", "Active Drug Dose (N=10)", "1 (10%)", "c"),
    ("LONG LABEL CONTINUED", "p-value", ">0.99", "p"),
    ("LONG LABEL CONTINUED / Week 12", "Placebo (N=10)", "7", "c"),
    ("LONG LABEL CONTINUED / Week 12", "Active Drug Dose (N=10)", "5", "c"),
]


def load(path: Path) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("agree_tables", str(path))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def agree(root: Path) -> Iterator[ModuleType]:
    before = list(sys.path)
    yield load(root / "scripts" / "agree-tables")
    sys.path[:] = before


@pytest.fixture
def made_up(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of a run and a folder of published tables that differ in one double rounding."""
    out, tables = tmp_path / "out", tmp_path / "tables"
    for folder in (out / "displays", out / "results", tables):
        folder.mkdir(parents=True)
    fisher = Result(
        "fisher", "9-1.01", method="fisher", operation="p_value", value=0.208498, format="p3"
    )
    Results([fisher]).frame().write_parquet(out / "results" / "results.parquet")
    with (out / "displays" / "9-1.01.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["row_label", "column_label", "text", "ids"])
        writer.writerow(["", "Placebo (N=10)", "Placebo (N=10)", "N"])
        writer.writerows(CELLS)
    (tables / "t_9-1.01.txt").write_text(PAGES, encoding="utf-8")
    (tables / "t_9-2.02.txt").write_text(PAGES.replace("9-1.01", "9-2.02"), encoding="utf-8")
    return out, tables


def test_declared_and_matched_numbers_are_counted_and_missing_tables_listed(
    agree: ModuleType, made_up: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree.main([str(part) for part in made_up]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == "matched 17, declared 1, different 0, missing 0 of 18 numbers"
    assert printed[-2] == "not in this run (numbers): 9-2.02 (18)"
    assert any("published 0.209, ours 0.208 (rounded twice)" in line for line in printed)


@pytest.mark.parametrize(
    ("old", "new", "last"),
    [
        ("-0.5 (", "0.5 (", "matched 16, declared 1, different 1, missing 0 of 18 numbers"),
        (">0.99", "0.99", "matched 16, declared 1, different 1, missing 0 of 18 numbers"),
        ("0.209", "0.207", "matched 17, declared 0, different 1, missing 0 of 18 numbers"),
        ("2.0 (0.50)", "2.00 (0.50)", "matched 16, declared 1, different 1, missing 0 of 18 num"),
        ("0.2500", "0.2500*", "matched 16, declared 1, different 1, missing 0 of 18 numbers"),
        ("Week 12", "Week 13", "matched 15, declared 1, different 0, missing 2 of 18 numbers"),
        ("4 ( 40%)    6 ( 60%)", "6 ( 60%)    4 ( 40%)", "matched 13, declared 1, different 4"),
    ],
)
def test_one_change_is_reported(
    agree: ModuleType,
    made_up: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    last: str,
) -> None:
    assert PAGES.count(old) == 1
    (made_up[1] / "t_9-1.01.txt").write_text(PAGES.replace(old, new), encoding="utf-8")
    assert agree.main([str(part) for part in made_up]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith(last)


def test_columns_in_another_order_are_refused(
    agree: ModuleType, made_up: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    swapped = PAGES.replace("Placebo      Dose   ", "Dose      Placebo   ")
    (made_up[1] / "t_9-1.01.txt").write_text(swapped, encoding="utf-8")
    assert agree.main([str(part) for part in made_up]) == 1
    assert "stand elsewhere" in capsys.readouterr().out


def test_what_is_no_run_or_no_table_is_refused(agree: ModuleType, tmp_path: Path) -> None:
    assert agree.main([str(tmp_path), str(tmp_path)]) == 2
    (tmp_path / "t_9-1.01.txt").write_text(PAGES, encoding="utf-8")
    assert agree.main([str(tmp_path), str(tmp_path)]) == 2


def test_missing_values_in_the_lowest_class_are_recomputed_not_assumed(agree: ModuleType) -> None:
    def count(arm: str, level: str, value: float) -> Result:
        return Result(
            f"{arm}{level}", "t", method="count", operation="count", value=value, variable="G",
            groups={"ARM": arm, "G": level},
        )  # fmt: skip

    sizes = [
        Result(f"N{arm}", "t", method="count", operation="n", value=n, groups={"ARM": arm})
        for arm, n in (("A", 10.0), ("B", 10.0))
    ]
    levels = [
        count("A", "low", 4),
        count("A", "high", 6),
        count("B", "low", 5),
        count("B", "high", 3),
    ]
    found = {result.id: result for result in [*sizes, *levels]}

    def cause(published: str, ours: str, result: Result) -> str | None:
        return agree.declared_cause(agree.Difference(published, ours, [result], found))

    assert cause("7", "5", levels[2]) == "missing values counted into the lowest class"
    assert cause("6", "5", levels[2]) is None
    assert cause("5", "4", levels[0]) is None
    assert cause("4", "3", levels[3]) is None


@pytest.mark.parametrize("kind", ["tables", "tables_r"])
def test_numbers_in_cells_are_counted_in_both_kinds_of_text(
    agree: ModuleType, shared: Path, kind: str
) -> None:
    tables = agree.read_tables(shared / "pilot" / kind)
    assert {number: tables[number].count() for number in PUBLISHED} == PUBLISHED


def test_pilot_displays_show_the_published_numbers(
    agree: ModuleType, shared: Path, pilot_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree.main([str(pilot_run), str(shared / "pilot" / "tables")]) == 0
    lines = capsys.readouterr().out.splitlines()
    counted = {line.split(":")[0]: line for line in lines if re.match(r"\d+-\d+\.\d+: ", line)}
    assert set(PUBLISHED) <= set(counted)
    declared = sum(int(re.search(r"declared (\d+)", counted[n])[1]) for n in PUBLISHED)
    assert declared == 13
    assert "different 0, missing 0" in lines[-1]


def test_changed_digits_of_published_tables_are_all_reported(
    agree: ModuleType, shared: Path, pilot_run: Path
) -> None:
    """Digits of the text are changed; each change that reaches a cell must be seen."""
    from published_tables import read_table

    chance = random.Random(20140102)
    results = agree.Results.from_frame(
        agree.pl.read_parquet(pilot_run / "results" / "results.parquet")
    )
    reached = 0
    for number in PUBLISHED:
        text = (shared / "pilot" / "tables" / f"t_{number}.txt").read_text(encoding="utf-8")
        original = read_table(number, text)
        display = agree.read_display(pilot_run / "displays" / f"{number}.csv")
        places = [at for at, character in enumerate(text) if character.isdigit()]
        tried = 8 if original.count() > 1000 else 20
        for at in chance.sample(places, tried):
            digit = chance.choice([d for d in "0123456789" if d != text[at]])
            changed = read_table(number, text[:at] + digit + text[at + 1 :])
            before = [row.cells for row in original.rows]
            after = [row.cells for row in changed.rows]
            if before == after:
                continue  # the digit stood in a title, a label, a head or a footnote
            reached += 1
            found = agree.compare(changed, display, results)
            assert found.counts["different"] + found.counts["missing"] > 0, (number, at)
    assert reached >= 60
