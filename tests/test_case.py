"""The real case: its pages carry the words of the report, its numbers, its figures, and no more."""

from __future__ import annotations

import json
import re
from copy import copy
from typing import TYPE_CHECKING

import pytest
import yaml

from casereport.block_lines import without_blocks
from reading import Site, only, words
from tiny import TOP, case_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

    from tiny import Built

CASES = TOP / "tests" / "cases"
SOURCES = sorted((TOP / "docs").glob("*.md"))
SETTINGS = case_settings()
NAV = [path.removesuffix(".md") for entry in SETTINGS["nav"] for path in entry.values()]
IMAGES = yaml.safe_load((TOP / "figures" / "figures.yml").read_text("utf-8"))

CASE, DISCUSSION, COMMENT = (
    f"{name}/index.html" for name in ("case-presentation", "discussion", "final-comment")
)
SECTIONS = {"Case Presentation": CASE, "Discussion": DISCUSSION, "Final Comment": COMMENT}


@pytest.fixture(scope="module")
def site(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def page_of(name: str) -> str:
    """Return a page's path within the site, by the name of its source."""
    return "index.html" if name == "index" else f"{name}/index.html"


def sections() -> dict[str, tuple[str, list[str]]]:
    """Return the prose and the captions of each section of the report's text."""
    text = (CASES / "report.md").read_text("utf-8")
    found = {}
    for section in text.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        paragraphs = [" ".join(paragraph.split()) for paragraph in body.strip().split("\n\n")]
        captions = [paragraph for paragraph in paragraphs if paragraph.startswith("Figure ")]
        prose = [paragraph for paragraph in paragraphs if paragraph not in captions]
        found[title] = (" ".join(prose), captions)
    return found


def prose(content: Tag) -> str:
    """Return the words of a page that are seen, without figures, notices and signs of headings."""
    part = copy(content)
    for extra in part.select("figure, [role='note'], .headerlink, [hidden]"):
        extra.decompose()
    return words(part)


def captions(site: Site, page: str) -> list[str]:
    """Return the captions of a page's figures, with their labels and without their notes.

    Graphics made by the site are no figures of the report.
    """
    found = site.content(page).select("figure:not(.graphic) > figcaption")
    return [words(only(caption.p)) for caption in found]


# The words.


@pytest.mark.parametrize("title", SECTIONS)
def test_a_page_of_the_report_carries_exactly_its_words(title: str, site: Site) -> None:
    text, _ = sections()[title]
    assert prose(site.content(SECTIONS[title])).split() == f"{title} {text}".split()


def test_the_captions_are_the_reports_and_all_on_the_page_that_tells_the_operation(
    site: Site,
) -> None:
    written = [caption for _, found in sections().values() for caption in found]
    assert len(written) == 2
    assert captions(site, CASE) == written
    assert not [page for page in site.pages if page != CASE and captions(site, page)]


def test_figure_2_stands_where_the_operation_is_told(site: Site) -> None:
    figure = only(site.content(CASE).select_one("#figure-operation"))
    before, after = figure.find_previous_sibling(), figure.find_next_sibling()
    text = sections()["Case Presentation"][0]
    assert words(only(before)).endswith("left renal vein with Dacron prosthesis.")
    assert words(only(after)).startswith("After the resection, the patient progressed well")
    assert f"{words(only(before))} {words(only(after))}" in text


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_source_has_one_sentence_a_line(source: Path) -> None:
    text = re.sub(r"\A---\n.*?\n---\n", "", source.read_text("utf-8"), flags=re.DOTALL)
    # Headings, blocks, images and buttons hold no sentences, nor do parts of them that are quoted.
    text = without_blocks(text)
    lines = [line for line in text.splitlines() if re.match(r"[\w(-]|\[(?!.*\}$)", line)]
    assert lines or source.name == "references.md"
    for line in lines:
        assert not re.search(r"[.?!][”)\]]* [A-Z(\[]", line), line
        assert line.endswith((".", "?")), line


def test_home_restates_the_case_in_its_own_words(site: Site) -> None:
    text, _ = sections()["Case Presentation"]
    summary = words(only(site.content("index.html").select_one("h1 ~ p:not(.title-note)")))
    known, told = (set(re.findall(r"[\w-]+", part.lower())) for part in (text, summary))
    assert told - known == set()


# The numbers.


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        pytest.param(DISCUSSION, ["[1]", "[1]", "[2]", "[3]"], id="Discussion"),
        pytest.param(COMMENT, ["[4]", "[5]", "[5]", "[6]"], id="Final comment"),
    ],
)
def test_a_page_shows_the_numbers_of_the_source(page: str, numbers: list[str], site: Site) -> None:
    cited = site.content(page).select(".citation:not(.graphic *)")
    assert [words(found) for found in cited] == numbers


def test_no_other_page_cites(site: Site) -> None:
    for page in site.pages.keys() - {DISCUSSION, COMMENT}:
        assert not site.pages[page].select("[role='doc-biblioref']"), page


# The figures.


def test_figure_1_has_the_coronal_image_as_a_and_the_axial_image_as_b(site: Site) -> None:
    panels = site.content(CASE).select("#figure-ct .panel")
    assert [words(only(panel.select_one(".panel__letter"))) for panel in panels] == ["A", "B"]
    assert [panel["id"] for panel in panels] == ["ct-coronal", "ct-axial"]
    notes = words(only(site.content(CASE).select_one("#figure-ct figcaption")))
    # With a capital, once no longer behind “Stand-in for:”.
    assert re.search(r"\bA\b[^.]*[Cc]omputed tomography angiography, coronal\.", notes)
    assert re.search(r"\bB\b[^.]*[Cc]omputed tomography angiography, axial\.", notes)


def test_figure_2_is_one_image_without_a_letter(site: Site) -> None:
    figure = only(site.content(CASE).select_one("#figure-operation"))
    assert len(figure.select("img")) == 1
    assert not figure.select(".panel__letter")


def test_home_leads_to_both_figures_by_their_labels(site: Site) -> None:
    links = site.content("index.html").select("a.figure-reference")
    assert [words(link) for link in links] == ["Figure 1", "Figure 2"]
    landings = [site.landing("index.html", str(link["href"]))["id"] for link in links]
    assert landings == ["figure-ct", "figure-operation"]


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_has_alt_text_and_a_description_on_its_page(name: str, site: Site) -> None:
    record = IMAGES[name]
    image = only(site.content(CASE).find("img", alt=record["alt"]))
    described = site.landing(CASE, f"#{image['aria-describedby']}")
    assert words(described) == " ".join(record["description"].split())


@pytest.mark.parametrize("name", [name for name in IMAGES if IMAGES[name].get("stand-in")])
def test_a_stand_in_is_marked_in_its_alt_text_its_caption_and_by_the_notice(
    name: str, site: Site
) -> None:
    content = site.content(CASE)
    image = only(content.find("img", alt=IMAGES[name]["alt"]))
    assert str(image["alt"]).startswith("Stand-in")
    figure = only(image.find_parent("figure"))
    stand_ins = [panel for panel in figure.select("img") if "Stand-in" in str(panel["alt"])]
    assert len(figure.select("figcaption .stand-in-mark")) == len(stand_ins)
    notice = words(only(content.select_one("[role='note']")))
    number = words(only(figure.select_one(".figure__label"))).removesuffix(":")
    assert notice.startswith("Stand-in images.")
    assert number in notice


# What the source text came without.

UNKNOWN = ("Title", "Authors", "Date", "DOI", "Licence", "Consent statement")


@pytest.mark.parametrize("item", UNKNOWN)
def test_what_the_source_did_not_give_is_said_to_be_none(item: str, site: Site) -> None:
    rows = site.content("about/index.html").select("table tr")
    cells = [[words(cell) for cell in row.select("th, td")] for row in rows]
    known, instead = next((known, instead) for name, known, instead in cells if name == item)
    assert known == "None"
    assert instead


@pytest.mark.parametrize("page", [page_of(name) for name in NAV] + ["404.html"])
def test_a_page_claims_no_author_date_doi_licence_or_consent(page: str, site: Site) -> None:
    soup = site.pages[page]
    names = {
        str(meta.get("name") or meta.get("property") or "").lower()
        for meta in soup.select("head meta")
    }
    claims = r"author|creator|title$|date|time|doi|identifier|licen|rights|citation"
    assert [name for name in names if re.search(claims, name)] in ([], ["og:title"])
    rels = {rel for link in soup.select("head link") for rel in link.get_attribute_list("rel")}
    assert not rels & {"author", "license", "cite-as"}
    assert not soup.select("time, [rel='license']")
    for script in soup.select("script[type='application/ld+json']"):
        # Its images carry credit and licence of their own; the article itself has neither.
        article = json.loads(script.get_text())
        assert article.keys() == {
            *("@context", "@type", "headline", "disambiguatingDescription", "publicationType"),
            *("description", "inLanguage", "image"),
        }
        assert "working title" in article["disambiguatingDescription"]
    body = copy(only(soup.body))
    for known in body.select(".references, .article-metadata, .figure__note, .cite__note"):
        known.decompose()
    claimed = re.findall(
        r"licen[cs]e|consent|copyright|©|\bdoi\b|\b10\.\d{4,}/|\b(?:19|20)\d\d\b",
        words(body),
        re.IGNORECASE,
    )
    assert claimed == []
