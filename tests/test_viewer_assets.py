"""What the viewers weigh, and that a site publishes them as they are written."""

from __future__ import annotations

import gzip
import re
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from casereport.theme_files import STYLESHEETS
from reading import Site
from tiny import TOP

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tiny import Built

SOURCE = TOP / "src/casereport/theme/assets/casereport"
KIBIBYTE = 1024
LOADED = ["page.js", "cards.js", "figure-viewer.js", "cite.js", "scheme.js"]
LATER = {"viewer.css", "figure-dialog.css", "series-viewer.css"}
"""The sheets of the viewers; all others are parts of the one that pages link."""
_HASH = re.compile(r"\.[0-9a-f]{10}(?=\.)")
_IMPORT = re.compile(r'^import .* from "\./(.+)";$', re.MULTILINE)

SERIES_VIEWER = {
    "series-viewer.js",
    "series-fetching.js",
    "series-overlay.js",
    "viewer.js",
    "volume.js",
}
LIMIT, PAGE_LIMIT = 12 * KIBIBYTE, 2 * KIBIBYTE
"""The bytes that the series viewer may weigh, and that viewing may add to a page before that."""

_VIEWING = ".panel__link, .panel__series, .panel noscript, script[src*='viewer']"
"""What a page with figures holds for the viewers, or for those who have none."""
_EXCEPT = re.compile(r":not\([^()]*\)")
_VIEWING_RULE = re.compile(r"[^{}]*(?:\.panel__link|\.panel__series|viewer)[^{}]*\{[^{}]*\}")


def with_imports(name: str) -> set[str]:
    """Return the names of a script and of every script it imports, directly or not."""
    found: set[str] = set()
    new = {name}
    while new:
        found |= new
        texts = [(SOURCE / one).read_text("utf-8") for one in new]
        new = {other for text in texts for other in _IMPORT.findall(text)} - found
    return found


def packed(content: bytes) -> int:
    """Return how many bytes are sent where the server packs by gzip."""
    return len(gzip.compress(content, mtime=0))


def test_the_series_viewer_keeps_within_its_weight() -> None:
    # What both viewers share comes before, as a script of its own.
    names = {"viewer.js"} | with_imports("series-viewer.js")
    assert names == SERIES_VIEWER
    weights = {name: packed((SOURCE / name).read_bytes()) for name in names}
    assert sum(weights.values()) <= LIMIT, weights


def own_scripts(page: BeautifulSoup) -> list[str]:
    """Return the names, without hashes, of the generator's own scripts that a page loads.

    Some wait until the page is shown.
    """
    scripts = page.select("script[src], script[data-late]")
    sources = [str(script.get("src") or script["data-late"]) for script in scripts]
    own = [source.rpartition("/")[2] for source in sources if "assets/casereport/" in source]
    return [_HASH.sub("", source) for source in own]


def without_viewing(page: BeautifulSoup) -> BeautifulSoup:
    """Return the page as it would be if images were only shown."""
    plain = copy(page)
    for element in plain.select(_VIEWING):
        if element.name == "a":
            element.unwrap()
        else:
            element.decompose()
    for panel in plain.select(".panel"):
        panel.attrs = {name: kept for name, kept in panel.attrs.items() if name[:5] != "data-"}
    return plain


def test_before_a_viewer_opens_a_page_weighs_little_more(real_case: Built) -> None:
    """Its HTML, own style sheets and own scripts, with all they import; the images apart."""
    site = Site(real_case.site)
    seen = 0
    for name, page in site.pages.items():
        plain = without_viewing(page)
        growth = {"": packed(str(page).encode()) - packed(str(plain).encode())}
        for asset in [*own_scripts(page), *(Path(sheet).name for sheet in STYLESHEETS)]:
            # A rule for all other links is none of viewing.
            content = _EXCEPT.sub("", (SOURCE / asset).read_text("utf-8"))
            rest = _VIEWING_RULE.sub("", content)
            if asset.endswith(".css"):
                assert "@import" not in content
                growth[asset] = packed(content.encode()) - packed(rest.encode())
            elif "viewer" in asset:
                names = with_imports(asset)
                growth[asset] = sum(packed((SOURCE / one).read_bytes()) for one in names)
        assert growth["figure-viewer.js"] > 0
        assert growth["casereport.css"] > 0
        seen += "Scroll through" in str(page)
        assert sum(growth.values()) <= PAGE_LIMIT, (name, growth)
    assert seen == 1


def test_every_page_loads_the_small_part_of_the_viewers_only(real_case: Built) -> None:
    pages = Site(real_case.site).pages
    assert pages
    for name, page in pages.items():
        assert own_scripts(page) == LOADED, name
        linked = {
            _HASH.sub("", str(link.get("href", "")).rpartition("/")[2])
            for link in page.select("link")
        }
        assert not linked & LATER, name
        assert not page.select('link[rel="modulepreload"]'), name


def test_a_site_publishes_the_viewers_as_they_are_written_but_for_each_others_names(
    real_case: Built,
) -> None:
    folder = real_case.site / "assets" / "casereport"
    published = {
        _HASH.sub("", path.name): _HASH.sub("", path.read_text("utf-8"))
        for path in folder.iterdir()
        if path.suffix in {".js", ".css"}
    }
    written = {
        path.name: path.read_text("utf-8") for path in SOURCE.iterdir() if path.suffix == ".js"
    } | {name: (SOURCE / name).read_text("utf-8") for name in LATER}
    # Of the offline copy alone.
    del written["iframe-worker.js"]
    assert published == written
    assert "series-viewer.js" in published
