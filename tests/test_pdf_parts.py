"""Parts of the PDF on their own: the first page's facts, drawings, the setting of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from casereport.forms.drawings import with_known_fonts
from casereport.forms.form import FormError
from casereport.forms.pdf import make_pdf
from casereport.forms.sources import Sources
from casereport.forms.typesetting import typeset
from casereport.forms.typst_front import front
from casereport.manuscript import Manuscript, ManuscriptPage, Role
from casereport.metadata import Author, Metadata, PublicationDate
from pdf_reading import Pdf
from tiny import TinyCase, copy_real_case

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built


def manuscript(html: str = "", metadata: Metadata | None = None, address: str = "") -> Manuscript:
    """Return a manuscript of one page."""
    page = ManuscriptPage("x", "X", "x/", Role.BODY, html)
    return Manuscript(metadata or Metadata(title="T"), address, (page,), (), (), {}, {})


def pdf_of(html: str, folder: Path) -> Pdf:
    """Return the PDF of a manuscript of one page."""
    folder.mkdir()
    path = folder / "made.pdf"
    (content,) = make_pdf(Sources(manuscript(html), folder)).values()
    path.write_bytes(content)
    return Pdf(path)


# What is known.

JOURNAL = "Journal of Cases"


@pytest.mark.parametrize(
    ("known", "source"),
    [
        ({}, ""),
        ({"volume": "12", "issue": "3"}, ""),
        ({"journal": JOURNAL}, "Journal of Cases"),
        ({"journal": JOURNAL, "date": PublicationDate(2026)}, "Journal of Cases. 2026"),
        ({"journal": JOURNAL, "volume": "12"}, "Journal of Cases. 12"),
        (
            {"journal": JOURNAL, "volume": "12", "first_page": "e5"},
            "Journal of Cases. 12:e5",
        ),
        (
            {
                "journal": JOURNAL,
                "date": PublicationDate(2026, 3),
                "volume": "12",
                "issue": "3",
                "first_page": "1",
                "last_page": "9",
            },
            "Journal of Cases. 2026;12(3):1–9",
        ),
    ],
)
def test_where_it_appeared_is_told_as_far_as_it_is_known(
    known: dict[str, object], source: str
) -> None:
    metadata = Metadata(**known)  # type: ignore[arg-type]
    assert front(manuscript(metadata=metadata), "home")["source"] == source


@pytest.mark.parametrize(
    ("known", "address", "foot"),
    [
        ({}, "", ""),
        ({}, "https://cases.uni-alpha.edu/", "https://cases.uni-alpha.edu/"),
        ({"date": PublicationDate(2026)}, "", "2026"),
        ({"date": PublicationDate(2026, 3)}, "", "March 2026"),
        ({"date": PublicationDate(2026, 12, 1)}, "", "1 December 2026"),
        (
            {"doi": "10.1000/x", "date": PublicationDate(2026)},
            "https://cases.uni-alpha.edu/",
            "https://doi.org/10.1000/x · 2026",
        ),
    ],
)
def test_the_foot_of_a_page_tells_where_and_when_as_far_as_it_is_known(
    known: dict[str, object], address: str, foot: str
) -> None:
    metadata = Metadata(**known)  # type: ignore[arg-type]
    assert front(manuscript(metadata=metadata, address=address), "home")["whereabouts"] == foot


SITE = "https://cases.alpha.edu/one/"
WEB_PAGE = {"name": "Web page", "value": SITE, "address": SITE}


def test_an_address_that_is_all_there_is_stands_at_the_head_of_the_first_page() -> None:
    told = front(manuscript(address=SITE), "home")
    assert (told["source"], told["source-address"], told["facts"]) == (SITE, SITE, [])


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(Metadata(doi="10.1000/a"), id="a DOI"),
        pytest.param(Metadata(abstract="Words."), id="an abstract"),
        pytest.param(Metadata(keywords=("vein",)), id="keywords"),
        pytest.param(Metadata(journal=JOURNAL), id="a journal"),
    ],
)
def test_an_address_beside_other_facts_is_one_of_them(known: Metadata) -> None:
    told = front(manuscript(metadata=known, address=SITE), "home")
    facts = told["facts"]
    assert isinstance(facts, list)
    assert WEB_PAGE in facts
    assert (told["source"], told["source-address"]) == (known.journal, "")


def test_the_real_case_has_the_same_pages_wherever_it_is_published(
    real_case: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", SITE)
    built = TinyCase(copy_real_case(tmp_path)).build("--strict")
    assert built.exit_code == 0, built.output
    here, there = (Pdf(each.site / "case-report.pdf") for each in (real_case, built))
    assert there.pages[0] == here.pages[0].replace("Case report", f"Case report {SITE}", 1)
    assert there.pages[1:] == here.pages[1:]
    assert all(foot.startswith(SITE) for _, foot in there.heads_and_feet)
    assert SITE in [link.address for link in there.links]


def test_of_an_unknown_article_nothing_is_told() -> None:
    told = front(manuscript(metadata=Metadata()), "home")
    assert {name for name, value in told.items() if value} == {
        "home",
        "title",
        "running",
        "language",
    }


def test_a_long_title_is_shortened_at_the_head_of_pages_alone() -> None:
    title = "A case of something with a long name " * 5
    told = front(manuscript(metadata=Metadata(title=title.strip())), "home")
    assert told["title"] == title.strip()
    assert len(str(told["running"])) <= 110
    assert str(told["running"]).endswith(" …")


def test_authors_go_by_the_numbers_of_their_affiliations() -> None:
    authors = (
        Author("Alpha", "Ada", affiliations=("One", "Two")),
        Author(name="Group"),
        Author("Beta", "Bo", orcid="0000-0002-1825-0097", affiliations=("Three", "One")),
    )
    told = front(manuscript(metadata=Metadata(authors=authors)), "home")
    assert told["affiliations"] == ["One", "Two", "Three"]
    assert told["authors"] == [
        {"name": "Ada Alpha", "orcid": "", "affiliations": [1, 2]},
        {"name": "Group", "orcid": "", "affiliations": []},
        {
            "name": "Bo Beta",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "affiliations": [3, 1],
        },
    ]


# Drawings.


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Arial, sans-serif", "Arial, Source Sans Pro"),
        ("system-ui,-apple-system,sans-serif", "Source Sans Pro, -apple-system, Source Sans Pro"),
        ("Georgia, serif", "Georgia, Libertinus Serif"),
        ("monospace", "DejaVu Sans Mono"),
        ("Helvetica", "Helvetica, Source Sans Pro"),
    ],
)
def test_a_label_of_a_drawing_names_a_font_that_is_there(written: str, known: str) -> None:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><text font-family="{written}">A</text></svg>'
    )
    root = ET.fromstring(with_known_fonts(drawing.encode()))  # noqa: S314 - made above
    assert root[0].get("font-family") == known


def test_nothing_of_a_drawing_changes_but_its_fonts() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:red;'
        'font-family:Arial}.b{font:bold 3px serif}</style><g style="fill:red"><text> A '
        "<tspan>B</tspan></text></g></svg>"
    )
    made = ET.fromstring(with_known_fonts(drawing.encode()))  # noqa: S314 - made above
    given = ET.fromstring(drawing)  # noqa: S314 - made above
    style = ".a{fill:red;font-family:Arial, Source Sans Pro}.b{font:bold 3px Libertinus Serif}"
    assert made[0].text == style
    given[0].text = style
    assert ET.canonicalize(ET.tostring(made)) == ET.canonicalize(ET.tostring(given))


# Setting.


def test_what_typst_cannot_set_is_told_in_one_sentence(tmp_path: Path) -> None:
    told = front(manuscript(), "home")
    with pytest.raises(FormError) as error:
        typeset(b"#nothing-like-it", told, (), tmp_path)
    assert re.fullmatch(r"Typst cannot set the article: [^\n]*nothing.*\.", str(error.value))


@pytest.mark.parametrize("columns", [2, 4])
def test_a_table_longer_than_a_page_goes_on_under_its_head(columns: int, tmp_path: Path) -> None:
    cell, head = "<td>a cell of words</td>" * columns, "<th>Head</th>" * columns
    rows = "".join(f"<tr><td>{row}</td>{cell}</tr>" for row in range(1, 91))
    html = f"<table><thead><tr><th>Day</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
    pdf = pdf_of(html, tmp_path / "made")
    assert len(pdf.pages) > 2
    assert all("Day Head Head" in page for page in pdf.pages)
    numbers = [int(number) for page in pdf.pages for number in re.findall(r"\d+", page)]
    assert numbers == list(range(1, 91))


NOTED = (
    '<h2 id="a">A heading</h2><p>Its text<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">'
    '1</a></sup>.</p><div class="footnote"><hr><ol><li id="fn:1"><p>A note. <a class='
    '"footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
)


@pytest.mark.parametrize("lines", range(29, 35))
def test_a_heading_stays_with_its_text_though_a_footnote_has_no_room(
    lines: int, tmp_path: Path
) -> None:
    pdf = pdf_of("<p>A line.</p>" * lines + NOTED, tmp_path / "made")
    (page,) = [text for text in pdf.pages if "A heading" in text]
    assert "A heading Its text1. 1A note." in page
