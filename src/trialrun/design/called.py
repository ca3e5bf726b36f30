"""A method of the library called by name, with arguments as a definition or a command has them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from trialrun.design.arguments import fitted
from trialrun.errors import DesignError, TrialrunError

_WRONG = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a function raises for arguments of a kind that it does not expect."""


def call_method(method: str, arguments: Mapping[str, Any], *, place: str = "") -> object:
    """
    Call a function of the library by its name.

    Args:
        method: name of a public function of `trialrun.design`.
        arguments: name -> number, text, list, or mapping that names a function: with `method`
            it stands for what the function returns, with `function` for the function itself,
            its `arguments` filled.
        place: where the call stands, for errors.
    Returns:
        What the function returns.
    Raises:
        DesignError: no such function or argument, an argument of a wrong kind, or a request that
            the function refuses.

    >>> round(call_method("size_logrank", {"hazard_ratio": 0.7, "alpha": 0.025, "power": 0.9}), 1)
    330.4
    >>> spending = {"function": "spend_hwang_shih_decani", "arguments": {"gamma": -4}}
    >>> found = call_method(
    ...     "boundaries_spending", {"information": [0.5, 1], "alpha": 0.025, "efficacy": spending}
    ... )
    >>> [round(z, 3) for z in found.efficacy]
    [2.75, 1.981]
    >>> call_method("size_logrank", {"hazard": 0.7, "alpha": 0.025, "power": 0.9})
    Traceback (most recent call last):
    ...
    trialrun.errors.DesignError: size_logrank: no argument 'hazard'. Hint: did you mean hazard_ratio?
    """
    here = f"{place}: {method}" if place else method
    function = _public(method, place)
    filled = _filled(function, arguments, here)
    try:
        inspect.signature(function).bind(**filled)
    except TypeError as error:
        raise DesignError(f"{error}; it takes {_taken(function)}", place=here) from error
    try:
        return function(**filled)
    except TrialrunError as error:
        raise DesignError(str(error), place=here) from error
    except _WRONG as error:
        raise DesignError(
            f"can not be computed from these arguments: {error}", place=here
        ) from error


def method_titles() -> dict[str, str]:
    """
    Return the functions that `call_method` calls.

    Returns:
        Name -> the first line of the function's reference.

    >>> method_titles()["size_simon_optimal"]
    "Simon's optimal design: the least expected size under the null rate."
    """
    import trialrun.design as library

    found = {name: getattr(library, name) for name in library.__all__}
    return {
        name: (inspect.getdoc(each) or "").partition("\n")[0]
        for name, each in found.items()
        if inspect.isfunction(each)
    }


def _public(name: str, place: str, *, functions: bool = True) -> Callable[..., Any]:
    import trialrun.design as library

    found = getattr(library, name, None) if name in library.__all__ else None
    if inspect.isfunction(found) or (not functions and callable(found)):
        return found
    near = get_close_matches(name, method_titles(), n=1)
    raise DesignError(
        f"trialrun.design has no function {name!r}",
        place=place or None,
        hint=f"did you mean {near[0]}?" if near else "`trialrun calculate --list` names all.",
    )


def _filled(
    function: Callable[..., Any], arguments: Mapping[str, Any], here: str
) -> dict[str, Any]:
    """Return the arguments as the function takes them."""
    parameters = inspect.signature(function).parameters
    filled = {}
    for name, value in arguments.items():
        if name not in parameters:
            near = get_close_matches(name, parameters, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it takes {_taken(function)}."
            raise DesignError(f"no argument {name!r}", place=here, hint=hint)
        resolved = _resolved(value, f"{here}: {name}")
        filled[name] = fitted(resolved, function, name, here)
    return filled


def _resolved(value: Any, here: str) -> Any:
    """Return a value with the functions that it names called or filled."""
    if isinstance(value, list | tuple):
        return [_resolved(item, here) for item in value]
    if not isinstance(value, Mapping):
        return value
    kind = next((key for key in ("method", "function") if key in value), None)
    if kind is None:
        return {key: _resolved(item, here) for key, item in value.items()}
    if unknown := sorted(set(value) - {kind, "arguments"}):
        raise DesignError(f"{unknown[0]!r} beside {kind!r}; only 'arguments' may be", place=here)
    function = _public(str(value[kind]), here, functions=False)
    inner = value.get("arguments", {})
    if not isinstance(inner, Mapping):
        raise DesignError("'arguments' must name each value", place=here)
    if kind == "method" and inspect.isfunction(function):
        return call_method(str(value[kind]), inner, place=here)
    filled = _filled(function, inner, f"{here}: {value[kind]}")
    if kind == "function":
        return partial(function, **filled) if filled else function
    try:
        return function(**filled)
    except TrialrunError as error:
        raise DesignError(str(error), place=here) from error
    except _WRONG as error:
        raise DesignError(f"{value[kind]} can not be made: {error}", place=here) from error


def _taken(function: Callable[..., Any]) -> str:
    """Return the arguments of a function in words, those that it needs first."""
    given = inspect.signature(function).parameters.values()
    needed = [each.name for each in given if each.default is each.empty]
    other = [each.name for each in given if each.default is not each.empty]
    return ", ".join(needed) + (f"; and may have {', '.join(other)}" if other else "")
