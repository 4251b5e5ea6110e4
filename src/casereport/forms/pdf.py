"""The PDF: the whole case in reading order, for print and for readers who cannot see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casereport.forms.drawings import with_known_fonts
from casereport.forms.typesetting import typeset
from casereport.forms.typst_article import TypstArticle
from casereport.forms.typst_front import front
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from casereport.forms.sources import Sources

FILE = "case-report.pdf"


def make_pdf(sources: Sources) -> dict[str, bytes]:
    """Return the article as a tagged PDF. Raises FormError where it cannot be set."""
    document, manuscript = sources.document, sources.manuscript
    article = TypstArticle(document, manuscript)
    tree = json.dumps({**document, "meta": {}, "blocks": article.blocks()})
    body = run_pandoc(tree.encode(), "--from", "json", "--to", "typst", "--wrap", "none")
    _write_drawings(sources)
    known = front(manuscript, article.home)
    figures = [figure.id for figure in manuscript.figures]
    return {FILE: typeset(body, known, figures, sources.media_folder.parent)}


def _write_drawings(sources: Sources) -> None:
    """Put every drawing into the folder from which ``layout/parts.typ`` takes them."""
    folder = sources.media_folder.parent / "drawings"
    for name, path in sources.manuscript.media.items():
        if name.endswith(".svg"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(with_known_fonts(path.read_bytes()))
