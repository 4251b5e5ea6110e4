"""What several forms are made from: made once, when the first of them asks."""

from __future__ import annotations

import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from casereport.forms.links import join_pages
from casereport.forms.tree import Node, has_class, replace_nodes
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from pathlib import Path

    from casereport.forms.form import Offer
    from casereport.manuscript import Manuscript, ManuscriptPage

ADMONITION_TITLE = "admonition-title"
"""The class of an empty ``Span`` with which the title of an admonition begins in the tree."""

# As Python-Markdown writes it; pandoc drops the class of a paragraph, but not that of a span.
_TITLE = f'<p class="{ADMONITION_TITLE}">'
_MARKED_TITLE = f'<p><span class="{ADMONITION_TITLE}"></span>'
# Without native_divs and native_spans these would go; implicit ids could clash. Without raw_html
# pandoc fetches what an iframe shows; raw parts are left out, as no form can show them.
_HTML = "html-auto_identifiers+native_divs+native_spans+raw_html"


@dataclass
class Sources:
    """The manuscript, and what is derived from it for more than one form."""

    manuscript: Manuscript
    folder: Path
    """An empty folder to work in; :attr:`media_folder` is made in it."""
    offers: tuple[Offer, ...] = ()
    """Every file that is made for readers beside this one, of all forms."""
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def document(self) -> dict[str, Any]:
        """Pandoc's syntax tree (its JSON) of all pages, each a ``Div`` of the class ``page``.

        Its id is the page's, its attributes ``data-role`` and ``url``. Take a copy before changing
        it.
        """
        with self._lock:
            return self._document

    @property
    def media_folder(self) -> Path:
        """A folder with every image of the manuscript under the name by which pages call it."""
        with self._lock:
            return self._media_folder

    @cached_property
    def _document(self) -> dict[str, Any]:
        # One by one: two pages may have a heading, or a footnote, of the same id.
        with ThreadPoolExecutor() as pool:
            read = list(pool.map(_read_page, self.manuscript.pages))
        divs = [_div_of(page, each) for page, each in zip(self.manuscript.pages, read, strict=True)]
        return join_pages({**read[0], "blocks": divs}, self.manuscript)

    @cached_property
    def _media_folder(self) -> Path:
        folder = self.folder / "media"
        folder.mkdir(parents=True)
        for name, path in self.manuscript.media.items():
            shutil.copyfile(path, folder / name)
        return folder


def _read_page(page: ManuscriptPage) -> dict[str, Any]:
    """Return pandoc's syntax tree of one page."""
    html = page.html.replace(_TITLE, _MARKED_TITLE)
    made = run_pandoc(html.encode(), "--sandbox", "--from", _HTML, "--to", "json")
    tree: dict[str, Any] = replace_nodes(json.loads(made), _left_out)
    return tree


def _left_out(node: Node) -> list[Node] | None:
    """Leave out raw parts, and the signs beside headings that a site with permalinks has."""
    is_raw = node["t"] in {"RawBlock", "RawInline"}
    return [] if is_raw or has_class(node, "headerlink") else None


def _div_of(page: ManuscriptPage, document: dict[str, Any]) -> dict[str, Any]:
    attributes = [page.id, ["page"], [["data-role", page.role.value], ["url", page.url]]]
    return {"t": "Div", "c": [attributes, document["blocks"]]}
