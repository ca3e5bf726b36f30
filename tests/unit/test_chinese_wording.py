"""Chinese wording: one word for one thing, Chinese marks, no English but names and codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trialrun.study import Text, load_study, study_values

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "src" / "trialrun").glob("*/messages/*zh.ftl"))
DEFINITIONS = (
    ROOT / "examples" / "cdiscpilot01" / "study.yaml",
    ROOT / "src" / "trialrun" / "study" / "template.yaml",
)

INSTEAD = {
    "病人": "受试者",
    "被试": "受试者",
    "名受试者": "例受试者",
    "例患者": "例受试者",
    "随机化患者": "随机化受试者",
    "副作用": "不良事件",
    "副反应": "不良事件",
    "末次观测值": "末次观察值",
    "估计量": "估计目标",
    "并发事件": "伴发事件",
    "知情同意表": "知情同意书",
    "伦理审查委员会": "伦理委员会",
    "申办方": "申办者",
    "监察": "监查",
    "摘要": "概要",
    "p值": "P值",
    "p=": "P=",
    "p<": "P<",
    "门控": "守门",
    "取舍": "修约",
    "派生": "衍生",
}
"""Words that would be a second name of the same thing, or the wrong one -> the word to use."""

# A mark of English beside Chinese, a blank beside a Chinese mark, two marks that follow each other.
ODD_MARKS = re.compile(
    r"[\u4e00-\u9fff][,;:?!(]|[,;:?!)][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\d)|"
    r"[，。；：、（《“] |[\u4e00-\u9fff] +[，。；：、）》”]|[，。；：、]{2}"
)
NAMED = re.compile(r"\w*\([0-9a-z]+\)")
"""`ADAS-Cog(11)`, `(c)`: the brackets belong to a name."""


def sentences(catalogue: Path) -> list[str]:
    """The words of a catalogue, without ids and comments; 某 stands for a value."""
    lines = catalogue.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#") and "->" not in line]
    texts = [re.sub(r"^[a-z0-9-]+ = |^ *\*?\[[\w-]+\] ?|^ *\}", "", line) for line in kept]
    return [re.sub(r"\{ ?(?:\$\w+|\"[^\"]*\") ?\}", "某", text) for text in texts]


def chinese_of(definition: Path) -> dict[str, str]:
    """Chinese texts of a study definition by their ids."""
    values = study_values(load_study(definition))
    return {name: value.zh for name, value in values.items() if isinstance(value, Text)}


@pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_catalogue_uses_one_word_for_one_thing(path: Path) -> None:
    texts = sentences(path)
    assert [(t, INSTEAD[w]) for t in texts for w in INSTEAD if w in t] == []


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.name)
def test_definition_uses_one_word_for_one_thing(path: Path) -> None:
    texts = chinese_of(path)
    assert [(n, INSTEAD[w]) for n, t in texts.items() for w in INSTEAD if w in t] == []


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.name)
def test_definition_has_chinese_marks(path: Path) -> None:
    texts = {name: NAMED.sub("", text) for name, text in chinese_of(path).items()}
    assert {name: text for name, text in texts.items() if ODD_MARKS.search(text)} == {}


@pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_catalogue_has_chinese_marks(path: Path) -> None:
    odd = re.compile(
        r"[\u4e00-\u9fff][,;?!]|[,;?!][\u4e00-\u9fff]|[\u4e00-\u9fff]\.|[，。；：、]{2}"
    )
    assert [text for text in sentences(path) if odd.search(text)] == []


def test_findings_name_nothing_in_english_but_data_sets_and_variables() -> None:
    (path,) = [path for path in CATALOGUES if path.parent.parent.name == "conformance"]
    words = {word for text in sentences(path) for word in re.findall(r"[A-Za-z]+", text)}
    assert {word for word in words if not word.isupper()} == set()
