"""What a page may load and run: a content security policy, written into each page.

The policy names the site itself and each inline script by its hash (CSP Level 3, 2.4.4.3), so
that nothing else runs, whatever gets into a page. One policy holds for all pages: with
``navigation.instant`` Material shows every page under the policy of the first.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from casereport.publishing.html_tags import Edit, edited, quoted, tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from casereport.publishing.html_tags import Tag
    from casereport.publishing.site_files import SiteFiles

# HTML, 4.12.1: the types that make a script element one that runs; any other is data.
_CLASSIC = frozenset({"", "text/javascript", "application/javascript", "text/ecmascript"})
_RUNNING = _CLASSIC | {"module", "importmap"}
# Pages are asked for nothing but by their own address: which page led to another site is nobody's
# business where a patient is written of.
_REFERRER = '<meta name="referrer" content="no-referrer">'


SERVED = ("'self'",)
"""Where the files of a site on a server come from."""
FROM_DISK = (*SERVED, "file:")
"""Where those of a copy come from that is opened from a disk, or served all the same. A page read
from a file is of no origin (HTML, 7.1.1), and so has no ``'self'`` where browsers keep to CSP."""


def set_policy(site: SiteFiles, own: Sequence[str] = SERVED) -> None:
    """Put the policy into the head of every page, before anything that it is about.

    ``own`` are the sources of the site's own files.

    The declaration of the page's encoding stays first: browsers look for it in the first 1024
    bytes (HTML, 4.2.5.4).
    """
    found = [tag for html in site.pages.values() for tag in tags(html)]
    content = quoted(policy(_inline(found, "script"), _inline(found, "style"), own))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">{_REFERRER}'
    for path, html in site.pages.items():
        if place := _first_place(html):
            site.texts[path] = edited(html, [Edit(place, place, meta)])


def policy(scripts: Iterable[str], styles: Iterable[str], own: Sequence[str] = SERVED) -> str:
    """Return the policy under which the site's own files and these inline texts work, no other."""
    directives = {
        "default-src": ["'none'"],
        "script-src": [*own, *_hashes(scripts)],
        "style-src": [*own, *_hashes(styles)],
        # The marks that Material's stylesheet holds as data.
        "img-src": [*own, "data:"],
        "media-src": [*own],
        "font-src": [*own],
        "connect-src": [*own],
        "worker-src": [*own],
        "manifest-src": [*own],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def runs(tag: Tag) -> bool:
    """Return whether a script element itself holds a script: JSON and JSON-LD are data."""
    return _kind(tag) in _RUNNING and "src" not in tag.attributes


def is_classic(tag: Tag) -> bool:
    """Return whether a script element holds or loads a script that is no module."""
    return _kind(tag) in _CLASSIC


def _kind(tag: Tag) -> str:
    return tag.get("type").partition(";")[0].strip().lower()


def _inline(found: Iterable[Tag], name: str) -> Iterator[str]:
    for tag in found:
        if tag.name == name and (name != "script" or runs(tag)):
            yield tag.text


def _hashes(texts: Iterable[str]) -> list[str]:
    return sorted({_hash(text) for text in texts})


def _hash(text: str) -> str:
    # Browsers read every end of a line as a line feed before anything else.
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(even.encode("utf-8", "surrogateescape")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _first_place(html: str) -> int:
    """Return the place behind the declaration of the encoding, or the beginning of the head."""
    place = 0
    for tag in tags(html):
        if tag.name == "head":
            place = tag.end
        elif tag.name == "meta" and "charset" in tag.attributes:
            return tag.end
        elif tag.name == "body":
            break
    return place
