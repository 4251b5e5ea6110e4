"""Why a form could not be made, as problems of the files in which an author can mend it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from casereport.model import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from casereport.forms.making import FailedForm

_FEW = 3


def failure_problems(
    failed: FailedForm, files: Mapping[str, str], settings: Place
) -> Iterator[Problem]:
    """Yield why a form could not be made.

    ``files`` are the texts that the case is written in, by path; ``settings`` is where the case
    asks for its forms, the place of what stands in none of these as it is printed.
    """
    found = [
        Problem(
            Place(file, lines[0][1][0]),
            f"has what no font of the form {failed.form.name} has a sign for:"
            f" {_in_words(_told(sign, each) for sign, each in lines)}.",
            "Write it with other letters.",
        )
        for file, text in files.items()
        if (lines := _lines(text, failed.signs))
    ]
    yield from found
    elsewhere = [sign for sign in failed.signs if not any(sign in text for text in files.values())]
    if elsewhere or not found:
        yield Problem(
            settings,
            f"asks for the form {failed.form.name}, which could not be made: {failed.cause}",
            "Look at what was changed last, or leave the form out of forms:.",
        )


def _lines(text: str, signs: Iterable[str]) -> list[tuple[str, list[int]]]:
    """Return the lines, from 1, of each sign that stands in a text, by their first lines."""
    numbered = list(enumerate(text.split("\n"), start=1))
    found = [(sign, [number for number, line in numbered if sign in line]) for sign in signs]
    return sorted(((sign, lines) for sign, lines in found if lines), key=lambda each: each[1][0])


def _told(sign: str, lines: list[int]) -> str:
    """Return a sign with its name, by which it is found where no font shows it, and its lines."""
    name = unicodedata.name(sign, "").lower() if len(sign) == 1 else ""
    shown = [f"{line}" for line in lines[:_FEW]] + (["others"] if lines[_FEW:] else [])
    where = f"line{'s' if lines[1:] else ''} {_in_words(shown)}"
    return f"“{sign}” ({', '.join(filter(None, (name, where)))})"


def _in_words(parts: Iterable[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
