"""Pandoc's syntax tree with nothing in it that Markdown cannot say, so that no HTML is needed.

The Markdown is that of GitHub (GFM 0.29): CommonMark with tables and footnotes.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casereport.forms.figures import shown_figure
from casereport.forms.sources import ADMONITION_TITLE
from casereport.forms.title_page import paragraph, strong, words
from casereport.forms.tree import Node, has_class, nodes, plain_text, raw, replace_nodes
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casereport.forms.figures import ShownFigure
    from casereport.manuscript import Manuscript

_FORMAT = "gfm"
# What can follow a bracket and make it more than words: a link, or the definition of one.
_BINDING = ("(", "[", ":")
_BOUND = "bound"
# A character of Unicode's private use area, which no author types.
_PARTING = "\ue0c7"


@dataclass(frozen=True)
class PlainMarkdown:
    """Leaves in pandoc's tree what Markdown can say."""

    manuscript: Manuscript
    link_to: Callable[[str], str]
    """Returns the address for an id of the article, or nothing where words are to stand alone."""
    image_at: Callable[[str], str]
    """Returns the address of an image of the manuscript."""

    def blocks(self, blocks: list[Node]) -> list[Node]:
        """Return blocks that Markdown can say."""
        _mark_bound(blocks)
        made = self._plain(blocks)
        for node in nodes(made):
            if node["t"] == "Header":
                node["c"][1] = _NO_ATTRIBUTES
            elif node["t"] == "Table":
                node["c"] = replace_nodes(node["c"], _code_in_cell)
        readable: list[Node] = _with_signs(made)
        return readable

    def _plain(self, tree: list[Node]) -> list[Node]:
        made: list[Node] = replace_nodes(tree, self._change)
        return made

    def _change(self, node: Node) -> list[Node] | None:
        if figure := shown_figure(node, self.manuscript):
            return self._plain(_figure(figure))
        if node["t"] in _HOLDERS:
            return self._plain(_HOLDERS[node["t"]](node))
        if node["t"] in _SAID_OTHERWISE:
            return [_SAID_OTHERWISE[node["t"]](node)]
        if node["t"] == "Image" and node["c"][2][0] in self.manuscript.media:
            address = self.image_at(node["c"][2][0])
            return [{"t": "Image", "c": [_NO_ATTRIBUTES, node["c"][1], [address, ""]]}]
        if node["t"] == "Link":
            return self._link(node)
        return None

    def _link(self, node: Node) -> list[Node]:
        _, text, (address, title) = node["c"]
        if address.startswith("#"):
            address, title = self.link_to(address[1:]), ""
        text = self._plain(text)
        return [{"t": "Link", "c": [_NO_ATTRIBUTES, text, [address, title]]}] if address else text


_NO_ATTRIBUTES: list[object] = ["", [], []]


# A sign that begins neither HTML nor an address (CommonMark 0.31, 6.5 and 6.6), as in "P < 0.05".
_SIGN = re.compile(r"(<(?![A-Za-z/!?])|>)")


def _with_signs(tree: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a tree in which signs of more and less are as they are; pandoc escapes each."""
    if isinstance(tree, dict):
        return {key: _with_signs(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    made: list[Any] = []
    for part in tree:
        if not _is_node(part, "Str"):
            made.append(_with_signs(part))
            continue
        for text in filter(None, _SIGN.split(part["c"])):
            # At the beginning of a line > begins a quotation.
            begins = not made or _is_node(made[-1], "LineBreak")
            is_plain = _SIGN.fullmatch(text) and not (text == ">" and begins)
            made.append(_raw(text) if is_plain else {"t": "Str", "c": text})
    return made


def _code_in_cell(node: Node) -> list[Node] | None:
    """Return code that does not end its cell of a table: a bar does, in code too (GFM, 4.10)."""
    if node["t"] != "Code" or "|" not in node["c"][1]:
        return None
    text, fence = node["c"][1].replace("|", "\\|"), _fence(node["c"][1], "`")
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return [_raw(f"{fence}{space}{text}{space}{fence}")]


def _fence(text: str, least: str) -> str:
    """Return as many backticks as the text does not hold in a row."""
    while least in text:
        least += "`"
    return least


def _code_block(node: Node) -> Node:
    """Return code between fences: indented, two blocks in a row would be one."""
    text = node["c"][1]
    fence = _fence(text, "```")
    return raw(_FORMAT, f"{fence}\n{text}\n{fence}")


def _div(node: Node) -> list[Node]:
    blocks: list[Node] = node["c"][1]
    if has_class(node, ADMONITION_TITLE):
        return [paragraph([{"t": "Strong", "c": each["c"]}]) for each in blocks]
    quoted = has_class(node, "notice") or has_class(node, "admonition")
    return [{"t": "BlockQuote", "c": blocks}] if quoted else blocks


def _own_figure(node: Node) -> list[Node]:
    """Return the blocks of a figure without a number, as an author's own HTML can hold."""
    _, (_, caption), body = node["c"]
    return [*body, *caption]


def _definitions(node: Node) -> list[Node]:
    made: list[Node] = []
    for term, definitions in node["c"]:
        made += [paragraph([{"t": "Strong", "c": term}]), {"t": "BulletList", "c": definitions}]
    return made


def _figure(figure: ShownFigure) -> list[Node]:
    blocks: list[Node] = []
    for shown in figure.panels:
        blocks += [paragraph([shown.image]), *shown.notes]
    blocks += [*figure.caption, *figure.notes]
    blocks += [
        paragraph([strong(f"{each.description_title}:"), {"t": "Space"}, *described])
        for each in figure.panels
        if (described := words(each.panel.record.description))
    ]
    return blocks


def _span(span: Node) -> list[Node]:
    """Return the words of a span; those of a citation with its brackets as they are: ``[1]``.

    Pandoc would put a backslash before each. No definition of a link goes by such a name here, so
    that a bracket stays a bracket (CommonMark 0.31, 6.3).
    """
    if not has_class(span, "citation"):
        return list(span["c"][1])
    text: list[Node] = replace_nodes(
        span["c"][1], lambda node: node["c"][1] if node["t"] == "Link" else None
    )
    first, last = text[0], text[-1]
    if has_class(span, _BOUND):
        return text
    if first["t"] == last["t"] == "Str" and first["c"][:1] == "[" and last["c"][-1:] == "]":
        first["c"] = first["c"][1:]
        last["c"] = last["c"][:-1]
        return [_raw("["), *text, _raw("]")]
    return text


def _mark_bound(tree: Any) -> None:  # noqa: ANN401 - JSON
    """Mark each citation whose bracket would bind with what follows it, such as ``[1](see``."""
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    before: Any = None
    for index, part in enumerate(parts):
        if _is_node(before, "Span") and _is_node(part, "Str"):
            # A definition of a link stands at the beginning of a paragraph only.
            binding = _BINDING if index == 1 else _BINDING[:-1]
            if part["c"].startswith(binding):
                before["c"][0][1].append(_BOUND)
        _mark_bound(part)
        before = part


def _is_node(part: object, kind: str) -> bool:
    return isinstance(part, dict) and part.get("t") == kind


def _raw(text: str) -> Node:
    return {"t": "RawInline", "c": [_FORMAT, text]}


def called_again(number: int, call: str) -> Node:
    """Return another call of a footnote, which pandoc names by its number."""
    del call
    return _raw(f"[^{number}]")


def twin_of(url: str) -> str:
    """Return where the twin of a page lies: ``discussion/index.md`` for ``discussion/``."""
    if not url or url.endswith("/"):
        return f"{url}index.md"
    return f"{posixpath.splitext(url)[0]}.md"


def heading_anchors(blocks: Sequence[Node]) -> dict[str, str]:
    """Return the fragment by which programs that show Markdown know each heading, by its id.

    That is GitHub's rule, which others follow: small letters, no punctuation, hyphens for spaces,
    and a number behind one that stood before.
    """
    anchors: dict[str, str] = {}
    times: dict[str, int] = {}
    for node in nodes(blocks):
        if node["t"] != "Header":
            continue
        anchor = re.sub(r"[^\w\- ]", "", plain_text(node["c"][2]).lower()).replace(" ", "-")
        before = times.get(anchor, 0)
        times[anchor] = before + 1
        if identifier := node["c"][1][0]:
            anchors[identifier] = f"{anchor}-{before}" if before else anchor
    return anchors


def write_markdown(documents: Mapping[str, list[Node]], version: object) -> dict[str, bytes]:
    """Return each document as Markdown, by its name.

    ``version`` is the ``pandoc-api-version`` of the trees. One run of pandoc serves all that have
    no footnotes, whose numbers would go on from one to the next.
    """
    noted = [name for name, blocks in documents.items() if _has_notes(blocks)]
    plain = [name for name in documents if name not in noted]
    written: dict[str, str] = {}
    for names in (plain, *([name] for name in noted)):
        blocks = [
            block for name in names for block in (paragraph([_raw(_PARTING)]), *documents[name])
        ]
        tree = {"pandoc-api-version": version, "meta": {}, "blocks": blocks}
        made = run_pandoc(
            json.dumps(tree).encode(), "--from", "json", "--to", _FORMAT, "--wrap=none"
        )
        texts = made.decode().split(_PARTING)[1:]
        written |= {name: text.strip() + "\n" for name, text in zip(names, texts, strict=True)}
    return {name: written[name].encode() for name in documents}


# What HTML holds together, and Markdown does not.
_HOLDERS: Mapping[str, Callable[[Node], list[Node]]] = {
    "DefinitionList": _definitions,
    "Div": _div,
    "Figure": _own_figure,
    "Span": _span,
}
# What pandoc would write in another way.
_SAID_OTHERWISE: Mapping[str, Callable[[Node], Node]] = {
    "CodeBlock": _code_block,
    "HorizontalRule": lambda _: raw(_FORMAT, "---"),
}


def _has_notes(blocks: list[Node]) -> bool:
    return any(node["t"] == "Note" for node in nodes(blocks))
