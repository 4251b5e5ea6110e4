"""Walking and changing pandoc's syntax tree, which is JSON: ``{"t": name, "c": content}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Node = dict[str, Any]

# Where the attributes (id, classes, key-value pairs) of a node stand in its content.
_ATTRIBUTES_AT = {
    "Header": 1,
    "CodeBlock": 0,
    "Div": 0,
    "Figure": 0,
    "Table": 0,
    "Code": 0,
    "Image": 0,
    "Link": 0,
    "Span": 0,
}


def nodes(tree: object) -> Iterator[Node]:
    """Yield every node of a tree, each before those within it."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from nodes(value)


def attributes(node: Node) -> list[Any] | None:
    """Return the attributes of a node, ``[id, classes, pairs]``, or None where it has none."""
    at = _ATTRIBUTES_AT.get(node["t"])
    found: list[Any] | None = None if at is None else node["c"][at]
    return found


def has_class(node: Node, name: str) -> bool:
    """Return whether a node carries this class."""
    found = attributes(node)
    return found is not None and name in found[1]


def replace_nodes(tree: Any, change: Callable[[Node], list[Node] | None]) -> Any:  # noqa: ANN401 - JSON
    """Return a copy of a tree in which each node is what ``change`` returns for it.

    ``change`` returns the nodes to stand there, none to leave it out, or None to keep it and look
    within it. What it returns is not looked at again.
    """
    if isinstance(tree, dict):
        return {key: replace_nodes(value, change) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    made: list[Any] = []
    for each in tree:
        changed = change(each) if isinstance(each, dict) and "t" in each else None
        if changed is None:
            made.append(replace_nodes(each, change))
        else:
            made += changed
    return made


def plain_text(tree: object) -> str:
    """Return the words of a tree on one line, as a reader would copy them."""
    words: list[str] = []
    for node in nodes(tree):
        if node["t"] == "Str":
            words.append(node["c"])
        elif node["t"] in {"Space", "SoftBreak", "LineBreak", "Para", "Plain", "Header"}:
            words.append(" ")
        elif node["t"] in {"Code", "CodeBlock"}:
            words.append(node["c"][1])
    return " ".join("".join(words).split())


def raw(form: str, text: str) -> Node:
    """Return a block that pandoc's writer of this format passes on as it is."""
    return {"t": "RawBlock", "c": [form, text]}
