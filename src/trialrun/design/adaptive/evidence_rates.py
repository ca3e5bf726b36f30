"""Evidence about a rate or a difference of rates, from stage-wise counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.statistics import score_test


@dataclass(frozen=True, slots=True)
class RatesEvidence:
    """
    Stage-wise sizes and events of one group or of two, tuples over groups of tuples over stages.

    `exact` takes the binomial test (one group) or Fisher's (two, against no difference).
    """

    sizes: tuple[tuple[int, ...], ...]
    events: tuple[tuple[int, ...], ...]
    exact: bool = False

    def __post_init__(self) -> None:
        shapes = {len(row) for table in (self.sizes, self.events) for row in table}
        groups = {len(self.sizes), len(self.events)}
        if len(shapes) != 1 or len(groups) != 1 or groups - {1, 2} or shapes == {0}:
            raise DesignError(
                "sizes and events must be of one or two groups and of the same stages",
                place="evidence",
            )
        rows = zip(self.sizes, self.events, strict=True)
        if any(not 0 <= e <= n or n < 1 for ns, es in rows for n, e in zip(ns, es, strict=True)):
            raise DesignError("events must be from 0 to the size", place="evidence.events")

    @property
    def stages(self) -> int:
        """Number of stages."""
        return len(self.sizes[0])

    @property
    def limits(self) -> tuple[float, float]:
        """A rate is between 0 and 1, a difference between -1 and 1."""
        return (0.0, 1.0) if len(self.sizes) == 1 else (-1.0, 1.0)

    def estimates(self) -> Floats:
        """Rate, or difference of rates first - second, of all data up to each stage."""
        rates = [np.cumsum(e) / np.cumsum(n) for n, e in zip(self.sizes, self.events, strict=True)]
        return np.asarray(rates[0] if len(rates) == 1 else rates[0] - rates[1])

    def statistics(self, null: float, *, cumulative: bool = True) -> Floats:
        """Return the score statistics (Farrington-Manning for two groups) at each stage."""
        table = self._table(cumulative=cumulative)
        if len(table) == 1:
            (n, e) = table[0]
            with np.errstate(divide="ignore"):
                return np.asarray((e / n - null) / np.sqrt(null * (1 - null) / n))
        return np.array(
            [
                score_test(e1, n1, e2, n2, null=null, corrected=False).z
                for n1, e1, n2, e2 in zip(*table[0], *table[1], strict=True)
            ]
        )

    def p_values(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """
        Return the one-sided p-values at each stage.

        Raises:
            DesignError: Fisher's test of a hypothesis other than no difference.
        """
        if not self.exact:
            sign = 1 if upper else -1
            return np.asarray(
                special.ndtr(-sign * self.statistics(null, cumulative=cumulative)), float
            )
        table = self._table(cumulative=cumulative)
        if len(table) == 1:
            n, e = table[0]
            found = stats.binom.sf(e - 1, n, null) if upper else stats.binom.cdf(e, n, null)
            return np.asarray(found, float)
        if null != 0:
            raise DesignError(
                f"found {null:g}, must be 0 for Fisher's exact test",
                place="null",
                hint="use the score test.",
            )
        (n1, e1), (n2, e2) = table
        if upper:
            return np.asarray(stats.hypergeom.sf(e1 - 1, n1 + n2, e1 + e2, n1), float)
        return np.asarray(stats.hypergeom.cdf(e1, n1 + n2, e1 + e2, n1), float)

    def scores(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """Normal scores of the p-values at each stage."""
        if not self.exact:
            return self.statistics(null, cumulative=cumulative) * (1 if upper else -1)
        p = self.p_values(null, cumulative=cumulative, upper=upper)
        return np.asarray(-special.ndtri(np.minimum(np.maximum(p, 1e-300), 1 - 1e-16)))

    def _table(self, *, cumulative: bool) -> list[tuple[Floats, Floats]]:
        rows = [
            (np.array(n, float), np.array(e, float))
            for n, e in zip(self.sizes, self.events, strict=True)
        ]
        return [(np.cumsum(n), np.cumsum(e)) for n, e in rows] if cumulative else rows
