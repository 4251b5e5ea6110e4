"""Collecting what an author wrote as HTML or as attributes, and the ids of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casereport.model import Place, RawElement
from casereport.raw_html import FETCHED, read_tags

if TYPE_CHECKING:
    from casereport.collector import Collector

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# Of these, an address is collected as a link or as a picture.
_READ = {("a", "href"), ("img", "src")}


def collect_raw(piece: str | ET.Element, collector: Collector) -> None:
    """Collect a piece of HTML that Markdown passes on as it is."""
    html = piece if isinstance(piece, str) else ET.tostring(piece, "unicode", method="html")
    for tag in read_tags(html):
        # What another extension has made, such as coloured code, stands on no line.
        where = Place(collector.path, collector.lines.of_tag(tag.text))
        collector.raw.append(RawElement(tag.name, tag.attributes, where))
        if identifier := tag.attributes.get("id"):
            collector.anchor(identifier, where)


def collect_attributes(element: ET.Element, collector: Collector) -> None:
    """Collect an element of the tree that fetches something, by an attribute Markdown never writes.

    It is one of a block that Markdown reads (``markdown="1"``), or was given attributes in braces.
    """
    tag = str(element.tag)
    given = {
        name: value
        for name, value in element.attrib.items()
        if (tag, name) not in _READ and name in {*FETCHED, "alt"}
    }
    if not given.keys() <= {"alt"}:
        where = collector.place(*(given[name] for name in sorted(given.keys() - {"alt"})))
        collector.raw.append(RawElement(tag, given, where))


def collect_id(element: ET.Element, collector: Collector) -> None:
    """Collect the id of an element, with the line of the heading or of the id."""
    identifier = element.attrib["id"]
    line = None
    # A heading's own words, without the sign of a link to it.
    if element.tag in HEADINGS and all("headerlink" in el.get("class", "") for el in element):
        line = collector.lines.of_heading(element.text or "")
    collector.anchor(identifier, Place(collector.path, line or collector.lines.of_id(identifier)))
