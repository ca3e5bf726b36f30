"""The arms of a study: as a table, and how subjects are shared among them."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import arm_label, of_study, say
from trialrun.report import Content, Plain, Table
from trialrun.study import Arm


def arms_table(sources: Sources, table: str) -> Table:
    """Return the arms with role, daily dose and planned number of subjects."""
    rows = []
    for arm in sources.study.arms:
        path = ("arms", arm.id)
        dose: Content = say("csr-none")
        if arm.dose:
            dose = (of_study(*path, "dose"),)
            if arm.dose_unit:
                dose = (*dose, Plain(" "), of_study(*path, "dose_unit"))
            dose = say("csr-dose-daily", dose=dose)
        planned = (
            (of_study(*path, "planned_subjects", form="int"),)
            if arm.planned_subjects is not None
            else say("csr-none")
        )
        role = say("csr-role", {"role": arm.role})
        rows.append(row(table, arm.id, arm_label(arm.id), [role, dose, planned]))
    heads = [
        ("role", say("csr-head-role"), 1.5),
        ("dose", say("csr-head-dose"), 1.2),
        ("planned", say("csr-head-planned"), 1.2),
    ]
    return text_table(table, say("csr-title-arms"), say("csr-head-arm"), heads, rows)


def randomised_arms(sources: Sources) -> list[Arm]:
    """Return the arms to which subjects are randomised."""
    return [arm for arm in sources.study.arms if arm.allocation > 0]


def allocation_ratio(sources: Sources) -> Content:
    """Return the allocation ratio, in the order of the arms."""
    found: Content = ()
    for arm in randomised_arms(sources):
        share = (of_study("arms", arm.id, "allocation"),)
        found = (*found, Plain(":"), *share) if found else share
    return found
