"""The same numbers in every form: what is [4] on the site is [4] in print and in XML."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from reading import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tiny import Built

CITATION = re.compile(r"\[(?:see )?\d[^\]]*\]")
CAPTION = re.compile(r"Figure \d+(?=[:.])")


def html_text(site: Path, pages: Sequence[str]) -> str:
    """Return the words of the pages of the site, without what only a site has."""
    texts = []
    for page in pages:
        soup = BeautifulSoup((site / page / "index.html").read_text("utf-8"), "lxml")
        for extra in soup.select("template, .panel__letter, .headerlink, details, .card, .graphic"):
            extra.decompose()
        texts += [words(found) for found in soup.select("article")]
    return " ".join(texts)


def pdf_text(site: Path, pages: Sequence[str]) -> str:
    """Return the words of the PDF, page after page."""
    del pages
    document = pypdfium2.PdfDocument(site / "case-report.pdf")
    found = [page.get_textpage().get_text_range() for page in document]
    return " ".join("".join(found).split())


def jats_text(site: Path, pages: Sequence[str]) -> str:
    """Return the words of the body of the JATS file; a label ends as those of the site do."""
    del pages
    root = etree.parse(site / "case-report.xml").getroot()
    for label in root.iter("label"):
        label.text = f" {label.text}: "
    for hidden in root.xpath("//alt-text | //long-desc"):
        hidden.text = ""
    body = root.find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


def epub_text(site: Path, pages: Sequence[str]) -> str:
    """Return the words of the EPUB's chapters, in the order of its spine."""
    del pages
    with zipfile.ZipFile(site / "case-report.epub") as book:
        names = [name for name in book.namelist() if name.endswith(".opf")]
        package = BeautifulSoup(book.read(names[0]), "xml")
        files = {str(item["id"]): str(item["href"]) for item in package.select("manifest > item")}
        folder = names[0].rpartition("/")[0]
        chapters = [files[str(item["idref"])] for item in package.select("spine > itemref")]
        soups = [BeautifulSoup(book.read(f"{folder}/{name}"), "xml") for name in chapters]
    return " ".join(words(soup.body) for soup in soups if soup.body and not soup.select("nav"))


def docx_text(site: Path, pages: Sequence[str]) -> str:
    """Return the words of the Word document's paragraphs and tables, in their order."""
    del pages
    document = docx.Document(str(site / "case-report.docx"))
    texts = []
    for part in document.iter_inner_content():
        if isinstance(part, docx.table.Table):
            texts += [cell.text for row in part.rows for cell in row.cells]
        else:
            texts.append(part.text)
    return " ".join(" ".join(texts).split())


READERS: dict[str, Callable[[Path, Sequence[str]], str]] = {
    "HTML": html_text,
    "PDF": pdf_text,
    "JATS": jats_text,
    "EPUB": epub_text,
    "DOCX": docx_text,
}
BODY = {
    "real_case": ("case-presentation", "discussion", "final-comment"),
    "full_case": ("case", "discussion"),
}
CITATIONS = {
    "real_case": ["[1]", "[1]", "[2]", "[3]", "[4]", "[5]", "[5]", "[6]"],
    "full_case": ["[1]", "[2]", "[3]", "[1–3]", "[see 4, p. 5]"],
}
PANELS = {"real_case": ["A", "B"], "full_case": ["A", "B"]}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", BODY)
def test_the_numbers_are_the_same_in_every_form(
    case: str, reader: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(case)
    text = READERS[reader](built.site, BODY[case])
    # Figures may stand elsewhere on a printed page than in the text: their order is their own.
    assert sorted(CITATION.findall(text)) == sorted(CITATIONS[case])
    assert list(dict.fromkeys(CAPTION.findall(text))) == ["Figure 1", "Figure 2"]


@pytest.mark.parametrize("reader", ["HTML", "JATS", "EPUB", "DOCX"])
@pytest.mark.parametrize("case", BODY)
def test_citations_follow_one_another_as_on_the_site(
    case: str, reader: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(case)
    assert CITATION.findall(READERS[reader](built.site, BODY[case])) == CITATIONS[case]


def test_the_panels_of_figure_1_are_a_and_b_in_every_form(real_case: Built) -> None:
    for name, reader in READERS.items():
        text = reader(real_case.site, BODY["real_case"])
        kinds = re.findall(
            r"(?:Figure 1)?([A-Z]):? *Stand-in for: computed tomography angiography, (\w+)", text
        )
        assert kinds == [("A", "coronal"), ("B", "axial")], name
