"""A package: transport files, their definitions, documents, and a manifest of it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from trialrun import __version__
from trialrun.analysis import variable_label
from trialrun.errors import DataError
from trialrun.formats import Dataset, digest_of, write_file, xpt_bytes
from trialrun.language import LANGUAGES, message_text
from trialrun.package.define import DefineHead, Leaf, define_bytes
from trialrun.package.define_check import check_define, compare_files
from trialrun.package.define_html import define_html
from trialrun.package.describe_adam import analysis_label, describe_adam
from trialrun.package.describe_sdtm import describe_sdtm
from trialrun.package.described import Description, Remark
from trialrun.package.manifest import MANIFEST, PackagedFile, manifest_bytes
from trialrun.package.readme import readme_bytes
from trialrun.package.transport import transport_adam, transport_sdtm
from trialrun.sdtm import StudyData, synthetic_label
from trialrun.study import Study, Text, study_to_json
from trialrun.terminology import PublishingSet, terminology_version

_KNOWN_DOCUMENTS = ("protocol", "sap", "csr", "rehearsal", "design")


@dataclass(frozen=True)
class PackageReport:
    """What was written: the folder, its files with their digests, and remarks on them."""

    folder: Path
    files: Mapping[str, str]
    remarks: tuple[Remark, ...]


def write_package(
    study: Study,
    data: StudyData,
    adam: Mapping[str, pl.DataFrame],
    documents: Iterable[Path],
    folder: Path,
    *,
    synthetic: str | None,
    code_digest: str = "",
) -> PackageReport:
    """
    Write the package of a study.

    Args:
        study: the definition.
        data: its SDTM data.
        adam: analysis data sets derived from them.
        documents: files to put in, named `NAME.LANGUAGE.ENDING`.
        folder: of the package; files that it holds already are replaced.
        synthetic: scenario that the data were drawn from, "" where it is not known; None where
            the data themselves say whether they are synthetic.
        code_digest: of the code that made data and documents.
    Returns:
        The files written, with their digests, and what a person should know about them.
    Raises:
        OutputError: a file can not be written, or a data set breaks a limit of the format.
        DataError: a document can not be read.
    """
    if synthetic is None and data.synthetic:
        synthetic = ""
    papers = [_document(path) for path in sorted(documents, key=lambda path: path.name)]
    sdtm, remarks = transport_sdtm(data.datasets)
    labels = {name: analysis_label(name, frame, data).en for name, frame in adam.items()}
    if synthetic is not None:
        labels = {name: synthetic_label(label) for name, label in labels.items()}
    names = {column: variable_label(column) for frame in adam.values() for column in frame.columns}
    names |= _stated_labels(study)
    analysis, found = transport_adam(adam, labels, names)
    remarks += found
    remarks += _empty(sdtm) + _empty(analysis)
    sdtm = {name: dataset for name, dataset in sdtm.items() if dataset.frame.height}
    analysis = {name: dataset for name, dataset in analysis.items() if dataset.frame.height}
    remarks += _foreign(sdtm) + _foreign(analysis)
    of_sdtm, found = describe_sdtm(study, sdtm)
    remarks += found
    of_adam, found = describe_adam(study, analysis, data)
    remarks += found
    files = [
        *_folder(study, of_sdtm, sdtm, papers, synthetic),
        *_folder(study, of_adam, analysis, papers, synthetic),
        *papers,
    ]
    label = _label(study, synthetic)
    facts = {
        "kind": "trialrun package",
        "study": study.id,
        "protocol": study.identification.protocol,
        "origin": "real" if synthetic is None else "synthetic",
        "scenario": synthetic or None,
        **({"scenario_label": label.model_dump()} if label and synthetic else {}),
        "trialrun": __version__,
        "study_digest": digest_of(study_to_json(study).encode()),
        "data_digest": data.digest,
        "code_digest": code_digest,
        "data": [
            {"file": source.file, "domain": source.domain, "sha256": source.sha256}
            for source in data.sources
        ],
    }
    readme = readme_bytes(
        study.identification.protocol,
        __version__,
        str(facts["study_digest"]),
        data.digest,
        synthetic=label,
        remarks=remarks,
    )
    files.append(PackagedFile("README.txt", readme, ("study", "data")))
    digests = {file.path: write_file(folder / file.path, file.content) for file in files}
    written = manifest_bytes(facts, files, remarks)
    digests[MANIFEST] = write_file(folder / MANIFEST, written)
    return PackageReport(folder, digests, tuple(remarks))


def _folder(
    study: Study,
    described: Description,
    datasets: Mapping[str, Dataset],
    papers: Iterable[PackagedFile],
    synthetic: str | None,
) -> list[PackagedFile]:
    """The transport files of one kind of data with their definition, compared with each other."""
    kind = described.kind
    when = study.identification.report_date
    source = ("data",) if kind == "sdtm" else ("study", "data")
    contents = {
        f"{name.lower()}.xpt": xpt_bytes(dataset, when=when, place=f"{kind}/{name.lower()}.xpt")
        for name, dataset in datasets.items()
    }
    if not contents:
        return []
    head = _head(study, kind, papers, synthetic)
    define = define_bytes(head, described)
    faults = [*check_define(define), *compare_files(define, contents)]
    if faults:  # made here from the same values: a difference is a fault of the program
        raise AssertionError(f"{kind}/define.xml: " + "; ".join(faults))
    files = [PackagedFile(f"{kind}/{name}", body, source) for name, body in contents.items()]
    made_from = ("study", *(file.path for file in files))
    page = define_html(head, described)
    return [
        *files,
        PackagedFile(f"{kind}/define.xml", define, made_from),
        PackagedFile(f"{kind}/define.html", page, (f"{kind}/define.xml",)),
    ]


def _label(study: Study, scenario: str | None) -> Text | None:
    """Return what a scenario is called; its id where the definition has it no more."""
    if scenario is None:
        return None
    if not scenario:
        english, chinese = (message_text("package-scenario-unknown", each) for each in LANGUAGES)
        return Text(en=english, zh=chinese)
    labels = {each.id: each.label for each in study.scenarios}
    return labels.get(scenario, Text(en=scenario, zh=scenario))


def _head(
    study: Study, kind: str, papers: Iterable[PackagedFile], synthetic: str | None
) -> DefineHead:
    """The head of a definition file."""
    label = _label(study, synthetic) or study.title
    origin = "real" if synthetic is None else "synthetic"
    comments = ["origin"] if kind == "sdtm" else ["adam"]
    comments += [] if synthetic is None else ["synthetic", "dictionary"]
    english, chinese = (
        " ".join(
            message_text(
                f"package-{name}-comment",
                language,
                select={"scenario": label.in_language(language)},
            )
            for name in comments
        )
        for language in LANGUAGES
    )
    sets: tuple[PublishingSet, ...] = ("SDTM",) if kind == "sdtm" else ("SDTM", "ADaM")
    return DefineHead(
        study.identification.protocol,
        message_text(
            f"package-{origin}-description",
            "en",
            select={"scenario": label.en, "title": study.title.en},
        ),
        study.identification.report_date,
        __version__,
        study.standards.sdtmig if kind == "sdtm" else study.standards.adamig,
        tuple((name, terminology_version(name)) for name in sets),
        Text(en=english, zh=chinese),
        submission=synthetic is None,
        documents=tuple(_leaf(file.path) for file in papers if file.path.endswith(".pdf")),
    )


def _document(path: Path) -> PackagedFile:
    """A document, with its bytes."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise DataError(f"can not be read ({reason})", place=str(path)) from None
    return PackagedFile(f"documents/{path.name}", content, ("study", "data"))


def _leaf(place: str) -> Leaf:
    """What a definition file calls a document."""
    file = Path(place)
    name, _, rest = file.name.partition(".")
    language = rest.partition(".")[0]
    title = message_text(f"package-document-{name}", "en") if name in _KNOWN_DOCUMENTS else name
    if language in LANGUAGES:
        title += f" ({message_text(f'package-language-{language}', 'en')})"
    return Leaf(f"LF.DOC.{file.stem}", f"../{place}", title)


def _stated_labels(study: Study) -> dict[str, str]:
    """Labels that the definition gives to variables of its own."""
    return {value.variable: value.label.en for value in study.analysis_data.ADSL.baseline_values}


def _empty(datasets: Mapping[str, Dataset]) -> list[Remark]:
    """A remark on each data set without records."""
    return [Remark("empty", name, "", 0) for name, d in datasets.items() if not d.frame.height]


def _foreign(datasets: Mapping[str, Dataset]) -> list[Remark]:
    """A remark on each variable that holds characters outside ASCII."""
    remarks = []
    for name, dataset in datasets.items():
        for column in dataset.frame.get_columns():
            if column.dtype == pl.String:
                count = int((column.str.len_bytes() != column.str.len_chars()).sum())
                if count:
                    remarks.append(Remark("characters", name, column.name, count))
    return remarks
