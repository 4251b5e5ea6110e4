"""Where everything of a case is published, and what an address in HTML leads to there."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from casereport.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from casereport.model import Page

_INDEX = "index.html"


@dataclass(frozen=True)
class Site:
    """What a page can lead to once it is published."""

    addresses: Mapping[str, str]
    """Of every page and file, by its path from the top of the case, its path in the site."""
    own: Collection[str]
    """Those of them that are the author's, and no part of a theme."""
    folder: str
    """The folder of figures, whose images are published under other names."""
    images: Collection[str]
    """The names of the images in it."""

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        return {_bare(address): path for path, address in self.addresses.items()}

    def found(self, page: Page, address: str) -> str | None:
        """Return what an address leads to from a published page, as a path of the case, or None.

        One that begins with a slash counts from the top of the site, as if that were the server's.
        """
        if not address:
            return page.path
        folder = posixpath.dirname(self.addresses[page.path])
        reached = posixpath.normpath(posixpath.join(folder, unquote(address)))
        return self._paths.get(_bare(reached.removeprefix("/")))

    def nearest(self, page: Page, address: str) -> str:
        """Return the likeliest page or file of the author's, as a path of the case, or nothing."""
        meant = written(page, address)
        names = {_name(path): path for path in self.own}
        return meant if meant in self.own else names.get(nearest(_name(address), names), "")

    def address(self, page: Page, path: str) -> str:
        """Return the address by which a published page reaches the file ``path`` of the case."""
        folder = posixpath.dirname(self.addresses[page.path])
        return posixpath.relpath(self.addresses[path], folder or ".")


def written(page: Page, address: str) -> str:
    """Return where an address leads in the author's files, as a path from the top of the case."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(address)))


def _bare(address: str) -> str:
    """Return an address without what a server adds to it: ``a/index.html`` is ``a``."""
    return "" if address in {".", _INDEX} else address.removesuffix(f"/{_INDEX}")


def _name(path: str) -> str:
    """Return what a page or file is called, without folder and ending."""
    bare = path.rstrip("/").removesuffix(f"/{_INDEX}")
    return posixpath.splitext(posixpath.basename(bare))[0]
