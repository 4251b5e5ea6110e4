"""Leaving markers for the numbers of a page's footnotes: they run through the whole case."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from casereport.markers import marker

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

FOOTNOTE = "footnote"
"""The kind of marker that stands for the number of a page's footnote."""


def _place(called: Mapping[str, int], note: ET.Element) -> int:
    return called.get(f"#{note.get('id')}", len(called))


def mark_notes(root: ET.Element) -> int:
    """Leave a marker for each number of a footnote; return how many footnotes are called.

    Python-Markdown has numbered them from 1 in a list at the page's end, and links of the class
    ``footnote-ref`` lead there.
    """
    called: dict[str, int] = {}
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            index = called.setdefault(link.get("href", ""), len(called))
            # An author's settings may put signs around it.
            link.text = re.sub(r"\d+", marker(FOOTNOTE, index), link.text or "")
    for section in root.iter("div"):
        listed = section.find("ol")
        if section.get("class") == "footnote" and listed is not None and called:
            listed.set("start", marker(FOOTNOTE))
            # Notes may stand in the order in which they are written, and last what nothing calls.
            listed[:] = sorted(listed, key=partial(_place, called))
            for index, note in enumerate(listed[: len(called)]):
                for back in note.iter("a"):
                    if back.get("class") == "footnote-backref":
                        named = re.sub(r"\d+", marker(FOOTNOTE, index), back.get("title", ""))
                        back.set("title", named)
    return len(called)
