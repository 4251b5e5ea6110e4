"""What an author quotes from the report in a block, and the sentences it can be quoted from.

A summary (``at-a-glance``, ``timeline``) and a graphic (``bar-chart``, ``comparison``, ``sketch``)
say nothing of their own: each of their words is traced to a sentence; see
:mod:`casereport.tracing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casereport.model import Citation, Picture, Place, Problem

GLANCE_BLOCK = "at-a-glance"
"""The block that tells the case in a few items."""
TIMELINE_BLOCK = "timeline"
"""The block that tells it in time (CARE 2013, item 7)."""
CHART_BLOCK = "bar-chart"
"""The block that draws the percentages of a table."""
COMPARISON_BLOCK = "comparison"
"""The block that sets options beside each other, by what the report says of each."""
SKETCH_BLOCK = "sketch"
"""The block that shows a drawing made for the site."""
SUMMARY_BLOCKS = (GLANCE_BLOCK, TIMELINE_BLOCK)
GRAPHIC_BLOCKS = (CHART_BLOCK, COMPARISON_BLOCK, SKETCH_BLOCK)
PASSAGE_BLOCKS = (*SUMMARY_BLOCKS, *GRAPHIC_BLOCKS)


@dataclass(frozen=True)
class Sentence:
    """A line of a paragraph: pages are written one sentence per line."""

    words: str
    """On one line, citations and the labels of figures aside."""
    keys: tuple[str, ...] = ()
    """The works it cites."""


@dataclass(frozen=True)
class Passage:
    """Words of a block."""

    words: str
    """On one line, citations aside."""
    where: Place
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Item:
    """A label of the author's own, and what the report tells under it."""

    term: Passage
    told: tuple[Passage, ...]


@dataclass(frozen=True)
class Summary:
    """The case at a glance, or in time."""

    kind: str
    """The name of its block."""
    where: Place
    items: tuple[Item, ...]

    @property
    def quoted(self) -> tuple[Passage, ...]:
        """Every passage that the report must have."""
        return tuple(passage for item in self.items for passage in item.told)


@dataclass(frozen=True)
class Graphic:
    """Something to look at, made from the words of the report."""

    kind: str
    """The name of its block."""
    title: Passage
    where: Place
    head: tuple[Passage, ...] = ()
    """The heads of the columns of its table."""
    rows: tuple[tuple[Passage, ...], ...] = ()
    """The cells of its table; each row has as many as there are heads."""
    line: Passage | None = None
    """What stands below a sketch, or above a table: words to read the graphic by."""
    picture: Picture | None = None
    """The sketch itself."""

    @property
    def quoted(self) -> tuple[Passage, ...]:
        """Every passage that the report must have."""
        cells = tuple(cell for row in self.rows for cell in row if cell.words)
        return (*cells, self.line) if self.line else cells


@dataclass(frozen=True)
class Passages:
    """The sentences of a page, and its blocks of quoted words, each in reading order."""

    sentences: tuple[Sentence, ...] = ()
    blocks: tuple[Summary | Graphic, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The sketches."""
        graphics = (block for block in self.blocks if isinstance(block, Graphic))
        return tuple(graphic.picture for graphic in graphics if graphic.picture)

    @property
    def keys(self) -> frozenset[str]:
        """The works that the blocks cite."""
        quoted = (passage for block in self.blocks for passage in block.quoted)
        return frozenset(
            key for passage in quoted for citation in passage.citations for key in citation.keys
        )


def sentence_id(path: str, index: int) -> str:
    """Return the HTML id of a page's sentence, the ``index``-th from 0: ``discussion-sentence-2``.

    ``path`` begins with the folder of the pages, which is alike for all.
    """
    return f"{_name_of(path)}-sentence-{index + 1}"


def block_id(path: str, index: int) -> str:
    """Return the HTML id of a page's block of quoted words: ``discussion-graphic-1``."""
    return f"{_name_of(path)}-graphic-{index + 1}"


def _name_of(path: str) -> str:
    return "--".join(PurePosixPath(path).with_suffix("").parts[1:])
