"""What transport files and controlled terms ask of a synthetic trial."""

from datetime import date

import pytest

from trialrun.errors import OutputError
from trialrun.sdtm import synthesize, write_sdtm
from trialrun.study.references_synthesis import synthesis_faults


def with_arm_codes(study, *codes):
    arms = [
        arm.model_copy(update={"code": code}) for arm, code in zip(study.arms, codes, strict=True)
    ]
    return study.model_copy(update={"arms": tuple(arms)})


def with_event(study, term):
    first, *rest = study.synthesis.adverse_events
    events = (first.model_copy(update={"term": term}), *rest)
    synthesis = study.synthesis.model_copy(update={"adverse_events": events})
    return study.model_copy(update={"synthesis": synthesis})


def faults(study):
    return " ".join(f"{message}; {allowed}" for _, message, allowed, _ in synthesis_faults(study))


def test_text_outside_ascii_is_refused_before_and_when_it_is_written(survival, tmp_path):
    study = with_event(survival[0], "DIARRH\u00d6E")
    assert "outside ASCII" in faults(study)
    data = synthesize(study, "EXPECTED", domains=("AE",))
    with pytest.raises(OutputError, match="characters outside ASCII in AETERM") as refused:
        write_sdtm(data, tmp_path, when=date(2020, 1, 1))
    assert "ae.xpt" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_arm_codes_fit_and_tell_elements_apart(survival):
    study = survival[0]
    assert "has 25 characters" in faults(with_arm_codes(study, "E" * 25, "DOC"))
    assert "element code EXAMTINI" in faults(
        with_arm_codes(study, "EXAMTINIB 100", "EXAMTINIB 200")
    )
    assert "element code FU" in faults(with_arm_codes(study, "FU", "DOC"))


def test_long_criteria_go_on_in_further_records(drawn):
    study, data = drawn
    criteria = (*study.eligibility.inclusion, *study.eligibility.exclusion)
    texts = data["TI"]["IETEST"]
    assert texts.str.len_bytes().max() <= 200
    assert data["TI"]["IETESTCD"].is_unique().all()
    said = sum(len(criterion.text.en.split()) for criterion in criteria)
    assert sum(len(text.split()) for text in texts) == said


def test_the_trial_summary_has_controlled_terms(survival):
    first_consent = survival[1]["DM"].drop_nulls("ARMCD")["RFICDTC"].min()
    summary = dict(survival[1]["TS"].select("TSPARMCD", "TSVAL").iter_rows())
    assert summary["TPHASE"] == "PHASE III TRIAL"
    assert (summary["TBLIND"], summary["TCNTRL"], summary["INTMODEL"], summary["SEXPOP"]) == (
        "OPEN LABEL",
        "ACTIVE",
        "PARALLEL",
        "BOTH",
    )
    assert (summary["STYPE"], summary["SSTDTC"]) == ("INTERVENTIONAL", first_consent)
