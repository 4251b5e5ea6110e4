"""Abbreviations are read from a glossary, and found as whole words of ordinary text.

The cases stand in ``tests/cases/glossary/``; the Markdown is set up as in every tiny case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from bs4 import BeautifulSoup
from bs4.element import Comment
from markdown import Markdown
from markdown.util import AtomicString

from casereport.abbreviations import mark_abbreviations
from casereport.explaining import entries
from casereport.extension import CaseReportExtension
from casereport.glossary import Glossary, check_glossary, read_glossary, used_terms
from casereport.markers import left_over, name_of, resolve
from casereport.model import Abbreviation, Article, Entry, ImageRecord, Page, Place
from casereport.passages import COMPARISON_BLOCK, Graphic, Passage, Passages
from tiny import SETTINGS

CASES = Path(__file__).parent / "cases" / "glossary"
TERMS = ("CT", "IVC", "R0", "CO", "PD", "PD-L1", "β-hCG", "A&E", "mM", "MM", "deep vein")
FILE = "glossary.yml"


def cases(table: str) -> list[Any]:
    """Return every case of a table."""
    data = yaml.safe_load((CASES / table).read_text("utf-8"))
    return [pytest.param(case, id=case["name"]) for case in data]


def read(text: str, terms: tuple[str, ...] = TERMS) -> tuple[Page, str]:
    """Return a page, and its words with each explained abbreviation between « and »."""
    extension = CaseReportExtension(abbreviations=terms)
    names: list[Any] = ["toc", extension]
    configs: dict[str, dict[str, Any]] = {}
    given = SETTINGS["markdown_extensions"]
    assert isinstance(given, list)
    for name in given:
        configs |= name if isinstance(name, dict) else {}
        names += name if isinstance(name, dict) else [name]
    markdown = Markdown(extensions=names, extension_configs=configs)
    extension.read("docs/page.md", text)
    html, page = markdown.convert(text), extension.page
    known = {name_of("citation", index): "[1]" for index in range(len(page.citations))}
    for index, words in enumerate(page.abbreviations):
        known[name_of("abbreviation", index)] = f"«{words.replace('&', '&amp;')}»"
    for kind in ("page-notices", "page-end", "figure-panels", "figure-label", "figure-notes"):
        known[name_of(kind)] = ""
    known[name_of("picture")] = ""
    known |= {name_of("footnote", index): str(index + 1) for index in range(page.notes)}
    for index in range(len(page.passages.sentences)):
        known |= {name_of("sentence", index): "", name_of("sentence-end", index): ""}
    resolved = resolve(html, known)
    assert not left_over(resolved)
    soup = BeautifulSoup(resolved, "lxml")
    texts = soup.find_all(string=lambda text: not isinstance(text, Comment))
    return page, " ".join("".join(texts).split())


@pytest.mark.parametrize("case", cases("matching.yml"))
def test_abbreviations_are_found_where_they_are_words_of_the_text(case: dict[str, str]) -> None:
    page, words = read(case["text"])
    assert words == case["reads"]
    assert len(page.abbreviations) == words.count("«")
    # Whatever is found, no word of the page changes.
    assert words.replace("«", "").replace("»", "") == read(case["text"], ())[1]


def test_ids_and_attributes_keep_their_words() -> None:
    text = 'The CT\n{#CT .IVC}\n\n![CT](../figures/CT.png "CT"){#IVC}\n\n[x](CT.md "IVC")'
    page, _ = read(text)
    other, _ = read(text, ())
    assert page.abbreviations == ("CT",)
    assert (page.ids, page.pictures, page.links) == (other.ids, other.pictures, other.links)


def test_a_term_may_look_like_what_markdown_puts_in_a_words_place() -> None:
    terms = ("amp", "wzxhzdk", "0", "citation", "page")
    _, words = read("R&amp;D `x` [@a] <b>y</b> \\*", terms)
    assert words == "R&D x [1] y *"


def test_text_that_other_extensions_keep_from_reading_stays_as_it_is() -> None:
    """Python-Markdown marks such text, as of a formula, by a class of its own."""
    paragraph = ET.fromstring("<p>CT <span/> CT</p>")  # noqa: S314 - our own words
    paragraph[0].text = AtomicString("CT")
    assert mark_abbreviations(paragraph, ["CT"]) == ("CT", "CT")
    assert paragraph[0].text == "CT"


@pytest.mark.parametrize("case", cases("reading.yml"))
def test_a_glossary_is_read_with_the_line_of_every_mistake(case: dict[str, Any]) -> None:
    glossary, problems = read_glossary(case["text"], FILE)
    assert {term: each.meaning for term, each in glossary.items()} == case["means"]
    expected = case.get("problems", [])
    assert [problem.where for problem in problems] == [Place(FILE, line) for line, _ in expected]
    for problem, (_, told) in zip(problems, expected, strict=True):
        assert all(word in problem.what for word in told), problem.what
        assert problem.fix


def abbreviations(*terms: str) -> dict[str, Abbreviation]:
    """Return a glossary of these terms."""
    return {term: Abbreviation(term, f"what {term} means", Place(FILE, 1)) for term in terms}


@pytest.mark.parametrize(
    "terms",
    [("CT", "IVC"), ("mM", "MM", "mm"), ("A B", "A-B", "a_b"), ("%", "±"), ("CT-2", "CT", "ct")],
    ids=" ".join,
)
def test_every_abbreviation_has_an_id_of_its_own(terms: tuple[str, ...]) -> None:
    made = entries(abbreviations(*terms))
    assert made.keys() == set(terms)
    ids = [identifier for each in made.values() for identifier in (each.id, each.meaning_id)]
    assert len(set(ids)) == 2 * len(terms)


def test_the_list_is_in_the_order_of_the_alphabet() -> None:
    made = entries(abbreviations("R0", "ivc", "CT", "IVC"))
    assert [each.term for each in made.values()] == ["CT", "IVC", "ivc", "R0"]
    assert made["CT"].id == "abbreviation-ct"


def test_what_images_notes_on_works_and_graphics_say_counts_as_used() -> None:
    where = Place("x", 1)
    head = (Passage("", where), Passage("MM", where))
    graphic = Graphic(COMPARISON_BLOCK, Passage("Risk of PTE", where), where, head)
    article = Article(
        (Page("docs/a.md", abbreviations=("deep\nvein",), passages=Passages(blocks=(graphic,))),),
        {"a": Entry("a", "article", {"match-note": "The use of MR.", "title": "R0"}, "", where)},
        {"a.png": ImageRecord("a.png", where, alt="A CT.", description="US-guided; MRs")},
        abbreviations("CT", "MR", "US", "R0", "IVC", "deep vein", "PTE", "MM"),
    )
    assert used_terms(article) == {"CT", "MR", "US", "deep vein", "PTE", "MM"}
    problems = list(check_glossary(article, Glossary(article.glossary)))
    assert [problem.what.split(",")[0] for problem in problems] == ["explains R0", "explains IVC"]
