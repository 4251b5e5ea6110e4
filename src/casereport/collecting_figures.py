"""Collecting the figures and the pictures of a page, which leave markers for what they show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from casereport.block_names import CAPTION_BLOCK
from casereport.collecting_html import collect_attributes, collect_id
from casereport.collector import CAPTION_OF, CITATION_TAG, Collector, replace_element
from casereport.markers import marker
from casereport.model import Figure, Picture, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


def collect_image(
    parent: ET.Element, image: ET.Element, ancestors: tuple[str, ...], collector: Collector
) -> None:
    """Collect an image; one of the folder of figures becomes a marker."""
    picture = replace(_picture(image, collector), linked="a" in ancestors)
    collector.pictures.append(picture)
    if picture.id:
        _keep_ids([picture], collector)
    if collector.is_figure_image(image.get("src", "")):
        replace_element(parent, image, marker("picture", len(collector.pictures) - 1))
    else:
        collect_attributes(image, collector)


def _picture(image: ET.Element, collector: Collector) -> Picture:
    source = image.get("src", "")
    identifier = image.get("id", "")
    external = bool(urlsplit(source).scheme or urlsplit(source).netloc)
    path = source if external else collector.resolved(source)
    return Picture(path, image.get("alt", ""), collector.place(f"]({source})", source), identifier)


def begin_figure(figure: ET.Element, collector: Collector) -> None:
    """Collect a captioned figure and put markers for its panels, label and notes.

    A caption of a table or of code is left alone; an image of elsewhere is a problem of its own.
    """
    caption = figure.find("figcaption")
    if figure.attrib.pop(CAPTION_OF, "") == CAPTION_BLOCK:
        _check_caption(figure, collector)
    images = [el for el in figure.iter("img") if collector.is_figure_image(el.get("src", ""))]
    if caption is None or not images:
        if figure.get("id"):
            collect_id(figure, collector)
        return
    panels = [_picture(image, collector) for image in images]
    if len(panels) > 1:
        # A panel goes by the name of its file where it was given no id.
        panels = [panel if panel.id else replace(panel, id=_made_id(panel)) for panel in panels]
    given = figure.get("id") or panels[0].id or _made_id(panels[0])
    identifier = given if figure.get("id") or len(panels) == 1 else f"figure-{given}"
    figure.set("id", identifier)
    figure.set("class", f"figure {figure.get('class', '')}".strip())
    index = len(collector.figures)
    where = panels[0].where
    collector.anchor(identifier, where)
    _keep_ids([panel for panel in panels if panel.id not in {"", identifier}], collector)
    collector.figures.append(Figure(identifier, tuple(panels), where))
    for child in list(figure):
        if child is not caption:
            if "".join(child.itertext()).strip() or child.find(f".//{CITATION_TAG}") is not None:
                collector.problems.append(
                    Problem(
                        where,
                        "has words among the images of a figure.",
                        "Leave only the images above the caption; words belong into the caption.",
                    )
                )
            figure.remove(child)
    figure.text = marker("figure-panels", index)
    words = caption.find("p")
    if words is None:
        words = caption
    words.text = f"{marker('figure-label', index)} {words.text or ''}"
    notes = ET.SubElement(caption, "div")
    notes.text = marker("figure-notes", index)


def _check_caption(figure: ET.Element, collector: Collector) -> None:
    """Keep the problem of a figure's caption that has no figure: it would get no number."""
    # Looked for whether there is a problem or not: the next one is found further on.
    where = collector.place(f"/// {CAPTION_BLOCK}", f"///{CAPTION_BLOCK}")
    if figure.find(".//img") is None:
        collector.problems.append(
            Problem(
                where,
                "puts a figure’s caption below something that is no image.",
                "Put it below the images, with an empty line between; write “/// caption” for what"
                " is not numbered as a figure, such as a table.",
            )
        )


def _keep_ids(pictures: Iterable[Picture], collector: Collector) -> None:
    for picture in pictures:
        collector.anchor(picture.id, picture.where)


def _made_id(panel: Picture) -> str:
    """Return the id of a panel that was given none: its file's name without spaces."""
    return "-".join(PurePosixPath(panel.source).stem.split())
