"""What no font of the PDF has a sign for: all of it is named, where an author finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdf_cases import pdf_case
from reading import Report
from tiny import REFERENCES, article

if TYPE_CHECKING:
    from reading import Reported
    from tiny import Built, TinyCase


def _problems(built: Built) -> tuple[Reported, ...]:
    return Report.read(built.output).problems


def test_every_sign_that_no_font_has_is_named_at_once_with_its_lines(tiny_case: TinyCase) -> None:
    tiny_case.write(
        {
            "docs/case.md": "# Case\n\nThe sign 漢 is not there.\n\nNor is \u0e01.\n",
            "docs/other.md": "# Other\n\n漢字\n\n漢\n\n漢\n\n漢\n\nCited [@a2020].\n",
            "references.bib": article("a2020", title="On 字"),
            "docs/references.md": REFERENCES,
        }
    )
    built = pdf_case(tiny_case)
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert not built.site.exists()
    named = {each.place: each.what.partition("sign for: ")[2] for each in _problems(built)}
    assert named == {
        "docs/case.md:3": "“漢” (cjk unified ideograph-6f22, line 3)"
        " and “\u0e01” (thai character ko kai, line 5).",
        "docs/other.md:3": "“漢” (cjk unified ideograph-6f22, lines 3, 5, 7 and others)"
        " and “字” (cjk unified ideograph-5b57, line 3).",
        "references.bib:3": "“字” (cjk unified ideograph-5b57, line 3).",
    }


def test_a_sign_that_stands_in_no_file_as_it_is_is_named_all_the_same(tiny_case: TinyCase) -> None:
    tiny_case.write({"docs/index.md": "# Home\n\nThe sign &#28450; is not there.\n"})
    (problem,) = _problems(pdf_case(tiny_case))
    assert problem.place.startswith("mkdocs.yml")
    assert "the fonts of the PDF have no sign for “漢”" in problem.what
