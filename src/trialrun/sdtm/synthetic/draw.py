"""One trial drawn from a scenario, as the SDTM that the study would have."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from trialrun.errors import StudyError
from trialrun.formats import Dataset
from trialrun.sdtm.data import StudyData
from trialrun.sdtm.synthetic.disposition import disposition_records
from trialrun.sdtm.synthetic.draws import Streams
from trialrun.sdtm.synthetic.event_actions import mark_events
from trialrun.sdtm.synthetic.event_records import event_records
from trialrun.sdtm.synthetic.exposure import exposure_records
from trialrun.sdtm.synthetic.findings import findings_domains
from trialrun.sdtm.synthetic.history import history_records
from trialrun.sdtm.synthetic.lives import Lives, draw_lives
from trialrun.sdtm.synthetic.medications import medication_records
from trialrun.sdtm.synthetic.questionnaires import questionnaire_records
from trialrun.sdtm.synthetic.records import domain_of, qualifiers
from trialrun.sdtm.synthetic.subjects import (
    demographics,
    population_qualifiers,
    stratum_records,
    subject_elements,
)
from trialrun.sdtm.synthetic.trial_design import trial_design
from trialrun.sdtm.synthetic.trial_summary import course_of
from trialrun.sdtm.synthetic.tumours import tumour_records
from trialrun.sdtm.synthetic.unmet_criteria import unmet_at_entry, unmet_criteria
from trialrun.sdtm.synthetic.visit_records import visit_records
from trialrun.study import Scenario, Study, Synthesis

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

    lives = draw_lives(study, planning, plan, synthesis, scenario, draws)
    months = planning.treatment_months or _MONTHS_OF_DRIFT
    frames = _subject_records(study, synthesis, lives, draws, wanted)
    frames |= _measured(study, synthesis, scenario, lives, draws, wanted, months)
    strata, supplements = stratum_records(study, synthesis, lives.cohort, lives.planned)
    for domain, records in strata.items():
        if _wants(wanted, domain):
            there = [frames[domain]] if domain in frames else []
            frames[domain] = pl.concat([records, *there], how="diagonal")

    datasets = {name: _domain(study, name, frame) for name, frame in frames.items()}
    datasets |= _supplements(study, synthesis, datasets, frames, supplements)
    if wanted is None:
        for name, frame in trial_design(study, synthesis, course_of(frames, lives.cutoff)).items():
            datasets[name] = domain_of(name, frame, study.identification.protocol)
    if wanted is not None:
        datasets = {k: v for k, v in datasets.items() if k in wanted | _ALWAYS or k == "SUPPDM"}
    origin = f"synthetic: scenario {scenario_id}, trial {trial}, seed {draws.seed}"
    return StudyData({k: v for k, v in datasets.items() if v.frame.height}, (), origin)


_ALWAYS = frozenset({"DM", "SV", "DS", "EX"})
_MONTHS_OF_DRIFT = 12.0


def _wants(wanted: frozenset[str] | None, domain: str) -> bool:
    return wanted is None or domain in wanted


def _subject_records(
    study: Study, synthesis: Synthesis, lives: Lives, draws: Streams, wanted: frozenset[str] | None
) -> dict[str, pl.DataFrame]:
    """What is recorded of every subject: who, when seen, what given, what happened."""
    cohort, fates, occurrences, doses = lives.cohort, lives.fates, lives.occurrences, lives.doses
    exposure = exposure_records(
        study, synthesis, cohort, lives.planned, fates, doses, lives.reduced
    )
    consent = lives.screened["day"].to_numpy()
    frames = {
        "DM": demographics(study, cohort, lives.visits, exposure, fates, lives.reasons),
        "SV": visit_records(study, lives.visits, cohort),
        "EX": exposure,
        "DS": disposition_records(synthesis, cohort, lives.planned, fates, lives.reasons, consent),
    }
    if _wants(wanted, "AE") and synthesis.events is not None:
        marks = mark_events(synthesis, fates, occurrences, lives.reasons, lives.reduced)
        frames["AE"] = event_records(study, synthesis, cohort, fates, occurrences, marks, draws)
    if _wants(wanted, "MH") and synthesis.history:
        frames["MH"] = history_records(synthesis, cohort, lives.screened, draws)
    if _wants(wanted, "CM") and synthesis.medications:
        frames["CM"] = medication_records(
            study, synthesis, cohort, fates, occurrences, doses, lives.screened, draws
        )
    if _wants(wanted, "SE"):
        frames["SE"] = subject_elements(study, cohort, lives.visits, fates)
    if _wants(wanted, "IE") and synthesis.screen_failures:
        frames["IE"] = unmet_criteria(study, synthesis, cohort, draws)
    return frames


def _measured(
    study: Study,
    synthesis: Synthesis,
    scenario: Scenario,
    lives: Lives,
    draws: Streams,
    wanted: frozenset[str] | None,
    months: float,
) -> dict[str, pl.DataFrame]:
    """What is measured at visits: findings, questionnaires, tumours; drifts take so many months."""
    cohort = lives.cohort
    frames = findings_domains(study, synthesis, cohort, lives.visits, months, draws, wanted)
    if _wants(wanted, "QS") and synthesis.questionnaires:
        frames["QS"] = questionnaire_records(
            study, synthesis, scenario, cohort, lives.planned, months, draws
        )
    if synthesis.tumours is not None and (wanted is None or wanted & {"TU", "TR", "RS"}):
        frames |= tumour_records(
            study, synthesis.tumours, cohort, lives.planned, lives.fates, draws
        )
    return frames


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
    found |= unmet_at_entry(study, synthesis, records)
    return {
        name: domain_of(name, pl.concat(parts).sort("USUBJID", "QNAM"), protocol)
        for name, parts in found.items()
        if sum(part.height for part in parts)
    }
