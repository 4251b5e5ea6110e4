"""Abbreviations on built sites: each leads to its meaning, and every other word stays as it was."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from abbreviation_reading import explained, meaning
from reading import Site, all_words, build, only, words
from tiny import REFERENCES, SETTINGS, TOP, TinyCase, article, picture

if TYPE_CHECKING:
    from tiny import Built

COMMENT = "final-comment/index.html"
GLOSSARY = "IVC: inferior <vena> cava\nCT: computed tomography\n"
PAGES = {
    "docs/index.md": "# The CT\n\nA CT of the IVC, the CT.\n",
    "docs/one/two.md": (
        "# Two\n\n![A CT.](../../figures/scan.png)\n\n/// figure-caption | #fig\nAn IVC.\n///\n\n"
        "Seen on CT [@alpha].\n\n| IVC |\n| --- |\n| IVC |\n"
    ),
    "docs/references.md": REFERENCES,
    "references.bib": article("alpha", title="{CT} of the {IVC}"),
    "glossary.yml": GLOSSARY,
}


def made(case: TinyCase, **files: str) -> Site:
    """Return the site of a case that uses two abbreviations on two pages."""
    case.settings(
        nav=["index.md", "one/two.md", "references.md"],
        plugins=[*SETTINGS["plugins"][:2], {"casereport": {"forms": ["markdown"]}}],  # type: ignore[index]
    )
    picture(case.root / "figures" / "scan.png")
    case.write({**PAGES, **files})
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site on which one page lists the abbreviations."""
    page = f"{REFERENCES}\n/// abbreviations\n///\n"
    case = TinyCase(tmp_path_factory.mktemp("listed"))
    return made(case, **{"docs/references.md": page})


@pytest.fixture(scope="module")
def unlisted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site on which no page lists them."""
    return made(TinyCase(tmp_path_factory.mktemp("unlisted")))


@pytest.fixture(scope="module")
def unexplained(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the same site without a glossary."""
    return made(TinyCase(tmp_path_factory.mktemp("unexplained")), **{"glossary.yml": ""})


MEANS = {"CT": "computed tomography", "IVC": "inferior <vena> cava"}
USES = {"index.html": ["CT", "IVC", "CT"], "one/two/index.html": ["IVC", "CT", "IVC", "IVC"]}


@pytest.mark.parametrize("name", ["listed", "unlisted"])
@pytest.mark.parametrize("page", USES)
def test_each_use_leads_to_its_meaning_and_is_described_by_it(
    page: str, name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    assert [words(link) for link in explained(site, page)] == USES[page]
    for link in explained(site, page):
        assert meaning(site, page, link) == MEANS[words(link)]
        described = site.landing(page, f"#{link['aria-describedby']}")
        assert words(described) == MEANS[words(link)]
        assert described.has_attr("hidden")
        cards = str(link["data-cards"]).split()
        assert cards[0] == described["id"]
        (note,) = (site.landing(page, f"#{card}").p for card in cards[1:])
        assert "this site’s, not the report’s" in all_words(only(note))
        listed = site.landing(page, str(only(only(note).a)["href"]))
        assert [words(each) for each in listed.select("dt")] == ["CT", "IVC"]
        assert link["data-meaning"] == MEANS[words(link)]


@pytest.mark.parametrize("page", USES)
def test_the_first_use_of_each_on_a_page_is_marked_for_print(page: str, listed: Site) -> None:
    first = [link for link in explained(listed, page) if "abbreviation--first" in link["class"]]
    assert [words(link) for link in first] == list(dict.fromkeys(USES[page]))


def test_one_page_lists_them_all_and_says_whose_words_they_are(listed: Site) -> None:
    lists = [page for page in listed.pages if listed.pages[page].select("dl")]
    assert lists == ["references/index.html"]
    content = listed.content(lists[0])
    assert [words(each) for each in content.select("dl dt")] == ["CT", "IVC"]
    note = only(only(content.dl).find_previous_sibling())
    assert words(note) == "The meanings are this site’s, not words of the report."


def test_where_no_page_lists_them_each_page_lists_what_it_uses(unlisted: Site) -> None:
    used = {
        page: [words(each) for each in unlisted.content(page).select("dl dt")]
        for page in unlisted.pages
        if unlisted.pages[page].select("dl")
    }
    assert used == {page: ["CT", "IVC"] for page in USES}


def test_headings_references_and_alt_texts_stay_unexplained(listed: Site) -> None:
    assert not listed.content("references/index.html").select("abbr, [data-meaning]")
    home = listed.content("index.html")
    assert not only(home.h1).select("abbr")
    assert only(listed.content("one/two/index.html").img)["alt"] == "A CT."
    assert "CT of the IVC" in words(only(listed.content("references/index.html").ol))


@pytest.mark.parametrize("name", ["listed", "unlisted"])
def test_search_finds_the_words_that_an_unexplained_site_has(
    name: str, unexplained: Site, request: pytest.FixtureRequest
) -> None:
    def texts(site: Site) -> dict[str, str]:
        index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
        return {
            entry["location"]: re.sub(r"<[^>]*>", "", entry["text"])
            for entry in index["docs"]
            # The page that lists the meanings is found by them.
            if not entry["location"].startswith("references/")
        }

    assert any("IVC" in text for text in texts(unexplained).values())
    assert texts(request.getfixturevalue(name)) == texts(unexplained)


@pytest.mark.parametrize("file", ["index.md", "one/two/index.md"])
def test_other_forms_have_the_words_as_they_are(file: str, unexplained: Site, listed: Site) -> None:
    texts = [(site.folder / file).read_text("utf-8") for site in (unexplained, listed)]
    assert "IVC" in texts[0]
    assert texts[1] == texts[0]


def test_other_forms_say_in_one_line_what_the_list_says(listed: Site) -> None:
    text = (listed.folder / "references/index.md").read_text("utf-8")
    line = next(line for line in text.splitlines() if "computed" in line).replace("\\", "")
    assert line == (
        "**CT**, computed tomography; **IVC**, inferior <vena> cava."
        " The meanings are this site’s, not words of the report."
    )


# The real case.


@pytest.fixture(scope="module")
def real(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def test_each_abbreviation_of_the_final_comment_is_explained(real: Site) -> None:
    text = (TOP / "docs" / "final-comment.md").read_text("utf-8")
    shown = [words(link) for link in explained(real, COMMENT)]
    # Words of a graphic are links to the sentences that say them, all but a head.
    told = text.partition("\n///")[0]
    assert shown == [*re.findall(r"\b(?:IVC|R0|PTE)\b", told), "PTE"]
    assert {words(link): meaning(real, COMMENT, link) for link in explained(real, COMMENT)} == {
        "IVC": "inferior vena cava",
        "R0": "no residual tumor after resection",
        "PTE": "pulmonary thromboembolism",
    }


def test_the_list_stands_on_the_page_about_the_report(real: Site) -> None:
    link = explained(real, COMMENT)[0]
    assert real.target(COMMENT, str(link["href"])) == ("about/index.html", "abbreviation-ivc")
    content = real.content("about/index.html")
    assert [words(each) for each in content.select("dl dt")] == ["CT", "IVC", "MR", "PTE", "R0"]
