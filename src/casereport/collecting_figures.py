"""Collecting the figures and the pictures of a page, which leave markers for what they show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from casereport.collector import CITATION_TAG, Collector, replace_element
from casereport.markers import marker
from casereport.model import Figure, Picture, Problem


def collect_image(
    parent: ET.Element, image: ET.Element, ancestors: tuple[str, ...], collector: Collector
) -> None:
    """Collect an image; one of the folder of figures becomes a marker."""
    picture = replace(_picture(image, collector), linked="a" in ancestors)
    collector.pictures.append(picture)
    if picture.id:
        collector.ids.append(picture.id)
    if collector.is_figure_image(image.get("src", "")):
        replace_element(parent, image, marker("picture", len(collector.pictures) - 1))


def _picture(image: ET.Element, collector: Collector) -> Picture:
    source = image.get("src", "")
    identifier = image.get("id", "")
    external = bool(urlsplit(source).scheme or urlsplit(source).netloc)
    path = source if external else collector.resolved(source)
    return Picture(path, image.get("alt", ""), collector.place(f"]({source})", source), identifier)


def begin_figure(figure: ET.Element, collector: Collector) -> None:
    """Collect a captioned figure and put markers for its panels, label and notes.

    A caption below anything but images of ``figures/`` is left alone.
    """
    caption = figure.find("figcaption")
    images = [el for el in figure.iter("img") if collector.is_figure_image(el.get("src", ""))]
    if caption is None or not images:
        collector.ids += filter(None, [figure.get("id")])
        return
    panels = [_picture(image, collector) for image in images]
    if len(panels) > 1:
        # A panel goes by the name of its file where it was given no id.
        panels = [panel if panel.id else replace(panel, id=_made_id(panel)) for panel in panels]
    given = figure.get("id") or panels[0].id or _made_id(panels[0])
    identifier = given if figure.get("id") or len(panels) == 1 else f"figure-{given}"
    figure.set("id", identifier)
    figure.set("class", f"figure {figure.get('class', '')}".strip())
    collector.ids += [identifier, *(p.id for p in panels if p.id not in {"", identifier})]
    index = len(collector.figures)
    where = panels[0].where
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


def _made_id(panel: Picture) -> str:
    """Return the id of a panel that was given none: its file's name without spaces."""
    return "-".join(PurePosixPath(panel.source).stem.split())
