"""The sites of the real case and of a full one as they are published: files, names and pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING

import brotli
import pytest

from casereport.forms.registry import FORMS
from casereport.publishing.compression import KINDS, LEAST
from casereport.publishing.fingerprints import FINGERPRINTED
from reading import Site, snapshot
from tiny import Built

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

PACKED = (".br", ".gz")
LOADED = {".css", ".js", ".png", ".svg", ".avif", ".webp", ".jpg"}
"""The kinds of file that pages load."""

# What is asked for by a name that everyone knows, without a link.
BY_CONVENTION = {"404.html", "index.html", "llms.txt", "sitemap.xml"}
READ = {".html", ".css", ".js", ".json", ".jsonld", ".webmanifest", ".txt", ".md", ".xml", ".svg"}


@pytest.fixture(params=["real_case", "full_case"])
def built(request: pytest.FixtureRequest) -> Built:
    """Return each case, built."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


@pytest.fixture
def files(built: Built) -> dict[str, bytes]:
    """Return every file of a site but the packed copies."""
    return {
        name: content
        for name, content in snapshot(built.site).items()
        if not (name.endswith(PACKED) and name.rpartition(".")[0] in snapshot(built.site))
    }


def referring(name: str, files: dict[str, bytes]) -> list[str]:
    """Return the files in which a file's name stands whole, or the address of its page."""
    page = name.removesuffix("index.html")
    words = [name.rpartition("/")[2]] if page == name else [f"{page.rpartition('/')[0]}/"]
    last = words[0]
    pattern = re.compile(rf"(?<![\w.-]){re.escape(last)}(?![\w-])")
    return [
        other
        for other, content in files.items()
        if other != name
        and other[other.rfind(".") :] in READ
        and pattern.search(content.decode("utf-8", "replace"))
    ]


def test_every_file_is_referred_to(files: dict[str, bytes]) -> None:
    """A page, a script, a stylesheet or a list of the site names each file of it."""
    orphans = [name for name in files if name not in BY_CONVENTION and not referring(name, files)]
    assert orphans == []


def test_a_file_nobody_refers_to_would_be_found(files: dict[str, bytes]) -> None:
    assert referring("assets/javascripts/other.js", files) == []
    assert referring("nowhere/index.html", files) == []
    assert "index.html" in referring("case-report.pdf", files)


def test_no_source_map_and_no_language_file_is_published(files: dict[str, bytes]) -> None:
    assert not [name for name in files if name.endswith(".map") or "/lunr/" in name]
    assert not [name for name, content in files.items() if b"sourceMappingURL" in content]


def test_what_pages_load_carries_a_hash_of_its_content(files: dict[str, bytes]) -> None:
    stable = {offer.file for form in FORMS for offer in form.offers} | {"assets/social.png"}
    loaded = [name for name in files if name[name.rfind(".") :] in LOADED and name not in stable]
    assert len(loaded) > 10
    assert [name for name in loaded if not FINGERPRINTED.search(name)] == []
    assert [name for name in files if name.endswith(".html") and FINGERPRINTED.search(name)] == []


def test_each_text_lies_there_packed_and_is_the_same_unpacked(built: Built) -> None:
    everything = snapshot(built.site)
    packed = {name for name in everything if name.endswith((".br", ".gz"))}
    for name in packed:
        original = everything.get(name.rpartition(".")[0])
        if original is None:
            assert name.endswith(".nii.gz"), name
            continue
        unpack = brotli.decompress if name.endswith(".br") else gzip.decompress
        assert unpack(everything[name]) == original, name
        assert len(everything[name]) < len(original), name
    texts = [n for n, c in everything.items() if n[n.rfind(".") :] in KINDS and len(c) >= LEAST]
    assert len(texts) > 20
    assert {f"{name}{kind}" for name in texts for kind in PACKED} <= packed


def hashes(scripts: list[Tag]) -> set[str]:
    """Return how a policy names these inline scripts."""
    texts = [str(script.string) for script in scripts]
    digests = [hashlib.sha256(text.encode()).digest() for text in texts]
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def inline_scripts(page: BeautifulSoup) -> list[Tag]:
    """Return the scripts in a page itself that browsers run."""
    return [
        script
        for script in page.select("script:not([src])")
        if script.get("type") in {None, "", "module", "text/javascript"}
    ]


def policy_of(page: BeautifulSoup) -> dict[str, set[str]]:
    """Return the directives of a page's policy."""
    (meta,) = page.select('head > meta[http-equiv="Content-Security-Policy"]')
    parts = [part.split() for part in str(meta["content"]).split(";")]
    return {name: set(sources) for name, *sources in parts}


def test_every_pages_policy_allows_exactly_the_inline_scripts_of_the_site(built: Built) -> None:
    pages = Site(built.site).pages
    scripts = [script for page in pages.values() for script in inline_scripts(page)]
    expected = hashes(scripts) | {"'self'"}
    assert len(expected) > 4
    for name, page in pages.items():
        policy = policy_of(page)
        assert policy["script-src"] == expected, name
        assert policy["style-src"] == {"'self'"}, name
        assert policy["default-src"] == {"'none'"}, name


def test_a_changed_script_would_not_be_allowed(real_case: Built) -> None:
    page = real_case.page()
    allowed = policy_of(page)["script-src"]
    script = inline_scripts(page)[0]
    assert hashes([script]) <= allowed
    script.string = f"{script.string} "
    assert not hashes([script]) & allowed


def test_no_page_holds_what_its_policy_forbids(built: Built) -> None:
    for name, page in Site(built.site).pages.items():
        assert not page.select("[style], style, iframe, object, embed"), name
        handlers = [each for tag in page.select("*") for each in tag.attrs if each[:2] == "on"]
        assert handlers == [], name


def test_every_link_to_another_host_tells_it_nothing(built: Built) -> None:
    links = [
        link
        for page in Site(built.site).pages.values()
        for link in page.select('a[href^="http"], area[href^="http"]')
        if not str(link["href"]).startswith("https://case.example/")
    ]
    assert len(links) > 5
    for link in links:
        assert {"noopener", "noreferrer"} <= set(link.get_attribute_list("rel")), link["href"]
    for name, page in Site(built.site).pages.items():
        assert page.select('meta[name="referrer"]')[0]["content"] == "no-referrer", name


def test_every_page_loads_one_stylesheet(built: Built) -> None:
    for name, page in Site(built.site).pages.items():
        assert len(page.select('link[rel="stylesheet"]')) == 1, name


def test_the_notices_of_licences_are_kept(real_case: Built) -> None:
    scripts = [path.read_text("utf-8") for path in real_case.site.rglob("*.js")]
    assert any("Oliver Nightingale" in text and "@license MIT" in text for text in scripts)


def test_every_page_links_manifest_icons_and_the_colours_of_both_schemes(real_case: Built) -> None:
    site = Site(real_case.site)
    for name, page in site.pages.items():
        (manifest,) = page.select('link[rel="manifest"]')
        (touch,) = page.select('link[rel="apple-touch-icon"]')
        (icon,) = page.select('link[rel="icon"]')
        for link in (manifest, touch):
            assert site.target(name, str(link["href"]))[0] is not None, name
        assert str(icon["href"]).startswith("data:image/svg+xml,%3Csvg"), name
        colours = page.select('meta[name="theme-color"]')
        assert [str(each["media"]) for each in colours] == [
            "(prefers-color-scheme: light)",
            "(prefers-color-scheme: dark)",
        ]
        assert len({str(each["content"]) for each in colours}) == 2
    written = json.loads((real_case.site / "manifest.webmanifest").read_text("utf-8"))
    assert written["name"] == "Leiomyosarcoma of the inferior vena cava: a case report"
    assert written["lang"] == "en"
    assert all((real_case.site / icon["src"]).is_file() for icon in written["icons"])
