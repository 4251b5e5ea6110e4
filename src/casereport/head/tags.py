"""The elements that stand in a head, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class Meta:
    """``<meta name=… content=…>``."""

    name: str
    content: str
    attribute: str = "name"
    """``property`` for Open Graph, which is RDFa."""


@dataclass(frozen=True)
class Link:
    """``<link rel=… href=… type=…>``."""

    rel: str
    href: str
    type: str = ""
    """The media type of what it leads to, or empty."""


def known(pairs: Iterable[tuple[str, str]]) -> Iterator[Meta]:
    """Yield a tag for each name whose value is known: an empty tag would state an empty value."""
    for name, value in pairs:
        if value:
            yield Meta(name, value)
