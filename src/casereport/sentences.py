"""Sentences in a page's tree: pages are written with one sentence a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.citations import parse_citation
from casereport.collector import CITATION_TAG
from casereport.markers import marker
from casereport.matching import on_one_line
from casereport.passages import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree import ElementTree as ET

# What can stand in a list item beside words of its own.
_BLOCKS = frozenset({"p", "ul", "ol", "dl", "table", "pre", "blockquote", "div", "figure"})

# A place in a paragraph: its text (0) or the tail of its n-th child, and a line of that.
_Spot = tuple[int, int]


def holds_sentences(element: ET.Element) -> bool:
    """Return whether an element is a paragraph, or a list item that is one."""
    if element.tag == "p":
        return not (element.text or "").startswith("///")
    return element.tag == "li" and not _BLOCKS & {str(child.tag) for child in element}


def mark_sentences(
    paragraph: ET.Element, first: int, read: Callable[[str], str]
) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph, putting a marker before and behind each.

    A sentence stands between two line breaks that are not within emphasis or a link. ``first`` is
    the number of the first one on the page, from 0; ``read`` turns text into what will be read.
    """
    children = list(paragraph)
    texts = [paragraph.text or "", *(child.tail or "" for child in children)]
    lines = [text.split("\n") for text in texts]
    number = first
    for run in _runs(children, lines):
        elements = [part for part in run if not isinstance(part, tuple)]
        words = on_one_line(
            read(
                "".join(
                    lines[part[0]][part[1]] if isinstance(part, tuple) else words_in(part)
                    for part in run
                )
            )
        )
        if not words:
            continue
        spots = [part for part in run if isinstance(part, tuple)]
        _put(lines, spots[0], spots[-1], number)
        yield Sentence(words, tuple(key for element in elements for key in _keys(element)))
        number += 1
    paragraph.text = "\n".join(lines[0])
    for child, tail in zip(children, lines[1:], strict=True):
        child.tail = "\n".join(tail)


def words_in(element: ET.Element) -> str:
    """Return the text of an element; a citation has none."""
    return "" if element.tag == CITATION_TAG else "".join(element.itertext())


def _runs(children: list[ET.Element], lines: list[list[str]]) -> Iterator[list[_Spot | ET.Element]]:
    """Yield what stands between two line breaks: it begins and ends with a text."""
    run: list[_Spot | ET.Element] = []
    for index, texts in enumerate(lines):
        if index and children[index - 1].tag == "br":
            yield run
            run = []
        elif index:
            run.append(children[index - 1])
        for line, _ in enumerate(texts):
            if line:
                yield run
                run = []
            run.append((index, line))
    yield run


def _put(lines: list[list[str]], begin: _Spot, end: _Spot, number: int) -> None:
    """Put the markers around a sentence, within the white space around it."""
    text = lines[begin[0]][begin[1]]
    blank = len(text) - len(text.lstrip())
    lines[begin[0]][begin[1]] = f"{text[:blank]}{marker('sentence', number)}{text[blank:]}"
    text = lines[end[0]][end[1]]
    full = len(text.rstrip())
    lines[end[0]][end[1]] = f"{text[:full]}{marker('sentence-end', number)}{text[full:]}"


def _keys(element: ET.Element) -> Iterator[str]:
    for citation in element.iter(CITATION_TAG):
        for item in parse_citation(citation.attrib["body"]) or ():
            yield item.key
