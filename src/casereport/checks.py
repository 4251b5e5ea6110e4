"""What must hold before a case is published, as functions from the article to its problems."""

from __future__ import annotations

import posixpath
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from casereport.block_names import CITATION_BLOCK, DOWNLOADS_BLOCK, REFERENCES_BLOCK
from casereport.model import Place, Problem
from casereport.numbering import MOST_PANELS, label_figures, number_references
from casereport.problems import nearest, nearest_hint, warning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from casereport.model import Article, Page, Picture


def check_citations(
    article: Article, bibliography: str, broken_keys: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield citations of unknown works, and works that nobody cites.

    ``bibliography`` is the .bib file's path, for the texts; citing one of the ``broken_keys``
    (entries that could not be read) is not reported again.
    """
    for page in article.pages:
        for citation in page.citations:
            for key in citation.keys:
                if key not in article.entries and key not in broken_keys:
                    yield Problem(
                        citation.where,
                        f"cites {key}, which {bibliography} does not have"
                        f"{nearest_hint(key, article.entries)}.",
                        f"Correct the key, or add the entry to {bibliography}.",
                    )
    cited = number_references(article.pages)
    for key, entry in article.entries.items():
        if key not in cited:
            yield warning(
                entry.where,
                f"{key} is cited nowhere, so the reference list leaves it out.",
                f"Cite it as [@{key}], or remove the entry.",
            )


def check_reference_list(article: Article) -> Iterator[Problem]:
    """Yield a missing or a second reference list."""
    places = [page for page in article.pages if REFERENCES_BLOCK in page.blocks]
    cited = [page for page in article.pages if page.citations]
    if cited and not places:
        yield Problem(
            cited[0].citations[0].where,
            "cites a work, but no page holds the reference list.",
            "Write the two lines “/// references” and “///” on the page that shall hold it.",
        )
    lists = [page.path for page in places for block in page.blocks if block == REFERENCES_BLOCK]
    for path in lists[1:]:
        yield Problem(
            Place(path),
            f"holds a second reference list; the first is on {lists[0]}.",
            "Keep “/// references” on one page: every number links to one place.",
        )


def check_offers(article: Article) -> Iterator[Problem]:
    """Yield blocks about the article's other forms that stand twice on a page."""
    for page in article.pages:
        for name in (CITATION_BLOCK, DOWNLOADS_BLOCK):
            if page.blocks.count(name) > 1:
                yield Problem(
                    Place(page.path),
                    f"holds “/// {name}” twice.",
                    "Keep one of the two: a link to it must lead to one place.",
                )


def check_figures(
    article: Article,
    available: Collection[str],
    folder: str,
    files: Collection[str] = (),
    *,
    described: bool = True,
) -> Iterator[Problem]:
    """Yield figures that cannot be shown, found, or read aloud.

    ``available`` are the names of the images in ``folder``, the folder of figures; ``files`` the
    paths, from the top of the case, of what lies among the pages. While what describes the images
    cannot be read, nobody can tell (not ``described``) which have an alt text.
    """
    yield from _check_images(article, available, folder)
    yield from _check_images_elsewhere(article, available, folder, files)
    if described:
        yield from _check_alt_texts(article, folder, available)
    labels = label_figures(article.pages)
    for page in article.pages:
        for figure in page.figures:
            if len(figure.panels) > MOST_PANELS:
                yield Problem(
                    figure.where,
                    f"begins a figure of {len(figure.panels)} panels; letters end at Z.",
                    "Split it into two figures.",
                )
        for reference in page.figure_references:
            if reference.target not in labels:
                yield Problem(
                    reference.where,
                    f"links to #{reference.target}, which no figure or panel is called"
                    f"{nearest_hint(reference.target, labels)}.",
                    "Correct the id, or put words between the brackets if no figure is meant.",
                )


def _shown(article: Article) -> Iterator[Picture]:
    for page in article.pages:
        yield from chain.from_iterable(figure.panels for figure in page.figures)
        yield from page.pictures
        yield from page.passages.pictures


def _name(picture: Picture, folder: str) -> str:
    """Return an image's file name within the folder of figures, or nothing for one elsewhere."""
    prefix = f"{folder}/"
    return picture.source.removeprefix(prefix) if picture.source.startswith(prefix) else ""


def _check_images(article: Article, available: Collection[str], folder: str) -> Iterator[Problem]:
    used: set[str] = set()
    for picture in _shown(article):
        name = _name(picture, folder)
        used.add(name)
        if name and name not in available:
            yield Problem(
                picture.where,
                f"shows {folder}/{name}, which is not there{nearest_hint(name, available)}.",
                f"Correct the name, or put the image into {folder}/.",
            )
    for name in sorted(set(available) - used):
        yield warning(
            Place(f"{folder}/{name}"),
            "is shown on no page, so it is not published.",
            "Show it on a page, or remove it.",
        )
    for name, record in article.images.items():
        if name not in available:
            yield Problem(
                record.where,
                f"describes {name}, which is not in {folder}/{nearest_hint(name, available)}.",
                "Correct the name, or remove its lines.",
            )


def _check_images_elsewhere(
    article: Article, available: Collection[str], folder: str, files: Collection[str]
) -> Iterator[Problem]:
    """Yield images whose address leads neither into the folder of figures nor to a file."""
    paths = [f"{folder}/{name}" for name in available]
    for page in article.pages:
        for picture in page.pictures:
            source = picture.source
            if urlsplit(source).scheme in {"http", "https"} or source.startswith("//"):
                yield Problem(
                    picture.where,
                    f"shows {source}, for which every reader's browser would ask another host.",
                    f"Save it into {folder}/, if its licence allows, and show it from there.",
                )
                continue
            if source.startswith((f"{folder}/", "data:")) or source in files:
                continue
            found = nearest(source, paths)
            hint = f"; nearest: {relative_path(found, page)}" if found else ""
            yield Problem(
                picture.where,
                f"shows {source}, which is not there{hint}.",
                f"Put the image into {folder}/ and write its address from this page,"
                f" {relative_path(folder, page)}/….",
            )


def relative_path(path: str, page: Page) -> str:
    """Return a path from the top of the case as an author writes it on ``page``."""
    return posixpath.relpath(path, posixpath.dirname(page.path) or ".")


def _check_alt_texts(
    article: Article, folder: str, available: Collection[str]
) -> Iterator[Problem]:
    """Every image needs a text alternative, in one place (WCAG 2.2, success criterion 1.1.1)."""
    for picture in _shown(article):
        name = _name(picture, folder)
        if name and name not in available:
            continue
        record = article.images.get(name)
        if not picture.alt and (record is None or not record.alt):
            inside = f"or as alt: in {folder}/figures.yml" if _name(picture, folder) else ""
            yield Problem(
                picture.where,
                f"shows {picture.source} without alt text.",
                f"Say what the image shows: ![here](…) {inside}".rstrip() + ".",
            )
        elif picture.alt and record is not None and record.alt:
            yield Problem(
                picture.where,
                f"gives {picture.source} an alt text; {record.where} gives another.",
                "Keep one of the two.",
            )


def check_title(article: Article, landing: str) -> Iterator[Problem]:
    """Yield a title that the first page, whose path is ``landing``, does not show as its heading.

    It is what the article is cited by, and what every other form is called.
    """
    title = " ".join(article.metadata.title.split())
    for page in article.pages:
        if page.path == landing and title and page.heading and page.heading != title:
            yield warning(
                Place(page.path),
                f"is headed “{page.heading}”, while the title of the article is “{title}”.",
                "Write the same behind title: and behind the # of the heading.",
            )


def check_pages(article: Article, config_file: str) -> Iterator[Problem]:
    """Yield what pages said of themselves, and pages that no menu leads to."""
    for page in article.pages:
        yield from page.problems
        if not page.in_nav:
            yield warning(
                Place(page.path),
                f"is in no menu: the nav of {config_file} does not list it.",
                "Add it to nav:, or to not_in_nav: if it is to be reached by links only.",
            )
