"""Evidence about a mean or a difference of means, from stage-wise summaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from trialrun.design.spending import Floats
from trialrun.errors import DesignError


@dataclass(frozen=True, slots=True)
class MeansEvidence:
    """
    Stage-wise sizes, means and standard deviations of one group or of two.

    Each is a tuple over groups of tuples over stages. `known_variance` takes the standard
    deviations as known (normal instead of t quantiles); `equal_variances` pools them.
    """

    sizes: tuple[tuple[float, ...], ...]
    means: tuple[tuple[float, ...], ...]
    deviations: tuple[tuple[float, ...], ...]
    equal_variances: bool = True
    known_variance: bool = False

    def __post_init__(self) -> None:
        shapes = {len(row) for table in (self.sizes, self.means, self.deviations) for row in table}
        groups = {len(self.sizes), len(self.means), len(self.deviations)}
        if len(shapes) != 1 or len(groups) != 1 or groups - {1, 2} or shapes == {0}:
            raise DesignError(
                "sizes, means and deviations must be of one or two groups and of the same stages",
                place="evidence",
            )
        if any(size <= 1 for row in self.sizes for size in row):
            raise DesignError("a stage has fewer than 2 subjects", place="evidence.sizes")
        if any(sd <= 0 for row in self.deviations for sd in row):
            raise DesignError("a standard deviation is not above 0", place="evidence.deviations")

    @property
    def stages(self) -> int:
        """Number of stages."""
        return len(self.sizes[0])

    @property
    def limits(self) -> tuple[float, float]:
        """A mean has none."""
        return (-np.inf, np.inf)

    def estimates(self) -> Floats:
        """Mean, or difference of means first - second, of all data up to each stage."""
        means = [row[1] for row in self.cumulative()]
        return np.asarray(means[0] if len(means) == 1 else means[0] - means[1])

    def standard_errors(self, *, cumulative: bool = True) -> tuple[Floats, Floats]:
        """
        Return the standard errors of the estimates, and the degrees of freedom of the t test.

        Args:
            cumulative: of all data up to each stage; else of each stage on its own.
        """
        table = self.cumulative() if cumulative else self._stagewise()
        parts = [row[2] ** 2 / row[0] for row in table]
        if len(table) == 1:
            return np.sqrt(parts[0]), table[0][0] - 1
        (n1, _, s1), (n2, _, s2) = table
        if self.equal_variances:
            freedom = n1 + n2 - 2
            pooled = ((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / freedom
            return np.sqrt(pooled * (1 / n1 + 1 / n2)), freedom
        both = parts[0] + parts[1]
        return np.sqrt(both), both**2 / (parts[0] ** 2 / (n1 - 1) + parts[1] ** 2 / (n2 - 1))

    def statistics(self, null: float = 0.0, *, cumulative: bool = True) -> Floats:
        """Return (estimate - null) / standard error at each stage."""
        table = self.cumulative() if cumulative else self._stagewise()
        means = table[0][1] if len(table) == 1 else table[0][1] - table[1][1]
        error, _ = self.standard_errors(cumulative=cumulative)
        return np.asarray((means - null) / error)

    def p_values(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """Return the one-sided p-values at each stage."""
        statistic = self.statistics(null, cumulative=cumulative) * (1 if upper else -1)
        if self.known_variance:
            return np.asarray(special.ndtr(-statistic))
        _, freedom = self.standard_errors(cumulative=cumulative)
        return np.asarray(stats.t.sf(statistic, freedom))

    def scores(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """Normal scores of the p-values at each stage."""
        statistic = self.statistics(null, cumulative=cumulative) * (1 if upper else -1)
        if self.known_variance:
            return np.asarray(statistic)
        _, freedom = self.standard_errors(cumulative=cumulative)
        tail = stats.t.sf(np.abs(statistic), freedom)
        return np.asarray(-np.sign(statistic) * special.ndtri(np.maximum(tail, 1e-300)))

    def cumulative(self) -> list[tuple[Floats, Floats, Floats]]:
        """Return sizes, means and standard deviations of all data up to each stage, by group."""
        return [cumulative_moments(*row) for row in self._stagewise()]

    def _stagewise(self) -> list[tuple[Floats, Floats, Floats]]:
        rows = zip(self.sizes, self.means, self.deviations, strict=True)
        return [(np.array(n, float), np.array(m, float), np.array(s, float)) for n, m, s in rows]


def cumulative_moments(
    sizes: ArrayLike, means: ArrayLike, deviations: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """
    Sizes, means and standard deviations of all data up to each stage, from those of the stages.

    Args:
        sizes: subjects of each stage (k,).
        means: of each stage's data (k,).
        deviations: standard deviations of each stage's data, with n - 1 as divisor (k,).
    Returns:
        Sizes, means and standard deviations of all data up to each stage, each (k,).

    >>> n, m, s = cumulative_moments([2, 2], [1.0, 3.0], [1.0, 1.0])
    >>> n.tolist(), m.tolist(), s.round(4).tolist()
    ([2.0, 4.0], [1.0, 2.0], [1.0, 1.4142])
    """
    n, m, s = (np.asarray(each, float) for each in (sizes, means, deviations))
    total = np.cumsum(n)
    mean = np.cumsum(n * m) / total
    squares = np.cumsum((n - 1) * s**2 + n * m**2) - total * mean**2
    return total, mean, np.sqrt(squares / (total - 1))


def stagewise_moments(
    sizes: Sequence[float], means: Sequence[float], deviations: Sequence[float]
) -> tuple[Floats, Floats, Floats]:
    """
    Sizes, means and standard deviations of each stage, from those of all data up to it.

    Args:
        sizes: subjects up to each stage (k,), rising.
        means: of all data up to each stage (k,).
        deviations: standard deviations of the same, with n - 1 as divisor (k,).
    Returns:
        Sizes, means and standard deviations of each stage's own data, each (k,).
    Raises:
        DesignError: cumulative data from which no stage can be taken out.

    >>> n, m, s = stagewise_moments([2, 4], [1.0, 2.0], [1.0, 1.4142135623730951])
    >>> n.tolist(), m.tolist(), s.round(4).tolist()
    ([2.0, 2.0], [1.0, 3.0], [1.0, 1.0])
    """
    total, mean, sd = (np.asarray(each, float) for each in (sizes, means, deviations))
    n = np.diff(total, prepend=0.0)
    sums = np.diff(total * mean, prepend=0.0)
    squares = np.diff((total - 1) * sd**2 + total * mean**2, prepend=0.0)
    if (n <= 1).any():
        raise DesignError("cumulative sizes must rise by 2 at least", place="evidence.sizes")
    m = sums / n
    rest = squares - n * m**2
    if (rest <= 0).any():
        raise DesignError("cumulative standard deviations do not fit", place="evidence.deviations")
    return n, m, np.sqrt(rest / (n - 1))
