"""Runs of text as HTML: each value a span that says what it is when pointed at."""

from __future__ import annotations

from html import escape

from trialrun.language import message_text
from trialrun.report import Run, Runs, Values


def html_text(text: str) -> str:
    """Return text for HTML; line breaks become elements."""
    return escape(text).replace("\n", "<br>")


def value_title(run: Run, language: str, values: Values | None) -> str:
    """
    Return what a value says of itself when pointed at: id, analysis, unrounded number, unit.

    Where what the id stands for is not at hand, the id alone.
    """
    if values is None:
        return run.id
    row = values.results.get(run.id)
    if row is None:
        kind = "journal" if run.id.startswith("journal:") else "study"
        return f"{run.id}\n{message_text(f'render-value-{kind}', language)}"
    lines = [run.id, f"{row.analysis} · {row.method} · {row.operation}"]
    if row.groups:
        lines.append(", ".join(f"{name} = {value}" for name, value in sorted(row.groups.items())))
    if row.value is not None:
        unrounded = message_text("render-value-unrounded", language)
        lines.append(f"{unrounded}: {row.value!r}{f' {row.unit}' if row.unit else ''}")
    if row.warning:
        lines.append(row.warning)
    return "\n".join(lines)


class HtmlRuns:
    """Runs of one document to HTML."""

    def __init__(self, language: str, values: Values | None) -> None:
        self.language = language
        self.values = values

    def __call__(self, runs: Runs) -> str:
        """Return runs of all kinds."""
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        if run.kind == "value":
            title = escape(value_title(run, self.language, self.values))
            return (
                f'<span class="v" data-id="{escape(run.id)}" title="{title}">'
                f"{html_text(run.text)}</span>"
            )
        if run.kind == "structure" and run.id:
            return f'<a href="#{escape(run.id)}">{html_text(run.text)}</a>'
        return html_text(run.text)
