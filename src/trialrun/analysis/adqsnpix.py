"""ADQSNPIX: a neuropsychiatric inventory in items and total, windowed, with means over visits."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.baseline import add_baseline
from trialrun.analysis.locf import carry_forward
from trialrun.analysis.means import add_means
from trialrun.analysis.questionnaire import (
    IDENTITY,
    WINDOW,
    add_study_day,
    add_subject_variables,
    in_order,
    questionnaire_records,
    subject_columns,
)
from trialrun.analysis.windows import assign_windows, flag_nearest
from trialrun.study import Study

COLUMNS = (
    *("AVISIT", "AVISITN", "VISIT", "VISITNUM", "ADY", "ADT", "PARAM", "PARAMCD", "PARAMN"),
    "PARAMTYP",
    *("AVAL", "BASE", "CHG", "PCHG", "ABLFL", "ANL01FL", "DTYPE"),
    *WINDOW,
    "QSSEQ",
)


def derive_adqsnpix(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive the analysis data of the neuropsychiatric inventory, with means over visits.

    Args:
        study: its `analysis_data.ADQSNPIX` says what belongs to this study.
        data: SDTM domains; read: QS.
        adam: data sets derived before; read: ADSL.
    Returns:
        ADQSNPIX, sorted by subject, parameter, visit and date.
    """
    options = study.analysis_data.ADQSNPIX
    assert options is not None
    adsl = adam["ADSL"]

    records = questionnaire_records(data, options.parameters)
    records = add_subject_variables(records, adsl, options.subject_variables)
    records = add_study_day(records, adsl)

    # Each record belongs to an analysis visit; one record of a visit is analysed.
    records = assign_windows(records, options.windows)
    records = flag_nearest(records)

    # Parameters that are imputed get rows for the visits without a value.
    records = carry_forward(
        records,
        options.windows,
        options.carried_forward,
        parameters=[each.code for each in options.parameters if each.carried_forward],
        baseline_visit=options.baseline_visit,
    )

    # Baseline, and what has changed since.
    records = add_baseline(
        records, visit=options.baseline_visit, change_at_baseline=options.change_at_baseline
    )

    # A mean over visits is a parameter of its own, with the baseline of what is averaged.
    records = add_means(records, options.means, baseline_visit=options.baseline_visit)
    return in_order(records, [*IDENTITY, *subject_columns(options.subject_variables), *COLUMNS])
