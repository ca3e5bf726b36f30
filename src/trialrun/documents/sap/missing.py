"""Section 7.3: what is done about values that are missing."""

from __future__ import annotations

from trialrun.documents.sap.places import keyed
from trialrun.documents.sap.windows import DATA, data_sets_of
from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, plain, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import AdtteOptions, AdvsOptions, FindingsOptions, QuestionnaireOptions


def missing_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return carrying forward, totals with missing items, means over visits, and censoring."""
    items = [*_carried(sources), *_totals(sources), *_means(sources), *_others(sources)]
    blocks: list[Block] = [Bullets("sap.7.3.list", tuple(items))]
    historical = [each for each in sources.study.estimands if each.historical]
    if historical:
        names = separated([(of_study("endpoints", e.endpoint, "label"),) for e in historical])
        note = say("csr-estimands-historical", {"count": len(historical)}, endpoints=names)
        see = say("sap-historical-see", section=refer("sap.2.3"))
        blocks.append(Paragraph("sap.7.3.historical", sentences(note, see)))
    return tuple(blocks)


def _carried(sources: Sources) -> list[Content]:
    found = []
    for name in data_sets_of(sources, QuestionnaireOptions):
        options: QuestionnaireOptions = getattr(sources.study.analysis_data, name)
        if options.carried_forward is None:
            continue
        labels = [
            (of_study(DATA, name, "parameters", key, "label"),)
            for key, parameter in keyed(options.parameters)
            if parameter.carried_forward
        ]
        baseline = "yes" if options.carried_forward.from_baseline else "no"
        found.append(
            say(
                "sap-carried",
                {"baseline": baseline},
                data_set=plain(name),
                parameters=enumerated(labels),
            )
        )
    return found


def _totals(sources: Sources) -> list[Content]:
    found = []
    for name in data_sets_of(sources, QuestionnaireOptions):
        for key, parameter in keyed(getattr(sources.study.analysis_data, name).parameters):
            if parameter.total is None:
                continue
            path = (DATA, name, "parameters", key)
            found.append(
                say(
                    "sap-total-missing",
                    {"none": "yes" if parameter.total.most_missing == 0 else "no"},
                    total=of_study(*path, "label"),
                    share=of_study(*path, "total", "most_missing", form="pct0"),
                )
            )
    return found


def _means(sources: Sources) -> list[Content]:
    found = []
    for name in data_sets_of(sources, QuestionnaireOptions):
        means = getattr(getattr(sources.study.analysis_data, name), "means", ())
        for key, _ in keyed(means):
            label = of_study(DATA, name, "means", key, "label")
            found.append(say("sap-mean-missing", parameter=label))
    return found


def _others(sources: Sources) -> list[Content]:
    """Return censoring, and what is not replaced."""
    found = []
    if data_sets_of(sources, AdtteOptions):
        found.append(say("sap-censored", section=refer("sap.10")))
    findings = data_sets_of(sources, FindingsOptions)
    if findings:
        vital = set(findings) & set(data_sets_of(sources, AdvsOptions))
        laboratory = set(findings) - vital
        kind = "both" if vital and laboratory else "vital" if vital else "laboratory"
        found.append(say("sap-findings-missing", {"kind": kind}))
    found.append(say("sap-nothing-else"))
    return found
