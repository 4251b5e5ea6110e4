"""The reference list on built sites: entries, back-links, cards, and how sure each entry is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reading import BIBTEX, Site, all_words, build, only, words
from tiny import REFERENCES, TinyCase, article, picture

if TYPE_CHECKING:
    from bs4 import Tag

LIST = "references/index.html"


def entries(site: Site) -> list[Tag]:
    """Return the entries of the reference list."""
    return site.content(LIST).select("[role='doc-bibliography'] > ol > li")


def cards(site: Site, page: str) -> dict[str, Tag]:
    """Return the reference cards of a page by the names of the links that show them."""
    content = site.content(page)
    return {
        str(link["aria-label"]): only(content.find("template", id=identifier))
        for link in content.select("a[role='doc-biblioref']")
        for identifier in str(link["data-cards"]).split()
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of three pages that cite three works of four, in several places."""
    case = TinyCase(tmp_path_factory.mktemp("references"))
    case.settings(nav=["index.md", {"The course": "course.md"}, "references.md"])
    picture(case.root / "figures" / "scan.png")
    case.write(
        {
            "docs/index.md": "# Home\n\nOne [@alpha; @gamma]. Two [@alpha].\n",
            "docs/course.md": (
                "# Course\n\n![A scan.](../figures/scan.png)\n\n"
                "/// figure-caption | #fig\nA scan [@beta].\n///\n\n"
                "| Work |\n| --- |\n| [@alpha] |\n\nAgain [@beta; @alpha].\n"
            ),
            "docs/references.md": REFERENCES,
            "references.bib": article("uncited")
            + article("gamma", pmid="12345678", doi="10.1000/x<y")
            + article("beta", title="{IVC} \\& more: 5\\% of {Di Marzo}'s")
            + article("alpha", author='M{\\"u}ller, Ada'),
        }
    )
    built = build(case)
    assert built.exit_code == 0, built.output
    return Site(built.site)


def test_the_list_holds_what_is_cited_in_the_order_of_the_numbers(site: Site) -> None:
    texts = [words(only(entry.p)) for entry in entries(site)]
    assert [text.partition(" Journal")[0] for text in texts] == [
        "Müller A. On alpha.",
        "Alpha A, Beta B. On gamma.",
        "Alpha A, Beta B. IVC & more: 5% of Di Marzo’s.",
    ]


def test_doi_and_pmid_are_links(site: Site) -> None:
    links = [str(a["href"]) for a in only(entries(site)[1].p).select("a")]
    assert links == ["https://doi.org/10.1000/x<y", "https://pubmed.ncbi.nlm.nih.gov/12345678/"]


BACKLINKS = [
    (
        ("Home, citation 1 of this work", "index.html", "One [1, 2]."),
        ("Home, citation 2 of this work", "index.html", "Two [1]."),
        ("The course, citation 1 of this work", "course/index.html", "[1]"),
        ("The course, citation 2 of this work", "course/index.html", "Again [1, 3]."),
    ),
    (("Home, citation 1 of this work", "index.html", "One [1, 2]."),),
    (
        ("The course, citation 1 of this work", "course/index.html", "A scan [3]."),
        ("The course, citation 2 of this work", "course/index.html", "Again [1, 3]."),
    ),
]


@pytest.mark.parametrize("index", range(3))
def test_an_entry_leads_back_to_every_place_that_cites_it(index: int, site: Site) -> None:
    links = entries(site)[index].select("a[role='doc-backlink']")
    assert [str(link["aria-label"]) for link in links] == [name for name, _, _ in BACKLINKS[index]]
    for link, (_, page, sentence) in zip(links, BACKLINKS[index], strict=True):
        assert site.target(LIST, str(link["href"]))[0] == page
        landing = site.landing(LIST, str(link["href"]))
        assert landing["class"] == ["citation"]
        assert sentence in words(only(landing.parent))


def test_a_back_link_names_its_page_and_occurrence_in_plain_sight(site: Site) -> None:
    first = words(only(entries(site)[0].select_one(".reference__backlinks")))
    assert first.startswith("Cited in Home: 1 2")
    assert first.endswith("The course: 1 2")


@pytest.mark.parametrize("page", ["index.html", "course/index.html"])
def test_each_number_has_a_card_with_its_whole_reference(page: str, site: Site) -> None:
    found = cards(site, page)
    assert found
    for name, card in found.items():
        number = int(name.removeprefix("Reference "))
        reference = words(only(entries(site)[number - 1].p))
        assert f"{number}. {reference}" in all_words(card)


def test_a_range_has_the_cards_of_all_its_works(tiny_case: TinyCase) -> None:
    keys = ("alpha", "beta", "gamma")
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\n[@alpha; @beta; @gamma]\n",
            "references.bib": "".join(map(article, keys)),
        }
    )
    content = Site(build(tiny_case, "--strict").site).content("index.html")
    for link in content.select("a[role='doc-biblioref']"):
        texts = [
            all_words(only(content.find("template", id=card)))
            for card in str(link["data-cards"]).split()
        ]
        assert [key for key, text in zip(keys, texts, strict=True) if f"On {key}." in text] == [
            *keys
        ]


@pytest.mark.parametrize(
    "style", ["elsevier-vancouver", "nature", "ieee", "american-medical-association"]
)
def test_another_numeric_style_works_by_its_name_alone(style: str, tiny_case: TinyCase) -> None:
    plugins = [BIBTEX, {"casereport": {"citation_style": style, "forms": []}}]
    tiny_case.settings(plugins=plugins)
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\n[@beta] [@alpha]\n",
            "references.bib": article("alpha", doi="10.1000/alpha", volume="1", pages="2--3")
            + article("beta", volume="4", pages="5--6"),
        }
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    texts = [words(only(entry.p)) for entry in entries(Site(built.site))]
    assert ["n beta" in texts[0], "n alpha" in texts[1]] == [True, True]
    # The number is the list's own, and the identifier a link in every style.
    assert not any(text.lstrip("[(")[0].isdigit() for text in texts)
    links = entries(Site(built.site))[1].select("a[href='https://doi.org/10.1000/alpha']")
    assert len(links) == 1


def unsure(key: str, match: str) -> str:
    """Return an entry whose match is not confirmed."""
    return article(key, match=match, **{"match-note": f"Matched on {key}."})


MATCHES = {
    "all matched": ("probable", "candidate"),
    "one confirmed": ("", "candidate"),
    "the other confirmed": ("probable", ""),
    "all confirmed": ("", ""),
}
MARKS = {"probable": "Probable match, not confirmed.", "candidate": "Candidate, not confirmed."}


@pytest.mark.parametrize("name", MATCHES)
def test_the_match_notice_and_marks_go_entry_by_entry(name: str, tiny_case: TinyCase) -> None:
    matches = dict(zip(("alpha", "beta"), MATCHES[name], strict=True))
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\n[@alpha] [@beta]\n",
            "references.bib": "".join(
                unsure(key, match) if match else article(key) for key, match in matches.items()
            ),
        }
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    site = Site(built.site)
    assert len(site.content(LIST).select("[role='note']")) == any(matches.values())
    shown = zip(matches.items(), entries(site), cards(site, "index.html").values(), strict=True)
    for (key, match), entry, card in shown:
        for place in (entry, card):
            marks = [all_words(mark) for mark in place.select(".match-mark")]
            assert marks == ([MARKS[match]] if match else [])
            assert (f"Matched on {key}." in all_words(place)) == bool(match)
