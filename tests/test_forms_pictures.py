"""A picture within a sentence keeps its alt text and its long description in every form."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import docx
import pypandoc
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from jats.documents import Jats, validate
from pdf_reading import Pdf
from reading import BIBTEX, Site, build, only, words
from tiny import TinyCase, picture

if TYPE_CHECKING:
    from tiny import Built

ALT, DESCRIPTION = 'A mark of "A" & <B>', "It is a & b < c, and 'd'."
BOTH = f"{ALT}. {DESCRIPTION}"
BARE = "A bare one"
PAGE = (
    "# Case\n\nA mark ![](../figures/mark.png) stands here, and ![](../figures/bare.png) there.\n"
)
RECORDS = f"""\
mark.png:
  alt: '{ALT}'
  description: "{DESCRIPTION}"
bare.png: {{alt: {BARE}}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case with a described picture in a sentence and one that is not, in every form."""
    case = TinyCase(tmp_path_factory.mktemp("pictures"))
    case.settings(plugins=["search", BIBTEX, "casereport"])
    index = "---\ntitle: A title\n---\n\nA summary.\n"
    files = {"docs/index.md": index, "docs/case.md": PAGE, "figures/figures.yml": RECORDS}
    case.write({**files, "references.bib": ""})
    for name in ("mark", "bare"):
        picture(case.root / "figures" / f"{name}.png", (16, 16))
    made = build(case, "--strict")
    assert made.exit_code == 0, made.output
    return made


def test_on_the_site_it_is_described_by_a_text_that_is_read_aloud(built: Built) -> None:
    site = Site(built.site)
    described, bare = site.content("case/index.html").select("img")
    assert (described["alt"], bare["alt"]) == (ALT, BARE)
    text = site.landing("case/index.html", f"#{described['aria-describedby']}")
    assert words(text) == DESCRIPTION
    assert not bare.get("aria-describedby")


def test_in_an_epub_it_refers_to_a_description_to_be_opened(built: Built) -> None:
    with zipfile.ZipFile(built.site / "case-report.epub") as book:
        chapters = [
            BeautifulSoup(book.read(name), "xml")
            for name in book.namelist()
            if name.endswith(".xhtml")
        ]
    (chapter,) = [each for each in chapters if each.find("img")]
    described, bare = chapter.find_all("img")
    assert (described["alt"], bare["alt"]) == (ALT, BARE)
    details = only(only(chapter.find(id=described["aria-details"])).find_parent("details"))
    assert words(only(details.find("summary"))) == f"Description of the image: {ALT}"
    assert words(details).endswith(DESCRIPTION)
    assert not bare.get("aria-details")


def test_where_a_form_has_no_place_for_it_it_is_part_of_the_alt_text(built: Built) -> None:
    validate(built.site / "case-report.xml")
    pictures = Jats(built.site / "case-report.xml").all("//inline-graphic/alt-text")
    assert [each.text for each in pictures] == [BOTH, BARE]
    assert Pdf(built.site / "case-report.pdf").alts == [BOTH, BARE]
    document = docx.Document(str(built.site / "case-report.docx"))
    assert [each.get("descr") for each in document.element.iter(qn("wp:docPr"))] == [BOTH, BARE]
    twin = (built.site / "case" / "index.md").read_text("utf-8")
    read = BeautifulSoup(pypandoc.convert_text(twin, "html", "gfm"), "lxml").find_all("img")
    assert [each["alt"] for each in read] == [BOTH, BARE]


def test_a_picture_by_itself_has_a_long_description_in_jats(
    tiny_case: TinyCase,
) -> None:
    tiny_case.settings(plugins=[BIBTEX, {"casereport": {"forms": ["jats"]}}])
    item = "# Case\n\n- ![](../figures/mark.png)\n"
    tiny_case.write({"docs/case.md": item, "figures/figures.yml": RECORDS})
    for name in ("mark", "bare"):
        picture(tiny_case.root / "figures" / f"{name}.png", (16, 16))
    built = build(tiny_case)
    assert built.exit_code == 0, built.output
    validate(built.site / "case-report.xml")
    (graphic,) = Jats(built.site / "case-report.xml").all("//graphic")
    told = [(each.tag, each.text) for each in graphic]
    assert told == [("alt-text", ALT), ("long-desc", DESCRIPTION)]
