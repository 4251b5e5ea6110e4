"""The head of each page, as the theme's template ``main.html`` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from casereport.html_text import lead
from casereport.manuscript import known_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from casereport.head.landing import LandingHead
    from casereport.manuscript import Manuscript


@dataclass(frozen=True)
class PageHead:
    """What ``main.html`` prints in a page's head."""

    title: str
    own_description: str = ""
    """The description, where the theme prints none of its own."""
    html: str = ""


def hide_placeholder(config: MkDocsConfig) -> None:
    """Take an address that is none out of the settings.

    It would be published as the canonical one of every page otherwise.
    """
    if not known_address(config.site_url):
        config.site_url = ""


def escape_title(page: Page) -> None:
    """Make the title in a page's front matter, which is text, the HTML that themes print it as."""
    if "title" in page.meta:
        page.meta["title"] = str(escape(page.meta["title"]))


def given_description(page: Page) -> str:
    """Return the description in a page's front matter, on one line, or nothing."""
    return " ".join(str(page.meta.get("description") or "").split())


def page_heads(
    pages: Sequence[Page], manuscript: Manuscript, landing: LandingHead, config: MkDocsConfig
) -> dict[str, PageHead]:
    """Return each page's head by its address, and give each page its description.

    The pages' content must be finished: what its author gave no description takes its first
    paragraph, and without one has none.
    """
    known = {page.url: page.description for page in manuscript.pages}
    heads = {}
    for page in pages:
        text = known.get(page.url) or given_description(page) or lead(page.content or "")
        own = _describe(page, text, config)
        html = landing.html if page.is_homepage else ""
        names = {_title(page): None, config.site_name: None}
        if page.is_homepage:
            # The article goes by its title alone: a site has a short name of the same.
            names = {manuscript.metadata.title or config.site_name: None}
        heads[page.url] = PageHead(" - ".join(filter(None, names)), own, html)
    return heads


def write_head_files(files: Mapping[str, bytes], config: MkDocsConfig) -> None:
    """Put what the landing page's head leads to into the built site.

    The map of the site's addresses goes where none is known: it would be an empty one.
    """
    site = Path(config.site_dir)
    for name, content in files.items():
        (site / name).write_bytes(content)
    if not config.site_url:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink(missing_ok=True)


def _title(page: Page) -> str:
    title = Markup(str(page.meta.get("title") or page.title))  # noqa: S704 - only its text is taken
    return title.striptags()


def _describe(page: Page, text: str, config: MkDocsConfig) -> str:
    """Give the theme a page's description; return it where the theme will not print it.

    Themes print it as it is, so it is escaped here.
    """
    escaped = str(escape(text))
    if not text:
        page.meta.pop("description", None)
    elif config.theme.name == "material":
        page.meta["description"] = escaped
    elif page.is_homepage:
        # The themes of MkDocs describe their home page alone, with the site's description.
        config.site_description = escaped
    else:
        return text
    return ""
