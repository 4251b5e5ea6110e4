"""Abbreviations in what the generator makes: notes on matches, their cards, and graphics."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from bs4.element import PreformattedString

from abbreviation_reading import explained, meaning
from casereport.abbreviations import find_terms
from casereport.glossary import read_glossary
from reading import Site, all_words, build, only, words
from tiny import REFERENCES, SETTINGS, TOP, TinyCase, article

if TYPE_CHECKING:
    from bs4.element import NavigableString

    from tiny import Built

MEANS = {"CT": "computed tomography", "IVC": "inferior <vena> cava", "PTE": "a thrombus"}
NOTED = {
    "docs/index.md": "# Home\n\nSeen on CT.\nA CT shows the IVC [@alpha].\n",
    "docs/final.md": (
        "# Final\n\nLigation of the <u>IVC</u> has a higher risk of PTE [@alpha].\n"
        "Repair of the vein has a lower risk of PTE [@beta; @gamma].\n\n"
        "/// comparison | Ligation of the IVC\nLigation of the IVC\n\n"
        "| | PTE |\n| --- | --- |\n| Ligation | higher risk of PTE |\n"
        "| Repair | lower risk of PTE |\n///\n"
    ),
    "docs/references.md": REFERENCES.replace("\n\n", "\n\nOf the PTE.\n\n", 1),
    "references.bib": "".join(
        (
            article(
                "alpha",
                match="probable",
                title="{CT} of the {IVC}",
                **{"match-note": "On CT of the IVC, and CT-guided; 5 < 6."},
            ),
            article("beta", match="candidate", **{"match-note": "No PTE or IVC, CTs."}),
            article("gamma"),
        )
    ),
    "glossary.yml": "".join(f"{term}: {means}\n" for term, means in MEANS.items()),
}
LIST = "references/index.html"


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site whose matched works and graphic use abbreviations."""
    case = TinyCase(tmp_path_factory.mktemp("noted"))
    case.settings(
        nav=["index.md", "final.md", "references.md"],
        plugins=[*SETTINGS["plugins"][:2], {"casereport": {"forms": ["markdown"]}}],  # type: ignore[index]
    )
    case.write({**NOTED, "docs/references.md": f"{NOTED['docs/references.md']}\nCT after.\n"})
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


def test_notes_on_matches_are_explained_as_text_is(noted: Site) -> None:
    notes = noted.content(LIST).select(".reference__match")
    assert [words(note) for note in notes] == [
        "Probable match, not confirmed. On CT of the IVC, and CT-guided; 5 < 6.",
        "Candidate, not confirmed. No PTE or IVC, CTs.",
    ]
    links = explained(noted, LIST)
    assert [words(link) for link in links] == ["PTE", "CT", "IVC", "CT", "PTE", "IVC", "CT"]
    for link in links:
        assert meaning(noted, LIST, link) == MEANS[words(link)]
        described = noted.landing(LIST, f"#{link['aria-describedby']}")
        assert words(described) == link["data-meaning"]


def test_the_first_use_is_the_first_of_text_and_notes_together(noted: Site) -> None:
    links = explained(noted, LIST)
    first = [link for link in links if "abbreviation--first" in link["class"]]
    assert [links.index(link) for link in first] == [0, 1, 2]


def test_the_title_of_a_work_is_never_explained(noted: Site) -> None:
    for text in noted.content(LIST).select(".reference__text"):
        assert not text.select("abbr")
    assert "CT of the IVC" in words(only(noted.content(LIST).select_one(".reference__text")))


def test_a_card_gives_the_meaning_in_brackets_once_and_holds_no_card(noted: Site) -> None:
    cards = noted.content("final/index.html").select("template[data-card=reference-card]")
    notes = [all_words(each) for card in cards for each in card.select(".reference__match")]
    assert notes == [
        (
            "Probable match, not confirmed. On CT [computed tomography] of the"
            " IVC [inferior <vena> cava], and CT-guided; 5 < 6."
        ),
        "Candidate, not confirmed. No PTE [a thrombus] or IVC [inferior <vena> cava], CTs.",
    ]
    assert not [card for card in cards if card.select("[data-cards], [data-meaning]")]


def test_a_graphic_explains_its_title_and_heads_and_lists_what_its_links_use(noted: Site) -> None:
    graphic = only(noted.content("final/index.html").select_one("figure.comparison"))
    assert [words(link) for link in graphic.select("a.abbreviation")] == ["IVC", "PTE"]
    assert only(only(graphic.thead).select_one("a.abbreviation")).name == "a"
    note = only(graphic.select_one(".graphic__meanings"))
    assert words(note) == "Abbreviations: IVC, inferior <vena> cava; PTE, a thrombus."
    assert [words(link) for link in graphic.select("a.told")] == [
        *("Ligation of the IVC", "Ligation", "higher risk of PTE"),
        *("Repair", "lower risk of PTE"),
    ]
    assert not graphic.select("a a, a.told abbr")


def test_the_search_finds_a_note_in_its_own_words_and_no_meaning_in_it(noted: Site) -> None:
    index = json.loads((noted.folder / "search/search_index.json").read_text("utf-8"))
    texts = {
        entry["location"]: re.sub(r"<[^>]*>", "", entry["text"])
        for entry in index["docs"]
        if entry["location"].startswith(("references/", "final/"))
    }
    assert "On CT of the IVC, and CT-guided; 5 &lt; 6." in texts["references/#ref-alpha"]
    assert not [text for text in texts.values() if "tomography" in text or "thrombus" in text]


def test_other_forms_have_the_notes_as_they_are(noted: Site) -> None:
    text = (noted.folder / "references/index.md").read_text("utf-8").replace("\\", "")
    assert "On CT of the IVC, and CT-guided; 5 < 6." in " ".join(text.split())
    assert "tomography" not in text


# The real case.

GLOSSARY_FILE = "glossary.yml"
# Words that are no text of the page: names of places, code, drawings; titles of works, which are
# not this site's words; and the list of the meanings itself.
NO_TEXT = (
    *("nav", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "script", "style", "svg"),
    *(".reference__text", ".card__reference > p:first-child", ".abbreviations"),
)


def way(text: NavigableString, found: tuple[int, int], means: str) -> str:
    """Return how the abbreviation at ``found`` in a text is explained there, or nothing.

    It is a link to its meaning, or is told: defined in a graphic's note, quoted by a link of a
    graphic with such a note, or followed by its meaning in brackets, in a card at its first use.
    """
    start, stop = found
    term = str(text)[start:stop]
    parent = only(text.parent)
    link = parent.find_parent("a")
    if parent.name == "abbr" and link is not None and link["data-meaning"] == means:
        return "link"
    if parent.name == "dfn" and str(parent.next_sibling).startswith(f", {means}"):
        return "definition"
    graphic = parent.find_parent(class_="graphic")
    if parent.name == "a" and graphic is not None:
        defined = [words(each) for each in graphic.select(".graphic__meanings dfn")]
        return "quotation" if term in defined else ""
    card = parent.find_parent("template")
    if card is not None and f"{term} [{means}]" in str(text)[: stop + len(means) + 3]:
        return "card"
    return ""


def test_every_abbreviation_of_every_page_is_explained_where_it_stands(real_case: Built) -> None:
    site = Site(real_case.site)
    glossary, _ = read_glossary((TOP / GLOSSARY_FILE).read_text("utf-8"), GLOSSARY_FILE)
    ways = Counter[str]()
    unexplained = []
    for name, page in site.pages.items():
        main = only(page.select_one("main"))
        passed_over = {id(each) for each in main.select(", ".join(NO_TEXT))}
        for text in main.find_all(string=True):
            if isinstance(text, PreformattedString):
                continue
            if passed_over & {id(parent) for parent in text.parents}:
                continue
            for found in find_terms(str(text), glossary):
                term = str(text)[slice(*found)]
                explained_by = way(text, found, glossary[term].meaning)
                ways[explained_by] += 1
                if not explained_by:
                    unexplained.append((name, term, " ".join(text.split())))
    assert unexplained == []
    assert set(ways) == {"link", "definition", "quotation", "card"}


def test_the_notes_of_the_real_list_are_explained(real_case: Built) -> None:
    site = Site(real_case.site)
    assert [words(link) for link in explained(site, LIST)] == ["CT", "MR", "PTE"]
