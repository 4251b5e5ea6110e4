"""Reading PDFs: the words of pages through PDFium, tags, links and metadata through qpdf."""

from __future__ import annotations

import ctypes
import re
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import Tag as Element

# What only the site has: folded parts' names, the way back from a reference, letters on images,
# graphics.
ONLY_ON_SITE = (
    *(".headerlink", "template", "script", "style", "summary", "button", "[hidden]"),
    *("[aria-hidden]", "noscript", ".reference__backlinks", ".reference__bibtex"),
    *(".references__files", ".graphic"),
)
BLOCKS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "pre",
    "div",
    "details",
    "li",
    "td",
    "th",
    "dt",
    "dd",
    "blockquote",
    "figcaption",
}


FOOT = 56
"""Points at a page's foot where only the address, the date and the page number stand."""
HEAD = 62
"""Points at a page's head where only the title stands, on every page but the first."""
WIDTH, HEIGHT = 595, 842
"""An A4 page in points."""


@dataclass(frozen=True)
class PdfLink:
    """A link: the words it lies on, and where it leads."""

    page: int
    words: str
    address: str
    """Outside the PDF; else empty."""
    landing: Spot | None
    """The place it leads to within the PDF, or None."""


@dataclass(frozen=True)
class Spot:
    """A place on a page."""

    page: int
    left: float
    top: float
    """In points from the page's foot."""


@dataclass(frozen=True)
class Tag:
    """One element of the structure tree."""

    name: str
    """H1, P, Figure …"""
    alt: str | None
    tags: tuple[Tag, ...]

    def walk(self) -> Iterator[Tag]:
        """Yield this element and all within it, in reading order."""
        yield self
        for tag in self.tags:
            yield from tag.walk()


class Pdf:
    """A PDF as its readers have it."""

    def __init__(self, path: Path) -> None:
        self.file = pikepdf.open(path)
        self._pages = list(pypdfium2.PdfDocument(path))
        self._texts = [page.get_textpage() for page in self._pages]

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The words of each page between its head and its foot, on one line."""
        return tuple(
            one_line(text.get_text_bounded(0, FOOT, WIDTH, HEIGHT - (HEAD if number else 0)))
            for number, text in enumerate(self._texts)
        )

    @property
    def lines(self) -> list[list[str]]:
        """The lines of each page."""
        return [text.get_text_range().split("\r\n") for text in self._texts]

    @property
    def heads_and_feet(self) -> tuple[tuple[str, str], ...]:
        """The words at the head and at the foot of each page."""
        return tuple(
            (
                one_line(text.get_text_bounded(0, HEIGHT - HEAD, WIDTH, HEIGHT)),
                one_line(text.get_text_bounded(0, 0, WIDTH, FOOT)),
            )
            for text in self._texts
        )

    def holds(self, words: str) -> bool:
        """Return whether the words stand on a page, or begin at its end and go on on the next.

        A figure may stand at the head of the next page, before they go on.
        """
        if any(words in page for page in self.pages):
            return True
        for page, following in zip(self.pages, self.pages[1:], strict=False):
            parts = (words[:at] for at, sign in enumerate(words) if sign == " ")
            for part in parts:
                if page.endswith(part) and words[len(part) + 1 :] in following:
                    return True
        return False

    def words_from(self, spot: Spot, *, strictly_right: bool = False, count: int = 80) -> str:
        """Return the words that come after a spot in reading order, or to the right of it too."""
        text = self._texts[spot.page]
        left = spot.left - 1 if strictly_right else 0
        start = next(
            index
            for index, (at, height) in enumerate(self._centers[spot.page])
            if height < spot.top and at > left
        )
        return one_line(text.get_text_range(start, min(count, text.count_chars() - start)))

    @cached_property
    def _centers(self) -> list[list[tuple[float, float]]]:
        """The middle of each character of each page."""
        return [
            [
                ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                for box in map(text.get_charbox, range(text.count_chars()))
            ]
            for text in self._texts
        ]

    @cached_property
    def tree(self) -> Tag:
        """The structure tree."""
        (document,) = self.file.Root.StructTreeRoot.K
        return _tag(document)

    @property
    def alts(self) -> list[str | None]:
        """The alternative text of each figure, in reading order."""
        return [tag.alt for tag in self.tree.walk() if tag.name == "Figure"]

    @cached_property
    def outline(self) -> list[tuple[int, str, Spot]]:
        """Each bookmark: its level, its words, and the place it leads to."""
        with self.file.open_outline() as outline:
            return list(self._bookmarks(outline.root, 1))

    def _bookmarks(
        self, items: list[pikepdf.OutlineItem], level: int
    ) -> Iterator[tuple[int, str, Spot]]:
        for item in items:
            yield level, item.title.strip(), self._spot(item.destination)
            yield from self._bookmarks(item.children, level + 1)

    @cached_property
    def links(self) -> tuple[PdfLink, ...]:
        """Every link, in the order of the pages."""
        return tuple(
            self._link(number, annotation)
            for number, page in enumerate(self.file.pages)
            for annotation in page.get("/Annots", [])
            if annotation.Subtype == "/Link"
        )

    def _link(self, page: int, annotation: Any) -> PdfLink:  # noqa: ANN401 - a PDF object
        words = self._words_under(page, annotation)
        action = annotation.get("/A")
        if action is not None and action.get("/S") == "/URI":
            return PdfLink(page, words, str(action.URI), None)
        destination = annotation.get("/Dest", action.get("/D") if action is not None else None)
        return PdfLink(page, words, "", self._spot(destination))

    def _words_under(self, page: int, annotation: Any) -> str:  # noqa: ANN401 - a PDF object
        """Return the words a link lies on; one that goes over two lines has a box for each."""
        corners = [float(each) for each in annotation.get("/QuadPoints", [])]
        quads = [corners[start : start + 8] for start in range(0, len(corners), 8)]
        left, bottom, right, top = map(float, annotation.Rect)
        boxes = [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads]
        return one_line(
            "".join(
                self._texts[page].get_text_range(index, 1)
                for index, (at, height) in enumerate(self._centers[page])
                if any(
                    x1 <= at <= x2 and y1 <= height <= y2
                    for x1, y1, x2, y2 in boxes or [(left, bottom, right, top)]
                )
            )
        )

    def _spot(self, destination: Any) -> Spot:  # noqa: ANN401 - a PDF object
        """Return the place that a destination is, perhaps by name."""
        if isinstance(destination, str | pikepdf.String):
            found: Any = pikepdf.NameTree(self.file.Root.Names.Dests)[str(destination)]
            destination = found.get("/D") if isinstance(found, pikepdf.Dictionary) else found
        page = pikepdf.Page(destination[0]).index
        return Spot(page, float(destination[2]), float(destination[3]))

    @property
    def metadata(self) -> dict[str, str]:
        """The values of its XMP packet, by their qualified names."""
        # Never entered as a context, or pikepdf would add to what it reads.
        return {name: str(value) for name, value in self.file.open_metadata().items()}

    @property
    def fonts(self) -> set[str]:
        """The names of the fonts, without the letters that mark a subset."""
        names = (
            str(found.BaseFont)
            for found in self.file.objects
            if isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found
        )
        return {name.partition("+")[2].split("-")[0] for name in names}

    def fonts_of(self, words: str) -> set[str]:
        """Return the names of the fonts that words, which stand on one page, are set in."""
        for text in self._texts:
            if found := text.search(words).get_next():
                return {_font_of(text, index) for index in range(found[0], sum(found))} - {""}
        raise AssertionError(f"{words} stands on no page")

    @property
    def images(self) -> list[tuple[int, int]]:
        """The size in pixels of each raster image, but not of the masks of images."""
        return sorted(
            (int(found.Width), int(found.Height))
            for found in self.file.objects
            if isinstance(found, pikepdf.Stream)
            and found.get("/Subtype") == "/Image"
            and found.get("/ColorSpace") is not None
        )

    def images_on(self, page: int) -> list[tuple[float, float, float, float]]:
        """Return left, low, right and high edge of each raster image of a page, in points."""
        found = self._pages[page].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        return [image.get_bounds() for image in found]

    def outermost(self, page: int) -> tuple[float, float]:
        """Return the left and the right edge of what is written on a page, in points."""
        text = self._texts[page]
        written = (i for i in range(text.count_chars()) if text.get_text_range(i, 1).strip())
        boxes = [text.get_charbox(index) for index in written]
        return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _font_of(text: pypdfium2.PdfTextPage, index: int) -> str:
    """Return the name of the font of one character, empty for a space that is only a gap."""
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    pypdfium2.raw.FPDFText_GetFontInfo(text.raw, index, name, len(name), flags)
    return name.value.decode().rpartition("+")[2].split("-")[0]


def printed(content: Element) -> Element:
    """Return a copy of a page of the site without what only a site has."""
    kept = copy(content)
    for element in kept.select(", ".join(ONLY_ON_SITE)):
        element.decompose()
    return kept


def passages(content: Element) -> Iterator[str]:
    """Yield the words of each block of a page that are in no block within it."""
    block, held = None, ""
    for text in content.find_all(string=True):
        inside = next((each for each in text.parents if each.name in BLOCKS), None)
        if inside is not block and held.strip():
            yield " ".join(held.split())
        held = str(text) if inside is not block else f"{held}{text}"
        block = inside
    if held.strip():
        yield " ".join(held.split())


def one_line(text: str) -> str:
    """Return a text on one line, compounds and addresses whole that go over two.

    PDFium gives a hyphen at a line's end as U+0002 or U+FFFE.
    """
    joined = re.sub("[\x02\ufffe]", "-", text).replace("-\r\n", "-")
    return re.sub(r"(?<=\w)/ (?=[a-z0-9])", "/", " ".join(joined.split()))


def _tag(found: Any) -> Tag:  # noqa: ANN401 - a PDF object
    children = found.get("/K", [])
    children = children if isinstance(children, pikepdf.Array) else [children]
    elements = [each for each in children if isinstance(each, pikepdf.Dictionary) and "/S" in each]
    alt = found.get("/Alt")
    name = str(found.S).lstrip("/")
    return Tag(name, None if alt is None else str(alt), tuple(map(_tag, elements)))
