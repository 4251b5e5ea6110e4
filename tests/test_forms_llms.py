"""llms.txt, which tells language models of the site, in the shape of https://llmstxt.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

from form_texts import (
    WORKING_TITLE,
    missing_in_order,
)
from full_case import ADDRESS
from markdown_reading import PAGES, WHOLE, read
from reading import only, words

if TYPE_CHECKING:
    from pathlib import Path


# What llmstxt.org asks of the file: a title, a summary in a quotation, text without headings, and
# below each heading of the second level nothing but a list of links.


def test_llms_txt_has_the_shape_that_its_readers_expect(site: Path) -> None:
    blocks = [each for each in only(read(site / "llms.txt").body).children if isinstance(each, Tag)]
    names = [each.name for each in blocks]
    assert names[:2] == ["h1", "blockquote"]
    first = names.index("h2")
    assert set(names[2:first]) <= {"p", "ul"}
    assert names[first::2] == ["h2"] * len(names[first::2])
    assert names[first + 1 :: 2] == ["ul"] * len(names[first::2])
    for listed in blocks[first + 1 :: 2]:
        for item in listed.find_all("li"):
            assert only(item.a).find_previous_sibling() is None
            assert words(item).startswith(words(only(item.a)))


def test_llms_txt_opens_with_the_landing_page_s_own_words(site: Path) -> None:
    summary = words(only(read(site / "llms.txt").blockquote))
    landing = BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml")
    assert summary in [words(each) for each in landing.find_all("p")]


def test_llms_txt_leads_to_every_twin_and_every_other_form(site: Path, case: str) -> None:
    document = read(site / "llms.txt")
    report, optional = (words(each) for each in document.find_all("h2"))
    assert (report, optional) == ("Report", "Optional")
    lists = [
        [str(link["href"]) for link in only(each.find_next("ul")).find_all("a")]
        for each in document.find_all("h2")
    ]
    base = ADDRESS if case == "full_case" else ""
    addresses = [[address.removeprefix(base) for address in each] for each in lists]
    assert all(address.startswith(base) for each in lists for address in each)
    assert addresses[0] == [WHOLE, *(f"{page}index.md" for page in PAGES[case])]
    assert {"case-report.epub", "case-report.docx"} <= set(addresses[1])
    assert not [each for part in addresses for each in part if not (site / each).is_file()]


CAUTIONS = {
    "real_case": (
        WORKING_TITLE,
        "Figure 1 and Figure 2 are stand-ins: the report’s own images are not here.",
        "6 of 6. No match is confirmed",
    ),
    "full_case": (),
    "constructs_case": (
        WORKING_TITLE,
        "Figure 1 and Figure 2A are stand-ins: the report’s own images are not here.",
        "1 of 2. No match is confirmed",
    ),
}


def test_llms_txt_says_plainly_what_is_not_the_authors_own(site: Path, case: str) -> None:
    text = words(read(site / "llms.txt"))
    assert missing_in_order(text, CAUTIONS[case]) == []
    assert ("stand-in" in text, "No match" in text) == (bool(CAUTIONS[case]),) * 2
