"""Figures: drawn from results, in each language, the same bytes every time."""

from __future__ import annotations

import importlib.util

import pytest

from trialrun.analysis import summarize_study
from trialrun.displays import curve_of, draw_figure
from trialrun.errors import FontError, OutputError
from trialrun.language import chinese_font


@pytest.fixture(scope="module")
def results(shown_study, shown_adam):
    return summarize_study(shown_study, shown_adam)


@pytest.fixture(scope="module")
def display(shown_study):
    return next(each for each in shown_study.displays if each.kind == "kaplan-meier")


def test_a_curve_starts_at_one_and_steps_down(results):
    assert curve_of(results, "K-1", "CTL", "survival") == [
        (0.0, 1.0),
        (4.0, pytest.approx(2 / 3)),
        (8.0, pytest.approx(2 / 3)),
        (12.0, pytest.approx(2 / 3)),
    ]
    assert curve_of(results, "K-1", "CTL", "censored_at") == [(8.0, 1.0), (12.0, 1.0)]


def test_drawing_twice_gives_the_same_bytes(shown_study, results, display, tmp_path):
    drawn = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        drawn.append(draw_figure(shown_study, display, results, "en", folder))
    for first, second in zip(*drawn, strict=True):
        assert first.read_bytes() == second.read_bytes()
    svg = drawn[0][0].read_text(encoding="utf-8")
    assert "<dc:date>" not in svg
    assert "<text" not in svg


def test_chinese_is_drawn_with_a_chinese_font(shown_study, results, display, tmp_path):
    if importlib.util.find_spec("mplfonts") is None:
        pytest.skip("the extra 'fonts' is not installed")
    svg, png = draw_figure(shown_study, display, results, "zh", tmp_path)
    assert svg.name == "K-1.zh.svg"
    assert "NotoSansCJKsc" in svg.read_text(encoding="utf-8")
    assert png.stat().st_size > 0


def test_a_named_font_file_that_is_not_there_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("TRIALRUN_FONT", str(tmp_path / "none.otf"))
    with pytest.raises(FontError, match="no such font file"):
        chinese_font()


def test_without_any_font_a_hint_says_what_to_install(monkeypatch):
    monkeypatch.delenv("TRIALRUN_FONT", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(FontError, match="pip install"):
        chinese_font(system=False)


def test_a_folder_that_can_not_be_written_is_an_error(shown_study, results, display, tmp_path):
    (tmp_path / "figures").write_text("a file")
    with pytest.raises(OutputError, match="can not be written"):
        draw_figure(shown_study, display, results, "en", tmp_path)
