"""What the viewers weigh, and that a site publishes them as they are written."""

from __future__ import annotations

import gzip
import re
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from reading import Site
from tiny import TOP

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tiny import Built

SOURCE = TOP / "src/casereport/theme/assets/casereport"
KIBIBYTE = 1024
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


def own_assets(site: Site, page: str) -> list[str]:
    """Return the names of the generator's own scripts and style sheets that a page loads."""
    loaded = site.pages[page].select('script[src], link[rel="stylesheet"], link[rel$="preload"]')
    files = [site.target(page, str(one.get("src") or one["href"]))[0] for one in loaded]
    return [Path(file).name for file in files if Path(file).parent.name == SOURCE.name]


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
        for asset in own_assets(site, name):
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
    site = Site(real_case.site)
    assert site.pages
    own = ["casereport.css", "offers.css", "cards.js", "figure-viewer.js", "cite.js"]
    for name in site.pages:
        assert own_assets(site, name) == own, name


def test_a_site_publishes_the_viewers_as_they_are_written(real_case: Built) -> None:
    folder = real_case.site / "assets" / "casereport"
    published = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert published == {path.name: path.read_bytes() for path in SOURCE.iterdir()}
    assert "series-viewer.js" in published
