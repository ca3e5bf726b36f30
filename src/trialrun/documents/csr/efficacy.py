"""Section 11.4.1: the efficacy analyses, claiming no more than the gates allow."""

from __future__ import annotations

from trialrun.documents.analyses import test_label
from trialrun.documents.claims import DOSE, MODELS, Claims, judge_claims, tests_of
from trialrun.documents.csr.efficacy_survival import survival_arms, survival_pair
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import head_row, row, text_table
from trialrun.documents.wording import enumerated, of_study, plain, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph, Plain, Row, Table
from trialrun.study import Analysis

EFFECTS = "csr.11.4.1.effects"


def efficacy_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 11.4.1: each analysis in turn, primary endpoints first, and their effects."""
    analyses = efficacy_analyses(sources)
    if not analyses:
        return {}
    claims = judge_claims(sources.study, sources.results)
    blocks: list[Block] = [
        Paragraph("csr.11.4.1.lead", say("csr-efficacy-lead", table=refer(EFFECTS)))
    ]
    main = main_analyses(sources)
    for analysis in main:
        blocks += analysis_blocks(sources, claims, analysis)
    rest = [analysis for analysis in analyses if analysis not in main]
    if rest:
        blocks.append(Paragraph("csr.11.4.1.others.lead", say("csr-others-lead"), "lead"))
        blocks.append(Paragraph("csr.11.4.1.others", say("csr-others", table=refer(EFFECTS))))
        items = tuple(_other(sources, analysis) for analysis in rest)
        blocks.append(Bullets("csr.11.4.1.others.list", items))
    blocks.append(effects_table(sources, claims, analyses))
    return {"11.4.1": tuple(blocks)}


def efficacy_analyses(sources: Sources) -> list[Analysis]:
    """Return the model-based analyses that have results: primary endpoints, then the others."""
    rank = {"primary": 0, "secondary": 1, "exploratory": 2, "safety": 3}
    found = [
        analysis
        for analysis in sources.study.analyses
        if analysis.method in MODELS
        and any(sources.has(analysis.id, test, "p_value") for test in tests_of(analysis))
    ]
    return sorted(found, key=lambda each: rank[sources.study.endpoint(each.endpoint).level])


def main_analyses(sources: Sources) -> list[Analysis]:
    """Return the analyses of primary endpoints that may carry a claim, without supportive ones."""
    claims = judge_claims(sources.study, sources.results)
    return [
        analysis
        for analysis in efficacy_analyses(sources)
        if sources.study.endpoint(analysis.endpoint).level == "primary"
        and any(
            claims.tests[f"{analysis.id}.{test}"].standing != "descriptive"
            for test in tests_of(analysis)
        )
    ]


def analysis_blocks(sources: Sources, claims: Claims, analysis: Analysis) -> list[Block]:
    """Return heading line, subjects and means, the dose response, and the comparisons."""
    prefix = f"csr.11.4.1.{analysis.id}"
    see = sources.see(sources.display_of_analysis(analysis.id))
    blocks: list[Block] = [
        Paragraph(f"{prefix}.lead", (of_study("analyses", analysis.id, "label"),), "lead"),
        Paragraph(f"{prefix}.means", sentences(_subjects(sources, analysis), see)),
    ]
    if analysis.dose_response:
        blocks.append(Paragraph(f"{prefix}.dose", dose_sentences(sources, claims, analysis)))
    if analysis.comparisons:
        blocks.append(Paragraph(f"{prefix}.pairs", pairs_lead(sources, claims, analysis)))
        items = tuple(
            pair_sentence(sources, claims, analysis, one, other)
            for one, other in analysis.comparisons
        )
        blocks.append(Bullets(f"{prefix}.comparisons", items))
    return blocks


def _other(sources: Sources, analysis: Analysis) -> Content:
    """Return a supportive or secondary analysis in short: subjects, means, dose response."""
    parts = [(of_study("analyses", analysis.id, "label"), *say("csr-full-stop"))]
    parts.append(_subjects(sources, analysis, baseline=False))
    if analysis.dose_response:
        p_value = sources.p_value(analysis.id, DOSE, "p_value")
        parts.append(say("csr-other-dose", p=p_value))
    parts.append(sources.see(sources.display_of_analysis(analysis.id)))
    return sentences(*parts)


def _subjects(sources: Sources, analysis: Analysis, *, baseline: bool = True) -> Content:
    """Return how many were analysed and the means of the arms."""
    variable = sources.study.endpoint(analysis.endpoint).variable
    block = "change" if variable == "CHG" else "visit"
    subjects = say(
        "csr-analysed",
        total=sources.slot(analysis.id, "N", TOTAL),
        population=of_study("populations", analysis.population, "label"),
        arms=sources.by_arm("csr-count-in-arm", count=(analysis.id, "N")),
    )
    model = sources.value(analysis.id, "model", "n")
    fewer: Content = ()
    if model is not None and model < sources.count(analysis.id, "N", TOTAL):
        fewer = say("csr-analysed-model", count=sources.slot(analysis.id, "model", "n"))
    means: Content = ()
    if sources.has(analysis.id, block, "mean", sources.arms[0]):
        means = say(
            f"csr-means-{block}",
            endpoint=of_study("analyses", analysis.id, "label"),
            arms=sources.by_arm(
                "csr-mean-sd-arm", mean=(analysis.id, block, "mean"), sd=(analysis.id, block, "sd")
            ),
        )
    before: Content = ()
    if (
        baseline
        and block == "change"
        and sources.has(analysis.id, "baseline", "mean", sources.arms[0])
    ):
        before = say(
            "csr-means-baseline",
            arms=sources.by_arm(
                "csr-mean-sd-arm",
                mean=(analysis.id, "baseline", "mean"),
                sd=(analysis.id, "baseline", "sd"),
            ),
        )
    times = survival_arms(sources, analysis) if analysis.method == "logrank" else ()
    return sentences(subjects, fewer, before, means, times)


def dose_sentences(sources: Sources, claims: Claims, analysis: Analysis) -> Content:
    """Return the dose-response test with what may be said of it."""
    name = f"{analysis.id}.{DOSE}"
    verdict = claims.tests[name]
    level = of_study("analyses", analysis.id, "alpha")
    p_value = sources.p_value(analysis.id, DOSE, "p_value")
    return say("csr-dose", {"standing": verdict.standing}, p=p_value, alpha=level)


def pairs_lead(sources: Sources, claims: Claims, analysis: Analysis) -> Content:
    """Return what the comparisons stand for: a claim, or description after a failed gate."""
    names = [f"{analysis.id}.{one}-{other}" for one, other in analysis.comparisons]
    held = [name for name in names if claims.tests[name].standing == "descriptive"]
    if not held:
        gated = any(claims.gates_before(sources.study, name) for name in names)
        return (
            say("csr-pairs-allowed") if gated else say("csr-pairs-primary", {"count": len(names)})
        )
    failed = tuple(
        dict.fromkeys(
            test
            for name in held
            for gate in claims.gates_before(sources.study, name)
            if not gate.passed
            for test in (*gate.failed, *gate.missing)
        )
    )
    if not failed:
        return say("csr-pairs-uncontrolled")
    tests = enumerated([test_label(sources, test) for test in failed])
    return say("csr-pairs-held", {"count": len(failed)}, tests=tests)


def pair_sentence(
    sources: Sources, claims: Claims, analysis: Analysis, one: str, other: str
) -> Content:
    """Return the difference of two arms with its interval and p-value."""
    test = f"{one}-{other}"
    if analysis.method == "logrank":
        limits = interval(sources, analysis.id, test)
        return survival_pair(sources, claims, analysis, one, other, limits)
    verdict = claims.tests[f"{analysis.id}.{test}"]
    if sources.value(analysis.id, test, "estimate") is None:
        return say(
            "csr-pair-missing",
            one=of_study("arms", one, "label"),
            other=of_study("arms", other, "label"),
        )
    return say(
        "csr-pair",
        {"standing": verdict.standing},
        one=of_study("arms", one, "label"),
        other=of_study("arms", other, "label"),
        estimate=sources.slot(analysis.id, test, "estimate"),
        interval=interval(sources, analysis.id, test),
        p=sources.p_value(analysis.id, test, "p_value"),
    )


def interval(sources: Sources, analysis: str, test: str) -> Content:
    """Return a confidence interval with its level."""
    return say(
        "csr-interval",
        level=of_study("analyses", analysis, "confidence_level", form="pct0"),
        lower=sources.slot(analysis, test, "lower"),
        upper=sources.slot(analysis, test, "upper"),
    )


def _dose_row(sources: Sources) -> Content:
    """Return what the slope is per: the unit of the arms' doses, where they have one."""
    arms = [arm for arm in sources.study.arms if arm.dose_unit]
    if not arms or len({arm.dose_unit for arm in arms}) > 1:
        return say("csr-dose-row")
    return say("csr-dose-row-unit", unit=of_study("arms", arms[0].id, "dose_unit"))


def _estimate(sources: Sources, analysis: Analysis, test: str) -> Content:
    """Return an estimate with its standard error; a hazard ratio stands alone."""
    estimate = sources.slot(analysis.id, test, "estimate")
    if analysis.method == "logrank":
        return (estimate,)
    return (estimate, Plain(" ("), sources.slot(analysis.id, test, "se"), Plain(")"))


def _head(analyses: list[Analysis]) -> str:
    only_ratios = all(each.method == "logrank" for each in analyses)
    return "csr-head-hazard-ratio" if only_ratios else "csr-head-estimate"


def _notes(analyses: list[Analysis]) -> tuple[Content, ...]:
    """Return what the estimates are."""
    hazards = [each.method == "logrank" for each in analyses]
    means = () if all(hazards) else (say("csr-note-effects"),)
    ratios = (say("csr-note-hazards"),) if any(hazards) else ()
    return (*means, *ratios, say("csr-note-standing"))


def effects_table(sources: Sources, claims: Claims, analyses: list[Analysis]) -> Table:
    """Return all effect estimates with the standing of each test."""
    rows: list[Row] = []
    for analysis in analyses:
        label: Content = (of_study("analyses", analysis.id, "label"),)
        rows.append(head_row(EFFECTS, analysis.id, label))
        for test in tests_of(analysis):
            if not sources.has(analysis.id, test, "p_value"):
                continue
            if test == DOSE:
                name = _dose_row(sources)
            else:
                one, other = next(p for p in analysis.comparisons if "-".join(p) == test)
                name = say(
                    "csr-pair-row",
                    one=of_study("arms", one, "label"),
                    other=of_study("arms", other, "label"),
                )
            standing = say(
                "csr-standing", {"standing": claims.tests[f"{analysis.id}.{test}"].standing}
            )
            cells = [
                _estimate(sources, analysis, test),
                (
                    sources.slot(analysis.id, test, "lower"),
                    *say("csr-to"),
                    sources.slot(analysis.id, test, "upper"),
                ),
                (sources.slot(analysis.id, test, "p_value"),),
                standing,
            ]
            key = f"{analysis.id}.{test}"
            rows.append(row(EFFECTS, key, name, cells, under=[label], indent=1))
    confidence = (
        of_study("analyses", analyses[0].id, "confidence_level", form="pct0"),
        *plain("% "),
        *say("csr-head-interval"),
    )
    heads = [
        ("estimate", say(_head(analyses)), 1.2),
        ("interval", confidence, 1.2),
        ("p", say("csr-head-p"), 0.7),
        ("standing", say("csr-head-standing"), 1.5),
    ]
    return text_table(
        EFFECTS,
        say("csr-title-effects"),
        say("csr-head-comparison"),
        heads,
        rows,
        footnotes=_notes(analyses),
    )
