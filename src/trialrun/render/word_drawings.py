"""Drawings in a Word file: a PNG that every reader shows, the SVG where a reader can."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from trialrun.render.word_runs import xml_text

EMU_PER_POINT = 12700
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_UNITS = {"pt": 1.0, "px": 0.75, "": 0.75, "in": 72.0, "cm": 28.3465, "mm": 2.83465}


def drawing_size(svg: Path | None, png: Path | None) -> tuple[float, float]:
    """Return width and height of a drawing in points, from its SVG, else its PNG."""
    if svg is not None:
        head = svg.read_text(encoding="utf-8")[:4000]
        sides = [
            re.search(rf'<svg[^>]*?\s{side}="([\d.]+)(\w*)"', head) for side in ("width", "height")
        ]
        if sides[0] and sides[1]:
            width, height = (float(m[1]) * _UNITS.get(m[2], 0.75) for m in sides if m)
            return width, height
        box = re.search(r'viewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', head)
        if box:
            return float(box[1]), float(box[2])
    if png is not None:
        width, height = struct.unpack(">II", png.read_bytes()[16:24])
        return width * 0.75, height * 0.75
    return 400.0, 300.0


def drawing_xml(
    number: int,
    name: str,
    alternative: str,
    size: tuple[float, float],
    *,
    picture: str,
    vector: str,
) -> str:
    """
    Return an inline drawing.

    Args:
        number: of the drawing in the file.
        name: of the drawing.
        alternative: text for who can not see it.
        size: in points, as shown.
        picture: relationship of what every reader shows.
        vector: relationship of the SVG, or empty.
    """
    width, height = (round(side * EMU_PER_POINT) for side in size)
    alt = xml_text(alternative)
    extension = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{vector}"/></a:ext></a:extLst>'
        if vector
        else ""
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{xml_text(name)}" descr="{alt}"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PICTURE}">'
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{xml_text(name)}" descr="{alt}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture}">{extension}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
