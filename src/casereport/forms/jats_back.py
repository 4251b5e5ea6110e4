"""The back matter: the consent, the footnotes, the glossary, and the reference list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casereport.forms.jats_citation import cite_entries
from casereport.forms.xml_tree import element, optional, words
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casereport.forms.jats_body import JatsParts
    from casereport.manuscript import Manuscript
    from casereport.model import Abbreviation, Reference

# What the words of the templates, which are HTML, are in JATS.
_TAGS = {"strong": "bold", "em": "italic"}


def back_matter(
    manuscript: Manuscript, parts: JatsParts, names: Mapping[str, str]
) -> ET.Element | None:
    """Return ``<back>``, or None where nothing would stand in it.

    ``names`` are the XML names of the references' ids.
    """
    return optional(
        "back",
        _ethics(manuscript.metadata.consent),
        optional("fn-group", *parts.footnotes),
        _glossary(manuscript.abbreviations),
        _reference_list(manuscript, parts, names),
    )


def _ethics(consent: str) -> ET.Element | None:
    """Return the statement of consent, as JATS4R has it ("Ethics")."""
    if not consent:
        return None
    return element(
        "sec",
        element("title", "Informed consent"),
        element("p", consent, attributes={"content-type": "ethics-consent"}),
        attributes={"sec-type": "ethics-statement"},
    )


def _glossary(abbreviations: tuple[Abbreviation, ...]) -> ET.Element | None:
    """Return what the abbreviations of the article mean, and that the article does not say so."""
    if not abbreviations:
        return None
    listed = [
        element("def-item", element("term", each.term), element("def", element("p", each.meaning)))
        for each in abbreviations
    ]
    return element(
        "glossary",
        element("title", "Abbreviations"),
        _said("abbreviations"),
        element("def-list", *listed),
        attributes={"content-type": "abbreviations"},
    )


def _reference_list(
    manuscript: Manuscript, parts: JatsParts, names: Mapping[str, str]
) -> ET.Element | None:
    references = manuscript.references
    citations = cite_entries([manuscript.entries[each.key] for each in references])
    listed = [
        _reference(reference, citation, names[f"ref-{reference.key}"])
        for reference, citation in zip(references, citations, strict=True)
    ]
    return optional(
        "ref-list",
        parts.list_title,
        _notice(references),
        *parts.list_words,
        *listed,
        attributes={"id": parts.list_id},
    )


def _notice(references: tuple[Reference, ...]) -> ET.Element | None:
    """Return the notice that works were matched, and none of these matches confirmed."""
    unconfirmed = sum(each.match is not None for each in references)
    if not unconfirmed:
        return None
    said = _said("matched", unconfirmed=unconfirmed, total=len(references))
    return element("boxed-text", said, attributes={"content-type": "notice"})


def _reference(reference: Reference, citation: ET.Element, identifier: str) -> ET.Element:
    """Return ``<ref>``; a match that is not confirmed says so beside and within the citation.

    Within it too, because machines take a citation out of its ``<ref>``.
    """
    made = element(
        "ref", element("label", f"{reference.number}"), citation, attributes={"id": identifier}
    )
    if reference.match is not None:
        said = _said("match", reference=reference)
        citation.append(element("comment", words(said[0])))
        made.append(element("note", said, attributes={"content-type": "match"}))
        made.set("content-type", f"{reference.match.value}-match")
    return made


def _said(template: str, **values: object) -> ET.Element:
    """Return a paragraph that the site has too, in the words of ``words.html``."""
    said = ET.fromstring(render(f"jats/{template}", **values))  # noqa: S314 - our template
    for each in said.iter():
        each.tag = _TAGS.get(each.tag, each.tag)
        each.attrib.clear()
        each.text, each.tail = (re.sub(r"\s+", " ", text or "") for text in (each.text, each.tail))
    return said
