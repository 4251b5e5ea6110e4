"""A page is read in reading order by Python-Markdown alone, and markers stay where numbers will be.

The cases stand in ``tests/cases/collecting/``; the Markdown is set up as in every tiny case.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown import Markdown

from casereport.citations import citation_text
from casereport.extension import CaseReportExtension
from casereport.markers import left_over, marker, name_of, resolve
from casereport.model import Figure, FigureReference, Page, Picture, Place
from tiny import SETTINGS

CASES = Path(__file__).parent / "cases" / "collecting"
NUMBERS = {key: number for number, key in enumerate(ascii_lowercase, start=1)}
PAGE = "docs/page.md"


def reader() -> tuple[Markdown, CaseReportExtension]:
    """Return a Markdown with the extension, and the extension."""
    extension = CaseReportExtension()
    # MkDocs adds the first of these by itself.
    names: list[Any] = ["toc", extension]
    configs: dict[str, dict[str, Any]] = {}
    given = SETTINGS["markdown_extensions"]
    assert isinstance(given, list)
    for name in given:
        configs |= name if isinstance(name, dict) else {}
        names += name if isinstance(name, dict) else [name]
    return Markdown(extensions=names, extension_configs=configs), extension


def convert(text: str, path: str = PAGE) -> tuple[Page, BeautifulSoup]:
    """Return what was collected from a page, and its document, markers resolved as far as known."""
    markdown, extension = reader()
    extension.read(path, text)
    # MkDocs takes the front matter away.
    body = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    html, page = markdown.convert(body), extension.page
    known = {
        name_of("citation", index): escape(citation_text(citation, NUMBERS))
        for index, citation in enumerate(page.citations)
        if set(citation.keys) <= NUMBERS.keys()
    }
    for index, _ in enumerate(page.passages.sentences):
        known |= {name_of("sentence", index): "", name_of("sentence-end", index): ""}
    return page, BeautifulSoup(resolve(html, known), "lxml")


def words_of(document: BeautifulSoup) -> str:
    """Return a page's words without markers, with single spaces."""
    text = document.get_text(" ", strip=False)
    for other in ("page-notices", "page-end"):
        text = text.replace(marker(other), " ")
    return " ".join(text.split())


def cases(table: str) -> list[Any]:
    """Return every case of a table."""
    data = yaml.safe_load((CASES / table).read_text("utf-8"))
    return [
        pytest.param(case, id=" ".join(filter(None, (case.get("kind"), case["name"]))))
        for case in data
    ]


@pytest.mark.parametrize("case", cases("citations.yml"))
def test_citations_are_read_where_they_are_meant(case: dict[str, Any]) -> None:
    page, document = convert(case["text"])
    assert [list(citation.keys) for citation in page.citations] == case["cites"]
    if "reads" in case:
        assert words_of(document).replace(" [", "[") == case["reads"].replace(" [", "[")
        assert not left_over(words_of(document))
    expected = case.get("problems", [])
    assert [problem.where for problem in page.problems] == [Place(PAGE, n) for n, _ in expected]
    for problem, (_, words) in zip(page.problems, expected, strict=True):
        assert words in problem.what
        assert problem.fix


@pytest.mark.parametrize(
    "text",
    ["[@a, @b]", "[@a and @b]", "[@a.]", "[@a--b]", "[@{two words}]", "[@o'neil]", "[@a see [3]]"],
)
def test_what_looks_like_a_citation_is_read_whole_or_reported(text: str) -> None:
    page, document = convert(f"Shown {text}.")
    assert page.problems or "@" not in words_of(document)


@pytest.mark.parametrize(
    "text", ['[x](x.md "As [@x]")', "[x](x.md?q=[@x])", '![x](x.png "As [@x]")']
)
def test_titles_and_addresses_keep_their_words_or_are_reported(text: str) -> None:
    page, document = convert(text)
    (element,) = document.select("a, img")
    assert page.problems or "[@x]" in unquote(" ".join(map(str, element.attrs.values())))


@pytest.mark.parametrize("case", cases("lines.yml"))
def test_everything_names_its_own_line(case: dict[str, Any]) -> None:
    page, _ = convert(case["text"])
    found = getattr(page, case["kind"])
    assert [each.where for each in found] == [Place(PAGE, line) for line in case["lines"]]


CAPTION = "\n\n/// figure-caption\nSeen.\n///\n"
NAMED = "\n\n/// figure-caption | #fig\nSeen.\n///\n"
A, B = "![A](../figures/a.png)", "![B](../figures/b.png)"


@pytest.mark.parametrize(
    ("text", "figure", "panels"),
    [
        pytest.param(A + NAMED, "fig", [""], id="an id given to the figure"),
        pytest.param(A + "{#own}" + NAMED, "fig", ["own"], id="ids given to both"),
        pytest.param(A + "{#own}" + CAPTION, "own", ["own"], id="an id given to the image"),
        pytest.param(A + CAPTION, "a", [""], id="an id made for a single panel"),
        pytest.param(f"{A}\n{B}{NAMED}", "fig", ["a", "b"], id="ids made for panels"),
        pytest.param(f"{A}{{#x}}\n{B}{{#y}}{NAMED}", "fig", ["x", "y"], id="all ids given"),
        pytest.param(f"{A}{{#x}}\n{B}{NAMED}", "fig", ["x", "b"], id="one panel's id given"),
        pytest.param(f"{A} {B}{CAPTION}", "figure-a", ["a", "b"], id="all ids made"),
        pytest.param(f"{A}{{#x}}\n{B}{CAPTION}", "figure-x", ["x", "b"], id="made of a given one"),
        pytest.param(
            f"!!! note\n    {A}\n\n    /// figure-caption | #fig\n    Seen.\n    ///\n",
            "fig",
            [""],
            id="in an admonition",
        ),
    ],
)
def test_a_figure_and_its_panels_have_ids(text: str, figure: str, panels: list[str]) -> None:
    page, document = convert(text)
    (found,) = page.figures
    assert found.id == figure
    assert [panel.id for panel in found.panels] == panels
    assert list(page.ids) == list(dict.fromkeys([figure, *filter(None, panels)]))
    assert not page.pictures
    assert not page.problems
    element = document.select_one("figure")
    assert element is not None
    assert element["id"] == figure
    assert not element.select("img")
    assert marker("figure-panels") in element.get_text()
    caption = element.select_one("figcaption")
    assert caption is not None
    assert " ".join(caption.get_text(" ").split()) == (
        f"{marker('figure-label')} Seen. {marker('figure-notes')}"
    )


@pytest.mark.parametrize(
    "image", ["![A](<../figures/my scan.png>)", "![A](../figures/my%20scan.png)"]
)
def test_an_id_that_is_made_holds_no_space(image: str) -> None:
    page, _ = convert(image + CAPTION)
    assert [panel.source for panel in page.figures[0].panels] == ["figures/my scan.png"]
    assert not [identifier for identifier in page.ids if " " in identifier]


def test_an_image_is_collected_with_its_alt_text_and_place() -> None:
    page, _ = convert(f"x\n\n{A}\n![](../figures/b.png){{#own}}{NAMED}")
    first, second = Place(PAGE, 3), Place(PAGE, 4)
    panels = (
        Picture("figures/a.png", "A", first, "a"),
        Picture("figures/b.png", "", second, "own"),
    )
    assert page.figures == (Figure("fig", panels, first),)


@pytest.mark.parametrize(
    "text", [f"Look: {A}{NAMED}", f"{A}\nand\n{B}{NAMED}", f"{A} [@a]{NAMED}", f"{A} `x`{NAMED}"]
)
def test_words_among_the_images_of_a_figure_are_a_problem(text: str) -> None:
    page, _ = convert(f"Text.\n\n{text}")
    (problem,) = page.problems
    assert "words among the images" in problem.what
    assert problem.where.line in {3, 4}


@pytest.mark.parametrize(
    ("text", "path", "sources"),
    [
        (f"Seen {A} and ![B](b.png)", PAGE, ["figures/a.png", "docs/b.png"]),
        ("![A](../../figures/a.png)", "docs/more/page.md", ["figures/a.png"]),
        ("![A](https://example.org/a.png)", PAGE, ["https://example.org/a.png"]),
        ("![A](https://example.org/a.png)" + NAMED, PAGE, ["https://example.org/a.png"]),
        ("![A][r]\n\n[r]: ../figures/a.png", PAGE, ["figures/a.png"]),
    ],
)
def test_images_without_a_figure_are_collected(text: str, path: str, sources: list[str]) -> None:
    page, document = convert(text, path)
    assert page.figures == ()
    assert [picture.source for picture in page.pictures] == sources
    assert len(document.select("img")) == sum(not s.startswith("figures/") for s in sources)


def test_a_caption_below_a_table_makes_no_figure() -> None:
    page, document = convert("| A |\n|---|\n| x |\n\n/// caption | #tab\nSeen.\n///\n")
    assert (page.figures, page.ids, page.problems) == ((), ("tab",), ())
    assert len(document.select("figure#tab table")) == 1


@pytest.mark.parametrize(
    ("text", "links", "references"),
    [
        (
            "[x](case.md) <https://a.b> [m](mailto:a@b.c)",
            ["case.md", "https://a.b", "mailto:a@b.c"],
            [],
        ),
        ("[the scan](#ct)", ["#ct"], []),
        ("[](#ct) [ ](case.md#axial)", [], ["ct", "axial"]),
        ("[](#%C3%BCbersicht)", [], ["übersicht"]),
        ("[**x**](#ct)", ["#ct"], []),
        (A + "\n\n/// figure-caption\nSee [](#b) and [x](case.md).\n///\n", ["case.md"], ["b"]),
        ("`[](#ct)` `[x](case.md)`", [], []),
    ],
)
def test_links_with_words_and_without_are_told_apart(
    text: str, links: list[str], references: list[str]
) -> None:
    page, _ = convert(text)
    assert [link.target for link in page.links] == links
    where = Place(PAGE, text[: text.find("[]")].count("\n") + 1)
    assert list(page.figure_references) == [FigureReference(each, where) for each in references]


def test_ids_are_collected_in_reading_order() -> None:
    page, _ = convert(
        f"# One\n\n## Two\n\n{A}{NAMED}\n\n## Two\n\nX\n{{#three}}\n\nY\n{{#three}}\n"
    )
    assert page.ids == ("one", "two", "fig", "two_1", "three", "three")


@pytest.mark.parametrize(
    ("text", "blocks", "says"),
    [
        ("# A\n\n/// references\n///\n", ("references",), None),
        (
            "/// article-metadata\n///\n\n/// references\n///\n",
            ("article-metadata", "references"),
            None,
        ),
        ("```\n/// references\n///\n```\n", (), None),
        ("/// reference\n///\n", (), "nearest: references"),
        (f"{A}\n\n/// figurecaption\nSeen.\n///\n", (), "nearest: figure-caption"),
    ],
)
def test_blocks_of_the_whole_case_leave_a_marker(
    text: str, blocks: tuple[str, ...], says: str | None
) -> None:
    page, document = convert(text)
    assert page.blocks == blocks
    assert all(marker(name) in document.get_text() for name in blocks)
    assert [says for problem in page.problems if says and says in problem.what] == [says] * bool(
        says
    )
    assert len(page.problems) == bool(says)


@pytest.mark.parametrize("text", ["# One\n\nText.", "Text.", "Text.\n\n# One"])
def test_a_page_has_a_place_for_notices_below_its_title_and_one_at_its_end(
    text: str,
) -> None:
    words = convert(text)[1].get_text()
    assert [words.count(marker(name)) for name in ("page-notices", "page-end")] == [1, 1]
    assert words.rstrip().endswith(marker("page-end"))
    before = words.partition(marker("page-notices"))[0].strip()
    assert before.endswith("One") if "# One" in text else before == ""


def test_one_reader_reads_page_after_page() -> None:
    markdown, extension = reader()
    texts = {
        "docs/a.md": "[@a]\n\n# A",
        "docs/b.md": "x\n[@b]",
        "docs/c.md": "",
        "docs/d.md": " \n",
    }
    pages = []
    for path, text in texts.items():
        extension.read(path, text)
        markdown.reset()
        markdown.convert(text)
        pages.append(extension.page)
    assert [page.path for page in pages] == list(texts)
    cited = [[(*citation.keys, citation.where.line) for citation in p.citations] for p in pages]
    assert cited == [[("a", 1)], [("b", 2)], [], []]
