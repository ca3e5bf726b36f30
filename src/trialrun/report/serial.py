"""Block trees to JSON and back, so that a run's folder holds what its documents were made from."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from trialrun.report import blocks

SCHEMA_VERSION = "1.0"
_KINDS = {
    kind.__name__: kind
    for kind in (
        blocks.Box,
        blocks.Bullets,
        blocks.Column,
        blocks.Contents,
        blocks.Document,
        blocks.Figure,
        blocks.Flow,
        blocks.Message,
        blocks.Paragraph,
        blocks.Plain,
        blocks.Ref,
        blocks.Row,
        blocks.Section,
        blocks.Slot,
        blocks.Table,
        blocks.ToWrite,
    )
}


def document_to_json(document: blocks.Document) -> str:
    """Return the tree as JSON with a schema version; the same tree gives the same text."""
    tree = {"schema_version": SCHEMA_VERSION, "document": _pack(document)}
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")) + "\n"


def document_from_json(text: str) -> blocks.Document:
    """
    Return the tree of a JSON text that `document_to_json` made.

    Raises:
        ValueError: not such a text.
    """
    tree = json.loads(text)
    if not isinstance(tree, dict) or tree.get("schema_version") != SCHEMA_VERSION:
        message = "not a block tree of this version"
        raise ValueError(message)
    document = _unpack(tree["document"])
    if not isinstance(document, blocks.Document):
        message = "not a document"
        raise ValueError(message)  # noqa: TRY004 - the content is wrong, not a caller's type
    return document


def _pack(node: object) -> Any:
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        packed: dict[str, Any] = {"is": type(node).__name__}
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if value not in (item.default, ()):
                packed[item.name] = _pack(value)
        return packed
    if isinstance(node, tuple):
        return [_pack(item) for item in node]
    return node


def _unpack(node: Any) -> Any:
    if isinstance(node, dict):
        values = {name: _unpack(value) for name, value in node.items() if name != "is"}
        kind = _KINDS[node["is"]]
        for item in dataclasses.fields(kind):
            if item.name not in values and item.default is dataclasses.MISSING:
                values[item.name] = ()
        return kind(**values)
    if isinstance(node, list):
        return tuple(_unpack(item) for item in node)
    return node
