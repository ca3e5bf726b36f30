"""What the rehearsal report is written from, and the finding of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialrun.documents.wording import of_study, say
from trialrun.report import Content, Plain, Result, Slot, result_id
from trialrun.study import Scenario, Study

DESIGN, REHEARSAL = "design", "rehearsal"


@dataclass(frozen=True)
class Rehearsed:
    """
    A study with what was designed and rehearsed.

    Args:
        study: the definition.
        results: rows with `design:` and `rehearsal:` ids.
    """

    study: Study
    results: Mapping[str, Result]

    @property
    def scenarios(self) -> Iterator[Scenario]:
        """Scenarios that were rehearsed, in the order of the definition."""
        return (item for item in self.study.scenarios if self.has(item.id, "success", "estimate"))

    @property
    def looks(self) -> range:
        """Numbers of the looks; none where the trial has no group-sequential test."""
        planning = self.study.planning
        sequential = planning.group_sequential if planning else None
        return range(1, len(sequential.information) + 1) if sequential else range(0)

    def has(self, *parts: str | float, of: str = REHEARSAL) -> bool:
        """Return whether there is such a number, also where it could not be estimated."""
        return result_id(*parts, prefix=of) in self.results

    def value(self, *parts: str | float, of: str = REHEARSAL) -> float | None:
        """Return a number; None where it is missing."""
        row = self.results.get(result_id(*parts, prefix=of))
        return None if row is None else row.value

    def slot(self, *parts: str | float, form: str = "", of: str = REHEARSAL) -> Content:
        """Return the slot of a number, or a dash where there is no such number."""
        name = result_id(*parts, prefix=of)
        return (Slot(name, form),) if name in self.results else say("csr-none")

    def percent(self, *parts: str | float, of: str = REHEARSAL) -> Content:
        """Return a probability as a percentage with one decimal and its sign."""
        if not self.has(*parts, of=of):
            return say("csr-none")
        return (*self.slot(*parts, form="pct1", of=of), Plain("%"))

    def spread(self, *parts: str | float, form: str) -> Content:
        """Return median and the range between the tenth and the ninetieth percentile."""
        if not self.has(*parts, "p50"):
            return say("csr-none")
        low, mid, high = (self.slot(*parts, each, form=form) for each in ("p10", "p50", "p90"))
        return say("rehearsal-spread", middle=mid, low=low, high=high)


def scenario_name(scenario: Scenario) -> Content:
    """Return the name of a scenario; one that rests on the study's own data says so."""
    label = of_study("scenarios", scenario.id, "label")
    return say("rehearsal-retrospective", scenario=label) if scenario.retrospective else (label,)
