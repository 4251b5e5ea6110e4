"""The article as an EPUB 3: a title page, one file per section, and what aids assistive reading.

The semantics follow EPUB Structural Semantics 1.1 and DPUB-ARIA 1.1, the accessibility metadata
EPUB Accessibility 1.1.
"""

from __future__ import annotations

import html
import json
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from casereport.forms.epub_metadata import UNDETERMINED, package_metadata, time_of_change
from casereport.forms.epub_package import finish_package
from casereport.forms.figures import shown_figure
from casereport.forms.identifiers import XML_NAME, make_ids_names
from casereport.forms.notes import with_calls
from casereport.forms.pictures import described_pictures
from casereport.forms.sections import (
    id_of_title_page,
    ids_of,
    of_one_article,
    read_sections,
    title_of_landing_page,
    with_live_links,
)
from casereport.forms.title_page import TitlePage, div, paragraph, strong, title_page, words
from casereport.forms.tree import Node, has_class, nodes, plain_text, raw, replace_nodes
from casereport.manuscript import Role
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casereport.forms.figures import ShownFigure
    from casereport.forms.sections import Section
    from casereport.forms.sources import Sources
    from casereport.manuscript import Manuscript

FILE = "case-report.epub"
_STYLE = Path(__file__).with_name("epub.css")

# What a section is; pandoc passes these attributes of its heading on to the section. Entries of the
# bibliography are list items and no more: DPUB-ARIA 1.1 gives up doc-biblioentry, and epubcheck
# warns of it.
_SECTIONS = {
    Role.LANDING: (),
    Role.BODY: (),
    Role.REFERENCES: (("epub:type", "bibliography"), ("role", "doc-bibliography")),
    Role.ABOUT: (("epub:type", "appendix"), ("role", "doc-appendix")),
}
# Not where the report itself goes on below the title.
_TITLE_PAGE = {"epub:type": "titlepage"}
_REPORT = {Role.LANDING, Role.BODY}


def make_epub(sources: Sources) -> dict[str, bytes]:
    """Return the book. Raises FormError where pandoc fails."""
    manuscript = sources.manuscript
    pages = read_sections(sources)
    front = title_page(manuscript, title_of_landing_page(pages))
    sections = of_one_article(pages, front.title_text)
    opening = id_of_title_page(manuscript, sections)
    opens = any(section.opens for section in sections)
    blocks = _title_page(front, opening, {} if opens else _TITLE_PAGE)
    numbers = count(1)
    for section in sections:
        blocks += _section(section, manuscript, numbers)
    blocks = with_calls(with_live_links(blocks, ids_of(blocks)), _called_again)
    make_ids_names(blocks, XML_NAME)
    document = {
        "pandoc-api-version": sources.document["pandoc-api-version"],
        "meta": package_metadata(manuscript, front, blocks),
        "blocks": blocks,
    }
    made = run_pandoc(
        json.dumps(document).encode(),
        *("--from", "json", "--to", "epub3", "--output", "-"),
        *("--split-level=1", "--toc", "--toc-depth=3", "--epub-title-page=false"),
        *("--css", str(_STYLE), "--resource-path", str(sources.media_folder)),
    )
    language = manuscript.metadata.language or UNDETERMINED
    date = manuscript.metadata.date
    landmarks = _landmarks(opening, sections)
    modified = time_of_change(date)
    return {FILE: finish_package(made, language, landmarks, modified, dated=date is not None)}


def _called_again(number: int, call: str) -> Node:
    """Return a call of a note that leads to its first call, for :func:`finish_package`."""
    attrs = ["", ["footnote-ref"], [["epub:type", "noteref"], ["role", "doc-noteref"]]]
    return {"t": "Link", "c": [attrs, words(f"{number}"), [f"#{call}", ""]]}


def _landmarks(opening: str, sections: Sequence[Section]) -> list[tuple[str, str, str]]:
    """Return what each part of the book is that programs jump to: epub:type, id, name."""
    body = next((each for each in sections if each.page.role in _REPORT), None)
    lists = (each for each in sections if each.page.role is Role.REFERENCES)
    return [
        *([] if any(each.opens for each in sections) else [("titlepage", opening, "Title page")]),
        *([("bodymatter", body.page.id, "Start of the report")] if body else []),
        *(("bibliography", each.page.id, "References") for each in lists),
    ]


def _title_page(front: TitlePage, identifier: str, kind: Mapping[str, str]) -> list[Node]:
    attrs = [identifier, ["title-page"], [list(pair) for pair in kind.items()]]
    blocks: list[Node] = [{"t": "Header", "c": [1, attrs, front.title]}]
    if front.title_note:
        blocks.append(div("title-note", [paragraph(words(front.title_note))]))
    if front.authors:
        blocks.append(div("authors", [paragraph(front.authors)]))
    if front.affiliations:
        blocks.append(div("affiliation", [paragraph(each) for each in front.affiliations]))
    if front.abstract:
        parts = [paragraph([strong("Abstract")]), paragraph(words(front.abstract))]
        blocks.append(div("abstract", parts, ("epub:type", "abstract"), ("role", "doc-abstract")))
    if known_rows := (*front.orcids, *front.rows):
        rows = [[words(name), [[{"t": "Plain", "c": known}]]] for name, known in known_rows]
        blocks.append(div("known", [{"t": "DefinitionList", "c": rows}]))
    return blocks


def _section(section: Section, manuscript: Manuscript, numbers: Iterator[int]) -> list[Node]:
    """Return the blocks of a section with what tells programs what each part of it is.

    The ``numbers`` are for the pictures within its sentences that have a long description.
    """

    def change(node: Node) -> list[Node] | None:
        figure = shown_figure(node, manuscript)
        return None if figure is None else [_figure(node, figure)]

    blocks: list[Node] = replace_nodes(section.blocks, change)
    if not section.opens:
        blocks[0]["c"][1][2] += [list(pair) for pair in _SECTIONS[section.page.role]]
    for node in nodes(blocks):
        if node["t"] == "Link" and ["role", "doc-biblioref"] in node["c"][0][2]:
            node["c"][0][2].append(["epub:type", "biblioref"])
        elif has_class(node, "notice") or has_class(node, "admonition"):
            node["c"][0][2].append(["role", "note"])
    for image, description in described_pictures(blocks):
        identifier = f"description-of-picture-{next(numbers)}"
        title = f"Description of the image: {plain_text(image['c'][1])}"
        blocks += _description(image, identifier, title, description)
    return blocks


def _description(image: Node, identifier: str, title: str, text: str) -> list[Node]:
    """Return a long description that a reader opens on demand, and let its image refer to it.

    With ``aria-details`` (WAI-ARIA 1.3).
    """
    image["c"][0][2].append(["aria-details", identifier])
    return [
        raw("html", '<details class="description">'),
        raw("html", f"<summary>{html.escape(title)}</summary>"),
        div("", [paragraph(words(text))], identifier=identifier),
        raw("html", "</details>"),
    ]


def _figure(node: Node, figure: ShownFigure) -> Node:
    """Return a figure with the long description of each image that has one below its caption."""
    described: list[Node] = []
    for shown in figure.panels:
        if not shown.panel.record.description:
            continue
        identifier = f"description-of-{shown.panel.label.replace(' ', '-').lower()}"
        text = shown.panel.record.description
        described += _description(shown.image, identifier, shown.description_title, text)
    attrs, (short, caption), body = node["c"]
    return {"t": "Figure", "c": [attrs, [short, [*caption, *described]], body]}
