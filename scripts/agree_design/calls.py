"""Calls of R functions, written as nested records, and what stands for each of them here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Adapter = Callable[..., dict[str, Any]]


class Unsupported(Exception):  # noqa: N818 - an answer, not a fault of the program
    """A call, an argument or an output that trialrun does not have; its text says which."""


@dataclass(frozen=True)
class _Entry:
    """An adapter and the names of its arguments in the order in which R takes them."""

    adapter: Adapter
    parameters: tuple[str, ...]


_ADAPTERS: dict[str, _Entry] = {}


def stands_for(*names: str, parameters: Sequence[str] = ()) -> Callable[[Adapter], Adapter]:
    """
    Register what stands for R functions.

    Args:
        names: full names, `package::function`; the bare name is known as well.
        parameters: R names of the arguments in R's order, for arguments without a name.
    Returns:
        A decorator. The adapter takes each argument by its R name, dots and hyphens as underscores
        (`n.I` is `n_I`), already evaluated, and returns outputs by R name (`n.I` is `n_I`); keys
        that begin with an underscore are for other adapters and are not compared.
    """

    def register(adapter: Adapter) -> Adapter:
        for name in names:
            _ADAPTERS[name] = _Entry(adapter, tuple(parameters))
        return adapter

    return register


def known_functions() -> list[str]:
    """Return the names of the functions that something stands for."""
    return sorted(_ADAPTERS)


def evaluate(node: Any) -> Any:
    """
    Return the value of a node of a call: functions by their adapters, all else as it is.

    Raises:
        Unsupported: a function or argument that nothing stands for.
    """
    if isinstance(node, list):
        return [evaluate(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    if "fn" not in node or "args" not in node:
        return {key: evaluate(value) for key, value in node.items()}
    return _call(str(node["fn"]), node["args"])


def _call(name: str, arguments: Mapping[str, Any]) -> Any:
    if name == "{":  # the value of a block is that of its last expression
        value = None
        for each in arguments.values():
            value = evaluate(each)
        return value
    entry = _entry(name)
    given: dict[str, Any] = {}
    free = iter([each for each in entry.parameters if each not in arguments])
    for key, node in arguments.items():
        argument = key
        if key.startswith("arg") and key[3:].isdigit() and key not in entry.parameters:
            argument = next(free, key)
        given[_python_name(argument)] = evaluate(node)
    try:
        return entry.adapter(**given)
    except TypeError as error:
        if "unexpected keyword argument" in str(error) or "missing" in str(error):
            raise Unsupported(f"{name}: {error}") from None
        raise


def _entry(name: str) -> _Entry:
    found = _ADAPTERS.get(name)
    if found is None:
        bare = name.rsplit("::", 1)[-1]
        found = next((e for n, e in _ADAPTERS.items() if n.rsplit("::", 1)[-1] == bare), None)
    if found is None:
        raise Unsupported(f"no function of trialrun stands for {name}")
    return found


def _python_name(name: str) -> str:
    plain = name.replace(".", "_").replace("-", "_")
    return f"{plain}_" if plain in {"lambda", "from", "in", "is", "class"} else plain


def as_list(value: Any) -> list[Any]:
    """Return a vector as R has them: a single value is a vector of one."""
    if isinstance(value, list | tuple):
        return list(value)
    if hasattr(value, "tolist"):
        found = value.tolist()
        return found if isinstance(found, list) else [found]
    return [value]


def number(value: Any, *, missing: float = math.nan) -> float:
    """Return a number; null, which stands for NA and infinity alike, as what it means there."""
    return missing if value is None else float(value)
