"""
From the language-free tree to runs of text in one language.

Every renderer writes, and `verify` compares, the same resolved document: blocks whose texts are
runs, each run either plain words, a value with its id, or structure that is recomputed here
(section numbers, caption numbers, cross references).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trialrun.language import format_date, format_number, message_parts
from trialrun.report.blocks import Content, Inline, Message, Plain, Ref, Slot
from trialrun.report.results import Result
from trialrun.study import Study, StudyValue, Text, study_values


@dataclass(frozen=True)
class Run:
    """
    A stretch of text.

    `kind` is "text" (words of a catalogue), "value" (with `id`) or "structure" (recomputed
    numbers; `id` is then the target of a cross reference, or empty).
    """

    text: str
    kind: Literal["text", "value", "structure"] = "text"
    id: str = ""


Runs = tuple[Run, ...]

PROSE = "prose"
"""Format of a slot whose text stands in running text: the result's own, not in capitals."""

UNMARKED = "unmarked"
"""Format of a label as it stands in running text, without the marks of its footnotes."""

FOOTNOTE_MARKS = re.compile(r"\s*(\[\w+\])+$")


def sentence_case(text: str) -> str:
    """
    Return a text that is all in capitals with only its first letter as one.

    >>> sentence_case("APPLICATION SITE PRURITUS"), sentence_case("Wolff-Parkinson-White syndrome")
    ('Application site pruritus', 'Wolff-Parkinson-White syndrome')
    """
    return text.capitalize() if text.isupper() else text


class Values:
    """
    What every id of a document stands for.

    Args:
        study: the definition, for `study:` ids, rounding and coded terms.
        results: rows by `res:`, `design:` or `rehearsal:` id.
        journal: a person's texts by `journal:` id.
    """

    def __init__(
        self,
        study: Study,
        results: Mapping[str, Result],
        journal: Mapping[str, Text] | None = None,
    ) -> None:
        self.study = study
        self.results = results
        self.study_values: dict[str, StudyValue] = study_values(study)
        self.journal = dict(journal or {})

    def text(self, slot: Slot, language: str) -> str:
        """
        Return what a slot prints.

        Raises:
            KeyError: an id that is in none of the tables.
        """
        if slot.format == PROSE:
            return sentence_case(self.text(Slot(slot.id), language))
        if slot.format == UNMARKED:
            return FOOTNOTE_MARKS.sub("", self.text(Slot(slot.id), language))
        if slot.id.startswith("study:"):
            return self._formatted(self.study_values[slot.id], slot.format, language)
        if slot.id.startswith("journal:"):
            return self.journal[slot.id].in_language(language)
        row = self.results[slot.id]
        value: StudyValue | None = row.text if row.text is not None else row.value
        return self._formatted(value, slot.format or row.format, language)

    def _formatted(self, value: StudyValue | None, form: str, language: str) -> str:
        if isinstance(value, Text):
            return value.in_language(language)
        if isinstance(value, str):
            if form == "date":
                return format_date(value, language)
            if form.startswith("term:"):
                return self.term(form.removeprefix("term:"), value, language)
            return value
        return format_number(value, form or "g", rounding=self.study.conventions.rounding)

    def term(self, variable: str, value: str, language: str) -> str:
        """Return a coded value of the data in the reader's words; itself where there are none."""
        if language == "zh":
            return self.study.terms.get(variable, {}).get(value, value)
        return self.study.term_labels.get(variable, {}).get(value, value)


def resolve_content(
    content: Content,
    language: str,
    values: Values,
    references: Mapping[str, str] | None = None,
) -> Runs:
    """
    Return the runs of a content in one language; neighbouring plain runs are joined.

    Args:
        content: words and slots.
        language: "en" or "zh".
        values: what the slots' ids stand for.
        references: text of each cross reference by target ("Table 14-2.01" …).
    Raises:
        KeyError: a slot or a reference without its value.
    """
    runs: list[Run] = []
    for inline in content:
        for run in _inline_runs(inline, language, values, references or {}):
            if runs and run.kind == "text" and runs[-1].kind == "text":
                runs[-1] = Run(runs[-1].text + run.text)
            elif run.text:
                runs.append(run)
    return tuple(runs)


def _inline_runs(
    inline: Inline, language: str, values: Values, references: Mapping[str, str]
) -> Runs:
    if isinstance(inline, Plain):
        return (Run(inline.text),)
    if isinstance(inline, Slot):
        return (Run(values.text(inline, language), "value", inline.id),)
    if isinstance(inline, Ref):
        return (Run(references[inline.target], "structure", inline.target),)
    return _message_runs(inline, language, values, references)


def _message_runs(
    message: Message, language: str, values: Values, references: Mapping[str, str]
) -> Runs:
    slots = dict(message.slots)
    runs: list[Run] = []
    parts = message_parts(message.id, language, slots=tuple(slots), select=dict(message.select))
    for text, is_slot in parts:
        if is_slot:
            runs.extend(resolve_content(slots[text], language, values, references))
        else:
            runs.append(Run(text))
    return tuple(runs)


def plain_text(runs: Runs) -> str:
    """Return the runs as one text."""
    return "".join(run.text for run in runs)


def run_ids(runs: Runs) -> tuple[str, ...]:
    """Return the ids of the values among the runs, in order."""
    return tuple(run.id for run in runs if run.kind == "value")
