"""The files of a built site, as the steps before its publication take and give them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

# What refers to other files, or is looked through for words.
_READ = frozenset({".html", ".css", ".js", ".mjs", ".svg", ".webmanifest"})


@dataclass
class SiteFiles:
    """The files of a built site: the texts that are worked on, and the names of all.

    A path is relative to the site's folder, with ``/`` on every machine.
    """

    texts: dict[str, str]
    """What the steps may read and change, by path."""
    others: set[str] = field(default_factory=set)
    """Every other file's path."""
    theirs: frozenset[str] = frozenset()
    """The files that lie among the author's pages as they are published: never left out."""
    addressed: frozenset[str] = frozenset()
    """The files whose names carry a hash of their content already."""
    address: str = ""
    """The address the site is published at, or empty while that is not known."""

    @property
    def paths(self) -> set[str]:
        """Every file's path."""
        return {*self.texts, *self.others}

    @property
    def pages(self) -> dict[str, str]:
        """The pages the build has made, by path."""
        return {
            path: text
            for path, text in self.texts.items()
            if path.endswith(".html") and path not in self.theirs
        }

    def target(self, address: str, path: str) -> str | None:
        """Return the file that ``address`` leads to, written in the file ``path``; or None.

        A folder's address leads to its ``index.html``. None where the address leads to another
        host or to no file of the site.
        """
        base = urlsplit(self.address)
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            if not base.netloc or (parts.netloc, parts.scheme) != (base.netloc, base.scheme):
                return None
        elif not parts.path:
            return None
        named = unquote(parts.path)
        if named.startswith("/"):
            # A page such as 404.html, shown at any depth, writes whole paths.
            root = base.path if base.path.endswith("/") else f"{base.path}/"
            if not named.startswith(root):
                return None
            named = named[len(root) :]
        else:
            named = posixpath.join(posixpath.dirname(path), named)
        found = posixpath.normpath(named).removeprefix("./")
        folder = "index.html" if found == "." else f"{found}/index.html"
        return next((each for each in (found, folder) if each in self), None)

    def address_of(self, target: str, path: str, like: str) -> str:
        """Return the address of the file ``target`` as the file ``path`` writes it.

        It is from the page or from the top of the host, as the address ``like`` in that page is.
        """
        written = urlsplit(like)
        if written.netloc or written.path.startswith("/"):
            root = urlsplit(self.address).path
            return quote(f"{root.rstrip('/')}/{target}")
        return quote(posixpath.relpath(target, posixpath.dirname(path) or "."))

    def __contains__(self, path: str) -> bool:
        return path in self.texts or path in self.others

    def remove(self, path: str) -> None:
        """Leave a file out."""
        self.texts.pop(path, None)
        self.others.discard(path)


def read_site(folder: Path) -> SiteFiles:
    """Return the files of the site in ``folder``. Raises OSError where one cannot be read."""
    site = SiteFiles({})
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            if path.suffix in _READ:
                site.texts[name] = path.read_bytes().decode("utf-8", "surrogateescape")
            else:
                site.others.add(name)
    return site


def write_site(site: SiteFiles, folder: Path, renamed: dict[str, str]) -> None:
    """Bring ``folder`` to what ``site`` holds; ``renamed`` gives new names by the old ones.

    Raises OSError where a file cannot be written.
    """
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if (new := renamed.get(name)) and new in site.others:
            path.rename(folder / new)
        elif name not in site:
            path.unlink()
    for name, text in site.texts.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8", "surrogateescape"))
    _drop_empty(folder)


def _drop_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
