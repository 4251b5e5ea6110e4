"""What an EPUB says of itself to libraries and reading programs (EPUB 3.3, EPUB Accessibility 1.1).

Values are given to pandoc under the names of its manual, "EPUB Metadata".
"""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from casereport.forms.tree import Node, nodes
from casereport.references import DOI_ADDRESS

if TYPE_CHECKING:
    from casereport.forms.title_page import TitlePage
    from casereport.manuscript import Manuscript
    from casereport.metadata import Author, PublicationDate

UNDETERMINED = "und"
"""The language tag for a language that is not known (ISO 639-2); an EPUB must name one."""

_ANIMATED = ("<animate", "<set ", "@keyframes", "animation:")


def package_metadata(
    manuscript: Manuscript, front: TitlePage, blocks: list[Node]
) -> dict[str, Node]:
    """Return the metadata of the book whose blocks these are, as pandoc's syntax tree."""
    metadata = manuscript.metadata
    licence = metadata.licence
    given: dict[str, Any] = {
        "title": front.title_text,
        "toc-title": "Contents",
        # Pandoc fails where it has no words of its own in a language; see finish_package.
        "lang": "en",
        "identifier": identifier_of(manuscript, blocks),
        "creator": [_creator(author) for author in metadata.authors],
        "date": str(metadata.date or ""),
        "subject": list(metadata.keywords),
        "publisher": metadata.publisher,
        "rights": ", ".join(filter(None, (licence.name, licence.address))) if licence else "",
        "description": " ".join(filter(None, (front.title_note, metadata.abstract))),
        "source": manuscript.address,
        **_accessibility(manuscript, blocks),
    }
    return {name: _meta(value) for name, value in given.items() if value}


def identifier_of(manuscript: Manuscript, blocks: list[Node]) -> str:
    """Return a name for the book that stays the same from build to build.

    The DOI; else one made (UUID version 5, RFC 9562) of the site's address; else of the content.
    """
    if manuscript.metadata.doi:
        return f"{DOI_ADDRESS}{manuscript.metadata.doi}"
    if manuscript.address:
        return uuid.uuid5(uuid.NAMESPACE_URL, manuscript.address).urn
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{blocks}").urn


def time_of_change(date: PublicationDate | None) -> str:
    """Return ``dcterms:modified``, which EPUB 3.3, 5.5.3.1 demands to the second.

    It is the time of SOURCE_DATE_EPOCH (reproducible-builds.org), the last change of the sources,
    where that is given. Else it is the beginning of the day, month or year on which the article
    appeared: nothing later is known of it. The clock of whoever builds would say when the file was
    made, and no two builds would agree. Where no date is known at all, it is the zero of computers'
    clocks, 1970-01-01: no article has an EPUB of that day, so that nobody takes it for one.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(given or 0), UTC)
    if date and not given:
        moment = datetime(date.year, date.month or 1, date.day or 1, tzinfo=UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _creator(author: Author) -> dict[str, str]:
    """Return an author with the name to sort by and the role (MARC relator ``aut``)."""
    filed = f"{author.family}, {author.given}" if author.given else author.full_name
    return {"role": "aut", "text": author.full_name, "file-as": filed}


def _accessibility(manuscript: Manuscript, blocks: list[Node]) -> dict[str, Any]:
    """Return what is true of the book by the way it is made; conformance is not claimed.

    A build stops at an image without alt text, so that text alone is sufficient.
    """
    shown = [dict(node["c"][0][2]) for node in nodes(blocks) if node["t"] == "Image"]
    images, described = bool(shown), any("aria-details" in pairs for pairs in shown)
    features = {
        "alternativeText": images,
        "longDescription": described,
        "readingOrder": True,
        "structuralNavigation": True,
        "tableOfContents": True,
    }
    sentences = {
        "Every image has a text alternative.": images,
        "Images have longer descriptions where one was written.": described,
        "Headings, a table of contents and links lead through the text.": True,
        "Nobody has evaluated this book for conformance with a standard of accessibility.": True,
    }
    return {
        "accessModes": ["textual", "visual"] if images else ["textual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": [name for name, true in features.items() if true],
        "accessibilityHazards": ["unknown" if _may_move(manuscript) else "none"],
        "accessibilitySummary": " ".join(sentence for sentence, true in sentences.items() if true),
    }


def _may_move(manuscript: Manuscript) -> bool:
    """Return whether a drawing is animated; published photographs and scans never are."""
    drawings = (path for name, path in manuscript.media.items() if name.endswith(".svg"))
    return any(sign in path.read_text("utf-8") for path in drawings for sign in _ANIMATED)


def _meta(value: Any) -> Node:  # noqa: ANN401 - the values of JSON
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {name: _meta(each) for name, each in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(each) for each in value]}
    return {"t": "MetaString", "c": value}
