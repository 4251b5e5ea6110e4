"""A BibTeX entry as ``<element-citation>``, by its type and fields; and names for XML."""

from __future__ import annotations

import pytest
import yaml
from lxml import etree

from casereport.bibliography import read_bibliography
from casereport.entry_checks import REQUIRED_FIELDS
from casereport.forms.jats_citation import cite_entries
from casereport.forms.xml_tree import names, to_text
from jats.documents import XLINK_HREF, Element, dtd_path
from tiny import TOP

CASES = yaml.safe_load((TOP / "tests" / "cases" / "jats" / "citations.yml").read_text("utf-8"))


def cite(source: str) -> Element:
    """Return the citation of the one entry in ``source``, as lxml reads what is written of it."""
    bibliography, problems = read_bibliography(source.replace(" & ", r" \& "), "references.bib")
    assert not problems
    (citation,) = cite_entries(list(bibliography.entries.values()))
    return etree.fromstring(to_text(citation))


@pytest.mark.parametrize("name", CASES)
def test_an_entry_is_tagged_field_by_field(name: str) -> None:
    case = CASES[name]
    citation = cite(case["entry"])
    assert citation.get("publication-type") == case["type"]
    spaced = ("person-group",)
    found = [
        (each.tag, (" " if each.tag in spaced else "").join(each.itertext())) for each in citation
    ]
    assert [f"{tag}: {' '.join(text.split())}" for tag, text in found] == case["fields"]
    if "names" in case:
        assert [each.tag for each in citation.find("person-group")] == case["names"]
    if "iso" in case:
        assert citation.find("year").get("iso-8601-date") == case["iso"]


@pytest.mark.parametrize("name", CASES)
def test_a_citation_is_valid(name: str) -> None:
    dtd = etree.DTD(file=str(dtd_path()))
    assert dtd.validate(cite(CASES[name]["entry"])), dtd.error_log


def test_every_type_of_entry_is_tried() -> None:
    tried = {case["entry"].partition("{")[0].strip("@\n ") for case in CASES.values()}
    alike = {
        *("booklet", "conference", "manual", "mastersthesis", "proceedings", "report", "thesis")
    }
    assert tried | alike == set(REQUIRED_FIELDS)


def test_the_markup_of_a_title_is_that_of_jats() -> None:
    title = cite(CASES["a title keeps its letters and its markup"]["entry"]).find("article-title")
    assert [(each.tag, each.text) for each in title] == [("italic", "E. coli"), ("sub", "2")]


def test_the_words_of_a_web_address_are_told_in_its_title() -> None:
    link = cite(CASES["a page of the web"]["entry"]).find("ext-link")
    assert link.get(XLINK_HREF) == "https://x.edu/a_b"
    assert link.get(XLINK_HREF.replace("href", "title")) == "A & B"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        pytest.param(["figure-1", "a_b.c"], ["figure-1", "a_b.c"], id="names stay"),
        pytest.param(["2nd", ".x", "-x"], ["id-2nd", "id-.x", "id--x"], id="a first sign"),
        pytest.param(["doi:10.1/x+y"], ["doi_3a_10.1_2f_x_2b_y"], id="signs"),
        pytest.param(["Ünal 1"], ["_dc_nal_20_1"], id="letters beyond ASCII, and spaces"),
        pytest.param(["a:b", "a_3a_b"], ["a_3a_b-", "a_3a_b"], id="a name is taken already"),
        pytest.param(["é", "é", "e"], ["_e9_", "_e9_", "e"], id="the same is the same"),
        pytest.param([""], ["id-"], id="nothing"),
    ],
)
def test_an_identifier_has_an_xml_name_of_its_own(given: list[str], made: list[str]) -> None:
    found = names(given)
    assert [found[each] for each in given] == made
    assert len(set(found.values())) == len(set(given))
