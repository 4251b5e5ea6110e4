"""A figure as JATS tags it: ``<fig>``, or a ``<fig-group>`` with a ``<fig>`` for each panel.

JATS4R, "Display objects": each has an id, a label and a caption that does not say the label again;
panels are never a ``<fig>`` within a ``<fig>``. "Accessibility": the text alternatives stand in
the ``<graphic>`` they are of.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from casereport.forms.jats_permissions import permissions
from casereport.forms.xml_tree import XLINK, element, optional, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree import ElementTree as ET

    from casereport.forms.jats_source import JatsSource
    from casereport.manuscript import ManuscriptFigure
    from casereport.panels import Panel

_SUBTYPES = {"jpg": "jpeg", "svg": "svg+xml", "tif": "tiff"}


def figure_element(box: ET.Element, source: JatsSource) -> ET.Element:
    """Return a figure, given the box that pandoc has written of its caption and its panels'."""
    marks = {source.names[mark]: panel for mark, panel in source.panels.items()}
    figures = {source.names[mark]: figure for mark, figure in source.figures.items()}
    figure = figures[box.attrib["id"]]
    own = [child for child in box if child.get("id") in marks]
    captions = {marks[child.attrib["id"]].id: list(child) for child in own}
    caption = [child for child in box if child not in own]
    identifier = source.names[figure.id]
    if len(figure.panels) == 1:
        return _single(figure, caption, source)
    return element(
        "fig-group",
        element("label", figure.label),
        _caption(caption),
        *(_panel(panel, captions[panel.id], source) for panel in figure.panels),
        attributes={"id": identifier},
    )


def _single(
    figure: ManuscriptFigure, caption: Sequence[ET.Element], source: JatsSource
) -> ET.Element:
    panel = figure.panels[0]
    # The image has an id of its own where its author gave it one beside the figure's.
    own = {} if panel.id == figure.id else {"id": source.names[panel.id]}
    return element(
        "fig",
        element("label", figure.label),
        _caption(caption),
        _graphic(panel, source, own),
        permissions(panel.record.licence),
        attributes={"id": source.names[figure.id]},
    )


def _panel(panel: Panel, caption: Sequence[ET.Element], source: JatsSource) -> ET.Element:
    return element(
        "fig",
        element("label", panel.label),
        _caption(caption),
        _graphic(panel, source, {}),
        permissions(panel.record.licence),
        attributes={"id": source.names[panel.id]},
    )


def _caption(blocks: Sequence[ET.Element]) -> ET.Element | None:
    return optional("caption", *as_paragraphs(blocks))


def as_paragraphs(blocks: Sequence[ET.Element]) -> list[ET.Element]:
    """Return blocks for where JATS has a place for paragraphs alone: others stand within one."""
    made = [each if each.tag == "p" else in_paragraph(each) for each in blocks]
    return [each for each in made if len(each) or words(each)]


def in_paragraph(block: ET.Element) -> ET.Element:
    """Return a block within a paragraph of its own."""
    made = element("p", block)
    made.tail, block.tail = block.tail, None
    return made


def _graphic(panel: Panel, source: JatsSource, own: Mapping[str, str]) -> ET.Element:
    address = posixpath.join(source.manuscript.media_address, panel.file)
    return element(
        "graphic",
        optional("alt-text", panel.alt),
        optional("long-desc", panel.record.description),
        attributes={**own, **graphic_attributes(address)},
    )


def graphic_attributes(address: str) -> dict[str, str]:
    """Return the address of an image and its media type in two parts, as JATS has it."""
    media, _, _ = address.removeprefix("data:").partition(";")
    suffix = address.rpartition(".")[2].lower()
    if address.startswith("data:"):
        subtype = media.partition("/")[2]
    else:
        subtype = _SUBTYPES.get(suffix, suffix)
    return {"mimetype": "image", "mime-subtype": subtype, f"{{{XLINK}}}href": address}
