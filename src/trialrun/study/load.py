"""A study definition from its file, or everything that is wrong with it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trialrun.errors import StudyError
from trialrun.study.faults import schema_faults
from trialrun.study.model import SCHEMA_VERSION, Study
from trialrun.study.references import reference_faults
from trialrun.study.yaml_source import Fault, read_source


def check_study(path: Path) -> tuple[Study | None, list[Fault]]:
    """
    Read a definition and say all that is wrong with it.

    Args:
        path: a YAML file.
    Returns:
        The study, or None where there are faults; the faults in the order of the file.
    Raises:
        DataError: the file can not be read.
    """
    source = read_source(path)
    if source.faults:
        return None, source.faults
    if not isinstance(source.value, dict):
        return None, [Fault(str(path), 1, "", "not a mapping of keys to values")]
    version = source.value.get("schema_version")
    if version is not None and version != SCHEMA_VERSION:
        line = source.line(("schema_version",))
        message = f"found {version!r}"
        allowed = f'this program reads schema version "{SCHEMA_VERSION}"'
        hint = f'write it in quotes: schema_version: "{SCHEMA_VERSION}"'
        return None, [Fault(str(path), line, "schema_version", message, allowed, hint)]
    try:
        study = Study.model_validate(source.value)
    except ValidationError as error:
        return None, schema_faults(error, source, Study)
    faults = reference_faults(study, source)
    return (None if faults else study), faults


def load_study(path: str | Path) -> Study:
    """
    Return the study of a YAML file.

    Raises:
        StudyError: one or more faults, each with file, line, found, allowed and hint.
        DataError: the file can not be read.
    """
    study, faults = check_study(Path(path))
    if study is None:
        if len(faults) == 1:
            raise StudyError(str(faults[0]))
        lines = "".join(f"\n  {fault}" for fault in faults)
        raise StudyError(f"{len(faults)} faults in the study definition:{lines}")
    return study


def study_schema() -> dict[str, Any]:
    """Return the JSON Schema of a study definition."""
    schema = Study.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "trialrun study definition",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def study_to_json(study: Study) -> str:
    """Return a study as JSON, the same text for the same study."""
    return json.dumps(study.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def study_from_json(text: str) -> Study:
    """
    Return the study of a JSON text that `study_to_json` made.

    Raises:
        ValueError: not such a text.
    """
    return Study.model_validate_json(text)


def study_template() -> str:
    """Return the commented definition that a new study starts from."""
    return files("trialrun.study").joinpath("template.yaml").read_text(encoding="utf-8")
