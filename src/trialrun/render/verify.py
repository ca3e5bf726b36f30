"""
A document, reopened and compared with the block tree and the results that it was made from.

(In work by a colleague of the renderers' author since the renderers were begun: renderers' author,
please do not write a second one; keep to docx, PDF, HTML, RTF, text.)
"""
