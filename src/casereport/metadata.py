"""What is known of the article itself: its title, its authors, where and when it appeared.

An empty value is unknown and stays absent from every form of the article; nothing is guessed.
The words follow JATS: contributors, affiliations, publication date, permissions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Author:
    """One author, a person or a group."""

    family: str = ""
    given: str = ""
    """Given names as the author writes them; empty for a group and for an undivided name."""
    name: str = ""
    """The whole name where it was given undivided; then ``family`` and ``given`` are empty."""
    orcid: str = ""
    """Sixteen digits in four groups, ``0000-0002-1825-0097``, checked (ISO 7064, MOD 11-2)."""
    affiliations: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name in reading order: ``Ada Alpha``."""
        return self.name or f"{self.given} {self.family}".strip()

    @property
    def sorting_name(self) -> str:
        """The name as lists of authors are sorted: ``Alpha, Ada``; a whole one as it is."""
        return self.name or ", ".join(filter(None, (self.family, self.given)))

    @property
    def orcid_address(self) -> str:
        """The ORCID iD in the form ORCID asks for, as an address; empty without one."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


@dataclass(frozen=True)
class PublicationDate:
    """A date as exact as it is known (JATS ``<pub-date>``); 0 for a part that is not."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part))
        return "-".join(parts)


@dataclass(frozen=True)
class Licence:
    """Under what conditions the article may be used."""

    name: str
    """As the authors name it: ``CC BY 4.0``."""
    address: str = ""
    """The address of its text, where one is known."""


@dataclass(frozen=True)
class Metadata:
    """What is known of the article itself; an empty value is unknown, never guessed."""

    title: str = ""
    working_title: bool = False
    """Whether the title is this site's own rather than the authors'."""
    language: str = ""
    """A language tag (BCP 47): ``en``."""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    date: PublicationDate | None = None
    journal: str = ""
    issn: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    """Without an address before it: ``10.1000/xyz``."""
    pmid: str = ""
    licence: Licence | None = None
    funding: str = ""
    competing_interests: str = ""
    consent: str = ""

    @property
    def doi_address(self) -> str:
        """The DOI as the address that Crossref's display guidelines ask for; empty without one."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def affiliations(self) -> tuple[str, ...]:
        """Every affiliation once, in the order of the authors."""
        return tuple(dict.fromkeys(each for author in self.authors for each in author.affiliations))
