"""Every form there is, in the order in which readers are offered them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.pdf import PDF
from casereport.forms.reference_list import REFERENCE_LIST

if TYPE_CHECKING:
    from casereport.forms.form import Form

FORMS: tuple[Form, ...] = (PDF, REFERENCE_LIST)


def form_names() -> tuple[str, ...]:
    """Return the names of all forms, as mkdocs.yml and the command line write them."""
    return tuple(form.name for form in FORMS)
