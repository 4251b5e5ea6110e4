"""Names that carry a hash of the content, so that a browser need never ask again for a file.

What stands behind such a name never changes; a changed file has another name.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING

from casereport.publishing.references import reachable, referred, renamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casereport.publishing.site_files import SiteFiles

KINDS = frozenset(
    {
        *(".css", ".js", ".mjs", ".wasm"),
        *(".avif", ".gif", ".ico", ".jpg", ".jpeg", ".png", ".svg", ".webp"),
        *(".otf", ".ttf", ".woff", ".woff2"),
    }
)
"""The kinds of file that are renamed: scripts, stylesheets, images, fonts."""

LENGTH = 10
# What a theme's own build has put into a name: exchanged, as the content is no longer the same.
_THEIRS = re.compile(r"\.[0-9a-f]{8}(?=\.)")
FINGERPRINTED = re.compile(
    rf"\.[0-9a-f]{{{LENGTH}}}\.(css|m?js|wasm|avif|gif|ico|jpe?g|png|svg|webp|otf|ttf|woff2?|nii\.gz)$"
)
"""What a name with a hash of its content ends in; the samples in ``hosting/`` say the same."""


def add_fingerprints(
    site: SiteFiles, stable: Iterable[str], read: Callable[[str], bytes]
) -> dict[str, str]:
    """Give the files that others load names with a hash; return the new names by the old.

    ``stable`` are the paths that stay as they are, such as forms that other hosts link to; so do
    files that nothing refers to, which only people outside can know. ``read`` gives the content
    of a file that is no text.
    """
    stays = {*stable, *site.addressed}
    loaded = set().union(*(referred(site, path) for path in site.texts))
    names = {
        path: _name(path, _digest(site, path, read))
        for path in sorted(loaded)
        if posixpath.splitext(path)[1] in KINDS and path not in stays
    }
    site.texts = {names.get(path, path): renamed(site, path, names) for path in site.texts}
    site.others = {names.get(path, path) for path in site.others}
    return names


def _digest(site: SiteFiles, path: str, read: Callable[[str], bytes]) -> str:
    """Return a hash of a file and of all that it leads to: scripts import each other by name."""
    digest = hashlib.sha256()
    for each in sorted(reachable(site, {path}, lambda _: set())):
        # Pages are no part of a script that names one.
        if each == path or posixpath.splitext(each)[1] in KINDS:
            text = site.texts.get(each)
            content = read(each) if text is None else text.encode("utf-8", "surrogateescape")
            digest.update(f"{each} {len(content)} ".encode() + content)
    return digest.hexdigest()[:LENGTH]


def _name(path: str, digest: str) -> str:
    folder, name = posixpath.split(path)
    name = _THEIRS.sub("", name.replace(".min.", "."), count=1)
    stem, suffix = posixpath.splitext(name)
    return posixpath.join(folder, f"{stem}.{digest}{suffix}")
