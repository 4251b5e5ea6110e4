"""What pandoc has written of the pages, completed to be valid JATS: the sections of the body."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casereport.forms.jats_figures import (
    as_paragraphs,
    figure_element,
    graphic_attributes,
    in_paragraph,
)
from casereport.forms.jats_links import ref_type
from casereport.forms.jats_source import FLOATS, FOOTNOTES, REFERENCE_LIST
from casereport.forms.pictures import alt_with
from casereport.forms.xml_tree import MML, XLINK, element, optional, parents, take_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casereport.forms.jats_source import JatsSource

# What is empty in JATS by its nature, or may be: a cell of a table.
_MAY_BE_EMPTY = {"break", "col", "colgroup", "graphic", "hr", "inline-graphic", "td", "th"}


# What may stand in these but paragraphs; anything else needs one around it.
_PARTS = {
    "caption": {"p", "title"},
    "def": {"p"},
    "list-item": {"def-list", "label", "list", "p", "title"},
}

# JATS4R, "Display objects": each has an id.
_DISPLAYED = {"boxed-text", "disp-formula", "fig", "fig-group", "table-wrap"}


@dataclass(frozen=True)
class JatsParts:
    """The parts of the article that pandoc has written."""

    sections: tuple[ET.Element, ...]
    floats: tuple[ET.Element, ...]
    footnotes: tuple[ET.Element, ...]
    list_id: str
    """The id of the reference list; empty where it has no page of its own."""
    list_title: ET.Element | None
    list_words: tuple[ET.Element, ...]
    """What stands on its page beside it."""


def read_parts(written: bytes, source: JatsSource) -> JatsParts:
    """Return the parts in what pandoc has written of ``source.blocks``."""
    root = ET.fromstring(  # noqa: S314 - written by pandoc
        f'<output xmlns:xlink="{XLINK}" xmlns:mml="{MML}">'.encode() + written + b"</output>"
    )
    _complete(root, source)
    identifier, title, list_words = _list_of(_part(root, REFERENCE_LIST, source))
    return JatsParts(
        tuple(root.findall("sec")),
        tuple(_part(root, FLOATS, source)),
        tuple(_footnotes(_part(root, FOOTNOTES, source), source)),
        identifier,
        title,
        tuple(list_words),
    )


def _complete(root: ET.Element, source: JatsSource) -> None:
    """Tag what pandoc has no tags for: figures with panels, notices, and images' media types."""
    figures = {source.names[mark] for mark in source.figures}
    boxes = {source.names[mark]: box for mark, box in source.boxes.items()}
    for parent in list(root.iter()):
        for at, child in enumerate(list(parent)):
            mark = child.get("id", "")
            if child.tag in {"graphic", "inline-graphic"}:
                child.attrib.update(graphic_attributes(child.attrib[f"{{{XLINK}}}href"]))
                _describe(child, source)
            elif child.tag == "table" and mark:
                parent.set("id", child.attrib.pop("id"))
            elif mark in figures:
                parent[at] = figure_element(child, source)
                parent[at].tail = child.tail
            elif mark in boxes:
                del child.attrib["id"]
                _describe_box(child, *boxes[mark])
            if parent.tag in _PARTS and parent[at].tag not in _PARTS[parent.tag]:
                parent[at] = in_paragraph(parent[at])


def _describe(graphic: ET.Element, source: JatsSource) -> None:
    """Put the alt text in the place of its mark, and a long description behind it.

    Within a sentence JATS Publishing 1.1 has no other place for it than the alt text.
    """
    alt = graphic.find("alt-text")
    if alt is not None and alt.text in source.pictures:
        alt.text, description = source.pictures[alt.text]
        if description and graphic.tag == "inline-graphic":
            alt.text = alt_with(alt.text, description)
        elif description:
            graphic.insert(list(graphic).index(alt) + 1, element("long-desc", description))


def _describe_box(box: ET.Element, kind: str, titled: bool) -> None:  # noqa: FBT001
    box.set("content-type", kind)
    if titled:
        first = box[0]
        box.remove(first)
        first.tag, first.tail = "title", None
        box.insert(0, element("caption", first))


def _part(root: ET.Element, mark: str, source: JatsSource) -> list[ET.Element]:
    """Return what stands in the part of this mark, out of the sections that follow."""
    name = source.names.get(mark)
    return [each for box in root if name and box.get("id") == name for each in box]


def _list_of(
    blocks: list[ET.Element],
) -> tuple[str, ET.Element | None, list[ET.Element]]:
    """Return the id and the heading of the reference list, and the words beside the list."""
    if not blocks:
        return "", None, []
    # A page begins with its heading, of which pandoc makes a section.
    (section,) = blocks
    title, *beside = section
    return section.attrib["id"], title, beside


def _footnotes(boxes: list[ET.Element], source: JatsSource) -> Iterator[ET.Element]:
    for box in boxes:
        marks = {source.names[mark]: note for mark, note in source.notes.items()}
        identifier = marks[box.attrib["id"]]
        # One that nothing calls has no number.
        number = source.footnotes.get(identifier, "")
        yield element(
            "fn",
            optional("label", f"{number}"),
            *as_paragraphs(list(box)),
            attributes={"id": source.names[identifier], "fn-type": "other"},
        )


def complete_links(article: ET.Element, source: JatsSource) -> None:
    """Say of every link within the article what it leads to; one that leads nowhere is words."""
    targets = {each.attrib["id"]: each for each in article.iter() if "id" in each.attrib}
    ranges = {
        source.names[mark]: [source.names[each] for each in ids]
        for mark, ids in source.ranges.items()
    }
    for link, parent in parents(article).items():
        if link.tag != "xref":
            continue
        # Pandoc repeats the words of a link in it.
        link.attrib.pop("alt", None)
        ids = ranges.get(link.attrib["rid"], [link.attrib["rid"]])
        if not targets.keys() >= set(ids):
            take_out(parent, link, keep_content=True)
            continue
        link.set("rid", " ".join(ids))
        link.set("ref-type", ref_type(targets[ids[0]]))


def drop_empty(article: ET.Element) -> None:
    """Take out every element without content, but for those that need none."""
    for parent in reversed(list(article.iter())):
        for child in list(parent):
            bare = not len(child) and not (child.text or "").strip()
            if bare and child.tag not in _MAY_BE_EMPTY and not child.tag.startswith("{"):
                take_out(parent, child, keep_content=False)


def give_ids(article: ET.Element) -> None:
    """Give an id to every display object that has none: ``table-wrap-1``."""
    taken = {each.get("id") for each in article.iter()}
    for tag in sorted(_DISPLAYED):
        free = (name for number in count(1) if (name := f"{tag}-{number}") not in taken)
        for each in article.iter(tag):
            if "id" not in each.attrib:
                each.set("id", next(free))
