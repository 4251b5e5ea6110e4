"""A sentence of the report as something to quote, and what is said where none was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.matching import nearest_words
from casereport.model import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.passages import Passage, Sentence


@dataclass(frozen=True)
class Told:
    """A sentence and where it stands."""

    page: str
    """The path of its page."""
    index: int
    """Its place among the sentences of the page, from 0."""
    sentence: Sentence


def not_said(passage: Passage, report: Sequence[Told]) -> Problem:
    """Return the problem of words that no sentence of the report has."""
    near = nearest_words(passage.words, [told.sentence.words for told in report])
    return Problem(
        passage.where,
        f"says “{passage.words}”; the report does not say that in any sentence"
        f"{f'; nearest: “{near}”' if near else ''}.",
        "Quote words of one sentence of the report, letter for letter; a “no” before them belongs"
        " to them.",
    )
