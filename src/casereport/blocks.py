"""The blocks of a case, for pymdownx: elements that are then collected with their page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from casereport.block_names import (
    ABBREVIATIONS_BLOCK,
    CAPTION_BLOCK,
    CITATION_BLOCK,
    DOWNLOADS_BLOCK,
    METADATA_BLOCK,
    REFERENCES_BLOCK,
    THUMBNAILS_BLOCK,
)
from casereport.collector import BLOCK_TAG, CAPTION_OF
from casereport.passages import (
    CHART_BLOCK,
    COMPARISON_BLOCK,
    GLANCE_BLOCK,
    SKETCH_BLOCK,
    TIMELINE_BLOCK,
)

if TYPE_CHECKING:
    from markdown import Markdown
    from pymdownx.blocks import BlocksProcessor


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


class FigureThumbnails(CaseBlock):
    """``/// figure-thumbnails``: every figure of the case, each leading to its place."""

    NAME = THUMBNAILS_BLOCK


class Abbreviations(CaseBlock):
    """``/// abbreviations``: what each abbreviation of the glossary means."""

    NAME = ABBREVIATIONS_BLOCK


class PassageBlock(Block):
    """``/// timeline`` and its like: words of the report, set in another way."""

    ARGUMENT = None

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Return the element whose content is read as Markdown and then collected."""
        title = self.argument or ""
        return ET.SubElement(parent, BLOCK_TAG, {"name": self.NAME, "title": title})

    def on_markdown(self) -> str:
        """Say that lists and tables may stand in it."""
        return "block"


class AtAGlance(PassageBlock):
    """``/// at-a-glance``: the case in a few items."""

    NAME = GLANCE_BLOCK


class Timeline(PassageBlock):
    """``/// timeline``: the case in time."""

    NAME = TIMELINE_BLOCK


class BarChart(PassageBlock):
    """``/// bar-chart | Title``: percentages of the report, drawn."""

    NAME = CHART_BLOCK


class Comparison(PassageBlock):
    """``/// comparison | Title``: options beside each other."""

    NAME = COMPARISON_BLOCK


class Sketch(PassageBlock):
    """``/// sketch | Title``: a drawing made for the site."""

    NAME = SKETCH_BLOCK


BLOCKS = (
    *(References, ArticleMetadata, CiteThisReport, Downloads, FigureThumbnails, Abbreviations),
    *(AtAGlance, Timeline, BarChart, Comparison, Sketch),
)


def _marking(caption: type[Block]) -> type[Block]:
    """Return a block of captions that leaves its name on what it is put below."""

    class MarkingCaption(caption):
        def on_create(self, parent: ET.Element) -> ET.Element:
            figure: ET.Element = super().on_create(parent)
            figure.set(CAPTION_OF, self.NAME)
            return figure

    return MarkingCaption


class CaseBlocks(BlocksExtension):
    """Registers the generator's own blocks with pymdownx."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register them, and the block of captions that marks what it is put below."""
        del md
        if caption := block_mgr.blocks.get(CAPTION_BLOCK):
            # In place of the one that pymdownx.blocks.caption registers.
            block_mgr.blocks[CAPTION_BLOCK] = _marking(caption)
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())
