"""Reading words out of a page's HTML: its first paragraph, the caption of a figure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 160
"""The characters of a description that search engines show."""
LONGEST_SENTENCE = 200
"""The characters up to which a first sentence is still given whole."""
_SHORTEST_SENTENCE = 50

# HTML, 13.1.2: elements that have no end tag.
_VOID = frozenset(
    {*("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"), "source", "wbr"}
)
# What is no word of the author's: numbers in brackets, labels, signs beside headings.
_PASSED_OVER = frozenset({"citation", "figure__label", "footnote-ref", "headerlink"})


def parse(html: str) -> ET.Element:
    """Return a page's HTML as a tree below one element; end tags that fit nothing are ignored."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.tree()


def lead(html: str) -> str:
    """Return what a page begins with, shortened to a description; empty without a paragraph.

    That is the first paragraph that stands in nothing else (a notice, a list) and is more than a
    link, without the numbers of citations.
    """
    for paragraph in parse(html).findall("p"):
        if any(part.strip() for part in _words(paragraph, {"a"})):
            return shorten(text_of(paragraph))
    return ""


def heading(html: str) -> str:
    """Return the words of a page's first heading of level 1, or nothing."""
    found = next(parse(html).iter("h1"), None)
    return "" if found is None else " ".join("".join(_words(found)).split())


def caption(page: ET.Element, figure_id: str) -> str:
    """Return the caption of the figure of this id on a page, without its label; or nothing."""
    figures = (figure for figure in page.iter("figure") if figure.get("id") == figure_id)
    found = next((figure.find("figcaption") for figure in figures), None)
    if found is None:
        return ""
    words = found.find("p")
    return text_of(found if words is None else words)


def text_of(element: ET.Element) -> str:
    """Return the words of an element on one line, without the numbers of citations."""
    text = " ".join("".join(_words(element)).split())
    # Where a number stood between a word and a full stop, a space is left.
    return re.sub(r" +([.,;:!?)])", r"\1", text)


def shorten(text: str) -> str:
    """Return a text of about :data:`LENGTH` characters: whole sentences, or a cut one with “…”."""
    if len(text) <= LENGTH:
        return text
    ends = [found.end(1) for found in re.finditer(r"([.?!][”\")]?)\s+(?=[\W\d]*[A-ZÀ-Ý])", text)]
    whole = [end for end in [*ends, len(text)] if _SHORTEST_SENTENCE <= end <= LONGEST_SENTENCE]
    if fitting := [end for end in whole if end <= LENGTH] or whole[:1]:
        return text[: fitting[-1]]
    # A script without spaces is cut anywhere.
    cut = text[:LENGTH].rpartition(" ")[0] or text[: LENGTH - 1]
    return f"{cut.rstrip(' ,;:–—-(')}…"


def _words(element: ET.Element, without: set[str] | frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the texts within an element, passing over the tags ``without``."""
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        classes = set(child.get("class", "").split())
        if child.tag not in without and not classes & _PASSED_OVER:
            yield from _words(child, without)
        yield child.tail or ""


class _TreeBuilder(HTMLParser):
    """Builds the tree of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self._builder = ET.TreeBuilder()
        self._builder.start("body", {})
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; one that has no end tag ends at once."""
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take ``<br />`` as ``<br>``."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End the element, and those within it that were left open."""
        while tag in self._open:
            last = self._open.pop()
            self._builder.end(last)
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        """Take the text."""
        self._builder.data(data)

    def tree(self) -> ET.Element:
        """Return the whole tree."""
        for tag in reversed(self._open):
            self._builder.end(tag)
        self._open.clear()
        self._builder.end("body")
        return self._builder.close()
