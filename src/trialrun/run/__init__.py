"""The pipeline: steps, keys, cache, manifest."""

from trialrun.run.documents_of import BEFORE_DATA, DOCUMENTS, documents_of
from trialrun.run.make_package import check_packaged, package_run
from trialrun.run.outputs import RunFolder
from trialrun.run.pipeline import RunReport, run_study
from trialrun.run.section_text import add_section_text
from trialrun.run.steps import Step, StepReport, run_steps
from trialrun.run.summary import LEVELS, at_least
from trialrun.run.thread import STAGES
from trialrun.run.validate import ValidationReport, validate_data
from trialrun.run.verify import verify_document

__all__ = [
    "BEFORE_DATA",
    "DOCUMENTS",
    "LEVELS",
    "RunFolder",
    "RunReport",
    "STAGES",
    "Step",
    "StepReport",
    "ValidationReport",
    "add_section_text",
    "at_least",
    "check_packaged",
    "documents_of",
    "package_run",
    "run_steps",
    "run_study",
    "validate_data",
    "verify_document",
]
