"""ADQSCIBC: the clinician's impression of change, windowed, missing visits carried forward."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.locf import carry_forward
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
    *("AVAL", "ANL01FL", "DTYPE"),
    *WINDOW,
    "QSSEQ",
)


def derive_adqscibc(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive the analysis data of the clinician's impression of change, which has no baseline.

    Args:
        study: its `analysis_data.ADQSCIBC` says what belongs to this study.
        data: SDTM domains; read: QS.
        adam: data sets derived before; read: ADSL.
    Returns:
        ADQSCIBC, sorted by subject, parameter, visit and date.
    """
    options = study.analysis_data.ADQSCIBC
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

    return in_order(records, [*IDENTITY, *subject_columns(options.subject_variables), *COLUMNS])
