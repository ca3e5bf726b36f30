"""A row too long for a page goes on below a repeated head, and the verification knows it."""

from __future__ import annotations

from dataclasses import replace

from pypdf import PdfReader

from trialrun.render import RENDERERS, verify_file
from trialrun.report import (
    Column,
    Message,
    Plain,
    Row,
    Section,
    Table,
    document_to_json,
    resolve_document,
)


def with_long_row(document):
    """The made-up report with a table of one row that needs more than a page."""
    told = " ".join(f"Sentence {'abcdefgh'[k % 8]} of a long synopsis." for k in range(400))
    label = (Message("example-row-n"),)
    table = Table(
        id="long-table",
        title=(Message("example-table-text"),),
        columns=(Column("text", ((Message("example-arm-active"),),), width=3.2),),
        rows=(
            Row("long", label, (label,), ((Plain(told),),)),
            Row("short", label, (label,), ((Plain("End."),),)),
        ),
        stub=(Message("example-stub"),),
    )
    section = Section("long", "9", (Message("example-synopsis"),), (table,), level=1)
    return replace(document, sections=(*document.sections, section))


def test_a_cell_that_goes_on_below_a_repeated_head_is_no_difference(
    document, values, materials, tmp_path
):
    longer = with_long_row(document)
    file = tmp_path / "long.pdf"
    RENDERERS[".pdf"](
        resolve_document(longer, "en", values),
        file,
        replace(materials, tree=document_to_json(longer)),
    )
    heads = [
        page for page in PdfReader(file).pages if "Characteristic Active" in page.extract_text()
    ]
    assert len(heads) > 1
    found = verify_file(file, longer, values, figures=materials.figures)
    assert found == []
