"""Expected accrual: subjects randomised by calendar month, as a rate that is linear by pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.study import Region


@dataclass(frozen=True, slots=True, eq=False)
class Accrual:
    """
    Rate of randomisation by calendar month.

    `months` (n_pieces + 1,) rise from the study's start to the last subject in; in each piece the
    rate goes in a straight line from `rate_from` to `rate_to`, both (n_pieces,), per month.
    """

    months: Floats
    rate_from: Floats
    rate_to: Floats

    @property
    def end(self) -> float:
        """Month at which the last subject is expected in."""
        return float(self.months[-1])

    def subjects(self, month: ArrayLike) -> Floats:
        """
        Subjects expected to be randomised by a month, shape of `month`.

        >>> accrual_constant([12], [10]).subjects([6, 24]).tolist()
        [60.0, 120.0]
        """
        at = np.asarray(month, float)
        return np.asarray(np.interp(at, self.months, self._sums()) + self._bend(at))

    @property
    def total(self) -> float:
        """Subjects expected in all."""
        return float(self._sums()[-1])

    def _sums(self) -> Floats:
        lengths = np.diff(self.months)
        return np.concatenate([[0.0], np.cumsum(lengths * (self.rate_from + self.rate_to) / 2)])

    def _bend(self, month: Floats) -> Floats:
        """What the parabola of a piece has less than its chord."""
        if np.array_equal(self.rate_from, self.rate_to):
            return np.zeros(month.shape)
        last = len(self.rate_from) - 1
        piece = np.clip(np.searchsorted(self.months, month, side="right") - 1, 0, last)
        before = np.clip(month - self.months[piece], 0, None)
        after = np.clip(self.months[piece + 1] - month, 0, None)
        length = self.months[piece + 1] - self.months[piece]
        slope = (self.rate_to - self.rate_from)[piece] / length
        inside = (month >= self.months[0]) & (month <= self.months[-1])
        return np.where(inside, -slope * before * after / 2, 0.0)


def accrual_constant(durations: Sequence[float], rates: Sequence[float]) -> Accrual:
    """
    Accrual at a constant rate in each of several periods.

    Args:
        durations: months that each period lasts.
        rates: subjects randomised per month in each.
    Returns:
        The accrual.
    Raises:
        DesignError: lengths that differ, a duration not above 0, a rate below 0, no accrual.

    >>> accrual_constant([3, 3, 18], [5, 10, 25]).total
    495.0
    """
    if len(durations) != len(rates) or not durations:
        message = f"{len(durations)} durations and {len(rates)} rates"
        raise DesignError(message, place="accrual", hint="give one rate for each duration.")
    if not (np.isfinite(durations).all() and np.isfinite(rates).all()) or (
        min(durations) <= 0 or min(rates) < 0 or max(rates) <= 0
    ):
        raise DesignError(
            "durations must be above 0, rates at least 0 and one above, all finite",
            place="accrual",
        )
    months = np.concatenate([[0.0], np.cumsum(np.asarray(durations, float))])
    return Accrual(months, np.asarray(rates, float), np.asarray(rates, float))


def accrual_of_regions(
    regions: Sequence[Region],
    subjects: int,
    *,
    factor: float = 1.0,
    longest_months: float = np.inf,
) -> Accrual:
    """
    Expected accrual of sites that open evenly over each region's period, until all are in.

    A region stops at its cap, the study at `subjects`. It is the accrual of expected numbers: the
    expectation of a random enrolment that is capped lies a little later.

    Args:
        regions: sites, activation, rate per open site and month, cap.
        subjects: planned, all regions.
        factor: multiplies every rate (a scenario's enrolment_factor).
        longest_months: month by which the subjects must be in.
    Returns:
        The accrual.
    Raises:
        DesignError: no regions, or the subjects can not be enrolled.
    Source: Anisimov and Fedorov (2007), Statistics in Medicine 26:4958-4975, section 2 (expected
        enrolment of sites that open at different times).

    >>> from trialrun.study import Country, Region, Text
    >>> label = Text(en="China", zh="中国")
    >>> country = Country(code="CHN", label=label)
    >>> opens = {"first_month": 0, "last_month": 6}
    >>> given = {"id": "CHN", "label": label, "countries": (country,), "activation": opens}
    >>> region = Region.model_validate({**given, "sites": 10, "rate": 0.5})
    >>> accrual_of_regions([region], 50).subjects([6, 12, 13]).tolist()
    [15.0, 45.0, 50.0]
    """
    if not regions:
        raise DesignError("there are none", place="regions", hint="say where subjects come from.")
    knots = _knots(regions, factor)
    done = np.zeros(len(regions))
    months, rate_from, rate_to = [0.0], list[float](), list[float]()
    enrolled = 0.0
    for start, stop in zip(knots, [*knots[1:], np.inf], strict=True):
        opens = np.array([_rate(r, start, factor) for r in regions]) * _open(regions, done)
        if np.isinf(stop):
            closes, length = opens, np.inf
        else:
            closes = np.array([_rate_before(r, stop, factor) for r in regions])
            closes, length = closes * _open(regions, done), stop - start
        slope = 0.0 if np.isinf(length) else float((closes - opens).sum()) / length
        needed = _time_to(subjects - enrolled, float(opens.sum()), slope)
        used = min(length, needed)
        if np.isinf(used):
            message = f"{enrolled:.0f} subjects are all that can be expected"
            raise _too_few(message, subjects)
        months.append(start + used)
        rate_from.append(float(opens.sum()))
        rate_to.append(float(opens.sum()) + slope * used)
        enrolled += used * (rate_from[-1] + rate_to[-1]) / 2
        done += used * (opens + (closes - opens) * (used / length) / 2 if used else opens)
        if needed <= length or enrolled >= subjects * (1 - 1e-9):
            break
    if months[-1] > longest_months:
        raise _too_few(f"the last subject is expected in month {months[-1]:.1f}", subjects)
    return Accrual(np.array(months), np.array(rate_from), np.array(rate_to))


def _too_few(message: str, subjects: int) -> DesignError:
    return DesignError(
        f"{message}, must allow the {subjects} subjects planned within the study",
        place="regions",
        hint="raise the rate, the sites, the caps or planning.longest_months.",
    )


def _knots(regions: Sequence[Region], factor: float) -> list[float]:
    """Months at which a region begins, has all sites open, or is full."""
    months = {0.0}
    for region in regions:
        first, last = region.activation.first_month, region.activation.last_month
        months |= {first, last}
        if region.cap is None:
            continue
        ramp = region.sites * region.rate * factor * (last - first) / 2
        if region.cap < ramp:
            months.add(first + (last - first) * float(np.sqrt(region.cap / ramp)))
        else:
            months.add(last + (region.cap - ramp) / (region.sites * region.rate * factor))
    return sorted(months)


def _rate(region: Region, month: float, factor: float) -> float:
    """Rate of a region from a month on, without its cap."""
    first, last = region.activation.first_month, region.activation.last_month
    if month < first:
        return 0.0
    opened = 1.0 if month >= last else (month - first) / (last - first)
    return region.sites * region.rate * factor * opened


def _rate_before(region: Region, month: float, factor: float) -> float:
    """Rate of a region just before a month, without its cap."""
    return 0.0 if month <= region.activation.first_month else _rate(region, month, factor)


def _open(regions: Sequence[Region], done: Floats) -> Floats:
    """1 for a region that is not full, else 0."""
    caps = np.array([np.inf if region.cap is None else region.cap for region in regions])
    return np.asarray(done < caps * (1 - 1e-9), dtype=float)


def _time_to(subjects: float, rate: float, slope: float) -> float:
    """Months until a number of subjects at a rate that rises in a straight line."""
    if rate <= 0 and slope <= 0:
        return float(np.inf)
    square = rate * rate + 2 * slope * subjects
    return float(np.inf) if square < 0 else 2 * subjects / (rate + float(np.sqrt(square)))
