"""The document from which pandoc takes the styles, the page and the footer of the Word form.

It is put together here from XML that people can read (``word_styles.xml``) instead of being kept
as a file of Word's; parts that are not given pandoc takes from its own. Element names are those of
Office Open XML (ECMA-376).
"""

from __future__ import annotations

from pathlib import Path

from casereport.forms.archive import write_archive

TEXT_WIDTH = 16.0
"""The width of the text in cm: A4 less its margins."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# A4 with margins of 2.5 cm; the footer is the part rId2.
_DOCUMENT = f"""\
{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body><w:p/>
<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>
<w:footnotePr><w:numFmt w:val="decimal"/></w:footnotePr>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418"
 w:header="709" w:footer="709" w:gutter="0"/>
</w:sectPr></w:body></w:document>"""

_FOOTER = f"""\
{_HEAD}<w:ftr xmlns:w="{_WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"""

# Without its compatibility mode Word opens a document as one of Word 2007.
_SETTINGS = f"""\
{_HEAD}<w:settings xmlns:w="{_WORD}"><w:compat>
<w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat></w:settings>"""

_END_OF_DEFAULTS = "</w:rPr></w:rPrDefault>"
_PARTS = {
    "/word/document.xml": f"{_TYPES}.document.main+xml",
    "/word/styles.xml": f"{_TYPES}.styles+xml",
    "/word/footer1.xml": f"{_TYPES}.footer+xml",
    "/word/settings.xml": f"{_TYPES}.settings+xml",
}


def reference_document(language: str) -> bytes:
    """Return the document for pandoc's ``--reference-doc``.

    Its text is in this language (BCP 47), or in that of its reader where none is known.
    """
    styles = Path(__file__).with_name("word_styles.xml").read_text("utf-8")
    # Of the document's defaults it comes last (CT_RPr), and not through pandoc, which would fail
    # where it has no words of its own in a language.
    spoken = f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault>' if language else ""
    styles = styles.replace(_END_OF_DEFAULTS, spoken or _END_OF_DEFAULTS)
    types = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items()
    )
    files = {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("footer", "footer1.xml"), ("settings", "settings.xml")
        ),
        "word/document.xml": _DOCUMENT,
        "word/styles.xml": styles,
        "word/footer1.xml": _FOOTER,
        "word/settings.xml": _SETTINGS,
    }
    return write_archive({name: text.encode() for name, text in files.items()})


def _relations(*parts: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'
