"""The parts of a Word file around its body: running heads, lists, settings, properties."""

from __future__ import annotations

from trialrun.language import message_parts
from trialrun.render.word_runs import Marks, field_runs, runs_xml, text_run, xml_text
from trialrun.render.word_styles import W
from trialrun.report import RDocument, plain_text

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RULE = '<w:{side} w:val="single" w:sz="4" w:space="4" w:color="9AA3B2"/>'

RED = "A3121F"
PALE = '<w:shd w:val="clear" w:color="auto" w:fill="FDE3DF"/>'


def page_words(language: str) -> list[tuple[str, bool]]:
    """Return "Page k of n" as (text, False) and (field, True): `page` or `pages`."""
    return message_parts("render-page", language, slots=("page", "pages"))


def header_xml(document: RDocument, marks: Marks) -> str:
    """Return the running head: what the document says of itself, over a rule."""
    border = f"<w:pBdr>{_RULE.format(side='bottom')}</w:pBdr>"
    return (
        f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{_mark_xml(document, marks)}'
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>'
        f"{border}</w:pPr>{runs_xml(document.header, marks)}</w:p></w:hdr>"
    )


def cover_header_xml(document: RDocument, marks: Marks) -> str:
    """Return the head of the title page of a marked document: the mark alone."""
    return f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{_mark_xml(document, marks)}</w:hdr>'


def _mark_xml(document: RDocument, marks: Marks) -> str:
    """Return the mark as a bold, framed band of colour; nothing where there is none."""
    if not document.mark:
        return ""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="3" w:color="{RED}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr>{sides}</w:pBdr>{PALE}'
        f'<w:spacing w:after="120"/><w:jc w:val="center"/></w:pPr>'
        f"{runs_xml(document.mark, marks, bold_red(24))}</w:p>"
    )


def bold_red(half_points: int) -> str:
    """Return the look of a run that warns."""
    return (
        f'<w:b/><w:bCs/><w:color w:val="{RED}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def footer_xml(document: RDocument, marks: Marks, width: int) -> str:
    """Return the running foot: the document's own words at the left, the page at the right."""
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    words = "".join(
        field_runs(fields[text], "") if is_field else text_run(text)
        for text, is_field in page_words(document.language)
    )
    border = f"<w:pBdr>{_RULE.format(side='top')}</w:pBdr>"
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f"{border}{tabs}</w:pPr>{runs_xml(document.footer, marks)}<w:r><w:tab/></w:r>{words}"
        "</w:p></w:ftr>"
    )


def numbering_xml(ordered_lists: int) -> str:
    """Return the list definitions: one for bullets, one per numbered list so that each starts at 1."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl>'
    )
    kinds = (("bullet", "•"), ("decimal", "%1."))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>'
        f"{level.format(kind=kind, text=text)}</w:abstractNum>"
        for n, (kind, text) in enumerate(kinds)
    )
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(
        f'<w:num w:numId="{n + 2}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in range(ordered_lists)
    )
    return f'{DECLARATION}<w:numbering xmlns:w="{W}">{abstract}{numbers}</w:numbering>'


def settings_xml(language: str) -> str:
    """Return the settings: fields are brought up to date when the file is opened."""
    latin = "en-US"
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:updateFields w:val="true"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{"zh-CN" if language == "zh" else latin}" w:eastAsia="zh-CN"/>'
        "</w:settings>"
    )


def font_table_xml() -> str:
    """Return the fonts used, with what may stand in for the Chinese ones."""
    fonts = (
        ("Times New Roman", "", "00"),
        ("Arial", "", "00"),
        ("SimSun", "宋体", "86"),
        ("SimHei", "黑体", "86"),
        ("Noto Sans CJK SC", "", "86"),
    )
    entries = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/>' if other else "")
        + f'<w:charset w:val="{charset}"/></w:font>'
        for name, other, charset in fonts
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{entries}</w:fonts>'


def core_xml(document: RDocument) -> str:
    """Return the file's properties; its dates are the document's own."""
    moment = f"{document.date or '1980-01-01'}T00:00:00Z"
    language = "zh-CN" if document.language == "zh" else "en-US"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(plain_text(document.title))}</dc:title><dc:creator>trialrun</dc:creator>"
        f"<dc:language>{language}</dc:language>{dates}</cp:coreProperties>"
    )


def content_types_xml(parts: list[str]) -> str:
    """Return the types of all parts."""
    kinds = {
        "word/document.xml": "document.main",
        "word/styles.xml": "styles",
        "word/numbering.xml": "numbering",
        "word/settings.xml": "settings",
        "word/fontTable.xml": "fontTable",
    }
    overrides: list[str] = []
    for part in parts:
        if part in kinds:
            kind = f"{_OFFICE}.{kinds[part]}+xml"
        elif part.startswith(("word/header", "word/footer")):
            kind = f"{_OFFICE}.{part[5:11]}+xml"
        elif part == "docProps/core.xml":
            kind = "application/vnd.openxmlformats-package.core-properties+xml"
        else:
            continue
        overrides.append(f'<Override PartName="/{part}" ContentType="{kind}"/>')
    return (
        f"{DECLARATION}<Types"
        ' xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="svg" ContentType="image/svg+xml"/>'
        f"{''.join(overrides)}</Types>"
    )


def relationships_xml(targets: list[tuple[str, str, str]]) -> str:
    """Return relationships from (id, kind, target)."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    entries = "".join(
        f'<Relationship Id="{name}" Type="{core if kind == "core" else f"{R}/{kind}"}"'
        f' Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'
