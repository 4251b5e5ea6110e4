"""From the references to the HTML of their list and of their cards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from casereport.forms.bibtex_text import write_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casereport.explaining import Explaining
    from casereport.model import Backlink, Entry, Page, Reference


def reference_id(key: str) -> str:
    """Return the HTML id of a reference's entry in the list."""
    return f"ref-{key}"


def card_id(key: str) -> str:
    """Return the HTML id of a reference's card."""
    return f"card-{key}"


@dataclass(frozen=True)
class ReferenceRendering:
    """What the references become on one page."""

    render: Callable[..., str]
    """Renders a template by its name."""
    explain: Explaining
    """How the abbreviations of the page are explained."""

    def cards(self, cited: Sequence[Reference], listed: str, title: str) -> str:
        """Return the cards of the works that a page cites, and what stands for them on paper.

        ``listed`` is the relative address of the page with the reference list, ``title`` its title.
        """
        cards = [
            {
                "id": card_id(reference.key),
                "reference": reference,
                "html": Markup(reference.html),  # noqa: S704 - formatted by citeproc
                # A card holds no cards.
                "note": self.explain.inserted(reference.match_note),
                "address": f"{listed}#{quote(reference_id(reference.key))}",
            }
            for reference in cited
        ]
        unconfirmed = any(reference.match for reference in cited)
        return self.render("cards", cards=cards, listed=title, unconfirmed=unconfirmed)

    def list(
        self,
        references: Sequence[Reference],
        entries: Mapping[str, Entry],
        backlinks: Mapping[str, Sequence[Backlink]],
        address: Callable[[Page], str],
    ) -> str:
        """Return the list of the works cited, each with the way back to where it is cited.

        ``address`` returns the relative address of a page from the one that holds the list.
        """
        listed = [
            {
                "id": reference_id(reference.key),
                "reference": reference,
                "html": Markup(reference.html),  # noqa: S704 - formatted by citeproc
                "note": self.explain.marked(reference.match_note),
                "bibtex": write_reference(entries[reference.key]),
                "cited": [
                    {
                        "title": citing.title,
                        "address": address(citing),
                        "links": [*links],
                    }
                    for citing, links in groupby(
                        backlinks[reference.key], key=lambda link: link.page
                    )
                ],
            }
            for reference in references
        ]
        unconfirmed = sum(reference.match is not None for reference in references)
        return self.render("reference-list", entries=listed, unconfirmed=unconfirmed)
