"""YAML 1.2 to plain values, remembering the line of every key and item."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trialrun.errors import DataError, RequestError

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """
    One thing wrong in a study definition.

    Args:
        file: as the user named it.
        line: from 1.
        path: where in the definition, such as `arms[1].allocation`; empty for syntax.
        message: what was found.
        allowed: what would be right.
        hint: a way out.
    """

    file: str
    line: int
    path: str
    message: str
    allowed: str = ""
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}: "
        text += f"{self.path}: {self.message}" if self.path else self.message
        if self.allowed:
            text += f"; {self.allowed}"
        return f"{text}. Hint: {self.hint}" if self.hint else text


@dataclass(frozen=True)
class Source:
    """A parsed file: its value, the line of each path, and the faults met on the way."""

    file: str
    value: object
    lines: dict[Path_, int]
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """Return the line of a path, or of the nearest part of it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def path_text(path: Path_) -> str:
    """
    Write a path as a person would.

    >>> path_text(("arms", 1, "label"))
    'arms[1].label'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def read_source(path: Path) -> Source:
    """
    Parse a YAML file.

    Args:
        path: the file; must be UTF-8.
    Returns:
        The source; `faults` holds broken syntax and keys that stand twice.
    Raises:
        DataError: the file can not be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(
            f"can not read the study definition: {error.strerror}", place=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"the study definition is not UTF-8 (byte {error.start})",
            place=str(path),
            hint="save it as UTF-8.",
        ) from error
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        fault = Fault(str(path), mark.line + 1 if mark else 1, "", f"broken YAML: {what}")
        return Source(str(path), None, {}, [fault])
    except YAMLError as error:
        what = " ".join(str(error).split())
        return Source(str(path), None, {}, [Fault(str(path), 1, "", f"broken YAML: {what}")])
    if node is None:
        return Source(str(path), None, {}, [Fault(str(path), 1, "", "the file is empty")])
    builder = _Builder(str(path), SafeConstructor(loader=yaml))
    return Source(str(path), builder.build(node, ()), builder.lines, builder.faults)


def read_value(text: str, *, place: str) -> object:
    """
    Read a piece of YAML as a definition would.

    Args:
        text: a number, a word, a list or a mapping.
        place: where it stands, for errors.
    Raises:
        RequestError: broken YAML.

    >>> read_value("{function: spend_pocock, at: [0.5, 1]}", place="here")
    {'function': 'spend_pocock', 'at': [0.5, 1]}
    """
    yaml = YAML(typ="safe", pure=True)
    try:
        return yaml.load(text)
    except YAMLError as error:
        raise RequestError(f"broken YAML in {text!r}", place=place) from error


class _Builder:
    """Turns YAML nodes into plain values and notes lines and repeated keys."""

    def __init__(self, file: str, constructor: SafeConstructor) -> None:
        self.file = file
        self.constructor = constructor
        self.lines: dict[Path_, int] = {}
        self.faults: list[Fault] = []
        self.open: list[int] = []

    def build(self, node: Node, path: Path_) -> object:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.open:
            self.fault(node, path, "an alias that holds itself")
            return None
        self.open.append(id(node))
        try:
            if isinstance(node, MappingNode):
                return self.mapping(node, path)
            if isinstance(node, SequenceNode):
                return [self.build(item, (*path, k)) for k, item in enumerate(node.value)]
            return self.scalar(node, path) if isinstance(node, ScalarNode) else None
        finally:
            self.open.pop()

    def mapping(self, node: MappingNode, path: Path_) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.fault(key_node, path, "a key that is not a word")
                continue
            key = str(key_node.value)
            if key in values:
                first = self.lines[(*path, key)]
                self.fault(key_node, (*path, key), f"the key stands twice, first on line {first}")
                continue
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            values[key] = self.build(value_node, (*path, key))
        return values

    def scalar(self, node: ScalarNode, path: Path_) -> object:
        try:
            return self.constructor.construct_object(node, deep=True)
        except (YAMLError, ValueError) as error:
            self.fault(node, path, f"a value that can not be read: {' '.join(str(error).split())}")
            return None

    def fault(self, node: Node, path: Path_, message: str) -> None:
        self.faults.append(Fault(self.file, node.start_mark.line + 1, path_text(path), message))
