"""The Markdown layer: a Python-Markdown extension that knows nothing of MkDocs.

While a page is converted it collects the page's citations, figures, links and ids in reading
order, and leaves a marker wherever something depends on the whole case.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as etree

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from casereport.citations import parse_citation
from casereport.markers import marker
from casereport.model import (
    Citation,
    Figure,
    FigureReference,
    Link,
    Page,
    Picture,
    Place,
    Problem,
)
from casereport.problems import line_of

if TYPE_CHECKING:
    from markdown import Markdown

# After code spans (190) and escapes (180), before footnotes (175) and links (160).
_INLINE_PRIORITY = 176
# After attribute lists (8), the table of contents (5) and captions (4), before MkDocs checks and
# rewrites addresses (0).
_TREE_PRIORITY = 3

_CITATION_TAG = "casereport-citation"
_BLOCK_TAG = "casereport-block"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# What is passed over (alt texts, tags, comments), or the words between two brackets with an @.
# Brackets followed by ( are the words of a link.
_CITATION = (
    r"!\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*\]|<!--.*?-->|</?[A-Za-z][^<>]*>"
    r"|\[(?P<body>[^\[\]]*@[^\[\]]*)\](?!\()"
)


class CitationProcessor(InlineProcessor):
    """Turns ``[@key]`` into an element of its own, which the tree processor then collects."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the base class names it
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """Return the element and the span it replaces, or three times None to pass over."""
        del data
        body = m["body"]
        if body is None or parse_citation(body) is None:
            return None, None, None
        element = etree.Element(_CITATION_TAG, {"body": body})
        return element, m.start(0), m.end(0)


class CaseBlock(Block):
    """``/// references`` and its like: the place where something of the whole case stands."""

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element that the tree processor gives its marker."""
        return etree.SubElement(parent, _BLOCK_TAG, {"name": self.NAME})


class References(CaseBlock):
    """``/// references``: the numbered list of every work cited."""

    NAME = "references"


class ArticleMetadata(CaseBlock):
    """``/// article-metadata``: what is known of the article, and what is not."""

    NAME = "article-metadata"


BLOCKS = (References, ArticleMetadata)


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

    def place(self, text: str) -> Place:
        """Return where ``text`` stands, counting how often it was asked for before."""
        self.seen[text] += 1
        return Place(self.path, line_of(self.source, text, self.seen[text]))

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


class CollectProcessor(Treeprocessor):
    """Walks the finished tree in reading order, collects, and leaves markers."""

    def __init__(self, md: Markdown, extension: CaseReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        """Collect the page that ``root`` is the tree of."""
        collector = self.extension.start_page()
        self._walk(root, (), collector)
        _mark_page(root)
        self.extension.page = collector.page()

    def _walk(
        self, element: etree.Element, ancestors: tuple[str, ...], collector: _Collector
    ) -> None:
        if element.tag == "figure":
            # Its panels become a marker; its caption is then walked like any text.
            _begin_figure(element, collector)
        elif identifier := element.get("id"):
            collector.ids.append(identifier)
        for child in list(element):
            inside = (*ancestors, str(element.tag))
            if child.tag == _CITATION_TAG:
                _replace(element, child, _collect_citation(child, inside, collector))
            elif child.tag == _BLOCK_TAG:
                collector.blocks.append(child.attrib["name"])
                _replace(element, child, marker(child.attrib["name"]))
            elif child.tag == "img":
                _collect_image(element, child, collector)
            elif child.tag == "a" and _asks_for_label(child):
                target = child.attrib["href"].partition("#")[2]
                _replace(element, child, marker("figure-reference", len(collector.references)))
                where = collector.place(f"[]({child.attrib['href']}")
                collector.references.append(FigureReference(unquote(target), where))
            else:
                if child.tag == "a" and (address := child.get("href")):
                    collector.links.append(Link(address, collector.place(address)))
                self._walk(child, inside, collector)


def _mark_page(root: etree.Element) -> None:
    """Leave markers for what the whole case adds to a page: notices below its title, and cards."""
    title = next((child for child in root if child.tag == "h1"), None)
    if title is None:
        root.text = marker("page-notices") + (root.text or "")
    else:
        title.tail = marker("page-notices") + (title.tail or "")
    if len(root):
        root[-1].tail = (root[-1].tail or "") + marker("page-cards")


def _collect_citation(
    element: etree.Element, ancestors: tuple[str, ...], collector: _Collector
) -> str:
    body = element.attrib["body"]
    where = collector.place(f"[{body}]")
    items = parse_citation(body) or ()
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
    collector.citations.append(Citation(items, where))
    return marker("citation", len(collector.citations) - 1)


def _collect_image(parent: etree.Element, image: etree.Element, collector: _Collector) -> None:
    picture = _picture(image, collector)
    collector.pictures.append(picture)
    if picture.id:
        collector.ids.append(picture.id)
    if collector.is_figure_image(image.get("src", "")):
        _replace(parent, image, marker("picture", len(collector.pictures) - 1))


def _picture(image: etree.Element, collector: _Collector) -> Picture:
    source = image.get("src", "")
    identifier = image.get("id", "")
    external = bool(urlsplit(source).scheme)
    path = source if external else collector.resolved(source)
    return Picture(path, image.get("alt", ""), collector.place(source), identifier)


def _begin_figure(figure: etree.Element, collector: _Collector) -> None:
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
        panels = [
            panel if panel.id else replace(panel, id=PurePosixPath(panel.source).stem)
            for panel in panels
        ]
    given = figure.get("id") or panels[0].id or PurePosixPath(panels[0].source).stem
    identifier = given if figure.get("id") or len(panels) == 1 else f"figure-{given}"
    figure.set("id", identifier)
    figure.set("class", f"figure {figure.get('class', '')}".strip())
    collector.ids += [identifier, *(p.id for p in panels if p.id not in {"", identifier})]
    index = len(collector.figures)
    where = panels[0].where
    collector.figures.append(Figure(identifier, tuple(panels), where))
    for child in list(figure):
        if child is not caption:
            if "".join(child.itertext()).strip():
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
    notes = etree.SubElement(caption, "div")
    notes.text = marker("figure-notes", index)


def _asks_for_label(link: etree.Element) -> bool:
    words = "".join(link.itertext()).strip()
    return not words and not len(link) and "#" in link.get("href", "")


def _replace(parent: etree.Element, child: etree.Element, text: str) -> None:
    """Put ``text`` where ``child`` stood, keeping what follows it."""
    siblings = list(parent)
    index = siblings.index(child)
    tail = text + (child.tail or "")
    if index:
        siblings[index - 1].tail = (siblings[index - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)


class CaseReportExtension(Extension):
    """Citations, figures and the blocks of the whole case, for Python-Markdown.

    Before each conversion, :meth:`read` says which page comes; afterwards :attr:`page` holds it.
    """

    def __init__(self, figures_dir: str = "figures") -> None:
        super().__init__()
        self.figures_dir = figures_dir
        self.page = Page("")
        self._path, self._source = "", ""

    def read(self, path: str, source: str) -> None:
        """Say which page is converted next: its path from the top of the case, and its text.

        The text is the whole file, front matter included, so that problems name its lines.
        """
        self._path, self._source = path, source

    def start_page(self) -> _Collector:
        """Return a collector for the page announced last."""
        return _Collector(self._path, self._source, self.figures_dir)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class names it
        """Register the processors and the blocks."""
        blocks = _CaseBlocks()
        blocks.extendMarkdown(md)
        processor = CitationProcessor(_CITATION, md)
        md.inlinePatterns.register(processor, "casereport-citation", _INLINE_PRIORITY)
        md.treeprocessors.register(CollectProcessor(md, self), "casereport-collect", _TREE_PRIORITY)


class _CaseBlocks(BlocksExtension):
    """Registers the generator's own blocks with pymdownx."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: object) -> None:  # noqa: N802
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())  # type: ignore[attr-defined]
