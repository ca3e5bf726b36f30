"""Documents and displays to files: docx, PDF, HTML, RTF, plain text."""

from trialrun.render.layout import Materials
from trialrun.render.pdf import render_pdf
from trialrun.render.word import render_docx

RENDERERS = {".docx": render_docx, ".pdf": render_pdf}

__all__ = [
    "RENDERERS",
    "Materials",
    "render_docx",
    "render_pdf",
]
