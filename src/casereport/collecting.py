"""Collecting a page: a walk over its parsed tree, in reading order, that leaves markers behind.

The tree is an ElementTree as Python-Markdown makes it; this module needs nothing else of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from casereport.block_names import (
    ABBREVIATIONS_BLOCK,
    CAPTION_BLOCK,
    CITATION_BLOCK,
    DOWNLOADS_BLOCK,
    METADATA_BLOCK,
    REFERENCES_BLOCK,
    THUMBNAILS_BLOCK,
)
from casereport.citations import is_read_whole, parse_citation
from casereport.collecting_figures import begin_figure, collect_image
from casereport.collecting_html import HEADINGS, collect_attributes, collect_id, collect_raw
from casereport.collecting_notes import mark_notes
from casereport.collector import BLOCK_TAG, CITATION_TAG, Collector, replace_element
from casereport.markers import marker
from casereport.model import Citation, FigureReference, Link, Page, Problem
from casereport.passages import PASSAGE_BLOCKS
from casereport.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

BLOCKS = (
    CAPTION_BLOCK,
    REFERENCES_BLOCK,
    METADATA_BLOCK,
    CITATION_BLOCK,
    DOWNLOADS_BLOCK,
    THUMBNAILS_BLOCK,
    *PASSAGE_BLOCKS,
    ABBREVIATIONS_BLOCK,
)
"""The blocks an author may write, between lines of three slashes."""


def collect_page(
    root: ET.Element, raw: Iterable[str | ET.Element], path: str, source: str, figures_dir: str
) -> Page:
    """Return what the page with the tree ``root`` holds, leaving markers in the tree.

    ``raw`` are the pieces of HTML that stand outside the tree; ``path`` is the page's path from the
    top of the case and ``source`` its whole text, front matter included, so that places name its
    lines; ``figures_dir`` is the folder of figures.
    """
    collector = Collector(path, source, figures_dir)
    for piece in raw:
        collect_raw(piece, collector)
    _walk(root, (), collector)
    collector.notes = mark_notes(root)
    _mark_page(root)
    return collector.page()


def _walk(element: ET.Element, ancestors: tuple[str, ...], collector: Collector) -> None:
    if element.tag == "figure":
        # Its panels become a marker; its caption is then walked like any text.
        begin_figure(element, collector)
    elif element.get("id"):
        collect_id(element, collector)
    collect_attributes(element, collector)
    if element.tag == "p" and (element.text or "").startswith("///"):
        collector.problems.append(_unread_block(element.text or "", collector))
    for child in list(element):
        inside = (*ancestors, str(element.tag))
        if child.tag == CITATION_TAG:
            replace_element(element, child, _collect_citation(child, inside, collector))
        elif child.tag == BLOCK_TAG:
            collector.blocks.append(child.attrib["name"])
            replace_element(element, child, marker(child.attrib["name"]))
        elif child.tag == "img":
            collect_image(element, child, inside, collector)
        elif child.tag == "a" and _asks_for_label(child):
            replace_element(element, child, _collect_figure_reference(child, collector))
        else:
            if child.tag == "a":
                _collect_link(child, collector)
            _walk(child, inside, collector)


def _unread_block(text: str, collector: Collector) -> Problem:
    """Return the problem of a block that stayed text: its name or its shape is wrong."""
    first = text.splitlines()[0].strip()
    name = first.strip("/ ").partition("|")[0].strip()
    meant = nearest(name, BLOCKS)
    hint = f"; nearest: {meant}" if meant and name not in BLOCKS else ""
    lines = "as lines of their own, with an empty line before and after."
    if not meant:
        fix = f"The blocks are {', '.join(BLOCKS)}; write “/// {BLOCKS[0]}” and “///” {lines}"
    elif meant == CAPTION_BLOCK:
        fix = f"Write “/// {meant}”, the words and “///” {lines}"
    else:
        fix = f"Write “/// {meant}” and “///” {lines}"
    return Problem(
        collector.place(first), f"has a block that cannot be read, “{first}”{hint}.", fix
    )


def _collect_link(link: ET.Element, collector: Collector) -> None:
    address = link.get("href")
    if address is None:
        return
    where = collector.place(f"]({address})", f"]({address} ", address or "]()")
    collector.links.append(Link(address, where))
    if not address:
        what, fix = "has a link that leads nowhere.", "Write its address between the parentheses."
    elif not "".join(link.itertext()).strip() and not len(link):
        what, fix = (
            f"links to {address} without words.",
            "Say in the brackets what it is.",
        )
    else:
        return
    collector.problems.append(Problem(where, what, fix))


def _collect_figure_reference(link: ET.Element, collector: Collector) -> str:
    address = link.attrib["href"]
    target = unquote(address.partition("#")[2])
    where = collector.place(f"[]({address})", address)
    collector.references.append(FigureReference(target, where))
    return marker("figure-reference", len(collector.references) - 1)


def _mark_page(root: ET.Element) -> None:
    """Leave markers for what the whole case adds: notices below the title, and the page's end."""
    title = next((child for child in root if child.tag == "h1"), None)
    if title is None:
        root.text = marker("page-notices") + (root.text or "")
    else:
        title.tail = marker("page-notices") + (title.tail or "")
    if len(root):
        root[-1].tail = (root[-1].tail or "") + marker("page-end")


def _collect_citation(element: ET.Element, ancestors: tuple[str, ...], collector: Collector) -> str:
    body = element.attrib["body"]
    items = parse_citation(body) or ()
    where = collector.place(f"[{body}]", *(f"@{item.key}" for item in items), "@")
    around = set(ancestors)
    if around & HEADINGS:
        collector.problems.append(
            Problem(
                where,
                f"cites [{' '.join(body.split())}] in a heading.",
                "Move the citation into a sentence: headings become menus and search results.",
            )
        )
    elif "a" in around:
        collector.problems.append(
            Problem(
                where,
                f"cites [{' '.join(body.split())}] within the words of a link.",
                "Put the citation behind the link: a link cannot hold another.",
            )
        )
    if not is_read_whole(items):
        collector.problems.append(
            Problem(
                where,
                f"cites [{' '.join(body.split())}], where not every @ can be read.",
                "Part works with semicolons, [@a; @b]; write \\@ for an @ that cites nothing.",
            )
        )
    if not items:
        return f"[{body}]"
    collector.citations.append(Citation(items, where))
    return marker("citation", len(collector.citations) - 1)


def _asks_for_label(link: ET.Element) -> bool:
    words = "".join(link.itertext()).strip()
    return not words and not len(link) and "#" in link.get("href", "")
