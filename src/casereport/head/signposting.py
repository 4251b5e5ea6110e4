"""FAIR Signposting (signposting.org/FAIR): typed links that lead machines from page to files.

``cite-as`` is RFC 8574, ``linkset`` RFC 9264, the other relations stand in IANA's registry. The
profile asks for a persistent identifier: without a DOI there is no ``cite-as``, and the links are
no more than links.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casereport.head.tags import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.forms.form import Offer
    from casereport.manuscript import Manuscript

LINKSET = "linkset.json"
"""The file of all links, beside the landing page."""
LINKSET_TYPE = "application/linkset+json"
JSON_LD = "article.jsonld"
"""The article's JSON-LD as a file of its own, beside the landing page."""
JSON_LD_TYPE = "application/ld+json"

_PAGE_TYPES = ("https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle")
_IMAGE_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
# Of the profile's relations; the linkset itself is no link of a set.
_LEVEL_2 = "linkset"


def signposting_links(manuscript: Manuscript, offers: Sequence[Offer]) -> tuple[Link, ...]:
    """Return the links of the landing page, those to files relative to it.

    The set of links stands for itself wherever it is copied to, and so is there only where the
    page's address is known (RFC 9264, 4).
    """
    linkset = [Link(_LEVEL_2, LINKSET, LINKSET_TYPE)] if manuscript.address else []
    return (*_links(manuscript, offers), *linkset)


def linkset(manuscript: Manuscript, offers: Sequence[Offer]) -> bytes:
    """Return the links of the page, its content and its metadata as JSON (RFC 9264, 4.2).

    Content leads back to the page as its ``collection``, metadata by ``describes``. Empty while
    the page's address is not known.
    """
    address = manuscript.address
    if not address:
        return b""
    links = _links(manuscript, offers)
    page: dict[str, object] = {"anchor": address}
    for relation in dict.fromkeys(link.rel for link in links):
        page[relation] = [_target(address, link) for link in links if link.rel == relation]
    back = {"item": "collection", "describedby": "describes"}
    others = [
        {
            "anchor": f"{address}{link.href}",
            back[link.rel]: [{"href": address, "type": "text/html"}],
        }
        for link in links
        if link.rel in back
    ]
    return json.dumps({"linkset": [page, *others]}, ensure_ascii=False, indent=1).encode()


def _links(manuscript: Manuscript, offers: Sequence[Offer]) -> tuple[Link, ...]:
    """Return each link once: an image may stand in several figures."""
    return tuple(dict.fromkeys(_all_links(manuscript, offers)))


def _all_links(manuscript: Manuscript, offers: Sequence[Offer]) -> Iterator[Link]:
    metadata = manuscript.metadata
    if metadata.doi:
        yield Link("cite-as", metadata.doi_address)
    for address in _PAGE_TYPES:
        yield Link("type", address)
    for author in metadata.authors:
        if author.orcid:
            yield Link("author", author.orcid_address)
    if metadata.licence and metadata.licence.address:
        yield Link("license", metadata.licence.address)
    yield Link("describedby", JSON_LD, JSON_LD_TYPE)
    for offer in offers:
        if offer.rel:
            yield Link(offer.rel, offer.file, offer.media_type)
    for figure in manuscript.figures:
        for panel in figure.panels:
            media_type = _IMAGE_TYPES[panel.file.rpartition(".")[2]]
            yield Link("item", f"{figure.folder}/{panel.file}", media_type)


def _target(address: str, link: Link) -> dict[str, str]:
    """Return a link's target, its address absolute; the typed ones are those beside the page."""
    if not link.type:
        return {"href": link.href}
    return {"href": f"{address}{link.href}", "type": link.type}
