"""The Word document, as python-docx reads it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from PIL import Image

from form_texts import (
    CAPTIONS,
    DESCRIPTIONS,
    IMAGES,
    MATCHES,
    NOTES,
    NUMBERS,
    SENTENCES,
    STAND_INS,
    missing_in_order,
)
from word_reading import FILE, anchors, bookmarked, in_style, paragraphs, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from tiny import Built


HEADINGS = {
    "real_case": (
        (1, "Case Presentation"),
        (1, "Discussion"),
        (1, "Final Comment"),
        (1, "References"),
        (1, "About this report"),
        (2, "What the source text came without"),
        (2, "Where the words stand"),
        (2, "Abbreviations"),
        (2, "What this site is not"),
    ),
    "full_case": (
        (1, "Case"),
        (2, "Course"),
        (1, "Discussion"),
        (2, "What follows"),
        (1, "References"),
        (1, "About"),
    ),
    "constructs_case": (
        (1, "Prose & marks"),
        (2, "Lists"),
        (3, "Deeper"),
        (1, "More"),
        (2, "Über alles"),
        (6, "The deepest heading"),
        (1, "A second first heading"),
        (1, "Figures"),
        (1, "References"),
    ),
}


def test_everything_the_article_says_stands_in_the_document_in_its_order(
    document: Document, case: str
) -> None:
    text = " ".join(text_of(each) for each in paragraphs(document))
    assert missing_in_order(text, SENTENCES[case]) == []


def test_headings_are_real_headings(document: Document, case: str) -> None:
    found = [
        (int(each.style.name.removeprefix("Heading ")), text_of(each))
        for each in paragraphs(document)
        if each.style is not None and str(each.style.name).startswith("Heading ")
    ]
    assert found == list(HEADINGS[case])


def test_captions_carry_their_labels_and_stand_in_marks(document: Document, case: str) -> None:
    assert in_style(document, "Caption") == list(CAPTIONS[case])
    notes = in_style(document, "Panel Note", "Figure Note")
    marked = [each for each in notes if "Stand-in" in each.split(".")[0]]
    assert marked == list(STAND_INS[case])


def test_descriptions_stand_below_the_captions(document: Document, case: str) -> None:
    notes = in_style(document, "Figure Note")
    described = [each for each in notes if each.startswith("Description of ")]
    for found, words in zip(described, DESCRIPTIONS[case], strict=True):
        assert words in found


def test_every_picture_has_its_alt_text(document: Document, case: str) -> None:
    pictures = list(document.element.iter(qn("wp:docPr")))
    for picture, alt in zip(pictures, IMAGES[case], strict=True):
        assert picture.get("descr").startswith(alt)
    assert len({each.get("id") for each in pictures}) == len(pictures)


def test_a_picture_is_no_wider_than_the_text_and_no_higher_than_a_page(document: Document) -> None:
    section = document.sections[0]
    sides = section.left_margin, section.right_margin, section.top_margin, section.bottom_margin
    assert section.page_width is not None
    assert section.page_height is not None
    left, right, top, bottom = (each or 0 for each in sides)
    for shape in document.inline_shapes:
        assert shape.width <= section.page_width - left - right
        assert shape.height <= section.page_height - top - bottom


def test_drawings_are_pixels_in_enough_of_them(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        media = {
            name: archive.read(name) for name in archive.namelist() if name.startswith("word/media")
        }
    assert not [name for name in media if not name.endswith((".png", ".jpg"))]
    sizes = [Image.open(io.BytesIO(content)).size for content in media.values()]
    assert len(sizes) >= 3


def test_the_real_drawing_is_drawn_with_its_words(real_case: Built) -> None:
    with zipfile.ZipFile(real_case.site / FILE) as archive:
        media = [archive.read(name) for name in archive.namelist() if "/media/" in name]
    drawn = [image for content in media if (image := Image.open(io.BytesIO(content))).width >= 1600]
    (drawing,) = drawn
    assert drawing.size == (1600, 2017)
    # The words of its title are dark on the pale ground at its top, from side to side.
    title = drawing.convert("L").crop((400, 30, 1200, 170))
    dark = sum(count for level, count in enumerate(title.histogram()) if level < 90)
    assert 0.05 < dark / (title.width * title.height) < 0.4


def test_citations_print_the_numbers_of_the_works_they_lead_to(
    document: Document, case: str
) -> None:
    text = " ".join(text_of(each) for each in paragraphs(document))
    assert missing_in_order(text, NUMBERS[case]) == []
    links = [(words, name) for words, name in anchors(document) if words.isdigit()]
    assert links
    for words, name in links:
        # Word counts the entries of a list; what follows in an entry is of another.
        entry = bookmarked(document, name)
        listed = [each for each in document.element.iter(qn("w:p")) if list_of(each)]
        entries = [each for each in listed if list_of(each) == list_of(entry)]
        assert str(entries.index(entry) + 1) == words


def list_of(paragraph: Any) -> str:  # noqa: ANN401 - lxml is untyped
    """Return the list that a paragraph is an entry of, or nothing."""
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return "" if number is None else str(number.get(qn("w:val")))


def test_every_link_within_the_document_has_its_bookmark(document: Document) -> None:
    assert anchors(document)
    for _, name in anchors(document):
        assert bookmarked(document, name) is not None
        assert len(name) <= 40
        assert name.isascii()
        assert name.replace("_", "").isalnum()


def test_references_to_figures_lead_to_a_picture(document: Document) -> None:
    links = [(words, name) for words, name in anchors(document) if words.startswith("Figure ")]
    assert links
    for _, name in links:
        assert bookmarked(document, name).find(f".//{qn('wp:docPr')}") is not None


def test_tables_have_header_rows_and_the_width_of_the_text(document: Document) -> None:
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Table"
        repeated = [row._tr.trPr is not None for row in table.rows]  # noqa: SLF001 - no other way
        assert repeated == [True, *[False] * (len(table.rows) - 1)]


def test_lists_are_lists(constructs_case: Built) -> None:
    document = docx.Document(str(constructs_case.site / FILE))
    listed = {
        text_of(each): int(level.get(qn("w:val")))
        for each in paragraphs(document)
        if (level := each._p.find(f".//{qn('w:ilvl')}")) is not None  # noqa: SLF001 - as above
    }
    assert listed["First"] == 0
    assert (listed["nested"], listed["deeper"], listed["deepest [1]"]) == (1, 2, 2)


def test_notes_are_footnotes(constructs_case: Built) -> None:
    with zipfile.ZipFile(constructs_case.site / FILE) as archive:
        notes = archive.read("word/footnotes.xml")
    tree = parse_xml(notes)
    text = " ".join("".join(each.itertext()) for each in tree.iter(qn("w:footnote")))
    assert missing_in_order(" ".join(text.split()), NOTES) == []


def test_a_work_that_is_not_confirmed_carries_its_mark_and_note(real: Document) -> None:
    texts = [text_of(each) for each in paragraphs(real)]
    assert [each for each in texts if each in MATCHES] == list(MATCHES)
    assert [each for each in texts if each.startswith("Matched, not confirmed.")]
