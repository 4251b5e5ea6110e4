"""Options beside each other: what the report says of each, and whether that is more or less.

Only a direction is shown, and only where the report's words compare: they are all there is of a
size.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from casereport.matching import nearest_words, says
from casereport.model import Problem
from casereport.quotations import not_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.passages import Graphic, Passage
    from casereport.quotations import Told


class Direction(Enum):
    """Which way an outcome goes."""

    MORE = "more"
    LESS = "less"


_WORDS = {
    Direction.MORE: "more higher greater larger longer increased",
    Direction.LESS: "less lower fewer smaller shorter decreased reduced",
}
"""Words that compare. “A low risk” is said of one option alone, and compares it with none."""


def direction_of(words: str) -> Direction | None:
    """Return the direction that words tell, or None where they tell none, or both, or deny one."""
    plain = re.findall(r"[\w'-]+", words.casefold())
    told = {way for way, known in _WORDS.items() if set(known.split()) & set(plain)}
    denied = {"no", "not", "nor", "never", "without", "than", "neither"} & set(plain)
    return told.pop() if len(told) == 1 and not denied else None


def trace_comparison(
    graphic: Graphic, report: Sequence[Told]
) -> tuple[dict[Passage, Told], list[Problem]]:
    """Return the sentence of each cell, and what the report does not say of the row's option.

    An option's cells stand in a sentence that names it, or in one that follows on the page before
    another option is named: “However, it is associated with …”.
    """
    told: dict[Passage, Told] = {}
    problems: list[Problem] = []
    options = [row[0] for row in graphic.rows]
    for row in graphic.rows:
        option, cells = row[0], row[1:]
        naming = [each for each in report if says(each.sentence.words, option.words)]
        if not naming:
            problems.append(not_said(option, report))
            continue
        told[option] = naming[0]
        about = _about(option, [each for each in options if each.words != option.words], report)
        for outcome, cell in zip(graphic.head[1:], cells, strict=True):
            found = [each for each in about if says(each.sentence.words, cell.words)]
            if not any(says(each.sentence.words, cell.words) for each in report):
                problems.append(not_said(cell, report))
            elif not found:
                problems.append(_of_another(cell, option, about))
            elif not says(cell.words, outcome.words):
                problems.append(_of_another_outcome(cell, outcome))
            else:
                told[cell] = found[0]
    return told, problems


def _about(option: Passage, others: Sequence[Passage], report: Sequence[Told]) -> list[Told]:
    """Return the sentences about an option: from one that names it to one that names another."""
    about: list[Told] = []
    page = ""
    for told in report:
        words = told.sentence.words
        if says(words, option.words):
            page = told.page
        elif any(says(words, other.words) for other in others) or told.page != page:
            page = ""
        if page:
            about.append(told)
    return about


def _of_another(cell: Passage, option: Passage, about: Sequence[Told]) -> Problem:
    near = nearest_words(cell.words, [told.sentence.words for told in about])
    return Problem(
        cell.where,
        f"says “{cell.words}” of “{option.words}”; the report does not say it of that"
        f"{f'; nearest: “{near}”' if near else ''}.",
        "Put into an option’s row only what is said where the report names it.",
    )


def _of_another_outcome(cell: Passage, outcome: Passage) -> Problem:
    return Problem(
        cell.where,
        f"says “{cell.words}” below “{outcome.words}”, which these words do not name.",
        "Name each column by a word that the report uses in all of its cells.",
    )
