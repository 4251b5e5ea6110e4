"""How the article itself is cited: by what is known of it, in the case's style, and why so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from casereport.markers import marker
from casereport.metadata import Author, Metadata, PublicationDate
from casereport.model import Place
from casereport.own_citation import ADDRESS, DAY, OwnCitation, citation_item, format_own_citation
from casereport.references import CitationStyle, find_style, follows_citing_medicine

if TYPE_CHECKING:
    from pathlib import Path

NLM, SITE = "nlm-citation-sequence", "https://a.edu/one/"
AUTHOR, GROUP = Author("Alpha", "Ada B."), Author(name="The Group")
DATE = PublicationDate(2026, 3, 14)
OPEN = {marker(DAY): "(day)", marker(ADDRESS): "(address)"}


def style_of(name: str) -> CitationStyle:
    found = find_style(name, Place(""))
    assert isinstance(found, CitationStyle)
    return found


def cited(metadata: Metadata, folder: Path, address: str = "", style: str = NLM) -> OwnCitation:
    """Return how the article is cited."""
    found = format_own_citation(metadata, address, style_of(style), folder)
    assert found is not None
    return found


def text_of(citation: OwnCitation) -> str:
    """Return a citation's words, with (day) and (address) where they are left open."""
    text = BeautifulSoup(citation.html, "lxml").get_text()
    for sign, name in OPEN.items():
        text = text.replace(sign, name)
    return text


# What is known, the address of the site, the citation, and what it says the source did not give.
CITATIONS = [
    pytest.param(
        Metadata(title="A tumor: a case"),
        "",
        "A tumor: a case [Internet]. [place unknown: publisher unknown]; [date unknown]"
        " [cited (day)]. Available from: (address)",
        ("author", "date", "journal", "DOI"),
        id="nothing but a title",
    ),
    pytest.param(
        Metadata(title="A tumor"),
        SITE,
        "A tumor [Internet]. [place unknown: publisher unknown]; [date unknown]"
        f" [cited (day)]. Available from: {SITE}",
        ("author", "date", "journal", "DOI"),
        id="a title and an address",
    ),
    pytest.param(
        Metadata(title="A tumor", authors=(AUTHOR, GROUP), date=DATE, publisher="House"),
        SITE,
        "Alpha AB, The Group. A tumor [Internet]. [place unknown]: House; 2026 Mar 14"
        f" [cited (day)]. Available from: {SITE}",
        ("journal", "DOI"),
        id="no journal",
    ),
    pytest.param(
        Metadata(title="A tumor", date=DATE, doi="10.1000/a"),
        SITE,
        "A tumor [Internet]. [place unknown: publisher unknown]; 2026 Mar 14"
        f" [cited (day)]. Available from: {SITE} doi:10.1000/a",
        ("author", "journal"),
        id="a DOI but no journal",
    ),
    pytest.param(
        Metadata(title="A tumor", date=PublicationDate(2026, 9)),
        SITE,
        "A tumor [Internet]. [place unknown: publisher unknown]; 2026 Sep"
        f" [cited (day)]. Available from: {SITE}",
        ("author", "journal", "DOI"),
        id="a month but no journal",
    ),
    pytest.param(
        Metadata(title="A tumor", date=PublicationDate(2026)),
        SITE,
        "A tumor [Internet]. [place unknown: publisher unknown]; 2026"
        f" [cited (day)]. Available from: {SITE}",
        ("author", "journal", "DOI"),
        id="a year but no journal",
    ),
    pytest.param(
        Metadata(title="A tumor", journal="Cases", date=DATE, volume="3", first_page="e5"),
        SITE,
        f"A tumor. Cases [Internet]. 2026 Mar 14 [cited (day)];3:e5. Available from: {SITE}",
        ("author", "DOI"),
        id="a journal but no authors",
    ),
    pytest.param(
        Metadata(title="A tumor", journal="Cases", authors=(AUTHOR,)),
        "",
        "Alpha AB. A tumor. Cases [Internet]. [date unknown] [cited (day)]."
        " Available from: (address)",
        ("date", "DOI"),
        id="a journal but no date",
    ),
    pytest.param(
        Metadata(
            title="A “tumor” & a vein: a < b",
            journal="Cases",
            authors=(AUTHOR,),
            date=DATE,
            volume="3",
            issue="4",
            first_page="101",
            last_page="105",
            doi="10.1000/a",
            pmid="123",
            publisher="House",
        ),
        SITE,
        "Alpha AB. A “tumor” & a vein: a < b. Cases. 2026 Mar 14;3(4):101–5."
        " doi:10.1000/a PubMed PMID: 123.",
        (),
        id="everything",
    ),
]


@pytest.mark.parametrize(("metadata", "address", "text", "missing"), CITATIONS)
def test_the_article_is_cited_by_what_is_known_of_it(
    metadata: Metadata, address: str, text: str, missing: tuple[str, ...], tmp_path: Path
) -> None:
    found = cited(metadata, tmp_path, address)
    assert text_of(found) == text
    assert found.missing == missing
    assert found.web_page is not bool(metadata.journal)


def test_without_a_title_there_is_nothing_to_cite_by(tmp_path: Path) -> None:
    assert format_own_citation(Metadata(journal="Cases"), "", style_of(NLM), tmp_path) is None


# The words in brackets are a convention of one style; others leave out what is unknown.
STYLES = [
    pytest.param(
        "american-medical-association",
        "A tumor. Accessed (day). (address)",
        id="american-medical-association",
    ),
    pytest.param("nature", "A tumor. (address).", id="nature"),
    pytest.param("ieee", "“A tumor.” Accessed: (day). [Online]. Available: (address)", id="ieee"),
]


@pytest.mark.parametrize(("style", "text"), STYLES)
def test_another_style_leaves_out_what_is_unknown(style: str, text: str, tmp_path: Path) -> None:
    found = cited(Metadata(title="A tumor"), tmp_path, style=style)
    assert text_of(found) == text
    assert not found.citing_medicine
    assert ("the day it was read" in found.by) is ("(day)" in text)


@pytest.mark.parametrize("known", [Metadata(title="T"), Metadata(title="T", publisher="House")])
def test_for_another_style_nothing_is_called_unknown(known: Metadata) -> None:
    item = citation_item(known, SITE, citing_medicine=False)
    assert not [value for value in item.values() if "unknown" in str(value)]
    assert item.get("publisher", "") == known.publisher


def test_a_style_that_leaves_out_the_pmid_gets_it(tmp_path: Path) -> None:
    known = Metadata(title="A tumor", journal="Cases", doi="10.1000/a", pmid="123")
    found = BeautifulSoup(cited(known, tmp_path, style="ieee").html, "lxml")
    assert [link["href"] for link in found.select("a")] == [
        "https://doi.org/10.1000/a",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
    ]


@pytest.mark.parametrize(
    ("style", "follows"),
    [
        (NLM, True),
        ("nlm-citation-sequence-brackets", True),
        ("american-medical-association", False),
    ],
)
def test_a_style_says_itself_whether_it_follows_citing_medicine(style: str, follows: bool) -> None:  # noqa: FBT001 - a column of the table
    assert follows_citing_medicine(style_of(style)) is follows


FOUND_BY = [
    pytest.param(Metadata(title="T"), ("its title", "its address", "the day it was read"), id="T"),
    pytest.param(
        Metadata(title="T", authors=(AUTHOR,)),
        ("its address", "the day it was read"),
        id="T and authors",
    ),
]


@pytest.mark.parametrize(("metadata", "by"), FOUND_BY)
@pytest.mark.parametrize("address", ["", SITE])
def test_a_web_page_is_found_by_what_its_citation_holds(
    metadata: Metadata, by: tuple[str, ...], address: str, tmp_path: Path
) -> None:
    assert cited(metadata, tmp_path, address).by == by


@pytest.mark.parametrize("working", [True, False])
def test_a_working_title_is_said_to_be_one(working: bool, tmp_path: Path) -> None:  # noqa: FBT001 - the table is one column
    found = cited(Metadata(title="T", working_title=working), tmp_path)
    assert ("working title" in found.note) is working
