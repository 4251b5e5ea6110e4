"""The article as a Word document: real headings, captions, alt texts, and links that work in it.

Element names in comments are those of Office Open XML (ECMA-376).
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from casereport.forms.docx_package import finish_document, properties
from casereport.forms.figures import shown_figure
from casereport.forms.identifiers import BOOKMARK, make_ids_names
from casereport.forms.notes import with_calls
from casereport.forms.pictures import describe_in_alt
from casereport.forms.raster import raster
from casereport.forms.reference_document import TEXT_WIDTH, reference_document
from casereport.forms.sections import (
    id_of_title_page,
    ids_of,
    of_one_article,
    read_sections,
    title_of_landing_page,
    with_live_links,
)
from casereport.forms.sources import ADMONITION_TITLE
from casereport.forms.title_page import TitlePage, div, paragraph, strong, title_page, words
from casereport.forms.tree import Node, has_class, nodes, plain_text, replace_nodes
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casereport.forms.figures import ShownFigure
    from casereport.forms.sources import Sources
    from casereport.manuscript import Manuscript
    from casereport.panels import Panel

FILE = "case-report.docx"

# The most that an image of a figure takes of a page, in cm: an only one, and one of several, of
# which two then stand on one page.
_ONLY, _OF_SEVERAL = (14.0, 16.0), (10.5, 9.5)
_CM_PER_PIXEL = 2.54 / 96
_DRAWING = ".svg"

# In characters: the narrowest column, and from where on a longer text makes it no wider.
_LEAST_COLUMN, _MOST_COLUMN = 12, 48


def make_docx(sources: Sources) -> dict[str, bytes]:
    """Return the document. Raises FormError where pandoc fails or a drawing cannot be drawn."""
    manuscript = sources.manuscript
    folder = sources.folder / "word"
    folder.mkdir()
    pages = read_sections(sources)
    describe_in_alt([page.blocks for page in pages])
    front = title_page(manuscript, title_of_landing_page(pages))
    sections = of_one_article(pages, front.title_text)
    blocks = _title_page(front, id_of_title_page(manuscript, sections))
    for section in sections:
        for node in nodes(section.blocks if section.opens else []):
            # Word's title is no heading.
            if node["t"] == "Header":
                node["c"][0] = max(node["c"][0] - 1, 1)
        blocks += _styled(section.blocks, manuscript)
    blocks = with_live_links(blocks, ids_of(blocks))
    make_ids_names(blocks, BOOKMARK)
    blocks = with_calls(blocks, _called_again)
    _draw(blocks, manuscript, folder)
    document = {
        "pandoc-api-version": sources.document["pandoc-api-version"],
        "meta": properties(manuscript.metadata, front),
        "blocks": blocks,
    }
    reference, template = folder / "reference.docx", folder / "template.openxml"
    reference.write_bytes(reference_document(manuscript.metadata.language))
    template.write_text(_TEMPLATE, "utf-8")
    made = run_pandoc(
        json.dumps(document).encode(),
        *("--from", "json", "--to", "docx", "--output", "-"),
        *("--reference-doc", str(reference), "--template", str(template)),
        *("--resource-path", f"{folder}:{sources.media_folder}"),
    )
    return {FILE: finish_document(made, manuscript.metadata.language)}


# The body alone: the title page is part of it, so that it can say more than pandoc's.
_TEMPLATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:w10="urn:schemas-microsoft-com:office:word" \
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" \
xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<w:body>
$body$
$sectpr$
</w:body>
</w:document>
"""


def _called_again(number: int, bookmark: str) -> Node:
    """Return the number of a footnote that is called at a bookmark, as Word itself refers to it."""
    style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> NOTEREF {bookmark} \\f \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    runs = "".join(f"<w:r>{style}{part}</w:r>" for part in parts)
    return {"t": "RawInline", "c": ["openxml", runs]}


def _in_style(name: str, blocks: list[Node], identifier: str = "") -> Node:
    return div("", blocks, ("custom-style", name), identifier=identifier)


def _title_page(front: TitlePage, identifier: str) -> list[Node]:
    blocks = [_in_style("Title", [paragraph(front.title)], identifier)]
    if front.title_note:
        blocks.append(_in_style("Subtitle", [paragraph(words(front.title_note))]))
    if front.authors:
        blocks.append(_in_style("Author", [paragraph(front.authors)]))
    blocks += [_in_style("Affiliation", [paragraph(each)]) for each in front.affiliations]
    if front.abstract:
        blocks.append(_in_style("Abstract Title", [paragraph(words("Abstract"))]))
        blocks.append(_in_style("Abstract", [paragraph(words(front.abstract))]))
    blocks += [
        _in_style("Known", [paragraph([strong(f"{name}:"), {"t": "Space"}, *known])])
        for name, known in (*front.orcids, *front.rows)
    ]
    return blocks


def _styled(blocks: list[Node], manuscript: Manuscript) -> list[Node]:
    """Return the blocks of a section with the styles of the reference document."""

    def change(node: Node) -> list[Node] | None:
        if figure := shown_figure(node, manuscript):
            return _figure(figure)
        if node["t"] == "Table":
            return [_full_width(node)]
        if has_class(node, "notice") or has_class(node, "admonition"):
            return [_notice(node, change)]
        return None

    styled: list[Node] = replace_nodes(blocks, change)
    for before, (index, block) in pairwise(enumerate(styled)):
        # Word knows no space below a table.
        if before[1]["t"] == "Table" and block["t"] == "Para":
            styled[index] = _in_style("After Table", [block])
    return styled


def _notice(node: Node, change: Callable[[Node], list[Node] | None]) -> Node:
    (identifier, _, _), blocks = node["c"]
    inside = [
        _in_style("Notice Title", block["c"][1])
        if has_class(block, ADMONITION_TITLE)
        else _in_style("Notice", replace_nodes([block], change))
        for block in blocks
    ]
    return div("", inside, identifier=identifier)


def _figure(figure: ShownFigure) -> list[Node]:
    """Return a figure as paragraphs: its images, each with its note, and what is said below.

    Side by side they would need a table for layout, which screen readers take for data.
    """
    room = _OF_SEVERAL if figure.panels[1:] else _ONLY
    blocks: list[Node] = []
    for shown in figure.panels:
        shown.image["c"][0][2] += _size(shown.panel, room)
        identifier = shown.panel.id if figure.panels[1:] else ""
        blocks.append(_in_style("Figure", [paragraph([shown.image])], identifier))
        if shown.notes:
            blocks.append(_in_style("Panel Note", shown.notes))
    blocks.append(_in_style("caption", figure.caption))
    blocks.append(_in_style("Figure Note", [*figure.notes, *_descriptions(figure)]))
    return [div("", blocks, identifier=figure.id)]


def _full_width(table: Node) -> Node:
    """Return a table as wide as the text, its columns by the longest text in each."""
    columns = table["c"][2]
    longest = [_LEAST_COLUMN] * len(columns)
    for row in _rows(table["c"][3:]):
        for column, cell in enumerate(row[1][: len(columns)]):
            longest[column] = min(max(longest[column], len(plain_text(cell))), _MOST_COLUMN)
    for column, width in zip(columns, longest, strict=True):
        column[1] = {"t": "ColWidth", "c": width / sum(longest)}
    return table


def _rows(parts: list[Any]) -> Iterator[list[Any]]:
    """Yield every row of a table's head, bodies and foot: ``[attributes, cells]``."""
    head, bodies, foot = parts
    yield from head[1]
    for body in bodies:
        yield from (*body[2], *body[3])
    yield from foot[1]


def _descriptions(figure: ShownFigure) -> list[Node]:
    return [
        paragraph(
            [
                {"t": "Emph", "c": words(f"{shown.description_title}:")},
                {"t": "Space"},
                *words(shown.panel.record.description),
            ]
        )
        for shown in figure.panels
        if shown.panel.record.description
    ]


def _size(panel: Panel, room: tuple[float, float]) -> list[list[str]]:
    """Return width and height of an image, in cm, that fill the room or its own size."""
    width, height = panel.image.width, panel.image.height
    scale = min(room[0] / width, room[1] / height)
    if not panel.file.endswith(_DRAWING):
        scale = min(scale, _CM_PER_PIXEL)
    return [["width", f"{width * scale:.2f}cm"], ["height", f"{height * scale:.2f}cm"]]


def _draw(blocks: list[Node], manuscript: Manuscript, folder: Path) -> None:
    """Put pixels in the place of drawings: Word shows SVG only beside an image of another kind."""
    for node in nodes(blocks):
        name = node["c"][2][0] if node["t"] == "Image" else ""
        if not name.endswith(_DRAWING) or name not in manuscript.media:
            continue
        drawing = manuscript.media[name]
        drawn = folder / f"{name}.png"
        if not drawn.exists():
            drawn.write_bytes(raster(drawing))
        node["c"][2][0] = drawn.name
        if not node["c"][0][2]:
            # The case was refused if it were no clean SVG with a viewBox (figure_sources).
            box = ET.parse(drawing).getroot().get("viewBox", "")  # noqa: S314
            own = float(box.replace(",", " ").split()[2]) * _CM_PER_PIXEL
            node["c"][0][2].append(["width", f"{min(own, TEXT_WIDTH):.2f}cm"])
