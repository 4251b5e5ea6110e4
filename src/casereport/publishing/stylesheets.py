"""One stylesheet for a page instead of several: what blocks the first sight of it is one request.

The sheets are joined in the order in which the page links them, which is what decides between
rules; what no page needs is left out by :mod:`casereport.publishing.needless`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from itertools import count
from typing import TYPE_CHECKING

from casereport.publishing.html_tags import Edit, edited, tags
from casereport.publishing.needless import Words, slimmed
from casereport.publishing.references import referred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from casereport.publishing.html_tags import Tag
    from casereport.publishing.site_files import SiteFiles

FOLDER = "assets/stylesheets"
# Raise when a change here, or in what is needless, makes what is in the cache wrong.
_RECIPE = "2"
_URL = re.compile(r"""url\(\s*(["']?)([^"'()\s]+)\1\s*\)""")
_CHARSET = re.compile(r'^\ufeff?(?:\s*@charset\s+"[^"]*"\s*;)?')
# A sheet that loads others must stand first, and is left where it is.
_NOT_JOINED = re.compile(r"@import\b|@namespace\b")


def join_stylesheets(site: SiteFiles, cache: Path) -> None:
    """Put the stylesheets that pages link into one, without the rules that none of them needs.

    The sheets that are part of another then, and linked by nothing else, are left out. What was
    made of the same sheets and words before is taken from the folder ``cache``.

    Pages that link the same sheets share one. A sheet from another host, or for another medium
    alone, stays as it is, and so do the sheets on either side of it, each side joined.
    """
    words = Words.of(site)
    made: dict[tuple[str, ...], str] = {}
    used: set[Path] = set()
    for path, html in site.pages.items():
        edits: list[Edit] = []
        for links in _runs(site, path, html):
            sources = tuple(str(site.target(link.get("href"), path)) for link in links)
            if sources not in made:
                made[sources] = _new_path(site)
                sheets = [_moved(site.texts[source], source) for source in sources]
                site.texts[made[sources]], kept = _slimmed(sheets, words, cache)
                used.add(kept)
            address = site.address_of(made[sources], path, links[0].get("href"))
            edits += _linked_once(html, links, address)
        site.texts[path] = edited(html, edits)
    for old in set(cache.iterdir()) - used if used else ():
        old.unlink()
    still = set().union(*(referred(site, path) for path in site.texts))
    for source in {source for sources in made for source in sources} - still:
        site.remove(source)


def _slimmed(sheets: Sequence[str], words: Words, cache: Path) -> tuple[str, Path]:
    """Return the slimmed sheet of these and where it is kept, made anew where it is not yet."""
    recipe = repr((_RECIPE, *sheets, words.digest()))
    kept = cache / f"{hashlib.sha256(recipe.encode()).hexdigest()}.css"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        css = f'@charset "UTF-8";{slimmed(sheets, words)}'
        unfinished = kept.with_suffix(".part")
        unfinished.write_bytes(css.encode("utf-8", "surrogateescape"))
        unfinished.replace(kept)
    return kept.read_bytes().decode("utf-8", "surrogateescape"), kept


def _runs(site: SiteFiles, path: str, html: str) -> Iterator[Sequence[Tag]]:
    """Yield each row of links to stylesheets that can become one link."""
    run: list[Tag] = []
    for tag in tags(html):
        if "stylesheet" not in tag.words("rel") or tag.name != "link":
            continue
        target = site.target(tag.get("href"), path)
        plain = set(tag.attributes) <= {"rel", "href", "type"}
        if plain and target in site.texts and not _NOT_JOINED.search(site.texts[target]):
            run.append(tag)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _new_path(site: SiteFiles) -> str:
    """Return a path for a joined sheet that no file of the site has."""
    return next(
        path for number in count() if (path := f"{FOLDER}/site{number or ''}.css") not in site
    )


def _linked_once(html: str, links: Sequence[Tag], address: str) -> Iterator[Edit]:
    """Put one link into the place of the first."""
    first, *others = links
    yield Edit(first.start, first.end, f'<link rel="stylesheet" href="{address}">')
    for link in others:
        end = link.end
        while html[end : end + 1].isspace():
            end += 1
        yield Edit(link.start, end, "")


def _moved(css: str, source: str) -> str:
    """Return a sheet whose relative addresses are right from the joined sheet's folder."""
    folder = posixpath.dirname(source)

    def readdress(found: re.Match[str]) -> str:
        quote, address = found.groups()
        if re.match(r"[a-z][a-z0-9+.-]*:|/|#", address, re.IGNORECASE):
            return found.group()
        moved = posixpath.relpath(posixpath.join(folder, address), FOLDER)
        return f"url({quote}{moved}{quote})"

    return _URL.sub(readdress, _CHARSET.sub("", css))
