"""How ADSL is derived: treatment, dates, baseline values, groups, disposition."""

from __future__ import annotations

from trialrun.documents.sap.places import visit_label
from trialrun.documents.sap.windows import DATA
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import arm_label, of_study, refer, say, separated
from trialrun.report import Block, Bullets, Content, Paragraph, Table
from trialrun.study import ValueGroup

GROUPED = ("age_groups", "bmi_groups", "disease_duration_groups")
MEASURED = ("height", "weight", "education")


def subject_blocks(sources: Sources, name: str) -> tuple[Block, ...]:
    """Return the rules of ADSL as a list, the planned doses and the reasons for leaving."""
    place = f"sap.10.{name}"
    lead = say("sap-adsl-lead", section=refer("sap.6.1"))
    tables = [_dosing(sources, place), _reasons(sources, place)]
    return (
        Paragraph(f"{place}.lead", lead),
        Bullets(f"{place}.rules", tuple(_rules(sources))),
        *(table for table in tables if table is not None),
    )


def _rules(sources: Sources) -> list[Content]:
    options, path = sources.study.analysis_data.ADSL, (DATA, "ADSL")
    start = visit_label(sources, options.baseline_visit, (*path, "baseline_visit"))
    items = [
        say("sap-treatment-start", {"start": options.treatment_start}, visit=start),
        say("sap-actual-treatment", {"treatment": options.actual_treatment}),
    ]
    if options.randomisation_terms:
        items.append(say("sap-randomisation-date"))
    for kind in MEASURED:
        measured = getattr(options, kind)
        if measured is not None and measured.visit is not None:
            visit = visit_label(sources, measured.visit, (*path, kind, "visit"))
            items.append(say(f"sap-measured-{kind}", visit=visit))
        elif measured is not None:
            items.append(say(f"sap-measured-any-{kind}"))
    if options.height is not None and options.weight is not None:
        items.append(say("sap-bmi"))
    if options.cognition_items:
        items.append(say("sap-cognition"))
    if options.disease_onset_categories:
        days = of_study(*path, "days_per_month")
        items.append(say("sap-disease-duration", days=days))
    for value in options.baseline_values:
        own = (*path, "baseline_values", options.baseline_values.index(value) + 1)
        measured_at: Content = say("sap-any-visit")
        if value.measurement.visit is not None:
            number = (*own, "measurement", "visit")
            measured_at = visit_label(sources, value.measurement.visit, number)
        label = of_study(*own, "label")
        items.append(say("sap-baseline-value", label=label, visit=measured_at))
    if options.region_variable is not None:
        items.append(say("sap-region"))
    if options.last_alive:
        count = len(options.last_alive)
        dates = [(of_study(*path, "last_alive", k, "variable"),) for k in range(1, count + 1)]
        items.append(say("sap-last-alive", dates=separated(dates)))
    for kind in GROUPED:
        groups: tuple[ValueGroup, ...] = getattr(options, kind)
        shown = [
            (of_study(*path, kind, group.number or k, "label" if group.label else "value"),)
            for k, group in enumerate(groups, start=1)
        ]
        if shown:
            items.append(say(f"sap-{kind.replace('_', '-')}", groups=separated(shown)))
    return items


def _dosing(sources: Sources, place: str) -> Table | None:
    """Return the planned doses of each arm by period."""
    schedules = sources.study.analysis_data.ADSL.dosing
    table = f"{place}.dosing"
    rows = []
    for position, schedule in enumerate(schedules, start=1):
        periods = []
        for k, period in enumerate(schedule.periods, start=1):
            own = (DATA, "ADSL", "dosing", position, "periods", k)
            dose: Content = (of_study(*own, "dose"),)
            if period.until_visit is not None:
                until = visit_label(sources, period.until_visit, (*own, "until_visit"))
                dose = say("sap-dose-until", dose=dose, visit=until)
            periods.append(dose)
        rows.append(row(table, schedule.arm, arm_label(schedule.arm), [separated(periods)]))
    if not rows:
        return None
    heads = [("doses", say("sap-head-doses"), 2.2)]
    return text_table(table, say("sap-title-dosing"), say("csr-head-arm"), heads, rows)


def _reasons(sources: Sources, place: str) -> Table | None:
    """Return the reasons for leaving and the terms that each takes in."""
    reasons = sources.study.analysis_data.ADSL.disposition.reasons
    table = f"{place}.reasons"
    rows = []
    for position, reason in enumerate(reasons, start=1):
        own = (DATA, "ADSL", "disposition", "reasons", position)
        taken = [
            (of_study(*own, kind, k, form="term:DSDECOD" if kind == "terms" else ""),)
            for kind in ("terms", "qualifiers")
            for k in range(1, len(getattr(reason, kind)) + 1)
        ]
        label = of_study(*own, "label" if reason.label is not None else "value")
        rows.append(row(table, str(position), (label,), [separated(taken)]))
    if not rows:
        return None
    heads = [("terms", say("sap-head-terms"), 2.0)]
    return text_table(table, say("sap-title-reasons"), say("sap-head-reason"), heads, rows)
