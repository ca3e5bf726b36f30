"""ADLBH: laboratory results of haematology."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.laboratory import derive_laboratory
from trialrun.errors import StudyError
from trialrun.study import Study


def derive_adlbh(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """
    Derive ADLBH from LB and ADSL.

    Args:
        study: `analysis_data.ADLBH` says which tests, visits and limits.
        data: SDTM; LB is read.
        adam: ADSL is read.
    Returns:
        One row per subject, parameter and analysis visit.
    Raises:
        StudyError: the study has no options of this data set.
    """
    options = study.analysis_data.ADLBH
    if options is None:
        message = "there are no options of ADLBH"
        raise StudyError(message, place="analysis_data")
    return derive_laboratory(data, adam, options, name="ADLBH")
