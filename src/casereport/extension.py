"""The Markdown layer: a Python-Markdown extension that knows nothing of MkDocs.

While a page is converted it collects the page's citations, figures, links and ids in reading
order, and leaves a marker wherever something depends on the whole case.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from casereport.abbreviations import mark_abbreviations
from casereport.citations import holds_key
from casereport.collecting import collect_page
from casereport.collector import BLOCK_TAG, CITATION_TAG
from casereport.model import (
    ABBREVIATIONS_BLOCK,
    CITATION_BLOCK,
    DOWNLOADS_BLOCK,
    METADATA_BLOCK,
    REFERENCES_BLOCK,
    Page,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown import Markdown
    from pymdownx.blocks import BlocksProcessor

# After code spans (190) and escapes (180), before footnotes (175) and links (160).
_INLINE_PRIORITY = 176
# After attribute lists (8), the table of contents (5) and captions (4), before MkDocs checks and
# rewrites addresses (0).
_TREE_PRIORITY = 3

# What is passed over (alt texts, addresses and titles of links, comments, tags), or the words
# between two brackets with an @. Brackets followed by ( are the words of a link.
_ADDRESS = r"\((?:[^()\\]|\\.|\([^()]*\))*\)"
_CITATION = (
    rf"!\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*\](?:{_ADDRESS})?|\]{_ADDRESS}"
    r"|<!--.*?-->|</?[A-Za-z][^<>]*>"
    r"|\[(?P<body>[^\[\]]*@[^\[\]]*(?:\[[^\[\]@]*\][^\[\]]*)*)\](?!\()"
)


class CitationProcessor(InlineProcessor):
    """Turns ``[@key]`` into an element of its own, which the tree processor then collects."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the base class names it
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Return the element and the span it replaces, or three times None to pass over."""
        del data
        if m["body"] is None:
            return None, None, None
        body = self._plain(m["body"])
        if not holds_key(body):
            return None, None, None
        element = ET.Element(CITATION_TAG, {"body": body})
        return element, m.start(0), m.end(0)

    def _plain(self, body: str) -> str:
        """Return the words as they will be read: code, escapes and entities resolved."""
        text = self.unescape(body)
        text = re.sub("\x02(\\d+)\x03", lambda found: chr(int(found[1])), text)
        return html.unescape(text)


class CaseBlock(Block):
    """``/// references`` and its like: the place where something of the whole case stands."""

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Return the element that the tree processor gives its marker."""
        return ET.SubElement(parent, BLOCK_TAG, {"name": self.NAME})


class References(CaseBlock):
    """``/// references``: the numbered list of every work cited."""

    NAME = REFERENCES_BLOCK


class ArticleMetadata(CaseBlock):
    """``/// article-metadata``: what is known of the article, and what is not."""

    NAME = METADATA_BLOCK


class CiteThisReport(CaseBlock):
    """``/// cite-this-report``: how to cite the article."""

    NAME = CITATION_BLOCK


class Downloads(CaseBlock):
    """``/// downloads``: every other form of the article."""

    NAME = DOWNLOADS_BLOCK


class Abbreviations(CaseBlock):
    """``/// abbreviations``: what each abbreviation of the glossary means."""

    NAME = ABBREVIATIONS_BLOCK


BLOCKS = (References, ArticleMetadata, CiteThisReport, Downloads, Abbreviations)


class CollectProcessor(Treeprocessor):
    """Collects the page once its tree is finished."""

    def __init__(self, md: Markdown, extension: CaseReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: ET.Element) -> None:
        """Collect the page that ``root`` is the tree of, and leave markers in it."""
        raw = [each if isinstance(each, str) else "" for each in self.md.htmlStash.rawHtmlBlocks]
        self.extension.collect(root, raw)


class CaseReportExtension(Extension):
    """Citations, figures and the blocks of the whole case, for Python-Markdown.

    Before each conversion, :meth:`read` says which page comes; afterwards :attr:`page` holds it.
    """

    def __init__(self, figures_dir: str = "figures", abbreviations: Iterable[str] = ()) -> None:
        super().__init__()
        self.figures_dir = figures_dir
        self.abbreviations = tuple(abbreviations)
        self.page = Page("")
        self._path, self._source = "", ""

    def read(self, path: str, source: str) -> None:
        """Say which page is converted next: its path from the top of the case, and its text.

        The text is the whole file, front matter included, so that problems name its lines.
        """
        self._path, self._source = path, source
        # Python-Markdown passes over an empty page.
        self.page = Page(path)

    def collect(self, root: ET.Element, raw: Sequence[str]) -> None:
        """Collect the page announced last from its finished tree, and the raw HTML set aside."""
        page = collect_page(root, self._path, self._source, self.figures_dir)
        found = mark_abbreviations(root, self.abbreviations, raw)
        self.page = replace(page, abbreviations=found)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class names it
        """Register the processors and the blocks."""
        blocks = _CaseBlocks()
        blocks.extendMarkdown(md)
        processor = CitationProcessor(_CITATION, md)
        md.inlinePatterns.register(processor, "casereport-citation", _INLINE_PRIORITY)
        md.treeprocessors.register(CollectProcessor(md, self), "casereport-collect", _TREE_PRIORITY)


class _CaseBlocks(BlocksExtension):
    """Registers the generator's own blocks with pymdownx."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        del md
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())
