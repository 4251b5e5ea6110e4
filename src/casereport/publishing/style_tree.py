"""A stylesheet as a tree of what it says, read by tinycss2, and written without needless space."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.ast import AtRule, Comment, Declaration, ParseError, QualifiedRule, WhitespaceToken

from casereport.publishing.selectors import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tinycss2.ast import Node

# At-rules that hold rules; of the others, only keyframes are looked into.
_GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})
_KEYFRAMES = frozenset({"keyframes", "-webkit-keyframes", "-moz-keyframes"})


@dataclass(frozen=True)
class Declared:
    """A property and its value."""

    name: str
    value: str


@dataclass(frozen=True)
class Verbatim:
    """What is kept as it is: an at-rule of another kind, a notice, what could not be read."""

    text: str


@dataclass(frozen=True)
class Block:
    """A rule, or an at-rule that holds rules."""

    head: str
    inner: tuple[Part, ...]
    selectors: tuple[tuple[Node, ...], ...] | None = None
    """The selectors of a rule, each a row of tinycss2's nodes; None for an at-rule."""
    name: str = ""
    """The name of an at-rule: ``media``, ``keyframes`` (with any prefix) and so on."""


Part = Declared | Verbatim | Block


def parse(css: str) -> tuple[Part, ...]:
    """Return what a stylesheet says; comments are left out but those that begin with ``!``."""
    return tuple(_rules(tinycss2.parse_stylesheet(css, skip_whitespace=True)))


def write(parts: Iterable[Part]) -> str:
    """Return the text of a stylesheet, or of the inside of a block."""
    written = [_text(part) for part in parts]
    return "".join(
        text + (";" if following and not text.endswith(("}", ";", "*/")) else "")
        for text, following in pairwise([*written, ""])
    )


def _text(part: Part) -> str:
    if isinstance(part, Block):
        return f"{part.head}{{{write(part.inner)}}}"
    return part.text if isinstance(part, Verbatim) else f"{part.name}:{part.value}"


def _rules(nodes: Iterable[Node]) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, Comment):
            if node.value.startswith("!"):
                yield Verbatim(f"/*{node.value}*/")
        elif isinstance(node, QualifiedRule):
            yield _rule(node)
        elif isinstance(node, AtRule):
            yield _at_rule(node)
        elif isinstance(node, Declaration):
            important = "!important" if node.important else ""
            # An empty variable is one of a single space.
            yield Declared(node.name, (_even(node.value) or " ") + important)


def _rule(node: QualifiedRule, kind: str = "") -> Block:
    selectors = None if kind else tuple(map(tuple, split(node.prelude)))
    return Block(_even(node.prelude), _contents(node.content), selectors)


def _at_rule(node: AtRule) -> Part:
    prelude = _even(node.prelude)
    head = f"@{node.at_keyword}{' ' if prelude else ''}{prelude}"
    name = node.lower_at_keyword
    if node.content is None:
        return Verbatim(f"{head};")
    if name in _GROUPS:
        rules = tinycss2.parse_blocks_contents(node.content, skip_whitespace=True)
        return Block(head, tuple(_rules(rules)), name=name)
    if name in _KEYFRAMES:
        steps = tinycss2.parse_rule_list(node.content, skip_whitespace=True, skip_comments=True)
        inner = tuple(_rule(step, name) for step in steps if isinstance(step, QualifiedRule))
        return Block(head, inner, name="keyframes")
    return Verbatim(f"{head}{{{_even(node.content)}}}")


def _contents(nodes: Sequence[Node]) -> tuple[Part, ...]:
    """Return what stands in a rule; as it is where tinycss2 cannot read a part of it."""
    parsed = tinycss2.parse_blocks_contents(nodes, skip_whitespace=True, skip_comments=True)
    if any(isinstance(node, ParseError) for node in parsed):
        return (Verbatim(_even(nodes)),)
    return tuple(_rules(parsed))


def _even(nodes: Iterable[Node]) -> str:
    """Return nodes as text, every run of space and comments between them one space or nothing."""
    spaced: list[Node] = []
    for node in nodes:
        if isinstance(node, Comment):
            continue
        if isinstance(node, WhitespaceToken):
            if spaced and isinstance(spaced[-1], WhitespaceToken):
                continue
            node.value = " "
        spaced.append(node)
    return str(tinycss2.serialize(spaced)).strip()
