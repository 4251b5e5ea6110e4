"""Making one article of many pages: ids that stand once, and links that stay within it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from casereport.forms.tree import Node, attributes, nodes, replace_nodes

if TYPE_CHECKING:
    from collections.abc import Collection

    from casereport.manuscript import Manuscript, ManuscriptPage


def join_pages(document: Node, manuscript: Manuscript) -> Node:
    """Return pandoc's tree of all pages with ids and links as those of one article.

    An id that belongs to one page only, such as a heading's, becomes ``page--id``; those of
    figures, panels and references are unique in the case already. A link to another page becomes
    one to its ``Div``; one to a file that is no page is led to the site, or loses its link while
    the site's address is not known.
    """
    pages = {page.id: page for page in manuscript.pages}
    own = set(_ids_of_case(manuscript))
    blocks = []
    for div in document["blocks"]:
        page = pages[div["c"][0][0]]
        for node in nodes(div["c"][1]):
            found = attributes(node)
            # A heading may be called as a panel is on another page.
            if found and found[0] and (node["t"] == "Header" or found[0] not in own):
                found[0] = f"{page.id}--{found[0]}"
        blocks.append(_with_links(div, page, manuscript, own))
    return {**document, "blocks": blocks}


def _ids_of_case(manuscript: Manuscript) -> list[str]:
    figures = [figure.id for figure in manuscript.figures]
    panels = [panel.id for figure in manuscript.figures for panel in figure.panels]
    return [*figures, *panels, *(f"ref-{each.key}" for each in manuscript.references)]


def _with_links(
    div: Node, page: ManuscriptPage, manuscript: Manuscript, own: Collection[str]
) -> Node:
    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Link":
            return None
        attrs, words, (address, title) = node["c"]
        target = _target(address, page, manuscript, own)
        if not target:
            return list(words)
        return [{"t": "Link", "c": [attrs, words, [target, title]]}]

    changed: Node = replace_nodes([div], change)[0]
    return changed


def _target(
    address: str, page: ManuscriptPage, manuscript: Manuscript, own: Collection[str]
) -> str:
    """Return where a link on ``page`` leads in the article, or nothing where it leads nowhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    anchor = unquote(parts.fragment)
    if anchor in own:
        return f"#{anchor}"
    url = posixpath.normpath(posixpath.join("/", page.url, parts.path)) if parts.path else ""
    by_url = {posixpath.normpath(f"/{each.url}"): each for each in manuscript.pages}
    target = by_url.get(url) if parts.path else page
    if target is not None:
        return f"#{target.id}--{anchor}" if anchor else f"#{target.id}"
    return f"{manuscript.address}{url.removeprefix('/')}" if manuscript.address else ""
