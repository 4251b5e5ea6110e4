"""The PDF of the real case and of one in which everything is known, read as its readers do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest
import yaml
from PIL import Image

from form_texts import SKETCHES
from pdf_reading import Pdf, passages, printed
from reading import Site, only, words

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

    from tiny import Built

FILE = "case-report.pdf"
UA = "{http://www.aiim.org/pdfua/ns/id/}part"
"""ISO 14289-1, clause 5: by this a file says that it conforms to PDF/UA."""


@dataclass(frozen=True)
class CaseInPrint:
    """A case's PDF, and the site it stands beside."""

    name: str
    pdf: Pdf
    site: Site
    case: Path
    pages: tuple[str, ...]
    """The pages that are printed, by their path within the site, in the order of the menu."""

    @property
    def contents(self) -> tuple[Tag, ...]:
        """What each printed page holds, without what only a site has."""
        return tuple(printed(self.site.content(page)) for page in self.pages)

    @property
    def passages(self) -> tuple[str, ...]:
        """Every passage of the printed pages, on one line each."""
        return tuple(text for content in self.contents for text in passages(content))

    @property
    def images(self) -> dict[str, dict[str, str]]:
        """What ``figures.yml`` tells of each image, in the order of the figures."""
        loaded: dict[str, dict[str, str]] = yaml.safe_load(
            (self.case / "figures" / "figures.yml").read_text("utf-8")
        )
        return {name: told for name, told in loaded.items() if name not in SKETCHES}


@pytest.fixture(scope="module")
def real(real_case: Built) -> CaseInPrint:
    """Return the real case."""
    pages = ("case-presentation", "discussion", "final-comment", "references", "about")
    return in_print("real", real_case, *pages)


@pytest.fixture(scope="module")
def full(full_case: Built) -> CaseInPrint:
    """Return the case in which everything is known."""
    return in_print("full", full_case, "case", "discussion", "references", "about")


def in_print(name: str, built: Built, *pages: str) -> CaseInPrint:
    """Return a built case and its PDF."""
    paths = tuple(f"{page}/index.html" for page in pages)
    pdf = Pdf(built.site / FILE)
    return CaseInPrint(name, pdf, Site(built.site), built.site.parent, paths)


@pytest.fixture(scope="module", params=["real", "full"])
def either(request: pytest.FixtureRequest) -> CaseInPrint:
    """Return each of the two cases."""
    found: CaseInPrint = request.getfixturevalue(request.param)
    return found


# What the file says of itself.


def test_the_pdf_is_tagged_and_says_that_it_conforms_to_pdf_ua(either: CaseInPrint) -> None:
    root = either.pdf.file.Root
    assert root.MarkInfo.Marked
    assert either.pdf.tree.name == "Document"
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert either.pdf.metadata[UA] == "1"


def test_what_is_not_known_of_the_real_case_is_absent_from_its_metadata(real: CaseInPrint) -> None:
    info = {name: str(value) for name, value in real.pdf.file.docinfo.items()}
    assert info.keys() == {"/Title", "/Creator"}
    assert info["/Title"] == "Leiomyosarcoma of the inferior vena cava: a case report"
    assert info["/Creator"].startswith("Typst")
    names = {name.rpartition("}")[2].lower() for name in real.pdf.metadata}
    assert "title" in names
    assert not [name for name in names if re.search("date|creator$|description|rights", name)]


def test_what_is_known_stands_in_the_metadata(full: CaseInPrint) -> None:
    info = {name: str(value) for name, value in full.pdf.file.docinfo.items()}
    del info["/Creator"]
    assert info == {
        "/Title": 'On “Tumor” & "Vein": a < b, a case report',
        "/Author": "Erol Şener, Zoë A. Müller-Lüdenscheidt, Łucja Di Marzo, The Alpha Case Group",
        "/Keywords": "vein, sarcoma, surgery",
        "/Subject": "A tumor of a vein was resected. The patient did well.",
    }


# What it shows.


def test_every_passage_of_the_site_stands_in_the_pdf(either: CaseInPrint) -> None:
    assert len(either.passages) > 20
    missing = [text for text in either.passages if not either.pdf.holds(text)]
    assert missing == []


FURNITURE = {
    "real": """
        Case report
        Leiomyosarcoma of the inferior vena cava: a case report
        A working title: this site’s own, not the authors’.
        Described in words on page 4. Described in words on page 4.
        Descriptions of the figures Figure 1A. Figure 1B. Figure 2.
    """,
    "full": """
        Case report Journal of Alpha Cases. 2026;12(3):101–105
        On “Tumor” & "Vein": a < b, a case report
        Erol Şener1,2, Zoë A. Müller-Lüdenscheidt3, Łucja Di Marzo, The Alpha Case Group
        1 Department of Surgery 2 Alpha Hospital 3 Department of Radiology
        ORCID: Erol Şener, https://orcid.org/0000-0002-1825-0097;
        Zoë A. Müller-Lüdenscheidt, https://orcid.org/0000-0002-1694-233X
        Published 14 March 2026 DOI 10.1000/cases.2026.1 PubMed 12345678
        Web page https://cases.uni-alpha.edu/one/ Licence CC BY 4.0 ISSN 1234-567X
        Publisher Alpha House
        Abstract A tumor of a vein was resected. The patient did well.
        Keywords vein, sarcoma, surgery
        Described in words on page 3. Described in words on page 3.
        Declarations Funding. Grant 7 of the Alpha Foundation.
        Competing interests. None declared. Consent. The patient consented in writing.
        Descriptions of the figures Figure 1A. Figure 1B. Figure 2.
    """,
}
"""All that a printed article has beside the words of its pages."""


def test_the_pdf_says_nothing_that_is_neither_on_the_site_nor_known(either: CaseInPrint) -> None:
    numbers = [str(number) for number in range(1, len(references(either)) + 1)]
    wanted = Counter(
        " ".join([*either.passages, FURNITURE[either.name], *drawn_words(either)]).split() + numbers
    )
    bullets = Counter({"•": sum(wanted.values())})
    printed = Counter(" ".join(either.pdf.pages).split()) - bullets
    assert printed - wanted == Counter()
    assert wanted - printed == Counter()


def test_each_notice_stands_once(real: CaseInPrint) -> None:
    text = " ".join(real.pdf.pages)
    assert text.count("Stand-in images. Figure 1 and Figure 2 are stand-ins") == 1
    assert text.count("Matched, not confirmed. The report cites works by number") == 1
    assert text.count("Candidate, not confirmed.") + text.count("Probable match, not") == 6


def test_every_page_but_the_first_has_the_title_at_its_head(either: CaseInPrint) -> None:
    title = str(either.pdf.file.docinfo["/Title"])
    heads = [head for head, _ in either.pdf.heads_and_feet]
    assert heads == ["", *[title] * (len(heads) - 1)]


@pytest.mark.parametrize(
    ("name", "known"),
    [("real", ""), ("full", "https://doi.org/10.1000/cases.2026.1 · 14 March 2026 ")],
)
def test_a_foot_has_the_number_of_its_page_and_where_and_when_if_known(
    name: str, known: str, request: pytest.FixtureRequest
) -> None:
    feet = [foot for _, foot in request.getfixturevalue(name).pdf.heads_and_feet]
    assert feet == [f"{known}{number} of {len(feet)}" for number in range(1, len(feet) + 1)]


def test_nothing_stands_outside_the_margins(either: CaseInPrint) -> None:
    for page in range(len(either.pdf.pages)):
        left, right = either.pdf.outermost(page)
        assert left >= 56
        assert right <= 539


def test_no_line_begins_with_the_number_of_a_citation(real: CaseInPrint) -> None:
    lines = [line for page in real.pdf.lines for line in page]
    assert len(lines) > 100
    assert [line for line in lines if line.startswith("[")] == []


# How it is ordered.

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


# Figures.


def test_the_panels_of_a_figure_stand_side_by_side_at_one_height(either: CaseInPrint) -> None:
    (left, low, right, high), (next_left, next_low, _, next_high) = either.pdf.images_on(0)
    assert (low, high) == pytest.approx((next_low, next_high), abs=1)
    assert right < next_left < right + 20
    assert left == pytest.approx(56.7, abs=1)


def test_every_image_has_its_alt_text_in_the_order_of_the_figures(either: CaseInPrint) -> None:
    assert either.pdf.alts == [record["alt"] for record in either.images.values()]


def test_images_are_as_wide_as_the_widest_on_the_site_and_drawings_are_no_pixels(
    either: CaseInPrint,
) -> None:
    published = either.site.folder / "figures"
    widest = []
    for name in either.images:
        stem, _, kind = name.rpartition(".")
        sizes = [size_of(path) for path in published.glob(f"{stem}-*.{kind}")]
        widest += [max(sizes)] if sizes else []
    assert either.pdf.images == sorted(widest)
    assert len(widest) == sum(not name.endswith(".svg") for name in either.images)


def test_text_flows_on_where_a_figure_had_no_room(real: CaseInPrint) -> None:
    first, second, *_ = real.pdf.pages
    assert "After the resection, the patient progressed well" in first
    assert second.startswith("Figure 2: Infrahepatic Vena Cava Resection")


def size_of(path: Path) -> tuple[int, int]:
    """Return the size of an image in pixels."""
    with Image.open(path) as opened:
        return opened.size


def test_the_labels_of_a_drawing_are_words_in_the_packaged_sans(real: CaseInPrint) -> None:
    labels = drawn_words(real)
    assert len(labels) > 10
    assert [label for label in labels if not real.pdf.holds(label)] == []
    assert real.pdf.fonts == {"LibertinusSerif", "SourceSansPro"}


def drawn_words(case: CaseInPrint) -> list[str]:
    """Return the labels of all drawings."""
    svg = "{http://www.w3.org/2000/svg}"
    labels = []
    for name in case.images:
        if name.endswith(".svg"):
            for text in ET.parse(case.case / "figures" / name).iter(f"{svg}text"):  # noqa: S314
                spans = list(text.iter(f"{svg}tspan"))
                labels += ["".join(span.itertext()) for span in spans or [text]]
    return labels


# Links.


def references(case: CaseInPrint) -> list[str]:
    """Return the entries of the reference list, by number."""
    page = next(page for page in case.pages if page.startswith("references"))
    entries = case.site.content(page).select("[role='doc-bibliography'] > ol > li")
    return [words(only(entry.p)) for entry in entries]


def test_every_citation_has_its_number_and_leads_to_its_entry(either: CaseInPrint) -> None:
    listed = references(either)
    cited = [
        (words(link), listed[int(words(link)) - 1])
        for content in either.contents
        for link in content.select("[role='doc-biblioref']")
    ]
    assert cited
    found = [link for link in either.pdf.links if link.landing and link.words.isdecimal()]
    for link in found:
        assert link.landing
        entry = f"{link.words} {listed[int(link.words) - 1]}"
        assert entry.startswith(either.pdf.words_from(link.landing, count=40))
    assert Counter(link.words for link in found) == Counter(number for number, _ in cited)


FIGURES = {
    "real": {
        "Figure 1A": "A Stand-in for: computed tomography angiography, coronal.",
        "Figure 1B": "B Stand-in for: computed tomography angiography, axial.",
        "Figure 2": "Figure 2: Infrahepatic Vena",
    },
    "full": {
        "Figure 1": "A Computed tomography, coronal.",
        "Figure 1A": "A Computed tomography, coronal.",
        "Figure 1B": "B Computed tomography, axial.",
        "Figure 2": "Figure 2: The specimen.",
    },
}
"""The words that follow where a figure or a panel begins."""


def test_a_label_of_a_figure_leads_to_it(either: CaseInPrint) -> None:
    wanted = FIGURES[either.name]
    found = {}
    for link in either.pdf.links:
        if link.landing and re.match("Figure", link.words):
            panel = link.words[-1].isalpha()
            found[link.words] = either.pdf.words_from(
                link.landing, strictly_right=panel, count=len(wanted[link.words])
            )
    assert found == wanted


def test_a_figure_leads_to_its_long_description(either: CaseInPrint) -> None:
    landings = [
        either.pdf.words_from(link.landing, count=10).removesuffix(" T")
        for link in either.pdf.links
        if link.landing and link.words == "Described in words"
    ]
    assert landings == ["Figure 1A.", "Figure 2."]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("real", ("Case Presentation", "Discussion", "Final Comment")),
        ("full", ("discussion",)),
    ],
)
def test_a_link_to_a_page_leads_to_its_section(
    name: str, titles: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    pdf = request.getfixturevalue(name).pdf
    landings = {
        link.words: pdf.words_from(link.landing)
        for link in pdf.links
        if link.landing and link.words in titles
    }
    assert tuple(landings) == titles
    for title, landing in landings.items():
        assert landing.startswith("What follows" if name == "full" else title)


KNOWN_ADDRESSES = {
    "real": set[str](),
    "full": {
        "https://orcid.org/0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1694-233X",
        "https://doi.org/10.1000/cases.2026.1",
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "https://cases.uni-alpha.edu/one/",
        "https://creativecommons.org/licenses/by/4.0/",
    },
}
"""The addresses on the first page."""


def test_links_lead_to_the_addresses_of_the_site_and_to_no_other(either: CaseInPrint) -> None:
    wanted = {
        str(link["href"])
        for content in either.contents
        for link in content.select("a[href^='http'], a[href^='mailto']")
    }
    found = {link.address for link in either.pdf.links if link.address}
    assert found == wanted | KNOWN_ADDRESSES[either.name]
    for link in either.pdf.links:
        assert link.words, link


def test_the_pdf_opens_without_complaint(either: CaseInPrint) -> None:
    assert either.pdf.file.check_pdf_syntax() == []
    assert isinstance(either.pdf.file, pikepdf.Pdf)
