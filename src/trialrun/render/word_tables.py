"""Tables and flow diagrams as WordprocessingML: three rules, repeated heads, whole rows."""

from __future__ import annotations

from math import lcm

from trialrun.render.layout import SHORT_ROWS, fit_columns, has_prose, has_stub, head_rows, long_row
from trialrun.render.word_runs import Marks, runs_xml, text_run
from trialrun.report import RFlow, RRow, RTable, Runs

_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
ARROW = "↓"
"""Drawn between the boxes of a flow diagram; it says nothing that is compared."""
_ALIGN = {"left": "left", "center": "center", "right": "right"}


def table_xml(table: RTable, marks: Marks, width: int) -> str:
    """
    Return a table.

    Args:
        table: what to write.
        marks: the file's counters and targets.
        width: of the text, in twentieths of a point.
    """
    fit = fit_columns(table, width / 20, largest=9.5, smallest=6.5)
    grid = [round(width * share) for share in fit.shares]
    size = round(2 * fit.size)
    look = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in grid)
    rows = _head(table, grid, marks, look)
    prose = '<w:spacing w:before="50" w:after="50"/>' if has_prose(table) else ""
    last = len(table.rows) - 1
    for position, row in enumerate(table.rows):
        # Footnotes stay with the row above them.
        bound = table.footnotes if position == last else last < SHORT_ROWS or position == last - 1
        kept = "<w:keepNext/>" if bound else ""
        rows.append(_row(table, row, grid, marks, look, prose, kept))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ClinicalTable"/>'
        f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(width: int, properties: str, paragraph: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraph}</w:tc>'
    )


def _paragraph(runs: Runs, marks: Marks, look: str, properties: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{properties}</w:pPr>'
        f"{runs_xml(runs, marks, look)}</w:p>"
    )


def _head(table: RTable, grid: list[int], marks: Marks, look: str) -> list[str]:
    rows: list[str] = []
    lines = head_rows(table)
    for level, cells in enumerate(lines):
        last = level == len(lines) - 1
        parts: list[str] = []
        column = 0
        if has_stub(table) and level > 0:
            bottom = _RULE.format(side="bottom", size=6) if last else ""
            borders = f"<w:vMerge/><w:tcBorders>{bottom}</w:tcBorders>"
            parts.append(_cell(grid[0], borders, _paragraph((), marks, look, "<w:keepNext/>")))
            column = 1
        for cell in cells:
            span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            rule = 6 if level + cell.rows == len(lines) else 4 if cell.group else 0
            bottom = _RULE.format(side="bottom", size=rule) if rule else ""
            borders = f"{span}{merge}<w:tcBorders>{bottom}</w:tcBorders>"
            properties = f'<w:keepNext/><w:jc w:val="{_ALIGN[cell.align]}"/>'
            bold = marks.heavy + look
            parts.append(
                _cell(
                    sum(grid[column : column + cell.columns]),
                    f'{borders}<w:vAlign w:val="bottom"/>',
                    _paragraph(cell.runs, marks, bold, properties),
                )
            )
            column += cell.columns
        rows.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(parts)}</w:tr>")
    return rows


def _row(
    table: RTable, row: RRow, grid: list[int], marks: Marks, look: str, prose: str, kept: str
) -> str:
    start = kept + ("<w:pageBreakBefore/>" if row.page_break else "")
    space = '<w:spacing w:before="100"/>' if row.gap else prose
    parts: list[str] = []
    stub = has_stub(table)
    if stub or row.kind == "head":
        indent = f'<w:ind w:left="{170 * row.indent + 140}" w:hanging="140"/>'
        if row.kind == "head":
            span = f'<w:gridSpan w:val="{len(grid)}"/>' if len(grid) > 1 else ""
            properties = f"<w:keepNext/>{start.removeprefix(kept)}{space}{indent}"
            paragraph = _paragraph(row.label, marks, marks.heavy + look, properties)
            return _tr(_cell(sum(grid), span, paragraph))
        properties = f"{start}{space}{indent}"
        parts.append(_cell(grid[0], "", _paragraph(row.label, marks, look, properties)))
    for position, runs in enumerate(row.cells):
        align = _ALIGN[table.columns[position].align]
        first = start if not parts else kept
        properties = f'{first}{space}<w:jc w:val="{align}"/>'
        width = grid[position + (1 if stub else 0)]
        parts.append(_cell(width, "", _paragraph(runs, marks, look, properties)))
    return _tr("".join(parts), whole=not long_row(row))


def _tr(cells: str, *, whole: bool = True) -> str:
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return f"<w:tr>{kept}{cells}</w:tr>"


def flow_xml(flow: RFlow, marks: Marks, width: int) -> str:
    """
    Return a flow diagram: boxes in a table without rules of its own, arrows between the levels.

    Each slot of the grid is margin, body, margin; a box that stands alone keeps a branch's width.
    """
    slots = lcm(*(len(level) for level in flow.levels))
    pad = width // slots // 12
    body = width // slots - 2 * pad
    grid = [pad, body, pad] * slots
    rows: list[str] = []
    for position, level in enumerate(flow.levels):
        if position:
            arrows = max(len(flow.levels[position - 1]), len(level))
            rows.append(_flow_row(grid, [None] * arrows, marks))
        rows.append(_flow_row(grid, list(level), marks))
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _flow_row(grid: list[int], boxes: list[tuple[Runs, ...] | None], marks: Marks) -> str:
    slots = len(grid) // 3
    each = slots // len(boxes)
    cells: list[str] = []
    start = 0
    for box in boxes:
        alone = len(boxes) == 1 and slots > 1
        inside = (1 if slots % 2 else 2) if alone else each
        margin = (each - inside) // 2
        left, middle, right = 3 * margin + 1, 3 * inside - 2, 3 * (each - inside - margin) + 1
        for span in (left, middle, right):
            own = grid[start : start + span]
            if span == middle and len(cells) % 3 == 1:
                cells.append(_box(own, box, marks))
            else:
                cells.append(_flow_cell(own, "", _flow_line((), marks)))
            start += span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _box(widths: list[int], box: tuple[Runs, ...] | None, marks: Marks) -> str:
    if box is None:
        arrow = text_run(ARROW, '<w:color w:val="5F6B7A"/><w:sz w:val="28"/>')
        paragraph = f'<w:p><w:pPr><w:pStyle w:val="FlowBox"/><w:keepNext/></w:pPr>{arrow}</w:p>'
        return _flow_cell(widths, "", paragraph)
    rules = "".join(_RULE.format(side=side, size=6) for side in ("top", "left", "bottom", "right"))
    lines = "".join(_flow_line(line, marks) for line in box) or _flow_line((), marks)
    look = (
        f'<w:tcBorders>{rules}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="F4F6FA"/>'
    )
    return _flow_cell(widths, f'{look}<w:vAlign w:val="center"/>', lines)


def _flow_cell(widths: list[int], look: str, paragraphs: str) -> str:
    across = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    return _cell(sum(widths), f"{across}{look}", paragraphs)


def _flow_line(runs: Runs, marks: Marks) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="FlowBox"/><w:keepNext/></w:pPr>{runs_xml(runs, marks)}</w:p>'
    )
