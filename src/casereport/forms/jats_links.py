"""Links of the article as JATS has them: what each leads to, and ranges of citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.jats_nodes import link
from casereport.forms.tree import Node, plain_text, replace_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree import ElementTree as ET

    from casereport.forms.jats_source import JatsSource
    from casereport.manuscript import Manuscript

# The value of @ref-type for what a link leads to; anything else is "other".
_REF_TYPES = {
    "aff": "aff",
    "boxed-text": "boxed-text",
    "disp-formula": "disp-formula",
    "fig": "fig",
    "fig-group": "fig",
    "fn": "fn",
    "graphic": "fig",
    "list": "list",
    "ref": "bibr",
    "ref-list": "sec",
    "sec": "sec",
    "table": "table",
    "table-wrap": "table",
}


def join_ranges(words: Sequence[Node], source: JatsSource) -> list[Node]:
    """Return a citation's words with each range, ``1–3``, as one link to all it stands for.

    ``xref/@rid`` holds as many ids as are meant (IDREFS), so that no work between the first and
    the last is lost to a machine.
    """
    numbers = {f"#ref-{each.key}": each.number for each in source.manuscript.references}
    ids = {number: address.removeprefix("#") for address, number in numbers.items()}
    made: list[Node] = []
    for node in words:
        made.append(node)
        if [each["t"] for each in made[-3:]] == ["Link", "Str", "Link"] and made[-2]["c"] == "–":
            first, last = (numbers.get(each["c"][2][0], 0) for each in (made[-3], node))
            if first and last:
                mark = source.mark("range")
                source.ranges[mark] = tuple(ids[each] for each in range(first, last + 1))
                made[-3:] = [link(f"#{mark}", plain_text(made[-3:]))]
    return made


def resolve_links(
    blocks: Sequence[Node], names: Mapping[str, str], manuscript: Manuscript
) -> list[Node]:
    """Return the blocks with every link within the article led to the name of what it means.

    ``names`` are the XML names of all ids. A link to a page that JATS leaves out is led to the
    site, or loses its link while the site's address is not known.
    """

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
            return None
        attrs, words, (address, title) = node["c"]
        name = names.get(address[1:])
        target = f"#{name}" if name else _address_on_site(address[1:], manuscript)
        if not target:
            return list(words)
        return [{"t": "Link", "c": [attrs, words, [target, title]]}]

    made: list[Node] = replace_nodes(list(blocks), change)
    return made


def _address_on_site(anchor: str, manuscript: Manuscript) -> str:
    """Return the address of a page, or of a place on it, named as :mod:`links` names them."""
    for page in manuscript.pages:
        if manuscript.address and anchor == page.id:
            return f"{manuscript.address}{page.url}"
        if manuscript.address and anchor.startswith(f"{page.id}--"):
            return f"{manuscript.address}{page.url}#{anchor.removeprefix(f'{page.id}--')}"
    return ""


def ref_type(target: ET.Element) -> str:
    """Return the ``@ref-type`` of a link to this element."""
    return _REF_TYPES.get(target.tag, "other")
