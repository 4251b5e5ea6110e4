"""What stands in front of the article where it stands by itself: what is known of it, no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.forms.tree import Node, plain_text
from casereport.references import DOI_ADDRESS, PMID_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.manuscript import Manuscript
    from casereport.metadata import Author, Metadata

ORCID_ADDRESS = "https://orcid.org/"

WORKING_TITLE = "A working title: the report’s own title is not known."
"""What is said of a title that is not the authors'."""


Row = tuple[str, "list[Node]"]
"""Something that is known, with its name: ``DOI``."""


@dataclass(frozen=True)
class TitlePage:
    """The title page, as pandoc's inlines; what is unknown is empty."""

    title: list[Node]
    title_note: str
    """What must be said of the title: that it is not the authors' own."""
    authors: list[Node]
    affiliations: tuple[list[Node], ...]
    orcids: tuple[Row, ...]
    """The ORCID of each author who has one."""
    rows: tuple[Row, ...]
    """What else is known."""
    abstract: str

    @property
    def title_text(self) -> str:
        """The title without marks."""
        return plain_text(self.title)


def title_page(manuscript: Manuscript, heading: Sequence[Node]) -> TitlePage:
    """Return the title page; ``heading`` is the site's, for an article without a title."""
    metadata = manuscript.metadata
    affiliations = metadata.affiliations
    return TitlePage(
        words(metadata.title) if metadata.title else list(heading),
        "" if metadata.title and not metadata.working_title else WORKING_TITLE,
        _authors(metadata.authors, affiliations),
        tuple(_affiliation(name, affiliations) for name in affiliations),
        tuple(
            (f"ORCID of {author.full_name}", [orcid_link(author)])
            for author in metadata.authors
            if author.orcid
        ),
        tuple(_rows(manuscript)),
        metadata.abstract,
    )


def words(text: str) -> list[Node]:
    """Return a text as pandoc's inlines."""
    parts: list[Node] = []
    for part in text.split():
        parts += [{"t": "Space"}, {"t": "Str", "c": part}]
    return parts[1:]


def link(text: str, address: str) -> Node:
    """Return a link with these words."""
    return {"t": "Link", "c": [["", [], []], words(text), [address, ""]]}


def orcid_link(author: Author) -> Node:
    """Return an author's ORCID as its owner asks to show it: as the whole address."""
    address = f"{ORCID_ADDRESS}{author.orcid}"
    return link(address, address)


def strong(text: str) -> Node:
    """Return words of strong importance."""
    return {"t": "Strong", "c": words(text)}


def paragraph(inlines: Sequence[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": list(inlines)}


def div(name: str, blocks: Sequence[Node], *pairs: tuple[str, str], identifier: str = "") -> Node:
    """Return blocks held together under a class, with further attributes as pairs."""
    classes = [name] if name else []
    return {"t": "Div", "c": [[identifier, classes, [list(pair) for pair in pairs]], list(blocks)]}


def _authors(authors: Sequence[Author], affiliations: Sequence[str]) -> list[Node]:
    """Return the names in their order, each with the numbers of its affiliations."""
    made: list[Node] = []
    for author in authors:
        made += [{"t": "Str", "c": ","}, {"t": "Space"}] if made else []
        made += words(author.full_name)
        numbers = [f"{affiliations.index(each) + 1}" for each in author.affiliations]
        if numbers and len(affiliations) > 1:
            made.append({"t": "Superscript", "c": words(",".join(numbers))})
    return made


def _affiliation(name: str, affiliations: Sequence[str]) -> list[Node]:
    if len(affiliations) == 1:
        return words(name)
    number = {"t": "Superscript", "c": words(f"{affiliations.index(name) + 1}")}
    return [number, {"t": "Space"}, *words(name)]


def _rows(manuscript: Manuscript) -> Iterator[Row]:
    metadata = manuscript.metadata
    if appeared := _appeared(metadata):
        yield "Published", words(appeared)
    if metadata.doi:
        yield "DOI", [link(metadata.doi, f"{DOI_ADDRESS}{metadata.doi}")]
    if metadata.pmid:
        yield "PubMed", [link(metadata.pmid, f"{PMID_ADDRESS}{metadata.pmid}/")]
    if manuscript.address:
        yield "Website", [link(manuscript.address, manuscript.address)]
    if metadata.licence:
        name, address = metadata.licence.name, metadata.licence.address
        yield "Licence", [link(name, address)] if address else words(name)
    texts = {
        "Keywords": ", ".join(metadata.keywords),
        "Funding": metadata.funding,
        "Competing interests": metadata.competing_interests,
        "Consent": metadata.consent,
    }
    for name, text in texts.items():
        if text:
            yield name, words(text)


def _appeared(metadata: Metadata) -> str:
    """Return where and when the article appeared, in so far as it is known."""
    pages = "–".join(filter(None, (metadata.first_page, metadata.last_page)))
    parts = (
        metadata.journal,
        f"ISSN {metadata.issn}" if metadata.issn else "",
        metadata.publisher,
        f"volume {metadata.volume}" if metadata.volume else "",
        f"issue {metadata.issue}" if metadata.issue else "",
        f"pages {pages}" if pages else "",
        str(metadata.date or ""),
    )
    return ", ".join(filter(None, parts))
