"""Replacing a stand-in, as figures/README.md tells it, takes all that said so with it.

Each test does on a copy of the real case what the README says, builds it strictly, and looks.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from case_copy import GIVEN, Copy
from casereport import volume_cuts
from casereport.cli import main
from casereport.image_records import FIELDS
from casereport.model import VolumeCut
from casereport.volume import read_volume
from casereport.volume_panels import render_cut
from ct_series import write_series
from form_texts import SKETCHES
from image_files import declared
from reading import Site, all_words, only, words
from telling_files import NAME
from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bs4 import Tag

README = (TOP / "figures" / "README.md").read_text("utf-8")
CASE = "case-presentation/index.html"
CORONAL, AXIAL = "ct-angiography-coronal.png", "ct-angiography-axial.png"
OPERATION = "operation.svg"
TELLS = re.compile(r"stand-?ins?\b|synthetic|not a patient", re.IGNORECASE)
"""Words that say of an image that it is not the report's own."""
RECORDS = yaml.safe_load((TOP / "figures" / "figures.yml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(
    not all(record.get("stand-in") for name, record in RECORDS.items() if name not in SKETCHES),
    reason="images of this case have come: no longer do all stand in",
)


# What the README says.


def paragraph(beginning: str) -> str:
    """Return the README's paragraph or list item that begins so."""
    (found,) = [line for line in README.splitlines() if line.startswith(beginning)]
    return found


def fields_after(text: str, word: str) -> set[str]:
    """Return the fields of figures.yml that a paragraph names behind a word, to be taken out."""
    named = set(re.findall(r"`([^`]+)`", text.rpartition(word)[2].partition(";")[0]))
    assert named
    assert named <= set(FIELDS)
    return named


STILL = fields_after(paragraph("**A photograph"), "without")
SERIES = fields_after(paragraph("2. "), "take out")
COMMAND = re.findall(r"`(\.venv/bin/casereport [^`]+)`", paragraph("1. "))[0]


def test_the_readme_tells_it_in_about_ten_lines() -> None:
    assert len([line for line in README.splitlines() if line.strip()]) <= 10


def test_the_readme_takes_out_every_field_that_says_how_an_image_stands_in() -> None:
    stands_in = {"marking", "digital-source-type", "stand-in"}
    assert stands_in == SERIES
    assert stands_in | set(volume_cuts.FIELDS) == STILL


def test_the_readme_at_the_top_leads_to_it() -> None:
    top = (TOP / "README.md").read_text("utf-8")
    (line,) = [line for line in top.splitlines() if "replace a stand-in" in line]
    assert "(figures/README.md)" in line


# Doing it.


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy of the real case."""
    return Copy.into(tmp_path)


def import_series(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import a series in the place of the synthetic one, in the README's two steps."""
    write_series(copy.outside)
    monkeypatch.chdir(copy.case.root)
    arguments = shlex.split(COMMAND.replace("FOLDER", str(copy.outside)))[1:]
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 0, ran.output
    for name, position in ((CORONAL, -30), (AXIAL, 5)):
        copy.change(name, name, SERIES, position=position, window="soft tissue")


def replace(copy: Copy, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace an image or the series of the copy."""
    if what == "series":
        import_series(copy, monkeypatch)
    elif what == "still":
        copy.still(AXIAL, "axial-export.png", STILL)
    else:
        copy.still(OPERATION, "operation.jpg", STILL)


# Looking.


@dataclass(frozen=True)
class Seen:
    """What a site says of its stand-ins: figures and panels by their labels."""

    notices: list[str]
    """Those named by the notices below the titles of all pages."""
    marks: list[str]
    """Those whose caption has a mark."""
    views: list[str]
    """Those whose views carry words in their pixels."""
    declared: list[str]
    """Those whose files say that no camera and no scanner made them."""
    supplied: str
    stood_in: str
    """The two cells of the row on the page about the report."""

    @classmethod
    def on(cls, site: Site) -> Seen:
        """Return what is seen on a site."""
        notices = [words(n) for page in site.pages.values() for n in page.select("[role='note']")]
        panels = site.content(CASE).select(".panel")
        rows = [row.select("th, td") for row in site.content("about/index.html").select("tr")]
        (cells,) = [row for row in rows if words(row[0]) == "Images"]
        return cls(
            notices=re.findall(r"Figure \d+[A-Z]?", " ".join(notices)),
            marks=list(marks(site.content(CASE))),
            views=[label(panel) for panel in panels if panel.has_attr("data-stand-in")],
            declared=[label(panel) for panel in panels if declared(published(site, panel))],
            supplied=words(cells[1]),
            stood_in=words(cells[2]),
        )


def label(panel: Tag) -> str:
    """Return what a panel is called."""
    return str(panel["data-label"])


def marks(content: Tag) -> Iterator[str]:
    """Yield the labels of the panels whose caption has a mark."""
    for mark in content.select(".stand-in-mark"):
        figure = words(only(only(mark.find_parent("figure")).select_one(".figure__label")))
        letter = only(mark.find_parent("p")).select_one(".figure__panel")
        yield figure.removesuffix(":") + (words(letter) if letter else "")


def published(site: Site, panel: Tag) -> bytes:
    """Return a panel's image in its full size."""
    return (site.folder / site.target(CASE, str(panel["data-full"]))[0]).read_bytes()


def panel_of(site: Site, identifier: str) -> Tag:
    """Return a panel by its id."""
    return only(site.content(CASE).select_one(f"[data-id={identifier}]"))


# One after another, and together.

A, B, ONE, TWO = "Figure 1A", "Figure 1B", "Figure 1", "Figure 2"
FOUND = {A: "ct-coronal", B: "ct-axial", TWO: "operation"}
"""The three images by their labels, with the ids of their panels."""


def told(notices: list[str], marks: list[str], row: tuple[str, str]) -> Seen:
    """Return what is seen while these images stand in; of them, the planes are synthetic."""
    planes = [label for label in marks if label != TWO]
    return Seen(notices, marks, views=planes, declared=planes, supplied=row[0], stood_in=row[1])


NONE = ("None", "All 3 shown as stand-ins, each marked.")
FIRST = ("1 of 3 as the authors gave them", "2 of 3 shown as stand-ins, each marked.")
SECOND = ("2 of 3 as the authors gave them", "1 of 3 shown as stand-ins, each marked.")
ALL = ("All 3 as the authors gave them", "")
REPLACED: Mapping[str, tuple[tuple[str, ...], Seen]] = {
    "nothing": ((), told([ONE, TWO], [A, B, TWO], NONE)),
    "the drawing by a photograph": (("photograph",), told([ONE], [A, B], FIRST)),
    "one plane by an exported still": (("still",), told([A, TWO], [A, TWO], FIRST)),
    "both planes by a series": (("series",), told([TWO], [TWO], SECOND)),
    "all of them": (("series", "photograph"), told([], [], ALL)),
    "all, one plane by a still": (("series", "still", "photograph"), told([], [], ALL)),
}


@pytest.mark.parametrize(("done", "seen"), REPLACED.values(), ids=REPLACED)
def test_what_said_that_an_image_stands_in_goes_with_it_and_no_more(
    done: tuple[str, ...], seen: Seen, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for what in done:
        replace(copy, what, monkeypatch)
    site = copy.built()
    assert Seen.on(site) == seen
    assert_nothing_told(site, {*FOUND} - set(seen.marks))


def assert_nothing_told(site: Site, labels: set[str]) -> None:
    """Assert that no word beside these panels, nor on any page if they are all, tells of it."""
    for each in labels:
        panel = panel_of(site, FOUND[each])
        image = only(panel.img)
        assert image["alt"] == GIVEN["alt"]
        described = site.landing(CASE, f"#{image['aria-describedby']}")
        assert words(described) == GIVEN["description"]
        assert not TELLS.search(str(panel))
    if labels != set(FOUND):
        return
    for page, soup in site.pages.items():
        assert not TELLS.search(all_words(soup)), page
        texts = [
            str(e[name]) for name in ("alt", "title", "content") for e in soup.select(f"[{name}]")
        ]
        assert not [text for text in texts if TELLS.search(text)], page
    assert not TELLS.search((site.folder / "search" / "search_index.json").read_text("utf-8"))
    for path in (site.folder / "figures").iterdir():
        assert not path.name.startswith("operation") or path.suffix != ".svg"


def test_a_photograph_is_published_without_what_its_camera_stored(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(copy, "photograph", monkeypatch)
    assert NAME.encode() in (copy.figures / "operation.jpg").read_bytes()
    site = copy.built()
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if NAME.encode() in path.read_bytes()] == []
    notes = words(only(site.content(CASE).select_one("#figure-operation figcaption")))
    assert "Operative photograph." in notes
    assert f"Credit: {GIVEN['credit']}. Licence: {GIVEN['licence']}." in notes


def test_a_still_has_no_series_to_scroll_and_the_other_plane_keeps_its_own(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(copy, "still", monkeypatch)
    site = copy.built()
    assert panel_of(site, "ct-coronal").select("button")
    assert panel_of(site, "ct-coronal").has_attr("data-volume")
    assert not panel_of(site, "ct-axial").select("button")
    assert not panel_of(site, "ct-axial").has_attr("data-volume")


def test_a_series_is_shown_in_its_own_pixels_without_words(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(copy, "series", monkeypatch)
    site = copy.built()
    path = copy.figures / "ct-angiography.nii.gz"
    for identifier, plane, position in (("ct-coronal", "coronal", -30), ("ct-axial", "axial", 5)):
        panel = panel_of(site, identifier)
        file = site.folder / site.target(CASE, str(panel["data-full"]))[0]
        cut = VolumeCut(path.name, plane, position, 50, 400)
        with Image.open(file) as shown:
            drawn = render_cut(read_volume(path), cut)
            drawn = drawn.resize(shown.size, Image.Resampling.LANCZOS)
            np.testing.assert_array_equal(np.asarray(shown), np.asarray(drawn))
        fetched = site.folder / site.target(CASE, str(panel["data-volume"]))[0]
        assert fetched.read_bytes() == path.read_bytes()
