"""Reference pages that need more than one part of the code: data sets, rules, displays."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NOTE = "<!-- written by scripts/make-docs: change the code, then `make docs` -->\n\n"
EXAMPLE = ROOT / "examples" / "cdiscpilot01" / "study.yaml"
LEVELS = {"error": ("error", "错误"), "warning": ("warning", "警告"), "note": ("note", "提示")}


def cell(text: str) -> str:
    """Text that may stand in a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *([cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def type_of(dtype: object) -> str:
    """How the reader of a transport file calls a column's type."""
    return {"String": "text", "Date": "date"}.get(str(dtype), "number")


def data_sets_page() -> str:
    """
    The analysis data sets with their variables.

    The derivations run over a study without subjects: the variables are the same, and no data are
    needed to write the page.
    """
    import polars as pl

    analysis: Any = importlib.import_module("trialrun.analysis")
    study = importlib.import_module("trialrun.study").load_study(EXAMPLE)
    nobody = pl.DataFrame(schema={"STUDYID": pl.String, "USUBJID": pl.String})
    parts = [
        f"{NOTE}# Analysis data sets\n",
        (
            "As the [example](../../examples/cdiscpilot01/study.yaml) has them: population flags, "
            "baseline variables and copied variables are those that a definition asks for under "
            "`analysis_data` and `populations`. Each is written as `adam/NAME.parquet` and as a "
            "transport file, `adam/NAME.xpt`.\n"
        ),
    ]
    for name, frame in sorted(analysis.derive_data_sets(study, {"DM": nobody}).items()):
        derive = analysis.DATA_SETS[name]
        about = (sys.modules[derive.__module__].__doc__ or "").strip().partition(": ")[2]
        rows = [
            [f"`{variable}`", analysis.variable_label(variable), type_of(dtype)]
            for variable, dtype in frame.schema.items()
        ]
        how = (derive.__doc__ or "").strip().splitlines()[0]
        parts += [f"## {name}\n", f"{about[:1].upper()}{about[1:]} {how}\n"]
        parts.append(table(["variable", "label", "type"], rows))
    return "\n".join(parts)


def rules_page() -> str:
    """The rules of conformance, their levels and sources, in both languages."""
    rules = importlib.import_module("trialrun.conformance").RULES
    rows = [
        [
            f"`{rule.id}`",
            " ".join(LEVELS[rule.level]),
            rule.title("en"),
            rule.title("zh"),
            rule.source,
        ]
        for rule in rules.values()
    ]
    return (
        f"{NOTE}# Rules of conformance\n\n"
        f"`trialrun validate` and each run check the data by these {len(rows)} rules. A breach is "
        "a finding: the run goes on, and the finding says where to look.\n\n"
        + table(["rule", "level", "what it asks", "要求", "source"], rows)
    )


def displays_page() -> str:
    """The kinds of displays, and which of the example's are of that kind."""
    study_room: Any = importlib.import_module("trialrun.study")
    schema = study_room.study_schema()
    study = study_room.load_study(EXAMPLE)
    parts = [
        f"{NOTE}# Displays\n",
        (
            "A display is a specification over results: the definition says what it shows, the "
            "renderers only write it. Each is written as `displays/NUMBER.csv` with the ids of its "
            "numbers, as a plain text page and as RTF, in both languages.\n"
        ),
    ]
    for name, part in sorted(schema["$defs"].items()):
        kind = part.get("properties", {}).get("kind", {}).get("const")
        if kind is None or not name.endswith("Display"):
            continue
        fields = [
            f"`{field}`" for field in part["properties"] if field not in {"kind", *BASE_FIELDS}
        ]
        about = " ".join(str(part.get("description", "")).split("\n\n")[0].split())
        parts.append(f"## {kind}\n\n{about} Fields: {', '.join(fields)} ")
        parts[-1] += f"([{name}](study.md#{name.lower()}).)\n"
        shown = [
            [each.number, each.title.en, each.title.zh]
            for each in study.displays
            if each.kind == kind
        ]
        if shown:
            parts.append(table(["in the example", "title", "标题"], shown))
    return "\n".join(parts)


BASE_FIELDS = ("number", "title", "population", "footnotes", "marks", "section", "source")
