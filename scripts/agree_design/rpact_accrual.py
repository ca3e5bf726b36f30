"""rpact: accrual, and R's vectors and named lists."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, stands_for
from trialrun.design.accrual import Accrual


def given(value: Any) -> list[float] | None:
    """A vector, or None where R has NA."""
    if value is None or isinstance(value, Mapping):
        return None
    found = [each for each in as_list(value) if each is not None]
    found = [float(each) for each in found if not math.isnan(float(each))]
    return found or None


def plain(values: Any) -> Any:
    """A vector as R prints it: one value alone."""
    found = as_list(values)
    return found[0] if len(found) == 1 else found


def periods(named: Mapping[str, Any]) -> tuple[list[float], list[float], float | None]:
    """Starts, values and the end, if there is one, of a list such as "0 - <6" = 15."""
    starts, values, end = [], [], None
    for text, value in named.items():
        numbers = [float(each) for each in re.findall(r"\d+\.?\d*(?:[eE][-+]?\d+)?", text)]
        open_ended = ">" in text.split("<")[0] or (len(numbers) == 1 and "<" not in text)
        starts.append(numbers[0] if open_ended or len(numbers) > 1 else 0.0)
        end = None if open_ended else numbers[-1]
        values.append(float(as_list(value)[0]))
    return starts, values, end


def accrual_setup(
    accrualTime: Any, accrualIntensity: Any, accrualIntensityType: Any, maxNumberOfSubjects: Any
) -> SimpleNamespace:
    """
    Accrual as rpact takes it: its knots, intensities, and what is not yet known of it.

    `end_known`: the month of the last subject is given or follows; `absolute`: the intensities are
    subjects per month; `subjects`: all of them, None where the follow-up must tell.
    """
    how = as_list(accrualIntensityType)[0] if accrualIntensityType else "auto"
    most = given(maxNumberOfSubjects)
    subjects = most[0] if most else None
    default = False
    if isinstance(accrualTime, Mapping):
        starts, rates, end = periods(accrualTime)
        knots = [*starts, end] if end is not None else starts
    else:
        knots = given(accrualTime) or [0.0, 12.0]
        if len(knots) == 1 and knots[0] > 0:
            knots = [0.0, knots[0]]
        rates = given(accrualIntensity)
        default = rates is None
        rates = rates or [0.1]
        if len(rates) == 1 and len(knots) > 2:
            rates = rates * (len(knots) - 1)
    if len(knots) not in {len(rates), len(rates) + 1}:
        raise Unsupported("accrualTime and accrualIntensity of lengths that do not belong together")
    if how == "auto":
        absolute = not all(rate < 1 for rate in rates)
    else:
        absolute = how == "absolute" and not default
    end_known = end_given = len(knots) == len(rates) + 1
    relative = None if absolute else list(rates)
    if subjects is not None and absolute and knots == [0, 12] and 12 * rates[0] < subjects:
        knots = [0.0, subjects / rates[0]]  # the months that rpact has where none are given
    if end_known:
        lengths = np.diff(knots)
        total = float(np.dot(lengths, rates))
        if absolute:
            if subjects is not None and abs(subjects - total) > 1e-4 * total:
                raise Unsupported("maxNumberOfSubjects that is not what the accrual gives")
            subjects = total
        elif subjects is not None:
            rates = [rate * subjects / total for rate in rates]
    elif subjects is not None:
        if not absolute:
            raise Unsupported("relative intensities without an end, which rpact refuses")
        knots, rates = _filled(knots, rates, subjects)
        end_known = True
    return SimpleNamespace(
        knots=[float(each) for each in knots],
        rates=[float(each) for each in rates],
        relative=relative,
        end_known=end_known,
        end_given=end_given,
        absolute=absolute,
        subjects=subjects,
    )


def _filled(
    knots: list[float], rates: list[float], subjects: float
) -> tuple[list[float], list[float]]:
    """Return the periods up to the month in which the subjects are complete."""
    missing = subjects
    for at, rate in enumerate(rates):
        length = knots[at + 1] - knots[at] if at + 1 < len(knots) else math.inf
        if missing <= rate * length:
            return [*knots[: at + 1], knots[at] + missing / rate], rates[: at + 1]
        missing -= rate * length
    raise Unsupported("an accrual that does not bring the subjects")


def accrual_of(setup: SimpleNamespace) -> Accrual:
    rates = np.array(setup.rates)
    knots = setup.knots if setup.end_known else [*setup.knots, setup.knots[-1] + 12]
    return Accrual(np.array(knots), rates, rates)


_ACCRUAL = ("accrualTime", "accrualIntensity", "accrualIntensityType", "maxNumberOfSubjects")


@stands_for("rpact::getAccrualTime", parameters=("accrualTime",))
def _get_accrual_time(
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    maxNumberOfSubjects: Any = None,
) -> dict[str, Any]:
    setup = accrual_setup(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    known = setup.end_known and setup.subjects is not None
    unknown = math.nan
    return {
        "accrualTime": setup.knots,
        "accrualIntensity": plain(setup.rates),
        "accrualIntensityRelative": unknown if setup.relative is None else plain(setup.relative),
        "maxNumberOfSubjects": setup.subjects if known else unknown,
        "remainingTime": setup.knots[-1] - setup.knots[-2] if setup.end_known else unknown,
        "endOfAccrualIsUserDefined": setup.end_given,
        "absoluteAccrualIntensityEnabled": setup.absolute,
        "_setup": setup,
    }


@stands_for("rpact::getNumberOfSubjects", parameters=("time",))
def _get_number_of_subjects(
    time: Any,
    accrualTime: Any = None,
    accrualIntensity: Any = None,
    accrualIntensityType: Any = None,
    maxNumberOfSubjects: Any = None,
) -> dict[str, Any]:
    setup = setup_of(accrualTime, accrualIntensity, accrualIntensityType, maxNumberOfSubjects)
    if setup.subjects is None:
        raise Unsupported("the number of subjects is not known, which rpact refuses")
    months = [float(each) for each in as_list(time)]
    return {
        "time": months,
        "accrualTime": plain(setup.knots[1:]),
        "accrualIntensity": plain(setup.rates),
        "maxNumberOfSubjects": setup.subjects,
        "numberOfSubjects": accrual_of(setup).subjects(months).tolist(),
    }


def setup_of(accrual: Any, *more: Any) -> SimpleNamespace:
    """An accrual setup, or that of an object that getAccrualTime returned."""
    if isinstance(accrual, Mapping) and "_setup" in accrual:
        return accrual["_setup"]
    return accrual_setup(accrual, *more)
