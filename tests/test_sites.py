"""Citations on built sites: what their brackets show, and where their numbers lead."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reading import Site, build, only, words
from tiny import REFERENCES, TinyCase, article, picture

KEYS = ("alpha", "beta", "gamma", "delta")


@dataclass(frozen=True)
class Bracket:
    """A citation as written, and what its sentence shows."""

    written: str
    shown: str
    links: tuple[tuple[str, str, str], ...]
    """Each link's text, the key of the entry it leads to, and its name for screen readers."""


ONE, TWO, THREE = (
    ("1", "alpha", "Reference 1"),
    ("2", "beta", "Reference 2"),
    ("3", "gamma", "Reference 3"),
)
RANGE = (("1", "alpha", "References 1–3"), ("3", "gamma", "References 1–3"))

BRACKETS = {
    "one work": Bracket("[@alpha]", "[1]", (ONE,)),
    "a group in the order of the numbers": Bracket("[@gamma; @alpha]", "[1, 3]", (ONE, THREE)),
    "two in a row": Bracket("[@alpha; @beta]", "[1, 2]", (ONE, TWO)),
    "three in a row": Bracket("[@beta; @alpha; @gamma]", "[1–3]", RANGE),
    "a work said twice": Bracket("[@beta; @beta]", "[2]", (TWO,)),
    "a locator": Bracket("[@beta, p. 5]", "[2, p. 5]", (TWO,)),
    "a prefix": Bracket("[see @beta]", "[see 2]", (TWO,)),
    "a group with prefix and locator": Bracket(
        "[see @beta, pp. 5-7; also @alpha]", "[see 2, pp. 5-7; also 1]", (TWO, ONE)
    ),
    "a suppressed author": Bracket("[-@gamma]", "[3]", (THREE,)),
    "a key in braces": Bracket("[@{gamma}]", "[3]", (THREE,)),
    "split over lines": Bracket("[@alpha;\n@beta]", "[1, 2]", (ONE, TWO)),
    "a prefix split over lines": Bracket("[see\n@beta,\np. 5]", "[see 2, p. 5]", (TWO,)),
    "in bold": Bracket("**[@alpha]**", "[1]", (ONE,)),
    "after a link": Bracket("[home](index.md) [@alpha]", "home [1]", (ONE,)),
    "two brackets": Bracket("[@alpha][@beta]", "[1][2]", (ONE, TWO)),
    "beside an e-mail address": Bracket(
        "<ada@example.org> [@alpha]", "ada@example.org [1]", (ONE,)
    ),
}


@pytest.fixture(scope="module")
def brackets(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a sentence for each bracket, whose first sentence gives the numbers."""
    case = TinyCase(tmp_path_factory.mktemp("brackets"))
    case.settings()
    sentences = (
        f"Here {bracket.written} is.\n{{#b{n}}}\n" for n, bracket in enumerate(BRACKETS.values())
    )
    case.write(
        {
            "docs/index.md": "# Home\n\nFirst [@alpha; @beta; @gamma].\n\n" + "\n".join(sentences),
            "docs/references.md": REFERENCES,
            "references.bib": "".join(article(key) for key in KEYS[:3]),
        }
    )
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


@pytest.mark.parametrize("name", BRACKETS)
def test_a_bracket_shows_the_numbers_and_each_leads_to_its_entry(name: str, brackets: Site) -> None:
    bracket = BRACKETS[name]
    sentence = only(brackets.content("index.html").find(id=f"b{list(BRACKETS).index(name)}"))
    assert words(sentence) == f"Here {bracket.shown} is."
    links = sentence.select("a[role='doc-biblioref']")
    assert [(a.get_text(), a["aria-label"]) for a in links] == [
        (text, label) for text, _, label in bracket.links
    ]
    for link, (_, key, _) in zip(links, bracket.links, strict=True):
        entry = brackets.landing("index.html", str(link["href"]))
        assert entry.name == "li"
        assert f"On {key}." in words(entry)


LEFT_ALONE = {
    "a code span": ("`[@alpha]`", "code"),
    "fenced code": ("```\n[@alpha]\n```", "pre"),
    "indented code": ("    [@alpha]", "pre"),
    "an e-mail address": ("<ada@alpha.example>", "a"),
    "an e-mail address in brackets": ("[mail ada@alpha.example]", "p"),
    "an escaped bracket": (r"\[@alpha]", "p"),
    "a name without brackets": ("Ask @alpha.", "p"),
}


@pytest.fixture(scope="module")
def literal(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a page for each thing that is no citation."""
    case = TinyCase(tmp_path_factory.mktemp("literal"))
    case.settings()
    case.write({"docs/references.md": REFERENCES, "references.bib": ""})
    for n, (written, _) in enumerate(LEFT_ALONE.values()):
        case.write({f"docs/page{n}.md": f"# Page\n\n{written}\n"})
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_no_citation_is_left_alone(name: str, literal: Site) -> None:
    written, element = LEFT_ALONE[name]
    content = literal.content(f"page{list(LEFT_ALONE).index(name)}/index.html")
    shown = written.strip("`\\\n <>")
    assert shown in [words(found) for found in content.select(element)]
    assert not content.select("[role='doc-biblioref'], .citation")


def test_a_citation_in_a_comment_or_an_alt_text_is_left_alone(tiny_case: TinyCase) -> None:
    picture(tiny_case.root / "figures" / "scan.png")
    tiny_case.write(
        {"docs/index.md": "# Home\n\n<!-- [@alpha] -->\n\n![Seen [@alpha].](../figures/scan.png)\n"}
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    content = Site(built.site).content("index.html")
    assert only(content.select_one("img"))["alt"] == "Seen [@alpha]."
    assert not content.select("[role='doc-biblioref'], .citation")


def test_a_key_may_be_called_like_anything_bibtex_takes(tiny_case: TinyCase) -> None:
    keys = ["Doe_2020", "doi:10.1000/x.1", "a+b", "smith.jr", "Müller2020"]
    cited = " ".join(f"[@{key}]" for key in keys)
    tiny_case.write(
        {
            "docs/index.md": f"# Home\n\n{cited}\n",
            "references.bib": "".join(article(k, title=f"Work {n}") for n, k in enumerate(keys)),
        }
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    site = Site(built.site)
    links = site.content("index.html").select("a[role='doc-biblioref']")
    assert [link.get_text() for link in links] == ["1", "2", "3", "4", "5"]
    for n, link in enumerate(links):
        assert f"Work {n}." in words(site.landing("index.html", str(link["href"])))


PLACES = {
    "a list": ("- One [@alpha].\n- Two.\n", "ul > li"),
    "a numbered list": ("1. One [@alpha].\n2. Two.\n", "ol > li"),
    "a table": ("| Work |\n| ---- |\n| One [@alpha]. |\n", "table td"),
    "a table's head": ("| One [@alpha]. |\n| ---- |\n| Two |\n", "table th"),
    "an admonition": ('!!! note "Note"\n\n    One [@alpha].\n', ".admonition p:not([class])"),
    "a quotation": ("> One [@alpha].\n", "blockquote p"),
    "a footnote": ("Text.[^1]\n\n[^1]: One [@alpha].\n", ".footnote li p"),
    "emphasis": ("*One [@alpha].*\n", "em"),
    "a caption": (
        "![A scan.](../figures/scan.png)\n\n/// figure-caption | #fig\nOne [@alpha].\n///\n",
        "figcaption > p",
    ),
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a page for each place that a citation can stand in."""
    case = TinyCase(tmp_path_factory.mktemp("places"))
    case.settings()
    picture(case.root / "figures" / "scan.png")
    case.write({"docs/references.md": REFERENCES, "references.bib": article("alpha")})
    for n, (written, _) in enumerate(PLACES.values()):
        case.write({f"docs/page{n}.md": f"# Page\n\n{written}"})
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


@pytest.mark.parametrize("name", PLACES)
def test_a_citation_works_in(name: str, places: Site) -> None:
    page = f"page{list(PLACES).index(name)}/index.html"
    place = only(places.content(page).select_one(PLACES[name][1]))
    assert "One [1]." in words(place)
    link = only(place.select_one("a[role='doc-biblioref']"))
    assert "On alpha." in words(places.landing(page, str(link["href"])))


def test_numbers_follow_the_menu_and_then_the_pages_outside_it(tiny_case: TinyCase) -> None:
    tiny_case.settings(
        nav=[{"Home": "index.md"}, {"Z": "z.md"}, {"Part": [{"B": "b.md"}]}, {"R": "references.md"}]
    )
    tiny_case.write(
        {
            "docs/a-outside.md": "# Outside\n\n[@delta] [@alpha]\n",
            "docs/b.md": "# B\n\n[@gamma] [@beta]\n",
            "docs/index.md": "# Home\n\n[@alpha]\n",
            "docs/z.md": "# Z\n\n[@beta]\n",
            "references.bib": "".join(map(article, KEYS)),
        }
    )
    site = Site(build(tiny_case).site)
    shown = {
        page: [words(c) for c in site.content(page).select(".citation")]
        for page in ("index.html", "z/index.html", "b/index.html", "a-outside/index.html")
    }
    assert shown == {
        "index.html": ["[1]"],
        "z/index.html": ["[2]"],
        "b/index.html": ["[3]", "[2]"],
        "a-outside/index.html": ["[4]", "[1]"],
    }
    entries = site.content("references/index.html").select("[role='doc-bibliography'] li[id]")
    assert [only(e.p).get_text().split(". ")[1] for e in entries] == [
        f"On {key}" for key in ("alpha", "beta", "gamma", "delta")
    ]
