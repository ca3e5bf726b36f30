"""Chapter 14: the list of displays, and the shell of each."""

from __future__ import annotations

from trialrun.displays import build_shells
from trialrun.documents.sap.outline import section_id
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Figure, Paragraph


def display_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 14.1 to 14.3."""
    study = sources.study
    shells = build_shells(study)
    if not shells:
        return {}
    table = f"{section_id('14.1')}.displays"
    rows = []
    for display in study.displays:
        population = display.population
        shown = (of_study("populations", population, "label"),) if population else ()
        cells = [
            (of_study("displays", display.number, "title"),),
            shown or say("sap-all-subjects"),
            say("sap-kind", {"kind": display.kind}),
        ]
        rows.append(
            row(table, display.number, (of_study("displays", display.number, "number"),), cells)
        )
    heads = [
        ("title", say("sap-head-title"), 2.6),
        ("population", say("csr-head-population"), 1.2),
        ("kind", say("sap-head-kind"), 1.2),
    ]
    title, stub = say("sap-title-displays"), say("sap-head-number")
    tables = [shell for shell in shells.values() if not isinstance(shell, Figure)]
    figures = [shell for shell in shells.values() if isinstance(shell, Figure)]
    note = Paragraph("sap.14.2.lead", say("sap-shells-lead"))
    none = Paragraph("sap.14.3.none", say("sap-figures-none"))
    listed: tuple[Block, ...] = (text_table(table, title, stub, heads, rows),)
    return {
        "14.1": listed,
        "14.2": (note, *tables),
        "14.3": tuple(figures) or (none,),
    }
