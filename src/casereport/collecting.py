"""Collecting a page: a walk over its parsed tree, in reading order, that leaves markers behind.

The tree is an ElementTree as Python-Markdown makes it; this module needs nothing else of it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from casereport.citations import is_read_whole, parse_citation
from casereport.markers import marker
from casereport.model import (
    CITATION_BLOCK,
    DOWNLOADS_BLOCK,
    METADATA_BLOCK,
    REFERENCES_BLOCK,
    Citation,
    Figure,
    FigureReference,
    Link,
    Page,
    Picture,
    Place,
    Problem,
)
from casereport.problems import line_of, nearest_hint

CITATION_TAG = "casereport-citation"
"""The element that stands for a citation, its words in the attribute ``body``."""

BLOCK_TAG = "casereport-block"
"""The element that stands for a block of the whole case, with its ``name``."""

BLOCKS = (
    "figure-caption",
    REFERENCES_BLOCK,
    METADATA_BLOCK,
    CITATION_BLOCK,
    DOWNLOADS_BLOCK,
)
"""The blocks an author may write, between lines of three slashes."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def collect_page(root: ET.Element, path: str, source: str, figures_dir: str) -> Page:
    """Return what the page with the tree ``root`` holds, leaving markers in the tree.

    ``path`` is the page's path from the top of the case and ``source`` its whole text, front
    matter included, so that places name its lines; ``figures_dir`` is the folder of figures.
    """
    collector = _Collector(path, source, figures_dir)
    _walk(root, (), collector)
    _mark_page(root)
    return collector.page()


@dataclass
class _Collector:
    """What one page holds, gathered while its tree is walked."""

    path: str
    source: str
    figures_dir: str
    seen: Counter[str] = field(default_factory=Counter)
    citations: list[Citation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    references: list[FigureReference] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def place(self, *texts: str) -> Place:
        """Return where the first of these ``texts`` that is found stands.

        A text asked for again is looked for further on.
        """
        for text in texts:
            line = line_of(self.source, text, self.seen[text] + 1)
            if line is not None:
                self.seen[text] += 1
                return Place(self.path, line)
        return Place(self.path)

    def is_figure_image(self, source: str) -> bool:
        """Return whether an image's address leads into the folder of figures."""
        return self.resolved(source).startswith(f"{self.figures_dir}/")

    def resolved(self, address: str) -> str:
        """Return a relative address as a path from the top of the case."""
        folder = posixpath.dirname(self.path)
        return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(address).path)))

    def page(self) -> Page:
        """Return the page as a value."""
        return Page(
            self.path,
            citations=tuple(self.citations),
            figures=tuple(self.figures),
            pictures=tuple(self.pictures),
            figure_references=tuple(self.references),
            links=tuple(self.links),
            ids=tuple(self.ids),
            blocks=tuple(self.blocks),
            problems=tuple(self.problems),
        )


def _walk(element: ET.Element, ancestors: tuple[str, ...], collector: _Collector) -> None:
    if element.tag == "figure":
        # Its panels become a marker; its caption is then walked like any text.
        _begin_figure(element, collector)
    elif identifier := element.get("id"):
        collector.ids.append(identifier)
    if element.tag == "p" and (element.text or "").startswith("///"):
        collector.problems.append(_unread_block(element.text or "", collector))
    for child in list(element):
        inside = (*ancestors, str(element.tag))
        if child.tag == CITATION_TAG:
            _replace(element, child, _collect_citation(child, inside, collector))
        elif child.tag == BLOCK_TAG:
            collector.blocks.append(child.attrib["name"])
            _replace(element, child, marker(child.attrib["name"]))
        elif child.tag == "img":
            _collect_image(element, child, inside, collector)
        elif child.tag == "a" and _asks_for_label(child):
            _replace(element, child, _collect_figure_reference(child, collector))
        else:
            if child.tag == "a":
                _collect_link(child, collector)
            _walk(child, inside, collector)


def _unread_block(text: str, collector: _Collector) -> Problem:
    """Return the problem of a block that stayed text: its name or its shape is wrong."""
    first = text.splitlines()[0].strip()
    name = first.strip("/ ").partition("|")[0].strip()
    hint = "" if name in BLOCKS else nearest_hint(name, BLOCKS)
    return Problem(
        collector.place(first),
        f"has a block that cannot be read, “{first}”{hint}.",
        "Write “/// figure-caption”, the words and “///” as lines of their own, with an empty line"
        " before and after.",
    )


def _collect_link(link: ET.Element, collector: _Collector) -> None:
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


def _collect_figure_reference(link: ET.Element, collector: _Collector) -> str:
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


def _collect_citation(
    element: ET.Element, ancestors: tuple[str, ...], collector: _Collector
) -> str:
    body = element.attrib["body"]
    items = parse_citation(body) or ()
    where = collector.place(f"[{body}]", *(f"@{item.key}" for item in items), "@")
    around = set(ancestors)
    if around & _HEADINGS:
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


def _collect_image(
    parent: ET.Element, image: ET.Element, ancestors: tuple[str, ...], collector: _Collector
) -> None:
    picture = replace(_picture(image, collector), linked="a" in ancestors)
    collector.pictures.append(picture)
    if picture.id:
        collector.ids.append(picture.id)
    if collector.is_figure_image(image.get("src", "")):
        _replace(parent, image, marker("picture", len(collector.pictures) - 1))


def _picture(image: ET.Element, collector: _Collector) -> Picture:
    source = image.get("src", "")
    identifier = image.get("id", "")
    external = bool(urlsplit(source).scheme or urlsplit(source).netloc)
    path = source if external else collector.resolved(source)
    return Picture(path, image.get("alt", ""), collector.place(f"]({source})", source), identifier)


def _begin_figure(figure: ET.Element, collector: _Collector) -> None:
    """Collect a captioned figure and put markers for its panels, label and notes.

    A caption below anything but images of ``figures/`` is left alone.
    """
    caption = figure.find("figcaption")
    images = [el for el in figure.iter("img") if collector.is_figure_image(el.get("src", ""))]
    if caption is None or not images:
        collector.ids += filter(None, [figure.get("id")])
        return
    panels = [_picture(image, collector) for image in images]
    if len(panels) > 1:
        # A panel goes by the name of its file where it was given no id.
        panels = [panel if panel.id else replace(panel, id=_made_id(panel)) for panel in panels]
    given = figure.get("id") or panels[0].id or _made_id(panels[0])
    identifier = given if figure.get("id") or len(panels) == 1 else f"figure-{given}"
    figure.set("id", identifier)
    figure.set("class", f"figure {figure.get('class', '')}".strip())
    collector.ids += [identifier, *(p.id for p in panels if p.id not in {"", identifier})]
    index = len(collector.figures)
    where = panels[0].where
    collector.figures.append(Figure(identifier, tuple(panels), where))
    for child in list(figure):
        if child is not caption:
            if "".join(child.itertext()).strip() or child.find(f".//{CITATION_TAG}") is not None:
                collector.problems.append(
                    Problem(
                        where,
                        "has words among the images of a figure.",
                        "Leave only the images above the caption; words belong into the caption.",
                    )
                )
            figure.remove(child)
    figure.text = marker("figure-panels", index)
    words = caption.find("p")
    if words is None:
        words = caption
    words.text = f"{marker('figure-label', index)} {words.text or ''}"
    notes = ET.SubElement(caption, "div")
    notes.text = marker("figure-notes", index)


def _made_id(panel: Picture) -> str:
    """Return the id of a panel that was given none: its file's name without spaces."""
    return "-".join(PurePosixPath(panel.source).stem.split())


def _asks_for_label(link: ET.Element) -> bool:
    words = "".join(link.itertext()).strip()
    return not words and not len(link) and "#" in link.get("href", "")


def _replace(parent: ET.Element, child: ET.Element, text: str) -> None:
    """Put ``text`` where ``child`` stood, keeping what follows it."""
    siblings = list(parent)
    index = siblings.index(child)
    tail = text + (child.tail or "")
    if index:
        siblings[index - 1].tail = (siblings[index - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)
