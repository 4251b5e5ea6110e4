"""Reading a citation, and what its bracket says once the whole case is numbered.

The syntax is pandoc's: ``[@a]``, ``[@a; @b]``, ``[see @a, p. 5]``, ``[-@a]``, ``[@{odd key}]``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.model import CitationItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casereport.model import Citation

# An @ after a word character is an e-mail address; after a backslash it is just an @.
_AT = r"(?<![\w@\\])@"

# A key begins with a letter, digit or underscore; single punctuation marks may stand inside it
# (pandoc manual, "Citation syntax").
_ITEM = re.compile(
    rf"(?P<prefix>.*?)-?{_AT}"
    r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))"
    r"(?P<suffix>(?:\W.*)?)",
    re.DOTALL,
)

# What follows a number without a comma.
_PUNCTUATION = ".:!?-–—/"

# From three numbers in a row on, the first and the last stand for all.
_SHORTEST_RANGE = 3


@dataclass(frozen=True)
class CitationPart:
    """A piece of the text in a citation's brackets."""

    text: str
    key: str = ""
    """The work this piece links to; empty for words and separators."""
    covers: tuple[str, ...] = ()
    """Every work this piece speaks for: all of a range, else its own."""


def parse_citation(body: str) -> tuple[CitationItem, ...] | None:
    """Return the works cited by the words between ``[`` and ``]``, or None for no citation.

    Line breaks count as spaces.
    """
    items: list[CitationItem] = []
    before = ""
    for part in " ".join(body.split()).split(";"):
        found = _ITEM.fullmatch(part.strip())
        if found:
            suffix = found["suffix"].strip().removeprefix(",").strip()
            key = found["braced"] or found["key"]
            items.append(CitationItem(key, f"{before}{found['prefix'].strip()}".strip(), suffix))
            before = ""
        elif not items:
            before += f"{part.strip()}; "
        else:
            last = items.pop()
            suffix = "; ".join(filter(None, (last.suffix, part.strip())))
            items.append(CitationItem(last.key, last.prefix, suffix))
    return tuple(items) or None


def holds_key(words: str) -> bool:
    """Return whether ``words`` hold an ``@key``, so that brackets around them mean to cite."""
    return re.search(rf"{_AT}[\w{{]", words) is not None


def is_read_whole(items: Sequence[CitationItem] | None) -> bool:
    """Return whether every ``@key`` was read as a work of its own.

    Works are parted by semicolons; ``[@a, @b]`` would show the second as words.
    """
    return bool(items) and not any(
        holds_key(words) for item in items or () for words in (item.prefix, item.suffix)
    )


def citation_parts(citation: Citation, numbers: Mapping[str, int]) -> tuple[CitationPart, ...]:
    """Return the pieces within a citation's brackets, brackets excluded.

    Plain works are put in order, said once and drawn together: ``1, 3``, ``1–3``. Where a prefix
    or a locator is present the author's order stays, with semicolons between: ``see 1, p. 5; 2``.
    Raises KeyError for a key without a number.
    """
    if any(item.prefix or item.suffix for item in citation.items):
        return _affixed_parts(citation.items, numbers)
    ordered = sorted(dict.fromkeys(citation.keys), key=numbers.__getitem__)
    parts: list[CitationPart] = []
    for run in _runs(ordered, numbers):
        if parts:
            parts.append(CitationPart(", "))
        parts += _run_parts(run, numbers)
    return tuple(parts)


def citation_text(citation: Citation, numbers: Mapping[str, int]) -> str:
    """Return the citation as plain text, brackets included: ``[1–3]``."""
    return "[" + "".join(part.text for part in citation_parts(citation, numbers)) + "]"


def _affixed_parts(
    items: Sequence[CitationItem], numbers: Mapping[str, int]
) -> tuple[CitationPart, ...]:
    parts: list[CitationPart] = []
    for item in items:
        before = ("; " if parts else "") + (f"{item.prefix} " if item.prefix else "")
        if before:
            parts.append(CitationPart(before))
        parts.append(CitationPart(str(numbers[item.key]), item.key, (item.key,)))
        if item.suffix:
            comma = "" if item.suffix[0] in _PUNCTUATION else ", "
            parts.append(CitationPart(comma + item.suffix))
    return tuple(parts)


def _runs(ordered: Sequence[str], numbers: Mapping[str, int]) -> list[list[str]]:
    """Split keys, sorted by number, where a number is missing in between."""
    runs: list[list[str]] = []
    for key in ordered:
        if runs and numbers[key] == numbers[runs[-1][-1]] + 1:
            runs[-1].append(key)
        else:
            runs.append([key])
    return runs


def _run_parts(run: Sequence[str], numbers: Mapping[str, int]) -> list[CitationPart]:
    if len(run) >= _SHORTEST_RANGE:
        covers = tuple(run)
        first, last = run[0], run[-1]
        return [
            CitationPart(str(numbers[first]), first, covers),
            CitationPart("–"),
            CitationPart(str(numbers[last]), last, covers),
        ]
    parts: list[CitationPart] = []
    for key in run:
        if parts:
            parts.append(CitationPart(", "))
        parts.append(CitationPart(str(numbers[key]), key, (key,)))
    return parts
