"""What is gathered of one page while its tree is walked."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from casereport.model import Anchor, Page, Place
from casereport.problems import line_of
from casereport.source_lines import SourceLines

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from casereport.model import (
        Citation,
        Figure,
        FigureReference,
        Link,
        Picture,
        Problem,
        RawElement,
    )

CITATION_TAG = "casereport-citation"
"""The element that stands for a citation, its words in the attribute ``body``."""

BLOCK_TAG = "casereport-block"
"""The element that stands for a block of the whole case, with its ``name``."""


CAPTION_OF = "casereport-caption"
"""The attribute of a captioned element that says which block its caption is."""


@dataclass
class Collector:
    """What one page holds, so far."""

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
    notes: int = 0
    problems: list[Problem] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    raw: list[RawElement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = SourceLines(self.source)

    def place(self, *texts: str) -> Place:
        """Return where the first of these ``texts`` that is found stands.

        A text asked for again is looked for further on.
        """
        for text in texts:
            line = line_of(self.lines.masked, text, self.seen[text] + 1, masked=False)
            if line is not None:
                self.seen[text] += 1
                return Place(self.path, line)
        return Place(self.path)

    def anchor(self, identifier: str, where: Place) -> None:
        """Keep an id that stands at ``where``."""
        self.anchors.append(Anchor(identifier, where))

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
            anchors=tuple(self.anchors),
            raw=tuple(self.raw),
            blocks=tuple(self.blocks),
            notes=self.notes,
            problems=tuple(self.problems),
        )


def replace_element(parent: ET.Element, child: ET.Element, text: str) -> None:
    """Put ``text`` where ``child`` stood, keeping what follows it."""
    siblings = list(parent)
    index = siblings.index(child)
    tail = text + (child.tail or "")
    if index:
        siblings[index - 1].tail = (siblings[index - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)
