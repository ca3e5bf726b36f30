"""Files to frames and back, knowing no study: SAS transport, parquet, zip archives."""

from trialrun.formats.archive import UNPACKED_LIMIT, ArchiveMember, list_archive, read_member
from trialrun.formats.dataset import Dataset, Variable, dataset_of, digest_of
from trialrun.formats.output import write_file
from trialrun.formats.parquet import read_parquet, write_parquet
from trialrun.formats.xpt_layout import XptLayout, read_layout
from trialrun.formats.xpt_read import read_xpt
from trialrun.formats.xpt_write import write_xpt, xpt_bytes

__all__ = [
    "UNPACKED_LIMIT",
    "ArchiveMember",
    "Dataset",
    "Variable",
    "XptLayout",
    "dataset_of",
    "digest_of",
    "list_archive",
    "read_layout",
    "read_member",
    "read_parquet",
    "read_xpt",
    "write_file",
    "write_parquet",
    "write_xpt",
    "xpt_bytes",
]
