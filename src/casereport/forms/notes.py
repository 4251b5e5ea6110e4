"""Footnotes of an article: each once, where it is called first, numbered over all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.tree import Node, has_class, nodes, replace_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALL, AGAIN = "note-call", "note-called-again"
"""The classes of the ``Span`` that holds a note, and of a link to it from where it is called again.
"""

_NO_BREAK_SPACE = "\u00a0"


def with_calls(
    blocks: list[Node], again: Callable[[int, str], Node], *, anchored: bool = True
) -> list[Node]:
    """Return blocks in which each further call of a note is what ``again`` returns for it.

    It is given the number that the note has by its place among those of the blocks, and the id of
    its first call, which has none where these are not ``anchored``.
    """
    calls = [node["c"][0][0] for node in nodes(blocks) if has_class(node, CALL)]
    numbers = {identifier: number for number, identifier in enumerate(calls, start=1)}

    def change(node: Node) -> list[Node] | None:
        if has_class(node, CALL) and not anchored:
            return list(node["c"][1])
        if has_class(node, AGAIN):
            identifier = node["c"][2][0].removeprefix("#")
            return [again(numbers[identifier], identifier)]
        return None

    made: list[Node] = replace_nodes(blocks, change)
    return made


def notes_called(tree: object) -> tuple[str, ...]:
    """Return the id of each note that Python-Markdown's links call, in the order of first calls."""
    links = (node for node in nodes(tree) if has_class(node, "footnote-ref"))
    return tuple(dict.fromkeys(link["c"][2][0].removeprefix("#") for link in links))


def with_notes(blocks: list[Node]) -> list[Node]:
    """Return a page's blocks with its footnotes where they are called.

    Python-Markdown puts a numbered list of them into a ``div`` of the class ``footnote``, and
    links of the classes ``footnote-ref`` and ``footnote-backref`` between a call and its note. A
    note that nothing calls stays in the list. One that is called again stands where it is called
    first, and a link of the class :data:`AGAIN` leads there.
    """
    notes = dict(_notes_of(blocks))
    called: set[str] = set()

    def call(node: Node) -> list[Node] | None:
        target = _called_note(node)
        if target not in notes:
            return None
        place = f"call-of-{target}"
        if target in called:
            return [{"t": "Link", "c": [["", [AGAIN], []], [], [f"#{place}", ""]]}]
        called.add(target)
        return [{"t": "Span", "c": [[place, [CALL], []], [{"t": "Note", "c": notes[target]}]]}]

    def leave_uncalled(node: Node) -> list[Node] | None:
        if not has_class(node, "footnote"):
            return None
        left = [notes[name] for name in notes if name not in called]
        return [{"t": "OrderedList", "c": [_DECIMAL, left]}] if left else []

    body = [block for block in blocks if not has_class(block, "footnote")]
    lists = [block for block in blocks if has_class(block, "footnote")]
    made: list[Node] = replace_nodes(body, call) + lists
    left: list[Node] = replace_nodes(made, leave_uncalled)
    return left


_DECIMAL = [1, {"t": "Decimal"}, {"t": "Period"}]


def _notes_of(blocks: list[Node]) -> Iterator[tuple[str, list[Node]]]:
    """Yield the id and the words of each footnote, without its link back."""
    for div in (node for node in nodes(blocks) if has_class(node, "footnote")):
        for listed in (block for block in div["c"][1] if block["t"] == "OrderedList"):
            for item in listed["c"][1]:
                holder = item[0] if item and item[0]["t"] == "Div" else None
                if holder is not None:
                    yield holder["c"][0][0], _without_way_back(holder["c"][1])


def _without_way_back(blocks: list[Node]) -> list[Node]:
    def change(node: Node) -> list[Node] | None:
        return [] if has_class(node, "footnote-backref") else None

    words: list[Node] = replace_nodes(blocks, change)
    for node in nodes(words):
        # The space that parted the link from the last word.
        if node["t"] in {"Para", "Plain"} and node["c"] and node["c"][-1]["t"] == "Str":
            node["c"][-1]["c"] = node["c"][-1]["c"].rstrip(_NO_BREAK_SPACE)
    return [block for block in words if block["t"] not in {"Para", "Plain"} or block["c"]]


def _called_note(node: Node) -> str:
    """Return the id of the note that a raised number calls, or nothing."""
    if (
        node["t"] != "Superscript"
        or len(node["c"]) != 1
        or not has_class(node["c"][0], "footnote-ref")
    ):
        return ""
    address: str = node["c"][0]["c"][2][0]
    return address.removeprefix("#")
