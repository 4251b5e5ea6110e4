"""The real case at a glance, in time and in graphics: each word and number is the report's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reading import Site, only, words
from tiny import TOP

if TYPE_CHECKING:
    from bs4 import Tag

    from tiny import Built

HOME, CASE, COMMENT = "index.html", "case-presentation/index.html", "final-comment/index.html"
REPORT = " ".join((TOP / "tests" / "cases" / "report.md").read_text("utf-8").split())
LABEL = "Made by this site from the report’s words, not part of the report."

GLANCE = {
    "Patient": ["47-year-old female patient"],
    "Presentation": ["chronic bilateral back pain"],
    "Imaging": ["a retro-peritoneal mass involving the infrahepatic vena cava"],
    "Diagnosis and grade": ["Grade 2 leiomyosarcoma of the inferior vena cava"],
    "Certainty: histology-proven": ["Biopsy showed", "final anatomo pathological result"],
    "Operation": ["primary resection of the infrahepatic vena cava, right nephrectomy"],
    "Margins": ["free margins"],
    "Course until discharge": ["with no complications, and was discharged on the 4th"],
    "Imaging 3 months later": ["extensive thrombosis of the iliac veins"],
}
"""What a surgeon wants to know, in this order, and telling words of each answer."""

TIMES = (
    *("Presentation", "Scan", "Biopsy", "Operation", "4th post-operative day"),
    *("Final anatomo pathological result", "3 months later"),
)


@pytest.fixture(scope="module")
def site(real_case: Built) -> Site:
    """Return the site of the real case."""
    return Site(real_case.site)


def items(site: Site, kind: str) -> list[tuple[str, list[Tag]]]:
    """Return the label of each item of a summary on the first page, and its links."""
    chosen = {"glance": (".glance__item", "dt"), "timeline": (".timeline__item", ".timeline__term")}
    item, label = chosen[kind]
    found = site.content(HOME).select(item)
    return [(words(only(each.select_one(label))), each.select("a")) for each in found]


def numbers(text: str) -> set[str]:
    """Return the numbers of a text: ``4th`` is ``4``."""
    return set(re.findall(r"\d+", text))


def test_the_case_at_a_glance_answers_what_a_surgeon_asks(site: Site) -> None:
    found = items(site, "glance")
    assert [label for label, _ in found] == list(GLANCE)
    for label, links in found:
        assert len(links) == len(GLANCE[label])
        for link, telling in zip(links, GLANCE[label], strict=True):
            assert telling in words(link)


def test_the_timeline_is_a_list_with_the_times_the_report_gives_and_no_other(site: Site) -> None:
    found = items(site, "timeline")
    assert tuple(label for label, _ in found) == TIMES
    assert only(site.content(HOME).select_one(".timeline")).name == "ol"
    timed = [label for label, _ in found if numbers(label)]
    assert timed == ["4th post-operative day", "3 months later"]
    assert all(time in REPORT for time in timed)


@pytest.mark.parametrize("kind", ["glance", "timeline"])
def test_every_item_leads_to_the_sentence_that_says_it(kind: str, site: Site) -> None:
    checked = 0
    for label, links in items(site, kind):
        assert links, label
        for link in links:
            sentence = site.landing(HOME, str(link["href"]))
            assert sentence.name == "span"
            assert "sentence" in sentence.get_attribute_list("class")
            assert words(link) in words(sentence)
            assert numbers(f"{label} {words(link)}") <= numbers(words(sentence))
            assert words(sentence) in REPORT
            checked += 1
    assert checked >= len(TIMES)


@pytest.mark.parametrize("kind", ["glance", "timeline"])
def test_no_complications_and_the_later_thrombosis_both_stand_in_this_order(
    kind: str, site: Site
) -> None:
    told = [words(link) for _, links in items(site, kind) for link in links]
    (well,) = (n for n, each in enumerate(told) if "with no complications" in each)
    (thrombosis,) = (n for n, each in enumerate(told) if "thrombosis" in each)
    assert well < thrombosis


def test_the_timeline_keeps_the_order_of_the_report(site: Site) -> None:
    links = [link for _, found in items(site, "timeline") for link in found]
    places = [REPORT.index(words(link)) for link in links]
    assert places == sorted(places)


# Graphics.


def graphics(site: Site) -> dict[str, Tag]:
    """Return every graphic of the site by its kind."""
    kinds = ("chart", "comparison", "sketch")
    found = {kind: [e for p in site.pages for e in site_parts(site, p, kind)] for kind in kinds}
    assert all(len(each) == 1 for each in found.values())
    return {kind: each[0] for kind, each in found.items()}


def site_parts(site: Site, page: str, kind: str) -> list[Tag]:
    """Return the graphics of a kind on a page."""
    return list(site.pages[page].select(f"article figure.graphic.{kind}"))


@pytest.mark.parametrize("kind", ["chart", "comparison", "sketch"])
def test_a_graphic_says_once_that_the_site_made_it(kind: str, site: Site) -> None:
    graphic = graphics(site)[kind]
    assert words(graphic).count(LABEL) == 1
    assert LABEL in words(only(graphic.figcaption))
    # Neither is it numbered as a figure of the report.
    assert not graphic.select(".figure__label")


@pytest.mark.parametrize(
    ("page", "last"),
    [
        pytest.param(
            COMMENT, "However, it is associated with a higher risk of PTE [6].", id=COMMENT
        ),
        pytest.param(CASE, "recanalization of the inferior-suprahepatic vena cava.", id=CASE),
    ],
)
def test_graphics_stand_behind_the_last_sentence_of_their_page(
    page: str, last: str, site: Site
) -> None:
    first = only(site.content(page).select_one("figure.graphic"))
    assert words(only(first.find_previous_sibling("p"))).endswith(last)
    after = [each for each in first.find_next_siblings() if not each.has_attr("hidden")]
    after = [each for each in after if each.name != "template"]
    assert all("graphic" in each.get_attribute_list("class") for each in after)


def test_the_graphics_ask_for_no_style_and_run_nothing(site: Site) -> None:
    for graphic in graphics(site).values():
        assert not graphic.select("script, style")
        named = {name for each in graphic.select("*") for name in each.attrs}
        assert not [name for name in named if name == "style" or name.startswith("on")]


def test_the_bars_are_as_long_as_the_report_says(site: Site) -> None:
    chart = graphics(site)["chart"]
    drawn = []
    for group in chart.select(".chart__group"):
        bars = group.select("svg > .chart__bar")
        ends = [(float(str(b["x"])[:-1]), float(str(b["width"])[:-1])) for b in bars]
        drawn.append([(start, start + width) for start, width in ends])
        assert len(group.select("svg > .chart__whole")) == len(bars)
        assert [words(text) for text in group.select(".chart__scale text")] == ["0%", "50%", "100%"]
    # Two works, two drawings: nothing leads from one to the other.
    assert drawn == [[(30, 53)], [(0, 56), (0, 47)]]


def test_the_chart_says_in_words_what_it_draws(site: Site) -> None:
    chart = graphics(site)["chart"]
    rows = [
        [words(cell).partition(" [")[0] for cell in row.select("th, td")]
        for row in chart.select("details table tbody tr")
    ]
    assert [row[-1] for row in rows] == [
        "five-year survival is observed in 30% to 53%",
        "56% at 5 years",
        "47% at 10 years",
    ]
    assert all(cell in REPORT for row in rows for cell in row)
    assert [words(each) for each in chart.select(".chart__words")] == [row[-1] for row in rows]
    # Each stands above its own bar.
    for each in chart.select(".chart__words"):
        assert only(each.find_next_sibling()).select_one(".chart__bar") is not None


def test_whom_a_number_is_told_of_is_the_head_of_its_rows_alone(site: Site) -> None:
    """A head of a group of rows is that of all rows below it in its body (HTML, 4.9.12.1)."""
    bodies = graphics(site)["chart"].select("details table tbody")
    assert [[words(cell) for cell in body.select("td")] for body in bodies] == [
        ["five-year survival is observed in 30% to 53%"],
        ["56% at 5 years", "47% at 10 years"],
    ]
    for body in bodies:
        (head,) = body.select("th[scope=rowgroup]")
        assert head.find_parent("tr") == body.tr


def test_the_graphics_cite_what_the_report_cites_by_its_numbers(site: Site) -> None:
    cited = {
        kind: [words(found) for found in graphic.select(".citation:not(details *)")]
        for kind, graphic in graphics(site).items()
    }
    assert cited == {"chart": ["[1]", "[5]"], "comparison": ["[6]"], "sketch": []}


def test_the_comparison_shows_a_direction_by_an_arrow_and_words(site: Site) -> None:
    table = only(graphics(site)["comparison"].table)
    rows = [
        (words(only(row.th)), [words(cell) for cell in row.select("td")])
        for row in table.select("tbody tr")
    ]
    assert dict(rows) == {
        "ligation without IVC reconstruction": [
            "↑ more severe postoperative edema",
            "↓ lower risk of developing PTE",
        ],
        "primary repair or prostheses": [
            "low risk of developing edema after surgery",
            "↑ higher risk of PTE [6]",
        ],
    }
    # The words of a link are the report's; the arrow is for the eye alone.
    assert all(words(link) in REPORT for link in table.select("a.told"))
    arrows = table.select(".comparison__arrow")
    # “A low risk” is said of one option alone, and has none.
    assert len(arrows) == 3
    assert all(arrow["aria-hidden"] == "true" for arrow in arrows)


def test_a_sketch_is_shown_without_a_link_to_its_bare_file(site: Site) -> None:
    image = only(graphics(site)["sketch"].img)
    assert image.find_parent("a") is None
    # A figure's image has one, which its viewer takes the place of.
    assert only(only(site.pages[CASE].select_one(".figure")).img).find_parent("a") is not None


@pytest.mark.parametrize("kind", ["chart", "comparison", "sketch"])
def test_the_words_of_a_graphic_lead_to_their_sentences(kind: str, site: Site) -> None:
    page = CASE if kind == "sketch" else COMMENT
    links = graphics(site)[kind].select("a.told")
    assert links
    for link in links:
        assert words(link) in words(site.landing(page, str(link["href"])))


def test_only_sentences_that_something_leads_to_have_an_id(site: Site) -> None:
    wanted = {
        site.target(page, str(link["href"]))
        for page in site.pages
        for link in site.pages[page].select("article a.told")
    }
    found = {(page, e["id"]) for page in site.pages for e in site.pages[page].select(".sentence")}
    assert found == wanted


def test_the_other_forms_hold_none_of_what_the_site_made(real_case: Built) -> None:
    for name in ("case-report.xml", "case-report.md", "final-comment/index.md", "llms.txt"):
        text = (real_case.site / name).read_text("utf-8")
        assert "Survival in the report" not in text, name
        assert LABEL not in text, name
    about = (real_case.site / "about" / "index.md").read_text("utf-8")
    # A sketch is no image that the report came with.
    assert "| Images | None | All 3 shown as stand-ins, each marked. |" in about
