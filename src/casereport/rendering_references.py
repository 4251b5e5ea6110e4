"""From the references to the HTML of their list and of their cards."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from casereport.forms.bibtex_text import write_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casereport.model import Backlink, Entry, Page, Reference


def reference_id(key: str) -> str:
    """Return the HTML id of a reference's entry in the list."""
    return f"ref-{key}"


def card_id(key: str) -> str:
    """Return the HTML id of a reference's card."""
    return f"card-{key}"


def render_cards(
    cited: Sequence[Reference], listed: str, title: str, render: Callable[..., str]
) -> str:
    """Return the cards of the works that a page cites, and what stands for them on paper.

    ``listed`` is the relative address of the page with the reference list, ``title`` its title.
    """
    cards = [
        {
            "id": card_id(reference.key),
            "reference": reference,
            "html": Markup(reference.html),  # noqa: S704 - formatted by citeproc
            "address": f"{listed}#{quote(reference_id(reference.key))}",
        }
        for reference in cited
    ]
    unconfirmed = any(reference.match for reference in cited)
    return render("cards", cards=cards, listed=title, unconfirmed=unconfirmed)


def render_reference_list(
    references: Sequence[Reference],
    entries: Mapping[str, Entry],
    backlinks: Mapping[str, Sequence[Backlink]],
    address: Callable[[Page], str],
    render: Callable[..., str],
) -> str:
    """Return the list of the works cited, each with the way back to where it is cited.

    ``address`` returns the relative address of a page from the one that holds the list.
    """
    listed = [
        {
            "id": reference_id(reference.key),
            "reference": reference,
            "html": Markup(reference.html),  # noqa: S704 - formatted by citeproc
            "bibtex": write_reference(entries[reference.key]),
            "cited": [
                {"title": citing.title, "address": address(citing), "links": list(links)}
                for citing, links in groupby(backlinks[reference.key], key=lambda link: link.page)
            ],
        }
        for reference in references
    ]
    unconfirmed = sum(reference.match is not None for reference in references)
    return render("reference-list", entries=listed, unconfirmed=unconfirmed)
