"""A display as a file of its printed cells, each with the ids of what it prints."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from trialrun.errors import OutputError
from trialrun.report import (
    Content,
    Figure,
    Runs,
    Table,
    Values,
    plain_text,
    resolve_content,
    run_ids,
)

HEADER = ("row_label", "column_label", "text", "ids")
ORIGIN = "origin"
"""A last column of displays of synthetic data, which says so in every row."""


def csv_rows(block: Table | Figure, values: Values, language: str) -> Iterator[tuple[str, ...]]:
    """
    Yield row label, column label, text and ids of everything that a display prints in cells.

    Labels go from the outermost group to the innermost, with ` / ` between. A head with a number
    (of the subjects of its column) comes first, without a row label. Empty cells and headings of
    rows are left out.
    """
    table = block.table if isinstance(block, Figure) else block
    if table is None:
        return
    seen: dict[Content, Runs] = {}

    def runs(content: Content) -> Runs:
        if content not in seen:
            seen[content] = resolve_content(content, language, values)
        return seen[content]

    heads = []
    for column in table.columns:
        label = " / ".join(plain_text(runs(content)) for content in column.path)
        heads.append(label)
        numbers = [
            run.id
            for content in column.path
            for run in runs(content)
            if run.id and any(letter.isdigit() for letter in run.text)
        ]
        if numbers:
            yield "", label, label, " ".join(numbers)
    for row in table.rows:
        label = " / ".join(plain_text(runs(content)) for content in row.path)
        for head, cell in zip(heads, row.cells, strict=False):
            found = runs(cell)
            if found:
                yield label, head, plain_text(found), " ".join(run_ids(found))


def csv_text(block: Table | Figure, values: Values, language: str, *, mark: Content = ()) -> str:
    """Return a display as CSV text with the columns of `HEADER`, and `ORIGIN` if it has a mark."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    origin = (plain_text(resolve_content(mark, language, values)),) if mark else ()
    writer.writerow((*HEADER, ORIGIN) if mark else HEADER)
    writer.writerows((*row, *origin) for row in csv_rows(block, values, language))
    return text.getvalue()


def write_csv(
    block: Table | Figure, values: Values, language: str, folder: Path, *, mark: Content = ()
) -> Path:
    """
    Write a display's cells to `NUMBER.csv`, in other languages than English `NUMBER.zh.csv` ….

    Raises:
        OutputError: the file can not be written.
    """
    number = plain_text(resolve_content(block.number, language, values))
    path = folder / (f"{number}.csv" if language == "en" else f"{number}.{language}.csv")
    try:
        path.write_text(csv_text(block, values, language, mark=mark), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(path)) from error
    return path
