"""HTML within a page is read tag by tag, and leads only to what is published."""

from __future__ import annotations

import pytest

from casereport.model import Anchor, Article, Page, Place, RawElement, Severity
from casereport.raw_checks import check_raw_html
from casereport.raw_html import read_tags
from casereport.site import Site
from casereport.source_lines import SourceLines


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<a href='x?a=1&amp;b=2'>A</a>", [("a", {"href": "x?a=1&b=2"})]),
        ("<IMG SRC=a.png ALT>", [("img", {"src": "a.png", "alt": ""})]),
        ("<br/><p id=x>", [("br", {}), ("p", {"id": "x"})]),
        ("<a id=x id=y>", [("a", {"id": "x"})]),
        ("<!-- <img src='a.png'> --><b>", [("b", {})]),
        ("<style>p:'<i>'</style>B", [("style", {"style": "p:'<i>'"})]),
        ("<script>'<img>'</script><b>", [("script", {}), ("b", {})]),
        ("</p> 3 < 4 &lt;img&gt;", []),
        ("<script src=a.js>", [("script", {"src": "a.js"})]),
    ],
)
def test_tags_are_read_and_nothing_in_comments_and_scripts(
    html: str, tags: list[tuple[str, dict[str, str]]]
) -> None:
    assert [(tag.name, tag.attributes) for tag in read_tags(html)] == tags
    assert all(tag.text in html for tag in read_tags(html))


PLACES = """\
---
note: <a id="x">
---

`<a id="x">` and <a
id="x">.

<!-- <b> -->
> <b
> class="c">

## Two words  {: .c #two }

Set {#set}
===

/// caption | #below
///

## Two words
<i id=x>
"""


def test_what_stands_twice_is_found_on_two_lines_and_never_in_code() -> None:
    lines = SourceLines(PLACES)
    assert [lines.of_tag('<a id="x">') for _ in "12"] == [5, None]
    assert [lines.of_tag('<b class="c">'), lines.of_tag("<b>")] == [9, None]
    assert [lines.of_heading("Two words") for _ in "123"] == [12, 20, None]
    assert lines.of_heading("Set") == 14


@pytest.mark.parametrize(
    ("identifier", "line"),
    [("x", 6), ("two", 12), ("tw", None), ("set", 14), ("below", 17), ("c", None)],
)
def test_an_id_is_found_where_it_is_given(identifier: str, line: int | None) -> None:
    assert SourceLines(PLACES).of_id(identifier) == line


ADDRESSES = {
    "docs/index.md": "index.html",
    "docs/case.md": "case/index.html",
    "docs/more/part two.md": "more/part two/index.html",
    "docs/films/course.mp4": "films/course.mp4",
    "docs/notes.pdf": "notes.pdf",
    "docs/more/notes.pdf": "more/notes.pdf",
    "docs/assets/theme.css": "assets/theme.css",
}
OWN = tuple(ADDRESSES)[:-1]
HERE = Place("docs/case.md", 7)


def found(tag: str, page: str = "docs/case.md", **attributes: str) -> list[tuple[str, str, bool]]:
    """Return what is said of one element: cause, cure, and whether it is a warning only."""
    named = {name.replace("_", ":"): value for name, value in attributes.items()}
    raw = (RawElement(tag, named, HERE),)
    pages = [
        Page(
            path,
            anchors=(Anchor("course", HERE),),
            raw=raw if path == page else (RawElement("a", {"name": "old"}, HERE),),
        )
        for path in OWN[:3]
    ]
    site = Site(ADDRESSES, OWN, "figures", ("ct scan.png",))
    problems = list(check_raw_html(Article(tuple(pages)), site, {"docs/index.md": ("cite-1",)}))
    assert all(problem.where == HERE for problem in problems)
    return [(p.what, p.fix, p.severity is Severity.WARNING) for p in problems]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("docs/index.md", "case/"),
        ("docs/index.md", "case"),
        ("docs/index.md", "case/index.html"),
        ("docs/index.md", "./#cite-1"),
        ("docs/index.md", "."),
        ("docs/index.md", "more/part%20two/#course"),
        ("docs/case.md", "../"),
        ("docs/case.md", "../index.html#course"),
        ("docs/case.md", "index.html"),
        ("docs/case.md", "../#old"),
        ("docs/case.md", " ../films/course.mp4 "),
        ("docs/case.md", "#course"),
        ("docs/case.md", "?print"),
        ("docs/case.md", "#top"),
        ("docs/case.md", "#"),
        ("docs/case.md", ""),
        ("docs/more/part two.md", "../../case/#course"),
        ("docs/case.md", "https://example.org/gone#x"),
        ("docs/case.md", "mailto:a@b.org"),
    ],
)
def test_a_link_that_leads_somewhere_is_in_order(page: str, address: str) -> None:
    assert found("a", page, href=address) == []


@pytest.mark.parametrize(
    ("page", "address", "what", "fix"),
    [
        ("docs/index.md", "case.md", "in HTML, where the name", "[words](case.md)"),
        ("docs/index.md", "case.md#course", "in HTML, where the name", "[words](case.md#course)"),
        ("docs/case.md", "notes.pdf", "in HTML, where the name", "[words](notes.pdf)"),
        ("docs/index.md", "films/curse.mp4", "nearest: films/course.mp4", "films/course.mp4"),
        ("docs/case.md", "case/", "nearest: case.md", "[words](case.md)"),
        ("docs/case.md", "index.htm", "nearest: index.md", "[words](index.md)"),
        ("docs/case.md", "../../", "which is not there.", "such as"),
        ("docs/case.md", "zzzzzz/", "which is not there.", "such as"),
        ("docs/case.md", "#corse", "this page does not have; nearest: course", "heading"),
        ("docs/case.md", "../#old2", "docs/index.md does not have; nearest: old", "heading"),
        ("docs/case.md", "http://[x", "cannot be read as an address", "again"),
        ("docs/more/part two.md", "../case/", "nearest: ../case.md", "[words](../case.md)"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem(
    page: str, address: str, what: str, fix: str
) -> None:
    ((said, cure, is_warning),) = found("a", page, href=address)
    assert what in said
    assert fix in cure
    assert not is_warning


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("img", {"src": "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "alt": ""}),
        ("img", {"srcset": "data:image/gif;base64,R0lGOD,lh 2x", "alt": "A"}),
        ("video", {"src": "../films/course.mp4"}),
        ("source", {"src": "../films/course.mp4#t=5"}),
        ("link", {"rel": "stylesheet", "href": "../assets/theme.css"}),
        ("link", {"itemprop": "url", "href": "https://schema.org/Person"}),
        ("iframe", {"src": "../"}),
        ("iframe", {"src": "about:blank"}),
        ("use", {"href": "#shape"}),
        ("p", {"style": "color: red; fill: url(#a)"}),
        ("form", {"action": "https://example.org/"}),
    ],
)
def test_what_is_published_or_stands_in_the_page_is_fetched(
    tag: str, attributes: dict[str, str]
) -> None:
    assert found(tag, **attributes) == []


@pytest.mark.parametrize(
    ("tag", "name", "address"),
    [
        ("img", "src", "https://example.org/a.png"),
        ("img", "src", " //example.org/a.png"),
        ("img", "src", "\\\\example.org\\a.png"),
        ("img", "srcset", "HTTPS://example.org/a.png 2x"),
        ("source", "srcset", "data:image/gif;base64,R0, https://example.org/a.png 2x"),
        ("image", "href", "https://example.org/a.png"),
        ("use", "xlink_href", "https://example.org/a.svg#b"),
        ("iframe", "src", "https://example.org/"),
        ("script", "src", "https://example.org/a.js"),
        ("link", "href", "https://example.org/a.css"),
        ("video", "src", "https://example.org/a.mp4"),
        ("video", "poster", "https://example.org/a.png"),
        ("audio", "src", "https://example.org/a.mp3"),
        ("track", "src", "https://example.org/a.vtt"),
        ("embed", "src", "https://example.org/a.pdf"),
        ("object", "data", "https://example.org/a.pdf"),
        ("input", "src", "https://example.org/a.png"),
        ("td", "background", "https://example.org/a.png"),
        ("p", "style", "background: URL( 'https://example.org/a.png' )"),
        ("style", "style", "@import '//example.org/a.css'"),
    ],
)
def test_what_another_host_would_be_asked_for_is_a_problem(
    tag: str, name: str, address: str
) -> None:
    beside = {"img": {"alt": "A scan."}, "link": {"rel": "stylesheet"}}.get(tag, {})
    ((what, fix, is_warning),) = found(tag, **{name: address, **beside})
    assert "example.org" in what.replace("\\", "/")
    assert "another host" in what
    assert fix
    assert not is_warning


@pytest.mark.parametrize(
    ("tag", "attributes", "what", "fix"),
    [
        ("img", {"src": "../figures/ct%20scan.png"}, "no file", "(../figures/ct scan.png)"),
        ("img", {"src": "ct-scan.png"}, "nearest: ../figures/ct scan.png", "(../figures/ct scan"),
        ("img", {"src": "zzz.jpg"}, "zzz.jpg in HTML, which is no file", "(../figures/…)"),
        ("img", {"src": "C:\\scans\\zzz.jpg"}, "no file", "![what it shows]"),
        ("img", {"src": "file:///scans/zzz.jpg"}, "no file", "![what it shows]"),
        ("img", {"src": "/figures/zzz.jpg"}, "no file", "![what it shows]"),
        ("img", {"src": ""}, "shows nothing in HTML", "![what it shows]"),
        ("img", {"src": "http://[x"}, "no file", "![what it shows]"),
        ("source", {"srcset": "zzz.avif 2x"}, "shows zzz.avif", "![what it shows]"),
        ("source", {"src": "course.mp4"}, "nearest: ../films/course.mp4", "case/index.html"),
        ("video", {"src": "films/course.mp4"}, "nearest: ../films/course.mp4", "case/index.html"),
        ("script", {"src": "zzzzzz"}, "loads zzzzzz by <script>", "case/index.html"),
    ],
)
def test_what_is_not_published_is_a_problem(
    tag: str, attributes: dict[str, str], what: str, fix: str
) -> None:
    beside = {"alt": "A scan."} if tag == "img" else {}
    ((said, cure, is_warning),) = found(tag, **attributes, **beside)
    assert what in said
    assert fix in cure
    assert not is_warning


@pytest.mark.parametrize(
    ("tag", "name", "address", "cure"),
    [
        ("a", "href", "/case/", "[words]"),
        ("video", "src", "/films/course.mp4", "../films/course.mp4"),
    ],
)
def test_an_address_from_the_servers_root_is_a_warning(
    tag: str, name: str, address: str, cure: str
) -> None:
    ((what, fix, is_warning),) = found(tag, **{name: address})
    assert address in what
    assert cure in fix
    assert is_warning


def test_an_image_says_what_it_shows_or_that_it_only_decorates() -> None:
    source = "data:image/gif;base64,R0"
    ((what, fix, _),) = found("img", src=source)
    assert "without alt text" in what
    assert 'alt=""' in fix
    assert found("img", src=source, alt="") == []
    assert found("source", srcset=source) == []
