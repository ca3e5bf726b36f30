"""One trial drawn from a scenario, as the SDTM that the study would have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from trialrun.errors import StudyError
from trialrun.formats import Dataset
from trialrun.sdtm.data import StudyData
from trialrun.sdtm.synthetic.adverse_events import draw_occurrences
from trialrun.sdtm.synthetic.cohort import Cohort, cohort_until, gather_cohort, iso_dates
from trialrun.sdtm.synthetic.disposition import (
    disposition_records,
    draw_leaving,
    explain_leaving,
    failed_criteria,
)
from trialrun.sdtm.synthetic.dose_reductions import draw_reductions
from trialrun.sdtm.synthetic.draws import Streams
from trialrun.sdtm.synthetic.enrolment import enrol
from trialrun.sdtm.synthetic.event_actions import mark_events
from trialrun.sdtm.synthetic.event_records import event_records
from trialrun.sdtm.synthetic.exposure import (
    exposure_records,
    last_doses,
    plan_doses,
)
from trialrun.sdtm.synthetic.fatal_events import with_deaths
from trialrun.sdtm.synthetic.fates import data_cutoff, draw_fates, draw_times
from trialrun.sdtm.synthetic.findings import findings_domains
from trialrun.sdtm.synthetic.history import history_records, medication_records
from trialrun.sdtm.synthetic.questionnaires import questionnaire_records
from trialrun.sdtm.synthetic.records import domain_of, qualifiers
from trialrun.sdtm.synthetic.schedule import (
    activity_visits,
    add_unscheduled,
    hold_visits,
    numbered_end,
    plan_visits,
)
from trialrun.sdtm.synthetic.subjects import (
    demographics,
    population_qualifiers,
    stratum_records,
    subject_elements,
)
from trialrun.sdtm.synthetic.trial_design import trial_design
from trialrun.sdtm.synthetic.trial_summary import course_of
from trialrun.sdtm.synthetic.trial_texts import criterion_pieces
from trialrun.sdtm.synthetic.tumours import tumour_records
from trialrun.study import Study, Synthesis

_ORDERS = {
    "AE": ("after", "AETERM"),
    "CM": ("after", "order"),
    "DS": ("DSSTDTC", "order"),
    "EX": ("after", "EXTRT"),
    "IE": ("IETESTCD",),
    "MH": ("order",),
    "SE": ("after",),
}


def synthesize(
    study: Study,
    scenario_id: str,
    *,
    trial: int = 1,
    seed: int | None = None,
    domains: Collection[str] | None = None,
) -> StudyData:
    """
    Draw one trial from a scenario, as full SDTM for the study's schedule.

    Args:
        study: with planning, regions, scenarios, rehearsal and synthesis.
        scenario_id: the scenario that is the truth of this trial.
        trial: number of the trial; each draws its own streams.
        seed: of the streams; None for `rehearsal.seed`.
        domains: domains wanted; None for all. DM, SV, DS and EX always come; what is left out
            changes nothing in the others.
    Returns:
        The domains with labels, types and lengths; the same arguments give the same data.
    Raises:
        StudyError: the definition lacks a part that synthetic patients need, or has no such
            scenario.
        DesignError: data end before anybody is randomised.
    """
    planning, plan, synthesis = study.planning, study.rehearsal, study.synthesis
    if planning is None or plan is None or synthesis is None or not study.regions:
        raise StudyError(
            "synthetic patients need planning, regions, rehearsal and synthesis",
            hint="add the missing part to the definition.",
        )
    names = [scenario.id for scenario in study.scenarios]
    if scenario_id not in names:
        raise StudyError(
            f"there is no scenario {scenario_id}", hint=f"the definition has {', '.join(names)}."
        )
    scenario = study.scenario(scenario_id)
    draws = Streams(plan.seed if seed is None else seed, trial)
    wanted = None if domains is None else frozenset(domains)

    # Who comes, and what becomes of them.
    enrolment = enrol(study, scenario, planning, draws)
    everyone = gather_cohort(
        study, synthesis, enrolment, date.fromisoformat(plan.first_site), draws
    )
    times = draw_times(study, scenario, everyone, draws)
    cutoff = data_cutoff(study, scenario, synthesis, everyone, times)
    cohort, kept = cohort_until(everyone, cutoff)
    visits_planned = plan_visits(study, synthesis, cohort, draws)
    treated_until = visits_planned.treatment_end(study)
    leaves = planning.treatment_months is not None
    plan_of_ends = (
        treated_until if leaves else None,
        treated_until if leaves or numbered_end(study, synthesis) else None,
    )
    assessed: tuple[str, ...] = ()
    if synthesis.tumours is not None:
        assessed = activity_visits(study, synthesis.tumours.activity)
    ends = (*plan_of_ends, visits_planned.at(assessed))
    fates = draw_fates(study, synthesis, cohort, times.of(kept), cutoff, ends, draws)
    doses = plan_doses(study, synthesis, cohort, visits_planned, fates)
    fates = replace(fates, last_dose_day=last_doses(study, synthesis, cohort, doses, fates))

    # What happens, and why it ends.
    consented = np.minimum(visits_planned.days[:, 0], 0)
    occurrences = draw_occurrences(study, scenario, synthesis, cohort, fates, consented, draws)
    leaving = draw_leaving(study, synthesis, cohort, fates, occurrences, draws)
    occurrences, leaving = with_deaths(study, synthesis, cohort, fates, occurrences, leaving, draws)
    reasons = explain_leaving(synthesis, fates, occurrences, leaving)

    # When they are seen, and what is given.
    visits = hold_visits(study, synthesis, cohort, visits_planned, fates, reasons.dead, draws)
    unscheduled = add_unscheduled(study, visits, synthesis, draws)
    planned = visits
    visits = pl.concat([visits, unscheduled]).sort("subject", "after", "VISITNUM")
    screened = planned.unique("subject", keep="first", maintain_order=True)

    reduced = draw_reductions(study, synthesis, cohort, doses, fates, occurrences, draws)
    exposure = exposure_records(study, synthesis, cohort, planned, fates, doses, reduced)
    consent = screened["day"].to_numpy()
    frames: dict[str, pl.DataFrame] = {
        "DM": demographics(study, cohort, visits, exposure, fates, reasons),
        "SV": _visit_records(study, visits, cohort),
        "EX": exposure,
        "DS": disposition_records(synthesis, cohort, planned, fates, reasons, consent),
    }

    # What is recorded.
    months = planning.treatment_months or _MONTHS_OF_DRIFT
    strata, supplements = stratum_records(study, synthesis, cohort, planned)
    if _wants(wanted, "AE") and synthesis.events is not None:
        marks = mark_events(synthesis, fates, occurrences, reasons, reduced)
        frames["AE"] = event_records(study, synthesis, cohort, fates, occurrences, marks, draws)
    if _wants(wanted, "MH") and synthesis.history:
        frames["MH"] = history_records(synthesis, cohort, screened, draws)
    if _wants(wanted, "CM") and synthesis.medications:
        frames["CM"] = medication_records(
            study, synthesis, cohort, fates, occurrences, doses, screened, draws
        )
    if _wants(wanted, "SE"):
        frames["SE"] = subject_elements(study, cohort, visits, fates)
    if _wants(wanted, "IE") and synthesis.screen_failures:
        frames["IE"] = _unmet(study, synthesis, cohort, draws)
    frames |= findings_domains(study, synthesis, cohort, visits, months, draws, wanted)
    if _wants(wanted, "QS") and synthesis.questionnaires:
        frames["QS"] = questionnaire_records(
            study, synthesis, scenario, cohort, planned, months, draws
        )
    if synthesis.tumours is not None and (wanted is None or wanted & {"TU", "TR", "RS"}):
        frames |= tumour_records(study, synthesis.tumours, cohort, planned, fates, draws)
    for domain, records in strata.items():
        if _wants(wanted, domain):
            there = [frames[domain]] if domain in frames else []
            frames[domain] = pl.concat([records, *there], how="diagonal")

    datasets = {name: _domain(study, name, frame) for name, frame in frames.items()}
    datasets |= _supplements(study, synthesis, datasets, frames, supplements)
    if wanted is None:
        for name, frame in trial_design(study, synthesis, course_of(frames, cutoff)).items():
            datasets[name] = domain_of(name, frame, study.identification.protocol)
    if wanted is not None:
        datasets = {k: v for k, v in datasets.items() if k in wanted | _ALWAYS or k == "SUPPDM"}
    origin = f"synthetic: scenario {scenario_id}, trial {trial}, seed {draws.seed}"
    return StudyData({k: v for k, v in datasets.items() if v.frame.height}, (), origin)


_ALWAYS = frozenset({"DM", "SV", "DS", "EX"})
_MONTHS_OF_DRIFT = 12.0


def _wants(wanted: frozenset[str] | None, domain: str) -> bool:
    return wanted is None or domain in wanted


def _domain(study: Study, name: str, frame: pl.DataFrame) -> Dataset:
    """
    A frame as a domain; findings are in order of visit and test.

    The last result before exposure is flagged by --LOBXFL from SDTMIG 3.3 on, by --BLFL before.
    """
    protocol = study.identification.protocol
    if name in {"DM", "SV"}:
        return domain_of(name, frame, protocol)
    by = _ORDERS.get(name, ("after", "order"))
    if name == "DS":
        frame = frame.with_columns(order=pl.col("DSCAT").str.starts_with("PROTOCOL").not_())
    if f"{name}BLFL" in frame.columns and study.standards.sdtmig_from("3.3"):
        frame = frame.rename({f"{name}BLFL": f"{name}LOBXFL"})
    return domain_of(name, frame, protocol, by=by)


def _visit_records(study: Study, visits: pl.DataFrame, cohort: Cohort) -> pl.DataFrame:
    """SV of everyone: visits held, and the first visit of those who failed screening."""
    held = visits.select(
        "USUBJID",
        "VISITNUM",
        "VISIT",
        "VISITDY",
        "EPOCH",
        "after",
        SVSTDTC="DTC",
        SVENDTC="DTC",
        SVSTDY="DY",
        SVENDY="DY",
    )
    failures = cohort.failures
    numbered = [visit for visit in study.visits if visit.number is not None and visit.day]
    first = min(numbered, key=lambda visit: visit.day or 0)
    dates = iso_dates(cohort.consented)
    failed = pl.DataFrame(
        {
            "USUBJID": pl.Series(failures.usubjid.tolist(), dtype=pl.String),
            "SVSTDTC": dates,
            "SVENDTC": dates,
        }
    ).with_columns(
        VISITNUM=pl.lit(first.number, pl.Float64),
        VISIT=pl.lit(first.label.en.upper()[:40]),
        VISITDY=pl.lit(first.day).cast(pl.Float64),
        EPOCH=pl.lit("SCREENING"),
    )
    frame = pl.concat([held, failed], how="diagonal").sort("USUBJID", "SVSTDTC", "VISITNUM")
    return _contacts(study, frame) if study.standards.sdtmig_from("3.4") else frame


_CONTACTS = {"clinic": "IN PERSON", "telephone": "TELEPHONE CALL"}


def _contacts(study: Study, visits: pl.DataFrame) -> pl.DataFrame:
    """SV with what it says of a visit from SDTMIG 3.4 on: planned, held, and how."""
    planned = {v.number: _CONTACTS[v.contact] for v in study.visits if v.number is not None}
    number = pl.col("VISITNUM")
    expected = pl.when(number.is_in(list(planned))).then(pl.lit("Y"))
    contact = number.replace_strict(planned, default=_CONTACTS["clinic"], return_dtype=pl.String)
    return visits.with_columns(SVPRESP=expected, SVOCCUR=expected, SVCNTMOD=contact)


def _unmet(study: Study, synthesis: Synthesis, cohort: Cohort, draws: Streams) -> pl.DataFrame:
    """IE: the criterion that each screening failure did not meet."""
    failures = cohort.failures
    criteria = failed_criteria(synthesis, failures, draws)
    kinds = {c.id: "INCLUSION" for c in study.eligibility.inclusion}
    kinds |= {c.id: "EXCLUSION" for c in study.eligibility.exclusion}
    texts = {c.id: c.text.en for c in (*study.eligibility.inclusion, *study.eligibility.exclusion)}
    unmet = ["N" if kinds.get(c) == "INCLUSION" else "Y" for c in criteria]
    short = [criterion_pieces(texts.get(c, str(c)))[0] for c in criteria]
    return pl.DataFrame(
        {
            "USUBJID": pl.Series(failures.usubjid.tolist(), dtype=pl.String),
            "IETESTCD": pl.Series([str(c).upper()[:8] for c in criteria], dtype=pl.String),
            "IETEST": pl.Series(short, dtype=pl.String),
            "IECAT": pl.Series([kinds.get(c) for c in criteria], dtype=pl.String),
            "IEORRES": pl.Series(unmet, dtype=pl.String),
            "IESTRESC": pl.Series(unmet, dtype=pl.String),
            "IEDTC": iso_dates(failures.day),
        }
    ).with_columns(EPOCH=pl.lit("SCREENING"))


def _supplements(
    study: Study,
    synthesis: Synthesis,
    datasets: dict[str, Dataset],
    frames: dict[str, pl.DataFrame],
    strata: pl.DataFrame,
) -> dict[str, Dataset]:
    """SUPPDM, SUPPAE and SUPPDS, where the definition asks for them."""
    protocol = study.identification.protocol
    found: dict[str, list[pl.DataFrame]] = {}
    records = {name: dataset.frame for name, dataset in datasets.items()}
    found["SUPPDM"] = [strata, population_qualifiers(study, records)]
    events = study.analysis_data.ADAE
    if events is not None and events.collected_flag is not None and "AE" in frames:
        keyed = frames["AE"].sort("USUBJID", *_ORDERS["AE"], maintain_order=True, nulls_last=True)
        flags = records["AE"].select("USUBJID", "AESEQ").with_columns(QVAL=keyed["_emergent"])
        label = "Treatment Emergent Flag"
        found["SUPPAE"] = [qualifiers("AE", flags, events.collected_flag, label, sequence="AESEQ")]
    found |= _unmet_at_entry(study, synthesis, records)
    return {
        name: domain_of(name, pl.concat(parts).sort("USUBJID", "QNAM"), protocol)
        for name, parts in found.items()
        if sum(part.height for part in parts)
    }


def _unmet_at_entry(
    study: Study, synthesis: Synthesis, records: dict[str, pl.DataFrame]
) -> dict[str, list[pl.DataFrame]]:
    """SUPPDS: the criterion behind a disposition that names one, as the definition asks."""
    named = [
        (name, belief)
        for reason in study.analysis_data.ADSL.disposition.reasons
        for name in reason.qualifiers
        for belief in synthesis.disposition.reasons
        if belief.cause == "criterion"
    ]
    if not named or not synthesis.screen_failures:
        return {}
    name, belief = named[0]
    ends = records["DS"].filter(
        (pl.col("DSDECOD") == belief.term) & (pl.col("DSTERM") == (belief.text or belief.term))
    )
    criteria = [each.criterion for each in synthesis.screen_failures]
    number = np.arange(ends.height) % len(criteria)
    rows = ends.select("USUBJID", "DSSEQ").with_columns(
        QVAL=pl.Series([criteria[k] for k in number], dtype=pl.String)
    )
    label = "Protocol Entry Criteria Not Met"
    return {"SUPPDS": [qualifiers("DS", rows, name, label, sequence="DSSEQ", origin="CRF")]}
