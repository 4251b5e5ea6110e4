"""What is done to pages before they are published: their policy, their markup, what comes first."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote

import pytest

from casereport.publishing.first_sight import delay_scripts, hold_icons, hurry_first_images
from casereport.publishing.page_markup import hindered, mend_boxes, move_styles, shield_links
from casereport.publishing.policy import policy, set_policy
from casereport.publishing.site_files import SiteFiles
from publishing.small_sites import page, soup

ADDRESS = "https://example.org/case/"


# Policy


def directives(site: SiteFiles, path: str = "index.html") -> dict[str, list[str]]:
    """Return the directives of a page's policy."""
    (meta,) = soup(site, path).select('head > meta[http-equiv="Content-Security-Policy"]')
    parts = [part.split() for part in str(meta["content"]).split(";")]
    return {name: sources for name, *sources in parts}


def hash_of(text: str) -> str:
    """Return how a policy names an inline script (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_names_every_inline_script_of_every_page_and_no_data() -> None:
    site = SiteFiles(
        {
            "index.html": page('<script>one("é")\n</script><script src="a.js"></script>'),
            "part/index.html": page('<script type="module">two()</script>'),
            "data.html": page('<script type="application/ld+json">{"a": 1}</script>'),
            "windows.html": page("<script>three()\r\nfour()</script>"),
        }
    )
    set_policy(site)
    expected = {hash_of('one("é")\n'), hash_of("two()"), hash_of("three()\nfour()"), "'self'"}
    for path in site.texts:
        assert set(directives(site, path)["script-src"]) == expected


def test_the_policy_stands_behind_the_encoding_and_before_all_else() -> None:
    site = SiteFiles({"index.html": page("<title>x</title>"), "bare.html": "<p>x</p>"})
    set_policy(site)
    names = [child.name for child in soup(site).select("head > *")]
    assert names == ["meta", "meta", "meta", "title"]
    assert soup(site).select("head > meta")[0]["charset"] == "utf-8"
    assert soup(site).select('meta[name="referrer"]')[0]["content"] == "no-referrer"
    # What has no head is no page of the build's.
    assert site.texts["bare.html"] == "<p>x</p>"


def test_the_policy_allows_nothing_unsafe() -> None:
    text = policy(["a"], [])
    assert "unsafe" not in text
    assert "*" not in text
    assert text.startswith("default-src 'none'; ")


def test_a_page_the_author_made_is_published_as_it_is() -> None:
    site = SiteFiles({"own.html": page('<p style="color:red">')}, theirs=frozenset({"own.html"}))
    before = dict(site.texts)
    move_styles(site)
    shield_links(site)
    set_policy(site)
    assert site.texts == before


# Markup

LINKS = [
    ('<a href="https://other.example/">', ["noopener", "noreferrer"]),
    ('<a href="//other.example/" rel="license noopener">', ["license", "noopener", "noreferrer"]),
    ('<a href="https://example.org/case/part/">', []),
    ('<a href="part/" rel="next">', ["next"]),
    ('<a href="mailto:a@other.example">', []),
]


@pytest.mark.parametrize(("link", "rel"), LINKS)
def test_a_link_to_another_host_tells_it_nothing(link: str, rel: list[str]) -> None:
    site = SiteFiles({"index.html": page(body=f"{link}x</a>")}, address=ADDRESS)
    shield_links(site)
    assert soup(site).select("a")[0].get_attribute_list("rel") == rel


def test_style_attributes_become_rules() -> None:
    html = page(
        '<link rel="stylesheet" href="../a.css">',
        '<td class="x" style="text-align: right;">1</td><td style="text-align: right;">2</td>',
    )
    site = SiteFiles({"part/index.html": html, "a.css": ""})
    move_styles(site)
    assert not soup(site, "part/index.html").select("[style]")
    first, second = soup(site, "part/index.html").select("td")
    name = str(second["class"][0])
    assert first["class"] == ["x", name]
    assert (
        site.texts["assets/stylesheets/inline.css"] == f".{name}{{text-align:right !important}}\n"
    )
    sheets = [link["href"] for link in soup(site, "part/index.html").select("link")]
    assert sheets == ["../a.css", "../assets/stylesheets/inline.css"]


HINDERED = [
    ('<p onclick="go()">', "<p onclick=…> does nothing"),
    ('<a href="javascript:go()">', "javascript: does nothing"),
    ('<img src="https://other.example/i.png">', "<img> would fetch https://other.example/i.png"),
    ('<script src="https://other.example/a.js">', "<script> would fetch"),
    ('<iframe src="part/">', "<iframe> stays empty"),
]


@pytest.mark.parametrize(("markup", "sentence"), HINDERED)
def test_what_a_page_asks_for_in_vain_is_said(markup: str, sentence: str) -> None:
    site = SiteFiles({"index.html": page(body=markup)})
    (found,) = hindered(site, ())
    assert found.startswith("index.html: ")
    assert sentence in found


def test_what_every_page_of_the_theme_has_is_said_only_where_the_settings_name_it() -> None:
    html = page('<script src="https://other.example/a.js"></script>')
    site = SiteFiles({"index.html": html, "404.html": html})
    assert list(hindered(site, ())) == []
    assert len(list(hindered(site, {"https://other.example/a.js"}))) == 2


def test_a_page_without_fault_is_not_spoken_of() -> None:
    links = '<link rel="canonical" href="https://example.org/"><link rel="icon" href="i.png">'
    body = '<a href="https://other.example/">x</a><img src="i.png"><script>a()</script>'
    assert list(hindered(SiteFiles({"index.html": page(links, body)}), ())) == []


# The first sight


def test_the_first_image_that_does_not_wait_comes_before_all_others() -> None:
    body = (
        '<img src="1.png" loading="lazy" decoding="async"><img src="2.png" decoding="async">'
        '<img src="3.png" decoding="async">'
    )
    site = SiteFiles({"index.html": page(body=body)})
    hurry_first_images(site)
    told = [
        (image.get("fetchpriority"), image.get("decoding")) for image in soup(site).select("img")
    ]
    assert told == [(None, "async"), ("high", None), (None, "async")]


SIZED = 'srcset="1.{0} 1w, 2.{0} 2w" sizes="50vw"'
SOURCES = f'<source type="image/avif" {SIZED}><source type="image/webp" {SIZED}>'
PRELOADED = [
    (
        f'<picture>{SOURCES.format("avif")}<img src="1.png" {SIZED.format("png")}></picture>',
        {"type": "image/avif", "imagesrcset": "1.avif 1w, 2.avif 2w", "imagesizes": "50vw"},
    ),
    ('<picture><img src="1.svg"></picture>', {"href": "1.svg"}),
    (
        f'<picture>{SOURCES}<img src="1.png" loading="lazy"></picture><img src="2.png">',
        {"href": "2.png"},
    ),
    ('<img src="1.png" loading="lazy">', None),
    ('<img src="1.png" fetchpriority="low">', None),
]


@pytest.mark.parametrize(("body", "asked"), PRELOADED)
def test_the_head_asks_for_what_browsers_take_of_the_first_image(
    body: str, asked: dict[str, str] | None
) -> None:
    site = SiteFiles({"index.html": page('<link rel="stylesheet" href="a.css">', body)})
    hurry_first_images(site)
    found = soup(site).select("link[rel=preload] + link[rel=stylesheet]")
    told = [link.find_previous_sibling("link").attrs for link in found]  # type: ignore[union-attr]
    always = {"rel": ["preload"], "as": "image", "fetchpriority": "high"}
    assert told == ([always | asked] if asked else [])


DRAWN = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
ICONS = [
    ("i.svg", DRAWN, f"data:image/svg+xml,{quote(DRAWN)}"),
    ("i.svg", DRAWN.replace("M0", "M0" * 500), "i.svg"),
    ("i.svg", "no drawing", "i.svg"),
    ("i.png", None, "i.png"),
    ("gone.svg", None, "gone.svg"),
]


@pytest.mark.parametrize(("name", "content", "address"), ICONS)
def test_a_small_icon_that_is_a_drawing_needs_no_request(
    name: str, content: str | None, address: str
) -> None:
    site = SiteFiles({"index.html": page(f'<link rel="icon" href="{name}">')})
    if content:
        site.texts[name] = content
    hold_icons(site)
    (icon,) = soup(site).select("link[rel=icon]")
    assert icon["href"] == address


def test_the_manifest_waits_with_the_scripts_and_without_them_does_not() -> None:
    link = '<link rel="manifest" href="m.webmanifest">'
    for body, waits in (('<script src="a.js"></script>', True), ("", False)):
        site = SiteFiles({"index.html": page(link, body), "a.js": ""})
        delay_scripts(site, THEME)
        (found,) = soup(site).select("link[rel=manifest]")
        assert (found.find_parent("noscript", {"data-late": ""}) is not None) is waits


THEME = frozenset({"a.js", "b.js"})
LATE = [
    ('<script src="a.js"></script><script src="b.js"></script>', ["late", "late"]),
    ('<script>c()</script><script src="a.js"></script>', ["late"]),
    ('<script src="a.js"></script><script>c()</script>', ["now"]),
    ('<script src="a.js"></script><script type="text/json">{}</script>', ["late"]),
    ('<script src="a.js"></script><script src="own.js"></script>', ["deferred", "deferred"]),
    ('<script src="a.js"></script><script src="b.js" async></script>', ["now", "now"]),
]


@pytest.mark.parametrize(("body", "when"), LATE)
def test_scripts_wait_where_nothing_depends_on_them(body: str, when: list[str]) -> None:
    site = SiteFiles({"index.html": page(body=body), "a.js": "", "b.js": "", "own.js": ""})
    delay_scripts(site, THEME)

    def told(script: object) -> str:
        attributes = getattr(script, "attrs", {})
        if "data-late" in attributes:
            assert attributes == {"type": "text/plain", "data-late": attributes["data-late"]}
            assert attributes["data-late"] in THEME
            return "late"
        return "deferred" if "defer" in attributes else "now"

    assert [told(script) for script in soup(site).select("[src], [data-late]")] == when
    starters = [script for script in soup(site).select("script") if "data-late" in script.text]
    assert len(starters) == ("late" in when)


# Boxes to tick


def test_the_themes_own_boxes_are_hidden_and_an_authors_are_not() -> None:
    boxes = '<input class="md-toggle" type="checkbox" autocomplete="off">'
    boxes += '<input type="checkbox" autocomplete="off">'
    site = SiteFiles({"index.html": page(boxes)})
    mend_boxes(site)
    found = soup(site, "index.html").select("input")
    assert ["hidden" in box.attrs for box in found] == [True, False]


def test_boxes_have_no_autocomplete_and_fields_keep_theirs() -> None:
    box = '<input type="checkbox" id="a" autocomplete="off" checked>'
    site = SiteFiles({"index.html": page(f'{box}<input type="text" autocomplete="off">')})
    mend_boxes(site)
    first, second = soup(site, "index.html").select("input")
    assert first.attrs == {"type": "checkbox", "id": "a", "checked": ""}
    assert second["autocomplete"] == "off"
