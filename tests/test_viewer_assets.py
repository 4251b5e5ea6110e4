"""What the viewers weigh, and that a site publishes them as they are written."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from reading import Site
from tiny import TOP

if TYPE_CHECKING:
    from tiny import Built

SOURCE = TOP / "src/casereport/theme/assets/casereport"
KIBIBYTE = 1024
LOADED = ["cards.js", "figure-viewer.js", "cite.js", "scheme.js"]
_HASH = re.compile(r"\.[0-9a-f]{10}(?=\.)")
_IMPORT = re.compile(r'^import .* from "\./(.+)";$', re.MULTILINE)

# A script, all that it imports, and the bytes they may weigh together, each packed by gzip.
WEIGHTS = [
    pytest.param("figure-viewer.js", set(), 2 * KIBIBYTE, id="what every page loads"),
    pytest.param(
        "series-viewer.js",
        {"series-fetching.js", "series-overlay.js", "viewer.js", "volume.js"},
        12 * KIBIBYTE,
        id="the series viewer",
    ),
]


def with_imports(name: str) -> set[str]:
    """Return the names of a script and of every script it imports, directly or not."""
    found: set[str] = set()
    new = {name}
    while new:
        found |= new
        texts = [(SOURCE / one).read_text("utf-8") for one in new]
        new = {other for text in texts for other in _IMPORT.findall(text)} - found
    return found


@pytest.mark.parametrize(("script", "imported", "most"), WEIGHTS)
def test_a_viewer_keeps_within_its_weight(script: str, imported: set[str], most: int) -> None:
    names = with_imports(script)
    assert names == {script, *imported}
    weights = {name: len(gzip.compress((SOURCE / name).read_bytes(), mtime=0)) for name in names}
    assert sum(weights.values()) <= most, weights


def test_every_page_loads_the_small_part_of_the_viewers_only(real_case: Built) -> None:
    pages = Site(real_case.site).pages
    assert pages
    for name, page in pages.items():
        sources = [str(script["src"]) for script in page.select("script[src]")]
        own = [source.rpartition("/")[2] for source in sources if "assets/casereport/" in source]
        assert [_HASH.sub("", source) for source in own] == LOADED, name
        assert not page.select('link[href*="viewers."], link[rel="modulepreload"]'), name


def test_a_site_publishes_the_viewers_as_they_are_written_but_for_each_others_names(
    real_case: Built,
) -> None:
    folder = real_case.site / "assets" / "casereport"
    published = {
        _HASH.sub("", path.name): _HASH.sub("", path.read_text("utf-8"))
        for path in folder.iterdir()
        if path.suffix in {".js", ".css"}
    }
    written = {path.name: path.read_text("utf-8") for path in SOURCE.glob("*.js")}
    # The other stylesheets are part of the one that pages link.
    written["viewers.css"] = (SOURCE / "viewers.css").read_text("utf-8")
    assert published == written
    assert "series-viewer.js" in published
