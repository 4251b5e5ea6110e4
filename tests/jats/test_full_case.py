"""An article of which everything is known: each field stands where JATS has a place for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import full_case
from jats.documents import XLINK_HREF, XML_LANG, words

if TYPE_CHECKING:
    from jats.documents import Jats
    from tiny import Built

BY = "https://creativecommons.org/licenses/by/4.0/"

# Where each thing known of the article stands, below <front>, and what stands there.
FRONT = {
    "journal-meta/journal-id[@journal-id-type='issn']": ["1234-567X"],
    "journal-meta/journal-title-group/journal-title": ["Journal of Alpha Cases"],
    "journal-meta/issn": ["1234-567X"],
    "journal-meta/publisher/publisher-name": ["Alpha House"],
    "article-meta/article-id[@pub-id-type='doi']": [full_case.DOI],
    "article-meta/article-id[@pub-id-type='pmid']": ["12345678"],
    "article-meta/article-categories//subject": ["Case Report"],
    "article-meta/title-group/article-title": [full_case.TITLE],
    "article-meta/title-group/fn-group": [],
    "article-meta/contrib-group/contrib[1]/name/surname": ["Şener"],
    "article-meta/contrib-group/contrib[1]/name/given-names": ["Erol"],
    "article-meta/contrib-group/contrib[2]/name/surname": ["Müller-Lüdenscheidt"],
    "article-meta/contrib-group/contrib[2]/name/given-names": ["Zoë A."],
    "article-meta/contrib-group/contrib[3]/name/surname": ["Di Marzo"],
    "article-meta/contrib-group/contrib[3]/name/given-names": ["Łucja"],
    "article-meta/contrib-group/contrib[4]/collab": ["The Alpha Case Group"],
    "article-meta/contrib-group/contrib[5]": [],
    "article-meta/contrib-group/contrib/contrib-id[@contrib-id-type='orcid']": [
        "https://orcid.org/0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1694-233X",
    ],
    "article-meta/author-notes/fn[@fn-type='conflict']/p": ["None declared."],
    "article-meta/pub-date[@date-type='pub'][@iso-8601-date='2026-03-14']/year": ["2026"],
    "article-meta/pub-date/month": ["03"],
    "article-meta/pub-date/day": ["14"],
    "article-meta/volume": ["12"],
    "article-meta/issue": ["3"],
    "article-meta/fpage": ["101"],
    "article-meta/lpage": ["105"],
    "article-meta/permissions/license/ali:license_ref": [BY],
    "article-meta/permissions/license/license-p": ["CC BY 4.0"],
    "article-meta/abstract/p": ["A tumor of a vein was resected. The patient did well."],
    "article-meta/kwd-group[@kwd-group-type='author']/kwd": ["vein", "sarcoma", "surgery"],
    "article-meta/funding-group/funding-statement": ["Grant 7 of the Alpha Foundation."],
    "notes": [],
}

# The children of each reference's citation, in their order.
CITATIONS = {
    "1": [
        ("person-group", "Ünal Şule Di Marzo Luca et al."),
        ("article-title", "The IVC and other veins: a review of Hodgkin"),
        ("source", "Journal of Cases"),
        ("year", "2020"),
        ("volume", "3"),
        ("issue", "2"),
        ("fpage", "10"),
        ("lpage", "19"),
        ("pub-id", "10.1000/alpha.2020"),
        ("pub-id", "11111111"),
    ],
    "2": [
        ("person-group", "Alpha Ada Beta Bo"),
        ("article-title", "On beta2021"),
        ("source", "Journal of Cases"),
        ("year", "2020"),
        ("volume", "4"),
        ("elocation-id", "e5"),
    ],
    "3": [
        ("person-group", "Alpha Ada Beta Bo"),
        ("article-title", "On gamma2022"),
        ("source", "Annals of A & B"),
        ("year", "2020"),
    ],
    "4": [
        ("person-group", "Delta Dee"),
        ("source", "A Book of Veins"),
        ("publisher-loc", "Town"),
        ("publisher-name", "House"),
        ("year", "2019"),
    ],
}


@pytest.mark.parametrize("path", FRONT)
def test_what_is_known_stands_in_its_place(path: str, full: Jats) -> None:
    assert full.texts(f"/article/front/{path}") == FRONT[path]


def test_the_language_is_that_of_the_article(full: Jats) -> None:
    assert full.root.get(XML_LANG) == "en"


def test_an_author_is_linked_to_the_places_the_author_gave(full: Jats) -> None:
    def places(author: int) -> list[str]:
        links = full.all(f"//contrib[{author}]/xref[@ref-type='aff']")
        found = [full.by_id(link.get("rid")) for link in links]
        assert [words(link) for link in links] == [each.findtext("label") for each in found]
        return [words(each, ("label",)) for each in found]

    assert places(1) == ["Department of Surgery, Alpha Hospital"]
    assert places(2) == ["Department of Surgery, Alpha Hospital", "Department of Radiology"]
    assert places(3) == places(4) == []


def test_the_article_tells_where_it_is_itself_to_be_had(full: Jats, full_case: Built) -> None:
    links = full.all("/article/front/article-meta/self-uri")
    address = links[0].get(XLINK_HREF)
    assert address == "https://cases.uni-alpha.edu/one/"
    assert [link.get("content-type") for link in links[1:]] == ["application/pdf"] * (
        len(links) - 1
    )
    for link in links[1:]:
        assert (full_case.site / link.get(XLINK_HREF).removeprefix(address)).is_file()


def test_the_consent_is_a_statement_in_the_back(full: Jats) -> None:
    statement = full.one("/article/back/sec[@sec-type='ethics-statement']/p")
    assert words(statement) == "The patient consented in writing."


@pytest.mark.parametrize("number", CITATIONS)
def test_a_reference_is_tagged_field_by_field(number: str, full: Jats) -> None:
    citation = full.one(f"//ref[label='{number}']/element-citation")
    found = [(each.tag, " ".join(" ".join(each.itertext()).split())) for each in citation]
    assert found == CITATIONS[number]
    assert citation.get("publication-type") == ("book" if number == "4" else "journal")


def test_a_confirmed_reference_has_no_mark_and_the_list_no_notice(full: Jats) -> None:
    assert not full.all("//ref/note | //ref//comment | //ref/@content-type")
    assert [each.tag for each in full.one("//ref-list")] == ["title", *["ref"] * 4]


def test_three_works_in_a_row_are_one_link_to_all_of_them(full: Jats) -> None:
    link = full.one("//xref[contains(., '–')]")
    assert words(link) == "1–3"
    assert [full.by_id(rid).findtext("label") for rid in link.get("rid").split()] == ["1", "2", "3"]


def test_a_citation_with_words_around_it_keeps_them(full: Jats) -> None:
    assert "Others do not [see 4, p. 5], and [@code] is code." in full.texts("//sec/p")


def test_the_figures_have_their_labels_and_credits(full: Jats) -> None:
    assert full.texts("//fig-group/label | //fig/label") == [
        *("Figure 1", "Figure 1A", "Figure 1B", "Figure 2")
    ]
    assert full.texts("//fig-group/caption/p") == [
        "Two scans, as in a known work [2].",
        "Credit: E. Şener. Licence: CC BY 4.0.",
    ]
    assert full.texts("//fig-group/fig/caption/p") == [
        "Computed tomography, coronal.",
        "Computed tomography, axial.",
    ]
    assert full.texts("//fig-group/fig/permissions/license/ali:license_ref") == [BY, BY]
    assert not full.all("//fig[label='Figure 2']/permissions")


def test_a_link_to_a_place_on_another_page_leads_to_its_section(full: Jats) -> None:
    link = full.one("//list//xref")
    assert full.by_id(link.get("rid")).findtext("title") == "What follows"
