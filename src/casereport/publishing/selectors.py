"""Whether a selector can match anything in a site, judged by the words it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tinycss2.ast import (
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    SquareBracketsBlock,
    StringToken,
    WhitespaceToken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tinycss2.ast import Node

# Selectors Level 4: of these pseudo-classes one argument has to match.
_ANY = frozenset({"is", "where", "has", "host", "-webkit-any", "-moz-any", "matches"})


class Words(Protocol):
    """The words of a site."""

    def has(self, word: str) -> bool:
        """Return whether a class, id, element or value of this name may be in a page."""

    def has_direction(self, word: str) -> bool:
        """Return whether a page may be written in this direction."""


def may_match(selector: Sequence[Node], words: Words) -> bool:
    """Return whether every class, id, element and attribute's value asked for may be in a page.

    Whatever else a selector says (states, places, what must not be) is taken to be met.
    """
    before: Node | None = None
    for node in selector:
        if isinstance(node, SquareBracketsBlock):
            if not _has_value(node, words):
                return False
        elif isinstance(node, FunctionBlock):
            if node.lower_name in _ANY and not any(
                may_match(each, words) for each in split(node.arguments)
            ):
                return False
        elif isinstance(node, HashToken):
            if not words.has(node.value):
                return False
        elif isinstance(node, IdentToken) and before != ":":
            name = node.value if before == "." else node.lower_value
            if not words.has(name):
                return False
        before = node
    return True


def split(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """Yield the selectors of a list, which commas part."""
    selector: list[Node] = []
    for node in nodes:
        if isinstance(node, LiteralToken) and node.value == ",":
            yield selector
            selector = []
        else:
            selector.append(node)
    yield selector


def _has_value(block: SquareBracketsBlock, words: Words) -> bool:
    """Return whether an attribute's value may be in a page; one that need only be there, may."""
    tokens = [node for node in block.content if not isinstance(node, WhitespaceToken)]
    values = [node for node in tokens[1:] if isinstance(node, (IdentToken, StringToken))]
    # "=" and "~=" ask for whole words; the others for a piece of one, which is not looked for.
    signs = "".join(node.value for node in tokens if isinstance(node, LiteralToken))
    if not values or signs not in {"=", "~="} or not isinstance(tokens[0], IdentToken):
        return True
    value = values[0].value
    if tokens[0].lower_value == "dir":
        return words.has_direction(value)
    return all(words.has(word) for word in value.split())
