"""Cite this report, and Download: what the landing page offers besides the report itself."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from casereport.forms.form import Purpose
from casereport.forms.registry import FORMS
from casereport.offers import BLOCK_IDS, readable_size
from full_case import ADDRESS, DOI
from reading import BIBTEX, LIGHT, Site, only, words
from tiny import Built, TinyCase

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from casereport.forms.form import Offer

HOME = "index.html"
OFFERED = [offer for form in FORMS for offer in form.offers]

# What each format is for. A format that is not here yet is to be put where a reader looks for it.
READING = (
    "application/pdf",
    "application/epub+zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
EXCHANGING = {
    "application/x-bibtex": ".bib",
    "application/x-research-info-systems": ".ris",
    "application/vnd.citationstyles.csl+json": ".json",
}


@pytest.fixture(params=["real_case", "full_case"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return the site of the real case, then that of the full one."""
    built: Built = request.getfixturevalue(request.param)
    return Site(built.site)


def block(site: Site, name: str) -> Tag:
    """Return one of the two blocks on the landing page."""
    return only(site.content(HOME).find(id=BLOCK_IDS[name]))


def cite_box(built: Built) -> Tag:
    """Return the block that tells how to cite the article."""
    return only(built.page().find(id=BLOCK_IDS["cite-this-report"]))


# Cite this report.


def test_the_real_case_is_cited_by_title_address_and_day(real_case: Built) -> None:
    assert words(only(cite_box(real_case).select_one("p"))) == (
        "Leiomyosarcoma of the inferior vena cava: a case report [Internet]."
        " [place unknown: publisher unknown]; [date unknown] [cited year month day]."
        " Available from: address of this report"
    )


def test_the_real_case_says_why(real_case: Built) -> None:
    box = cite_box(real_case)
    for noscript in box.select("noscript"):
        noscript.decompose()
    assert words(box.select("p")[-1]) == (
        "The source text gives no author, date, journal or DOI, so the report is cited as a web"
        " page, by its title, its address and the day it was read, as the National Library of"
        " Medicine’s Citing Medicine has it."
        " The title is this site’s own working title, not the authors’."
    )


def test_the_day_and_the_address_are_left_to_the_reader(real_case: Built) -> None:
    box = cite_box(real_case)
    assert {place["data-fill"]: words(place) for place in box.select("[data-fill]")} == {
        "day": "year month day",
        "address": "address of this report",
    }
    told = words(only(box.noscript))
    assert all(words(place) in told for place in box.select("[data-fill]"))


def test_the_full_case_is_cited_as_an_article_of_its_journal(full_case: Built) -> None:
    box = cite_box(full_case)
    assert words(only(box.select_one("p"))) == (
        "Şener E, Müller-Lüdenscheidt ZA, Di Marzo Ł, The Alpha Case Group."
        " On “Tumor” & “Vein”: a < b, a case report. Journal of Alpha Cases."
        f" 2026 Mar 14;12(3):101–5. doi:{DOI} PubMed PMID: 12345678."
    )
    assert "The source text" not in words(box)
    assert not box.select("[data-fill], noscript")


JOURNAL_ALONE = """\
---
title: A tumor
journal: Cases
date: 2026
---

# A tumor

/// cite-this-report
///

/// downloads
///
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Return what builds a case whose home page is given, with MkDocs' own theme."""

    def make(index: str, *options: str, **settings: object) -> Built:
        case = TinyCase(tmp_path_factory.mktemp("small"))
        case.settings(**{**LIGHT, **settings})
        case.write({"docs/index.md": index, "references.bib": ""})
        built = case.build(*options)
        assert built.exit_code == 0, built.output
        return built

    return make


def test_with_a_journal_but_no_authors_the_citation_begins_with_the_title(
    small: Callable[..., Built],
) -> None:
    built = small(JOURNAL_ALONE, "--strict", site_url=ADDRESS)
    box = cite_box(built)
    assert words(box.select("p")[0]) == (
        f"A tumor. Cases [Internet]. 2026 [cited year month day]. Available from: {ADDRESS}"
    )
    assert words(box.select("p")[-1]) == (
        "The source text gives no author or DOI; the citation goes without."
    )
    assert [place["data-fill"] for place in box.select("[data-fill]")] == ["day"]
    assert "address" not in words(only(box.noscript))


def test_a_report_without_a_title_cannot_be_cited_and_says_so(
    small: Callable[..., Built],
) -> None:
    box = cite_box(small("# Home\n\n/// cite-this-report\n///\n"))
    assert "No title is known" in words(box)
    assert not box.select("[data-copies]")


@pytest.mark.parametrize("built", ["real_case", "full_case"])
def test_the_citation_is_offered_to_reference_managers(
    built: str, request: pytest.FixtureRequest
) -> None:
    links = cite_box(request.getfixturevalue(built)).select("a[download]")
    assert [words(link) for link in links] == ["BibTeX", "RIS", "CSL-JSON"]


# Download.


def test_every_offer_leads_to_its_file_and_tells_its_size_and_kind(site: Site) -> None:
    rows = block(site, "downloads").select("li")
    assert len(rows) == len(OFFERED) > 5
    found = {}
    for row in rows:
        link = only(row.a)
        path, _ = site.target(HOME, str(link["href"]))
        size = (site.folder / path).stat().st_size
        suffix, shown = words(only(row.select_one(".file__facts"))).split(", ")
        assert shown == readable_size(size)
        assert path.endswith(suffix)
        assert link["type"] in {mimetypes.guess_type(path)[0], *EXCHANGING}
        found[path] = (words(link), link["type"])
    assert found == {offer.file: (offer.label, offer.media_type) for offer in OFFERED}


def test_offers_stand_under_headings_by_what_they_are_for(site: Site) -> None:
    shelves = block(site, "downloads").select("[role=group]")
    labels = [only(site.content(HOME).find(id=str(shelf["aria-labelledby"]))) for shelf in shelves]
    wanted = {
        purpose.value: [offer.file for offer in OFFERED if offer.purpose is purpose]
        for purpose in Purpose
        if any(offer.purpose is purpose for offer in OFFERED)
    }
    found = {
        words(label): [site.target(HOME, str(link["href"]))[0] for link in shelf.select("a")]
        for label, shelf in zip(labels, shelves, strict=True)
    }
    assert found == wanted
    assert list(found) == list(wanted)


@pytest.mark.parametrize("offer", OFFERED, ids=lambda offer: offer.file)
def test_an_offer_stands_where_a_reader_looks_for_it(offer: Offer) -> None:
    reads = offer.media_type in READING
    exchanged = offer.media_type in EXCHANGING
    assert (offer.purpose is Purpose.READING) is reads
    assert (offer.purpose in {Purpose.CITATION, Purpose.REFERENCES}) is exchanged


def test_no_two_offers_are_one_file() -> None:
    assert len({offer.file for offer in OFFERED}) == len(OFFERED)


def test_the_reference_list_is_offered_below_itself(site: Site) -> None:
    page = "references/index.html"
    links = site.content(page).select("[role='doc-bibliography'] ~ p a[download]")
    assert [site.target(page, str(link["href"]))[0] for link in links] == [
        offer.file for offer in OFFERED if offer.purpose is Purpose.REFERENCES
    ]


def test_without_forms_the_site_offers_none(small: Callable[..., Built]) -> None:
    built = small(JOURNAL_ALONE)
    downloads = only(built.page().find(id=BLOCK_IDS["downloads"]))
    assert words(downloads) == "This site offers the report in no other form."
    assert not cite_box(built).select("a[download]")


@pytest.mark.parametrize(
    ("options", "files"),
    [
        pytest.param({}, 0, id="by default"),
        pytest.param({"forms_while_serving": True, "forms": ["citation"]}, 3, id="asked for"),
    ],
)
def test_serve_makes_the_files_only_where_it_is_asked_to(
    options: dict[str, object], files: int, tiny_case: TinyCase
) -> None:
    tiny_case.settings(theme={"name": "mkdocs"}, plugins=[BIBTEX, {"casereport": options}])
    tiny_case.write({"docs/index.md": JOURNAL_ALONE})
    config = load_config(str(tiny_case.root / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    built = Built(0, "", tiny_case.root / "site")
    downloads = only(built.page().find(id=BLOCK_IDS["downloads"]))
    assert len(downloads.select("a[download]")) == len(cite_box(built).select("a[download]"))
    assert len(downloads.select("a[download]")) == files
    assert ("forms_while_serving: true" in words(downloads)) is not bool(files)


SIZES = [(1, "1 KB"), (999, "1 KB"), (1499, "1 KB"), (1500, "2 KB"), (999_499, "999 KB")]
LARGE = [(999_500, "1.0 MB"), (1_000_000, "1.0 MB"), (12_340_000, "12.3 MB")]


@pytest.mark.parametrize(("count", "text"), SIZES + LARGE)
def test_a_size_is_told_as_readers_know_it(count: int, text: str) -> None:
    assert readable_size(count) == text


# What an author can get wrong, and may do.


def test_a_block_that_stands_twice_on_a_page_is_refused(tiny_case: TinyCase) -> None:
    tiny_case.settings(theme={"name": "mkdocs"}, plugins=[BIBTEX, {"casereport": {"forms": []}}])
    tiny_case.write({"docs/index.md": "# Home\n" + "\n/// downloads\n///\n" * 2})
    built = tiny_case.build()
    assert built.exit_code == 1
    assert "docs/index.md  holds “/// downloads” twice." in built.output


def test_a_page_may_link_to_a_block(tiny_case: TinyCase) -> None:
    tiny_case.write(
        {
            "docs/index.md": JOURNAL_ALONE,
            "docs/more.md": "# More\n\n[Cite it](index.md#report-citation).\n",
        }
    )
    built = tiny_case.build("--strict")
    assert built.exit_code == 0, built.output
