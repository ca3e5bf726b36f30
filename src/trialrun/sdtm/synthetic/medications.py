"""What subjects took before and beside the study: CM."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.adverse_events import Occurrences
from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.courses import draw_courses
from trialrun.sdtm.synthetic.draws import Floats, Streams
from trialrun.sdtm.synthetic.exposure import Doses
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.history import shortened, words_of
from trialrun.sdtm.synthetic.schedule import study_days
from trialrun.study import Study, Synthesis


def medication_records(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    fates: Fates,
    occurrences: Occurrences,
    doses: dict[tuple[str, str], Doses],
    screened: pl.DataFrame,
    draws: Streams,
) -> pl.DataFrame:
    """
    Return the records of CM, without CMSEQ; what was taken when is of `draw_courses`.

    Args:
        study: arms.
        synthesis: medications, history and adverse events.
        cohort: subjects.
        fates: ends.
        occurrences: adverse events.
        doses: of treatments with an interval, as `plan_doses` returns them.
        screened: first visit of each subject, by `subject`.
        draws: streams of the trial.
    """
    taken = draw_courses(study, synthesis, cohort, fates, occurrences, doses, screened, draws)
    drugs = synthesis.medications
    which, row, partial = taken.which, taken.subject, taken.partial
    count, ongoing = len(row), pl.Series(taken.ongoing)
    begun, ended = taken.start.astype(np.int64), np.nan_to_num(taken.end).astype(np.int64)
    first = cohort.people.day[row]
    amounts: Floats = np.array([np.nan if d.dose is None else d.dose for d in drugs])[which]
    return screened[row].select(
        "USUBJID",
        CMDTC="DTC",
        CMTRT=words_of([drug.name for drug in drugs], which),
        CMDECOD=words_of([drug.decoded or drug.name for drug in drugs], which),
        CMCLAS=words_of([drug.drug_class for drug in drugs], which),
        CMINDC=words_of([drug.indication for drug in drugs], which),
        CMDOSE=pl.Series(amounts).fill_nan(None),
        CMDOSU=words_of([drug.unit for drug in drugs], which),
        CMDOSFRQ=words_of([drug.frequency for drug in drugs], which),
        CMROUTE=words_of([drug.route for drug in drugs], which),
        CMSTDTC=shortened(iso_dates(first + begun), partial, np.zeros(count, dtype=bool)),
        CMENDTC=iso_dates(first + ended).set(ongoing, None),
        CMSTDY=pl.Series(study_days(begun)).set(pl.Series(partial), None),
        CMENDY=pl.Series(study_days(ended)).set(ongoing, None),
        after=pl.Series(begun),
        order=pl.Series(which),
    )
