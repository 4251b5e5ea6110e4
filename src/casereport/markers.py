"""Markers: what a page holds in the place of a number until the whole case is known.

A marker is written while one page is rendered and replaced once every page has been. It stands
between two characters of Unicode's private use area, which no author types.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPEN, _CLOSE = "\ue0c5", "\ue0c6"
MARKER = f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}"
"""What any marker matches, its name as a group."""


def marker(kind: str, index: int = 0) -> str:
    """Return the marker of the ``index``-th thing of its kind on a page."""
    return f"{_OPEN}{kind}:{index}{_CLOSE}"


def name_of(kind: str, index: int = 0) -> str:
    """Return the name :func:`resolve` looks a marker up by."""
    return f"{kind}:{index}"


def resolve(content: str, replacements: Mapping[str, str]) -> str:
    """Return ``content`` with every marker replaced; one without a replacement stays."""
    return re.sub(MARKER, lambda found: replacements.get(found[1], found[0]), content)


def left_over(content: str) -> bool:
    """Return whether any part of a marker is still in ``content``."""
    return _OPEN in content or _CLOSE in content
