"""The PDF of tiny cases: what an author writes is set as it is written, or refused plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pdf_reading import Pdf, Spot
from reading import BIBTEX, build, only
from site_passages import passages, printed
from tiny import REFERENCES, SETTINGS, TOP, TinyCase, article, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built


FILE = "case-report.pdf"


TITLE = 'A #title "q" \\ $x$ @y <z> -- _u_'


# What means something to Typst, alone, in a row, and where a line or a cell begins.
ODD = TOP / "tests" / "cases" / "odd.md"


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">
<style>.a { font: 20px Helvetica, sans-serif }</style>
<text x="9" y="40" class="a">Styled label</text>
<text x="9" y="80" style="font-family: serif; font-size: 20px">Serif label</text>
<text x="9" y="120" font-family="Unknown Grotesk" font-size="20">Bare label</text>
</svg>
"""


FILES = {
    "docs/index.md": f"---\ntitle: '{TITLE}'\n---\n\n# Home\n",
    "docs/x.md": ODD.read_text("utf-8"),
    "docs/other.md": "# Other\n\n## Twice\n\nText[^one].\n\n[^one]: Note of the other page.\n",
    "docs/references.md": REFERENCES,
    "references.bib": article("alpha.20:20+x/y", title=r"On -- _x_ \# \$ \&"),
    "figures/figures.yml": (
        "small.png: {alt: 'A \"small\" \\ #x <y>'}\ntall.png: {alt: Tall -- one.}\n"
        "p1.png: {alt: One., description: Words -- of 1.}\np2.png: {alt: Two., stand-in: true}\n"
        "p3.svg: {alt: Three., modality: drawing}\n"
    ),
    "figures/p3.svg": DRAWING,
}


def write_odd_case(root: Path) -> TinyCase:
    """Write the case with everything odd."""
    case = TinyCase(root)
    extensions = SETTINGS["markdown_extensions"]
    assert isinstance(extensions, list)
    case.settings(
        theme={"name": "mkdocs"},
        nav=["index.md", "x.md", "other.md", "references.md"],
        plugins=[BIBTEX, {"casereport": {"forms": ["pdf"]}}],
        markdown_extensions=[*extensions, "def_list"],
    )
    case.write(FILES)
    for name, size in (("small", (64, 48)), ("tall", (300, 900)), ("p1", (400, 300))):
        picture(root / "figures" / f"{name}.png", size)
    picture(root / "figures" / "p2.png", (300, 300))
    return case


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the case with everything odd, built."""
    built = build(write_odd_case(tmp_path_factory.mktemp("odd")))
    assert built.exit_code == 0, built.output
    return built


@pytest.fixture(scope="module")
def pdf(odd: Built) -> Pdf:
    """Return its PDF."""
    return Pdf(odd.site / FILE)


# What could be read as something else.


def passages_of(odd: Built) -> list[str]:
    """Return the passages of the odd page."""
    content = printed(only(odd.page("x/").select_one("[role='main']")))
    for element in content.select(".footnote-backref"):
        element.decompose()
    return list(passages(content))


def has_long_word(text: str) -> bool:
    """Return whether a text has a word that goes over more than a line."""
    return max(map(len, text.split())) > 60


def test_every_passage_is_set_as_it_is_written(odd: Built, pdf: Pdf) -> None:
    texts = [text for text in passages_of(odd) if not has_long_word(text)]
    assert len(texts) > 50
    assert [text for text in texts if not pdf.holds(text)] == []


def test_a_word_longer_than_a_line_goes_on_on_the_next_and_loses_nothing(
    odd: Built, pdf: Pdf
) -> None:
    (text,) = filter(has_long_word, passages_of(odd))
    printed_signs = ["".join(page.split()) for page in pdf.pages]
    assert any("".join(text.split()) in page for page in printed_signs)
    for page in range(len(pdf.pages)):
        left, right = pdf.outermost(page)
        assert left >= 56
        assert right <= 539


def test_the_title_is_set_as_it_is_written(pdf: Pdf) -> None:
    assert str(pdf.file.docinfo["/Title"]) == TITLE
    assert pdf.pages[0].startswith(f"Case report {TITLE} X Stand-in images. Figure 2B is")


def test_a_page_without_a_heading_goes_by_its_name_and_no_level_is_left_out(pdf: Pdf) -> None:
    assert [(level, title) for level, title, _ in pdf.outline] == [
        (1, "X"),
        (2, 'Odd --- signs ... "q" -- 1. x'),
        (3, "A level left out"),
        (2, "Twice"),
        (1, "Other"),
        (2, "Twice"),
        (1, "References"),
        (1, "Descriptions of the figures"),
    ]


def test_a_heading_stays_with_text_that_a_footnote_drives_to_the_next_page(pdf: Pdf) -> None:
    for _, title, spot in pdf.outline:
        below = pdf.words_from(spot, count=len(title) + 40).removeprefix(title).strip()
        assert below, title
        assert not below[0].isdecimal() or title == "References", title


def test_blocks_of_raw_html_stand_on_lines_of_their_own(pdf: Pdf) -> None:
    lines = [line.strip() for page in pdf.lines for line in page]
    assert {"Raw bold words H2O x2 marked", "Sum of it", "Detail of it"} <= set(lines)


@pytest.mark.parametrize(
    ("words", "font"),
    [
        ("Odd title -- 1.", "SourceSansPro"),
        ("First of it.", "LibertinusSerif"),
        ("Words without a title.", "LibertinusSerif"),
    ],
)
def test_an_admonition_has_its_title_and_no_other_line_for_one(
    words: str, font: str, pdf: Pdf
) -> None:
    assert pdf.fonts_of(words) == {font}


# Links, footnotes and figures.

LANDINGS = {
    "self": 'Odd --- signs ... "q" -- 1. x',
    "other": "Twice",
    "page": "Other",
    "home": TITLE,
    "raw": "Raw bold words H2O x2 marked",
    "panel": "B Stand-in.",
    "Figure 2A": "A B Stand-in.",
}


@pytest.mark.parametrize("name", LANDINGS)
def test_a_link_leads_to_what_it_names(name: str, pdf: Pdf) -> None:
    (link,) = [link for link in pdf.links if link.words == name]
    assert isinstance(link.landing, Spot)
    right = name == "panel"
    assert pdf.words_from(link.landing, strictly_right=right).startswith(LANDINGS[name])


def test_a_citation_leads_to_a_work_whose_key_has_odd_signs(pdf: Pdf) -> None:
    landings = [
        pdf.words_from(link.landing, count=19)
        for link in pdf.links
        if link.landing and link.words == "1"
    ]
    assert "1 Alpha A, Beta B." in landings


def test_links_keep_their_addresses(pdf: Pdf) -> None:
    addresses = [link.address for link in pdf.links if link.address]
    assert addresses == ["https://example.edu/?a=%22b&c=d_(e)", "mailto:a@b.org"]


def test_footnotes_are_numbered_on_and_stand_on_the_page_that_calls_them(pdf: Pdf) -> None:
    assert sum(tag.name == "Note" for tag in pdf.tree.walk()) == 3
    calls = [link for link in pdf.links if link.words in {"1", "2", "3"} and link.landing]
    landings = [
        (link.words, link.page == link.landing.page, pdf.words_from(link.landing, count=50))
        for link in calls
        if link.landing
    ]
    notes = {number: words for number, same, words in landings if same and "ote" in words}
    assert "First note -- with emphasis and code." in notes["1"]
    assert "Second note" in notes["2"]
    assert "Note of the other page." in notes["3"]


def test_images_keep_their_alt_texts(pdf: Pdf) -> None:
    assert pdf.alts == ['A "small" \\ #x <y>', "Tall -- one.", "One.", "Two.", "Three."]


def test_figures_stand_in_the_order_of_their_numbers_and_before_the_references(pdf: Pdf) -> None:
    text = " ".join(pdf.pages)
    assert text.index("Figure 1: A caption") < text.index("Figure 2: Three of them.")
    assert text.index("Figure 2: Three of them.") < text.index("References")


@pytest.mark.parametrize(
    ("label", "font"),
    [
        ("Styled label", "SourceSansPro"),
        ("Serif label", "LibertinusSerif"),
        ("Bare label", "SourceSansPro"),
    ],
)
def test_a_label_of_a_drawing_has_a_packaged_font_of_its_kind(
    label: str, font: str, pdf: Pdf
) -> None:
    assert pdf.fonts_of(label) == {font}


# Whole cases.


def test_two_builds_in_two_folders_make_the_same_bytes(odd: Built, tmp_path: Path) -> None:
    again = build(write_odd_case(tmp_path / "elsewhere"))
    assert (again.site / FILE).read_bytes() == (odd.site / FILE).read_bytes()


def test_a_landing_page_that_restates_the_report_is_left_out(odd: Built, pdf: Pdf) -> None:
    assert "Home" in odd.page().get_text()
    assert "Home" not in " ".join(pdf.pages)
