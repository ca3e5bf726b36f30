"""The steps from data to results: each writes its files under the folder it is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trialrun.analysis import (
    compare_flags,
    compare_treatment_emergent,
    derive_data_sets,
    summarize_excluded,
    summarize_findings,
    summarize_flow,
    summarize_study,
    variable_label,
)
from trialrun.conformance import accounting, check_data, flag_differences, write_findings
from trialrun.errors import OutputError
from trialrun.formats import dataset_of, write_file, write_parquet, xpt_bytes
from trialrun.report import Results
from trialrun.run.keys import code_digest
from trialrun.run.outputs import STUDY, RunFolder
from trialrun.run.stored_data import load_data, store_data
from trialrun.sdtm import read_sdtm, synthetic_label
from trialrun.study import Study


def make_study(definition: str, folder: Path) -> None:
    """Write the definition as it was read, as JSON."""
    (folder / STUDY).write_text(definition, encoding="utf-8")


def make_sdtm(data: str, folder: Path) -> None:
    """Read the study's data; write them as parquet with what their sources said of them."""
    target = folder / "sdtm"
    target.mkdir()
    store_data(read_sdtm(data), target)


def make_findings(study: Study, run: RunFolder, folder: Path) -> None:
    """Check the data and write the findings."""
    data = load_data(run.path / "sdtm")
    write_findings(check_data(study, data), folder / "findings")


def make_adam(study: Study, run: RunFolder, folder: Path) -> None:
    """
    Derive the analysis data sets; write them as parquet and as SAS transport files.

    A data set that breaks a limit of the transport format (a value over 200 bytes, say) is left
    out of it, and a text beside it says why. Flags that were collected and do not follow from
    the records are findings.
    """
    target = folder / "adam"
    target.mkdir()
    data = load_data(run.path / "sdtm")
    adam = derive_data_sets(study, data)
    for name, frame in adam.items():
        write_parquet(frame, target / f"{name.lower()}.parquet")
        labels = {column: variable_label(column) for column in frame.columns}
        label = synthetic_label(name) if data.synthetic else ""
        dataset = dataset_of(name, frame, label=label, labels=labels)
        file = target / f"{name.lower()}.xpt"
        try:
            content = xpt_bytes(dataset, when=study.identification.report_date, place=file.name)
        except OutputError as breach:
            refused = f"{breach}\n"
            file.with_suffix(".xpt-refused.txt").write_text(refused, encoding="utf-8")
        else:
            write_file(file, content)
    dm = data["DM"]
    order = dm["USUBJID"].cast(str).to_list() if "USUBJID" in dm.columns else []
    found = flag_differences("SUPPDM", compare_flags(study, data, adam["ADSL"]), order)
    if "ADAE" in adam:
        differences = compare_treatment_emergent(study, data, adam["ADAE"])
        found += flag_differences("SUPPAE", differences, order)
    write_findings(found, folder / "findings" / "derived")


def make_results(study: Study, run: RunFolder, folder: Path) -> None:
    """Compute every result; write the table with the digests of data and code."""
    target = folder / "results"
    target.mkdir()
    data = load_data(run.path / "sdtm")
    adam = run.adam()
    rows = [
        *summarize_study(study, adam).values(),
        *(
            replace(row, data_digest=data.digest)
            for row in (
                *summarize_flow(accounting(study, data)),
                *summarize_excluded(study, data, adam),
                *summarize_findings(check_data(study, data)),
            )
        ),
    ]
    results = Results(replace(row, code_digest=code_digest()) for row in rows)
    frame = results.frame()
    write_parquet(frame, target / "results.parquet")
    frame.write_csv(target / "results.csv")
