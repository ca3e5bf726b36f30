"""What a document is written from, and the finding of results in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from trialrun.documents.wording import arm_label, enumerated, of_study, plain, say
from trialrun.language import format_number
from trialrun.report import Content, Figure, Message, Ref, Result, Slot, Table, result_id
from trialrun.study import ComparisonDisplay, JournalEntry, Study, SurvivalDisplay

TOTAL = "total"
"""Stands in ids where a result is over all arms."""


@dataclass(frozen=True)
class Sources:
    """
    What a document is written from.

    Args:
        study: the definition.
        results: results by id.
        displays: tables and figures by number.
        findings: findings of the checks as mappings (`rule`, `level` …).
        journal: newest text of a person by section.
        synthetic: scenario from which the data were drawn; None for data of patients.
    """

    study: Study
    results: Mapping[str, Result]
    displays: Mapping[str, Table | Figure]
    findings: Sequence[Mapping[str, Any]] = ()
    journal: Mapping[str, JournalEntry] = field(default_factory=dict)
    synthetic: str | None = None

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """Ids of the arms."""
        return tuple(arm.id for arm in self.study.arms)

    @cached_property
    def arms_and_total(self) -> tuple[str, ...]:
        """Ids of the arms, then what stands for all of them."""
        return (*self.arms, TOTAL)

    @cached_property
    def by_analysis(self) -> dict[str, list[Result]]:
        """Results by their analysis, in their order."""
        found: dict[str, list[Result]] = {}
        for row in self.results.values():
            found.setdefault(row.analysis, []).append(row)
        return found

    def has(self, *parts: str) -> bool:
        """Return whether there is such a result, also where its value is missing."""
        return result_id(*parts) in self.results

    def slot(self, *parts: str, form: str = "") -> Slot:
        """Return the slot of a result by the parts of its id."""
        return Slot(result_id(*parts), form)

    def value(self, *parts: str) -> float | None:
        """Return the value of a result; None where it is missing."""
        row = self.results.get(result_id(*parts))
        return None if row is None else row.value

    def text(self, *parts: str) -> str | None:
        """Return the text of a result; None where it is missing."""
        row = self.results.get(result_id(*parts))
        return None if row is None else row.text

    def count(self, *parts: str) -> int:
        """Return a count, 0 where there is no such result."""
        return int(self.value(*parts) or 0)

    def arm_or_total(self, arm: str) -> Content:
        """Return the name of an arm, or of all arms together."""
        return (of_study("total_label"),) if arm == TOTAL else arm_label(arm)

    def by_arm(
        self,
        message: str,
        *,
        total: bool = False,
        forms: Mapping[str, str] | None = None,
        **parts: tuple[str, ...],
    ) -> Content:
        """
        Return one message for each arm, as a list in running text.

        Args:
            message: has the slot `arm` and one for each of `parts`.
            total: whether all arms together come last.
            forms: slot -> format, where it is not the result's own.
            parts: slot -> parts of the result's id, to which the arm is added.
        """
        arms = self.arms_and_total if total else self.arms
        return enumerated(
            [
                say(
                    message,
                    arm=self.arm_or_total(arm),
                    **{
                        name: self.slot(*path, arm, form=(forms or {}).get(name, ""))
                        for name, path in parts.items()
                    },
                )
                for arm in arms
            ]
        )

    def p_value(self, *parts: str) -> Content:
        """Return "p=0.03", "p<0.001" or that it could not be computed."""
        row = self.results.get(result_id(*parts))
        if row is None or row.value is None:
            return say("csr-p-missing")
        shown = format_number(row.value, row.format, rounding=self.study.conventions.rounding)
        kind = "bound" if shown[:1] in {"<", ">"} else "value"
        return say("csr-p", {"kind": kind}, p=Slot(row.id))

    def display_of(self, kind: str) -> str | None:
        """Return the number of the first display of a kind that was built."""
        return next(
            (
                display.number
                for display in self.study.displays
                if display.kind == kind and display.number in self.displays
            ),
            None,
        )

    def display_of_analysis(self, analysis: str) -> str | None:
        """Return the number of the display that shows an analysis."""
        return next(
            (
                display.number
                for display in self.study.displays
                if isinstance(display, ComparisonDisplay | SurvivalDisplay)
                and display.analysis == analysis
                and display.number in self.displays
            ),
            None,
        )

    def refer_display(self, number: str | None) -> Content:
        """Return a cross reference to a display; nothing where there is none."""
        return () if number is None else (Ref(self.displays[number].id),)

    def see(self, number: str | None, message: str = "csr-see-display") -> Content:
        """Return the sentence that sends the reader to a display; nothing where there is none."""
        return () if number is None else say(message, display=self.refer_display(number))

    def level(self, *path: str) -> Content:
        """Return a share of the definition (a level, a power) as percent with its sign."""
        return (of_study(*path, form="pct0"), *plain("%"))


def first_message(content: Content) -> str:
    """Return the id of the first message of a content, "" where there is none."""
    return next((part.id for part in content if isinstance(part, Message)), "")
