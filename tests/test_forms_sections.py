"""What the forms make of unusual cases: where the report stands, odd ids, images from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.forms.form import FormError
from casereport.forms.identifiers import BOOKMARK, XML_NAME, names_for
from casereport.forms.raster import raster
from reading import BIBTEX, LIGHT, Report, build
from tiny import article, picture

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from casereport.forms.identifiers import NameRule
    from tiny import Built, TinyCase

BODY = "# The case\n\nWords of the case [@a2020].\n"


def made(case: TinyCase, files: Mapping[str, str], **settings: object) -> Built:
    """Build a case with these pages and its Markdown forms."""
    plugins = [BIBTEX, {"casereport": {"forms": ["markdown"], "figures_dir": "pictures"}}]
    case.settings(**{**LIGHT, "plugins": plugins, **settings})
    case.write({"references.bib": article("a2020"), **files})
    return build(case)


LANDING = {
    "a summary is left out": (
        {"docs/index.md": "# Home\n\nA summary.\n", "docs/case.md": BODY},
        False,
    ),
    "figures or citations keep it": (
        {"docs/index.md": "# Home\n\nA summary [@a2020].\n", "docs/case.md": BODY},
        True,
    ),
    "a report of one page is on it": ({"docs/index.md": "# Home\n\nA summary.\n"}, True),
}


@pytest.mark.parametrize(("files", "kept"), LANDING.values(), ids=LANDING)
def test_the_landing_page_is_part_of_the_article_where_the_report_stands_on_it(
    files: Mapping[str, str], *, kept: bool, tiny_case: TinyCase
) -> None:
    site = made(tiny_case, files).site
    assert ("A summary" in (site / "case-report.md").read_text("utf-8")) == kept
    assert "A summary" in (site / "index.md").read_text("utf-8")


def test_twins_lie_beside_their_pages_and_images_where_the_site_has_them(
    tiny_case: TinyCase,
) -> None:
    files = {
        "docs/index.md": "# Home\n",
        "docs/a/case.md": f"{BODY}\n![](../../pictures/p.png)\n\n/// figure-caption\nOne.\n///\n",
        "pictures/figures.yml": "p.png: {alt: A picture.}\n",
    }
    picture(tiny_case.root / "pictures" / "p.png")
    site = made(tiny_case, files, use_directory_urls=False).site
    assert (site / "a" / "case.html").is_file()
    twin = (site / "a" / "case.md").read_text("utf-8")
    address = twin.partition("![A picture.](")[2].partition(")")[0]
    assert (site / "a" / address).is_file()


def test_an_image_from_elsewhere_says_what_to_do(tiny_case: TinyCase) -> None:
    page = f'{BODY}\n<p><img src="x.ico" alt="x"></p>\n'
    built = made(tiny_case, {"docs/index.md": page, "docs/x.ico": "An image."})
    (problem,) = Report.read(built.output).problems
    assert built.exit_code
    assert "The page The case shows x.ico, which is no image of the folder of" in problem.what
    assert "show it with ![](…)" in problem.what


LONG = "a" * 60
IDS: tuple[tuple[NameRule, tuple[str, ...], tuple[str, ...]], ...] = (
    (XML_NAME, ("scan", "scan.b_1-c"), ("scan", "scan.b_1-c")),
    (XML_NAME, ("a:b", "a/b", "id-a-b"), ("id-a-b-2", "id-a-b-3", "id-a-b")),
    (XML_NAME, ("1st", "Über"), ("id-1st", "id--ber")),
    (BOOKMARK, ("scan", "scan-b"), ("scan", "id_scan_b")),
    (BOOKMARK, (LONG, f"{LONG}b"), (f"id_{'a' * 37}", f"id_{'a' * 35}_2")),
)


@pytest.mark.parametrize(("rule", "ids", "names"), IDS)
def test_an_id_that_is_no_name_becomes_one_of_its_own(
    rule: NameRule, ids: tuple[str, ...], names: tuple[str, ...]
) -> None:
    found = names_for(ids, rule)
    assert tuple(found[each] for each in ids) == names
    assert all(rule.pattern.fullmatch(each) for each in names)


def test_a_drawing_that_cannot_be_drawn_says_which(tmp_path: Path) -> None:
    drawing = tmp_path / "drawing.svg"
    drawing.write_text("<svg", "utf-8")
    with pytest.raises(FormError, match=r"The drawing drawing\.svg cannot be turned into pixels"):
        raster(drawing)
