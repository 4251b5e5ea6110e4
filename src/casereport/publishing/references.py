"""Who refers to whom within a built site, and writing other names into what refers.

An address counts where browsers follow one: in the attributes of pages and drawings, in ``url()``
and ``@import`` of stylesheets, and in a script's or manifest's quoted text that is a file's path.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from casereport.publishing.html_tags import Edit, edited, tags, written_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from casereport.publishing.html_tags import Tag
    from casereport.publishing.site_files import SiteFiles

# Attributes that hold words for a reader, names of other things or numbers, never an address.
_WORDS = frozenset(
    {
        *("alt", "title", "class", "id", "name", "for", "rel", "type", "placeholder", "value"),
        *("label", "role", "lang", "dir", "media", "sizes", "width", "height", "tabindex", "style"),
        *("d", "points", "transform", "viewbox", "xmlns", "fill", "stroke"),
    }
)
_LISTS = frozenset({"srcset", "imagesrcset"})
# Quoted text without spaces; what it says is looked at afterwards.
_QUOTED = re.compile(r"""(["'`])([^"'`\s\\]{3,300})\1""")
_IN_STYLESHEET = re.compile(
    r"""(?:url\(\s*|@import\s+)(?P<quote>["']?)(?P<address>[^"'()\s]+)(?P=quote)"""
)
_CANDIDATE = re.compile(r"[^\s,]+")
_WHOLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def referred(site: SiteFiles, path: str) -> set[str]:
    """Return the files of the site that the file at ``path`` refers to."""
    return {target for _, _, target in _references(site, path, site.texts[path])}


def renamed(site: SiteFiles, path: str, names: Mapping[str, str]) -> str:
    """Return the text of the file at ``path``, referring to other files by their new names."""
    text = site.texts[path]
    return edited(
        text,
        (
            Edit(start, end, _readdressed(text[start:end], target, names[target]))
            for start, end, target in _references(site, path, text)
            if target in names
        ),
    )


def _readdressed(written: str, old: str, new: str) -> str:
    """Return a written address with the last part of its path exchanged."""
    last, other = old.rpartition("/")[2], new.rpartition("/")[2]
    before, found, after = written.rpartition(last)
    # A name that is written with escapes is not found; addresses of our own files have none.
    return f"{before}{other}{after}" if found else written


def _references(site: SiteFiles, path: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each address in a text that leads to a file: its place and the file."""
    if path.endswith((".html", ".svg")):
        for tag in tags(text):
            yield from _in_tag(site, path, text, tag)
    elif path.endswith(".css"):
        yield from _in_stylesheet(site, path, text, 0)
    else:
        yield from _quoted(site, path, text, 0)


def _in_stylesheet(site: SiteFiles, path: str, css: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield what a stylesheet loads."""
    for found in _IN_STYLESHEET.finditer(css):
        if target := site.target(found["address"], path):
            yield at + found.start("address"), at + found.end("address"), target


def _quoted(site: SiteFiles, path: str, text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield what quoted text of a script leads to: from its own folder, or from the top."""
    for found in _QUOTED.finditer(text):
        written = found.group(2)
        target = site.target(written, path) or site.target(written, "")
        # A folder's address is a word like any other ("." or "about"): no file is meant.
        if target and written.endswith(target.rpartition("/")[2]):
            yield at + found.start(2), at + found.end(2), target


def _in_tag(site: SiteFiles, path: str, text: str, tag: Tag) -> Iterator[tuple[int, int, str]]:
    for name, start, end in written_values(text[tag.start : tag.end]):
        if name in _WORDS or name.startswith("aria-"):
            continue
        pattern = _CANDIDATE if name in _LISTS else _WHOLE
        for found in pattern.finditer(text, tag.start + start, tag.start + end):
            if target := site.target(unescape(found.group()), path):
                yield found.start(), found.end(), target
    if tag.name == "script":
        yield from _quoted(site, path, tag.text, tag.end)
    elif tag.name == "style":
        yield from _in_stylesheet(site, path, tag.text, tag.end)


def reachable(site: SiteFiles, entries: set[str], more: Callable[[str], set[str]]) -> set[str]:
    """Return ``entries`` and every file they lead to, directly or not.

    ``more`` gives what a file leads to by ways of its own, such as names a script puts together.
    """
    found: set[str] = set()
    new = entries & site.paths
    while new:
        found |= new
        reached = [
            (referred(site, path) if path in site.texts else set()) | more(path) for path in new
        ]
        new = (set().union(*reached) & site.paths) - found
    return found
