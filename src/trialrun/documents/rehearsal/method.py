"""The last section: how it was done, so that it can be done again."""

from __future__ import annotations

from trialrun.documents.rehearsal.rehearsed import Rehearsed
from trialrun.documents.wording import of_study, say
from trialrun.report import Block, Bullets, Content


def method_blocks(rehearsed: Rehearsed) -> tuple[Block, ...]:
    """Return what was simulated and how, with the seed."""
    if rehearsed.study.rehearsal is None:
        return ()
    items: list[Content] = [
        say("rehearsal-method-enrolment"),
        say("rehearsal-method-randomisation"),
    ]
    if any(item.survival for item in rehearsed.study.scenarios):
        items.append(say("rehearsal-method-survival"))
    if any(item.continuous for item in rehearsed.study.scenarios):
        items.append(say("rehearsal-method-continuous"))
    if any(item.retrospective for item in rehearsed.study.scenarios):
        items.append(say("rehearsal-method-retrospective"))
    if rehearsed.study.sample_size and not rehearsed.looks:
        items.append(say("rehearsal-method-stated"))
    items += [
        say("rehearsal-method-streams", seed=of_study("rehearsal", "seed", form="int")),
        say("rehearsal-method-common"),
        say("rehearsal-method-error"),
    ]
    return (Bullets("rehearsal.method.list", tuple(items)),)
