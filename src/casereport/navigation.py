"""Reading MkDocs' menu."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.structure.nav import Link, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.structure import StructureItem


def missing_pages(items: Sequence[StructureItem]) -> Iterator[str]:
    """Yield what a menu lists but MkDocs has no page of: it takes such a path for an address."""
    for item in items:
        if isinstance(item, Section):
            yield from missing_pages(item.children)
        elif isinstance(item, Link):
            parts = urlsplit(item.url)
            if not (parts.scheme or parts.netloc or item.url.startswith("/")):
                yield item.url
