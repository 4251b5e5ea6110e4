"""What a reader sees first, and what waits until it is seen.

A page is read before anything in it is pressed: its words and its first image come before scripts.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from casereport.publishing.html_tags import Edit, edited, quoted, tags
from casereport.publishing.policy import is_classic, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.publishing.html_tags import Tag
    from casereport.publishing.site_files import SiteFiles

LATE = "data-late"
"""The attribute that holds the address of a script that waits.

A link that waits stands in a ``noscript`` of this attribute. A script's element has a type that
is no script's, and so no ``src``: it is a data block (HTML, 4.12.1).
"""
_DATA = "text/plain"
_SMALL = 1000
"""The characters up to which an icon costs a page less than a request for it."""


def hurry_first_images(site: SiteFiles) -> None:
    """Let each page ask for its first image before all others, and show it as soon as it is there.

    It is what a reader waits for: the largest thing in the first sight of a page with figures. One
    that waits until it comes into sight is none. The page's head names it already: a script in the
    page waits for the stylesheet, and browsers read no further than there, as the policy they have
    met might forbid what follows.
    """
    for path, html in site.pages.items():
        found = tags(html)
        first = next((tag for tag in found if _is_first(tag)), None)
        if first is None or "fetchpriority" in first.attributes:
            continue
        hurried = first.changed({"fetchpriority": "high"}, without="decoding")
        edits = [Edit(first.start, first.end, hurried)]
        if sheet := next((tag for tag in found if "stylesheet" in tag.words("rel")), None):
            edits.append(Edit(sheet.start, sheet.start, _preload(_source(found, first))))
        site.texts[path] = edited(html, edits)


def _is_first(tag: Tag) -> bool:
    return tag.name == "img" and tag.get("loading") != "lazy"


def _source(found: Sequence[Tag], image: Tag) -> Tag:
    """Return what browsers take of a picture: its first source, and else the image itself.

    Those that cannot show the first source's type leave a preload of it alone (HTML, 4.6.7.14).
    """
    source = image
    for tag in reversed(found[: found.index(image)]):
        if tag.name == "picture":
            return source
        if tag.name != "source":
            break
        source = tag
    return image


def _preload(source: Tag) -> str:
    """Return the link that asks for an image, as ``source`` or ``img`` name its renditions."""
    named = {
        "type": source.get("type"),
        "href": source.get("src"),
        "imagesrcset": source.get("srcset"),
        "imagesizes": source.get("sizes"),
    }
    written = "".join(f' {name}="{quoted(value)}"' for name, value in named.items() if value)
    return f'<link rel="preload" as="image"{written} fetchpriority="high">'


def hold_icons(site: SiteFiles) -> None:
    """Write a small icon into each page that links it: browsers fetch it beside the first image.

    It is then there without a request. Larger ones, and those that are no drawings, stay links.
    """
    for path, html in site.pages.items():
        edits = []
        for tag in tags(html):
            if tag.name == "link" and "icon" in tag.words("rel"):
                drawing = site.texts.get(site.target(tag.get("href"), path) or "", "")
                if drawing.startswith("<svg") and len(drawing) <= _SMALL:
                    held = {"type": "image/svg+xml", "href": f"data:image/svg+xml,{quote(drawing)}"}
                    edits.append(Edit(tag.start, tag.end, tag.changed(held)))
        site.texts[path] = edited(html, edits)


def delay_scripts(site: SiteFiles, theme: frozenset[str]) -> None:
    """Let the theme's scripts at a page's end be fetched once the page is shown, in their order.

    Links, menu and words work without them; what they add is there a moment later. An author's
    script may ask for more than these do: where there is one, all only wait until the page is
    read. Where a script in the page itself follows one of them, which it may build on, all stay
    as they are; so do modules, and scripts whose author has said when they run. ``theme`` are the
    paths of what the theme brings.
    """
    for path, html in site.pages.items():
        scripts = [tag for tag in tags(html) if tag.name == "script"]
        loaded = [tag for tag in scripts if "src" in tag.attributes and is_classic(tag)]
        plain = all(set(tag.attributes) <= {"src", "type"} for tag in loaded)
        if (
            not loaded
            or not plain
            or any(tag.start > loaded[0].start for tag in scripts if runs(tag))
        ):
            continue
        own = all(site.target(tag.get("src"), path) in theme for tag in loaded)
        edits = [Edit(tag.start, tag.end, _waiting(tag, own=own)) for tag in loaded]
        if own:
            # Behind them all, so that it finds each of them, however slowly the page comes in.
            place = html.index(">", html.index("</script", loaded[-1].end)) + 1
            edits.append(Edit(place, place, f"<script>{_starter()}</script>"))
            edits += _put_off(html)
        site.texts[path] = edited(html, edits)


def _put_off(html: str) -> Iterator[Edit]:
    """Yield how the link to the manifest waits, too: browsers fetch it beside the first image.

    Where there are no scripts it is a link from the beginning.
    """
    for tag in tags(html):
        if tag.name == "link" and "manifest" in tag.words("rel"):
            link = html[tag.start : tag.end]
            yield Edit(tag.start, tag.end, f"<noscript {LATE}>{link}</noscript>")


def _waiting(script: Tag, *, own: bool) -> str:
    """Return the tag of a script that waits: the theme's own, or all where an author has one."""
    if own:
        return script.changed({"type": _DATA, LATE: script.get("src")}, without="src")
    return script.changed({"defer": None})


@cache
def _starter() -> str:
    """Return the script that starts the others, without what only its readers need."""
    lines = (files(__package__) / "late.js").read_text("utf-8").splitlines()
    return " ".join(line.partition("//")[0].strip() for line in lines if line.strip())
