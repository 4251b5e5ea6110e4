"""Links between the pages of a case: each must lead to a page, and to a place on it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from casereport.anchors import landing_ids
from casereport.model import Place, Problem
from casereport.numbering import label_figures
from casereport.problems import line_of, nearest, nearest_hint, warning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from casereport.model import Article, Link, Page

# Python-Markdown writes e-mail addresses as character references, marked with STX.
_ENCODED = "\x02"


def check_links(
    article: Article, files: Collection[str], made_ids: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Yield every link within the case that leads nowhere.

    ``files`` are the paths, from the top of the case, of all that is published beside the pages;
    ``made_ids`` the ids, by page path, that the generator itself adds to a page.
    """
    ids = landing_ids(article, made_ids)
    figures = {
        identifier: page.path for page in article.pages for identifier in label_figures([page])
    }
    for page in article.pages:
        for link in page.links:
            yield from _check_link(page, link, ids, files, figures)


def _check_link(
    page: Page,
    link: Link,
    ids: Mapping[str, Collection[str]],
    files: Collection[str],
    figures: Mapping[str, str],
) -> Iterator[Problem]:
    parts = urlsplit(link.target)
    if parts.scheme or parts.netloc or _ENCODED in link.target:
        return
    if parts.path.startswith("/"):
        yield warning(
            link.where,
            f"links to {link.target}, which breaks where the site is not at its server's root.",
            "Link to the page's file, such as discussion.md.",
        )
        return
    folder = posixpath.dirname(page.path)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    target = path if parts.path else page.path
    if target not in ids and target not in files:
        guess = _nearest_path(target, [*ids, *files], folder)
        yield Problem(
            link.where,
            f"links to {link.target}, which is not there{f'; nearest: {guess}' if guess else ''}.",
            "Link to a page by its file, such as discussion.md, or to a figure by its #id.",
        )
        return
    anchor = unquote(parts.fragment)
    if not anchor or target not in ids or anchor in ids[target]:
        return
    if anchor in figures:
        right = posixpath.relpath(figures[anchor], folder)
        fix = f"The figure is on another page: write {right}#{anchor}."
    else:
        fix = "Write behind the # a heading's words with hyphens, or a figure's id."
    where_to = "this page" if target == page.path else target
    yield Problem(
        link.where,
        f"links to #{anchor}, which {where_to} does not have{nearest_hint(anchor, ids[target])}.",
        fix,
    )


def _nearest_path(target: str, candidates: Sequence[str], folder: str) -> str:
    """Return the likeliest file as a relative link; a published address counts as its page."""
    stem = target.removesuffix("/index.html").removesuffix(".html")
    # Folder and ending are alike everywhere: only the names are compared.
    names = {posixpath.splitext(posixpath.basename(path))[0]: path for path in candidates}
    guess = names.get(nearest(posixpath.basename(stem), names), "")
    found = f"{stem}.md" if f"{stem}.md" in candidates else guess
    return posixpath.relpath(found, folder) if found else ""


def check_nav(
    missing: Sequence[str], pages: Sequence[str], config_file: str, config_source: str
) -> Iterator[Problem]:
    """Yield what the menu lists and docs/ does not hold; paths are as nav writes them."""
    for path in missing:
        where = Place(config_file, line_of(config_source, path, masked=False, whole=True))
        yield Problem(
            where,
            f"lists {path} in nav, which is not there{nearest_hint(path, pages)}.",
            "Correct the name, or write the page.",
        )
