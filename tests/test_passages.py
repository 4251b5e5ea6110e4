"""Blocks of quoted words on tiny sites: what they lead to, and where they are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.block_lines import find_blocks, without_blocks
from casereport.passages import sentence_id
from reading import BIBTEX, LIGHT, Site, build, only, words
from test_extension import convert
from tiny import article

if TYPE_CHECKING:
    from tiny import TinyCase

CASE = """# Case

A patient came [@alpha], with *no fever*.
Biopsy & scan showed **a tumor**, and a scan showed it again.

- It was 5 &lt; 6 mm.
"""
SUMMARY = """# Home

Biopsy was made.

/// at-a-glance
Biopsy
: biopsy & scan showed a tumor
: a patient came, with no fever.

Size
: 5 < 6 mm
///
"""


def publish(tiny: TinyCase, **files: str) -> Site:
    """Return the site of a case with these pages, built strictly."""
    tiny.settings(**LIGHT)
    tiny.write({"references.bib": article("alpha")})
    tiny.write({f"docs/{name}.md": text for name, text in files.items()})
    built = build(tiny, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


def told(site: Site, page: str) -> list[tuple[str, str]]:
    """Return each link to a sentence on a page: its words, and the sentence's."""
    return [
        (words(link), words(site.landing(page, str(link["href"]))))
        for link in site.pages[page].select("a.told")
    ]


def test_citations_emphasis_and_signs_stand_in_the_way_of_no_quotation(tiny_case: TinyCase) -> None:
    site = publish(tiny_case, case=CASE, index=SUMMARY)
    assert told(site, "index.html") == [
        (
            "biopsy & scan showed a tumor",
            "Biopsy & scan showed a tumor, and a scan showed it again.",
        ),
        ("a patient came, with no fever.", "A patient came [1], with no fever."),
        ("5 < 6 mm", "It was 5 < 6 mm."),
    ]


def test_the_first_sentence_that_says_it_is_the_one_led_to(tiny_case: TinyCase) -> None:
    site = publish(
        tiny_case,
        case="# Case\n\nNo scan [@alpha].\nA scan showed it.\nThe scan showed it at 3 months.\n",
        index="# Home\n\n/// timeline\nScan\n: scan showed it\n\n3 months\n: scan showed it\n///\n",
    )
    assert [sentence for _, sentence in told(site, "index.html")] == [
        "A scan showed it.",
        "The scan showed it at 3 months.",
    ]


def test_a_report_on_one_page_is_the_source_of_its_own_summary(tiny_case: TinyCase) -> None:
    page = "# Home\n\n/// at-a-glance\nBiopsy\n: Biopsy showed it\n///\n\nBiopsy showed it.\n"
    site = publish(
        tiny_case, index=page, references="# References\n\n/// references\n///\n\n[@alpha]\n"
    )
    assert told(site, "index.html") == [("Biopsy showed it", "Biopsy showed it.")]


def test_blocks_may_stand_below_each_other_and_twice(tiny_case: TinyCase) -> None:
    block = "/// timeline\nBiopsy\n: Biopsy showed it\n///\n\n"
    home = f"# Home\n\n{block}{block}See [@alpha].\n"
    site = publish(tiny_case, case="# Case\n\nBiopsy showed it.\n", index=home)
    assert len(told(site, "index.html")) == 2


def test_a_number_that_a_graphic_shows_first_is_given_by_the_report(tiny_case: TinyCase) -> None:
    chart = "/// bar-chart | Survival\n| Of | Told |\n|-|-|\n| It [@beta] | 56% |\n///\n"
    tiny_case.settings(**LIGHT)
    tiny_case.write(
        {
            "references.bib": article("alpha") + article("beta"),
            "docs/a.md": f"# A\n\n{chart}\nSeen [@alpha].\nIt was 56% [@beta].\n",
        }
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    site = Site(built.site)
    page = site.pages["a/index.html"]
    report = [words(each) for each in page.select(".citation:not(.graphic *)")]
    assert report == ["[1]", "[2]"]
    assert words(only(page.select_one(".graphic .citation"))) == "[2]"
    backlinks = site.pages["references/index.html"].select("[role='doc-backlink']")
    landings = [site.landing("references/index.html", str(link["href"])) for link in backlinks]
    assert [words(landing) for landing in landings] == ["[1]", "[2]"]


def test_the_markdown_twin_has_a_summary_as_lists(tiny_case: TinyCase) -> None:
    tiny_case.settings(**{**LIGHT, "plugins": [BIBTEX, {"casereport": {"forms": ["markdown"]}}]})
    tiny_case.write(
        {"references.bib": article("alpha"), "docs/case.md": CASE, "docs/index.md": SUMMARY}
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    twin = (built.site / "index.md").read_text("utf-8").splitlines()
    assert twin[twin.index("**Biopsy**") + 2].removeprefix("- ") == "biopsy & scan showed a tumor"


# Sentences and blocks of one page.


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One.\nTwo.", ["One.", "Two."], id="lines of a paragraph"),
        pytest.param(
            "One *and\nmore*.\nTwo.", ["One and more.", "Two."], id="a line within emphasis"
        ),
        pytest.param("One  \nTwo.", ["One", "Two."], id="a line that is broken"),
        pytest.param("*One*.\n**Two.**", ["One.", "Two."], id="emphasis at either end"),
        pytest.param("A [@a;\n@b].\nTwo [@c]", ["A.", "Two"], id="citations"),
        pytest.param("See [](#figure-a).", ["See."], id="the label of a figure"),
        pytest.param("- One.\n- Two.", ["One.", "Two."], id="items of a list"),
        pytest.param("- One.\n\n    More.\n", ["One.", "More."], id="paragraphs of an item"),
        pytest.param("R&D is 1 &lt; 2 \\* 3.", ["R&D is 1 < 2 * 3."], id="signs"),
        pytest.param("A <b>bold</b> word.", ["A bold word."], id="HTML"),
        pytest.param("# One\n\n    Two.\n", [], id="headings and code"),
        pytest.param("/// timeline\nOne\n: Two.\n///\n", [], id="a block"),
    ],
)
def test_a_sentence_is_a_line_of_a_paragraph(text: str, sentences: list[str]) -> None:
    page, _ = convert(text)
    assert [sentence.words for sentence in page.passages.sentences] == sentences


def test_a_sentence_knows_the_works_it_cites() -> None:
    page, _ = convert("One [@a; @b].\n*Two [@c]* and [@d].")
    assert [sentence.keys for sentence in page.passages.sentences] == [("a", "b"), ("c", "d")]


BLOCKS = """---
title: timeline
---

/// timeline
Scan
: a scan
///

```
/// timeline
not read
///
```

/// bar-chart | Seen
| A | B |
///
"""


def test_blocks_are_found_by_their_lines_and_blanked_line_by_line() -> None:
    first, second = find_blocks("docs/x.md", BLOCKS)
    assert (first.name, first.first) == ("timeline", 5)
    assert (second.name, second.first) == ("bar-chart", 16)
    assert (first.place("a scan", before=":").line, second.place("B").line) == (7, 17)
    blanked = without_blocks(BLOCKS)
    assert blanked.count("\n") == BLOCKS.count("\n")
    assert "a scan" not in blanked
    assert "not read" in blanked


def test_the_id_of_a_sentence_is_its_own_on_the_whole_site() -> None:
    paths = ("docs/a.md", "docs/b.md", "docs/a/b.md", "docs/a-b.md")
    ids = {sentence_id(path, index) for path in paths for index in range(3)}
    assert len(ids) == 12
    assert not [identifier for identifier in ids if " " in identifier or "/" in identifier]
