"""Section 9.7: populations, analyses, estimands, gates, looks, stopping rules, sample size."""

from __future__ import annotations

from trialrun.documents.analyses import gate_items, model_terms, test_label
from trialrun.documents.csr.efficacy_survival import event_blocks
from trialrun.documents.estimands import estimand_blocks
from trialrun.documents.looks import planned_looks
from trialrun.documents.sources import Sources
from trialrun.documents.stopping import stopping_blocks
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph


def statistics_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what the definition tells of section 9.7."""
    return {
        "9.7.1": (
            *_populations(sources),
            *_analyses(sources),
            *estimand_blocks(sources, "csr.9.7.1"),
            *gate_blocks(sources, "csr.9.7.1"),
            *look_blocks(sources, "csr.9.7.1"),
            *stopping_blocks(sources, "csr.9.7.1"),
        ),
        "9.7.2": (*_sample_size(sources), *event_blocks(sources, "csr.9.7.2")),
    }


def _populations(sources: Sources) -> tuple[Block, ...]:
    items = tuple(
        say(
            "csr-population-definition",
            population=of_study("populations", each.id, "label"),
            definition=of_study("populations", each.id, "definition"),
        )
        for each in sources.study.populations
    )
    lead = say("csr-populations-lead", {"count": len(items)})
    return (
        Paragraph("csr.9.7.1.populations.lead", lead, "lead"),
        Bullets("csr.9.7.1.populations", items),
    )


def _analyses(sources: Sources) -> tuple[Block, ...]:
    table = "csr.9.7.1.analyses"
    rows = []
    for analysis in sources.study.analyses:
        path = ("analyses", analysis.id)
        method = say("csr-method", {"method": analysis.method})
        terms = model_terms(sources, analysis.id) or none_cell()
        survival = analysis.method in {"kaplan-meier", "logrank"}
        censored = survival and analysis.imputation == "observed"
        handling = "censored" if censored else analysis.imputation
        imputation = say("csr-imputation", {"imputation": handling})
        population = (of_study("populations", analysis.population, "label"),)
        label = (of_study(*path, "label"),)
        rows.append(row(table, analysis.id, label, [population, method, terms, imputation]))
    if not rows:
        return ()
    heads = [
        ("population", say("csr-head-population"), 1.2),
        ("method", say("csr-head-method"), 1.4),
        ("terms", say("csr-head-terms"), 1.4),
        ("missing", say("csr-head-missing"), 1.4),
    ]
    lead = Paragraph("csr.9.7.1.analyses.lead", say("csr-analyses-lead", table=refer(table)))
    title = say("csr-title-analyses")
    return (lead, text_table(table, title, say("csr-head-analysis"), heads, rows))


def test_with_p(sources: Sources, name: str) -> Content:
    """Return the name of a test with its p-value."""
    analysis, _, test = name.partition(".")
    p_value = sources.p_value(analysis, test, "p_value")
    return say("csr-test-with-p", test=test_label(sources, name), p=p_value)


def gate_blocks(sources: Sources, prefix: str) -> tuple[Block, ...]:
    """Return the order in which claims are allowed, one item for each gate."""
    items = gate_items(sources)
    if not items:
        return ()
    return (
        Paragraph(f"{prefix}.gates.lead", say("csr-gates-lead"), "lead"),
        Bullets(f"{prefix}.gates", items),
    )


def is_sequential(sources: Sources) -> bool:
    """Return whether the level of the final analysis allows for the interim looks."""
    planning = sources.study.planning
    return planning is not None and planning.group_sequential is not None


def look_blocks(sources: Sources, prefix: str) -> tuple[Block, ...]:
    """Return the planned interim looks."""
    looks = sources.study.interim_looks
    if not looks:
        return (Paragraph(f"{prefix}.looks.none", say("csr-looks-none")),)
    items = []
    for look, described in zip(looks, planned_looks(sources, "csr-look"), strict=True):
        if is_sequential(sources) and not look.conducted:
            outcome = say("csr-look-planned")
        else:
            conducted = {"conducted": "yes" if look.conducted else "no"}
            outcome = say("csr-look-conducted", conducted)
        items.append(sentences(described, outcome))
    lead = say("csr-looks-lead", {"count": len(items)})
    return (
        Paragraph(f"{prefix}.looks.lead", lead, "lead"),
        Bullets(f"{prefix}.looks", tuple(items)),
    )


def _sample_size(sources: Sources) -> tuple[Block, ...]:
    table = "csr.9.7.2.assumptions"
    rows = []
    for position, each in enumerate(sources.study.sample_size, start=1):
        path = ("sample_size", position)
        cells: list[Content] = [
            (of_study(*path, "difference"),),
            (of_study(*path, "standard_deviation"),),
            (of_study(*path, "alpha"),),
            sources.level(*map(str, path), "power"),
            (of_study(*path, "per_arm", form="int"),),
        ]
        label = (of_study("endpoints", each.endpoint, "label"),)
        rows.append(row(table, each.endpoint, label, cells))
    if not rows:
        return ()
    heads = [
        ("difference", say("csr-head-difference"), 1.0),
        ("sd", say("csr-head-sd"), 1.0),
        ("alpha", say("csr-head-alpha"), 1.0),
        ("power", say("csr-head-power"), 0.8),
        ("per-arm", say("csr-head-per-arm"), 1.0),
    ]
    title = say("csr-title-sample-size")
    return (text_table(table, title, say("csr-head-endpoint"), heads, rows),)
