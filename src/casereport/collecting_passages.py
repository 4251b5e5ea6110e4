"""Collecting sentences, and the blocks that quote them, from a page's tree, before all else.

Each sentence gets markers around it, each block becomes one marker.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casereport.block_lines import BlockLines, find_blocks
from casereport.citations import is_read_whole, parse_citation
from casereport.collector import BLOCK_TAG, CITATION_TAG, Collector, replace_element
from casereport.markers import marker
from casereport.matching import on_one_line
from casereport.model import Citation, Picture, Problem
from casereport.passages import (
    CHART_BLOCK,
    COMPARISON_BLOCK,
    GRAPHIC_BLOCKS,
    PASSAGE_BLOCKS,
    SKETCH_BLOCK,
    Graphic,
    Item,
    Passage,
    Passages,
    Sentence,
    Summary,
)
from casereport.sentences import holds_sentences, mark_sentences, words_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

_SHAPES = {
    CHART_BLOCK: "a table of two columns: whom, and the report’s words with one percentage",
    COMPARISON_BLOCK: "a table: an option in each row, an outcome in each further column",
    SKETCH_BLOCK: "one image of the folder of figures, and a line of the report’s words",
}


def collect_passages(
    root: ET.Element, path: str, source: str, figures_dir: str, read: Callable[[str], str]
) -> Passages:
    """Return the sentences and blocks of the page with the tree ``root``, leaving markers in it.

    ``path``, ``source`` and ``figures_dir`` are as in :func:`casereport.collecting.collect_page`;
    ``read`` turns the text of an element into what a reader will see of it.
    """
    reader = _Reader(Collector(path, source, figures_dir), list(find_blocks(path, source)), read)
    reader.walk(root)
    return Passages(tuple(reader.sentences), tuple(reader.blocks), tuple(reader.problems))


@dataclass
class _Reader:
    """Walks one page's tree in reading order."""

    collector: Collector
    lines: list[BlockLines]
    read: Callable[[str], str]
    sentences: list[Sentence] = field(default_factory=list)
    blocks: list[Summary | Graphic] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def walk(self, element: ET.Element) -> None:
        """Take the sentences and blocks within ``element``."""
        if holds_sentences(element):
            self.sentences += mark_sentences(element, len(self.sentences), self.read)
            return
        for child in list(element):
            if child.tag == BLOCK_TAG and child.attrib["name"] in PASSAGE_BLOCKS:
                self.blocks.append(self._block(child))
                text = marker("passage-block", len(self.blocks) - 1)
                replace_element(element, child, text)
            else:
                self.walk(child)

    # Blocks.

    def _block(self, element: ET.Element) -> Summary | Graphic:
        name = element.attrib["name"]
        lines = BlockLines(self.collector.path)
        if self.lines and self.lines[0].name == name:
            lines = self.lines.pop(0)
        if name in GRAPHIC_BLOCKS:
            return self._graphic(name, element, lines)
        return self._summary(name, element, lines)

    def _summary(self, name: str, element: ET.Element, lines: BlockLines) -> Summary:
        items: list[Item] = []
        for child in (each for found in element.iter("dl") for each in found):
            if child.tag == "dt":
                items.append(Item(self._passage(child, lines), ()))
            elif items:
                told = self._passage(child, lines, before=":")
                items[-1] = Item(items[-1].term, (*items[-1].told, told))
        if not items or any(child.tag != "dl" for child in element):
            self.problems.append(
                Problem(
                    lines.where,
                    f"has a block “/// {name}” that holds {'more than' if items else 'no'} terms"
                    " and definitions.",
                    "Write each term on a line of its own, and below it “: ” and words of the"
                    " report; def_list must stand among markdown_extensions: in mkdocs.yml.",
                )
            )
        return Summary(name, lines.where, tuple(items))

    def _graphic(self, name: str, element: ET.Element, lines: BlockLines) -> Graphic:
        words = on_one_line(element.attrib["title"])
        title = Passage(words, lines.place(words, before="|") if words else lines.where)
        if not words:
            self.problems.append(
                Problem(
                    lines.where,
                    f"has a block “/// {name}” without a title.",
                    f"Write it behind a bar: “/// {name} | Title”.",
                )
            )
        made = self._sketch if name == SKETCH_BLOCK else self._table
        empty = Graphic(name, title, lines.where)
        graphic = made(empty, element, lines)
        if graphic is None:
            self.problems.append(
                Problem(
                    lines.where,
                    f"has a block “/// {name}” that does not hold {_SHAPES[name]}.",
                    "Write it so, and nothing else, between the two lines of slashes.",
                )
            )
        return graphic or empty

    def _table(self, graphic: Graphic, element: ET.Element, lines: BlockLines) -> Graphic | None:
        tags = [child.tag for child in element]
        if tags not in (["table"], ["p", "table"]):
            return None
        line = self._passage(element[0], lines) if tags[0] == "p" else None
        head, *rows = [
            tuple(self._passage(cell, lines) for cell in row) for row in element.iter("tr")
        ]
        wanted = {2} if graphic.kind == CHART_BLOCK else range(2, len(head) + 1)
        if len(head) not in wanted or not rows:
            return None
        return replace(graphic, head=head, rows=tuple(rows), line=line)

    def _sketch(self, graphic: Graphic, element: ET.Element, lines: BlockLines) -> Graphic | None:
        images = [(image, image.get("src", "")) for image in element.iter("img")]
        pictures = [
            Picture(
                self.collector.resolved(source), image.get("alt", ""), lines.place(f"]({source})")
            )
            for image, source in images
            if self.collector.is_figure_image(source)
        ]
        lined = [self._passage(paragraph, lines) for paragraph in element.iter("p")]
        said = [passage for passage in lined if passage.words]
        if len(images) != 1 or len(pictures) != 1 or len(said) != 1:
            return None
        return replace(graphic, line=said[0], picture=pictures[0])

    def _passage(self, element: ET.Element, lines: BlockLines, *, before: str = "") -> Passage:
        pieces = [element.text or ""]
        for child in element:
            pieces += [words_in(child), child.tail or ""]
        words = on_one_line(self.read("".join(pieces)))
        where = lines.place(words, before=before)
        cited = [self._citation(found, lines) for found in element.iter(CITATION_TAG)]
        return Passage(words, where, tuple(cited))

    def _citation(self, element: ET.Element, lines: BlockLines) -> Citation:
        body = element.attrib["body"]
        items = parse_citation(body) or ()
        where = lines.place(f"[{body}]")
        if not is_read_whole(items):
            self.problems.append(
                Problem(
                    where,
                    f"cites [{on_one_line(body)}], where not every @ can be read.",
                    "Part works with semicolons, [@a; @b].",
                )
            )
        return Citation(items, where)
