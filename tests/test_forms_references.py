"""The reference list as BibTeX, RIS and CSL-JSON, read back by parsers that are not ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bibliographies import (
    csl_names,
    fields_of,
    names_of,
    read_bibtex,
    read_csl,
    read_ris,
)
from full_case import ENTRIES
from reading import BIBTEX
from tiny import TOP, TinyCase, article

if TYPE_CHECKING:
    from bibtexparser.model import Entry

    from bibliographies import Record
    from tiny import Built

MARKS = {"probable": "Probable match, not confirmed.", "candidate": "Candidate, not confirmed."}
MORE_AUTHORS = "More authors than these: the record ends with “and others”."

# Each BibTeX field of these works: what RIS (in rispy's words) and CSL-JSON call it.
NAMES = {
    "title": ("title", "title"),
    "journal": ("secondary_title", "container-title"),
    "volume": ("volume", "volume"),
    "number": ("number", "issue"),
    "doi": ("doi", "DOI"),
    "pmid": ("accession_number", "PMID"),
    "publisher": ("publisher", "publisher"),
    "address": ("place_published", "publisher-place"),
}
TYPES = {"article": ("JOUR", "article-journal"), "book": ("BOOK", "book")}
ELSEWHERE = {"author", "year", "pages", "match", "match-note"}
"""Fields that are compared each in its own way."""


@dataclass(frozen=True)
class Works:
    """The works of a case as their author wrote them, and as the three files give them."""

    source: str
    built: Built

    @property
    def keys(self) -> list[str]:
        """The keys in the order of the numbers, as the site's list has it."""
        listed = self.built.page("references/").select("[role='doc-bibliography'] > ol > li")
        return [str(entry["id"]).removeprefix("ref-") for entry in listed]

    def written(self, *, decoded: bool = False) -> dict[str, Entry]:
        """Return the author's entries by key, perhaps without LaTeX."""
        return {entry.key: entry for entry in read_bibtex(self.source, decoded=decoded)}

    @property
    def bibtex(self) -> list[Entry]:
        """The entries of the BibTeX file."""
        return read_bibtex((self.built.site / "references.bib").read_text("utf-8"))

    @property
    def ris(self) -> list[Record]:
        """The records of the RIS file."""
        return read_ris(self.built.site / "references.ris")

    @property
    def csl(self) -> list[Record]:
        """The items of the CSL-JSON file."""
        return read_csl(self.built.site / "references.json")


@pytest.fixture(params=["real_case", "full_case"])
def works(request: pytest.FixtureRequest) -> Works:
    """Return the works of the real case, then those of the full one."""
    source = ENTRIES
    if request.param == "real_case":
        source = (TOP / "references.bib").read_text("utf-8")
    return Works(source, request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Works:
    """Return a case of one confirmed and one unconfirmed work, and of all that BibTeX allows."""
    case = TinyCase(tmp_path_factory.mktemp("mixed"))
    source = (
        "@string{jv = {Journal of Veins}}\n"
        + article("sure", note="A note of the author’s.")
        + article("unsure", match="candidate", **{"match-note": r"Fits 5\% \& more."})
        + "@article{macro, author = {Gamma, C.}, title = {On A Macro: the \\emph{E. coli} IVC},"
        " journal = jv, year = 2001, month = mar, doi = {https://doi.org/10.1000/m}}\n"
        "@phdthesis{thesis, author = {Jan van der Berg}, title = {A Thesis}, school = {Alma},"
        " year = {in press}}\n"
        "@misc{page, title = {A Page}, url = {https://a.example/b_c?d=1&e=2}}\n"
    )
    case.settings(theme={"name": "mkdocs"}, plugins=[BIBTEX, {"casereport": {}}])
    case.write(
        {
            "docs/index.md": "# Home\n\nSo [@unsure; @macro; @sure; @thesis; @page].\n",
            "docs/references.md": "# References\n\n/// references\n///\n",
            "references.bib": source,
        }
    )
    built = case.build("--strict")
    assert built.exit_code == 0, built.output
    return Works(source, built)


def test_the_works_stand_in_the_order_of_their_numbers(works: Works) -> None:
    assert len(works.keys) == len(works.written()) > 1
    assert [entry.key for entry in works.bibtex] == works.keys
    assert [record["id"] for record in works.ris] == works.keys
    assert [item["id"] for item in works.csl] == works.keys


def test_bibtex_holds_every_field_as_its_author_wrote_it(works: Works) -> None:
    written = works.written()
    for entry in works.bibtex:
        wanted = fields_of(written[entry.key])
        kept = {name: value for name, value in wanted.items() if "match" not in name}
        found = fields_of(entry)
        assert entry.entry_type == written[entry.key].entry_type
        assert {name: value for name, value in found.items() if name != "note"} == kept


def test_ris_and_csl_json_hold_every_field(works: Works) -> None:
    written = works.written(decoded=True)
    for key, record, item in zip(works.keys, works.ris, works.csl, strict=True):
        fields = {field.key: field.value for field in written[key].fields}
        assert (record["type_of_reference"], item["type"]) == TYPES[written[key].entry_type]
        assert set(fields) <= {*NAMES, *ELSEWHERE}
        for name, (ris, csl) in NAMES.items():
            assert record.get(ris) == fields.get(name), (key, ris)
            assert item.get(csl) == fields.get(name), (key, csl)
        assert record["authors"] == csl_names(item) == names_of(written[key])
        assert record["year"] == fields["year"]
        assert item["issued"] == {"date-parts": [[int(fields["year"])]]}


def test_ris_and_csl_json_hold_the_pages(works: Works) -> None:
    for key, record, item in zip(works.keys, works.ris, works.csl, strict=True):
        pages = fields_of(works.written()[key]).get("pages", "")
        ends = [record[name] for name in ("start_page", "end_page") if name in record]
        assert "--".join(ends) == pages
        assert item.get("page", "") == pages.replace("--", "-")


def test_ris_and_csl_json_hold_nothing_else(works: Works) -> None:
    of_ris = {ris for ris, _ in NAMES.values()} | {"type_of_reference", "id", "authors", "year"}
    of_csl = {csl for _, csl in NAMES.values()} | {"type", "id", "author", "issued", "page"}
    for record, item in zip(works.ris, works.csl, strict=True):
        assert set(record) <= of_ris | {"start_page", "end_page", "notes", "name_of_database"}
        assert set(item) <= of_csl | {"note"}


@pytest.mark.parametrize("kept", ["IVC", "Hodgkin"])
def test_a_protected_word_keeps_its_capitals(kept: str, full_case: Built) -> None:
    works = Works(ENTRIES, full_case)
    assert kept in works.ris[0]["title"]
    assert kept in works.csl[0]["title"]
    assert f"{{{kept}}}" in fields_of(works.bibtex[0])["title"]


@pytest.mark.parametrize("name", ["Di Marzo, L.", "De Sanctis, Rita", "Bush, William H., Jr"])
def test_a_name_keeps_its_parts(name: str, real_case: Built) -> None:
    works = Works("", real_case)
    assert [record["id"] for record in works.ris if name in record["authors"]] == [
        item["id"] for item in works.csl if name in csl_names(item)
    ]
    assert sum(name in record["authors"] for record in works.ris) == 1


def test_the_works_with_more_authors_say_so_and_name_nobody_others(works: Works) -> None:
    written = works.written(decoded=True)
    cut = [key for key in works.keys if written[key]["author"][-1].last == ["others"]]
    assert len(cut) == 1
    for records, note in ((works.ris, "notes"), (works.csl, "note")):
        assert [each["id"] for each in records if MORE_AUTHORS in str(each.get(note))] == cut


# What is not confirmed.


def notes(works: Works) -> dict[str, tuple[str, ...]]:
    """Return the note of each work in BibTeX (LaTeX taken out), RIS and CSL-JSON."""
    text = (works.built.site / "references.bib").read_text("utf-8")
    bibtex = {entry.key: entry for entry in read_bibtex(text, decoded=True)}
    found = {}
    for key, record, item in zip(works.keys, works.ris, works.csl, strict=True):
        told = bibtex[key].get("note")
        lines = (told.value if told else "", *record.get("notes", [""]), item.get("note", ""))
        found[key] = tuple(line.replace(MORE_AUTHORS, "").strip() for line in lines)
    return found


def test_each_work_that_is_not_confirmed_carries_its_mark_and_note(real_case: Built) -> None:
    works = Works((TOP / "references.bib").read_text("utf-8"), real_case)
    told = notes(works)
    for key, entry in works.written(decoded=True).items():
        mark, note = MARKS[entry["match"]], " ".join(entry["match-note"].split())
        assert told[key] == (f"{mark} {note}",) * 3


def test_a_confirmed_work_carries_neither(full_case: Built) -> None:
    told = notes(Works(ENTRIES, full_case))
    assert set(told.values()) == {("", "", "")}


def test_of_two_works_the_unconfirmed_one_is_marked(mixed: Works) -> None:
    told = notes(mixed)
    assert told["unsure"] == ("Candidate, not confirmed. Fits 5% & more.",) * 3
    assert told["sure"] == ("A note of the author’s.",) * 3


def test_no_private_field_leaves_the_case(works: Works, mixed: Works) -> None:
    for case in (works, mixed):
        for entry in case.bibtex:
            assert not [name for name in fields_of(entry) if "match" in name]
        assert not [name for item in case.csl for name in item if "match" in name]


# What pandoc would spoil.


def test_a_title_keeps_its_capitals_and_its_italics(mixed: Works) -> None:
    assert mixed.keys[1] == "macro"
    assert mixed.csl[1]["title"] == "On A Macro: the <i>E. coli</i> IVC"
    assert mixed.ris[1]["title"] == "On A Macro: the E. coli IVC"
    assert "title-short" not in mixed.csl[1]


def test_a_macro_is_resolved_and_a_month_stays_one(mixed: Works) -> None:
    assert mixed.csl[1]["container-title"] == "Journal of Veins"
    assert mixed.csl[1]["issued"] == {"date-parts": [[2001, 3]]}
    assert mixed.ris[1]["date"] == "2001/03//"
    fields = fields_of(mixed.bibtex[1])
    assert (fields["journal"], fields["month"]) == ("Journal of Veins", "mar")


def test_a_thesis_and_its_date_are_named_in_words(mixed: Works) -> None:
    thesis, record = mixed.csl[3], mixed.ris[3]
    assert (thesis["type"], record["type_of_reference"]) == ("thesis", "THES")
    assert thesis["genre"] == record["type_of_work"] == "PhD thesis"
    assert thesis["issued"] == {"literal": "in press"}
    assert record["year"] == "in press"
    assert record["authors"] == ["van der Berg, Jan"]


def test_a_doi_is_told_without_an_address_before_it(mixed: Works) -> None:
    assert mixed.csl[1]["DOI"] == mixed.ris[1]["doi"] == "10.1000/m"


def test_an_address_and_a_work_of_no_kind_stay(mixed: Works) -> None:
    page, record = mixed.csl[4], mixed.ris[4]
    assert (page["type"], record["type_of_reference"]) == ("document", "GEN")
    assert page["URL"] == "https://a.example/b_c?d=1&e=2"
    assert record["urls"] == [page["URL"]]


# The files as files.


def test_every_line_of_ris_ends_as_it_must(works: Works) -> None:
    text = (works.built.site / "references.ris").read_bytes().decode()
    assert text.count("\n") == text.count("\r\n")
    lines = [line for line in text.split("\r\n") if line]
    assert not [line for line in lines if not re.match(r"[A-Z][A-Z0-9]  - ", line)]
    assert lines.count("ER  - ") == len(works.keys)


def test_the_bibtex_of_each_entry_stands_below_it(works: Works) -> None:
    entries = works.built.page("references/").select("[role='doc-bibliography'] > ol > li")
    shown = [
        code.get_text() for entry in entries for code in entry.select("details:not([open]) > pre")
    ]
    assert [fields_of(read_bibtex(text)[0]) for text in shown] == list(map(fields_of, works.bibtex))
    assert [read_bibtex(text)[0].key for text in shown] == works.keys
