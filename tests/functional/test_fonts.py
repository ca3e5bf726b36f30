"""Chinese pages on a machine without Chinese fonts, and what is said where no font is found."""

import importlib.util
from pathlib import Path

import pytest
from mini_trial import made_up_trial, write_trial
from pypdf import PdfReader

from trialrun.cli import main
from trialrun.language import fonts
from trialrun.study import study_template


@pytest.fixture
def place(tmp_path) -> Path:
    (tmp_path / "study.yaml").write_text(study_template(), encoding="utf-8")
    write_trial(made_up_trial(4), tmp_path / "data")
    return tmp_path


@pytest.fixture
def _bare_machine(monkeypatch, tmp_path):
    """No font of the machine or of a user, and no configuration that names one."""
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", ())
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("FONTCONFIG_FILE", "/dev/null")
    monkeypatch.setenv("FONTCONFIG_PATH", str(tmp_path / "nobody"))


@pytest.fixture
def _no_font_package(monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *more: None if name == "mplfonts" else found(name, *more),
    )


def run(place: Path, *options: str) -> int:
    given = ["run", place / "study.yaml", "--data", place / "data", "-o", place / "out", "-q"]
    return main([*map(str, given), "--workers", "1", *options])


@pytest.mark.usefixtures("_bare_machine")
def test_the_chinese_report_is_right_without_fonts_of_the_machine(place, capsys):
    if importlib.util.find_spec("mplfonts") is None:
        pytest.skip("the extra 'fonts' is not installed: pip install 'trialrun[fonts]'")
    assert run(place, "--language", "zh") == 0, capsys.readouterr().err
    reader = PdfReader(place / "out" / "documents" / "csr.zh.pdf")
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "")
    for words in ("临床研究报告", "安慰剂", "例施平", "第12周", "肥胖症"):
        assert words in text
    embedded = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert any("NotoSansCJK" in name for name in embedded), embedded
    assert all("+" in name for name in embedded), "every font is embedded, as a subset"


@pytest.mark.usefixtures("_bare_machine", "_no_font_package")
def test_where_no_font_is_found_the_message_says_what_to_install(place, capsys):
    assert run(place) == 3
    said = capsys.readouterr().err
    assert "no font with Chinese characters" in said
    assert "pip install 'trialrun[fonts]'" in said
    assert "apt install fonts-noto-cjk" in said
    assert fonts.VARIABLE in said
    assert "Traceback" not in said
    assert not [path for path in place.rglob("*") if path.name.startswith(".partial-")]


@pytest.mark.usefixtures("_bare_machine", "_no_font_package")
def test_an_english_report_needs_no_chinese_font(place, capsys):
    assert run(place, "--language", "en") == 0, capsys.readouterr().err
    assert (place / "out" / "documents" / "csr.en.pdf").is_file()


@pytest.mark.usefixtures("_bare_machine", "_no_font_package")
@pytest.mark.parametrize("content", [None, b"not a font"])
def test_a_font_file_that_is_none_is_refused(content, place, capsys, monkeypatch):
    file = place / "font.otf"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv(fonts.VARIABLE, str(file))
    assert run(place, "--language", "zh") == 3
    said = capsys.readouterr().err
    assert str(file) in said
    assert "Traceback" not in said
