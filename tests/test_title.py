"""The title is written once, in the front matter of the first page, and heads the article.

The site, and every other form of the article, says it in its own place and just once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from jats.documents import validate
from reading import BIBTEX, LIGHT, Report, Site, build, only, words
from test_forms_numbers import epub_text
from tiny import REFERENCES, TinyCase, article, case_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tiny import Built

TITLE = 'On “Tumor” & "Vein": a < b, &lt; <b>c</b>, it\'s *so*'
FRONT = f"---\ntitle: {json.dumps(TITLE)}\n---\n\n"
LIST = "## References\n\n/// references\n///\n"
CASE = {"docs/case.md": "# Case\n\nWords [@a].\n", "docs/references.md": REFERENCES}
BODY = "Text [@a].\n\n## Part\n\nMore.\n"

FILES: Mapping[str, Mapping[str, str]] = {
    "the report stands on the first page": {
        "docs/index.md": f"{FRONT}{BODY}\n{LIST}",
        "docs/references.md": "# More\n",
    },
    "the first page leads to others": {"docs/index.md": f"{FRONT}A summary.\n", **CASE},
    "the first page carries numbers": {"docs/index.md": f"{FRONT}{BODY}", **CASE},
}


@pytest.fixture(scope="module", params=list(FILES.values()), ids=list(FILES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case whose title stands in its front matter alone, in every form."""
    case = TinyCase(tmp_path_factory.mktemp("titled"))
    case.settings(
        plugins=["search", BIBTEX, "casereport"],
        markdown_extensions=["attr_list", {"toc": {"permalink": True}}],
    )
    case.write({**request.param, "references.bib": article("a")})
    made = build(case, "--strict")
    assert made.exit_code == 0, made.output
    return made


@pytest.fixture(scope="module")
def site(built: Built) -> Site:
    """Return its site."""
    return Site(built.site)


# The site.


def test_the_first_page_is_headed_by_the_title(site: Site) -> None:
    (heading,) = site.content("index.html").select("h1")
    sign = only(heading.select_one(".headerlink")).extract()
    assert words(heading) == TITLE
    assert site.landing("index.html", str(sign["href"])) is heading
    assert not only(site.content("index.html")).find_all("p")[0].find_all_next("h1")


def test_the_browser_shows_the_title_in_its_tab_and_in_the_header(site: Site) -> None:
    page = site.pages["index.html"]
    assert words(only(page.title)) == TITLE
    assert (
        words(only(page.select_one("header > div > a")))
        == case_settings(site.folder.parent)["site_name"]
    )


def test_the_search_finds_the_first_page_by_its_title(site: Site) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text("utf-8"))
    (found,) = [each["title"] for each in index["docs"] if not each["location"]]
    assert words(BeautifulSoup(found, "lxml")) == TITLE


# The other forms.


def _pdf(site: Path) -> str:
    document = pypdfium2.PdfDocument(site / "case-report.pdf")
    assert document.get_metadata_dict()["Title"] == TITLE
    # Its foot and the heads of later pages repeat it.
    return " ".join(document[0].get_textpage().get_text_range().split())


def _docx(site: Path) -> str:
    document = docx.Document(str(site / "case-report.docx"))
    assert document.core_properties.title == TITLE
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    return " ".join(paragraph.text for paragraph in document.paragraphs)


def _jats(site: Path) -> str:
    validate(site / "case-report.xml")
    article = etree.parse(site / "case-report.xml").getroot()
    return " ".join("".join(article.itertext()).split())


def _markdown(name: str) -> Callable[[Path], str]:
    """Return what reads a Markdown file, its escapes resolved."""

    def read(site: Path) -> str:
        return re.sub(r"\\(.)", r"\1", (site / name).read_text("utf-8"))

    return read


READERS: Mapping[str, Callable[[Path], str]] = {
    "pdf": _pdf,
    "docx": _docx,
    "epub": lambda site: epub_text(site, []),
    "jats": _jats,
    "one Markdown file": _markdown("case-report.md"),
    "the first page's twin": _markdown("index.md"),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_every_form_says_the_title_once_and_before_the_report(
    read: Callable[[Path], str], built: Built
) -> None:
    text = read(built.site)
    assert text.count(TITLE) == 1
    assert not re.search(r"Text|Words|A summary", text.partition(TITLE)[0])


# Whether a heading is the author's own.

HEADINGS = {
    "none": ("Words.\n", TITLE),
    "none, and nothing else": ("", TITLE),
    "one of a lower level": ("## Words\n", TITLE),
    "one in a comment": ("<!-- <h1>No</h1> -->\n\nWords.\n", TITLE),
    "one in code": ("`<h1>No</h1>`\n\n    <h1>No</h1>\n", TITLE),
    "its own": ("# Another\n\nWords.\n", "Another"),
    "its own, below words": ("Words.\n\nAnother\n=======\n", "Another"),
    "its own in raw HTML": ("<div><h1>Another</h1></div>\n\nWords.\n", "Another"),
}


@pytest.mark.parametrize(("text", "heading"), HEADINGS.values(), ids=HEADINGS)
def test_a_page_keeps_the_heading_it_writes_itself(
    text: str, heading: str, tiny_case: TinyCase
) -> None:
    tiny_case.settings(**LIGHT)
    tiny_case.write({"docs/index.md": f"{FRONT}{text}"})
    made = build(tiny_case)
    assert made.exit_code == 0, made.output
    assert [words(each) for each in Site(made.site).pages["index.html"].select("h1")] == [heading]
    if heading != TITLE:
        (problem,) = Report.read(made.output).problems
        assert problem.what.startswith(f"is headed “{heading}”, while the title")


WRITTEN = {
    "characters of HTML": ("a < b & c", "a &lt; b &amp; c"),
    "code": ("a < b & c", "`a < b` & c"),
    "marks": ("in vivo, H&E", "*in vivo*, H&E"),
    "a French colon": ("Tumeur : un cas", "Tumeur : un cas"),
}


@pytest.mark.parametrize(("title", "heading"), WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("permalink", [False, True])
def test_a_heading_of_the_same_words_is_no_mistake(
    title: str, heading: str, *, permalink: bool, tiny_case: TinyCase
) -> None:
    extensions = [{"toc": {"permalink": permalink}}]
    tiny_case.settings(**LIGHT, markdown_extensions=extensions)
    tiny_case.write({"docs/index.md": f"---\ntitle: '{title}'\n---\n\n# {heading}\n"})
    made = build(tiny_case, "--strict")
    assert made.exit_code == 0, made.output


def test_other_pages_and_pages_without_a_title_are_given_no_heading(tiny_case: TinyCase) -> None:
    tiny_case.settings(**LIGHT)
    tiny_case.write(
        {"docs/index.md": "Words.\n", "docs/other.md": "---\ntitle: Other\n---\n\nWords.\n"}
    )
    made = build(tiny_case, "--strict")
    assert made.exit_code == 0, made.output
    pages = Site(made.site).pages
    assert not [page for page in ("index.html", "other/index.html") if pages[page].select("h1")]
