"""The package of a study: transport files, their definitions, documents and a manifest."""

from trialrun.package.define_check import check_define, check_model, compare_files
from trialrun.package.described import Remark
from trialrun.package.manifest import PackageFault, check_package, remark_text
from trialrun.package.write import PackageReport, write_package

__all__ = [
    "PackageFault",
    "PackageReport",
    "Remark",
    "check_define",
    "check_model",
    "check_package",
    "compare_files",
    "remark_text",
    "write_package",
]
