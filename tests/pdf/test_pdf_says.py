"""The PDF says all that the site says, and nothing else: its words, heads and feet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pdf.in_print import drawn_words, references

if TYPE_CHECKING:
    from pdf.in_print import CaseInPrint


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
        Erol Şener1, Zoë A. Müller-Lüdenscheidt1,2, Łucja Di Marzo, The Alpha Case Group
        1 Department of Surgery, Alpha Hospital 2 Department of Radiology
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
