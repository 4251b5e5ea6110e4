"""What MkDocs knows of a site that its last steps need: where its files come from, its identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from casereport import identity
from casereport.images import published_names
from casereport.markers import left_over
from casereport.page_heads import write_head_files
from casereport.publishing.prepare import SEARCH_INDEX, Origins, prepare
from casereport.search_entries import add_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from casereport.build import Build
    from casereport.model import RenderedImage
    from casereport.page_heads import PageHead
    from casereport.search_entries import SearchEntry

_MATERIALS_ICON = "assets/images/favicon.png"


@dataclass(frozen=True)
class SiteIdentity:
    """What the partial ``identity.html`` links from every page."""

    colours: tuple[tuple[str, str], ...] = ()
    """The media and colour of each scheme; the first is the one a page begins with."""
    own_icon: str = ""
    """The author's icon, by its path in the site; empty where the generator's stands."""
    manifest: str = identity.MANIFEST
    """Empty where there is none: browsers fetch none beside a page read from a file."""

    @property
    def touch_icon(self) -> str:
        """The icon that telephones ask for, of the generator alone."""
        return "" if self.own_icon else identity.TOUCH_ICON


def identify(config: MkDocsConfig, *, offline: bool) -> SiteIdentity:
    """Give the site the generator's icon where its author names none; return its identity."""
    own = str(config.theme.get("favicon") or "")
    if own in {"", _MATERIALS_ICON}:
        own = ""
        config.theme["favicon"] = identity.ICON
    return SiteIdentity(
        identity.theme_colours(config.theme.get("palette")),
        own,
        "" if offline else identity.MANIFEST,
    )


@dataclass(frozen=True)
class Shown:
    """What the pages of a build show and lead to; nothing where the build has stopped."""

    images: Sequence[RenderedImage] = ()
    heads: Mapping[str, PageHead] = field(default_factory=dict)
    """What each page adds to its head, by its address."""
    head_files: Mapping[str, bytes] = field(default_factory=dict)
    """What the landing page's head leads to, by its path in the site."""
    found: Sequence[SearchEntry] = ()
    """What the search finds beside pages and headings."""


def write_beside_pages(
    build: Build, shown: Shown, site: SiteIdentity, config: MkDocsConfig
) -> None:
    """Put into the built site what MkDocs does not: images, forms, and what its heads lead to.

    Raises OSError where a file cannot be written, and PluginError where a page is not finished.
    """
    folder = Path(config.site_dir)
    build.write_images(shown.images, folder)
    build.forms.write(folder)
    write_head_files(shown.head_files, config)
    _extend_search(shown.found, folder / SEARCH_INDEX)
    if site.manifest:
        _write_manifest(site, build.metadata.title, config)
    _check_numbers(folder)


def _extend_search(entries: Sequence[SearchEntry], index: Path) -> None:
    """Let the search find these, too, where the site has one."""
    if entries and index.is_file():
        index.write_text(add_entries(index.read_text("utf-8"), entries), "utf-8", newline="\n")


def _write_manifest(site: SiteIdentity, name: str, config: MkDocsConfig) -> None:
    """Write the web app manifest of a report of this ``name``."""
    language = str(config.theme.get("language") or config.theme.get("locale") or "")
    written = identity.write_manifest(
        name or config.site_name, language, site.colours, site.own_icon
    )
    (Path(config.site_dir) / site.manifest).write_bytes(written)


def _check_numbers(site: Path) -> None:
    """Raise PluginError where a page holds the place of a number instead of the number."""
    for path in site.rglob("*"):
        if path.suffix in {".html", ".json", ".xml"} and left_over(path.read_text("utf-8")):
            raise PluginError(f"{path.name} holds a citation or figure without its number.")


def prepare_site(
    config: MkDocsConfig,
    files: Files,
    build: Build,
    images: Iterable[RenderedImage],
    *,
    offline: bool,
) -> list[str]:
    """Make the built site ready to be published; return what its pages ask for in vain then.

    ``images`` are those its pages show. Raises OSError where a file cannot be read or written.
    """
    needless = {file.dest_uri for file in files if file.src_dir in config.theme.dirs}
    # What no reader is offered is made for the heads of pages alone, such as the social image.
    needless |= {name for made in build.forms.made if not made.offers for name in made.files}
    author = {
        file.dest_uri
        for file in files
        if file.src_dir == config.docs_dir and not file.is_documentation_page()
    }
    origins = Origins(
        theme=frozenset(needless - author),
        author=frozenset(author),
        hashed=frozenset(f"{build.figures_dir}/{name}" for name in published_names(images)),
        stable=frozenset(name for made in build.forms.made for name in made.files),
        named=frozenset(map(str, (*config.extra_css, *config.extra_javascript))),
    )
    return prepare(Path(config.site_dir), origins, build.cache, build.address, offline=offline)
