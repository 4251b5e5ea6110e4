"""Reading a Word document with python-docx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph


FILE = "case-report.docx"


def paragraphs(holder: Document | _Cell) -> Iterator[Paragraph]:
    """Yield every paragraph in reading order, those of tables too."""
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell)
        else:
            yield block


def text_of(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split())


def in_style(document: Document, *names: str) -> list[str]:
    """Return the texts of the paragraphs in these styles, in reading order."""
    return [
        text_of(each)
        for each in paragraphs(document)
        if each.style is not None and each.style.name in names
    ]


def anchors(document: Document) -> list[tuple[str, str]]:
    """Return the words and the target of every link within the document."""
    return [
        ("".join(text.text or "" for text in each.iter(qn("w:t"))), target)
        for each in document.element.iter(qn("w:hyperlink"))
        if (target := each.get(qn("w:anchor")))
    ]


def bookmarked(document: Document, name: str) -> Any:  # noqa: ANN401 - lxml is untyped
    """Return the paragraph that a bookmark begins with; there must be one bookmark."""
    (start,) = (
        each
        for each in document.element.iter(qn("w:bookmarkStart"))
        if each.get(qn("w:name")) == name
    )
    inside = start.getparent()
    if inside.tag == qn("w:p"):
        return inside
    return next(each for each in start.itersiblings() if each.tag == qn("w:p"))
