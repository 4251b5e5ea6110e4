"""The article as JATS XML, which archives and publishers read (ANSI/NISO Z39.96).

The tag set is Journal Publishing 1.1: the version whose DTD can be had with a package, so that
every article is validated where its tests run, without a network. What later versions add is
little that a case report needs: an empty element for an unknown date.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casereport.forms.jats_back import back_matter
from casereport.forms.jats_body import complete_links, drop_empty, give_ids, read_parts
from casereport.forms.jats_front import front_matter
from casereport.forms.jats_source import prepare
from casereport.forms.tree import nodes, plain_text
from casereport.forms.xml_tree import XML, element, indent, optional, to_text, words
from casereport.pandoc import run_pandoc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    from casereport.forms.sources import Sources
    from casereport.forms.tree import Node

FILE = "case-report.xml"

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.1 20151215//EN"\
 "https://jats.nlm.nih.gov/publishing/1.1/JATS-journalpublishing1.dtd">
"""

# Elements in which words stand beside other elements, so that a new line would be a space.
_MIXED = frozenset(
    {
        *("aff", "article-title", "chapter-title", "code", "collab", "comment", "data-title"),
        *("kwd", "label", "license-p", "p", "preformat", "source", "td", "term", "th", "title"),
    }
)


def make_jats(sources: Sources) -> dict[str, bytes]:
    """Return the article as one XML file. Raises FormError."""
    manuscript = sources.manuscript
    source = prepare(sources.document, manuscript)
    tree = {**sources.document, "blocks": source.blocks}
    written = run_pandoc(
        json.dumps(tree).encode(),
        *("--from", "json", "--to", "jats_publishing", "--wrap", "none"),
    )
    parts = read_parts(written, source)
    heading = _heading(sources.document)
    article = element(
        "article",
        front_matter(sources, heading),
        _body(parts.sections, manuscript.metadata.title or heading),
        back_matter(manuscript, parts, source.names),
        optional("floats-group", *parts.floats),
        attributes={
            "article-type": "case-report",
            "dtd-version": "1.1",
            # The DTD takes an article to be English that does not say what it is.
            f"{{{XML}}}lang": manuscript.metadata.language or "und",
        },
    )
    drop_empty(article)
    complete_links(article, source)
    give_ids(article)
    indent(article, _MIXED)
    return {FILE: f"{_HEAD}{to_text(article)}\n".encode()}


def _body(sections: Sequence[ET.Element], title: str) -> ET.Element | None:
    """Return ``<body>``, or None where nothing would stand in it.

    A first page that is headed by the title of the article is no section: the title stands above.
    """
    if not sections or words(sections[0][0]) != title:
        return optional("body", *sections)
    first, *others = sections
    body = optional("body", *first[1:], *others)
    if body is not None:
        # What led to the section leads to all of it.
        body.set("id", first.attrib["id"])
    return body


def _heading(document: Node) -> str:
    """Return the heading of the first page, which leads into the article."""
    headings = (node for node in nodes(document["blocks"][:1]) if node["t"] == "Header")
    return next((plain_text(node["c"][2]) for node in headings), "")
