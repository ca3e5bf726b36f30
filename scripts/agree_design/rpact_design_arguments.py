"""rpact: how the arguments of a design read."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import Unsupported, as_list, number
from trialrun.design import (
    SpendingFunction,
    spend_hwang_shih_decani,
    spend_kim_demets,
    spend_obrien_fleming,
    spend_pocock,
)
from trialrun.design.bounds.shapes import spend_user

NO_BOUND = -6.0


def first_of(value: Any, default: Any) -> Any:
    """The argument, the first of the choices that R lists, or the default."""
    if value is None or value == []:
        return default
    return value[0] if isinstance(value, list | tuple) else value


def vector_of(value: Any) -> list[float] | None:
    """A vector, or None where R has NA."""
    if value is None:
        return None
    found = [number(each) for each in as_list(value)]
    return None if not found or all(np.isnan(each) for each in found) else found


def rates_of(rates: Any, k: Any, user_alpha: Any, user_beta: Any, futility: Any) -> list[float]:
    """Information rates: those given, or equal steps up to the looks that other arguments tell."""
    given = vector_of(rates)
    if given is not None:
        if k is not None and len(given) == int(k) - 1:
            given = [*given, 1.0]
        return given
    if k is not None:
        looks = int(k)
    elif user_alpha is not None:
        looks = len(user_alpha)
    elif user_beta is not None:
        looks = len(user_beta)
    elif futility is not None and as_list(futility) != [None]:
        looks = len(as_list(futility)) + 1
    else:
        looks = 3
    return [each / looks for each in range(1, looks + 1)]


def futility_of(bounds: Any, scale: Any, k: int) -> list[float] | None:
    """Futility bounds of Z; -inf where rpact has -6 or NA."""
    if bounds is None:
        return None
    scale = first_of(scale, "zValue")
    found = [number(each, missing=-np.inf) for each in as_list(bounds)]
    if scale == "pValue":
        found = [float(ndtri(1 - each)) if np.isfinite(each) else -np.inf for each in found]
    elif scale != "zValue":
        raise Unsupported(f"futilityBoundsScale {scale}")
    found = [-np.inf if each <= NO_BOUND else each for each in found]
    if len(found) == 1 and k > 2:
        found = found * (k - 1)
    return found[: k - 1]


def stops_of(given: Any, k: int) -> list[bool] | None:
    """The looks at which a trial may stop, the last included; None for all."""
    if given is None or as_list(given) == [None]:
        return None
    found = [bool(each) for each in as_list(given)]
    found = found * (k - 1) if len(found) == 1 else found
    return None if all(found) else [*found[: k - 1], True]


def spending_of(kind: str, gamma: Any, user: Any = None) -> SpendingFunction:
    """A spending function by the letters after "as" or "bs"."""
    if kind == "OF":
        return spend_obrien_fleming
    if kind == "P":
        return spend_pocock
    if kind == "User":
        return spend_user([float(each) for each in as_list(user)])
    if gamma is None:
        raise Unsupported(f"spending {kind} without gamma, which rpact refuses")
    value = float(gamma)
    if kind == "KD":
        return lambda alpha, t: spend_kim_demets(alpha, t, value)
    if kind == "HSD":
        return lambda alpha, t: spend_hwang_shih_decani(alpha, t, value)
    raise Unsupported(f"type of spending {kind}")


def spending_at_each_end(shape: str, gamma: Any, user: Any, sided: int) -> SpendingFunction:
    """The function that spends at each end what a design spends at both together."""
    if shape == "asUser" and sided == 2:
        return spend_user([each / 2 for each in user])
    return spending_of(shape[2:], gamma, user)
