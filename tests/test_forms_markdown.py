"""The Markdown forms, as CommonMark reads them, and as Python-Markdown does where they agree."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from form_texts import (
    CAPTIONS,
    DESCRIPTIONS,
    IMAGES,
    MATCHES,
    NOTES,
    NUMBERS,
    SENTENCES,
    STAND_INS,
    WORKING_TITLE,
    missing_in_order,
)
from full_case import DOI, TITLE
from markdown_reading import PAGES, WHOLE, read, read_otherwise
from reading import only, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

    from tiny import Built


def twins(site: Path, case: str) -> Iterator[tuple[str, BeautifulSoup]]:
    """Yield the path of every twin and what it holds, in the order of the menu."""
    for page in PAGES[case]:
        yield f"{page}index.md", read(site / page / "index.md")


def text_of_twins(site: Path, case: str) -> str:
    return " ".join(words(twin) for _, twin in twins(site, case))


def anchors(document: Tag) -> set[str]:
    """Return the fragments of a file's headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in document.find_all(re.compile(r"h\d")):
        anchor = re.sub(r"[^\w\- ]", "", words(heading).lower()).replace(" ", "-")
        number = 0
        while (made := f"{anchor}-{number}" if number else anchor) in found:
            number += 1
        found.add(made)
    return found


def test_everything_the_article_says_stands_in_the_twins_in_its_order(
    site: Path, case: str
) -> None:
    assert missing_in_order(text_of_twins(site, case), SENTENCES[case]) == []


def test_everything_the_article_says_stands_in_the_one_file_in_its_order(
    site: Path, case: str
) -> None:
    assert missing_in_order(words(read(site / WHOLE)), SENTENCES[case]) == []


@pytest.mark.parametrize("case", ["real_case", "full_case"])
def test_another_reader_finds_the_same(site: Path, case: str) -> None:
    text = words(read_otherwise(site / WHOLE))
    assert missing_in_order(text, SENTENCES[case]) == []
    assert missing_in_order(text, NUMBERS[case]) == []


def test_there_is_a_twin_of_every_page_and_no_other(site: Path, case: str) -> None:
    pages = {path.parent.relative_to(site) for path in site.rglob("index.html")}
    found = {path.parent.relative_to(site) for path in site.rglob("index.md")}
    assert found == pages
    assert len(found) == len(PAGES[case])


@pytest.mark.parametrize("whole", [False, True])
def test_citations_are_their_numbers_as_a_reader_prints_them(
    site: Path, case: str, *, whole: bool
) -> None:
    names = [WHOLE] if whole else [f"{page}index.md" for page in PAGES[case]]
    sources = "\n".join((site / name).read_text("utf-8") for name in names)
    # In the source too no bracket is escaped; the last is that of a note.
    found = re.findall(r"(?<!\\)(?<!\])\[(?:see )?\d[^\]\n]*\](?![(:])", sources)
    notes = 1 if case == "constructs_case" else 0
    assert found[: len(found) - notes] == list(NUMBERS[case])
    text = words(read(site / WHOLE)) if whole else text_of_twins(site, case)
    assert missing_in_order(text, NUMBERS[case]) == []


def test_captions_carry_their_labels_and_stand_in_marks(site: Path, case: str) -> None:
    document = read(site / WHOLE)
    paragraphs = [words(each) for each in document.find_all("p")]
    labelled = [
        words(each.parent)
        for each in document.select("p > strong:first-child")
        if each.parent and re.fullmatch(r"Figure \d:", words(each))
    ]
    assert labelled == list(CAPTIONS[case])
    marked = [each for each in paragraphs if re.match(r"([A-Z] )?Stand-in( for|\.)", each)]
    assert marked == list(STAND_INS[case])


def test_long_descriptions_are_told(site: Path, case: str) -> None:
    paragraphs = [words(each) for each in read(site / WHOLE).find_all("p")]
    told = [each for each in paragraphs if each.startswith("Description of ")]
    for found, part in zip(told, DESCRIPTIONS[case], strict=True):
        assert part in found


def test_every_image_is_there_and_has_its_alt_text(site: Path, case: str) -> None:
    for names in ([f"{page}index.md" for page in PAGES[case]], [WHOLE]):
        images = [(name, image) for name in names for image in read(site / name).find_all("img")]
        for (name, image), alt in zip(images, IMAGES[case], strict=True):
            assert str(image["alt"]).startswith(alt)
            assert (site / posixpath.dirname(name) / str(image["src"])).is_file()


def test_every_link_leads_to_a_file_of_the_site_and_a_heading_in_it(site: Path, case: str) -> None:
    documents = dict(twins(site, case)) | {WHOLE: read(site / WHOLE)}
    followed = 0
    for name, document in documents.items():
        for link in document.select("a:not(.footnote-ref, .footnote-back)"):
            path, anchor = urldefrag(str(link["href"]))
            if ":" in path:
                continue
            followed += 1
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            )
            assert target in documents, f"{name} links to {path}"
            assert not anchor or unquote(anchor) in anchors(documents[target]), f"{name}: {anchor}"
    assert followed > 3


def test_a_page_with_numbers_says_where_they_lead(site: Path, case: str) -> None:
    for name, twin in twins(site, case):
        sayings = [each for each in twin.find_all("p") if words(each).startswith("The numbers in")]
        sayings = [each for each in sayings if "are those of" in words(each)]
        cites = any(number in words(twin) for number in NUMBERS[case])
        assert len(sayings) == cites, name
        assert all(str(only(each.a)["href"]).endswith("references/index.md") for each in sayings)


def test_no_html_stands_where_markdown_can_say_it(site: Path, case: str) -> None:
    for path in (*site.rglob("*.md"), site / "llms.txt"):
        source = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
        tags = set(re.findall(r"(?<!\\)<(/?[a-z]+)(?=[ />])", source))
        # Markdown knows neither raised nor lowered letters.
        allowed = {"sub", "/sub", "sup", "/sup"} if case == "constructs_case" else set()
        assert tags <= allowed, path


def test_the_reference_list_is_numbered_and_marked(real_case: Built) -> None:
    entries = read(real_case.site / "references" / "index.md").select("ol > li")
    for entry, match in zip(entries, MATCHES, strict=True):
        assert words(entry).endswith(match)


def test_notes_are_notes_of_markdown(constructs_case: Built) -> None:
    # Pandoc reads each call as a note of its own, whatever name it goes by.
    document = read_otherwise(constructs_case.site / "one" / "two" / "index.md")
    assert [words(each) for each in document.select("a.footnote-ref")] == ["1", "2", "1"]
    assert missing_in_order(words(only(document.select_one(".footnote"))), NOTES) == []


def test_a_bar_in_the_code_of_a_table_ends_no_cell(constructs_case: Built) -> None:
    source = (constructs_case.site / WHOLE).read_text("utf-8")
    rows = [line for line in source.splitlines() if line.startswith("|")]
    # GFM 4.10: a bar without a backslash ends a cell, in code too.
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert [words(each) for each in read(constructs_case.site / WHOLE).select("td code")] == ["a|b"]


def test_two_blocks_of_code_stay_two(constructs_case: Built) -> None:
    blocks = read(constructs_case.site / "one" / "two" / "index.md").find_all("pre")
    assert [each.get_text().split()[0] for each in blocks] == ["def", "indented"]


def test_the_one_file_says_what_is_known_of_the_article(full_case: Built) -> None:
    document = read(full_case.site / WHOLE)
    headings = [(each.name, words(each)) for each in document.find_all(re.compile(r"h\d"))]
    assert headings[:3] == [("h1", TITLE), ("h2", "Case"), ("h3", "Course")]
    parts = (
        "Erol Şener, Department of Surgery, Alpha Hospital, ORCID",
        "https://orcid.org/0000-0002-1825-0097",
        "The Alpha Case Group",
        "Abstract. A tumor of a vein was resected. The patient did well.",
        f"DOI: {DOI}",
        "Keywords: vein, sarcoma, surgery",
        "Consent: The patient consented in writing.",
    )
    assert missing_in_order(words(document), parts) == []


def test_a_working_title_says_that_it_is_one(real_case: Built) -> None:
    title, note, *_ = only(read(real_case.site / WHOLE).body).find_all(["h1", "p"])
    assert title.name == "h1"
    assert words(note) == WORKING_TITLE
