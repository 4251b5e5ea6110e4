"""The article as Markdown: a twin of each page beside it, all of it in one file, and llms.txt.

What people read in a terminal and language models read best.
"""

from __future__ import annotations

import copy
import posixpath
from typing import TYPE_CHECKING

from casereport.forms.llms import llms_blocks
from casereport.forms.markdown_blocks import (
    PlainMarkdown,
    called_again,
    heading_anchors,
    twin_of,
    write_markdown,
)
from casereport.forms.notes import with_calls
from casereport.forms.pictures import describe_in_alt
from casereport.forms.sections import (
    id_of_title_page,
    ids_of,
    of_one_article,
    read_sections,
    title_of,
    title_of_landing_page,
    with_live_links,
)
from casereport.forms.title_page import link, orcid_link, paragraph, strong, title_page, words
from casereport.forms.tree import Node, has_class, nodes
from casereport.manuscript import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casereport.forms.sections import Section
    from casereport.forms.sources import Sources
    from casereport.forms.title_page import TitlePage
    from casereport.manuscript import Manuscript
    from casereport.metadata import Author

FILE = "case-report.md"
_LLMS = "llms.txt"
_DEEPEST = 6


def make_markdown(sources: Sources) -> dict[str, bytes]:
    """Return the twins, the whole article and llms.txt. Raises FormError where pandoc fails."""
    manuscript = sources.manuscript
    sections = read_sections(sources)
    describe_in_alt([section.blocks for section in sections])
    front = title_page(manuscript, title_of_landing_page(sections))
    documents = {
        twin_of(section.page.url): _twin(section, sections, manuscript) for section in sections
    }
    documents[FILE] = _whole(front, sections, manuscript)
    notes = llms_blocks(front, sections, sources, FILE)
    documents[_LLMS] = PlainMarkdown(manuscript, lambda _: "", lambda name: name).blocks(notes)
    return write_markdown(documents, sources.document["pandoc-api-version"])


def _twin(section: Section, sections: Sequence[Section], manuscript: Manuscript) -> list[Node]:
    """Return a page whose links lead to the twins of other pages."""
    own = twin_of(section.page.url)
    anchors = {each.page.id: heading_anchors(each.blocks) for each in sections}
    places = {identifier: each for each in sections for identifier in ids_of(each.blocks)}

    def link_to(identifier: str) -> str:
        target = places[identifier]
        anchor = anchors[target.page.id].get(identifier, "")
        if target is section:
            return f"#{anchor}" if anchor else ""
        address = _relative(twin_of(target.page.url), own)
        # A page's own heading is its beginning.
        return f"{address}#{anchor}" if anchor and identifier != target.page.id else address

    blocks = with_live_links(copy.deepcopy(section.blocks), places)
    blocks = with_calls(blocks, called_again, anchored=False)
    blocks += _way_to_references(section, sections)
    images = _images(manuscript, own)
    return PlainMarkdown(manuscript, link_to, images).blocks(blocks)


def _way_to_references(section: Section, sections: Sequence[Section]) -> list[Node]:
    """Return a line that says where the numbers of a page lead: they are no links themselves."""
    cites = any(has_class(node, "citation") for node in nodes(section.blocks))
    lists = [each.page for each in sections if each.page.role is Role.REFERENCES]
    if not cites or not lists or section.page in lists:
        return []
    way = [*words("The numbers in brackets are those of"), {"t": "Space"}]
    way += [link(title_of(lists[0]), f"#{lists[0].id}"), *words(".")]
    return [{"t": "HorizontalRule"}, paragraph(way)]


def _whole(front: TitlePage, sections: Sequence[Section], manuscript: Manuscript) -> list[Node]:
    """Return the whole article below its title."""
    shown = of_one_article(sections, front.title_text)
    opening = id_of_title_page(manuscript, shown)
    blocks: list[Node] = [{"t": "Header", "c": [1, [opening, [], []], front.title]}]
    if front.title_note:
        blocks.append(paragraph([{"t": "Emph", "c": words(front.title_note)}]))
    if authors := manuscript.metadata.authors:
        blocks.append({"t": "BulletList", "c": [_author(author) for author in authors]})
    if front.abstract:
        blocks.append(paragraph([strong("Abstract."), {"t": "Space"}, *words(front.abstract)]))
    if front.rows:
        rows = [
            [{"t": "Plain", "c": [strong(f"{name}:"), {"t": "Space"}, *known]}]
            for name, known in front.rows
        ]
        blocks.append({"t": "BulletList", "c": rows})
    for section in copy.deepcopy(shown):
        for node in nodes(section.blocks):
            if node["t"] == "Header" and not section.opens:
                node["c"][0] = min(node["c"][0] + 1, _DEEPEST)
        blocks += section.blocks
    blocks = with_live_links(blocks, ids_of(blocks))
    blocks = with_calls(blocks, called_again, anchored=False)
    anchors = heading_anchors(blocks)

    def link_to(identifier: str) -> str:
        return f"#{anchors[identifier]}" if identifier in anchors else ""

    return PlainMarkdown(manuscript, link_to, _images(manuscript, FILE)).blocks(blocks)


def _author(author: Author) -> list[Node]:
    """Return a line about an author: the numbers of affiliations on a title page take HTML."""
    parts: list[Node] = words(", ".join((author.full_name, *author.affiliations)))
    if author.orcid:
        parts += [*words(", ORCID"), {"t": "Space"}, orcid_link(author)]
    return [{"t": "Plain", "c": parts}]


def _images(manuscript: Manuscript, own: str) -> Callable[[str], str]:
    """Return what gives the address of an image from the file ``own``."""
    return lambda name: _relative(f"{manuscript.media_address}/{name}", own)


def _relative(path: str, own: str) -> str:
    """Return the address of a file from another, both from the landing page."""
    return posixpath.relpath(path, posixpath.dirname(own) or ".")
