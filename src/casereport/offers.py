"""What the site says of the other forms of the article: where to fetch them, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup

from casereport.block_names import CITATION_BLOCK, DOWNLOADS_BLOCK, REFERENCES_BLOCK
from casereport.forms.form import Purpose
from casereport.markers import name_of, resolve
from casereport.own_citation import ADDRESS, DAY
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from casereport.forms.form import MadeForm, Offer
    from casereport.own_citation import OwnCitation

_KILO = 1000

BLOCK_IDS: Mapping[str, str] = {
    CITATION_BLOCK: "report-citation",
    DOWNLOADS_BLOCK: "report-downloads",
}
"""The id by which a link leads to each block."""
_FOOTER_WORDS = {CITATION_BLOCK: "Cite this report", DOWNLOADS_BLOCK: "Download"}


@dataclass(frozen=True)
class Offers:
    """What a case offers its readers besides its pages."""

    made: Sequence[MadeForm]
    """The forms that lie beside the landing page."""
    citation: OwnCitation | None
    serving: bool
    """Whether the site is only shown while it is edited."""

    def add_to(self, parts: Mapping[str, str], base: str) -> dict[str, str]:
        """Return the HTML of a page's markers, by name, with that of the blocks about the forms.

        ``base`` is the relative address of the landing page's folder, ``.`` or ``..``. Below the
        reference list, the list is offered as files.
        """
        shelves = {purpose: self._files(purpose, base) for purpose in Purpose}
        names = {"id": BLOCK_IDS[DOWNLOADS_BLOCK], "serving": self.serving}
        filled = {purpose: files for purpose, files in shelves.items() if files}
        listed = shelves[Purpose.REFERENCES]
        below = render("site/reference-downloads", files=listed) if listed else ""
        return {
            **parts,
            name_of(REFERENCES_BLOCK): parts[name_of(REFERENCES_BLOCK)] + below,
            name_of(DOWNLOADS_BLOCK): render("site/downloads", shelves=filled, **names),
            name_of(CITATION_BLOCK): self._cite(shelves[Purpose.CITATION], base),
        }

    def _cite(self, files: Sequence[Mapping[str, str]], base: str) -> str:
        names = {"id": BLOCK_IDS[CITATION_BLOCK], "citation": self.citation, "files": files}
        if self.citation is None:
            return render("site/cite-this-report", **names)
        html = resolve(
            self.citation.html,
            {
                name_of(DAY): render("site/day-read"),
                name_of(ADDRESS): render("site/landing-address", base=base),
            },
        )
        return render(
            "site/cite-this-report",
            html=Markup(html),  # noqa: S704 - formatted by citeproc
            opens_day=self.citation.opens(DAY),
            opens_address=self.citation.opens(ADDRESS),
            **names,
        )

    def _files(self, purpose: Purpose, base: str) -> list[dict[str, str]]:
        return [
            _file(offer, form.files[offer.file].stat().st_size, base)
            for form in self.made
            for offer in form.offers
            if offer.purpose is purpose
        ]


def _file(offer: Offer, size: int, base: str) -> dict[str, str]:
    return {
        "label": offer.label,
        "address": f"{base}/{offer.file}",
        "media_type": offer.media_type,
        "suffix": PurePosixPath(offer.file).suffix,
        "size": readable_size(size),
    }


def footer_links(blocks: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return what every page links to on a landing page that holds these blocks: (words, id)."""
    return tuple(
        (words, BLOCK_IDS[name]) for name, words in _FOOTER_WORDS.items() if name in blocks
    )


def readable_size(count: int) -> str:
    """Return a number of bytes as readers know it from downloads: ``1.2 MB``."""
    if (kilobytes := round(count / _KILO)) < _KILO:
        return f"{max(1, kilobytes)} KB"
    return f"{count / _KILO**2:.1f} MB"
