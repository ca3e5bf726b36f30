"""Which documents a run writes, and what each is built from."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.errors import RequestError
from trialrun.run.outputs import DESIGN, REHEARSAL, RESULTS
from trialrun.study import Study

DOCUMENT_TABLES: dict[str, tuple[str, ...]] = {
    "design": (DESIGN,),
    "protocol": (DESIGN,),
    "sap": (DESIGN, REHEARSAL),
    "rehearsal": (DESIGN, REHEARSAL),
    "csr": (DESIGN, RESULTS),
}
"""Document -> the tables of results that it reads, where the run has them."""

DOCUMENTS = tuple(DOCUMENT_TABLES)
"""What a run can write: design report, protocol, analysis plan, rehearsal and study report."""

BEFORE_DATA = ("design", "protocol", "sap", "rehearsal")
"""Those that need no data."""


ENDINGS = ("pdf", "docx", "html")
"""The formats of a document, the slowest first."""


def endings_of(document: str) -> tuple[str, ...]:
    """Return the formats of a document: the design report is a page, the others are files too."""
    return ("html",) if document == "design" else ENDINGS


def is_designed(study: Study) -> bool:
    """Whether a study plans a size: a group-sequential test or statements of sample size."""
    planning = study.planning
    return bool(study.sample_size) or (
        planning is not None and planning.group_sequential is not None
    )


def documents_of(study: Study, wanted: Sequence[str] | None = None) -> tuple[str, ...]:
    """
    Return the documents of a study, in order.

    Args:
        study: one without a rehearsal has no rehearsal report, one that plans nothing no design
            report.
        wanted: names; None for all that there are.
    Raises:
        RequestError: a document that there is not.
    """
    lacking = set()
    if study.rehearsal is None:
        lacking.add("rehearsal")
    if not is_designed(study):
        lacking.add("design")
    there = tuple(name for name in DOCUMENTS if name not in lacking)
    for name in wanted or ():
        if name not in there:
            raise RequestError(f"no document {name!r}, must be one of {', '.join(there)}")
    return tuple(name for name in there if wanted is None or name in wanted)
