"""What several forms are made from: made once, when the first of them asks."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from casereport.forms.links import join_pages
from casereport.forms.pandoc import run_pandoc

if TYPE_CHECKING:
    from pathlib import Path

    from casereport.forms.form import Offer
    from casereport.manuscript import Manuscript

ADMONITION_TITLE = "admonition-title"
"""The class of an empty ``Span`` with which the title of an admonition begins in the tree."""

# As Python-Markdown writes it; pandoc drops the class of a paragraph, but not that of a span.
_TITLE = f'<p class="{ADMONITION_TITLE}">'
_MARKED_TITLE = f'<p><span class="{ADMONITION_TITLE}"></span>'
# A div of each page in the one document that pandoc reads.
_PAGE = '<div class="page" id="{id}" data-role="{role}" data-url="{url}">\n{html}\n</div>\n'


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

        Its id is the page's, its attributes ``role`` and ``url``. Take a copy before changing it.
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
        pages = [
            _PAGE.format(id=page.id, role=page.role.value, url=page.url, html=page.html)
            for page in self.manuscript.pages
        ]
        source = "".join(pages).replace(_TITLE, _MARKED_TITLE)
        # Without native_divs and native_spans these would go; implicit ids could clash.
        html = "html-auto_identifiers+native_divs+native_spans"
        done = run_pandoc(source.encode(), "--from", html, "--to", "json")
        return join_pages(json.loads(done), self.manuscript)

    @cached_property
    def _media_folder(self) -> Path:
        folder = self.folder / "media"
        folder.mkdir(parents=True)
        for name, path in self.manuscript.media.items():
            shutil.copyfile(path, folder / name)
        return folder
