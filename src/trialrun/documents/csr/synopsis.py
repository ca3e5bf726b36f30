"""Section 2: the synopsis, after the form of ICH E3 annex I."""

from __future__ import annotations

from trialrun.documents.analyses import model_terms
from trialrun.documents.claims import judge_claims
from trialrun.documents.csr.adverse_events import frequent_sentence
from trialrun.documents.csr.conclusions import efficacy_conclusion
from trialrun.documents.csr.disposition import completed_sentences, screened_sentences
from trialrun.documents.csr.efficacy import dose_sentences, efficacy_analyses, main_analyses
from trialrun.documents.csr.exposure import exposure_sentence
from trialrun.documents.csr.overview import OVERVIEW, overview_sentences
from trialrun.documents.csr.populations import baseline_displays, demography_sentences
from trialrun.documents.csr.title import protocol
from trialrun.documents.front import countries
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import (
    arm_label,
    enumerated,
    of_study,
    refer,
    say,
    sentences,
    separated,
)
from trialrun.report import Block, Content, Plain, ToWrite
from trialrun.study import Analysis

TABLE = "csr.2.synopsis"


def synopsis_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 2 as a table: what the study was, and what came of it."""
    rows = [
        row(TABLE, key, say(f"csr-synopsis-{key}"), [content])
        for key, content in _entries(sources)
        if content
    ]
    table = text_table(
        TABLE,
        say("csr-title-synopsis"),
        say("csr-head-item"),
        [("text", say("csr-head-text"), 3.2)],
        rows,
        caption=False,
    )
    conclusion = ToWrite("csr.2.conclusion", say("csr-hint-synopsis", section=refer("csr.13")))
    return {"2": (table, conclusion)}


def _entries(sources: Sources) -> list[tuple[str, Content]]:
    identification = sources.study.identification
    comparator: Content = (
        (of_study("identification", "comparator"),) if identification.comparator else ()
    )
    return [
        ("sponsor", (of_study("identification", "sponsor"),)),
        ("product", (of_study("identification", "product"),)),
        ("title", (of_study("title"),)),
        ("protocol", protocol(sources)),
        ("centres", _centres(sources)),
        ("period", _period(sources)),
        ("phase", (of_study("identification", "phase"),)),
        ("objectives", _objectives(sources)),
        ("methodology", (of_study("design"), *say("csr-full-stop"))),
        ("subjects", _subjects(sources)),
        ("diagnosis", _diagnosis(sources)),
        ("test", _doses(sources, "experimental")),
        ("duration", _duration(sources)),
        ("reference", comparator),
        ("efficacy-criteria", _criteria(sources, ("primary", "secondary"))),
        ("safety-criteria", _criteria(sources, ("safety",))),
        ("statistics", _statistics(sources)),
        ("disposition", _disposition(sources)),
        ("efficacy", _efficacy(sources)),
        ("safety", _safety(sources)),
        ("report-date", (of_study("identification", "report_date", form="date"),)),
    ]


def _centres(sources: Sources) -> Content:
    if not sources.has("facts", "sites") or not sources.study.identification.countries:
        return ()
    return say(
        "csr-synopsis-sites",
        {"n": sources.count("facts", "sites")},
        sites=sources.slot("facts", "sites"),
        countries=countries(sources),
    )


def _period(sources: Sources) -> Content:
    if not (sources.has("facts", "first_dose") and sources.has("facts", "last_subject_out")):
        return ()
    return say(
        "csr-period",
        first=sources.slot("facts", "first_dose"),
        last=sources.slot("facts", "last_subject_out"),
    )


def _objectives(sources: Sources) -> Content:
    parts = []
    for level in ("primary", "secondary", "exploratory"):
        own = [each for each in sources.study.objectives if each.level == level]
        if own:
            texts = sentences(*((of_study("objectives", each.id, "text"),) for each in own))
            lead = say(f"csr-objectives-{level}", {"count": len(own)})
            parts.append((*lead, *say("csr-gap"), *texts))
    return sentences(*parts)


def _subjects(sources: Sources) -> Content:
    parts = []
    planned = [arm for arm in sources.study.arms if arm.planned_subjects is not None]
    if planned:
        items = [
            say(
                "csr-count-in-arm",
                count=of_study("arms", arm.id, "planned_subjects", form="int"),
                arm=arm_label(arm.id),
            )
            for arm in planned
        ]
        parts.append(say("csr-planned", arms=enumerated(items)))
    if sources.has("flow", "randomised"):
        parts.append(
            say(
                "csr-randomised",
                total=sources.slot("flow", "randomised"),
                arms=sources.by_arm("csr-count-in-arm", count=("flow", "randomised")),
            )
        )
    for each in dict.fromkeys(a.population for a in main_analyses(sources)):
        analysis = next(a for a in main_analyses(sources) if a.population == each)
        parts.append(
            say(
                "csr-analysed-in",
                population=of_study("populations", each, "label"),
                total=sources.slot(analysis.id, "N", TOTAL),
                arms=sources.by_arm("csr-count-in-arm", count=(analysis.id, "N")),
            )
        )
    if sources.has(OVERVIEW, "N", TOTAL):
        parts.append(
            say(
                "csr-analysed-safety",
                total=sources.slot(OVERVIEW, "N", TOTAL),
                arms=sources.by_arm("csr-count-in-arm", count=(OVERVIEW, "N")),
            )
        )
    return sentences(*parts)


def _diagnosis(sources: Sources) -> Content:
    indication = (of_study("identification", "indication"), *say("csr-full-stop"))
    if not sources.study.eligibility.inclusion:
        return indication
    return sentences(indication, say("csr-diagnosis-see", section=refer("csr.9.3.1")))


def _doses(sources: Sources, role: str) -> Content:
    items = []
    for arm in sources.study.arms:
        if arm.role == role and arm.dose is not None:
            dose: Content = (of_study("arms", arm.id, "dose"),)
            if arm.dose_unit:
                dose = (*dose, Plain(" "), of_study("arms", arm.id, "dose_unit"))
            items.append(say("csr-arm-dose", arm=arm_label(arm.id), dose=dose))
    if not items:
        return ()
    return sentences(
        (of_study("identification", "product"), *say("csr-full-stop")),
        (*separated(items), *say("csr-full-stop")),
    )


def _duration(sources: Sources) -> Content:
    """Return the planned end of treatment: the last planned week of a treatment epoch."""
    treatment = {epoch.id for epoch in sources.study.epochs if epoch.kind == "treatment"}
    weeks = [
        visit
        for visit in sources.study.visits
        if visit.epoch in treatment and visit.week is not None
    ]
    if not weeks:
        return ()
    last = max(weeks, key=lambda visit: visit.week or 0)
    return say("csr-duration", weeks=of_study("visits", last.id, "week"))


def _criteria(sources: Sources, levels: tuple[str, ...]) -> Content:
    parts = []
    for level in levels:
        names = [
            (of_study("endpoints", each.id, "label"),)
            for each in sources.study.endpoints
            if each.level == level
        ]
        if names:
            lead = say("csr-level-colon", {"level": level})
            parts.append((*lead, *separated(names), *say("csr-full-stop")))
    return sentences(*parts)


def _statistics(sources: Sources) -> Content:
    parts = [_model(sources, analysis) for analysis in main_analyses(sources)]
    if any(gate.then for gate in sources.study.gates):
        parts.append(say("csr-synopsis-gates", section=refer("csr.9.7.1")))
    if any(each.historical for each in sources.study.estimands):
        parts.append(say("csr-synopsis-historical"))
    return sentences(*parts)


def _model(sources: Sources, analysis: Analysis) -> Content:
    """Return the method of a main analysis in a sentence."""
    label = of_study("analyses", analysis.id, "label")
    method = say("csr-method", {"method": analysis.method})
    terms = model_terms(sources, analysis.id, treatment=analysis.method != "logrank")
    alpha = of_study("analyses", analysis.id, "alpha")
    if analysis.method == "logrank":
        kind = {"strata": "yes" if analysis.strata else "no"}
        return say(
            "csr-synopsis-logrank", kind, analysis=label, method=method, terms=terms, alpha=alpha
        )
    dose = {"dose": "yes" if analysis.dose_response else "no"}
    return say("csr-synopsis-model", dose, analysis=label, method=method, terms=terms, alpha=alpha)


def _disposition(sources: Sources) -> Content:
    parts: list[Content] = []
    if sources.has("flow", "screened"):
        parts.append(screened_sentences(sources))
    if sources.has("disposition", "completed", "count", TOTAL):
        parts.append(completed_sentences(sources))
    parts += [demography_sentences(sources, each) for each in baseline_displays(sources)[:1]]
    return sentences(*parts)


def _efficacy(sources: Sources) -> Content:
    if not efficacy_analyses(sources):
        return ()
    claims = judge_claims(sources.study, sources.results)
    parts: list[Content] = []
    for analysis in main_analyses(sources):
        if analysis.dose_response:
            label = (of_study("analyses", analysis.id, "label"),)
            said = dose_sentences(sources, claims, analysis)
            parts.append((*label, *say("csr-colon"), *said))
    parts.append(efficacy_conclusion(sources))
    return sentences(*parts)


def _safety(sources: Sources) -> Content:
    parts: list[Content] = []
    if sources.has("exposure", "days", "mean", TOTAL):
        parts.append(exposure_sentence(sources))
    if sources.has("ae-overview", "any", "subjects", TOTAL):
        parts.append(overview_sentences(sources))
    parts.append(frequent_sentence(sources))
    return sentences(*parts)
