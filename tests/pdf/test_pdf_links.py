"""Links in the PDF lead where they lead on the site."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pdf.in_print import references
from reading import words

if TYPE_CHECKING:
    from pdf.in_print import CaseInPrint


def test_every_citation_has_its_number_and_leads_to_its_entry(either: CaseInPrint) -> None:
    listed = references(either)
    cited = [
        (words(link), listed[int(words(link)) - 1])
        for content in either.contents
        for link in content.select("[role='doc-biblioref']")
    ]
    assert cited
    found = [link for link in either.pdf.links if link.landing and link.words.isdecimal()]
    for link in found:
        assert link.landing
        entry = f"{link.words} {listed[int(link.words) - 1]}"
        assert entry.startswith(either.pdf.words_from(link.landing, count=40))
    assert Counter(link.words for link in found) == Counter(number for number, _ in cited)


FIGURES = {
    "real": {
        "Figure 1A": "A Stand-in for: computed tomography angiography, coronal.",
        "Figure 1B": "B Stand-in for: computed tomography angiography, axial.",
        "Figure 2": "Figure 2: Infrahepatic Vena",
    },
    "full": {
        "Figure 1": "A Computed tomography, coronal.",
        "Figure 1A": "A Computed tomography, coronal.",
        "Figure 1B": "B Computed tomography, axial.",
        "Figure 2": "Figure 2: The specimen.",
    },
}
"""The words that follow where a figure or a panel begins."""


def test_a_label_of_a_figure_leads_to_it(either: CaseInPrint) -> None:
    wanted = FIGURES[either.name]
    found = {}
    for link in either.pdf.links:
        if link.landing and re.match("Figure", link.words):
            panel = link.words[-1].isalpha()
            found[link.words] = either.pdf.words_from(
                link.landing, strictly_right=panel, count=len(wanted[link.words])
            )
    assert found == wanted


def test_a_figure_leads_to_its_long_description(either: CaseInPrint) -> None:
    landings = [
        either.pdf.words_from(link.landing, count=10).removesuffix(" T")
        for link in either.pdf.links
        if link.landing and link.words == "Described in words"
    ]
    assert landings == ["Figure 1A.", "Figure 2."]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("real", ("Case Presentation", "Discussion", "Final Comment")),
        ("full", ("discussion",)),
    ],
)
def test_a_link_to_a_page_leads_to_its_section(
    name: str, titles: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    pdf = request.getfixturevalue(name).pdf
    landings = {
        link.words: pdf.words_from(link.landing)
        for link in pdf.links
        if link.landing and link.words in titles
    }
    assert tuple(landings) == titles
    for title, landing in landings.items():
        assert landing.startswith("What follows" if name == "full" else title)


KNOWN_ADDRESSES = {
    "real": set[str](),
    "full": {
        "https://orcid.org/0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1694-233X",
        "https://doi.org/10.1000/cases.2026.1",
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "https://cases.uni-alpha.edu/one/",
        "https://creativecommons.org/licenses/by/4.0/",
    },
}
"""The addresses on the first page."""


def test_links_lead_to_the_addresses_of_the_site_and_to_no_other(either: CaseInPrint) -> None:
    wanted = {
        str(link["href"])
        for content in either.contents
        for link in content.select("a[href^='http'], a[href^='mailto']")
    }
    found = {link.address for link in either.pdf.links if link.address}
    assert found == wanted | KNOWN_ADDRESSES[either.name]
    for link in either.pdf.links:
        assert link.words, link
