"""Which files of a site are published, under which names, and who refers to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.publishing.fingerprints import FINGERPRINTED, add_fingerprints
from casereport.publishing.html_tags import Edit, edited, tags
from casereport.publishing.references import referred
from casereport.publishing.site_files import SiteFiles
from casereport.publishing.stylesheets import join_stylesheets
from casereport.publishing.unused import drop_source_maps, drop_unused
from publishing.small_sites import page, soup

if TYPE_CHECKING:
    from pathlib import Path


ADDRESS = "https://example.org/case/"


# Tags


def test_tags_are_found_where_they_stand() -> None:
    html = '<p>a &lt; b\n<IMG Alt="x > y" src=a.png><script>if (a < "<p>") b()</script><br/>'
    found = tags(html)
    assert [tag.name for tag in found] == ["p", "img", "script", "br"]
    assert html[found[1].start : found[1].end] == '<IMG Alt="x > y" src=a.png>'
    assert found[1].attributes == {"alt": "x > y", "src": "a.png"}
    assert found[2].text == 'if (a < "<p>") b()'
    assert found[3].closed


def test_a_changed_tag_says_the_rest_as_before() -> None:
    (tag,) = tags('<a href="a?b&amp;c" title="&quot;q&quot;" hidden>')
    changed = tags(tag.changed({"rel": "x"}))[0]
    assert changed.attributes == {**tag.attributes, "rel": "x"}
    assert tag.changed({}, without="title") == '<a href="a?b&amp;c" hidden>'


def test_two_changes_of_one_place_are_refused() -> None:
    assert edited("abc", [Edit(1, 2, "x"), Edit(0, 1, "")]) == "xc"
    with pytest.raises(ValueError, match="Two changes"):
        edited("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])


# Addresses

TARGETS = [
    ("a.css", "index.html", "a.css"),
    ("../a.css", "part/index.html", "a.css"),
    ("../a.css?x#y", "part/index.html", "a.css"),
    ("./", "part/index.html", "part/index.html"),
    ("..", "part/index.html", "index.html"),
    ("a%20b.png", "index.html", "a b.png"),
    ("/case/a.css", "404.html", "a.css"),
    ("/other/a.css", "404.html", None),
    ("https://example.org/case/part/", "index.html", "part/index.html"),
    ("https://other.example/case/a.css", "index.html", None),
    ("mailto:a.css", "index.html", None),
    ("#part", "index.html", None),
    ("../../a.css", "part/index.html", None),
    ("http://[x", "index.html", None),
]


@pytest.mark.parametrize(("address", "path", "target"), TARGETS)
def test_an_address_leads_to_a_file(address: str, path: str, target: str | None) -> None:
    site = SiteFiles(
        {"index.html": "", "part/index.html": "", "a.css": ""}, {"a b.png"}, address=ADDRESS
    )
    assert site.target(address, path) == target


REFERRING = [
    ("index.html", '<img src="i.png" srcset="i.png 1x, j.png 2x" alt="k.png">', {"i.png", "j.png"}),
    ("index.html", '<div data-full="i.png">k.png</div>', {"i.png"}),
    ("index.html", '<a title="q href=k.png" href="i.png?a&amp;b">', {"i.png"}),
    ("index.html", '<script id="c">{"worker": "part/w.js"}</script>', {"part/w.js"}),
    ("index.html", "<style>p{background:url(i.png)}</style>", {"i.png"}),
    ("a.css", "p{background:url('i.png') , url(j.png)}", {"i.png", "j.png"}),
    ("a.css", '@import "b.css";', {"b.css"}),
    ("part/v.js", 'import {x} from "./w.js"; // the i.png', {"part/w.js"}),
    ("part/v.js", "load('../i.png')", {"i.png"}),
    ("part/v.js", "load(base + `part/w.js`)", {"part/w.js"}),
    ("m.webmanifest", '{"icons": [{"src": "i.png"}], "start_url": "."}', {"i.png"}),
    ("s.svg", '<svg><image href="i.png"/></svg>', {"i.png"}),
]


@pytest.mark.parametrize(("path", "text", "found"), REFERRING)
def test_what_refers_to_a_file_is_found(path: str, text: str, found: set[str]) -> None:
    site = SiteFiles(
        {"index.html": "", "a.css": "", "b.css": "", "part/v.js": "", "part/w.js": "", path: text},
        {"i.png", "j.png", "k.png"},
    )
    assert referred(site, path) == found


# Unused files


def theme_site() -> tuple[SiteFiles, set[str]]:
    """Return a site with a search worker and every file it can ask for, and the theme's files."""
    lunr = "assets/javascripts/lunr"
    theme = {
        "assets/javascripts/bundle.js",
        "assets/javascripts/bundle.js.map",
        "assets/javascripts/workers/search.js",
        *(f"{lunr}/min/lunr.{name}.min.js" for name in ("de", "ja", "multi", "stemmer.support")),
        f"{lunr}/tinyseg.js",
        f"{lunr}/wordcut.js",
    }
    texts = {path: "" for path in theme if path.endswith(".js")}
    texts["assets/javascripts/bundle.js"] = "run()\n//# sourceMappingURL=bundle.js.map\n"
    texts["index.html"] = page(
        body='<script>{"search": "assets/javascripts/workers/search.js"}</script>'
        '<script src="assets/javascripts/bundle.js"></script>'
    )
    return SiteFiles(texts, {"assets/javascripts/bundle.js.map", "CNAME"}), theme


SEARCHES = [
    (["en"], set()),
    ([], set()),
    (["de"], {"lunr.de.min.js", "lunr.stemmer.support.min.js"}),
    (["en", "de"], {"lunr.de.min.js", "lunr.multi.min.js", "lunr.stemmer.support.min.js"}),
    (["ja"], {"lunr.ja.min.js", "lunr.stemmer.support.min.js", "tinyseg.js"}),
]


@pytest.mark.parametrize(("languages", "kept"), SEARCHES)
def test_a_site_keeps_the_languages_its_search_reads(languages: list[str], kept: set[str]) -> None:
    site, theme = theme_site()
    drop_source_maps(site)
    drop_unused(site, theme, languages)
    left = {path.rpartition("/")[2] for path in site.paths if "/lunr/" in path}
    assert left == kept


def test_source_maps_go_with_the_comment_that_leads_to_them() -> None:
    site, _ = theme_site()
    drop_source_maps(site)
    assert site.texts["assets/javascripts/bundle.js"] == "run()\n"
    assert not [path for path in site.paths if path.endswith(".map")]


def test_what_an_author_put_there_is_never_left_out() -> None:
    site, theme = theme_site()
    site.theirs = frozenset({"assets/javascripts/lunr/wordcut.js"})
    drop_unused(site, theme, ["en"])
    assert {"CNAME", "assets/javascripts/lunr/wordcut.js"} <= site.paths


# Stylesheets


def test_the_stylesheets_of_a_page_become_one_in_their_order(tmp_path: Path) -> None:
    links = '<link rel="stylesheet" href="{0}a/one.css">\n<link rel="stylesheet" href="{0}two.css">'
    site = SiteFiles(
        {
            "index.html": page(links.format(""), "<p>x</p>"),
            "part/index.html": page(links.format("../")),
            "a/one.css": '@charset "UTF-8";p{background:url(i.png)}',
            "two.css": "p{color:red}",
        },
        {"a/i.png"},
    )
    join_stylesheets(site, tmp_path)
    assert [link["href"] for link in soup(site).select("link")] == ["assets/stylesheets/site.css"]
    other = soup(site, "part/index.html").select("link")
    assert [link["href"] for link in other] == ["../assets/stylesheets/site.css"]
    css = site.texts["assets/stylesheets/site.css"]
    assert css == '@charset "UTF-8";p{background:url(../../a/i.png)}p{color:red}'
    assert "a/one.css" not in site
    assert "two.css" not in site


def test_a_stylesheet_is_joined_whatever_its_name_bytes_and_end(tmp_path: Path) -> None:
    """A space in a name, a mark and a byte that are no UTF-8, a rule left open, a name taken."""
    links = (
        '<link rel="stylesheet" href="{0}my%20one.css"><link rel="stylesheet" href="{0}two.css">'
    )
    site = SiteFiles(
        {
            "part/index.html": page(links.format("../"), "<p>x</p>"),
            "404.html": page(links.format("/case/"), "<p>x</p>"),
            "my one.css": '\ufeffp{content:"\udce9"',
            "two.css": "p{color:red}",
            "assets/stylesheets/site.css": "",
        },
        address=ADDRESS,
    )
    for _ in range(2):  # The second time from the cache.
        again = SiteFiles(dict(site.texts), address=ADDRESS)
        join_stylesheets(again, tmp_path)
        joined = "assets/stylesheets/site1.css"
        assert again.texts[joined] == '@charset "UTF-8";p{content:"\udce9"}p{color:red}'
        assert [link["href"] for link in soup(again, "404.html").select("link")] == [
            f"/case/{joined}"
        ]
        (below,) = soup(again, "part/index.html").select("link")
        assert again.target(str(below["href"]), "part/index.html") == joined
    assert len(list(tmp_path.iterdir())) == 1


def test_a_stylesheet_that_cannot_be_joined_parts_those_around_it(tmp_path: Path) -> None:
    site = SiteFiles(
        {
            "index.html": page(
                '<link rel="stylesheet" href="one.css">'
                '<link rel="stylesheet" href="print.css" media="print">'
                '<link rel="stylesheet" href="two.css">'
                '<link rel="stylesheet" href="https://other.example/x.css">'
                '<link rel="stylesheet" href="loading.css">'
            ),
            "one.css": "p{color:red}",
            "print.css": "p{color:black}",
            "two.css": "p{color:blue}",
            "loading.css": '@import "one.css";',
        }
    )
    join_stylesheets(site, tmp_path)
    assert [link["href"] for link in soup(site).select("link")] == [
        "assets/stylesheets/site.css",
        "print.css",
        "assets/stylesheets/site1.css",
        "https://other.example/x.css",
        "loading.css",
    ]
    # It is still asked for by another.
    assert "one.css" in site


# Names


def fingerprinted(**texts: str) -> tuple[SiteFiles, dict[str, str]]:
    """Return a site of scripts and a page, given names; and those names."""
    site = SiteFiles(
        {
            "index.html": page(body='<script src="a.js"></script><img src="i.png" alt="i.png">'),
            "a.js": 'import "./b.js"',
            "b.js": 'import "./a.js"',
            "alone.js": "",
            **{name.replace("_", "."): text for name, text in texts.items()},
        },
        {"i.png", "report.pdf"},
    )
    return site, add_fingerprints(site, {"report.pdf"}, lambda path: path.encode())


def test_what_is_loaded_gets_a_name_of_its_content() -> None:
    site, names = fingerprinted()
    assert set(names) == {"a.js", "b.js", "i.png"}
    assert all(FINGERPRINTED.search(name) for name in names.values())
    assert soup(site).select("script")[0]["src"] == names["a.js"]
    image = soup(site).select("img")[0]
    assert (image["src"], image["alt"]) == (names["i.png"], "i.png")
    assert site.texts[names["a.js"]] == f'import "./{names["b.js"]}"'
    assert {"alone.js", "report.pdf", names["i.png"]} <= site.paths


def test_a_name_changes_with_the_content_of_what_the_file_loads() -> None:
    before, after = fingerprinted()[1], fingerprinted(b_js='import "./a.js";b()')[1]
    assert before["a.js"] != after["a.js"]
    assert before["b.js"] != after["b.js"]
    assert before["i.png"] == after["i.png"]


def test_the_hash_a_theme_gave_is_exchanged() -> None:
    html = page(body='<script src="bundle.a5f9d56c.min.js"></script>')
    site = SiteFiles({"index.html": html, "bundle.a5f9d56c.min.js": "x"})
    (name,) = add_fingerprints(site, (), str.encode).values()
    assert name.split(".")[0::2] == ["bundle", "js"]
    assert len(name.split(".")) == 3
