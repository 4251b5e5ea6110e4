"""Every page describes itself: in its author's words, or with its first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from casereport.html_text import LENGTH, LONGEST_SENTENCE, caption, lead, parse, shorten
from reading import LIGHT, Site, build, only, words
from tiny import REFERENCES, TOP, article

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tiny import Built, TinyCase


def description(soup: BeautifulSoup) -> str | None:
    """Return the description of a page, which has one at most."""
    found = soup.select("head > meta[name=description]")
    assert len(found) <= 1
    return str(found[0]["content"]) if found else None


@pytest.mark.parametrize("case", ["full_case", "real_case"])
def test_every_page_has_one_description_of_its_own(
    case: str, request: pytest.FixtureRequest
) -> None:
    site = Site(request.getfixturevalue(case).site)
    found = {page: description(soup) for page, soup in site.pages.items() if page != "404.html"}
    assert len(found) > 4
    assert all(text and text.strip() == text for text in found.values()), found
    assert len(set(found.values())) == len(found)


def test_a_description_of_the_real_case_is_its_pages_beginning_or_its_authors(
    real_case: Built,
) -> None:
    site = Site(real_case.site)
    for source in (TOP / "docs").glob("*.md"):
        page = "index.html" if source.stem == "index" else f"{source.stem}/index.html"
        found = str(description(site.pages[page]))
        front = source.read_text("utf-8").split("---\n")
        given = yaml.safe_load(front[1]).get("description") if front[0] == "" else None
        if given:
            assert found == given
        else:
            paragraph = words(only(site.content(page).select_one(":scope > p")))
            assert paragraph.startswith(found.rstrip("…"))


def test_the_real_cases_descriptions_say_nothing_of_the_patient_that_its_words_do_not() -> None:
    report = (TOP / "tests/cases/report.md").read_text("utf-8").lower()
    given = yaml.safe_load((TOP / "docs/index.md").read_text("utf-8").split("---\n")[1])
    told = set(re.findall(r"[\w-]+", given["description"].lower()))
    assert told - set(re.findall(r"[\w-]+", report)) <= {"what", "scan", "operation"}


# Where a page has no words of its own, there is none.

PAGES = {
    "docs/index.md": "---\ntitle: A </title> & <b>\ndescription: '\"<b>&\"'\n---\n\n## Home\n",
    "docs/plain.md": '# Plain\n\n!!! note\n    A notice.\n\nIt is "5 < 6" & so [@a]. See more.\n',
    "docs/empty.md": "# Empty\n\n- A list.\n",
    "docs/button.md": "# Button\n\n[Read on](plain.md)\n\nThen words.\n",
    "docs/references.md": REFERENCES,
}
SAID = {
    "index.html": '"<b>&"',
    "plain/index.html": 'It is "5 < 6" & so. See more.',
    "empty/index.html": None,
    "button/index.html": "Then words.",
    "references/index.html": None,
    "404.html": None,
}


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_title_and_description_are_whole_in_either_theme(theme: str, tiny_case: TinyCase) -> None:
    settings: dict[str, object] = {**LIGHT, "theme": {"name": theme}}
    if theme == "material":
        settings["theme"] = {"name": theme, "font": False}
    tiny_case.settings(**settings)
    tiny_case.write({**PAGES, "references.bib": article("a")})
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    site = Site(built.site)
    assert {page: description(soup) for page, soup in site.pages.items()} == SAID
    assert only(site.pages["index.html"].title).get_text() == "A </title> & <b>"


@pytest.mark.parametrize("written", ["[a, b]", "{a: b}", "true"])
def test_a_description_that_is_no_text_is_refused(written: str, tiny_case: TinyCase) -> None:
    tiny_case.settings(**LIGHT)
    page = f"---\nhide: [toc]\ndescription: {written}\n---\n\n# Page\n"
    tiny_case.write({"docs/page.md": page})
    built = build(tiny_case)
    assert built.exit_code != 0
    assert "docs/page.md:3" in built.output


# The beginning of a page.


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One."),
        ("<h1>A</h1>\n<div class='notice'><p>No.</p></div><p>One.</p>", "One."),
        ("<ul><li><p>No.</p></li></ul><blockquote><p>No.</p></blockquote>", ""),
        ("<p><a href='x'>A link</a></p><p>See <a href='x'>a link</a>.</p>", "See a link."),
        (
            "<p>Known <span class='citation'>[1]</span>, (and <em>new</em>).</p>",
            "Known, (and new).",
        ),
        ("<p>One<br>two<br/>three</p>", "One two three"),
        ("<p>5 &lt; 6 &amp; <code>&lt;p&gt;</code></p>", "5 < 6 & <p>"),
        ("<p><img src='x' alt='No.'></p><p>One.", "One."),
        ("<div><p>No.</div></section><p>One.</p>", "One."),
        ("", ""),
    ],
)
def test_a_page_begins_with_its_first_free_paragraph(html: str, text: str) -> None:
    assert lead(html) == text


SENTENCE = "This sentence has some forty characters."


@pytest.mark.parametrize(
    ("text", "short"),
    [
        pytest.param("A" * LENGTH, "A" * LENGTH, id="short enough"),
        pytest.param(f"{SENTENCE} " * 5, f"{SENTENCE} {SENTENCE} {SENTENCE}", id="sentences"),
        pytest.param(
            f"{'word ' * 37}end. Another.", f"{'word ' * 37}end.", id="one sentence, a bit long"
        ),
        pytest.param(f"It was p = 0.05 in {'word ' * 40}.", None, id="one very long sentence"),
        pytest.param(f"It was so. {'word ' * 60}.", None, id="a short one, then a long one"),
        pytest.param("B" * 300, None, id="one word"),
    ],
)
def test_a_description_is_cut_at_a_sentence_or_else_at_a_word(text: str, short: str | None) -> None:
    cut = shorten(text.strip())
    if short is not None:
        assert cut == short
        return
    assert cut.endswith("…")
    assert len(cut) <= LENGTH
    rest = text.removeprefix(cut.rstrip("…"))
    assert rest != text
    assert rest.startswith(" ") or " " not in text


def test_no_description_is_longer_than_the_longest_sentence() -> None:
    texts = [f"{'a' * size} {SENTENCE} {'b' * size}. {SENTENCE}" for size in range(200)]
    assert max(len(shorten(text)) for text in texts) <= LONGEST_SENTENCE


NESTED = (
    "<figure id='f'><figure><figcaption><p>A</p></figcaption></figure><figcaption><p>"
    "<b class='figure__label'>Figure 1:</b> Two scans.</p><p>Note.</p></figcaption></figure>"
)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (
            NESTED,
            "Two scans.",
        ),
        ("<figure id='f'><figcaption>Bare words.</figcaption></figure>", "Bare words."),
        ("<figure id='f'></figure>", ""),
        ("<figure id='g'><figcaption><p>No.</p></figcaption></figure>", ""),
    ],
)
def test_a_caption_is_the_words_of_its_own_figure(figure: str, text: str) -> None:
    assert caption(parse(f"<p>Words.</p>{figure}"), "f") == text
