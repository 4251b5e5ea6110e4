"""What is mended in the markup of every page before it is published under its policy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import tinycss2
from tinycss2.ast import Declaration

from casereport.publishing.html_tags import Edit, edited, tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from casereport.publishing.html_tags import Tag
    from casereport.publishing.site_files import SiteFiles

STYLES = "assets/stylesheets/inline.css"
"""The sheet that holds what stood in the pages' style attributes."""
_LEADING = frozenset({"a", "area"})
_PRIVATE = ("noopener", "noreferrer")
# What a page loads by itself, by the attribute that says from where.
_LOADING = {
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "video": "src",
    "audio": "src",
    "link": "href",
}
_LOADING_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})
_PUT_INTO_A_FILE = "Put the script into a file and name it under extra_javascript: in mkdocs.yml"
_BOXES = frozenset({"checkbox", "radio"})
_FRAMES = frozenset({"iframe", "embed", "object"})


def shield_links(site: SiteFiles) -> None:
    """Give every link to another host the ``rel`` that tells it nothing of this page."""
    for path, html in site.pages.items():
        edits = []
        for tag in tags(html):
            if tag.name in _LEADING and _is_foreign(tag.get("href"), site.address):
                rel = " ".join(dict.fromkeys([*tag.words("rel"), *_PRIVATE]))
                if rel != tag.get("rel"):
                    edits.append(Edit(tag.start, tag.end, tag.changed({"rel": rel})))
        site.texts[path] = edited(html, edits)


def mend_boxes(site: SiteFiles) -> None:
    """Take ``autocomplete`` from boxes to tick, which have none by the HTML Standard, 4.10.5.1.15.

    Material writes it, so that a browser does not bring a page back with its menu open; its script
    closes both by itself. Its own two boxes are hidden in earnest: without its stylesheet they
    would head the page, and without its script do nothing.
    """
    for path, html in site.pages.items():
        site.texts[path] = edited(
            html,
            [
                Edit(tag.start, tag.end, tag.changed(hidden, without="autocomplete"))
                for tag in tags(html)
                if tag.name == "input" and tag.get("type") in _BOXES and tag.get("autocomplete")
                for hidden in ({"hidden": ""} if "md-toggle" in tag.words("class") else {},)
            ],
        )


def move_styles(site: SiteFiles) -> None:
    """Make a rule of every style attribute: the policy lets none work, as scripts could add them.

    Python-Markdown writes them for the columns of a table; an author may in raw HTML. The rule
    is important, as an attribute goes before every rule.
    """
    rules: dict[str, str] = {}
    for path, html in site.pages.items():
        edits = []
        for tag in tags(html):
            if given := tag.get("style").strip():
                name = f"style-{hashlib.sha256(given.encode()).hexdigest()[:8]}"
                rules[name] = given
                classes = " ".join([*tag.words("class"), name])
                moved = tag.changed({"class": classes}, without="style")
                edits.append(Edit(tag.start, tag.end, moved))
        if edits:
            site.texts[path] = _linked(edited(html, edits), site, path)
    if rules:
        site.texts[STYLES] = "".join(
            f".{name}{{{_important(given)}}}\n" for name, given in sorted(rules.items())
        )


def hindered(site: SiteFiles, named: Collection[str]) -> Iterator[str]:
    """Yield, as a sentence, what a page asks for and its policy will not let it have.

    What the page for lost readers has too is the theme's own, and works or not without the
    author; but for the addresses ``named`` in the settings.
    """
    lost = tags(site.texts.get("404.html", ""))
    themes = {(tag.name, *tag.attributes.items()) for tag in lost}
    for path, html in sorted(site.pages.items()):
        for tag in tags(html):
            own = (tag.name, *tag.attributes.items()) not in themes
            if own or _loaded(tag) in named:
                yield from (f"{path}: {found}" for found in _hindrances(tag, site.address))


def _hindrances(tag: Tag, address: str) -> Iterator[str]:
    handler = next((name for name in tag.attributes if name.startswith("on")), "")
    if handler:
        yield (
            f"<{tag.name} {handler}=…> does nothing on the published page, which runs scripts from"
            f" files only. {_PUT_INTO_A_FILE}, and add the listener there."
        )
    if tag.get("href").strip().lower().startswith("javascript:"):
        yield f"a link with javascript: does nothing on the published page. {_PUT_INTO_A_FILE}."
    source = _loaded(tag)
    if source and _is_foreign(source, address):
        yield (
            f"<{tag.name}> would fetch {source}, which the published page does not: it asks no"
            " other host for anything. Put the file beside the pages."
        )
    elif tag.name in _FRAMES:
        yield (
            f"<{tag.name}> stays empty on the published page, which shows no other document within"
            " itself. Link to the document instead."
        )


def _loaded(tag: Tag) -> str:
    """Return the address of what a page would load because of this tag, or nothing."""
    if tag.name == "link" and not _LOADING_LINKS & set(tag.words("rel")):
        return ""
    return tag.get(_LOADING.get(tag.name, ""))


def _is_foreign(address: str, own: str) -> bool:
    """Return whether an address leads to another host than the site's own."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return bool(parts.netloc) and parts.netloc != urlsplit(own).netloc


def _important(declarations: str) -> str:
    parsed = tinycss2.parse_blocks_contents(declarations, skip_whitespace=True, skip_comments=True)
    return ";".join(
        f"{node.name}:{tinycss2.serialize(node.value).strip()} !important"
        for node in parsed
        if isinstance(node, Declaration)
    )


def _linked(html: str, site: SiteFiles, path: str) -> str:
    """Return a page that also links the sheet of its former style attributes, the last of all."""
    sheets = [tag for tag in tags(html) if tag.name == "link" and "stylesheet" in tag.words("rel")]
    inside = [tag for tag in sheets if site.target(tag.get("href"), path)]
    if not inside:
        return html
    last = inside[-1]
    address = site.address_of(STYLES, path, last.get("href"))
    link = f'<link rel="stylesheet" href="{address}">'
    return edited(html, [Edit(last.end, last.end, link)])
