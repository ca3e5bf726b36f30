"""The pictures of a rehearsal: success, enrolment, times and cost, from its results alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trialrun.displays.drawing import COLOURS, write_drawing
from trialrun.report import Message, Result, Slot, Values, plain_text, resolve_content, result_id
from trialrun.study import Scenario, Study, study_id

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class _Source:
    """Study, results and language of a picture."""

    study: Study
    results: Mapping[str, Result]
    language: str

    def number(self, *parts: str) -> float | None:
        row = self.results.get(result_id(*parts, prefix="rehearsal"))
        return None if row is None else row.value

    def scenarios(self, *parts: str) -> list[Scenario]:
        """Return the scenarios that have such a number."""
        return [s for s in self.study.scenarios if self.number(s.id, *parts) is not None]

    def label(self, *path: str) -> str:
        values = Values(self.study, self.results)
        return values.text(Slot(study_id(*path)), self.language)

    def message(self, name: str, **slots: str) -> str:
        content = tuple((key, (Slot(value),)) for key, value in slots.items())
        values = Values(self.study, self.results)
        return plain_text(resolve_content((Message(name, content),), self.language, values))


def draw_rehearsal(
    study: Study, results: Mapping[str, Result], language: str, folder: Path
) -> list[Path]:
    """
    Draw the pictures of a rehearsal report.

    Args:
        study: scenarios, regions and labels.
        results: rows with `rehearsal:` ids.
        language: "en" or "zh".
        folder: a folder that is there; the files go to its `figures/`.
    Returns:
        SVG and PNG of each picture: `rehearsal_success`, `rehearsal_enrolment`,
        `rehearsal_times` (only with looks) and `rehearsal_cost` (only with costs).
    Raises:
        OutputError: a file can not be written.
    """
    source = _Source(study, results, language)
    pictures: list[tuple[str, Callable[[_Source, Figure], None], float]] = [
        ("success", _success, 0.9 + 0.5 * len(study.scenarios)),
        ("enrolment", _enrolment, 4.2),
    ]
    if source.scenarios("look1", "month", "p50"):
        pictures.append(("times", _times, 1.0 + 0.75 * len(study.scenarios)))
    if source.scenarios("cost", "mean"):
        pictures.append(("cost", _cost, 1.5 + 0.5 * len(study.scenarios)))
    return [
        path
        for name, draw, height in pictures
        for path in write_drawing(
            folder, f"rehearsal_{name}", language, partial(draw, source), (7.2, height)
        )
    ]


def _plain(axes: Axes, grid: str) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis=grid, color="#e5e5e5", linewidth=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def _names(axes: Axes, source: _Source, scenarios: list[Scenario]) -> None:
    axes.set_yticks(range(len(scenarios)))
    axes.set_yticklabels([source.label("scenarios", s.id, "label") for s in scenarios])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)


def _success(source: _Source, figure: Figure) -> None:
    """A bar for each scenario, with its Monte Carlo interval."""
    axes = figure.add_subplot()
    scenarios = source.scenarios("success", "estimate")
    for position, scenario in enumerate(scenarios):
        estimate, lower, upper = (
            100 * (source.number(scenario.id, "success", each) or 0.0)
            for each in ("estimate", "lower", "upper")
        )
        colour = COLOURS[0] if scenario.kind == "null" else COLOURS[1]
        axes.barh(position, estimate, color=colour, height=0.55)
        errors = [[max(estimate - lower, 0)], [max(upper - estimate, 0)]]
        axes.errorbar(estimate, position, xerr=errors, color="black", capsize=3, linewidth=1)
    _names(axes, source, scenarios)
    axes.set_xlim(0, 100)
    axes.set_xlabel(source.message("display-rehearsal-axis-probability"))
    _plain(axes, "x")


def _enrolment(source: _Source, figure: Figure) -> None:
    """The fan of enrolment: a median line and a band for each scenario."""
    axes = figure.add_subplot()
    shown: list[tuple[tuple[float, ...], str]] = []
    for scenario in source.scenarios("enrolled", "month0", "p50"):
        months, bands = _fan(source, scenario.id)
        curve = tuple(bands[1])
        same = next((k for k, (other, _) in enumerate(shown) if other == curve), None)
        label = source.label("scenarios", scenario.id, "label")
        if same is not None:  # enrolment does not depend on the effect: one line stands for all
            shown[same] = (curve, f"{shown[same][1]} / {label}")
            continue
        colour = COLOURS[(len(shown) + 1) % len(COLOURS)]
        shown.append((curve, label))
        axes.fill_between(months, bands[0], bands[2], color=colour, alpha=0.18, linewidth=0)
        axes.plot(months, bands[1], color=colour, linewidth=1.6)
    for line, (_, label) in zip(axes.get_lines(), shown, strict=True):
        line.set_label(label)
    axes.set_xlabel(source.message("display-rehearsal-axis-months"))
    axes.set_ylabel(source.message("display-rehearsal-axis-subjects"))
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    _plain(axes, "both")
    if len(shown) > 1:
        axes.legend(frameon=False, loc="lower right")


def _fan(source: _Source, scenario: str) -> tuple[list[float], list[list[float]]]:
    months: list[float] = []
    bands: list[list[float]] = [[], [], []]
    while source.number(scenario, "enrolled", f"month{len(months)}", "p50") is not None:
        month = f"month{len(months)}"
        for band, each in zip(bands, ("p10", "p50", "p90"), strict=True):
            band.append(source.number(scenario, "enrolled", month, each) or 0.0)
        months.append(float(len(months)))
    return months, bands


def _times(source: _Source, figure: Figure) -> None:
    """The month of each look by scenario: median and range."""
    axes = figure.add_subplot()
    scenarios = source.scenarios("look1", "month", "p50")
    planning = source.study.planning
    sequential = planning.group_sequential if planning else None
    shares = sequential.information if sequential else (1.0,)
    for position, scenario in enumerate(scenarios):
        for k in range(1, len(shares) + 1):
            low, mid, high = (
                source.number(scenario.id, f"look{k}", "month", each)
                for each in ("p10", "p50", "p90")
            )
            if low is None or mid is None or high is None:
                continue
            place = position + 0.22 * (k - (len(shares) + 1) / 2)
            axes.errorbar(
                mid,
                place,
                xerr=[[mid - low], [high - mid]],
                fmt="o",
                markersize=4,
                capsize=3,
                linewidth=1.2,
                color=COLOURS[k % len(COLOURS)],
                label=f"{100 * shares[k - 1]:g}%" if position == 0 else None,
            )
    _names(axes, source, scenarios)
    axes.set_xlim(left=0)
    axes.set_xlabel(source.message("display-rehearsal-axis-months"))
    axes.legend(frameon=False, loc="upper left")
    _plain(axes, "x")


def _cost(source: _Source, figure: Figure) -> None:
    """Mean cost by scenario: regions one after the other, then the study as a whole."""
    axes = figure.add_subplot()
    scenarios = source.scenarios("cost", "mean")
    left = [0.0] * len(scenarios)
    parts = [(r.id, source.label("regions", r.id, "label")) for r in source.study.regions]
    for number, (region, label) in enumerate(parts, start=1):
        widths = [(source.number(s.id, "cost", region, "mean") or 0.0) / 1e6 for s in scenarios]
        colour = COLOURS[number % len(COLOURS)]
        axes.barh(range(len(scenarios)), widths, left=left, color=colour, height=0.55, label=label)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    totals = [(source.number(s.id, "cost", "mean") or 0.0) / 1e6 for s in scenarios]
    rest = [max(total - sofar, 0.0) for total, sofar in zip(totals, left, strict=True)]
    whole = source.message("display-rehearsal-study-wide")
    axes.barh(range(len(scenarios)), rest, left=left, color="#bdbdbd", height=0.55, label=whole)
    _names(axes, source, scenarios)
    axes.set_xlabel(
        source.message("display-rehearsal-axis-cost", currency=study_id("costs", "currency"))
    )
    figure.legend(frameon=False, loc="outside lower center", ncols=5)
    _plain(axes, "x")
