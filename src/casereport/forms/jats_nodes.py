"""Making and reading nodes of pandoc's tree on the way to JATS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casereport.forms.sources import ADMONITION_TITLE
from casereport.forms.tree import Node, has_class, nodes, plain_text, replace_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def make_div(identifier: str, blocks: Sequence[Node]) -> Node:
    """Return the blocks in a ``Div`` of this id."""
    return {"t": "Div", "c": [[identifier, [], []], list(blocks)]}


def make_heading(text: str) -> Node:
    """Return a page's heading."""
    return {"t": "Header", "c": [1, ["", [], []], [{"t": "Str", "c": text}]]}


def link(address: str, text: str) -> Node:
    """Return a link."""
    return {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": text}], [address, ""]]}


def as_paragraph(node: Node) -> list[Node] | None:
    """Return a heading as a paragraph in bold, for where JATS has no place for a title."""
    if node["t"] != "Header":
        return None
    return [{"t": "Para", "c": [{"t": "Strong", "c": node["c"][2]}]}]


def on_one_line(words: Any) -> Any:  # noqa: ANN401 - JSON
    """Return words with a space for each line break."""
    space = [{"t": "Space"}]
    return replace_nodes(words, lambda each: space if each["t"] == "LineBreak" else None)


def without_label(blocks: Sequence[Node], label: str) -> list[Node]:
    """Return a caption without the label that it begins with: JATS has ``<label>`` for it."""
    made = list(blocks)
    for at, block in enumerate(made):
        if block["t"] in {"Para", "Plain"} and block["c"] and block["c"][0]["t"] == "Strong":
            first, *words = block["c"]
            if plain_text(first["c"]) == label:
                while words and words[0]["t"] in {"Space", "SoftBreak"}:
                    words.pop(0)
                made[at : at + 1] = [{"t": block["t"], "c": words}] if words else []
                break
    return made


def without_list(blocks: Sequence[Node]) -> list[Node]:
    """Return a page's blocks without the reference list and the notice right above it.

    The list in the back is made of the references themselves, and has a notice of its own.
    """
    made: list[Node] = []
    for block in blocks:
        if not has_class(block, "references"):
            made.append(block)
        elif made and has_class(made[-1], "notice"):
            made.pop()
    return made


def footnotes_of(div: Node) -> Iterator[tuple[str, list[Node]]]:
    """Yield the id and the blocks of each footnote, as Python-Markdown lists them."""
    for node in nodes(div["c"][1]):
        if node["t"] == "OrderedList":
            for item in node["c"][1]:
                if [block["t"] for block in item] == ["Div"] and item[0]["c"][0][0]:
                    yield item[0]["c"][0][0], item[0]["c"][1]
            return


def without_backlink(blocks: Sequence[Node]) -> list[Node]:
    """Return a footnote without its way back, and without the space that led to it."""
    made: list[Node] = replace_nodes(
        list(blocks), lambda node: [] if has_class(node, "footnote-backref") else None
    )
    words = made[-1]["c"] if made and made[-1]["t"] in {"Para", "Plain"} else []
    while words and words[-1]["t"] in {"Space", "SoftBreak"}:
        words.pop()
    if words and words[-1]["t"] == "Str":
        words[-1]["c"] = words[-1]["c"].rstrip("\N{NO-BREAK SPACE}")
    return [block for block in made if block["t"] not in {"Para", "Plain"} or plain_text(block)]


def is_titled(blocks: Sequence[Node]) -> bool:
    """Return whether an admonition begins with its title, which the tree marks."""
    if not blocks or blocks[0]["t"] not in {"Para", "Plain"}:
        return False
    words: list[Node] = blocks[0]["c"]
    return bool(words) and has_class(words[0], ADMONITION_TITLE)
