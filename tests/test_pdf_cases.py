"""What of a case is printed: which pages, which notices, which title and language."""

from __future__ import annotations

import pytest

from pdf_cases import pdf_case
from pdf_reading import Pdf
from tiny import TinyCase, article, picture

FILE = "case-report.pdf"


@pytest.mark.parametrize(
    ("files", "held"),
    [
        pytest.param({}, "All there is [1].", id="alone"),
        pytest.param(
            {"docs/more.md": "# More\n\nMore [@a2020].\n"}, "All there is [1].", id="cites"
        ),
    ],
)
def test_a_landing_page_with_what_no_other_page_has_is_printed(
    files: dict[str, str], held: str, tiny_case: TinyCase
) -> None:
    index = "---\ntitle: A title\n---\n\n# A title\n\n## Course\n\nAll there is [@a2020].\n"
    tiny_case.write({"docs/index.md": index, "references.bib": article("a2020")} | files)
    built = pdf_case(tiny_case)
    assert built.exit_code == 0, built.output
    pdf = Pdf(built.site / FILE)
    assert pdf.pages[0].startswith(f"Case report A title Course {held}")
    assert next(title for level, title, _ in pdf.outline if level == 1) == "Course"


def test_stand_ins_on_two_pages_have_one_notice(tiny_case: TinyCase) -> None:
    figure = "![](../figures/{0}.png)\n\n/// figure-caption | #{0}\nThe {0}.\n///\n"
    tiny_case.write(
        {
            "docs/one.md": "# One\n\n" + figure.format("a"),
            "docs/two.md": "# Two\n\n" + figure.format("b"),
            "figures/figures.yml": "a.png: {alt: An a., stand-in: true}\n"
            "b.png: {alt: A b., stand-in: true}\n",
        }
    )
    for name in ("a", "b"):
        picture(tiny_case.root / "figures" / f"{name}.png")
    built = pdf_case(tiny_case)
    assert built.exit_code == 0, built.output
    text = " ".join(Pdf(built.site / FILE).pages)
    assert text.count("Stand-in images.") == 1
    assert "Figure 1 and Figure 2 are stand-ins" in text


def test_a_case_of_which_nothing_is_known_has_a_title_and_a_language_all_the_same(
    tiny_case: TinyCase,
) -> None:
    pdf = Pdf(pdf_case(tiny_case).site / FILE)
    assert dict(pdf.file.docinfo)["/Title"] == "Case report"
    assert str(pdf.file.Root.Lang) == "en"
    assert pdf.pages[0].startswith("Case report Case report Home")


def test_the_language_is_the_articles(tiny_case: TinyCase) -> None:
    tiny_case.write({"docs/index.md": "---\nlanguage: pt-BR\n---\n\n# Caso\n\nUm.\n"})
    pdf = Pdf(pdf_case(tiny_case).site / FILE)
    assert str(pdf.file.Root.Lang) == "pt-BR"
