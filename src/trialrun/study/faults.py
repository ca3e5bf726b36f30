"""What pydantic says of a definition, in the words of its author and with its line."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trialrun.study.yaml_source import Fault, Path_, Source, path_text

Found = tuple[Path_, str, str, str]
"""A fault before its place in the file is known: path, message, allowed, hint."""

_SCALARS = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false"}


def schema_faults(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Fault]:
    """Return one fault for each error of a validation, in the order of the file."""
    errors = error.errors(include_url=False)
    faults = [_fault(details, source, model) for details in errors if not _follows(details, errors)]
    return sorted(faults, key=lambda fault: fault.line)


def _follows(details: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """Tell whether a list is short only because its items have faults of their own."""
    loc = details["loc"]
    return details["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and len(other["loc"]) > len(loc) for other in errors
    )


def near_match(word: str, allowed: Sequence[str]) -> str:
    """Return a hint that names what was perhaps meant, or an empty text."""
    found = difflib.get_close_matches(word, allowed, n=1, cutoff=0.6)
    return f"did you mean {found[0]!r}?" if found else ""


def unknown(path: Path_, word: str, what: str, allowed: Iterable[str]) -> Iterator[Found]:
    """Yield a fault where a word is none of those allowed."""
    names = list(allowed)
    if word not in names:
        listed = f"must be one of {', '.join(names)}" if names else f"there is no {what}"
        yield path, f"no {what} {word!r}", listed, near_match(word, names)


def _fault(details: ErrorDetails, source: Source, model: type[BaseModel]) -> Fault:
    path = _path_in_file(details["loc"], source.value)
    kind = details["type"]
    context = details.get("ctx", {})
    found = details["input"]
    message, allowed, hint = details["msg"], "", ""
    if kind == "missing":
        name = str(details["loc"][-1])
        path = (*path, name) if not path or path[-1] != name else path
        message, allowed = "is missing", "the key is required"
    elif kind == "extra_forbidden":
        keys = _keys_at(path[:-1], source.value, model)
        message = "is not a key of the definition"
        allowed = f"allowed here: {', '.join(keys)}" if keys else ""
        hint = near_match(str(path[-1]), keys)
    elif kind in ("literal_error", "union_tag_invalid"):
        choices = context.get("expected") or context.get("expected_tags", "")
        message, allowed = f"found {_shown(found)}", f"must be {choices}"
        if kind == "union_tag_invalid":
            message = f"found kind {context.get('tag')!r}"
            path = (*path, "kind")
        hint = near_match(
            str(context.get("tag", found)),
            [c.strip("' ") for c in str(choices).replace(" or ", ",").split(",")],
        )
    elif kind == "union_tag_not_found":
        message, allowed = "has no kind", "the key `kind` is required"
    elif kind == "string_pattern_mismatch":
        message = f"found {_shown(found)}"
        allowed = f"must match {context.get('pattern')}"
    elif kind == "too_short":
        message = f"found {_shown(found)}"
        allowed = f"must have at least {context.get('min_length')}"
    elif kind.endswith(("_type", "_parsing")):
        message = f"found {_shown(found)}"
        allowed = f"must be {_expected(kind)}"
    else:
        message = f"found {_shown(found)}"
        allowed = details["msg"][0].lower() + details["msg"][1:].replace("Input ", "")
        allowed = allowed.replace("input should", "must")
    return Fault(source.file, source.line(path), path_text(path), message, allowed, hint)


def _expected(kind: str) -> str:
    name = kind.removesuffix("_type").removesuffix("_parsing")
    names = {
        "string": "a text",
        "float": "a number",
        "int": "a whole number",
        "bool": "true or false",
        "tuple": "a list",
        "list": "a list",
        "dict": "a mapping of keys to values",
        "model": "a mapping of keys to values",
        "date_from_datetime": "a date, YYYY-MM-DD",
        "date": "a date, YYYY-MM-DD",
    }
    return names.get(name, name.replace("_", " "))


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _path_in_file(loc: tuple[str | int, ...], value: object) -> Path_:
    """Drop the parts of a location that name a kind of a union, not a key of the file."""
    path: list[str | int] = []
    node: Any = value
    for part in loc:
        is_key = isinstance(node, dict) and part in node
        is_item = isinstance(node, list) and isinstance(part, int) and part < len(node)
        if is_key or is_item:
            node = node[part]
            path.append(part)
    return tuple(path)


def _keys_at(path: Path_, value: object, model: type[BaseModel]) -> list[str]:
    """Return the keys that the model allows at a path."""
    here: Any = model
    node: Any = value
    for part in path:
        key: Any = part
        node = node[key] if isinstance(node, dict | list) else None
        models = _models(here)
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = (
                here.model_fields[str(part)].annotation if str(part) in here.model_fields else None
            )
        elif models:
            here = _choose(models, node) if isinstance(part, int) else _step(here)
    chosen = _choose(_models(here), node)
    return sorted(chosen.model_fields) if chosen else []


def _step(annotation: Any) -> Any:
    arguments = typing.get_args(annotation)
    return arguments[-1] if arguments else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    if typing.get_origin(annotation) is None and isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    found: list[type[BaseModel]] = []
    for argument in typing.get_args(annotation):
        found.extend(_models(argument))
    return found


def _choose(models: list[type[BaseModel]], node: object) -> type[BaseModel] | None:
    if isinstance(node, dict) and "kind" in node:
        for model in models:
            kind = model.model_fields.get("kind")
            if kind is not None and node["kind"] in typing.get_args(kind.annotation):
                return model
    return models[0] if models else None
