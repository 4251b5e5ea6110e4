"""Writing Typst markup into pandoc's tree, so that no word of the author is read as markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casereport.forms.tree import Node, raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def literal(text: str) -> str:
    """Return a text as a string of Typst's code."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in escaped) + '"'


def data(value: object) -> str:
    """Return plain data as an expression of Typst's code."""
    return f"json(bytes({literal(json.dumps(value, ensure_ascii=False))}))"


def inline(markup: str) -> Node:
    """Return an inline that pandoc's writer passes on as it is."""
    return {"t": "RawInline", "c": ["typst", markup]}


def verbatim(text: str) -> Node:
    """Return a text exactly as it is: pandoc leaves ``--``, ``...`` and a cell's ``-`` markup."""
    return inline(f"#{literal(text)};")


def words(text: str) -> list[Node]:
    """Return a text as the inlines of a sentence."""
    made: list[Node] = []
    for word in text.split():
        made += [{"t": "Space"}, verbatim(word)]
    return made[1:]


def around(function: str, inlines: Iterable[Node]) -> list[Node]:
    """Return a call, ``function`` with its first arguments, whose last argument is inlines."""
    # After an expression, a sign of a list or of a heading is no longer one.
    return [inline(f"#{function}[#none;"), *inlines, inline("];")]


def call(function: str, *contents: Sequence[Node]) -> list[Node]:
    """Return a call, ``function`` with its first arguments, whose last arguments are blocks."""
    blocks = [raw("typst", f"#{function}[")]
    for number, content in enumerate(contents):
        if number:
            blocks.append(raw("typst", "]["))
        blocks += content
    return [*blocks, raw("typst", "]")]
