"""Every form there is, in the order in which readers are offered them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.article_citation import ARTICLE_CITATION
from casereport.forms.docx import DOCX
from casereport.forms.epub import EPUB
from casereport.forms.jats import JATS
from casereport.forms.markdown import MARKDOWN
from casereport.forms.pdf import PDF
from casereport.forms.reference_list import REFERENCE_LIST
from casereport.forms.social import SOCIAL

if TYPE_CHECKING:
    from casereport.forms.form import Form

FORMS: tuple[Form, ...] = (
    PDF,
    EPUB,
    DOCX,
    JATS,
    MARKDOWN,
    ARTICLE_CITATION,
    REFERENCE_LIST,
    SOCIAL,
)


def form_names() -> tuple[str, ...]:
    """Return the names of all forms, as mkdocs.yml and the command line write them."""
    return tuple(form.name for form in FORMS)
