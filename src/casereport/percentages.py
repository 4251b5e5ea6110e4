"""Percentages that words tell, and where they are drawn: sizes and places, no markup."""

from __future__ import annotations

import re
import textwrap
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

# In CSS pixels. A line of words at 13 px has room for this many letters at the least width of a
# page, 320 px (WCAG 2.2, 1.4.10), less its margins.
_LETTERS = 40
_LINE, _BELOW_LINE, _BAR, _BELOW_BAR = 18, 5, 12, 16
_TICK, _AXIS = 6, 26


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
    """One percentage as it is drawn; ``y`` is in CSS pixels, ``start`` and ``width`` in percent."""

    lines: tuple[tuple[tuple[str, bool], ...], ...]
    """The words above it, line by line, in parts: each with whether it is a number."""
    first_line: int
    """Where the first line of words stands."""
    y: int
    start: float
    width: float
    is_range: bool

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.width


@dataclass(frozen=True)
class Drawing:
    """The bars of one group, above an axis of their own."""

    bars: tuple[Bar, ...]
    axis: int
    """Where the axis lies."""
    height: int

    bar_height: int = _BAR
    line_height: int = _LINE
    tick: int = _TICK
    ticks: tuple[tuple[int, str, str], ...] = (
        (0, "start", "0%"),
        (25, "middle", ""),
        (50, "middle", "50%"),
        (75, "middle", ""),
        (100, "end", "100%"),
    )
    """Each with how its words are set against it."""


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


def draw(quoted: Sequence[str]) -> Drawing:
    """Return the drawing of what is told of one group; each text tells one percentage."""
    bars = []
    y = 0
    for words in quoted:
        (told,) = read_percentages(words)
        # A percentage stays on one line.
        unbroken = _TOLD.sub(lambda found: found[0].replace(" ", "\u00a0"), words)
        lines = textwrap.wrap(unbroken, _LETTERS, break_long_words=False, break_on_hyphens=False)
        first_line = y + _LINE - _BELOW_LINE
        y += _LINE * len(lines) + _BELOW_LINE
        start = told.low if told.is_range else 0.0
        parts = tuple(tuple(_parts(line)) for line in lines)
        bars.append(Bar(parts, first_line, y, start, told.high - start, told.is_range))
        y += _BAR + _BELOW_BAR
    axis = y - _BELOW_BAR + _TICK
    return Drawing(tuple(bars), axis, axis + _AXIS)


def _parts(line: str) -> Iterator[tuple[str, bool]]:
    for index, part in enumerate(_TOLD.split(line)):
        if part:
            yield part, index % 2 == 1
