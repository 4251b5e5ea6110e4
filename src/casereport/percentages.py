"""Percentages that words tell, and from where to where each is drawn: no markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.passages import Passage

WHOLE = 100.0
"""Where the axis ends: parts of a whole are compared with the whole."""

_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = re.compile(
    rf"(?<![\w.,])(?:{_NUMBER}(?:\s?%)?\s?(?:to|[-–—])|between {_NUMBER}(?:\s?%)? and)"
    rf"\s?{_NUMBER}\s?%"
)
_ONE = re.compile(rf"(?<![\w.,]){_NUMBER}\s?%")
_TOLD = re.compile(f"({_RANGE.pattern}|{_ONE.pattern})")


@dataclass(frozen=True)
class Percentage:
    """A part of a whole, or from where to where it reaches, in percent."""

    low: float
    high: float

    @property
    def is_range(self) -> bool:
        """Whether it reaches from one value to another."""
        return self.low != self.high


@dataclass(frozen=True)
class Bar:
    """One percentage as it is drawn; ``start`` and ``width`` in percent."""

    parts: tuple[tuple[str, bool], ...]
    """The words above it, in parts: each with whether it is the number."""
    start: float
    width: float
    is_range: bool

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.width


def read_percentages(words: str) -> tuple[Percentage, ...]:
    """Return the percentages that words tell, ranges first: ``30% to 53%`` is one."""
    ranges = [_numbers(found[0]) for found in _RANGE.finditer(words)]
    singles = [_numbers(found[0]) for found in _ONE.finditer(_RANGE.sub(" ", words))]
    return tuple(Percentage(told[0], told[-1]) for told in (*ranges, *singles))


def _numbers(words: str) -> list[float]:
    return [float(number) for number in re.findall(_NUMBER, words)]


def check_percentage(quoted: Passage) -> Iterator[Problem]:
    """Yield why the words of a row cannot be drawn."""
    told = read_percentages(quoted.words)
    if len(told) != 1:
        yield Problem(
            quoted.where,
            f"says “{quoted.words}”, which tells {'no' if not told else 'more than one'}"
            " percentage.",
            "Quote in each row the words around one percentage, or one range: 30% to 53%.",
        )
    elif not 0 <= told[0].low <= told[0].high <= WHOLE:
        yield Problem(
            quoted.where,
            f"says “{quoted.words}”, which does not lie between 0% and 100% from low to high.",
            "Draw parts of a whole only.",
        )


def grouped(rows: Sequence[Sequence[Passage]]) -> Iterator[tuple[Passage, Passage]]:
    """Yield whom and what each row tells; a row with an empty first cell goes on with the last."""
    group: Passage | None = None
    for first, quoted in rows:
        group = first if first.words or group is None else group
        yield group, quoted


def draw(words: str) -> Bar:
    """Return the bar of the one percentage that these words tell."""
    (told,) = read_percentages(words)
    start = told.low if told.is_range else 0.0
    return Bar(tuple(_parts(words)), start, told.high - start, told.is_range)


def _parts(words: str) -> Iterator[tuple[str, bool]]:
    for index, part in enumerate(_TOLD.split(words)):
        if part:
            yield part, index % 2 == 1
