"""References that an independent computation shows to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Cause = Callable[[Mapping[str, Any], Sequence[str]], str | None]

_CAUSES: list[Cause] = []


def declares(cause: Cause) -> Cause:
    """
    Register a kind of call whose reference differs from what is right.

    Args:
        cause: takes the call of a case and what differs; returns why, None where it does not hold.
    Returns:
        The cause.
    """
    _CAUSES.append(cause)
    return cause


def cause_of(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """
    Return why a reference differs from what is right.

    Args:
        inputs: the call of the case.
        wrong: what differs.
    Returns:
        The cause, which holds for every call of its kind; None for all others.
    """
    found = (cause(inputs, wrong) for cause in _CAUSES)
    return next((each for each in found if each is not None), None)
