"""Articles of other shapes, from manuscripts made by hand: what stands where, what is left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casereport.forms.form import Form, MadeForm, Offer
from casereport.forms.jats import FILE, make_jats
from casereport.forms.making import make_forms
from casereport.forms.sources import Sources
from casereport.manuscript import Manuscript, ManuscriptPage, Role
from casereport.metadata import Author, Licence, Metadata, PublicationDate
from casereport.model import Entry, Match, Place, Reference
from jats.documents import XLINK_HREF, Jats, validate, words

if TYPE_CHECKING:
    from pathlib import Path

PDF = Offer("PDF", "case-report.pdf", "application/pdf")
LIST = '<div class="references"><ol><li><div id="ref-a"><p>A.</p></div></li></ol></div>'
CITED = '<p>So it is <span class="citation" id="cite-1">[<a href="#ref-a">1</a>]</span>.</p>'
FIELDS = {"author": "Alpha, Ada", "title": "T", "journal": "J", "year": "2020"}
SOURCE = "@article{a, author={Alpha, Ada}, title={T}, journal={J}, year={2020}}"


def page(role: Role, html: str, identifier: str = "") -> ManuscriptPage:
    """Return a page of this role, which goes by its role's name unless it is given another."""
    name = identifier or role.value
    url = "" if role is Role.LANDING else f"{name}/"
    return ManuscriptPage(name, name.title(), url, role, html)


def manuscript(
    *pages: ManuscriptPage,
    metadata: Metadata | None = None,
    address: str = "",
    match: Match | None = None,
) -> Manuscript:
    """Return an article that cites one work."""
    entry = Entry("a", "article", FIELDS, SOURCE, Place("references.bib", 1))
    note = "Matched on a < b." if match else ""
    return Manuscript(
        metadata or Metadata(title="T"),
        address,
        pages,
        figures=(),
        references=(Reference("a", 1, "A.", match, note),),
        entries={"a": entry},
        media={},
    )


def article(made_of: Manuscript, folder: Path, *offers: Offer) -> Jats:
    """Return the article made of a manuscript, which is valid."""
    path = folder / FILE
    path.write_bytes(make_jats(Sources(made_of, folder, offers))[FILE])
    validate(path)
    return Jats(path)


def test_a_case_on_one_page_has_that_page_for_its_body(tmp_path: Path) -> None:
    found = article(manuscript(page(Role.LANDING, f"<h1>T</h1>{CITED}{LIST}")), tmp_path)
    assert found.texts("/article/front//article-title") == ["T"]
    assert found.texts("/article/body") == ["So it is [1]."]
    assert found.one("/article/body").get("id") == "landing"
    assert found.texts("/article/back/ref-list/ref/label") == ["1"]


def test_a_reference_list_below_the_text_leaves_the_text_in_the_body(tmp_path: Path) -> None:
    pages = (
        page(Role.LANDING, "<h1>T</h1><p>Read on.</p>"),
        page(Role.REFERENCES, f"<h1>Case</h1>{CITED}{LIST}"),
    )
    assert article(manuscript(*pages), tmp_path).texts("/article/body/sec/p") == ["So it is [1]."]


def test_a_list_with_further_parts_is_a_section_too(tmp_path: Path) -> None:
    listed = f"<h1>Works</h1>{LIST}<h2>Not cited</h2><p>Others.</p>"
    pages = (page(Role.BODY, f"<h1>Case</h1>{CITED}"), page(Role.REFERENCES, listed))
    found = article(manuscript(*pages), tmp_path)
    assert found.texts("/article/body/sec/title") == ["Case", "Works"]
    assert found.texts("/article/body/sec[2]/sec") == ["Not cited Others."]
    assert [each.tag for each in found.one("/article/back/ref-list")] == ["ref"]


@pytest.mark.parametrize("match", Match)
def test_a_match_is_marked_even_where_no_page_lists_the_references(
    match: Match, tmp_path: Path
) -> None:
    found = article(manuscript(page(Role.BODY, CITED), match=match), tmp_path)
    assert found.one("//ref").get("content-type") == f"{match.value}-match"
    assert "not confirmed" in found.one("//ref/element-citation/comment").text
    assert words(found.one("//ref/note")).endswith("not confirmed. Matched on a < b.")
    assert words(found.one("//ref-list/boxed-text")).startswith("Matched, not confirmed.")


def test_the_tree_that_all_forms_share_stays_as_it_is(tmp_path: Path) -> None:
    text = '<h1 id="x">Case</h1><div class="notice"><p><img id="y" src="a.png" alt="A"></p></div>'
    sources = Sources(manuscript(page(Role.BODY, f"{text}{CITED}{LIST}", "2nd")), tmp_path)
    before = json.dumps(sources.document)
    make_jats(sources)
    assert json.dumps(sources.document) == before


def test_a_page_without_a_heading_goes_by_its_name_in_the_menu(tmp_path: Path) -> None:
    found = article(manuscript(page(Role.BODY, "<h2>Part</h2><p>It is.</p>", "course")), tmp_path)
    assert found.texts("/article/body/sec/title") == ["Course"]
    assert found.texts("/article/body/sec/sec/title") == ["Part"]


def test_a_link_to_what_is_left_out_is_words_while_the_address_is_not_known(
    tmp_path: Path,
) -> None:
    pages = (
        page(Role.LANDING, "<h1>T</h1>"),
        page(Role.BODY, '<h1>Case</h1><p>See <a href="../">home</a>, <a href="#x">x</a>.</p>'),
    )
    found = article(manuscript(*pages), tmp_path)
    assert found.texts("//sec/p") == ["See home, x."]
    assert not found.all("//sec/p/*")


def test_the_pdf_is_told_of_only_where_one_is_made_and_the_address_is_known(
    tmp_path: Path,
) -> None:
    known = manuscript(page(Role.BODY, CITED), address="https://cases.uni-alpha.edu/")
    addresses = [
        [each.get(XLINK_HREF) for each in article(made_of, tmp_path, *offers).all("//self-uri")]
        for made_of, offers in (
            (known, [PDF]),
            (known, []),
            (manuscript(page(Role.BODY, CITED)), [PDF]),
        )
    ]
    landing = "https://cases.uni-alpha.edu/"
    assert addresses == [[landing, f"{landing}case-report.pdf"], [landing], []]


def test_a_form_is_told_what_is_made_beside_it(tmp_path: Path) -> None:
    told = []

    def make(sources: Sources) -> dict[str, bytes]:
        told.append(sources.offers)
        return {"a.pdf": b""}

    form = Form("pdf", (PDF,), make)
    other = Form("other", (), make)
    (tmp_path / "kept").mkdir()
    for forms in ([form, other], [other]):
        made = list(make_forms(manuscript(), forms, tmp_path / "kept"))
        assert all(isinstance(each, MadeForm) and each.seconds for each in made)
    assert told == [(PDF,), (PDF,), ()]


@pytest.mark.parametrize(
    ("known", "journal", "missing"),
    [
        pytest.param(
            Metadata(title="T", journal="J", issn="1234-567X", date=PublicationDate(2026)),
            ["1234-567X", "J", "1234-567X", "2026"],
            "",
            id="all",
        ),
        pytest.param(
            Metadata(title="T", journal="J", date=PublicationDate(2026, 3)),
            ["J", "J", "unknown", "2026"],
            "no ISSN is known",
            id="no ISSN",
        ),
        pytest.param(
            Metadata(title="T", date=PublicationDate(2026)),
            ["unknown", "unknown", "2026"],
            "no journal and no ISSN is known",
            id="no journal",
        ),
        pytest.param(
            Metadata(title="T", journal="J", issn="1234-567X"),
            ["1234-567X", "J", "1234-567X", "unknown"],
            "no date of publication is known",
            id="no date",
        ),
    ],
)
def test_only_what_is_not_known_is_said_to_be_unknown(
    known: Metadata, journal: list[str], missing: str, tmp_path: Path
) -> None:
    found = article(manuscript(page(Role.BODY, CITED), metadata=known), tmp_path)
    told = "//journal-id | //journal-title | //journal-meta/issn | //pub-date/year"
    assert found.texts(told) == journal
    notes = found.texts("/article/front/notes")
    assert [missing in each for each in notes] == [True] * bool(missing)
    assert not found.all("//title-group/fn-group")


def test_half_known_metadata_leaves_no_half_empty_element(tmp_path: Path) -> None:
    known = Metadata(
        title="T",
        authors=(Author(family="Plato"), Author(name="A Group")),
        licence=Licence("Ask us"),
        first_page="e12",
    )
    found = article(manuscript(page(Role.BODY, CITED), metadata=known), tmp_path)
    assert [[each.tag for each in name] for name in found.all("//contrib")] == [
        ["name"],
        ["collab"],
    ]
    assert [each.tag for each in found.one("//contrib/name")] == ["surname"]
    assert [each.tag for each in found.one("//article-meta/permissions/license")] == ["license-p"]
    assert found.texts("//article-meta/elocation-id | //article-meta/fpage") == ["e12"]
