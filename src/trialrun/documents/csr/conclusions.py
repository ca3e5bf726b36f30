"""Section 11.4.7: what may be concluded on efficacy, after the gates."""

from __future__ import annotations

from trialrun.documents.analyses import test_label
from trialrun.documents.claims import Claims, GateVerdict, judge_claims, tests_of
from trialrun.documents.csr.efficacy import efficacy_analyses
from trialrun.documents.csr.efficacy_survival import bound_sentence
from trialrun.documents.csr.statistics_plan import test_with_p
from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, say, sentences, separated
from trialrun.report import Block, Content, Paragraph


def conclusion_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 11.4.7; nothing where there is no efficacy analysis."""
    content = efficacy_conclusion(sources)
    return {"11.4.7": (Paragraph("csr.11.4.7.gates", content),)} if content else {}


def efficacy_conclusion(sources: Sources) -> Content:
    """
    Return the conclusion on efficacy that the gates allow, and no more.

    An overall gate (one that leads to no further test) is told first: passed, or which of its
    tests failed or have no p-value. Then come the tests that carry a claim of their own.
    """
    if not efficacy_analyses(sources):
        return ()
    claims = judge_claims(sources.study, sources.results)
    overall = [gate for gate in sources.study.gates if not gate.then]
    parts = [overall_sentence(sources, claims.gates[gate.id]) for gate in overall]
    told = {name for gate in overall for name in gate.first}
    led_to = {name for gate in sources.study.gates for name in gate.then}
    loose = [
        f"{each.id}.{test}"
        for each in efficacy_analyses(sources)
        if sources.study.endpoint(each.endpoint).level == "primary"
        for test in tests_of(each)
        if f"{each.id}.{test}" not in told | led_to
        and claims.tests[f"{each.id}.{test}"].standing != "descriptive"
    ]
    parts += [test_sentence(sources, claims, name) for name in loose]
    if all(claims.gates[gate.id].passed for gate in overall):
        shown = [name for name, verdict in claims.tests.items() if verdict.standing == "shown"]
        rest = [name for name in shown if name not in told and name not in loose]
        if rest:
            tests = enumerated([test_label(sources, name) for name in rest])
            parts.append(say("csr-conclusion-shown", {"count": len(rest)}, tests=tests))
    held = [name for name, verdict in claims.tests.items() if verdict.standing == "descriptive"]
    if held:
        parts.append(say("csr-conclusion-descriptive"))
    return sentences(*parts)


def overall_sentence(sources: Sources, gate: GateVerdict) -> Content:
    """Return what came of a gate: passed, none succeeded, some failed, or p-values are missing."""
    label = of_study("gates", gate.gate, "label")
    alpha = of_study("gates", gate.gate, "alpha")
    if gate.passed:
        tests = separated([test_with_p(sources, name) for name in gate.succeeded])
        return say("csr-gate-passed", gate=label, alpha=alpha, tests=tests)
    parts = []
    if gate.failed:
        failed = enumerated([test_with_p(sources, name) for name in gate.failed])
        outcome = "some" if gate.succeeded else "none"
        parts.append(
            say(
                "csr-gate-failed",
                {"outcome": outcome, "count": len(gate.failed)},
                gate=label,
                alpha=alpha,
                failed=failed,
            )
        )
    if gate.missing:
        missing = enumerated([test_label(sources, name) for name in gate.missing])
        parts.append(
            say("csr-gate-missing", {"count": len(gate.missing)}, gate=label, missing=missing)
        )
    if gate.succeeded:
        succeeded = enumerated([test_with_p(sources, name) for name in gate.succeeded])
        parts.append(say("csr-gate-alone", {"count": len(gate.succeeded)}, succeeded=succeeded))
    parts.append(say("csr-gate-no-claim"))
    return sentences(*parts)


def test_sentence(sources: Sources, claims: Claims, name: str) -> Content:
    """Return what may be said of one primary test that no overall gate names."""
    verdict = claims.tests[name]
    said = say(
        "csr-conclusion-test",
        {"standing": verdict.standing},
        test=test_label(sources, name),
        p=sources.p_value(verdict.analysis, verdict.test, "p_value"),
    )
    return sentences(said, bound_sentence(sources, claims, name))
