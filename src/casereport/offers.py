"""What the site says of the other forms of the article: where to fetch them, how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.markers import name_of
from casereport.model import CITATION_BLOCK, DOWNLOADS_BLOCK
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.forms.form import MadeForm

_KILO = 1000


def offer_blocks(made: Sequence[MadeForm], base: str) -> dict[str, str]:
    """Return the HTML of the blocks about the forms, by the names of their markers.

    ``base`` is the relative address of the landing page, and ``made`` what lies beside it.
    """
    offers = [
        {
            "label": offer.label,
            "address": f"{base}{offer.file}",
            "media_type": offer.media_type,
            "size": readable_size(form.files[offer.file].stat().st_size),
        }
        for form in made
        for offer in form.form.offers
    ]
    return {
        name_of(DOWNLOADS_BLOCK): render("site/downloads", offers=offers),
        name_of(CITATION_BLOCK): "",
    }


def readable_size(count: int) -> str:
    """Return a number of bytes as readers know it from downloads: ``1.2 MB``."""
    if count < _KILO**2:
        return f"{max(1, round(count / _KILO))} KB"
    return f"{count / _KILO**2:.1f} MB"
