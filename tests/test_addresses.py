"""Only an address that is known is published; what stands in for one is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from casereport.manuscript import known_address
from full_case import ADDRESS
from heads import links
from reading import LIGHT, Site, build
from tiny import TOP, case_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built, TinyCase

PLACEHOLDER = "https://example.org/"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def texts(site: Path) -> dict[str, str]:
    """Return every published text by its path in the site, scripts and styles aside."""
    found = (path for path in site.rglob("*") if path.suffix in {".html", ".xml", ".json", ".txt"})
    return {str(path.relative_to(site)): path.read_text("utf-8") for path in found}


def test_the_real_case_is_published_without_its_placeholder(real_case: Built) -> None:
    assert case_settings()["site_url"] == PLACEHOLDER
    assert [name for name, text in texts(real_case.site).items() if "example.org" in text] == []
    assert not list(real_case.site.glob("sitemap.xml*"))
    for page, soup in Site(real_case.site).pages.items():
        assert "canonical" not in {rel for rel, _, _ in links(soup)}, page


def test_search_and_the_page_for_missing_pages_work_without_an_address(real_case: Built) -> None:
    index = json.loads((real_case.site / "search/search_index.json").read_text("utf-8"))
    assert all(not urlsplit(entry["location"]).netloc for entry in index["docs"])
    site = Site(real_case.site)
    # A server shows it at any address, so it leads from the top.
    styles = [to for rel, to, _ in links(site.pages["404.html"]) if rel == "stylesheet"]
    assert styles
    for to in styles:
        assert to.startswith("/")
        assert (site.folder / to.removeprefix("/")).is_file()


def test_a_known_address_is_the_canonical_one_of_every_page(full_case: Built) -> None:
    site = Site(full_case.site)
    canonical = {
        page: [to for rel, to, _ in links(soup) if rel == "canonical"]
        for page, soup in site.pages.items()
        if page != "404.html"
    }
    assert canonical == {
        page: [f"{ADDRESS}{page.removesuffix('index.html')}"] for page in canonical
    }
    root = ET.parse(site.folder / "sitemap.xml").getroot()  # noqa: S314 - our own
    listed = sorted(str(location.text) for location in root.iter(LOCATION))
    assert listed == sorted(to for found in canonical.values() for to in found)


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("https://cases.alpha.edu/one", ["https://cases.alpha.edu/one/"]),
        ("", []),
        (PLACEHOLDER, []),
    ],
)
def test_the_environment_gives_the_address_of_the_real_cases_settings(
    given: str, published: list[str], tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", given)
    tiny_case.settings(**LIGHT)
    settings = (tiny_case.root / "mkdocs.yml").read_text("utf-8")
    written = (TOP / "mkdocs.yml").read_text("utf-8").splitlines()
    (line,) = (line for line in written if line.startswith("site_url:"))
    tiny_case.write({"mkdocs.yml": f"{settings}\n{line}\n"})
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    found = [to for rel, to, _ in links(built.page()) if rel == "canonical"]
    assert found == published
    assert (built.site / "sitemap.xml").exists() == bool(published)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("https://cases.alpha.edu", "https://cases.alpha.edu/"),
        ("https://cases.alpha.edu/one/", "https://cases.alpha.edu/one/"),
        ("https://example.org.alpha.edu/", "https://example.org.alpha.edu/"),
        (PLACEHOLDER, ""),
        ("https://www.example.com/one/", ""),
        ("https://hospital.example/", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost:8000/", ""),
        ("cases.alpha.edu", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_is_known_unless_it_is_a_placeholder_or_a_machines_own(
    written: str | None, known: str
) -> None:
    """RFC 2606 and RFC 6761: names that nobody owns."""
    assert known_address(written) == known
