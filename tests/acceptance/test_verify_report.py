"""
The report of a whole run, changed in every way that counts: all changes are told at their places.

A sample goes through the command line, one change at a time; `make fuzz` does the bulk.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import polars as pl
import pytest
from command import answer
from finished import FIGURES, LANGUAGES, Finished, change

from trialrun.errors import TrialrunError
from trialrun.render import RENDERERS, Materials
from trialrun.report import document_to_json
from trialrun.run import verify_document


@pytest.fixture(scope="module")
def report(demo_run, tmp_path_factory):
    return Finished(demo_run, "csr", tmp_path_factory.mktemp("changed"))


def points_elsewhere(line: str) -> bool:
    """An entry of the contents, or a cross reference, points at what has been changed."""
    return (": link: " in line and "entry" in line) or "cross reference: " in line


# The command line -------------------------------------------------------------------------------
def trialrun_verify(file: Path, run: Path, *options: str):
    return answer("verify", file, "--run", run, *options, cwd=run)


SAMPLE = [
    ("digits", "en", ".docx"),
    ("swapped pairs", "en", ".docx"),
    ("removed controls", "zh", ".docx"),
    ("changed tags", "en", ".docx"),
    ("signs", "zh", ".docx"),
    ("units", "en", ".docx"),
    ("locks", "en", ".docx"),
    ("digits", "zh", ".html"),
    ("digits", "zh", ".pdf"),
]


@pytest.mark.parametrize(("way", "language", "ending"), SAMPLE)
def test_one_change_is_told_by_the_command_line(way, language, ending, report, tmp_path):
    random = Random(f"one {way} {language} {ending}")
    file = tmp_path / f"csr.{language}{ending}"
    if ending == ".pdf":
        content = report.content(language, ending)
        changed, places, _ = change.changed_glyphs(content, report.resolved(language), random, 1)
    else:
        changed, [places] = report.changed(way, language, ending, random, 1)
    file.write_bytes(changed)
    as_json = way == "locks"
    done = trialrun_verify(file, report.folder, *(["--json"] if as_json else []))
    lines = done.stdout.splitlines()
    if as_json:
        told = json.loads(done.stdout)["differences"]
        lines = [f"{difference['place']}: {difference['what']}" for difference in told]
    assert done.returncode == 1, done.stdout + done.stderr
    for place in places:
        assert any(line.startswith(f"{place}: ") for line in lines), (place, lines)
    assert len(lines) <= len(places) + 2


def test_the_command_line_passes_what_the_run_wrote(report):
    done = trialrun_verify(report.folder / "documents/csr.en.docx", report.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("csr.en.docx: verified\n")


def test_requests_that_can_not_be_honoured(report, tmp_path):
    other, garbled, missing = (tmp_path / name for name in ("csr.odt", "csr.docx", "csr.pdf"))
    other.write_bytes(b"")
    garbled.write_bytes(b"garbled")
    whole = report.folder / "documents/csr.en.docx"
    codes = []
    for file, run in (
        (other, report.folder),
        (garbled, report.folder),
        (missing, report.folder),
        (whole, tmp_path),
    ):
        with pytest.raises(TrialrunError) as refused:
            verify_document(file, run)
        codes.append(refused.value.exit_code)
    assert codes == [2, 3, 3, 3]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_every_file_of_the_run_is_verified(language, ending, report):
    assert verify_document(report.folder / f"documents/csr.{language}{ending}", report.folder) == []


def test_an_edited_results_file_is_told(report, tmp_path):
    copy = tmp_path / "run"
    shutil.copytree(report.folder, copy)
    path = copy / "results/results.parquet"
    frame = pl.read_parquet(path)
    first = frame.filter(pl.col("id") == "res:14-2.01.AGE.mean.PBO")
    frame.with_columns(
        value=pl.when(pl.col("id") == first["id"][0]).then(99.9).otherwise(pl.col("value"))
    ).write_parquet(path)
    lines = [str(d) for d in verify_document(report.folder / "documents/csr.en.docx", copy)]
    assert any(line.startswith("results/results.parquet: altered file") for line in lines)
    assert any("expected '99.9'" in line for line in lines)


def test_a_drawing_that_was_exchanged_in_the_run_is_told(report, tmp_path):
    copy = tmp_path / "run"
    shutil.copytree(report.folder, copy)
    drawing = next((copy / FIGURES).glob("14-*.en.svg"))
    drawing.write_text(drawing.read_text().replace("</svg>", "<!-- --></svg>"))
    lines = [str(d) for d in verify_document(report.folder / "documents/csr.en.docx", copy)]
    assert any("altered file" in line for line in lines)
    assert any(": drawing: " in line for line in lines)


# The bulk ---------------------------------------------------------------------------------------
BULK = [
    *((way, ".docx", 500 if way == "digits" else 100) for way in change.WAYS),
    ("digits", ".html", 200),
]
AT_ONCE = 50


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("way", "ending", "wanted"), BULK)
def test_many_changes_are_all_told(way, ending, wanted, language, report, record_property):
    random = Random(f"many {way} {language} {ending}")
    caught = made = 0
    while made < wanted:
        content, changed = report.changed(
            way, language, ending, random, min(AT_ONCE, wanted - made)
        )
        told = report.told(content, ending)
        caught += sum(places <= set(told) for places in changed)
        made += len(changed)
        more = set(told) - set().union(*changed)
        assert all(points_elsewhere(told[place]) for place in more), [told[p] for p in more]
    record_property("figure", f"report {language}{ending}, {way}: caught {caught} of {made}")
    assert caught == made == wanted


STRATA = (
    "header", "footer", "footnote", "caption", "heading", "column head", "entry", "table", "body",
)  # fmt: skip


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_of_every_part_of_a_word_file_are_told(language, report, record_property):
    random = Random(f"parts {language}")
    counts = dict.fromkeys(STRATA, 0)
    caught = 0
    for most in (12, 24, 36):
        opened = report.opened(language, ".docx")
        hit = []
        for one in change.chosen(change.digit_changes(opened, random), 10**6):
            [place] = one.places
            part = change.stratum(place)
            if counts[part] < most:
                counts[part] += 1
                hit.append(place)
                one.act()
        caught += len(set(hit) & set(report.told(opened.packed(), ".docx")))
    made = sum(counts.values())
    parts = ", ".join(f"{part} {count}" for part, count in counts.items())
    record_property(
        "figure", f"report {language}.docx, digits by part: caught {caught} of {made} ({parts})"
    )
    assert caught == made
    assert all(counts.values())


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
def test_many_glyphs_of_a_pdf_are_all_told(language, report, record_property):
    random = Random(f"glyphs {language}")
    content, resolved = report.content(language, ".pdf"), report.resolved(language)
    caught = made = count = 0
    while count < 200:
        changed, places, hit = change.changed_glyphs(content, resolved, random, 50)
        told = report.told(changed, ".pdf")
        caught += len(places & set(told))
        made += len(places)
        count += hit
        assert set(told) <= places
    record_property(
        "figure", f"report {language}.pdf, digits drawn otherwise: caught {caught} of {made}"
    )
    assert caught == made


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
def test_many_digits_of_a_pdf_set_anew_are_all_told(language, report, record_property):
    random = Random(f"anew {language}")
    resolved = report.resolved(language)
    tree = document_to_json(report.document)
    materials = Materials(report.folder / FIGURES, report.values, tree)
    caught = made = 0
    path = report.scratch / "anew.pdf"
    while made < 200:
        other, places, running, _ = change.changed_runs(resolved, random, 70)
        RENDERERS[".pdf"](other, path, materials)
        told = report.told(path.read_bytes(), ".pdf")
        caught += len(places & set(told))
        made += len(places)
        for place in running:
            assert any(line.startswith(f"{place} of page") for line in told)
        more = set(told) - places
        assert all(place.startswith(("header", "footer")) for place in more)
    record_property("figure", f"report {language}.pdf, digits set anew: caught {caught} of {made}")
    assert caught == made
