"""What must hold for HTML within a page: what it links to, shows and makes a browser fetch.

Nothing turns its addresses into others: they count from the address its page is published at.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from casereport.anchors import landing_ids
from casereport.model import Problem
from casereport.problems import nearest, nearest_hint, warning
from casereport.site import written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from casereport.model import Article, Page, RawElement
    from casereport.site import Site

_LINKS = frozenset({"a", "area"})
# The tags of pictures; a <source> is one of them where it has a srcset.
_PICTURES = frozenset({"img", "image", "source"})
# What is in the address itself or in the page, and asks nobody.
_WITHIN = frozenset({"about", "blob", "data", "javascript"})
_WEB = frozenset({"ftp", "http", "https", "ws", "wss"})

_FIX_OF_LINK = "Write a link of Markdown to a page's file, such as [words](discussion.md)."

# A candidate of a srcset (HTML, 2.5.5 "srcset attributes"): an address, then perhaps its size.
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?(?:,|$)")
# An address in CSS that leads to another host.
_CSS_ADDRESS = re.compile(
    r"(?:url\(|@import|image-set\(|src\()\s*[\"']?\s*((?:https?:)?//[^\s\"')]+)", re.IGNORECASE
)


def check_raw_html(
    article: Article, site: Site, made_ids: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Yield what is wrong with the HTML that authors wrote into pages.

    ``made_ids`` are the ids, by page path, that the generator itself adds to a page.
    """
    ids = landing_ids(article, made_ids)
    for page in article.pages:
        for element in page.raw:
            yield from _check_alt(element)
            yield from _check_style(element)
            for address in _fetched(element):
                yield from _check_fetched(page, element, address, site)
            if element.tag in _LINKS:
                yield from _check_link(page, element, site, ids)


def _check_alt(element: RawElement) -> Iterator[Problem]:
    # An empty alt is taken: in HTML it is the way to say that an image only decorates (HTML,
    # 4.8.4.4.5), and nobody writes it by leaving something out. In Markdown ![](…) is just that.
    if element.tag == "img" and "alt" not in element.attributes:
        yield Problem(
            element.where,
            f"shows {element.attributes.get('src', 'an image')} without alt text.",
            'Say what the image shows, alt="…"; write alt="" only where it shows nothing.',
        )


def _check_style(element: RawElement) -> Iterator[Problem]:
    for found in _CSS_ADDRESS.finditer(element.attributes.get("style", "")):
        yield _asks_another_host(element, found[1], "Leave the address out of the style.")


def _fetched(element: RawElement) -> Iterator[str]:
    """Yield every address from which a browser fetches what it needs to show the element."""
    attributes, tag = element.attributes, element.tag
    names = ["src", "poster", "background"]
    names += ["data"] if tag == "object" else []
    # Without rel a <link> only states something; other tags with an href are of SVG.
    if tag not in {*_LINKS, "base"} and (tag != "link" or "rel" in attributes):
        names += ["href", "xlink:href"]
    yield from (attributes[name].strip() for name in names if name in attributes)
    for name in ("srcset", "imagesrcset"):
        yield from (found[1] for found in _CANDIDATE.finditer(attributes.get(name, "")))


def _check_fetched(page: Page, element: RawElement, address: str, site: Site) -> Iterator[Problem]:
    parts = _split(address)
    is_picture = element.tag in _PICTURES and (
        element.tag != "source" or "srcset" in element.attributes
    )
    if (parts and parts.scheme in _WITHIN) or address.startswith("#"):
        return
    if parts and (parts.scheme in _WEB or parts.netloc):
        fix = "Link to it instead, as [words](address), or keep a file of it among the pages."
        if is_picture:
            fix = f"Save it into {site.folder}/, if its licence allows, and show it from there."
        yield _asks_another_host(element, address, fix)
        return
    path = "" if parts is None else parts.path
    target = site.found(page, path) if path and parts and not parts.scheme else None
    if target is None:
        yield (_no_picture if is_picture else _no_file)(page, element, address, path, site)
    elif path.startswith("/"):
        yield _from_the_root(element, address, f"Write {site.address(page, target)} instead.")


def _no_picture(page: Page, element: RawElement, address: str, path: str, site: Site) -> Problem:
    images = {f"{site.folder}/{name}": name for name in site.images}
    name = images.get(written(page, path)) or nearest(posixpath.basename(path), site.images)
    up = posixpath.relpath(site.folder, posixpath.dirname(page.path) or ".")
    hint = f"; nearest: {up}/{name}" if name else ""
    return Problem(
        element.where,
        f"shows {address or 'nothing'} in HTML, which is no file of the published site{hint}.",
        f"Put the image into {site.folder}/ and show it in Markdown: ![what it"
        f" shows]({up}/{name or '…'}).",
    )


def _no_file(page: Page, element: RawElement, address: str, path: str, site: Site) -> Problem:
    found = site.nearest(page, path) if path else ""
    hint = f"; nearest: {site.address(page, found)}" if found else ""
    return Problem(
        element.where,
        f"loads {address or 'nothing'} by <{element.tag}>, which is no file of the published"
        f" site{hint}.",
        "Write the file’s address as it is seen from the published page,"
        f" {site.addresses[page.path]}.",
    )


def _asks_another_host(element: RawElement, address: str, fix: str) -> Problem:
    verb = "shows" if element.tag in _PICTURES else "loads"
    return Problem(
        element.where,
        f"{verb} {address} by <{element.tag}>, for which every reader’s browser would ask another"
        " host.",
        fix,
    )


def _from_the_root(element: RawElement, address: str, fix: str) -> Problem:
    return warning(
        element.where,
        f"leads to {address}, which breaks where the site is not at its server's root.",
        fix,
    )


def _check_link(
    page: Page, element: RawElement, site: Site, ids: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for address in _hrefs(element):
        parts = _split(address)
        if parts is None:
            yield Problem(
                element.where,
                f"links to {address}, which cannot be read as an address.",
                "Copy the address again.",
            )
        elif parts.scheme or parts.netloc:
            continue
        elif parts.path.startswith("/"):
            yield _from_the_root(element, address, _FIX_OF_LINK)
        elif (target := site.found(page, parts.path)) is None:
            yield _leads_nowhere(page, element, address, parts, site)
        elif parts.fragment and target in ids:
            yield from _check_anchor(page, element, unquote(parts.fragment), target, ids[target])


def _hrefs(element: RawElement) -> Iterator[str]:
    names = ("href", "xlink:href")
    yield from (element.attributes[each].strip() for each in names if each in element.attributes)


def _leads_nowhere(
    page: Page, element: RawElement, address: str, parts: SplitResult, site: Site
) -> Problem:
    target = site.nearest(page, parts.path)
    if not target:
        what = f"links to {address} in HTML, which is not there."
        return Problem(element.where, what, _FIX_OF_LINK)
    file = posixpath.relpath(target, posixpath.dirname(page.path))
    if target == written(page, parts.path):
        what = f"links to {address} in HTML, where the name of a file does not become its address."
    else:
        what = f"links to {address} in HTML, which is not there; nearest: {file}."
    link = f"{file}#{parts.fragment}" if parts.fragment else file
    return Problem(element.where, what, f"Write a link of Markdown, by its file: [words]({link}).")


def _check_anchor(
    page: Page, element: RawElement, anchor: str, target: str, ids: Collection[str]
) -> Iterator[Problem]:
    # #top is the top of any page (HTML, 7.4.6.3).
    if anchor not in {*ids, "top"}:
        where_to = "this page" if target == page.path else target
        yield Problem(
            element.where,
            f"links to #{anchor} in HTML, which {where_to} does not have"
            f"{nearest_hint(anchor, ids)}.",
            "Write behind the # a heading's words with hyphens, or a figure's id.",
        )


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address as a browser reads it, or None where that is impossible."""
    try:
        return urlsplit(address.replace("\\", "/"))
    except ValueError:
        return None
