"""What a Word document says of itself, and what pandoc says of it that is not so.

Element names in comments are those of Office Open XML (ECMA-376).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.dom import minidom

from casereport.forms.archive import read_archive, write_archive
from casereport.forms.title_page import words

if TYPE_CHECKING:
    from casereport.forms.title_page import TitlePage
    from casereport.forms.tree import Node
    from casereport.metadata import Metadata

_TEXT, _PROPERTIES, _PROGRAM = "word/document.xml", "docProps/core.xml", "docProps/app.xml"


def properties(metadata: Metadata, front: TitlePage) -> dict[str, Node]:
    """Return what the document says of itself; pandoc writes it into ``core.xml``."""
    about = " ".join(filter(None, (front.title_note, metadata.abstract)))
    texts = {"title": front.title_text, "description": about}
    lists = {
        "author": [author.full_name for author in metadata.authors],
        "keywords": list(metadata.keywords),
    }
    # Of keywords pandoc takes no plain strings.
    return {name: _meta(text) for name, text in texts.items() if text} | {
        name: {"t": "MetaList", "c": [_meta(each) for each in listed]}
        for name, listed in lists.items()
        if listed
    }


def _meta(text: str) -> Node:
    return {"t": "MetaInlines", "c": words(text)}


def finish_document(content: bytes, language: str) -> bytes:
    """Return the document without what pandoc says of it that is not so.

    That are times, an empty author, and the counts and the program of its own sample document.
    """
    files = read_archive(content)
    text, properties = (_parse(files[name]) for name in (_TEXT, _PROPERTIES))
    (root,) = properties.getElementsByTagName("cp:coreProperties")
    for element in list(root.childNodes):
        if not element.hasChildNodes() or element.nodeName.startswith("dcterms:"):
            root.removeChild(element)
    if language:
        spoken = root.appendChild(properties.createElement("dc:language"))
        spoken.appendChild(properties.createTextNode(language))
    for image in text.getElementsByTagName("wp:inline"):
        # Else some programs keep a distance from the text at its sides.
        for side in "TBLR":
            image.setAttribute(f"dist{side}", "0")
    changed = {_TEXT: text.toxml("utf-8"), _PROPERTIES: properties.toxml("utf-8")}
    return write_archive(files | changed | {_PROGRAM: _NO_PROGRAM})


def _parse(content: bytes) -> minidom.Document:
    return minidom.parseString(content)  # noqa: S318 - written by pandoc


_NO_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8"?><Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
