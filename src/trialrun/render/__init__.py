"""Documents and displays to files: docx, PDF, HTML, RTF, plain text; and back, to verify them."""

from trialrun.render.display import display_document, render_display
from trialrun.render.html import render_html
from trialrun.render.layout import Materials
from trialrun.render.pdf import render_pdf
from trialrun.render.rtf import render_rtf
from trialrun.render.text import render_text, text_pages
from trialrun.render.verify import VERIFIERS, verify_file
from trialrun.render.verify_compare import Difference
from trialrun.render.word import render_docx

RENDERERS = {
    ".docx": render_docx,
    ".pdf": render_pdf,
    ".html": render_html,
    ".txt": render_text,
    ".rtf": render_rtf,
}

__all__ = [
    "RENDERERS",
    "VERIFIERS",
    "Difference",
    "Materials",
    "display_document",
    "render_display",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_rtf",
    "render_text",
    "text_pages",
    "verify_file",
]
