"""The PDF is ordered as the site is: bookmarks, headings, lists and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pdf.in_print import references
from reading import words

if TYPE_CHECKING:
    from pdf.in_print import CaseInPrint


ADDED = {
    "real": {"About this report": ("Descriptions of the figures",)},
    "full": {"References": ("Declarations",), "About": ("Descriptions of the figures",)},
}
"""Headings that no page has, by the one before which they stand."""


def test_the_bookmarks_are_the_headings_in_their_order(either: CaseInPrint) -> None:
    headings = [
        (int(heading.name[1]), words(heading))
        for content in either.contents
        for heading in content.select("h1, h2, h3")
    ]
    wanted = [
        each
        for level, title in headings
        for each in (*((1, added) for added in ADDED[either.name].get(title, ())), (level, title))
    ]
    assert [(level, title) for level, title, _ in either.pdf.outline] == wanted
    tags = [tag.name for tag in either.pdf.tree.walk() if re.fullmatch(r"H\d", tag.name)]
    assert tags == [f"H{level}" for level, _ in wanted]


def test_a_bookmark_leads_to_its_heading(either: CaseInPrint) -> None:
    for _, title, spot in either.pdf.outline:
        assert either.pdf.words_from(spot, count=len(title)) == title


def test_no_heading_stands_at_the_foot_of_a_page(either: CaseInPrint) -> None:
    for _, title, spot in either.pdf.outline:
        below = either.pdf.words_from(spot, count=len(title) + 60).removeprefix(title)
        assert len(re.sub(r"\d+ of \d+$", "", below)) > 20, title


def test_lists_tables_and_captions_are_tagged_as_such(full: CaseInPrint) -> None:
    tags = [tag.name for tag in full.pdf.tree.walk()]
    assert tags.count("Title") == 1
    assert tags.count("Caption") == 2
    assert tags.count("Table") == 2
    assert tags.count("TH") == 5
    assert tags.count("BlockQuote") == 1
    entries = [tag for tag in full.pdf.tree.walk() if tag.name == "LI"]
    assert len(entries) == 2 + len(references(full))
