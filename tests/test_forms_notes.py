"""A footnote is one note with one number in every form, however often and wherever it is called."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from markdown import Markdown

from jats.documents import Jats, validate
from pdf_reading import Pdf
from reading import BIBTEX, Site, build, only, words
from tiny import SETTINGS, TinyCase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bs4 import Tag

    from tiny import Built

PAGES = {
    # The words of a summary, which no form but the site has.
    "docs/index.md": "---\ntitle: A title\n---\n\nA summary.\n",
    "docs/one.md": ("# One\n\nRed[^b] blue[^a] crimson[^b].\n\n[^a]: Of blue.\n[^b]: Of red.\n"),
    "docs/two.md": "# Two\n\n*Green*[^a] lime[^a] grey[^c].\n\n"
    "[^a]: Of green.\n\n    - In a list.\n[^c]: Of grey.\n",
}
CALLS = [("Red", 1), ("blue", 2), ("crimson", 1), ("Green", 3), ("lime", 3), ("grey", 4)]
NOTES = {1: "Of red.", 2: "Of blue.", 3: "Of green. In a list.", 4: "Of grey."}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case with footnotes on two pages, some of them called twice, in every form."""
    case = TinyCase(tmp_path_factory.mktemp("notes"))
    extensions = SETTINGS["markdown_extensions"]
    case.settings(plugins=["search", BIBTEX, "casereport"], markdown_extensions=extensions)
    case.write({**PAGES, "references.bib": ""})
    made = build(case, "--strict")
    assert made.exit_code == 0, made.output
    return made


Told = tuple[list[tuple[str, int]], "dict[int, str]"]
"""The word before each call with the number it shows, and each note by its number."""


def told(calls: list[tuple[str, str]], notes: list[tuple[str, str]]) -> Told:
    """Return calls, each with the words before it, and notes; of the words the last one counts."""
    by_number = {int(number): text for number, text in notes}
    assert len(by_number) == len(notes)
    return [(before.split()[-1], int(number)) for before, number in calls], by_number


def _site(site: Path) -> Told:
    calls, notes = [], []
    for name in ("one", "two"):
        content = Site(site).content(f"{name}/index.html")
        listed = only(content.select_one(".footnote ol"))
        first = int(str(listed["start"]))
        for number, note in enumerate(listed.find_all("li", recursive=False), start=first):
            for back in note.select(".footnote-backref"):
                assert re.findall(r"\d+", str(back["title"])) == [f"{number}"]
                back.extract()
            notes.append((f"{number}", words(note)))
        calls += _calls(content, "a.footnote-ref")
        for link in content.select("a.footnote-ref"):
            target = Site(site).landing(f"{name}/index.html", str(link["href"]))
            assert dict(notes)[words(link)].startswith(words(target)[:6])
    return told(calls, notes)


def _calls(content: Tag, selector: str) -> list[tuple[str, str]]:
    """Return the words before each call, and its number."""
    links = content.select(selector)
    return [(str(link.find_previous(string=re.compile("[a-z]"))), words(link)) for link in links]


def _epub(site: Path) -> Told:
    calls, notes = [], []
    with zipfile.ZipFile(site / "case-report.epub") as book:
        for name in sorted(each for each in book.namelist() if each.endswith(".xhtml")):
            chapter = BeautifulSoup(book.read(name), "xml")
            for note in chapter.select("aside"):
                back = only(note.select_one("[role='doc-backlink']")).extract()
                call = only(chapter.find(id=str(back["href"])[1:]))
                assert words(call) == words(back)
                notes.append((words(back), words(note).removeprefix(". ")))
            calls += _calls(chapter, "[role='doc-noteref']")
            for link in chapter.select("[role='doc-noteref']"):
                note = only(chapter.find(id=str(link["href"])[1:]))
                assert f". {dict(notes)[words(link)]}" == words(note)
    return told(calls, notes)


def _docx(site: Path) -> Told:
    with zipfile.ZipFile(site / "case-report.docx") as word:
        text, foot = (
            parse_xml(word.read(f"word/{name}.xml")) for name in ("document", "footnotes")
        )
    by_id = {
        note.get(qn("w:id")): " ".join(each.text for each in note.iter(qn("w:t"))) for note in foot
    }
    calls: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    before = ""
    bookmark, marked, skipped = "", {}, False
    for each in text.iter():
        if each.tag == qn("w:bookmarkStart"):
            bookmark = each.get(qn("w:name"))
        elif each.tag == qn("w:footnoteReference"):
            # Word numbers them by their order.
            number = f"{len(notes) + 1}"
            marked[bookmark] = number
            notes.append((number, " ".join(by_id[each.get(qn("w:id"))].split())))
            calls.append((before, number))
        elif each.tag == qn("w:instrText"):
            kind, target, *_ = each.text.split()
            assert kind == "NOTEREF"
            calls.append((before, marked[target]))
            skipped = True
        elif each.tag == qn("w:t") and skipped:
            assert each.text == calls[-1][1]
            skipped = False
        elif each.tag == qn("w:t"):
            before = each.text.strip() or before
    return told(calls, notes)


def _jats(site: Path) -> Told:
    validate(site / "case-report.xml")
    article = Jats(site / "case-report.xml")
    calls = []
    for link in article.all("//xref[@ref-type='fn']"):
        note = article.by_id(link.get("rid"))
        assert note.findtext("label") == link.text
        before = [text for text in link.xpath("preceding::text()") if re.search("[a-z]", text)]
        calls.append((before[-1], link.text))
    notes = [
        (each.findtext("label"), " ".join("".join(each.itertext()).split()[1:]))
        for each in article.all("//fn-group[parent::back]/fn")
    ]
    return told(calls, notes)


def _markdown(site: Path) -> Told:
    text = (site / "case-report.md").read_text("utf-8")
    html = Markdown(extensions=["footnotes"]).convert(text)
    content = BeautifulSoup(html, "lxml")
    notes = []
    for number, note in enumerate(content.select(".footnote ol > li[id]"), start=1):
        for back in note.select(".footnote-backref"):
            back.extract()
        notes.append((f"{number}", words(note)))
    return told(_calls(content, "a.footnote-ref"), notes)


READERS: Mapping[str, Callable[[Path], Told]] = {
    "site": _site,
    "epub": _epub,
    "docx": _docx,
    "jats": _jats,
    "markdown": _markdown,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_note_has_one_number_over_the_whole_article(
    read: Callable[[Path], Told], built: Built
) -> None:
    assert read(built.site) == (CALLS, NOTES)


def test_a_note_has_that_number_in_print_too(built: Built) -> None:
    (page,) = Pdf(built.site / "case-report.pdf").pages
    assert "One Red1 blue2 crimson1. Two Green3 lime3 grey4." in page
    assert "1Of red. 2Of blue. 3Of green. • In a list. 4Of grey." in page


def test_a_first_page_that_calls_a_note_is_part_of_every_form(tiny_case: TinyCase) -> None:
    tiny_case.settings(plugins=[BIBTEX, {"casereport": {"forms": ["pdf", "docx", "markdown"]}}])
    index = "---\ntitle: A title\n---\n\nA summary[^1].\n\n[^1]: Of it.\n"
    tiny_case.write({**PAGES, "docs/index.md": index})
    made = build(tiny_case)
    assert made.exit_code == 0, made.output
    (page,) = Pdf(made.site / "case-report.pdf").pages
    assert "A summary1. One Red2" in page
    assert "A summary[^1]." in (made.site / "case-report.md").read_text("utf-8")
    assert [words(each) for each in made.page("one").select("a.footnote-ref")] == ["2", "3", "2"]
