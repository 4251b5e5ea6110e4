"""The six works of the real case: their fields, their marks, and the ways to and from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pybtex.database import parse_string

from reading import Site, all_words, only, words
from tiny import TOP

if TYPE_CHECKING:
    from bs4 import Tag

    from tiny import Built

LIST = "references/index.html"
PAGES = {"discussion/index.html": "Discussion", "final-comment/index.html": "Final comment"}

# By number: the key, how sure the match is, and words that formatting must not change. The style
# names the first six authors, and all where there are six.
WORKS = (
    (
        "hines1999",
        "candidate",
        ("Hines OJ, Nelson S, Quinones-Baldrich WJ, et al.", "1999;85:1077"),
    ),
    ("hidiroglu2013", "probable", ("Hıdıroğlu M", "Küçüker A", "Çetin L", "Erdoğan K, et al.")),
    ("rajiah2011", "probable", ("Dubinsky TJ, Bush WH Jr, Kolokythas O.", "2011;31(4):949")),
    ("cananzi2016", "candidate", ("Cananzi FCM", "De Sanctis R", "Colombo P, et al.")),
    ("mingoli1996", "probable", ("Sapienza P, Di Marzo L, Feldhaus RJ", "1996;16(5B):3201")),
    ("gaignard2020", "candidate", ("Corbière L", "Meunier B.", "2020;44(10):3537")),
)
KEYS = tuple(key for key, _, _ in WORKS)
MARKS = {"probable": "Probable match, not confirmed.", "candidate": "Candidate, not confirmed."}

ENTRIES = parse_string((TOP / "references.bib").read_text("utf-8"), "bibtex").entries
KNOWN = parse_string(
    (TOP / "tests" / "cases" / "references.bib").read_text("utf-8"), "bibtex"
).entries


@pytest.fixture(scope="module")
def site(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def entry_of(key: str, site: Site) -> Tag:
    """Return the entry of a work in the list."""
    return site.content(LIST).select("[role='doc-bibliography'] > ol > li")[KEYS.index(key)]


def citations(key: str, site: Site) -> list[tuple[str, Tag]]:
    """Return every bracket of the report that cites a work, with its page, in reading order."""
    return [
        (page, citation)
        for page in PAGES
        for citation in site.content(page).select(".citation:not(.graphic *)")
        if words(citation) == f"[{KEYS.index(key) + 1}]"
    ]


def test_the_bibliography_holds_the_six_works() -> None:
    assert tuple(ENTRIES) == tuple(KNOWN) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_an_entry_has_just_the_fields_that_records_showed(key: str) -> None:
    written, known = ENTRIES[key], KNOWN[key]
    fields = {name: value for name, value in written.fields.items() if "match" not in name}
    assert written.type == known.type
    assert fields == dict(known.fields)
    assert written.persons == known.persons


@pytest.mark.parametrize(("key", "match", "kept"), WORKS, ids=KEYS)
def test_an_entry_is_marked_in_the_list_and_in_its_card(
    key: str, match: str, kept: tuple[str, ...], site: Site
) -> None:
    page, citation = citations(key, site)[0]
    card = only(site.content(page).find("template", id=only(citation.a)["data-cards"]))
    note = ENTRIES[key].fields["match-note"].replace(r"\%", "%")
    assert ENTRIES[key].fields["match"] == match
    for place in (entry_of(key, site), card):
        assert [all_words(mark) for mark in place.select(".match-mark")] == [MARKS[match]]
        # The card gives the meanings of abbreviations in brackets.
        assert note in re.sub(r" \[[^\]]*\]", "", all_words(place))
        assert [part for part in kept if part not in all_words(place)] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_title_keeps_its_words(key: str, site: Site) -> None:
    title = re.sub(r"[{}]", "", KNOWN[key].fields["title"])
    assert title.casefold().rstrip("?") in words(only(entry_of(key, site).p)).casefold()


@pytest.mark.parametrize("key", KEYS)
def test_an_entry_links_to_the_records_it_has_and_to_no_other(key: str, site: Site) -> None:
    fields = KNOWN[key].fields
    wanted = [f"https://doi.org/{fields['doi']}"] if "doi" in fields else []
    wanted += [f"https://pubmed.ncbi.nlm.nih.gov/{fields['pmid']}/"] if "pmid" in fields else []
    assert [a["href"] for a in only(entry_of(key, site).p).select("a")] == wanted


def test_one_notice_above_the_list_says_that_no_match_is_confirmed(site: Site) -> None:
    content = site.content(LIST)
    notices = content.select("[role='note']")
    assert len(notices) == 1
    assert words(notices[0]).startswith("Matched, not confirmed.")
    assert "nobody here knows" in words(notices[0])
    assert content.select("[role='note'] ~ [role='doc-bibliography']")


def test_every_number_leads_to_the_entry_of_its_work(site: Site) -> None:
    for key in KEYS:
        found = citations(key, site)
        assert found
        for page, citation in found:
            landing = site.landing(page, str(only(citation.a)["href"]))
            assert landing["id"] == entry_of(key, site)["id"] == f"ref-{key}"


@pytest.mark.parametrize("key", KEYS)
def test_back_links_lead_to_every_place_that_cites_the_work(key: str, site: Site) -> None:
    links = entry_of(key, site).select("[role='doc-backlink']")
    wanted, seen = [], dict.fromkeys(PAGES, 0)
    for page, citation in citations(key, site):
        seen[page] += 1
        name = f"{PAGES[page]}, citation {seen[page]} of this work"
        wanted.append((name, page, citation["id"]))
    found = [(link["aria-label"], *site.target(LIST, str(link["href"]))) for link in links]
    assert found == wanted
