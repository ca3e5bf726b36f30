"""A definition file to read: one page, its headings in English and Chinese, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from trialrun.language import LANGUAGES, message_text
from trialrun.package.define import DefineHead
from trialrun.package.described import (
    Codelist,
    DatasetDescription,
    Description,
    Method,
    Shape,
    VariableDescription,
)

_STYLE = """
body{font:14px/1.45 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;margin:2rem auto;
max-width:82rem;padding:0 1rem;color:#1b2733}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:2px solid #2a6f97}
h3{font-size:1rem;margin-top:1.6rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #cfd8df;padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:#eef3f6}tr:target,section:target{background:#fff8dc}
.note{background:#fdecea;border:2px solid #b3261e;padding:.6rem 1rem;font-weight:600}
.small{color:#56656f;font-size:.85rem}a{color:#1d5f86}summary{cursor:pointer}
"""


def define_html(head: DefineHead, described: Description) -> bytes:
    """
    Return a page that says what a definition file says.

    Args:
        head: what its head says.
        described: data sets, variables, values and code lists.
    """
    datasets, codelists = described.datasets, described.codelists
    note = "" if head.submission else f'<p class="note">{escape(head.description)}</p>'
    comment = f"<p>{escape(head.comment.en)}</p><p>{escape(head.comment.zh)}</p>"
    body = [
        f"<h1>{_words('title', study=head.study)}</h1>",
        note or f"<p>{escape(head.description)}</p>",
        comment,
        f"<h2>{_words('datasets')}</h2>",
        _overview(datasets),
        *(_dataset(dataset) for dataset in datasets),
        f'<h2 id="codelists">{_words("codelists")}</h2>',
        *(_codelist(codelist) for codelist in codelists),
    ]
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(head.study)}: define.xml</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )
    return page.encode()


def _words(name: str, **select: str) -> str:
    """A heading in both languages."""
    texts = (
        message_text(f"package-html-{name}", language, select=select) for language in LANGUAGES
    )
    return escape(" · ".join(texts))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are HTML."""
    top = "".join(f"<th>{_words(head)}</th>" for head in heads)
    lines = "\n".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead>\n<tbody>\n{lines}\n</tbody></table>"


def _overview(datasets: Iterable[DatasetDescription]) -> str:
    """The data sets, one a row."""
    return _table(
        ("dataset", "label", "class", "structure", "keys", "file"),
        (
            (
                f'<a href="#{dataset.name}">{dataset.name}</a>',
                f"{escape(dataset.label.en)}<br>{escape(dataset.label.zh)}",
                escape(": ".join(filter(None, (dataset.data_class, dataset.subclass)))),
                escape(dataset.structure),
                escape(", ".join(dataset.keys)),
                f'<a href="{escape(dataset.file)}">{escape(dataset.file)}</a>',
            )
            for dataset in datasets
        ),
    )


def _dataset(dataset: DatasetDescription) -> str:
    """One data set: its variables, and what holds value by value."""
    label = f"{escape(dataset.label.en)} · {escape(dataset.label.zh)}"
    table = _table(
        ("variable", "label", "type", "length", "role", "codelist", "origin", "method"),
        (_variable(variable) for variable in dataset.variables),
    )
    values = "".join(_values(variable) for variable in dataset.variables if variable.values)
    return f'<section id="{dataset.name}"><h2>{dataset.name}: {label}</h2>\n{table}\n{values}</section>'


def _variable(variable: VariableDescription) -> tuple[str, ...]:
    """The cells of a variable."""
    listed = variable.codelist
    origin = variable.origin
    came = " ".join(filter(None, (origin.type, origin.source, origin.predecessor)))
    return (
        escape(variable.name),
        escape(variable.label),
        escape(variable.shape.data_type),
        _length(variable.shape),
        escape(variable.role),
        f'<a href="#{escape(listed)}">{escape(listed.removeprefix("CL."))}</a>' if listed else "",
        escape(came),
        _method(variable.method),
    )


def _method(method: Method | None) -> str:
    """The words of a method."""
    if method is None:
        return ""
    return f"{escape(method.text.en)}<br>{escape(method.text.zh)}"


def _length(shape: Shape) -> str:
    """Length, and decimals where there are any."""
    if shape.length is None:
        return ""
    return f"{shape.length}.{shape.digits}" if shape.digits else f"{shape.length}"


def _values(variable: VariableDescription) -> str:
    """What holds for a variable value by value, folded away."""
    table = _table(
        ("value", "label", "type", "length"),
        (
            (
                escape(f"{level.selector} = {level.value}"),
                escape(level.label),
                escape(level.shape.data_type),
                _length(level.shape),
            )
            for level in variable.values
        ),
    )
    return f"<details><summary>{escape(variable.name)}: {_words('values')}</summary>{table}</details>\n"


def _codelist(codelist: Codelist) -> str:
    """One code list."""
    title = f"{escape(codelist.name)} ({escape(codelist.code or codelist.oid)})"
    if codelist.dictionary is not None:
        said = escape(" ".join(filter(None, codelist.dictionary)))
        return f'<section id="{escape(codelist.oid)}"><h3>{said}</h3></section>'
    table = _table(
        ("value", "meaning", "chinese", "concept"),
        (
            (
                escape(term.value),
                escape(term.decode or ""),
                escape(term.chinese or ""),
                escape(term.code or ""),
            )
            for term in codelist.terms
        ),
    )
    return (
        f'<section id="{escape(codelist.oid)}"><h3>{title}</h3>\n'
        f"<details><summary>{len(codelist.terms)}</summary>{table}</details></section>"
    )
