"""The last section: how the numbers were computed, and after whom."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Bullets, Content


def method_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return the methods that the design uses."""
    study = sources.study
    items: list[Content] = []
    plan = study.planning.group_sequential if study.planning else None
    if plan is not None:
        path = ("planning", "group_sequential")
        items.append(say("design-method-recursion", alpha=of_study(*path, "alpha")))
        items.append(say("design-method-spending", {"function": plan.efficacy.function}))
        if plan.futility is not None:
            binding = "yes" if plan.futility.binding else "no"
            items.append(say("design-method-futility", {"binding": binding}))
        items.append(say("design-method-events"))
    if study.sample_size:
        items.append(say("design-method-means"))
    if study.stopping_rules:
        items.append(say("design-method-rules"))
    return (Bullets("design.method.list", tuple(items)),) if items else ()
