"""What a reader prints: every page on light paper, whole, and without what only a screen can use.

The pages are printed from the dark scheme, by browsers that leave backgrounds out, as they do by
themselves, and by those that are told to print them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

import pypdfium2
import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import expect
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH

from bibliographies import read_bibtex
from browser.test_abbreviations import MEANS
from browser.test_pages import FIGURES, HEADINGS
from browser.test_search import dialog as search_dialog
from browser.test_search import opener
from browser.viewers import open_figure
from reading import only, words
from tiny import TOP

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser, Locator, Page

    from tiny import Built

A4, LETTER, LOWER = 297, 279, 250
"""The heights of sheets, in mm: the end of the lowest would fall within a figure."""
WITH_FIGURES = "case-presentation/"
SCREEN_ONLY = {
    "the pilcrow beside a heading": ".headerlink",
    "what opens another page or a place on this one": "p:has(> .md-button)",
    "the forms of the report, which are files": ".downloads, h2:has(+ .downloads), .cite__files",
    "those of the references": ".references__files",
    "what copies": ".copy",
    "the source of an entry, made to be copied": ".reference__bibtex",
    "the way to the series": ".panel__series",
    "cards": "template",
    "what is said where no script runs": "noscript",
    "what is read aloud beside pictures": "[hidden]",
    "the heading that opens a table": ".graphic__table > summary",
    "what the reader's browser fills in": "[data-fill]",
    "what is part of a picture, and drawn with it": "svg, .panel__letter",
}
"""What of a page's article is left out on paper, by why."""
NEVER = ("@article{", "Scroll through", "Copy the", "Type to start searching", "Made with Material")
"""Words of what only a screen can use, which no article has."""
DRAWN = "path, circle, ellipse"
"""The shapes of a drawing, as SVG names them."""
OTHER_SHAPES = 20
"""More shapes than the rest of a sheet has: rules, boxes, the mark in the header."""
LEAST_WHITE = 0.5
"""The share of a printed page that is blank paper: figures fill less than the rest."""
_BETWEEN = re.compile(r"[\s\ufffe\u200b\u00ad-]")
"""What stands between letters; a hyphen at a line's end is none of a known kind in a PDF."""
_INSERTED = re.compile("|".join(re.escape(f"[{meant}]") for meant in MEANS.values()))
"""What an abbreviation means, behind its first use: no word of the article."""


class Printed:
    """A printed page of the site: its sheets of paper."""

    def __init__(self, content: bytes) -> None:
        """Read what Chromium has printed."""
        self.sheets = [*pypdfium2.PdfDocument(content)]
        self.texts = [sheet.get_textpage().get_text_range() for sheet in self.sheets]

    @property
    def text(self) -> str:
        """The words of all sheets, run together: where lines and words end is the browser's own."""
        return bare(_INSERTED.sub("", " ".join(" ".join(self.texts).split())))

    def pictures(self) -> list[Image]:
        """Return each sheet as it looks."""
        return [sheet.render(scale=0.5).to_pil().convert("L") for sheet in self.sheets]

    def images(self, at: int) -> list[tuple[float, float, float, float]]:
        """Return where the images of a sheet lie: left, bottom, right, top, in points."""
        found = self.sheets[at].get_objects([FPDF_PAGEOBJ_IMAGE])
        return [image.get_bounds() for image in found]

    def shapes(self, at: int) -> int:
        """Return how many shapes are drawn on a sheet."""
        return len([*self.sheets[at].get_objects([FPDF_PAGEOBJ_PATH])])

    def holding(self, text: str) -> int:
        """Return the one sheet that holds a text."""
        (at,) = [at for at, held in enumerate(self.texts) if bare(text) in bare(held)]
        return at


class Printing(Protocol):
    """Prints a page of the real case."""

    def __call__(self, address: str, *, backgrounds: bool = True, height: int = A4) -> Printed:
        """Return a page on sheets of this height in mm, with its backgrounds or without."""


def bare(text: str) -> str:
    """Return a text's letters, small, and signs, without anything between them."""
    return _BETWEEN.sub("", text).casefold()


@pytest.fixture(scope="module")
def printed(browser: Browser, site: str) -> Printing:
    """Return what prints a page of the real case, once each way."""
    kept: dict[tuple[str, bool, int], Printed] = {}
    context = browser.new_context(base_url=site, color_scheme="dark")

    def printing(address: str, *, backgrounds: bool = True, height: int = A4) -> Printed:
        if (address, backgrounds, height) not in kept:
            page = context.new_page()
            page.goto(address)
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
            content = page.pdf(width="210mm", height=f"{height}mm", print_background=backgrounds)
            kept[address, backgrounds, height] = Printed(content)
            page.close()
        return kept[address, backgrounds, height]

    return printing


def on_paper(article: Tag) -> list[str]:
    """Return the words of an article that are to be on paper, in their order."""
    copy = BeautifulSoup(str(article), "lxml")
    for element in copy.select(", ".join(SCREEN_ONLY.values())):
        element.decompose()
    return words(copy).split()


every_page = pytest.mark.parametrize("address", HEADINGS)
both_ways = pytest.mark.parametrize("backgrounds", [False, True], ids=["plain", "backgrounds"])


@every_page
@both_ways
def test_paper_is_light_and_no_sheet_is_blank(
    address: str,
    backgrounds: bool,  # noqa: FBT001 - a column of the table
    printed: Printing,
) -> None:
    page = printed(address, backgrounds=backgrounds)
    assert all(bare(text) for text in page.texts)
    for picture in page.pictures():
        edge = [picture.getpixel((x, y)) for x in (2, picture.width - 3) for y in (2, 99)]
        assert edge == [255] * 4
        white = picture.histogram()[250:]
        assert sum(white) > LEAST_WHITE * picture.width * picture.height


@every_page
@both_ways
def test_every_word_is_on_paper_in_its_order(
    address: str,
    backgrounds: bool,  # noqa: FBT001 - a column of the table
    printed: Printing,
    real_case: Built,
) -> None:
    """The long descriptions too, which are closed on the screen."""
    text, at = printed(address, backgrounds=backgrounds).text, 0
    expected = on_paper(only(real_case.page(address).select_one("article")))
    for number, word in enumerate(expected):
        found = text.find(bare(word), at)
        assert found >= 0, " ".join(expected[max(0, number - 5) : number + 5])
        at = found + len(bare(word))


def test_long_descriptions_are_on_paper_where_no_script_opens_them(
    scriptless: Page, real_case: Built
) -> None:
    scriptless.goto(WITH_FIGURES)
    text = Printed(scriptless.pdf(format="A4")).text
    described = real_case.content(WITH_FIGURES).select(".figure__description > p")
    assert len(described) == 4
    assert [words(each) for each in described if bare(words(each)) not in text] == []


@every_page
def test_what_only_a_screen_can_use_is_not_on_paper(address: str, printed: Printing) -> None:
    text = printed(address).text
    assert [each for each in NEVER if bare(each) in text] == []


@every_page
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(
    address: str, printed: Printing, real_case: Built
) -> None:
    article = only(real_case.page(address).select_one("article"))
    for link in article.select(".headerlink"):
        link.decompose()
    headings = [bare(words(one)) for one in article.select("h1, h2, h3, .graphic__title")]
    assert headings
    for text in printed(address).texts:
        assert not bare(text).endswith(tuple(headings)), text[-80:]


@pytest.mark.parametrize("height", [A4, LETTER, LOWER])
def test_a_figure_is_whole_on_one_sheet_with_its_caption(
    height: int,
    printed: Printing,
    real_case: Built,
) -> None:
    """An image that two sheets share would be on both; a drawing is known by its many shapes."""
    page = printed(WITH_FIGURES, height=height)
    wide, high = page.sheets[0].get_size()
    pixels: Counter[int] = Counter()
    figures = real_case.content(WITH_FIGURES).select(".figure, .sketch")
    assert len(figures) == len(FIGURES) + 1
    for figure in figures:
        at = page.holding(words(only(figure.select_one("figcaption > p"))))
        for image in figure.select("img"):
            source = real_case.site / WITH_FIGURES / str(image["src"])
            if source.suffix == ".svg":
                drawing = BeautifulSoup(source.read_text("utf-8"), "xml")
                assert page.shapes(at) > len(drawing.select(DRAWN)) > OTHER_SHAPES
            else:
                pixels[at] += 1
    assert pixels.total() == 2
    for at in range(len(page.sheets)):
        images = page.images(at)
        assert len(images) == pixels[at]
        for left, bottom, right, top in images:
            assert 0 < left < right < wide
            assert 0 < bottom < top < high
    # So that what counts shapes can fail.
    assert page.shapes(page.holding("Figure 1: (A and B)")) < OTHER_SHAPES


def test_every_identifier_of_a_work_can_be_read_on_paper(
    printed: Printing,
) -> None:
    """A link on paper leads nowhere unless its address is written."""
    text = printed("references/").text
    entries = read_bibtex((TOP / "references.bib").read_text("utf-8"))
    identifiers = [
        str(entry[name]) for entry in entries for name in ("doi", "pmid") if name in entry
    ]
    assert len(identifiers) > 5
    assert [each for each in identifiers if bare(each) not in text] == []


def test_the_report_names_itself_on_every_page(printed: Printing) -> None:
    """A sheet from a pile says what it belongs to."""
    for address in HEADINGS:
        assert bare("Leiomyosarcoma of the inferior vena cava") in printed(address).text


def test_an_open_viewer_is_not_printed(page: Page) -> None:
    expect_only_on_screen(open_figure(page, "ct-axial"))


def test_the_open_search_is_not_printed(page: Page) -> None:
    page.goto("discussion/")
    opener(page).click()
    expect_only_on_screen(search_dialog(page))


def expect_only_on_screen(opened: Locator) -> None:
    """Expect what is open to be seen on the screen, and only the page on paper."""
    page = opened.page
    seen = opened.element_handle()
    assert seen.is_visible()
    page.emulate_media(media="print")
    assert not seen.is_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.emulate_media(media="screen")
    assert seen.is_visible()
