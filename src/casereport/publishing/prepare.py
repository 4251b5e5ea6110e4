"""A built site is made ready to be published, or taken as it was made before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.publishing.compression import compress_site
from casereport.publishing.kept import digest_of, keep, kept
from casereport.publishing.policy import FROM_DISK, SERVED
from casereport.publishing.site_files import read_site, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casereport.publishing.site_files import SiteFiles


SEARCH_INDEX = "search/search_index.json"
"""What MkDocs' plugin for the search writes, by its path in the site."""


@dataclass(frozen=True)
class Origins:
    """Where the files of a site come from; each is named by its path in the site."""

    theme: frozenset[str]
    """What the theme brings: left out where nothing refers to it."""
    author: frozenset[str]
    """What lies among the author's pages as it is published: never left out."""
    hashed: frozenset[str]
    """What carries a hash of its content in its name already."""
    stable: frozenset[str]
    """What other hosts may link to, and so keeps its name: the forms of the article."""
    named: frozenset[str] = frozenset()
    """The scripts and stylesheets that the author's settings name, as they are written there."""


def prepare(
    folder: Path, origins: Origins, cache: Path, address: str = "", *, offline: bool = False
) -> list[str]:
    """Make the site in ``folder`` ready to be published at ``address``, where that is known.

    Returns what its pages ask for in vain then, as sentences for the author. ``cache`` keeps
    between builds what takes long to make. A copy to be read ``offline`` gets a policy that lets
    it load files, and none packed beforehand, which only servers send. Raises OSError where a file
    cannot be read or written.
    """
    site = read_site(folder)
    site.theirs, site.addressed, site.address = origins.author, origins.hashed, address
    policy = FROM_DISK if offline else SERVED
    digest = digest_of([repr(policy), *_looked_at(site, folder, origins)])
    path = cache / "prepared" / ("from-disk.json" if offline else "served.json")
    prepared = kept(path, digest)
    if prepared is None:
        # Only here: a build in which nothing changed does without the steps and what they import.
        from casereport.publishing.steps import made_ready  # noqa: PLC0415

        prepared = made_ready(site, folder, origins, cache, policy, _search_languages(folder))
        keep(path, digest, prepared)
    site.texts, site.others = prepared.texts, set(prepared.others)
    write_site(site, folder, prepared.names)
    if not offline:
        compress_site(folder, cache / "packed")
    return prepared.sentences


def _looked_at(site: SiteFiles, folder: Path, origins: Origins) -> Iterator[str | bytes]:
    """Yield all that the steps' work depends on.

    Of the files that keep their names, or carry a hash in them, that is the name alone.
    """
    yield site.address
    for group in (origins.theme, origins.author, origins.hashed, origins.stable, origins.named):
        yield "\n".join(sorted(group))
    yield "\n".join(_search_languages(folder))
    for path, text in sorted(site.texts.items()):
        yield path
        yield text
    for path in sorted(site.others):
        yield path
        if path not in origins.hashed | origins.stable:
            yield (folder / path).read_bytes()


def _search_languages(folder: Path) -> list[str]:
    """Return the languages that the search reads, as its index names them to its worker."""
    index = folder / SEARCH_INDEX
    if not index.is_file():
        return []
    languages = json.loads(index.read_text("utf-8")).get("config", {}).get("lang", [])
    return [str(language) for language in languages]
