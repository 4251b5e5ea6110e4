"""What a form is: a name, its files, and the function that makes them from the manuscript."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from casereport.forms.sources import Sources


class FormError(Exception):
    """A form could not be made; its message is a sentence for the author.

    ``signs`` are the letters and signs of the case that it could not be made for.
    """

    def __init__(self, message: str, signs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.signs = signs


class Purpose(Enum):
    """What a file is for, in the order in which readers are offered them."""

    READING = "To read"
    ARCHIVING = "For machines and archives"
    CITATION = "To cite this report"
    REFERENCES = "The reference list"


@dataclass(frozen=True)
class Offer:
    """One file of a form as readers are offered it."""

    label: str
    """What a reader calls it: ``PDF``."""
    file: str
    """Its path from the landing page: ``case-report.pdf``."""
    media_type: str
    """IANA's name of its format: ``application/pdf``."""
    rel: str = ""
    """The relation of a FAIR Signposting link to it, ``item`` or ``describedby``, or empty."""
    purpose: Purpose = Purpose.ARCHIVING
    """Under which heading readers find it."""


@dataclass(frozen=True)
class Form:
    """One form of the article."""

    name: str
    """What the command line and mkdocs.yml call it: ``pdf``."""
    offers: tuple[Offer, ...]
    """The files offered to readers, best first; it may make others too."""
    make: Callable[[Sources], Mapping[str, bytes]]
    """Returns every file by its path from the landing page. Raises FormError."""


def made_by(module: str, function: str) -> Callable[[Sources], Mapping[str, bytes]]:
    """Return what makes a form; its module is imported only when there is something to make.

    Most builds find every form in the cache, and each module brings in a library of its own.
    """

    def make(sources: Sources) -> Mapping[str, bytes]:
        maker: Callable[[Sources], Mapping[str, bytes]]
        maker = getattr(importlib.import_module(f"casereport.forms.{module}"), function)
        return maker(sources)

    return make


@dataclass(frozen=True)
class MadeForm:
    """A form whose files lie ready to be published."""

    form: Form
    files: Mapping[str, Path]
    """Where each file lies, by its path from the landing page."""
    seconds: float
    """How long it took; 0 where an earlier build had made the same."""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What of it readers are offered: the files there are, best first."""
        return tuple(offer for offer in self.form.offers if offer.file in self.files)
