"""The shared tree of all pages as pandoc's JATS writer needs it.

Pages become sections. What JATS places elsewhere, or what pandoc does not know how to tag, is
given a mark for an id, by which it is found again in what pandoc writes.
"""

from __future__ import annotations

import posixpath
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from casereport.forms.jats_links import join_ranges, resolve_links
from casereport.forms.jats_nodes import (
    as_paragraph,
    footnotes_of,
    is_titled,
    link,
    make_div,
    make_heading,
    on_one_line,
    without_backlink,
    without_label,
    without_list,
)
from casereport.forms.notes import notes_called
from casereport.forms.pictures import described_pictures
from casereport.forms.tree import Node, attributes, nodes, plain_text, replace_nodes
from casereport.forms.xml_tree import names
from casereport.manuscript import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.manuscript import Manuscript, ManuscriptFigure, ManuscriptPage
    from casereport.panels import Panel

# Marks hold a space, which no id of an author's page can hold (HTML, "The id attribute").
REFERENCE_LIST = "the reference-list"
FOOTNOTES = "the footnotes"
FLOATS = "the floats"

# Blocks in which JATS has no place for a heading.
_WITHOUT_HEADINGS = {"BlockQuote", "BulletList", "OrderedList", "DefinitionList", "Table"}


@dataclass
class JatsSource:
    """The tree for pandoc, and what each mark in it stands for."""

    manuscript: Manuscript
    blocks: list[Node] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """The XML name of every id and mark."""
    figures: dict[str, ManuscriptFigure] = field(default_factory=dict)
    panels: dict[str, Panel] = field(default_factory=dict)
    boxes: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Of each box, what it is and whether its first paragraph is its title."""
    ranges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The references within each range of citations, ``[1–3]``."""
    footnotes: dict[str, int] = field(default_factory=dict)
    """The number of each footnote in the whole article, by its id."""
    notes: dict[str, str] = field(default_factory=dict)
    """The id of the footnote that each mark stands for."""
    pictures: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The alt text and the long description of each image outside a figure, by its mark."""
    aliases: dict[str, str] = field(default_factory=dict)
    """For the id of a page's heading, that of the page."""

    _marks: int = 0

    def mark(self, kind: str) -> str:
        """Return a mark that is used only once."""
        self._marks += 1
        return f"{kind} {self._marks}"


def prepare(document: Node, manuscript: Manuscript) -> JatsSource:
    """Return the blocks of the body, preceded by those of the back and of floating figures.

    ``document`` is :attr:`Sources.document`, and stays as it is.
    """
    source = JatsSource(manuscript)
    pages = {page.id: page for page in manuscript.pages}
    shown = _body_pages(document, manuscript)
    floats: list[Node] = []
    notes: list[Node] = []
    references: list[Node] = []
    body: list[Node] = []
    for div in deepcopy(document["blocks"]):
        page = pages[div["c"][0][0]]
        # Those of pages that JATS leaves out count too: a note has one number in every form.
        for identifier in notes_called(div):
            source.footnotes[identifier] = len(source.footnotes) + 1
        writer = _Writer(source, page, notes)
        if page.id in shown:
            body += writer.blocks(div["c"][1])
        elif page.role is Role.REFERENCES:
            references += writer.blocks(div["c"][1])
        else:
            floats += writer.figures(div)
    for mark, part in ((REFERENCE_LIST, references), (FLOATS, floats), (FOOTNOTES, notes)):
        if part:
            source.blocks.append(make_div(mark, part))
    source.blocks += body
    _name_ids(source)
    return source


def _body_pages(document: Node, manuscript: Manuscript) -> set[str]:
    """Return the ids of the pages that are sections of the body.

    The page of the reference list is one too where it has parts of its own, or where no other
    page carries the report; and the landing page where there is nothing else.
    """
    body = {page.id for page in manuscript.body}
    lists = {page.id for page in manuscript.pages if page.role is Role.REFERENCES}
    found = set(body)
    for div in document["blocks"]:
        _, *words = _with_heading(without_list(div["c"][1]), "")
        has_parts = any(node["t"] == "Header" for node in nodes(words))
        if div["c"][0][0] in lists and (has_parts or (words and not body)):
            found.add(div["c"][0][0])
    return found or {page.id for page in manuscript.pages[:1]}


def _with_heading(blocks: Sequence[Node], title: str) -> list[Node]:
    """Return a page's blocks, the first of them its heading: its own, or else ``title``."""
    has_own = bool(blocks) and blocks[0]["t"] == "Header" and blocks[0]["c"][0] == 1
    return [*blocks] if has_own else [make_heading(title), *blocks]


def _name_ids(source: JatsSource) -> None:
    """Give every id its XML name, in the tree and in the links to it."""
    manuscript = source.manuscript
    made = [figure.id for figure in manuscript.figures]
    made += [panel.id for figure in manuscript.figures for panel in figure.panels]
    made += [f"ref-{reference.key}" for reference in manuscript.references]
    present = [
        found[0] for node in nodes(source.blocks) if (found := attributes(node)) and found[0]
    ]
    source.names = names(
        [*made, *present, *source.ranges, *source.footnotes, *source.notes.values()]
    )
    for node in nodes(source.blocks):
        found = attributes(node)
        if found and found[0]:
            found[0] = source.names[found[0]]
    known = source.names | {old: source.names[new] for old, new in source.aliases.items()}
    source.blocks = resolve_links(source.blocks, known, manuscript)


@dataclass
class _Writer:
    """Prepares one page."""

    source: JatsSource
    page: ManuscriptPage
    notes: list[Node]
    """Where the page's footnotes are put."""

    def blocks(self, blocks: Sequence[Node]) -> list[Node]:
        """Return the page's blocks, the first of them its heading, with the page's id."""
        made: list[Node] = self._changed(without_list(blocks))
        heading, *rest = _with_heading(made, self.page.title)
        if identifier := heading["c"][1][0]:
            self.source.aliases[identifier] = self.page.id
        heading["c"][1] = [self.page.id, [], []]
        return [heading, *rest]

    def figures(self, div: Node) -> list[Node]:
        """Return the page's figures alone."""
        ids = {figure.id for figure in self.source.manuscript.figures}
        found = (node for node in nodes(div) if node["t"] == "Figure" and node["c"][0][0] in ids)
        return [made for node in found for made in self._figure(node) or ()]

    def _changed(self, tree: Any) -> Any:  # noqa: ANN401 - JSON
        return replace_nodes(tree, self._change)

    def _flat(self, tree: Any) -> Any:  # noqa: ANN401 - JSON
        """Return a tree without headings, for where JATS has no place for one."""
        return self._changed(replace_nodes(tree, as_paragraph))

    def _change(self, node: Node) -> list[Node] | None:
        kind = node["t"]
        if kind in _WITHOUT_HEADINGS:
            return [{"t": kind, "c": self._flat(node["c"])}]
        if kind == "Image":
            return [self._image(node)]
        changes = {
            "Div": self._div,
            "Figure": self._figure,
            "Header": self._heading,
            "Link": self._link,
            "Span": self._span,
        }
        return changes[kind](node) if kind in changes else None

    def _heading(self, node: Node) -> list[Node]:
        return [{"t": "Header", "c": self._changed(on_one_line(node["c"]))}]

    def _div(self, div: Node) -> list[Node]:
        (_, classes, _), inside = div["c"]
        if "footnote" in classes:
            for identifier, blocks in footnotes_of(div):
                words = without_backlink(self._flat(blocks))
                mark = self.source.mark("footnote")
                self.source.notes[mark] = identifier
                self.notes.append(make_div(mark, words))
            return []
        if "references" in classes:
            return []
        if "notice" not in classes and "admonition" not in classes:
            made: list[Node] = self._changed(inside)
            return made
        mark = self.source.mark("box")
        kinds = [name for name in classes if name != "admonition"]
        self.source.boxes[mark] = (kinds[0] if kinds else "admonition", is_titled(inside))
        return [make_div(mark, self._changed(inside))]

    def _figure(self, node: Node) -> list[Node] | None:
        (identifier, _, _), (_, caption), inside = node["c"]
        figures = (each for each in self.source.manuscript.figures if each.id == identifier)
        figure = next(figures, None)
        if figure is None:
            return self._table_of(node) if [each["t"] for each in inside] == ["Table"] else None
        mark = self.source.mark("figure")
        self.source.figures[mark] = figure
        own = {each["c"][0][0]: each["c"][1][1] for each in inside if each["t"] == "Figure"}
        panels = []
        for panel in figure.panels:
            panel_mark = self.source.mark("panel")
            self.source.panels[panel_mark] = panel
            words = without_label(own.get(panel.id, []), panel.letter)
            panels.append(make_div(panel_mark, self._flat(words)))
        words = self._flat(without_label(caption, f"{figure.label}:"))
        return [make_div(mark, [*panels, *words])]

    def _table_of(self, node: Node) -> list[Node]:
        """Return the table within a figure, the figure's caption its own."""
        attrs, caption, (table,) = node["c"]
        (identifier, classes, pairs), _, *rest = table["c"]
        given = [identifier or attrs[0], classes, pairs]
        return [{"t": "Table", "c": [given, self._changed(caption), *self._changed(rest)]}]

    def _image(self, node: Node) -> Node:
        """Return an image by the address of its file from the landing page.

        A mark stands for its alt text, in which pandoc would leave signs of XML as they are.
        """
        description = next((found for _, found in described_pictures([node])), "")
        attrs, words, (address, title) = node["c"]
        if alt := plain_text(words):
            mark = self.source.mark("picture")
            self.source.pictures[mark] = (alt, description)
            words = [{"t": "Str", "c": mark}]
        manuscript = self.source.manuscript
        if address in manuscript.media:
            address = posixpath.join(manuscript.media_address, address)
        elif not urlsplit(address).scheme:
            address = posixpath.normpath(posixpath.join(self.page.url, address))
        return {"t": "Image", "c": [attrs, words, [address, title]]}

    def _link(self, node: Node) -> list[Node] | None:
        _, words, (address, _) = node["c"]
        number = self.source.footnotes.get(address.removeprefix("#"))
        if number is not None:
            return [link(address, f"{number}")]
        # JATS has no place for an image within a link.
        has_image = any(each["t"] == "Image" for each in nodes(words))
        return list(self._changed(words)) if has_image else None

    def _span(self, node: Node) -> list[Node] | None:
        (_, classes, _), words = node["c"]
        if "citation" in classes:
            return join_ranges(words, self.source)
        # An anchor without words would be an empty element.
        return None if words else []
