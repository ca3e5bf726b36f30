"""A package from definition and data to the files that leave the house."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from lxml import etree
from mini_trial import made_up_trial, write_trial

from trialrun.analysis import derive_data_sets
from trialrun.errors import DataError
from trialrun.formats import read_xpt
from trialrun.package import (
    check_define,
    check_model,
    check_package,
    compare_files,
    write_package,
)
from trialrun.sdtm import read_sdtm
from trialrun.study import load_study, study_template

NAMES = {"odm": "http://www.cdisc.org/ns/odm/v1.3", "def": "http://www.cdisc.org/ns/def/v2.1"}
KINDS = ("sdtm", "adam")
LONG = "Intermittent burning pain behind the left knee " * 6


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Definition, data, analysis data and a document of the made-up trial."""
    folder = tmp_path_factory.mktemp("package")
    place = folder / "study.yaml"
    place.write_text(study_template(), encoding="utf-8")
    study = load_study(place)
    trial = made_up_trial()
    trial["AE"] = trial["AE"].with_columns(
        AETERM=pl.when(pl.int_range(pl.len()) == 3).then(pl.lit(LONG)).otherwise("AETERM")
    )
    data = read_sdtm(write_trial(trial, folder / "data"))
    paper = folder / "csr.en.pdf"
    paper.write_bytes(b"%PDF-1.7 made up")
    return study, data, derive_data_sets(study, data), [paper]


@pytest.fixture(scope="module")
def package(inputs, tmp_path_factory):
    """A synthetic package of it."""
    folder = tmp_path_factory.mktemp("written") / "package"
    return write_package(*inputs, folder, synthetic="EXPECTED", code_digest="c0de")


def transport_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xpt"))}


@pytest.mark.parametrize("kind", KINDS)
def test_definition_is_valid_for_schema_and_model(package, kind):
    content = (package.folder / kind / "define.xml").read_bytes()
    assert check_define(content) == []
    assert check_model(content) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_variable_is_described_and_there(package, kind):
    folder = package.folder / kind
    files = transport_files(folder)
    assert files
    assert compare_files((folder / "define.xml").read_bytes(), files) == []


WRONG = {
    "a variable not described": (r'<ItemRef ItemOID="IT.DM.AGE"[^>]*/>', ""),
    "a label": (">Planned Arm Code<", ">Another Label<"),
    "a length": (r'(OID="IT.DM.ARMCD"[^>]* Length=")\d+', r"\g<1>77"),
    "a type": (r'(OID="IT.DM.AGE"[^>]* DataType=")integer', r"\1text"),
    "a data set not described": (r'(?s)<ItemGroupDef OID="IG.MH".*?</ItemGroupDef>', ""),
    "the name of a file": ('xlink:href="dm.xpt"', 'xlink:href="dn.xpt"'),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_definition_that_differs_from_the_files_is_seen(package, what):
    folder = package.folder / "sdtm"
    text = (folder / "define.xml").read_text(encoding="utf-8")
    changed, times = re.subn(*WRONG[what], text)
    assert times >= 1
    assert compare_files(changed.encode(), transport_files(folder))


BROKEN = {
    "a code list that is not there": ('CodeListOID="CL.SEX"', 'CodeListOID="CL.SIX"'),
    "a method that is not there": ('MethodOID="MT.STUDY-DAY"', 'MethodOID="MT.NONE"'),
    "an identifier twice": ('OID="IT.DM.AGE"', 'OID="IT.DM.SEX"'),
    "an origin of no kind": ('Type="Assigned"', 'Type="Guessed"'),
    "a condition on no item": ('def:ItemOID="IT.VS.VSTESTCD"', 'def:ItemOID="IT.VS.NONE"'),
    "elements out of order": (
        r"(?s)(<def:Standards>.*?</def:Standards>)(.*)(<def:CommentDef)",
        r"\2\1\3",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_definition_is_seen(package, what):
    text = (package.folder / "sdtm" / "define.xml").read_text(encoding="utf-8")
    if what.startswith("a method"):
        text = (package.folder / "adam" / "define.xml").read_text(encoding="utf-8")
        changed, times = re.subn('MethodOID="MT.ADSL.TRTSDT"', 'MethodOID="MT.NONE"', text)
    else:
        changed, times = re.subn(*BROKEN[what], text)
    assert times >= 1
    assert check_define(changed.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_transport_files_read_back_equal(package, inputs, kind):
    _, data, adam, _ = inputs
    frames = dict(data) if kind == "sdtm" else adam
    for place in sorted((package.folder / kind).glob("*.xpt")):
        name = place.stem.upper()
        ours = read_xpt(place, dates=True)
        if name not in frames:
            assert name == "SUPPAE"
            continue
        meant = frames[name].with_columns(pl.selectors.integer().cast(pl.Float64))
        for column in meant.columns:
            if column == "AETERM":
                continue  # goes on in SUPPAE
            left, right = meant[column], ours.frame[column]
            assert left.cast(right.dtype).equals(right, null_equal=True), (name, column)
        theirs, meta = pyreadstat.read_xport(place, output_format="polars")
        assert theirs.columns == ours.frame.columns
        assert meta.column_names_to_labels == ours.labels
        for column, dtype in read_xpt(place).frame.schema.items():
            if dtype == pl.Float64 and theirs[column].dtype.is_numeric():
                a = read_xpt(place).frame[column].fill_null(math.nan)
                b = theirs[column].cast(pl.Float64).fill_null(math.nan)
                assert a.equals(b), (name, column)


def test_long_text_is_whole_when_put_together(package):
    ae = read_xpt(package.folder / "sdtm" / "ae.xpt").frame
    more = read_xpt(package.folder / "sdtm" / "suppae.xpt").frame
    first = ae.filter(pl.col("AETERM").str.starts_with("Intermittent"))["AETERM"].item()
    assert " ".join([first, *more["QVAL"]]) == LONG.strip()
    told = {(remark.topic, remark.data_set) for remark in package.remarks}
    assert {("split", "AE"), ("shortened", "ADAE")} <= told


def test_synthetic_data_say_so_everywhere(package):
    manifest = json.loads((package.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["origin"], manifest["scenario"]) == ("synthetic", "EXPECTED")
    readme = (package.folder / "README.txt").read_text(encoding="utf-8")
    assert "SYNTHETIC DATA" in readme
    assert "合成数据" in readme
    for kind in KINDS:
        root = etree.parse(package.folder / kind / "define.xml").getroot()
        assert root.get(f"{{{NAMES['def']}}}Context") == "Other"
        assert "SYNTHETIC" in root.findtext(".//odm:StudyDescription", namespaces=NAMES)
        assert "SYNTHETIC" in (package.folder / kind / "define.html").read_text(encoding="utf-8")


def test_real_data_do_not(inputs, tmp_path):
    report = write_package(*inputs, tmp_path, synthetic=None)
    for path in report.files:
        if not path.endswith((".xpt", ".pdf")):
            assert "SYNTHETIC" not in (tmp_path / path).read_text(encoding="utf-8"), path
    root = etree.parse(tmp_path / "sdtm" / "define.xml").getroot()
    assert root.get(f"{{{NAMES['def']}}}Context") == "Submission"


def test_code_lists_carry_concept_codes_and_chinese(package):
    root = etree.parse(package.folder / "sdtm" / "define.xml").getroot()
    sex = root.find(".//odm:CodeList[@OID='CL.SEX']", NAMES)
    codes = {
        item.get("CodedValue"): item.find("odm:Alias", NAMES).get("Name")
        for item in sex
        if item.get("CodedValue")
    }
    assert codes == {"F": "C16576", "M": "C20197"}
    assert sex.find("odm:Alias", NAMES).get("Name") == "C66731"
    arm = root.find(".//odm:CodeList[@OID='CL.ARMCD']", NAMES)
    words = [text.text for text in arm.iterfind(".//odm:TranslatedText", NAMES)]
    assert "Placebo" in words
    assert "安慰剂" in words


def test_each_derived_variable_has_a_method_and_each_taken_one_its_source(package):
    for kind in KINDS:
        root = etree.parse(package.folder / kind / "define.xml").getroot()
        items = {item.get("OID"): item for item in root.iterfind(".//odm:ItemDef", NAMES)}
        for reference in root.iterfind(".//odm:ItemGroupDef/odm:ItemRef", NAMES):
            origin = items[reference.get("ItemOID")].find("def:Origin", NAMES)
            derived = origin.get("Type") == "Derived"
            assert derived == (reference.get("MethodOID") is not None)
            if origin.get("Type") == "Predecessor":
                assert re.fullmatch(
                    r"[A-Z]+\.[A-Z0-9]+", origin.findtext(".//odm:TranslatedText", namespaces=NAMES)
                )


def test_same_inputs_same_bytes(package, inputs, tmp_path):
    again = write_package(*inputs, tmp_path, synthetic="EXPECTED", code_digest="c0de")
    assert again.files == package.files


def test_manifest_finds_what_was_changed_lost_or_added(inputs, tmp_path):
    write_package(*inputs, tmp_path, synthetic=None)
    assert check_package(tmp_path) == []
    place = tmp_path / "adam" / "adsl.xpt"
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    (tmp_path / "documents" / "csr.en.pdf").unlink()
    (tmp_path / "sdtm" / "extra.xpt").write_bytes(b"")
    assert [(fault.path, fault.kind) for fault in check_package(tmp_path)] == [
        ("adam/adsl.xpt", "changed"),
        ("documents/csr.en.pdf", "missing"),
        ("sdtm/extra.xpt", "extra"),
    ]


def test_a_folder_that_is_no_package_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"manifest\.json"):
        check_package(tmp_path)


def test_part_of_the_pilot(pilot_sdtm, pilot_study, tmp_path):
    study = load_study(pilot_study)
    data = read_sdtm(pilot_sdtm, domains=["AE", "DS", "EX", "SV", "TS"], optional=["SUPPAE", "TI"])
    adam = {
        name: frame
        for name, frame in derive_data_sets(study, data).items()
        if name in {"ADSL", "ADAE", "ADTTE"}
    }
    report = write_package(study, data, adam, [], tmp_path, synthetic=None)
    assert check_package(tmp_path) == []
    for kind in KINDS:
        content = (tmp_path / kind / "define.xml").read_bytes()
        assert check_model(content) == []
        assert compare_files(content, transport_files(tmp_path / kind)) == []
    standard = etree.parse(tmp_path / "sdtm" / "define.xml").find(".//def:Standard", NAMES)
    assert standard.get("Version") == "3.1.2"
    assert {remark.topic for remark in report.remarks} <= {"characters"}
