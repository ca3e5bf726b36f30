"""Which documents a run writes, and what each is built from."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.errors import RequestError
from trialrun.run.outputs import DESIGN, REHEARSAL, RESULTS
from trialrun.study import Study

DOCUMENT_TABLES: dict[str, tuple[str, ...]] = {
    "protocol": (DESIGN,),
    "sap": (DESIGN, REHEARSAL),
    "rehearsal": (DESIGN, REHEARSAL),
    "csr": (DESIGN, RESULTS),
}
"""Document -> the tables of results that it reads, where the run has them."""

DOCUMENTS = tuple(DOCUMENT_TABLES)
"""The documents that a run can write: protocol, analysis plan, rehearsal report, study report."""

BEFORE_DATA = ("protocol", "sap", "rehearsal")
"""Those that need no data."""


def documents_of(study: Study, wanted: Sequence[str] | None = None) -> tuple[str, ...]:
    """
    Return the documents of a study, in order.

    Args:
        study: one without a rehearsal has no rehearsal report.
        wanted: names; None for all that there are.
    Raises:
        RequestError: a document that there is not.
    """
    there = tuple(name for name in DOCUMENTS if name != "rehearsal" or study.rehearsal is not None)
    for name in wanted or ():
        if name not in there:
            raise RequestError(f"no document {name!r}, must be one of {', '.join(there)}")
    return tuple(name for name in there if wanted is None or name in wanted)
