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
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, AtomicString

from casereport.abbreviations import mark_abbreviations
from casereport.block_lines import without_blocks
from casereport.blocks import CaseBlocks
from casereport.citations import holds_key
from casereport.collecting import collect_page
from casereport.collecting_passages import collect_passages
from casereport.collector import CITATION_TAG
from casereport.html_text import parse
from casereport.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown import Markdown

# After code spans (190) and escapes (180), before footnotes (175) and links (160).
_INLINE_PRIORITY = 176
# After attribute lists (8), the table of contents (5) and captions (4), before MkDocs checks and
# rewrites addresses (0).
_TREE_PRIORITY = 3
# After inline Markdown (20), of which a title has none, before attribute lists and the table of
# contents, which shall take it for the heading it is.
_HEADING_PRIORITY = 15

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


class HeadingProcessor(Treeprocessor):
    """Heads a page that has no heading of the first level with its title."""

    def __init__(self, md: Markdown, extension: CaseReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: ET.Element) -> None:
        """Put the heading first, where a title is known and none is there, raw HTML included."""
        if not self.extension.title or self._is_headed(root):
            return
        heading = ET.Element("h1")
        # Python-Markdown would pass on “&lt;” in a text as if it were written in HTML.
        heading.text = AtomicString(self.extension.title.replace("&", f"{AMP_SUBSTITUTE}amp;"))
        root.insert(0, heading)

    def _is_headed(self, root: ET.Element) -> bool:
        raw = (parse(each) for each in self.md.htmlStash.rawHtmlBlocks if isinstance(each, str))
        return any(next(tree.iter("h1"), None) is not None for tree in (root, *raw))


class CollectProcessor(Treeprocessor):
    """Collects the page once its tree is finished."""

    def __init__(self, md: Markdown, extension: CaseReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: ET.Element) -> None:
        """Collect the page that ``root`` is the tree of, and leave markers in it."""
        self.extension.collect(root, self.md.htmlStash.rawHtmlBlocks, self._plain)

    def _plain(self, text: str) -> str:
        """Return text as it will be read: what Python-Markdown has put aside back in its place."""
        pieces = self.md.htmlStash.rawHtmlBlocks

        def piece(found: re.Match[str]) -> str:
            stashed = str(pieces[int(found[1])])
            return "" if stashed.startswith("<") else html.unescape(stashed)

        text = HTML_PLACEHOLDER_RE.sub(piece, text).replace(AMP_SUBSTITUTE, "&")
        return re.sub("\x02(\\d+)\x03", lambda found: chr(int(found[1])), text)


class CaseReportExtension(Extension):
    """Citations, figures and the blocks of the whole case, for Python-Markdown.

    Before each conversion, :meth:`read` says which page comes; afterwards :attr:`page` holds it.
    """

    def __init__(self, figures_dir: str = "figures", abbreviations: Iterable[str] = ()) -> None:
        super().__init__()
        self.figures_dir = figures_dir
        self.abbreviations = tuple(abbreviations)
        self.page = Page("")
        self.title = ""
        self._path, self._source = "", ""

    def read(self, path: str, source: str, title: str = "") -> None:
        """Say which page is converted next: its path from the top of the case, and its text.

        The text is the whole file, front matter included, so that problems name its lines. A
        ``title`` becomes the heading of a page that writes none.
        """
        self._path, self._source, self.title = path, source, title
        # Python-Markdown passes over an empty page.
        self.page = Page(path)

    def collect(
        self,
        root: ET.Element,
        raw: Sequence[str | ET.Element],
        plain: Callable[[str], str],
    ) -> None:
        """Collect the page announced last from its finished tree, and the HTML kept out of it.

        ``plain`` turns a text of the tree into what will be read.
        """
        passages = collect_passages(root, self._path, self._source, self.figures_dir, plain)
        source = without_blocks(self._source) if passages.blocks else self._source
        page = collect_page(root, raw, self._path, source, self.figures_dir)
        written = [each if isinstance(each, str) else "" for each in raw]
        found = mark_abbreviations(root, self.abbreviations, written)
        self.page = replace(page, passages=passages, abbreviations=found)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class names it
        """Register the processors and the blocks."""
        blocks = CaseBlocks()
        blocks.extendMarkdown(md)
        processor = CitationProcessor(_CITATION, md)
        md.inlinePatterns.register(processor, "casereport-citation", _INLINE_PRIORITY)
        heading = HeadingProcessor(md, self)
        md.treeprocessors.register(heading, "casereport-heading", _HEADING_PRIORITY)
        md.treeprocessors.register(CollectProcessor(md, self), "casereport-collect", _TREE_PRIORITY)
