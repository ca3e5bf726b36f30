"""The estimands of a study: five attributes each, with the strategy for every event."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, refer, say, sentences, separated
from trialrun.report import Block, Paragraph


def estimand_blocks(sources: Sources, prefix: str) -> tuple[Block, ...]:
    """
    Return a table of the estimands, one of the events, and what is said of the estimators.

    Args:
        sources: the definition.
        prefix: begins the ids of the blocks, which are unique in a document.
    """
    estimands = sources.study.estimands
    if not estimands:
        return ()
    lead = say(
        "csr-estimands-lead",
        estimands=refer(f"{prefix}.estimands"),
        events=refer(f"{prefix}.events"),
    )
    blocks: list[Block] = [
        Paragraph(f"{prefix}.estimands.lead", lead),
        _attributes(sources, f"{prefix}.estimands"),
        _events(sources, f"{prefix}.events"),
    ]
    historical = [each for each in estimands if each.historical]
    if historical:
        names = separated([(of_study("endpoints", each.endpoint, "label"),) for each in historical])
        note = say("csr-estimands-historical", {"count": len(historical)}, endpoints=names)
        remarks = [
            say(
                "csr-estimand-remark",
                endpoint=of_study("endpoints", each.endpoint, "label"),
                remark=of_study("estimands", each.id, "remark"),
            )
            for each in historical
            if each.remark is not None
        ]
        blocks.append(Paragraph(f"{prefix}.estimands.historical", sentences(note, *remarks)))
    return tuple(blocks)


def _attributes(sources: Sources, table: str) -> Block:
    rows = []
    for each in sources.study.estimands:
        path = ("estimands", each.id)
        cells = [
            (of_study(*path, "treatment"),),
            (of_study("populations", each.population, "label"),),
            (of_study(*path, "summary"),),
            (of_study(*path, "estimator"),),
        ]
        label = (of_study("endpoints", each.endpoint, "label"),)
        rows.append(row(table, each.id, label, cells))
    heads = [
        ("treatment", say("csr-head-treatment"), 1.4),
        ("population", say("csr-head-population"), 1.0),
        ("summary", say("csr-head-summary"), 1.5),
        ("estimator", say("csr-head-estimator"), 1.3),
    ]
    title = say("csr-title-estimands")
    return text_table(table, title, say("csr-head-variable"), heads, rows, landscape=True)


def _events(sources: Sources, table: str) -> Block:
    rows = []
    for each in sources.study.estimands:
        endpoint = (of_study("endpoints", each.endpoint, "label"),)
        for position, event in enumerate(each.intercurrent_events, start=1):
            path = ("estimands", each.id, "intercurrent_events", position)
            cells = [
                (of_study(*path, "label"),),
                say("csr-strategy", {"strategy": event.strategy}),
                (of_study(*path, "handling"),) if event.handling else say("csr-none"),
            ]
            rows.append(row(table, f"{each.id}.{position}", endpoint, cells))
    heads = [
        ("event", say("csr-head-event"), 1.0),
        ("strategy", say("csr-head-strategy"), 0.9),
        ("handling", say("csr-head-handling"), 2.2),
    ]
    return text_table(table, say("csr-title-events"), say("csr-head-variable"), heads, rows)
