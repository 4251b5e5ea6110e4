"""The real case as JATS: the report's words and numbers, its stand-ins and matches, no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml
from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_file

from jats.documents import XLINK_HREF, words
from reading import Site
from reading import words as page_words
from tiny import TOP

if TYPE_CHECKING:
    from jats.documents import Element, Jats
    from tiny import Built

IMAGES = yaml.safe_load((TOP / "figures" / "figures.yml").read_text("utf-8"))
PANELS = {
    "Figure 1A": "ct-angiography-coronal.png",
    "Figure 1B": "ct-angiography-axial.png",
    "Figure 2": "operation.svg",
}
"""Which image of the case each panel shows."""

# What stands in a section beside the report's own words.
BESIDE = ("title", "boxed-text", "fig", "fig-group")

# JATS's element for each field of the bibliography.
FIELDS = {
    "title": "article-title",
    "journal": "source",
    "year": "year",
    "volume": "volume",
    "number": "issue",
    "doi": "pub-id[@pub-id-type='doi']",
    "pmid": "pub-id[@pub-id-type='pmid']",
}


def report() -> dict[str, list[str]]:
    """Return the paragraphs of each part of the report's text."""
    text = (TOP / "tests" / "cases" / "report.md").read_text("utf-8")
    parts = (part.strip().partition("\n") for part in text.split("\n## ")[1:])
    return {
        title: [" ".join(p.split()) for p in body.split("\n\n") if p.strip()]
        for title, _, body in parts
    }


def entries() -> dict[str, dict[str, object]]:
    """Return the fields of each entry of the bibliography, as another reader of BibTeX has them."""
    layers = [
        middlewares.LatexDecodingMiddleware(),
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
    ]
    library = parse_file(str(TOP / "references.bib"), append_middleware=layers)
    assert not library.failed_blocks
    return {each.key: {field.key: field.value for field in each.fields} for each in library.entries}


ENTRIES = entries()


def names(citation: Element) -> list[tuple[str, str]]:
    """Return surname and given names of each author; “and others” is a surname without."""
    return [
        ("others", "")
        if each.tag == "etal"
        else (each.findtext("surname"), each.findtext("given-names"))
        for each in citation.find("person-group[@person-group-type='author']")
    ]


# The words.


def test_the_sections_are_the_parts_of_the_report(real: Jats) -> None:
    assert real.texts("/article/body/sec/title") == list(report())


@pytest.mark.parametrize("title", report())
def test_a_section_carries_exactly_the_words_of_the_report(title: str, real: Jats) -> None:
    prose = [each for each in report()[title] if not each.startswith("Figure ")]
    section = real.one(f"/article/body/sec[title='{title}']")
    assert words(section, BESIDE).split() == " ".join(prose).split()


def test_a_caption_carries_the_words_of_the_report_and_its_label_stands_before_it(
    real: Jats,
) -> None:
    told = [each for part in report().values() for each in part if each.startswith("Figure ")]
    figures = real.all("//body//*[self::fig-group or self::fig[not(parent::fig-group)]]")
    found = [f"{words(each.find('label'))}: {words(each.find('caption/p'))}" for each in figures]
    assert len(found) == 2
    assert found == told


def test_the_glossary_explains_what_the_report_does_not_and_says_so(real: Jats) -> None:
    text = " ".join(each for part in report().values() for each in part)
    terms = real.texts("/article/back/glossary/def-list/def-item/term")
    assert terms == ["IVC", "PTE", "R0"]
    assert [term for term in terms if not re.search(rf"\b{term}\b", text)] == []
    meanings = real.texts("/article/back/glossary/def-list/def-item/def")
    assert meanings[:2] == ["inferior vena cava", "pulmonary thromboembolism"]
    assert "not words of the report" in real.texts("/article/back/glossary/p")[0]


# The numbers.


def test_the_citations_are_those_of_the_site_in_its_order(real: Jats, real_case: Built) -> None:
    site = Site(real_case.site)
    for page in ("discussion", "final-comment"):
        shown = [
            page_words(each)
            for each in site.content(f"{page}/index.html").select(".citation:not(.graphic *)")
        ]
        links = real.all(f"//sec[@id='{page}']//xref[@ref-type='bibr']")
        assert shown
        assert [f"[{words(link)}]" for link in links] == shown


def test_the_references_stand_in_the_order_of_the_site(real: Jats, real_case: Built) -> None:
    listed = Site(real_case.site).content("references/index.html").select("[id^='ref-']")
    assert [each["id"] for each in listed] == real.all("//ref/@id")


def test_the_figures_are_1a_1b_and_2(real: Jats) -> None:
    assert real.texts("//fig-group/label") == ["Figure 1"]
    assert real.texts("//fig-group/fig/label") == ["Figure 1A", "Figure 1B"]
    assert real.texts("//fig[not(parent::fig-group)]/label") == ["Figure 2"]


# The images.


@pytest.mark.parametrize("label", PANELS)
def test_a_panel_has_the_alternatives_of_its_image(label: str, real: Jats) -> None:
    record = IMAGES[PANELS[label]]
    graphic = real.one(f"//fig[label='{label}']/graphic")
    assert graphic.get(XLINK_HREF).startswith(f"figures/{PANELS[label].rpartition('.')[0]}")
    assert graphic.findtext("alt-text") == record["alt"]
    assert graphic.findtext("long-desc") == " ".join(record["description"].split())


@pytest.mark.parametrize("label", PANELS)
def test_a_stand_in_says_so_in_its_caption_with_what_it_stands_for(label: str, real: Jats) -> None:
    record = IMAGES[PANELS[label]]
    told = words(real.one(f"//fig[label='{label}']/caption"))
    kind = ", ".join(filter(None, (record["modality"], record.get("plane"))))
    assert bool(record["stand-in"]) == (f"Stand-in for: {kind}." in told)
    around = real.one(f"//fig[label='{label}']/ancestor-or-self::*[parent::sec]/caption")
    assert f"Credit: {record['credit']}. Licence: {record['licence']}." in words(around)
    assert real.texts(f"//fig[label='{label}']/permissions/license/license-p") == [
        record["licence"]
    ]


def test_a_notice_says_once_that_the_images_are_stand_ins(real: Jats) -> None:
    notice = real.one("//body//boxed-text[@content-type='notice']")
    assert words(notice).startswith("Stand-in images. Figure 1 and Figure 2 are stand-ins")


# The references.


@pytest.mark.parametrize("key", ENTRIES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_citation_says_what_the_bibliography_says(key: str, field: str, real: Jats) -> None:
    found = real.texts(f"//ref[@id='ref-{key}']/element-citation/{FIELDS[field]}")
    assert found == [ENTRIES[key][field]] if field in ENTRIES[key] else found == []


@pytest.mark.parametrize("key", ENTRIES)
def test_a_citation_has_the_pages_and_authors_of_the_bibliography(key: str, real: Jats) -> None:
    entry, citation = ENTRIES[key], real.one(f"//ref[@id='ref-{key}']/element-citation")
    pages = re.split("[-–]+", str(entry.get("pages", "")))
    found = [citation.findtext(name) for name in ("fpage", "lpage")]
    assert [page for page in found if page] == [page for page in pages if page]
    people = entry["author"]
    assert isinstance(people, list)
    assert names(citation) == [
        (" ".join([*each.von, *each.last]), " ".join(each.first)) for each in people
    ]


@pytest.mark.parametrize("key", ENTRIES)
def test_an_unconfirmed_match_is_marked_within_the_citation_and_explained_beside_it(
    key: str, real: Jats
) -> None:
    entry, reference = ENTRIES[key], real.by_id(f"ref-{key}")
    mark = {"probable": "Probable match", "candidate": "Candidate"}[str(entry["match"])]
    assert reference.findtext("element-citation/comment") == f"{mark}, not confirmed."
    note = words(reference.find("note"))
    assert note == f"{mark}, not confirmed. {entry['match-note']}"


def test_a_notice_above_the_list_says_that_nothing_is_confirmed(real: Jats) -> None:
    listed = real.one("//ref-list")
    assert [each.tag for each in listed][:2] == ["title", "boxed-text"]
    assert words(listed[1]).startswith("Matched, not confirmed.")
    assert "nobody here knows whether it is the work the authors cited" in words(listed[1])


# What is not known.


@pytest.mark.parametrize(
    "path",
    [
        *("article-id", "contrib-group", "aff", "author-notes", "volume", "issue", "fpage"),
        *("permissions", "self-uri", "abstract", "kwd-group", "funding-group"),
    ],
)
def test_what_the_source_did_not_give_is_absent(path: str, real: Jats) -> None:
    assert not real.all(f"//article-meta//{path}")
    assert not real.all("//journal-title | //publisher | //sec[@sec-type]")


def test_what_the_tag_set_demands_and_nobody_knows_is_said_to_be_unknown(real: Jats) -> None:
    assert real.texts("//journal-meta/* | //pub-date") == ["unknown"] * 3
    assert not real.all("//journal-meta/*/@* | //pub-date/@* | //pub-date/*/@*")
    assert "no journal, no ISSN and no date of publication" in words(real.one("//front/notes"))


def test_the_working_title_is_said_to_be_the_sites_own(real: Jats) -> None:
    assert words(real.one("//article-title[not(ancestor::ref)]")) == real_title()
    note = real.one("//title-group//fn[@specific-use='working-title']")
    assert words(note) == "The title is this site’s own working title, not the authors’."


def real_title() -> str:
    """Return the title in the front matter of the case's first page."""
    text = (TOP / "docs" / "index.md").read_text("utf-8")
    return str(yaml.safe_load(text.split("---\n")[1])["title"])
