"""Figures on built sites: their numbers and labels, their notes, and the links to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reading import Site, build, only, words
from tiny import REFERENCES, TinyCase, article, picture

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES = {
    "docs/index.md": """
# Home

All: [](#figure-course), [](#figure-views), [](#front), [](#back) and [](#figure-last).
Again, with an address: [](views.md#front).
With words: [the first view](views.md#front).
""",
    "docs/zebra.md": """
# Course

![The course.](../figures/course.png)

/// figure-caption | #figure-course
The *course*, told elsewhere too [@alpha].
///
""",
    "docs/views.md": """
# Views

![From the front.](../figures/front.png){#front}
![From the side.](../figures/side.png)
![From the back.](../figures/back.png){#back}

/// figure-caption | #figure-views
Three views.
///

A picture in the text ![A small scan.](../figures/small.png) has no number.

![The last one.](../figures/last.png)

/// figure-caption | #figure-last
The last.
///
""",
    "docs/references.md": REFERENCES,
    "figures/figures.yml": """
front.png:
  modality: magnetic resonance imaging
  plane: coronal
  credit: The hospital
  licence: CC BY 4.0
  description: >-
    A longer description
    of the front.
last.png:
  description: All that is seen last.
small.png:
  description: All that is seen in the small one.
""",
    "references.bib": article("alpha"),
}
SIZES = {
    "course": (2000, 1000),
    "front": (640, 480),
    "side": (64, 48),
    "back": (64, 48),
    "small": (32, 32),
    "last": (700, 300),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with figures on two pages, in an order of the menu's own."""
    case = TinyCase(tmp_path_factory.mktemp("figures"))
    names = ("index", "zebra", "views", "references")
    case.settings(nav=[f"{name}.md" for name in names])
    case.write(PAGES)
    for name, size in SIZES.items():
        picture(case.root / "figures" / f"{name}.png", size)
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    return Site(built.site)


def test_figures_are_numbered_over_all_pages_in_the_order_of_the_menu(site: Site) -> None:
    captions = {
        page: [words(only(caption.p)) for caption in site.content(page).select("figcaption")]
        for page in ("zebra/index.html", "views/index.html")
    }
    assert captions == {
        "zebra/index.html": ["Figure 1: The course, told elsewhere too [1]."],
        "views/index.html": ["Figure 2: Three views.", "Figure 3: The last."],
    }


def test_several_images_are_lettered_panels_and_a_single_one_is_not(site: Site) -> None:
    letters = {
        str(figure["id"]): [words(letter) for letter in figure.select(".panel__letter")]
        for page in ("zebra/index.html", "views/index.html")
        for figure in site.content(page).select("figure")
    }
    assert letters == {
        "figure-course": [],
        "figure-views": ["A", "B", "C"],
        "figure-last": [],
    }


@pytest.mark.parametrize(
    ("index", "label", "page", "identifier"),
    [
        pytest.param(0, "Figure 1", "zebra/index.html", "figure-course", id="a figure"),
        pytest.param(1, "Figure 2", "views/index.html", "figure-views", id="a lettered figure"),
        pytest.param(2, "Figure 2A", "views/index.html", "front", id="a panel"),
        pytest.param(3, "Figure 2C", "views/index.html", "back", id="another panel"),
        pytest.param(4, "Figure 3", "views/index.html", "figure-last", id="the last figure"),
        pytest.param(5, "Figure 2A", "views/index.html", "front", id="a panel by its page"),
        pytest.param(6, "the first view", "views/index.html", "front", id="words of one's own"),
    ],
)
def test_an_empty_link_gets_the_label_and_leads_to_the_figure(
    index: int, label: str, page: str, identifier: str, site: Site
) -> None:
    link = site.content("index.html").select("p a")[index]
    assert words(link) == label
    assert site.target("index.html", str(link["href"])) == (page, identifier)
    landing = site.landing("index.html", str(link["href"]))
    assert landing.name == "figure" or only(landing.find_parent("figure"))


def test_a_link_from_the_page_of_the_figure_stays_on_that_page(tiny_case: TinyCase) -> None:
    picture(tiny_case.root / "figures" / "scan.png")
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\nSee [](#fig).\n\n![A scan.](../figures/scan.png)\n\n"
            "/// figure-caption | #fig\nA scan, as in [](#fig).\n///\n"
        }
    )
    site = Site(build(tiny_case, "--strict").site)
    links = site.content("index.html").select("a.figure-reference")
    assert [(words(link), link["href"]) for link in links] == [("Figure 1", "#fig")] * 2


def test_a_picture_outside_a_figure_has_no_number_but_all_else(site: Site) -> None:
    content = site.content("views/index.html")
    image = only(content.find("img", alt="A small scan."))
    assert image.find_parent("figure") is None
    assert words(only(image.find_parent("p"))) == "A picture in the text has no number."
    assert (image["width"], image["height"]) == ("32", "32")
    assert image["loading"] == "lazy"


def test_every_image_has_its_alt_text_and_its_size(site: Site) -> None:
    seen = {
        str(image["alt"]): (image["width"], image["height"])
        for page in ("zebra/index.html", "views/index.html")
        for image in site.content(page).select("img")
    }
    assert seen == {
        "The course.": ("2000", "1000"),
        "From the front.": ("640", "480"),
        "From the side.": ("64", "48"),
        "From the back.": ("64", "48"),
        "A small scan.": ("32", "32"),
        "The last one.": ("700", "300"),
    }


@pytest.mark.parametrize(
    ("alt", "description"),
    [
        pytest.param("From the front.", "A longer description of the front.", id="of a panel"),
        pytest.param("The last one.", "All that is seen last.", id="of a single image"),
        pytest.param(
            "A small scan.", "All that is seen in the small one.", id="of a picture in the text"
        ),
    ],
)
def test_a_description_is_on_the_page_and_its_image_points_to_it(
    alt: str, description: str, site: Site
) -> None:
    content = site.content("views/index.html")
    image = only(content.find("img", alt=alt))
    assert words(site.landing("views/index.html", f"#{image['aria-describedby']}")) == description
    assert words(content).count(description) == 1


def test_an_image_without_a_description_points_to_none(site: Site) -> None:
    content = site.content("views/index.html")
    assert "aria-describedby" not in only(content.find("img", alt="From the side.")).attrs


def test_the_notes_of_a_figure_name_kind_credit_and_licence(site: Site) -> None:
    figure = only(site.content("views/index.html").select_one("#figure-views"))
    notes = words(only(figure.figcaption))
    assert "A Magnetic resonance imaging, coronal." in notes
    assert "A Credit: The hospital. Licence: CC BY 4.0." in notes


def test_all_images_but_those_of_a_pages_first_figure_load_lazily(site: Site) -> None:
    for page in ("zebra/index.html", "views/index.html"):
        content = site.content(page)
        first = only(content.select_one("figure")).select("img")
        assert not [image for image in first if image.get("loading") == "lazy"]
        later = [image for image in content.select("img") if image not in first]
        assert all(image["loading"] == "lazy" for image in later)


def test_a_picture_keeps_the_id_that_links_lead_to(tiny_case: TinyCase) -> None:
    picture(tiny_case.root / "figures" / "scan.png")
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\n[See it](#scan).\n\n"
            "Here ![A scan.](../figures/scan.png){#scan} it is.\n"
        }
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    landing = Site(built.site).landing("index.html", "#scan")
    assert landing.name == "img" or landing.select("img")


def test_a_picture_that_an_author_has_linked_leads_only_there(tiny_case: TinyCase) -> None:
    picture(tiny_case.root / "figures" / "scan.png")
    tiny_case.write(
        {"docs/index.md": "# Home\n\n[![A scan.](../figures/scan.png)](references.md)\n"}
    )
    site = Site(build(tiny_case, "--strict").site)
    content = site.content("index.html")
    links = only(content.select_one("img")).find_parents("a")
    assert [site.target("index.html", str(link["href"]))[0] for link in links] == [
        "references/index.html"
    ]


STAND_INS: Mapping[str, tuple[dict[str, bool], str]] = {
    "every figure": (
        {"front": True, "side": True, "last": True},
        "Figure 1 and Figure 2 are stand-ins:",
    ),
    "one figure": ({"front": True, "side": True, "last": False}, "Figure 1 is a stand-in:"),
    "one panel": ({"front": False, "side": True, "last": False}, "Figure 1B is a stand-in:"),
    "a panel and a figure": (
        {"front": True, "last": True},
        "Figure 1A and Figure 2 are stand-ins:",
    ),
    "none": ({"front": False, "side": False, "last": False}, ""),
}


@pytest.mark.parametrize("name", STAND_INS)
def test_the_stand_in_notice_and_marks_come_and_go_with_the_data(
    name: str, tiny_case: TinyCase
) -> None:
    records, notice = STAND_INS[name]
    for image in ("front", "side", "last"):
        picture(tiny_case.root / "figures" / f"{image}.png")
    lines = (f"{key}.png:\n  stand-in: {str(value).lower()}\n" for key, value in records.items())
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\nWords.\n\n"
            "![One.](../figures/front.png)\n![Two.](../figures/side.png)\n\n"
            "/// figure-caption | #fig-views\nViews.\n///\n\n"
            "![Last.](../figures/last.png)\n\n/// figure-caption | #fig-last\nLast.\n///\n",
            "docs/other.md": "# Other\n\nNo figure here.\n",
            "figures/figures.yml": "".join(lines),
        }
    )
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    site = Site(built.site)
    content = site.content("index.html")
    notices = [words(found) for found in content.select("[role='note']")]
    assert len(notices) == (1 if notice else 0)
    assert notice in "".join(notices)
    # The notice stands between the title and the text.
    for found in content.select("[role='note']"):
        assert only(found.find_previous_sibling()).name == "h1"
    marks = len(content.select("figcaption .stand-in-mark"))
    assert marks == sum(records.values())
    assert not site.content("other/index.html").select("[role='note']")
