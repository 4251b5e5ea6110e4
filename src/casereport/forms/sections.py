"""The article section by section: each page as a heading and what follows, as books have it.

What the site's Markdown makes for browsers is undone here: notes lie at the end of a page and are
joined by links, and a page's heading need not be its first line.
"""

from __future__ import annotations

import copy
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.forms.form import FormError
from casereport.forms.notes import with_notes
from casereport.forms.sources import ADMONITION_TITLE
from casereport.forms.tree import Node, attributes, has_class, nodes, plain_text, replace_nodes
from casereport.manuscript import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from casereport.forms.sources import Sources
    from casereport.manuscript import Manuscript, ManuscriptPage


@dataclass(frozen=True)
class Section:
    """One page of the article."""

    page: ManuscriptPage
    blocks: list[Node]
    """Pandoc's blocks: a heading of level 1 whose id is the page's, and what stands below it."""
    opens: bool = False
    """Whether it follows the title of the article at once, which is its heading: it has none."""


def read_sections(sources: Sources) -> tuple[Section, ...]:
    """Return every page in reading order, to be changed at will: it is a copy.

    Footnotes are pandoc's own (``Note``), see :mod:`casereport.forms.notes`; the title of an
    admonition is a ``Div`` of the class ``admonition-title``; and links may lead to ids that are
    not there, see :func:`with_live_links`.
    """
    pages = {page.id: page for page in sources.manuscript.pages}
    divs = copy.deepcopy(sources.document["blocks"])
    _lead_to_figures(divs, sources.manuscript)
    for div in divs:
        _check_images(div["c"][1], pages[div["c"][0][0]], sources.manuscript)
    return tuple(_section(pages[div["c"][0][0]], div["c"][1]) for div in divs)


def of_one_article(sections: Sequence[Section], title: str) -> tuple[Section, ...]:
    """Return the sections of an article that stands by itself, below its title.

    The landing page leads into a site: it is links and a summary in other words, which in front
    of a report would be taken for its abstract. A title page stands in its place. It is kept where
    the report itself stands on it: where there is no other page of the report, or where it holds
    figures, citations or footnotes, whose numbers the others continue; its heading goes where it is
    the title.
    """
    has_body = any(section.page.role is Role.BODY for section in sections)
    return tuple(
        Section(section.page, section.blocks[1:], opens=True)
        if section.page.role is Role.LANDING and plain_text(section.blocks[0]) == title
        else section
        for section in sections
        if section.page.role is not Role.LANDING or not has_body or _carries_numbers(section)
    )


def title_of(page: ManuscriptPage) -> str:
    """Return a page's name in the menu; MkDocs has it as HTML where it took it from a heading."""
    return html.unescape(page.title)


def title_of_landing_page(sections: Sequence[Section]) -> list[Node]:
    """Return the words of the first heading of the site, as pandoc's inlines."""
    landing = next((each for each in sections if each.page.role is Role.LANDING), sections[0])
    words: list[Node] = landing.blocks[0]["c"][2]
    return words


def id_of_title_page(manuscript: Manuscript, sections: Sequence[Section]) -> str:
    """Return an id for the title page: the landing page's, where it stands in its place."""
    shown = {section.page.id for section in sections if not section.opens}
    left_out = (page.id for page in manuscript.pages if page.id not in shown)
    return next(left_out, "title-page")


def ids_of(tree: object) -> set[str]:
    """Return every id in a tree."""
    return {found[0] for node in nodes(tree) if (found := attributes(node)) and found[0]}


def with_live_links(blocks: list[Node], ids: Collection[str]) -> list[Node]:
    """Return the blocks with every link within the article leading to one of ``ids``.

    One to an id that is not there leads to the page that would have had it, or is words alone.
    """

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
            return None
        attrs, words, (address, title) = node["c"]
        anchor = address[1:]
        target = anchor if anchor in ids else anchor.partition("--")[0]
        if target not in ids:
            return list(words)
        return [{"t": "Link", "c": [attrs, words, [f"#{target}", title]]}]

    led: list[Node] = replace_nodes(blocks, change)
    return led


def _section(page: ManuscriptPage, blocks: list[Node]) -> Section:
    for node in nodes(blocks):
        # Only the site has links back to citations.
        if has_class(node, "citation"):
            node["c"][0][0] = ""
    if not blocks or blocks[0]["t"] != "Header" or blocks[0]["c"][0] != 1:
        blocks.insert(0, {"t": "Header", "c": [1, ["", [], []], [_word(title_of(page))]]})
    blocks[0]["c"][1][0] = page.id
    _set_titles_apart(blocks)
    return Section(page, with_notes(blocks))


def _check_images(blocks: list[Node], page: ManuscriptPage, manuscript: Manuscript) -> None:
    """Raise FormError for an image from elsewhere than the folder of figures.

    A page can show a file of a rare kind that lies beside it.
    """
    for node in nodes(blocks):
        address = node["c"][2][0] if node["t"] == "Image" else ""
        if address and address not in manuscript.media and not address.startswith("data:"):
            raise FormError(
                f"The page {title_of(page)} shows {address}, which is no image of the folder of"
                " figures; put it there as PNG, JPEG or SVG and show it with ![](…)."
            )


def _lead_to_figures(blocks: list[Node], manuscript: Manuscript) -> None:
    """Lead links to an only panel to its figure, which alone has an id there."""
    only = {
        figure.panels[0].id: figure.id
        for figure in manuscript.figures
        if len(figure.panels) == 1 and figure.panels[0].id != figure.id
    }
    for node in nodes(blocks):
        if node["t"] == "Link" and node["c"][2][0].removeprefix("#") in only:
            node["c"][2][0] = f"#{only[node['c'][2][0].removeprefix('#')]}"


def _set_titles_apart(blocks: list[Node]) -> None:
    """Put the title of each admonition into a ``Div`` of the class ``admonition-title``."""
    for div in (node for node in nodes(blocks) if has_class(node, "admonition")):
        first = div["c"][1][0] if div["c"][1] else None
        if first and first["t"] == "Para" and has_class(first["c"][0], ADMONITION_TITLE):
            first["c"].pop(0)
            div["c"][1][0] = {"t": "Div", "c": [["", [ADMONITION_TITLE], []], [first]]}


def _word(text: str) -> Node:
    return {"t": "Str", "c": text}


def _carries_numbers(section: Section) -> bool:
    return any(
        node["t"] in {"Figure", "Note"} or has_class(node, "citation")
        for node in nodes(section.blocks)
    )
