"""
What the stages of a trial show about a parameter: statistics for any value of its hypothesis.

Evidence of means, rates and survival has one form, so that combination tests, repeated intervals
and stage-wise inference are written once. Statistics are normal scores: those of the p-values of
exact and t tests are their normal quantiles.
"""

from __future__ import annotations

from typing import Protocol

from trialrun.design.spending import Floats


class Evidence(Protocol):
    """Stages of a trial; `limits` are those of the parameter, `null` its usual hypothesis."""

    @property
    def stages(self) -> int:
        """Number of stages."""
        ...

    @property
    def limits(self) -> tuple[float, float]:
        """Least and largest value of the parameter; infinite where it has none."""
        ...

    def estimates(self) -> Floats:
        """Estimates from all data up to each stage, (stages,)."""
        ...

    def scores(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """
        Return the normal scores of the one-sided p-values against a hypothesis, (stages,).

        Args:
            null: value of the parameter under the hypothesis.
            cumulative: of all data up to each stage; else of each stage on its own.
            upper: larger values of the parameter are evidence against it.
        """
        ...

    def p_values(self, null: float, *, cumulative: bool, upper: bool = True) -> Floats:
        """Return the one-sided p-values against a hypothesis, (stages,); as `scores`."""
        ...
