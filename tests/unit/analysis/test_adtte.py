from datetime import date

import polars as pl
import pytest

from trialrun.analysis.adae import derive_adae
from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.adtte import derive_adtte


@pytest.fixture
def adtte(subject_study, sdtm):
    sdtm["AE"] = pl.DataFrame(
        {
            "USUBJID": ["S1", "S1", "S2"],
            "AESEQ": [1.0, 2.0, 1.0],
            "AEDECOD": ["ERYTHEMA", "ERYTHEMA", "ERYTHEMA"],
            "AEBODSYS": ["SKIN DISORDERS"] * 3,
            "AESTDTC": ["2020-01-20", "2020-01-10", "2020-01-09"],
        }
    )
    adsl = derive_adsl(subject_study, sdtm)
    adae = derive_adae(subject_study, sdtm, {"ADSL": adsl})
    return derive_adtte(subject_study, sdtm, {"ADSL": adsl, "ADAE": adae})


def test_the_first_event_ends_the_time_and_names_its_record(adtte):
    one = adtte.row(by_predicate=pl.col("USUBJID") == "S1", named=True)
    assert (one["CNSR"], one["AVAL"], one["ADT"]) == (0.0, 1.0, date(2020, 1, 10))
    assert (one["SRCDOM"], one["SRCVAR"], one["SRCSEQ"]) == ("ADAE", "ASTDT", 2.0)
    assert one["EVNTDESC"] == "Event"


def test_an_event_before_treatment_leaves_the_time_censored_at_the_end_of_study(adtte):
    two = adtte.row(by_predicate=pl.col("USUBJID") == "S2", named=True)
    assert (two["CNSR"], two["AVAL"], two["ADT"]) == (1.0, 11.0, date(2020, 1, 20))
    assert (two["SRCDOM"], two["SRCVAR"], two["SRCSEQ"]) == ("ADSL", "RFENDT", None)


def test_a_subject_who_was_never_dosed_has_no_time(adtte):
    assert adtte["USUBJID"].to_list() == ["S1", "S2"]
