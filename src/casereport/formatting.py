"""What pandoc could not format, as problems of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casereport.model import Place, Problem
from casereport.numbering import number_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casereport.background import Background
    from casereport.model import Article


def check_formatted_entries(
    background: Background, article: Article, bibliography: str
) -> Iterator[Problem]:
    """Wait for the formatted references; yield why there are none, or which cited one is not there.

    ``bibliography`` is the .bib file's path, for the texts.
    """
    try:
        formatted = background.formatted_entries()
    except (OSError, RuntimeError, ET.ParseError) as error:
        yield Problem(
            Place(bibliography),
            f"could not be formatted by pandoc: {error}.",
            "Look for unusual characters or commands in the entry that was changed last.",
        )
        return
    for key in number_references(article.pages):
        entry = article.entries.get(key)
        if entry is not None and key not in formatted:
            yield Problem(
                entry.where,
                f"{key} could not be formatted by pandoc.",
                "Give it a key of letters, digits and hyphens.",
            )


def check_own_citation(background: Background, landing: str) -> Iterator[Problem]:
    """Wait for the article's own citation; yield why there is none.

    ``landing`` is the path of the page that tells what is known of the article.
    """
    try:
        background.own_citation()
    except (OSError, RuntimeError, ET.ParseError) as error:
        yield Problem(
            Place(landing),
            f"could not be cited, for pandoc failed: {error}.",
            "Look for unusual characters in what its first lines say of the article.",
        )
