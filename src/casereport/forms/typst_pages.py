"""The pages that an article in print is made of, and what of them only their HTML still tells."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

from casereport.forms.tree import Node, has_class, nodes, plain_text
from casereport.manuscript import Role
from casereport.pandoc import run_pandoc
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.manuscript import Manuscript, ManuscriptPage

TITLED = "titled"
"""The class of an admonition whose first paragraph is its title."""

# What is numbered over the whole case, and so must not be left out of it.
_NUMBERED = ("citation", "footnote", "references")


@dataclass(frozen=True)
class ToldPage:
    """A page of the article in print."""

    page: ManuscriptPage
    blocks: list[Node]
    """A copy of pandoc's, to be changed at will."""


def told_pages(document: Node, manuscript: Manuscript) -> list[ToldPage]:
    """Return the pages of the article in print, in reading order.

    Each begins with a heading that has the page's id. The landing page leads into the others and
    restates them; it is one of them only where it holds what would be lost with it.
    """
    pages = {page.id: page for page in manuscript.pages}
    told = []
    for div in document["blocks"]:
        page, blocks = pages[div["c"][0][0]], deepcopy(div["c"][1])
        _mark_titles(blocks, page)
        _hold_citations(blocks)
        if page.role is not Role.LANDING:
            told.append(_with_heading(page, blocks))
        elif _is_needed(page, blocks, manuscript):
            told.append(ToldPage(page, _without_title(blocks, manuscript)))
    _join_stand_in_notices(told, manuscript)
    return told


def _is_needed(page: ManuscriptPage, blocks: list[Node], manuscript: Manuscript) -> bool:
    """Return whether a landing page is all there is of a case, or holds something numbered."""
    figures = any(figure.page == page.id for figure in manuscript.figures)
    numbered = any(has_class(node, name) for node in nodes(blocks) for name in _NUMBERED)
    return figures or numbered or not manuscript.body


def _without_title(blocks: list[Node], manuscript: Manuscript) -> list[Node]:
    """Return the blocks of a landing page without the title, which stands above them already."""
    title = manuscript.metadata.title
    return [
        block for block in blocks if block["t"] != "Header" or plain_text(block["c"][2]) != title
    ]


def _with_heading(page: ManuscriptPage, blocks: list[Node]) -> ToldPage:
    """Return the page with a heading of the first level, as the site gives it one too."""
    for node in nodes(blocks):
        if node["t"] == "Header" and node["c"][0] == 1:
            node["c"][1][0] = page.id
            return ToldPage(page, blocks)
    made: Node = {"t": "Header", "c": [1, [page.id, [], []], [{"t": "Str", "c": page.title}]]}
    return ToldPage(page, [made, *blocks])


def _mark_titles(blocks: list[Node], page: ManuscriptPage) -> None:
    """Mark admonitions with a title: pandoc reads the title as any paragraph."""
    reader = _Admonitions()
    reader.feed(page.html)
    admonitions = (node for node in nodes(blocks) if has_class(node, "admonition"))
    for node, titled in zip(admonitions, reader.titled, strict=True):
        if titled:
            node["c"][0][1].append(TITLED)


def _hold_citations(blocks: list[Node]) -> None:
    """Keep every citation on the line of the word before it: no line begins with a number."""
    for before, after in pairwise(nodes(blocks)):
        if before["t"] in {"Space", "SoftBreak"} and has_class(after, "citation"):
            before |= {"t": "Str", "c": "\u00a0"}


def _join_stand_in_notices(pages: Sequence[ToldPage], manuscript: Manuscript) -> None:
    """Let the first notice of stand-ins speak for all: an article in print has it once.

    On the site each page with stand-ins has its own.
    """
    ids = {f.page for f in manuscript.figures if any(p.record.stand_in for p in f.panels)}
    found = [page.blocks for page in pages if page.page.id in ids]
    notices = [
        next(node for node in nodes(blocks) if has_class(node, "notice")) for blocks in found
    ]
    if len(notices) > 1:
        html = render("plain/stand-in-notice", labels=_stand_ins(manuscript))
        made = json.loads(run_pandoc(html.encode(), "--from", "html+native_divs", "--to", "json"))
        notices[0]["c"] = made["blocks"][0]["c"]
        for notice in notices[1:]:
            notice["c"] = [["", [], []], []]


def _stand_ins(manuscript: Manuscript) -> list[str]:
    """Return the labels of what is a stand-in: a whole figure, or single panels of it."""
    labels: list[str] = []
    for figure in manuscript.figures:
        panels = [panel.label for panel in figure.panels if panel.record.stand_in]
        labels += [figure.label] if len(panels) == len(figure.panels) else panels
    return labels


class _Admonitions(HTMLParser):
    """Tells of each admonition, in the order in which they begin, whether it has a title."""

    def __init__(self) -> None:
        super().__init__()
        self.titled: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an admonition, or the title of the one that has just begun."""
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div" and "admonition" in classes:
            self.titled.append(False)
        elif "admonition-title" in classes:
            self.titled[-1] = True
