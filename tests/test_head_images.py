"""In the JSON-LD every panel of a figure is an image of its own, and a stand-in says that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from form_texts import SKETCHES
from full_case import ADDRESS
from full_case import FIGURES as FULL_FIGURES
from heads import json_ld
from reading import Site, only, words
from schema_org import SCHEMA, leaves
from tiny import TOP

if TYPE_CHECKING:
    from tiny import Built

LANDING = "index.html"


@pytest.fixture(scope="module")
def full(full_case: Built) -> dict[str, Any]:
    """Return the JSON-LD of the case in which everything is known."""
    return json_ld(Site(full_case.site).pages[LANDING])


@pytest.fixture(scope="module")
def real(real_case: Built) -> dict[str, Any]:
    """Return the JSON-LD of the real case."""
    return json_ld(Site(real_case.site).pages[LANDING])


IMAGES = {
    "full_case": yaml.safe_load(FULL_FIGURES),
    "real_case": yaml.safe_load((TOP / "figures/figures.yml").read_text("utf-8")),
}


@pytest.mark.parametrize("case", IMAGES)
def test_each_panel_is_an_image_object_with_its_words(
    case: str, request: pytest.FixtureRequest
) -> None:
    site = Site(request.getfixturevalue(case).site)
    said = json_ld(site.pages[LANDING])["image"]
    records = [record for name, record in IMAGES[case].items() if name not in SKETCHES]
    assert [image["name"] for image in said] == ["Figure 1A", "Figure 1B", "Figure 2"]
    for image, record in zip(said, records, strict=True):
        assert image["description"] == " ".join(record["description"].split())
        assert image["creditText"] == record["credit"]
        assert ("license" in image) == ("licence" in record)


def test_an_images_caption_is_its_figures_without_the_numbers_of_citations(
    full: dict[str, Any], full_case: Built
) -> None:
    captions = [image["caption"] for image in full["image"]]
    assert captions == ["Two scans, as in a known work."] * 2 + ["The specimen."]
    shown = words(only(Site(full_case.site).content("case/index.html").select_one("figcaption p")))
    assert shown == "Figure 1: Two scans, as in a known work [2]."


def test_an_image_is_found_where_it_is_published(full: dict[str, Any], full_case: Built) -> None:
    site = Site(full_case.site)
    for image in full["image"]:
        content = site.target(LANDING, image["contentUrl"].removeprefix(ADDRESS))[0]
        assert (site.folder / content).is_file()
        figure = site.landing(LANDING, image["@id"].removeprefix(ADDRESS))
        assert figure.find("img") is not None


def test_a_stand_in_says_first_that_it_is_one(real: dict[str, Any]) -> None:
    said = [image["caption"].partition(". ")[0] for image in real["image"]]
    assert said == [
        "Stand-in for: computed tomography angiography, coronal",
        "Stand-in for: computed tomography angiography, axial",
        "Stand-in for: operative photograph",
    ]
    assert [image.get("digitalSourceType") for image in real["image"]] == [
        f"{SCHEMA}AlgorithmicMediaDigitalSource",
        f"{SCHEMA}AlgorithmicMediaDigitalSource",
        None,
    ]


def test_without_a_known_address_nothing_has_one(real: dict[str, Any]) -> None:
    addresses = [value for value in leaves(real) if str(value).startswith("http")]
    known = re.compile(r"https://(?:schema\.org|creativecommons\.org/publicdomain)\b.*")
    assert [address for address in addresses if not known.fullmatch(str(address))] == []
