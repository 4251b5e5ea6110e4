"""Finding the abbreviations of a glossary in a page's tree, as whole words of ordinary text.

The tree is an ElementTree as Python-Markdown makes it; this module needs nothing else of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from casereport.markers import MARKER, marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree import ElementTree as ET

# Words that are a name, code, or lead somewhere: an explanation would change or nest them.
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CODE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "svg", "textarea"})
_ACTIVE = frozenset({"a", "button", "label", "option", "summary"})
_EXPLAINED = frozenset({"abbr", "dfn"})
_PASSED_OVER = _HEADINGS | _CODE | _ACTIVE | _EXPLAINED
_TITLES = frozenset({"admonition-title"})

# These join what stands before and after to one word, as in CO₂, in raw HTML too.
_JOINING = frozenset({"sub", "sup"})
# What may begin or end within a word.
_WITHIN_WORDS = frozenset(
    {
        *("b", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong"),
        *_JOINING,
    }
    | {"u"}
)
_PARAGRAPHS = frozenset({"blockquote", "dd", "div", "dt", "figcaption", "li", "p", "td", "th"})
# What stands for something else: Python-Markdown's placeholders, our markers; and addresses.
_OTHER = re.compile(f"\x02[^\x03]*\x03|{MARKER}|\\w+://[^\\s\x02\ue0c5]+")
# Between the lines of a paragraph, each its own sentence: a term ends at the end of one.
_SENTENCE = marker("sentence").partition("sentence")[0] + "sentence"
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)[^<>]*>")

# What makes another name of a word, before and after it: a point or an @ within it, and a hyphen
# that joins it to other letters or digits (group 1), which is judged by them.
_BEFORE = re.compile(r"\w\Z|\w[.@]\Z|(\w*)[-\u2010\u2011]\Z")
_AFTER = re.compile(r"\w|[.@]\w|,\d|[-\u2010\u2011](\w*)")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass
class _Run:
    """The text before an element's first child, or behind an element (``tail``)."""

    holder: ET.Element
    part: str
    start: int
    text: str


@dataclass
class _Reading:
    """A page's words in reading order; what is passed over is blank in them."""

    raw: Sequence[str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[_Run] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)

    def separate(self, tag: str) -> None:
        """End the word at the edge of an element; a paragraph's ends what raw HTML left open."""
        self._add(" ")
        if tag in _PARAGRAPHS:
            self.open_tags.clear()

    def read(self, holder: ET.Element, part: str) -> None:
        """Take a text that may hold abbreviations."""
        text = getattr(holder, part) or ""
        # Python-Markdown keeps a text from further reading by a class of its own.
        if type(text) is str and text:
            self.runs.append(_Run(holder, part, self.length, text))
            self._read_words(text)
        else:
            self._add(" " * len(text))

    def _read_words(self, text: str) -> None:
        end = 0
        for found in _OTHER.finditer(text):
            self._add_words(text[end : found.start()])
            self._add(self._filler(found[0]) * len(found[0]))
            end = found.end()
        self._add_words(text[end:])

    def _add_words(self, words: str) -> None:
        self._add(" " * len(words) if self.open_tags else words)

    def _filler(self, placeholder: str) -> str:
        """Return what a placeholder counts as, and note which raw tag it stands for."""
        stashed = _STASHED.fullmatch(placeholder)
        number = int(stashed[1]) if stashed else len(self.raw)
        tag = _TAG.fullmatch(str(self.raw[number])) if number < len(self.raw) else None
        if tag is None:
            return "¶" if placeholder.startswith(_SENTENCE) else " "
        name = tag["name"].lower()
        if name in _PASSED_OVER and not tag["end"]:
            self.open_tags.append(name)
        elif name in self.open_tags:
            del self.open_tags[self.open_tags.index(name) :]
        return "_" if name in _JOINING else " "

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


def mark_abbreviations(
    root: ET.Element, terms: Iterable[str], raw: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the abbreviations in a page, as written and in order, leaving a marker for each.

    ``terms`` are those of the glossary, and ``raw`` is the HTML that Python-Markdown has set aside,
    by the numbers of its placeholders. Passed over are headings, titles, code, and the words of
    links and of what is explained already; attributes are no text.
    """
    known = tuple(terms)
    if not known:
        return ()
    reading = _Reading(raw)
    _walk(root, reading)
    found = list(find_terms("".join(reading.pieces), known))
    words: list[str] = []
    for run in reading.runs:
        text, end = "", 0
        for start, stop in ((a - run.start, b - run.start) for a, b in found):
            if start >= 0 and stop <= len(run.text):
                text += run.text[end:start] + marker("abbreviation", len(words))
                words.append(run.text[start:stop])
                end = stop
        if end:
            setattr(run.holder, run.part, text + run.text[end:])
    return tuple(words)


def _walk(element: ET.Element, reading: _Reading) -> None:
    reading.read(element, "text")
    for child in element:
        edge = child.tag not in _WITHIN_WORDS
        if edge:
            reading.separate(child.tag)
        if not _is_passed_over(child):
            _walk(child, reading)
        if edge:
            reading.separate(child.tag)
        reading.read(child, "tail")


def _is_passed_over(element: ET.Element) -> bool:
    classes = set(element.get("class", "").split())
    return element.tag in _PASSED_OVER or bool(classes & _TITLES)


def find_terms(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where a term stands in ``text`` as a whole word: its start and its end.

    Of two that begin at one place the longer one is meant. A hyphen may join a term to a word
    (CT-guided), not to other letters or digits, which make another name (PD-L1, IL-6).
    """
    for found in _pattern(tuple(terms)).finditer(text):
        # No name is longer than this; a slice of the whole text for each would be slow.
        before = _BEFORE.search(text[max(0, found.start() - 40) : found.start()])
        after = _AFTER.match(text, found.end())
        if _joins_a_word(before) and _joins_a_word(after):
            yield found.span()


def _joins_a_word(neighbour: re.Match[str] | None) -> bool:
    """Return whether a neighbour leaves a term its meaning: a word by a hyphen, or none at all."""
    if neighbour is None or neighbour[1] == "":
        return True
    joined = neighbour[1] or ""
    return bool(_WORD.fullmatch(joined)) and joined[1:].islower()


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(
        "|".join(r"\s+".join(map(re.escape, term.split())) for term in longest_first) or r"(?!)"
    )
