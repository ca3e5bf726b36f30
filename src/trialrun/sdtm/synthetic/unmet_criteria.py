"""Criteria that were not met: IE of screening failures, and what SUPPDS says of them."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.disposition import failed_criteria
from trialrun.sdtm.synthetic.draws import Streams
from trialrun.sdtm.synthetic.records import qualifiers
from trialrun.sdtm.synthetic.trial_texts import criterion_pieces
from trialrun.study import Study, Synthesis


def unmet_criteria(
    study: Study, synthesis: Synthesis, cohort: Cohort, draws: Streams
) -> pl.DataFrame:
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


def unmet_at_entry(
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
