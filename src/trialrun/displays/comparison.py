"""Table of a continuous endpoint: baseline, visit, change, dose response, comparisons of arms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trialrun.displays.parts import (
    arm_columns,
    arm_ids,
    arm_label,
    footnotes,
    mark,
    mean_and_sd,
    message,
    of_display,
    population,
    res,
    row,
)
from trialrun.report import Content, Message, Plain, Result, Row, Slot, Table, result_id
from trialrun.study import ComparisonDisplay, Study, study_id

BLOCKS = ("baseline", "visit", "change")


def build_comparison(
    study: Study, display: ComparisonDisplay, results: Mapping[str, Result]
) -> Table:
    """
    Return the table of a comparison display; its numbers are those of its analysis.

    Blocks that the data do not hold (no baseline, no change) are left out. A comparison stands in
    the column of its experimental arm, the dose response in the last column.
    """
    number, analysis = display.number, study.analysis(display.analysis)
    rows: list[Row] = []
    for block in BLOCKS:
        if result_id(analysis.id, block, "n", study.arms[0].id) in results:
            rows += _summary_rows(study, display, block, gap=bool(rows))
    if analysis.dose_response:
        label = (*message("display-p-value-dose"), *mark(number, display.marks, "dose"))
        cells: list[Content] = [()] * (len(study.arms) - 1)
        rows.append(
            row("dose", (label,), [*cells, (res(analysis.id, "dose", "p_value"),)], gap=True)
        )
    for key, label, pairs in _groups(study, display):
        rows += _contrast_rows(study, display, key, label, pairs)
    return Table(
        id=f"table-{number}",
        number=(of_display(number, "number"),),
        title=(of_display(number, "title"),),
        population=population(display.population or analysis.population),
        columns=tuple(arm_columns(study, analysis.id, "N")),
        rows=tuple(rows),
        footnotes=footnotes(number, len(display.footnotes)),
    )


def _summary_rows(
    study: Study, display: ComparisonDisplay, block: str, *, gap: bool
) -> Iterator[Row]:
    """Yield heading, n, mean (SD) and median (range) of one block."""
    analysis = study.analysis(display.analysis)
    endpoint = study.endpoint(analysis.endpoint)
    head: Content = message(f"display-{block}")
    if block == "visit" and endpoint.visit is not None:
        head = (Slot(study_id("endpoints", endpoint.id, "visit"), "term:AVISIT"),)
    yield row(f"{block}-head", (head,), gap=gap)

    def value(word: str, arm: str) -> Slot:
        return res(analysis.id, block, word, arm)

    arms = arm_ids(study, total=False)
    yield row(
        f"{block}-n",
        (head, message("display-n")),
        [(value("n", arm),) for arm in arms],
        indent=1,
    )
    yield row(
        f"{block}-mean",
        (head, message("display-mean-sd")),
        [mean_and_sd(value("mean", arm), value("sd", arm)) for arm in arms],
        indent=1,
    )
    yield row(
        f"{block}-median",
        (head, message("display-median-range")),
        [
            (
                value("median", arm),
                Plain(" ("),
                value("min", arm),
                Plain(";"),
                value("max", arm),
                Plain(")"),
            )
            for arm in arms
        ],
        indent=1,
    )


def _groups(
    study: Study, display: ComparisonDisplay
) -> Iterator[tuple[str, Content, tuple[tuple[str, str], ...]]]:
    """Yield key, label and pairs of each block of comparisons."""
    if display.groups:
        for position, group in enumerate(display.groups, start=1):
            label = (of_display(display.number, "groups", str(position), "label"),)
            yield f"contrast-{position}", label, group.comparisons
        return
    for one, other in study.analysis(display.analysis).comparisons:
        first, second = arm_label(study, one, short=True), arm_label(study, other, short=True)
        yield f"{one}-{other}", (*first, Plain(" - "), *second), ((one, other),)


def _contrast_rows(
    study: Study,
    display: ComparisonDisplay,
    key: str,
    label: Content,
    pairs: tuple[tuple[str, str], ...],
) -> Iterator[Row]:
    """Yield p-value, difference and interval of one block of comparisons."""
    analysis = study.analysis(display.analysis)
    of_arm = {one: f"{one}-{other}" for one, other in pairs}
    head: Content = (
        Message("display-p-value-contrast", (("contrast", label),)),
        *mark(display.number, display.marks, "comparison"),
    )

    def cells(*pattern: str) -> list[Content]:
        """Return a cell per arm: words of the pattern are operations, the rest is as it stands."""
        return [
            tuple(
                res(analysis.id, of_arm[arm.id], piece) if piece.isidentifier() else Plain(piece)
                for piece in pattern
            )
            if arm.id in of_arm
            else ()
            for arm in study.arms
        ]

    level = Slot(study_id("analyses", analysis.id, "confidence_level"), "pct0")
    interval = (Message("display-confidence-interval", (("level", (level,)),)),)
    yield row(key, (head,), cells("p_value"), gap=True)
    yield row(
        f"{key}-difference",
        (head, message("display-difference-se")),
        cells("estimate", " (", "se", ")"),
        indent=1,
    )
    yield row(
        f"{key}-interval",
        (head, interval),
        cells("(", "lower", ";", "upper", ")"),
        indent=1,
    )
