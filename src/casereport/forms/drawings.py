"""Drawings for a program that has only the fonts it was given."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
SANS, SERIF, MONOSPACE = "Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono"
"""What the PDF is set in."""

# CSS Fonts 4, 2.1.2: the generic families, for which a browser has fonts of its own.
_GENERIC = {
    "sans-serif": SANS,
    "system-ui": SANS,
    "ui-sans-serif": SANS,
    "serif": SERIF,
    "ui-serif": SERIF,
    "monospace": MONOSPACE,
    "ui-monospace": MONOSPACE,
}
_DECLARED = re.compile(r"(font(?:-family)?\s*:)([^;}]*)")


def with_known_fonts(drawing: bytes) -> bytes:
    """Return an SVG whose labels are set in fonts of :data:`SANS` and its like.

    Each generic family becomes one of them; where a label names only families of another
    computer, the sans-serif comes last.
    """
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawing)  # noqa: S314 - was checked when the case was read
    for element in root.iter():
        for name in ("font-family", "style"):
            if name in element.attrib:
                value = element.attrib[name]
                element.set(name, _families(value) if name == "font-family" else _css(value))
        if element.tag == f"{{{_SVG}}}style":
            element.text = _css(element.text or "")
    made: bytes = ET.tostring(root, encoding="utf-8")
    return made


def _css(text: str) -> str:
    return _DECLARED.sub(lambda found: found[1] + _families(found[2]), text)


def _families(value: str) -> str:
    """Return a list of font families, or the value of CSS' ``font`` that ends in one."""
    parts = [part.strip() for part in value.split(",")]
    known = [_generic(part) for part in parts]
    return ", ".join(known if known != parts else [*known, SANS])


def _generic(part: str) -> str:
    before, _, last = part.rpartition(" ")
    return f"{before} {_GENERIC.get(last, last)}".strip()
