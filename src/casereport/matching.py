"""Whether a sentence has the words that are quoted from it.

Words are the same when they are so letter for letter, the case of the first one aside; what is no
whole word, or has lost a “no” before it, is not the same.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A word goes on behind a hyphen (non-metastatic), and a number behind its point or comma (0.5%).
_BEFORE = r"(?<!\w)(?<!\w[-‐‑–'’])(?<!\d[.,/])(?<!\$)"
_AFTER = r"(?!\w)(?![-‐‑–'’]\w)(?![.,/]\d)(?!\s?%)"
# "with no complications" does not say "complications".
_DENYING = ("no", "not", "nor", "never", "without")
_DENIED = "".join(rf"(?<!\b{word}\s)" for word in _DENYING)
_WORDS_FOR_NUMBERS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("half", "twice", "thrice", "once"),
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:\d+(?:[.,/]\d+)*\w*|(?:{'|'.join(_WORDS_FOR_NUMBERS)})\b)", re.IGNORECASE
)
_LEAST_LIKE = 0.45
_END = ".!?"


@lru_cache(maxsize=4096)
def on_one_line(text: str) -> str:
    """Return a text with single spaces, and none where a citation stood before a full stop."""
    return re.sub(r" +([.,;:!?)])", r"\1", " ".join(text.split()))


def says(sentence: str, words: str) -> bool:
    """Return whether a sentence has these words; their final full stop does not count."""
    return bool(place_of(words, sentence))


def place_of(words: str, sentence: str) -> re.Match[str] | None:
    """Return where in a sentence these words stand, or None."""
    told = on_one_line(words).removesuffix(".").rstrip()
    if not told:
        return None
    first, rest = re.escape(told[0]), re.escape(told[1:])
    pattern = f"{_BEFORE}{_DENIED}(?i:{first}){rest}{_AFTER}"
    return re.search(pattern, on_one_line(sentence))


def counts_in(label: str) -> tuple[str, ...]:
    """Return what a label counts: each number with the word behind it, or else before it.

    ``Imaging 3 months later`` counts ``3 months``, ``Grade 2`` counts ``Grade 2``.
    """
    counts = []
    words = on_one_line(label).split(" ")
    for index, word in enumerate(words):
        if not _NUMBER.search(word):
            continue
        if index + 1 < len(words):
            counts.append(f"{word} {words[index + 1]}".strip(",;:()"))
        else:
            counts.append(" ".join(words[max(0, index - 1) :]).strip(",;:()"))
    return tuple(counts)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of a text, each with what is written together with it: ``4th``, ``30``."""
    return tuple(found[0] for found in _NUMBER.finditer(text))


def nearest_words(words: str, sentences: Iterable[str]) -> str:
    """Return the stretch of a sentence that is most like these words, or nothing.

    Where a sentence denies them, its “no” belongs to the stretch.
    """
    told = on_one_line(words).removesuffix(".")
    count = len(told.split())
    best, found = _LEAST_LIKE, ""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(told.casefold())
    for sentence in sentences:
        parts = on_one_line(sentence).split(" ")
        for size in (count, count + 1):
            for start in range(max(1, len(parts) - size + 1)):
                stretch = " ".join(parts[start : start + size]).rstrip(f"{_END},;:")
                matcher.set_seq1(stretch.casefold())
                if matcher.real_quick_ratio() > best and (ratio := matcher.ratio()) > best:
                    denied = [word for word in parts[:start][-1:] if word.casefold() in _DENYING]
                    best, found = ratio, " ".join((*denied, stretch))
    return found
