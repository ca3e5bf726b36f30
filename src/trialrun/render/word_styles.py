"""The styles of a Word report: Word's own names, so that a house template can take over."""

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INK = "1F2A44"
GREY = "5F6B7A"
FONTS = {
    "body": 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"'
    ' w:cs="Times New Roman"',
    "head": 'w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimHei" w:cs="Arial"',
}


@dataclass(frozen=True)
class Style:
    """One paragraph style; sizes in half points, spaces in twentieths of a point."""

    id: str
    name: str
    based: str = "Normal"
    size: int = 0
    bold: bool = False
    italic: bool = False
    color: str = ""
    font: str = ""
    before: int = -1
    after: int = -1
    line: int = 0
    align: str = ""
    extra: str = ""
    outline: int = -1
    next: str = ""
    quick: bool = True

    def xml(self, language: str) -> str:
        """Return the style; Chinese headings are not bold, their face is heavy by itself."""
        bold = self.bold and language != "zh"
        spacing = "".join(
            f' w:{name}="{value}"'
            for name, value in (("before", self.before), ("after", self.after))
            if value >= 0
        )
        if self.line:
            spacing += f' w:line="{self.line}" w:lineRule="auto"'
        paragraph = self.extra
        if spacing:
            paragraph += f"<w:spacing{spacing}/>"
        if self.id in _INDENTS:
            paragraph += _INDENTS[self.id]
        if self.align:
            paragraph += f'<w:jc w:val="{self.align}"/>'
        if self.outline >= 0:
            paragraph += f'<w:outlineLvl w:val="{self.outline}"/>'
        look = f"<w:rFonts {FONTS[self.font]}/>" if self.font else ""
        look += "<w:b/>" if bold else ""
        look += "<w:i/>" if self.italic and language != "zh" else ""
        look += f'<w:color w:val="{self.color}"/>' if self.color else ""
        look += f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>' if self.size else ""
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = f'<w:basedOn w:val="{self.based}"/>' if self.id != "Normal" else ""
        following = f'<w:next w:val="{self.next}"/>' if self.next else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{based}{following}'
            f"{'<w:qFormat/>' if self.quick else ''}"
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        )


_KEEP = "<w:keepNext/><w:keepLines/>"
_HEAD_SIZES = (30, 26, 24, 22, 22, 22)
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="C98A00"/>'
    for side in ("top", "left", "bottom", "right")
)
_INDENTS = {
    "Key": '<w:ind w:left="3686" w:hanging="3686"/>',
    "ListBullet": '<w:ind w:left="425" w:hanging="425"/>',
    "ListNumber": '<w:ind w:left="425" w:hanging="425"/>',
    "ToWrite": '<w:ind w:left="113" w:right="113"/>',
    "Heading1": '<w:ind w:left="680" w:hanging="680"/>',
    "Heading2": '<w:ind w:left="794" w:hanging="794"/>',
    "Heading3": '<w:ind w:left="907" w:hanging="907"/>',
    "Heading4": '<w:ind w:left="1077" w:hanging="1077"/>',
    "Heading5": '<w:ind w:left="1247" w:hanging="1247"/>',
    "Heading6": '<w:ind w:left="1417" w:hanging="1417"/>',
    "TOC1": '<w:ind w:left="567" w:right="567" w:hanging="567"/>',
    "TOC2": '<w:ind w:left="1247" w:right="567" w:hanging="680"/>',
    "TOC3": '<w:ind w:left="2041" w:right="567" w:hanging="794"/>',
    "TOC4": '<w:ind w:left="2948" w:right="567" w:hanging="907"/>',
    "TableofFigures": '<w:ind w:left="1474" w:right="567" w:hanging="1474"/>',
}
STYLES = (
    Style("Normal", "Normal", after=120, line=276),
    Style(
        "Title",
        "Title",
        size=44,
        bold=True,
        color=INK,
        font="head",
        before=1800,
        after=360,
        line=264,
    ),
    Style("Subtitle", "Subtitle", size=28, color=GREY, font="head", after=480, line=264),
    Style("Key", "Key", after=80, line=264),
    Style("Lead", "Lead", bold=True, color=INK, before=160, after=100, extra="<w:keepNext/>"),
    Style("Note", "Note", size=19, color=GREY, after=120),
    Style(
        "ToWrite",
        "To Write",
        italic=True,
        color="6B4A00",
        before=120,
        after=180,
        extra=f"<w:keepLines/><w:pBdr>{_BOX}</w:pBdr>"
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF6DD"/>',
    ),
    Style("Written", "Written", after=120),
    *(
        Style(
            f"Heading{level}",
            f"heading {level}",
            size=size,
            bold=True,
            color=INK,
            font="head",
            before=360 if level == 1 else 280,
            after=120,
            line=252,
            extra=_KEEP,
            outline=level - 1,
            next="Normal",
        )
        for level, size in enumerate(_HEAD_SIZES, start=1)
    ),
    Style(
        "ContentsHead",
        "TOC Heading",
        size=30,
        bold=True,
        color=INK,
        font="head",
        before=360,
        after=200,
        extra=_KEEP,
    ),
    *(
        Style(f"TOC{n}", f"toc {n}", after=60, line=252, before=100 if n == 1 else 0, quick=False)
        for n in range(1, 5)
    ),
    Style("TableofFigures", "table of figures", after=80, line=252, quick=False),
    Style("ListBullet", "List Bullet", after=80),
    Style("ListNumber", "List Number", after=80),
    Style(
        "Caption",
        "caption",
        size=21,
        bold=True,
        color=INK,
        font="head",
        before=240,
        after=60,
        line=252,
        extra=_KEEP,
    ),
    Style("TableCaption", "Table Caption", based="Caption"),
    Style("FigureCaption", "Figure Caption", based="Caption"),
    Style(
        "Population", "Table Population", size=19, color=GREY, font="head", after=100, extra=_KEEP
    ),
    Style("TableText", "Table Text", size=18, before=20, after=20, line=240),
    Style(
        "TableFootnote", "Table Footnote", size=17, before=20, after=20, line=240, color="333333"
    ),
    Style("FlowBox", "Flow Box", size=18, before=0, after=0, line=252, align="center"),
    Style("Figure", "Figure", before=60, after=60, align="center", extra="<w:keepNext/>"),
    Style("Small", "Spacer", size=4, before=0, after=0, line=240, quick=False),
    Style("Header", "header", size=17, color=GREY, font="head", after=0, line=240, quick=False),
    Style("Footer", "footer", size=17, color=GREY, font="head", after=0, line=240, quick=False),
)


def styles_xml(language: str) -> str:
    """Return word/styles.xml for a language."""
    size = 24 if language == "zh" else 22
    tag = "zh-CN" if language == "zh" else "en-US"
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {FONTS['body']}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{"en-US" if language == "zh" else tag}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(style.xml(language) for style in STYLES)
    rest = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="70" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="ClinicalTable"><w:name w:val="Clinical Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        '<w:top w:val="single" w:sz="10" w:space="0" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="10" w:space="0" w:color="000000"/>'
        "</w:tblBorders></w:tblPr></w:style>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{W}">{defaults}{paragraphs}{rest}</w:styles>'
    )
