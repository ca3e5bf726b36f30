"""Subjects expected in each region by calendar month: sites open evenly, regions have caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import optimize

from trialrun.design.spending import Floats
from trialrun.study import Region

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class ExpectedEntry:
    """
    Expected accrual by region, arrays (r,), until all `subjects` are in or the study is over.

    Sites open evenly from `first` to `until`, each then enrols `rate` subjects a month; a region
    ends at its `cap`. `last` is the month in which the last subject is expected.
    """

    first: Floats
    until: Floats
    sites: Floats
    rate: Floats
    cap: Floats
    subjects_planned: int
    longest: float
    last: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "last", self._last())

    def subjects(self, months: Floats) -> Floats:
        """
        Return the subjects expected by each month in each region, (r, n).

        Args:
            months: from the start of the study, (n,).
        Source: Anisimov and Fedorov (2007), Statistics in Medicine 26:4958-4975, section 2.
        """
        return self._entered(np.minimum(months, self.last))

    def _entered(self, months: Floats) -> Floats:
        """Subjects as if the study were never full."""
        first = self.first[:, None]
        span = np.maximum(self.until[:, None] - first, _ROUNDING)
        since = np.maximum(months - first, 0)
        opened = np.where(since < span, since**2 / (2 * span), since - span / 2)
        return np.asarray(
            np.minimum(self.sites[:, None] * self.rate[:, None] * opened, self.cap[:, None])
        )

    def _last(self) -> float:
        planned = self.subjects_planned * (1 - _ROUNDING)

        def missing(month: float) -> float:
            return float(self._entered(np.array([month])).sum()) - planned

        if missing(self.longest) <= 0:
            return self.longest
        return float(optimize.brentq(missing, 0.0, self.longest))


def entry_of_regions(
    regions: Sequence[Region], subjects: int, *, factor: float = 1.0, longest_months: float
) -> ExpectedEntry:
    """
    Return the accrual that is expected of regions.

    Args:
        regions: sites, activation, rate per open site and month, cap.
        subjects: planned, all regions.
        factor: multiplies every rate (a scenario's enrolment_factor).
        longest_months: month by which the study ends.
    Returns:
        The accrual.
    Source: Anisimov and Fedorov (2007), Statistics in Medicine 26:4958-4975, section 2.

    >>> from trialrun.study.regions import Activation, Country, Region
    >>> names = {"en": "China", "zh": "中国"}
    >>> region = Region(
    ...     id="CHN",
    ...     label=names,
    ...     countries=(Country(code="CHN", label=names),),
    ...     sites=10,
    ...     activation=Activation(first_month=0, last_month=4),
    ...     rate=0.5,
    ... )
    >>> entry = entry_of_regions([region], 60, longest_months=48)
    >>> entry.subjects([2, 4, 12]).tolist(), round(entry.last, 2)
    ([[2.5, 10.0, 50.0]], 14.0)
    """
    return ExpectedEntry(
        first=np.array([r.activation.first_month for r in regions], float),
        until=np.array([r.activation.last_month for r in regions], float),
        sites=np.array([r.sites for r in regions], float),
        rate=np.array([r.rate * factor for r in regions]),
        cap=np.array([np.inf if r.cap is None else r.cap for r in regions], float),
        subjects_planned=subjects,
        longest=longest_months,
    )
