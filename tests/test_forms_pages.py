"""Many pages make one article: notes, headings and pages outside the menu keep apart."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from full_case import CASE, DISCUSSION, write_full_case
from jats.documents import validate
from reading import build, words

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built

NOTE = "\n\nA sentence with a note.[^1]\n\n[^1]: The words of {}.\n"
OUTSIDE = "Words that stand outside the article."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case with like notes on two pages, a heading called as a panel, a page apart."""
    case = write_full_case(tmp_path_factory.mktemp("pages"))
    settings = (case.root / "mkdocs.yml").read_text("utf-8")
    case.write(
        {
            "docs/case.md": CASE + NOTE.format("the first note"),
            "docs/discussion.md": DISCUSSION
            + NOTE.format("the second note")
            + "\n## Scan A\n\nIt.\n",
            "docs/outside.md": f"# Outside\n\n{OUTSIDE}\n",
            "mkdocs.yml": f"{settings}not_in_nav: outside.md\n",
        }
    )
    made = build(case, "--strict")
    assert made.exit_code == 0, made.output
    return made


def pdf_words(path: Path) -> str:
    """Return the words of a PDF."""
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_each_call_of_a_note_leads_to_its_own(built: Built) -> None:
    found = []
    with zipfile.ZipFile(built.site / "case-report.epub") as book:
        for name in (name for name in book.namelist() if name.endswith(".xhtml")):
            chapter = BeautifulSoup(book.read(name), "xml")
            for call in chapter.select("[role='doc-noteref']"):
                file, _, anchor = str(call["href"]).partition("#")
                note = chapter.find(id=anchor)
                assert not file
                assert note is not None
                found.append(words(note))
    assert [("first" in note, "second" in note) for note in found] == [(True, False), (False, True)]


def test_a_heading_called_as_a_panel_elsewhere_is_a_heading_in_every_form(built: Built) -> None:
    validate(built.site / "case-report.xml")
    assert "Scan A" in pdf_words(built.site / "case-report.pdf")
    assert built.page("discussion").find("h2", id="scan-a")
    assert built.page("case").find(class_="panel", id="scan-a")


@pytest.mark.parametrize("file", ["case-report.pdf", "case-report.xml", "case-report.md"])
def test_a_page_left_out_of_the_menu_is_no_part_of_the_article(file: str, built: Built) -> None:
    path = built.site / file
    text = pdf_words(path) if path.suffix == ".pdf" else path.read_text("utf-8")
    assert OUTSIDE not in text
    assert "Others do not" in text
    assert OUTSIDE in words(built.content("outside"))
