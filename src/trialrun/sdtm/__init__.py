"""Study data as SDTM domains: where they come from and what is known of them."""

from trialrun.sdtm.data import SourceFile, StudyData, is_synthetic_label, synthetic_label
from trialrun.sdtm.names import domain_of_file, is_supplemental
from trialrun.sdtm.packages import DATA_PACKAGES
from trialrun.sdtm.read import read_sdtm
from trialrun.sdtm.sources import is_synthetic_source, source_digests
from trialrun.sdtm.standard import EXPECTED_VARIABLES, NUMBER_LIMIT, standard_frames, standard_type
from trialrun.sdtm.synthetic import synthesize
from trialrun.sdtm.write import clear_synthetic, write_sdtm, write_synthetic_note

__all__ = [
    "DATA_PACKAGES",
    "EXPECTED_VARIABLES",
    "NUMBER_LIMIT",
    "SourceFile",
    "StudyData",
    "clear_synthetic",
    "domain_of_file",
    "is_supplemental",
    "is_synthetic_label",
    "is_synthetic_source",
    "read_sdtm",
    "source_digests",
    "standard_frames",
    "standard_type",
    "synthesize",
    "synthetic_label",
    "write_sdtm",
    "write_synthetic_note",
]
