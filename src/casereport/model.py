"""The values everything else is made of: what an author wrote, and what is wrong with it.

All are frozen, so that a page, a figure or a problem can be compared, hashed and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from casereport.metadata import Metadata
from casereport.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file, as the author sees it from the top of the case."""

    file: str
    line: int | None = None
    """Counted from 1, front matter included; None where only the file is known."""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Severity(Enum):
    """What a problem does: an error always stops the build, a warning only a strict one."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """Something an author can mend: where it is, what is wrong, what to do."""

    where: Place
    what: str
    fix: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class CitationItem:
    """One work within a citation: ``see @smith2020, p. 5``."""

    key: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Citation:
    """One bracket in a sentence, ``[@a; @b]``, citing one work or several."""

    items: tuple[CitationItem, ...]
    where: Place

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys cited, in the order they were written."""
        return tuple(item.key for item in self.items)


class Match(Enum):
    """How sure it is that an entry is the work the authors cited.

    An entry without a match is confirmed: the authors gave it themselves.
    """

    PROBABLE = "probable"
    CANDIDATE = "candidate"


@dataclass(frozen=True)
class Entry:
    """One well-formed BibTeX entry. Field names are lower-case, values decoded from LaTeX."""

    key: str
    type: str
    fields: Mapping[str, str] = field(hash=False)
    source: str
    """The entry as it stands in the file, for citeproc to read."""
    where: Place
    latex: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The fields as LaTeX, their @string macros resolved: what another BibTeX file can hold."""

    @property
    def match(self) -> Match | None:
        """How sure the match is, or None when the authors gave this entry."""
        value = self.fields.get("match", "")
        return Match(value) if value in {match.value for match in Match} else None


@dataclass(frozen=True)
class Reference:
    """An entry of the reference list: a cited work, numbered and formatted."""

    key: str
    number: int
    """Its number in the whole case, from 1."""
    html: str
    """The formatted reference, without its number, as inline HTML."""
    match: Match | None = None
    match_note: str = ""


@dataclass(frozen=True)
class Backlink:
    """The way from a reference back to one place that cites it."""

    page: Page
    citation_id: str
    occurrence: int
    """Which of the page's citations of this reference this is, from 1."""


@dataclass(frozen=True)
class VolumeCut:
    """Where and how a panel is cut from a volume."""

    volume: str
    """The volume's file name in the folder of figures."""
    plane: str
    """axial, coronal or sagittal."""
    position: float
    """Along the plane's normal, in mm of the volume's RAS coordinates."""
    center: float
    """The middle of the window in HU."""
    width: float
    """The width of the window in HU."""


@dataclass(frozen=True)
class ImageRecord:
    """What ``figures.yml`` says of one image."""

    name: str
    where: Place
    alt: str = ""
    description: str = ""
    modality: str = ""
    plane: str = ""
    credit: str = ""
    licence: str = ""
    digital_source_type: str = ""
    """A term of the IPTC vocabulary of this name, stored in the published image."""
    marking: str = ""
    """Words to stand in the pixels of a panel cut from a volume, and of every view of it."""
    stand_in: bool = False
    cut: VolumeCut | None = None


@dataclass(frozen=True)
class Rendition:
    """One published file of an image: a format at a width in pixels."""

    name: str
    path: Path
    format: str
    width: int
    height: int


@dataclass(frozen=True)
class RenderedImage:
    """An image ready to publish: its own size in pixels, and its renditions, narrow to wide."""

    name: str
    width: int
    height: int
    renditions: tuple[Rendition, ...]
    volume: Rendition | None = None
    """The volume it was cut from, as it is published; its width and height are 0."""
    stale_cut: str = ""
    """The digest of a cut whose preview does not show it yet; else empty."""


@dataclass(frozen=True)
class Picture:
    """An image as a page shows it."""

    source: str
    """Its path from the top of the case, ``figures/ct-coronal.png``."""
    alt: str
    """The alt text in the Markdown; empty where ``figures.yml`` holds it."""
    where: Place
    id: str = ""
    linked: bool = False
    """Whether the author made it a link already."""


@dataclass(frozen=True)
class Figure:
    """A captioned figure with one panel or several, before it has its number."""

    id: str
    panels: tuple[Picture, ...]
    where: Place


@dataclass(frozen=True)
class FigureReference:
    """A link without words, ``[](#ct-coronal)``, that asks for a figure's label."""

    target: str
    where: Place


@dataclass(frozen=True)
class Link:
    """A link an author wrote, as written."""

    target: str
    where: Place


@dataclass(frozen=True)
class Anchor:
    """An id on a page, to which links can lead."""

    id: str
    where: Place


@dataclass(frozen=True)
class RawElement:
    """An element that an author wrote as HTML, or gave attributes that Markdown has none of."""

    tag: str
    attributes: Mapping[str, str] = field(hash=False)
    where: Place


@dataclass(frozen=True)
class Abbreviation:
    """An abbreviation that the glossary explains."""

    term: str
    """As the pages write it, ``CT``."""
    meaning: str
    where: Place


@dataclass(frozen=True)
class Page:
    """One page of the case, as collected while it was rendered, each list in reading order."""

    path: str
    """From the top of the case: ``docs/discussion.md``."""
    title: str = ""
    in_nav: bool = True
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """Images outside a captioned figure."""
    figure_references: tuple[FigureReference, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """Every id it gives, in Markdown and in HTML, so that one given twice stands here twice."""
    raw: tuple[RawElement, ...] = ()
    blocks: tuple[str, ...] = ()
    """Which of the generator's own blocks it holds, by their names."""
    notes: int = 0
    """How many footnotes its text calls."""
    problems: tuple[Problem, ...] = ()
    """What was found wrong while reading it, such as a citation in a heading."""
    heading: str = ""
    """The words of its first heading of the first level."""
    abbreviations: tuple[str, ...] = ()
    """Every abbreviation of the glossary in its text, as it is written there, in reading order."""
    passages: Passages = field(default_factory=Passages)
    """Its sentences, and the blocks that quote the report."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids it gives."""
        return tuple(anchor.id for anchor in self.anchors)


@dataclass(frozen=True)
class Article:
    """The whole case: pages in nav order, then those outside it."""

    pages: tuple[Page, ...]
    entries: Mapping[str, Entry] = field(default_factory=dict, hash=False)
    images: Mapping[str, ImageRecord] = field(default_factory=dict, hash=False)
    glossary: Mapping[str, Abbreviation] = field(default_factory=dict, hash=False)
    metadata: Metadata = field(default_factory=Metadata)
    report: tuple[str, ...] = ()
    """The paths of the pages that carry the report itself, in nav order."""
