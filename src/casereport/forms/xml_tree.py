"""Building and changing XML trees of the standard library, where words and elements mix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

ALI = "http://www.niso.org/schemas/ali/1.0/"
MML = "http://www.w3.org/1998/Math/MathML"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

# A DTD knows a namespace by its prefix alone.
_PREFIXES = {"ali": ALI, "mml": MML, "xlink": XLINK}

# What an XML name may hold for certain; an id is an NCName ("Namespaces in XML 1.0", section 3).
_PLAIN = re.compile(r"[A-Za-z0-9._-]")


def element(
    tag: str, *content: ET.Element | str | None, attributes: Mapping[str, str] | None = None
) -> ET.Element:
    """Return an element; an empty attribute, an empty text and None are left out."""
    given = (attributes or {}).items()
    made = ET.Element(tag, {name: value for name, value in given if value})
    for each in content:
        if isinstance(each, str):
            _append_text(made, each)
        elif each is not None:
            made.append(each)
    return made


def optional(
    tag: str, *content: ET.Element | str | None, attributes: Mapping[str, str] | None = None
) -> ET.Element | None:
    """Return an element, or None where nothing would stand in it."""
    made = element(tag, *content, attributes=attributes)
    return made if len(made) or made.text else None


def _append_text(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def to_text(root: ET.Element) -> str:
    """Return a tree as text, the namespaces under the prefixes by which the DTD knows them."""
    for prefix, namespace in _PREFIXES.items():
        ET.register_namespace(prefix, namespace)
    return ET.tostring(root, "unicode")


def take_out(parent: ET.Element, child: ET.Element, *, keep_content: bool) -> None:
    """Take a child out of its parent, keeping what follows it and, if asked, what stands in it."""
    at = list(parent).index(child)
    following = list(parent)[at + 1 :]
    for each in [child, *following]:
        parent.remove(each)
    if keep_content:
        _append_text(parent, child.text or "")
        parent.extend(list(child))
    _append_text(parent, child.tail or "")
    parent.extend(following)


def parents(root: ET.Element) -> dict[ET.Element, ET.Element]:
    """Return the parent of every element within ``root``."""
    return {child: parent for parent in root.iter() for child in parent}


def words(root: ET.Element) -> str:
    """Return the text within an element on one line."""
    return " ".join("".join(root.itertext()).split())


def names(identifiers: Iterable[str]) -> dict[str, str]:
    """Return an XML name for each identifier: itself where it is one, and no name twice.

    Authors' keys and ids may hold anything and begin with anything, as ``doi:10.1/x+y`` and
    ``2nd``; an ``xsd:ID`` may not.
    """
    given = list(dict.fromkeys(identifiers))
    made = {name: name for name in given if name == _name(name)}
    taken = set(made)
    for identifier in given:
        if identifier not in made:
            name = _name(identifier)
            while name in taken:
                name += "-"
            made[identifier] = name
            taken.add(name)
    return made


def _name(identifier: str) -> str:
    name = "".join(each if _PLAIN.fullmatch(each) else f"_{ord(each):x}_" for each in identifier)
    return name if re.match(r"[A-Za-z_]", name) else f"id-{name}"


def indent(root: ET.Element, mixed: Collection[str], level: int = 0) -> None:
    """Put each element on a line of its own, but for what stands in one with words (``mixed``)."""
    if root.tag in mixed or not len(root):
        return
    root.text = "\n" + "  " * (level + 1)
    for child in root:
        indent(child, mixed, level + 1)
        child.tail = "\n" + "  " * (level + (0 if child is root[-1] else 1))
