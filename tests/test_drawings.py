"""A drawing is published as shapes and words alone, or refused in a sentence.

The cases stand in ``tests/cases/drawings/*.yml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from casereport.drawings import ELEMENTS, MOST_BYTES, MOST_DEEP, read_drawing
from casereport.images import ReadImage
from casereport.model import Place, Problem
from tiny import TOP

SVG = "http://www.w3.org/2000/svg"
PLACE = Place("figures/drawing.svg")
NAME = "Quibble"
"""What tells of an author in the cases of what is cleaned."""


@dataclass(frozen=True)
class Case:
    """A drawing, as parts around a plain ``<svg>``, and what becomes of it."""

    name: str
    says: str = ""
    becomes: str = ""
    holds: str = ""
    root: str = ""
    before: str = ""
    after: str = ""
    whole: str | None = None

    @property
    def text(self) -> str:
        """The whole file."""
        if self.whole is not None:
            return self.whole
        opened = f"<svg xmlns='{SVG}' viewBox='0 0 90 60' {self.root}>"
        return f"{self.before}{opened}{self.holds}</svg>{self.after}"


def cases(table: str) -> list[Any]:
    """Return every case of a table."""
    path = Path(__file__).parent / "cases" / "drawings" / f"{table}.yml"
    read = [Case(**data) for data in yaml.safe_load(path.read_text("utf-8"))]
    return [pytest.param(case, id=case.name) for case in read]


def read(folder: Path, text: str | bytes, source_type: str = "") -> ReadImage | Problem:
    """Return a drawing with this content, or what is wrong with it."""
    path = folder / "drawing.svg"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_drawing(path, PLACE, folder / "cache", source_type)


def published(folder: Path, text: str | bytes, source_type: str = "") -> str:
    """Return a drawing as it is published."""
    found = read(folder, text, source_type)
    assert isinstance(found, ReadImage), found
    (rendition,) = found.rendered.renditions
    assert rendition.path == folder / "cache" / rendition.name
    return rendition.path.read_text("utf-8")


def refused(folder: Path, text: str | bytes) -> str:
    """Return why a drawing is refused."""
    found = read(folder, text)
    assert isinstance(found, Problem), found
    assert found.where == PLACE
    assert found.fix
    assert not (folder / "cache").exists()
    return found.what


@pytest.mark.parametrize("case", cases("refused"))
def test_what_acts_fetches_or_embeds_is_refused(case: Case, tmp_path: Path) -> None:
    sentence = refused(tmp_path, case.text)
    assert sentence.startswith("cannot be published as a drawing: ")
    assert case.says in sentence


def test_every_fault_of_a_drawing_is_told_once_and_together(tmp_path: Path) -> None:
    holds = """<script/><script/><use href="other.svg#a" fill="url(b.svg)" onclick="x"/><a/>
    <style>@import "a.css"; b { c: \\62 }</style>"""
    sentence = refused(tmp_path, f"<svg xmlns='{SVG}' viewBox='0 0 0 9'>{holds}</svg>")
    told = sentence.removeprefix("cannot be published as a drawing: ").removesuffix(".").split("; ")
    wanted = [
        "it holds <script>",
        "it leads to other.svg#a",
        "its fill fetches something",
        "it holds the script onclick",
        "it holds <a>",
        "its style fetches something",
        "its style holds a backslash",
        "its viewBox is empty",
    ]
    assert [each.partition(",")[0] for each in told] == wanted


@pytest.mark.parametrize("case", cases("cleaned"))
def test_what_tells_of_its_author_is_left_behind_and_all_else_is_kept(
    case: Case, tmp_path: Path
) -> None:
    text = published(tmp_path, case.text)
    assert NAME not in text
    root = ET.fromstring(text)  # noqa: S314 - our own words
    assert set(root.attrib) == {"viewBox"}
    wanted = f"<svg xmlns='{SVG}' viewBox='{root.get('viewBox')}'>{case.becomes}</svg>"
    assert ET.canonicalize(text) == ET.canonicalize(wanted)


@pytest.mark.parametrize("name", sorted(ELEMENTS))
def test_every_element_of_a_still_drawing_is_taken(name: str, tmp_path: Path) -> None:
    text = published(tmp_path, f"<svg xmlns='{SVG}' viewBox='0 0 9 9'><{name}/></svg>")
    assert [child.tag for child in ET.fromstring(text)] == [f"{{{SVG}}}{name}"]  # noqa: S314


def test_a_drawing_is_as_large_as_its_viewbox(tmp_path: Path) -> None:
    found = read(tmp_path, f"<svg xmlns='{SVG}' viewBox='-5,0, 90.4 60'/>")
    assert isinstance(found, ReadImage)
    assert (found.rendered.width, found.rendered.height) == (90, 60)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_drawing_that_is_not_utf_8_is_refused(encoding: str, tmp_path: Path) -> None:
    text = f"<svg xmlns='{SVG}' viewBox='0 0 9 9'><text>Schädel</text></svg>"
    assert "not stored as UTF-8" in refused(tmp_path, text.encode(encoding))


def test_a_drawing_with_a_byte_order_mark_and_a_declaration_is_taken(tmp_path: Path) -> None:
    text = f"\ufeff<?xml version='1.0' encoding='UTF-8'?><svg xmlns='{SVG}' viewBox='0 0 9 9'/>"
    assert published(tmp_path, text).startswith("<svg ")


def test_a_drawing_without_bounds_is_refused(tmp_path: Path) -> None:
    root = f"<svg xmlns='{SVG}' viewBox='0 0 9 9'>"
    for depth in (MOST_DEEP, 1000 * MOST_DEEP):
        assert "too deep" in refused(tmp_path, f"{root}{'<g>' * depth}{'</g>' * depth}</svg>")
    assert "larger than" in refused(tmp_path, f"{root}{' ' * MOST_BYTES}</svg>")


def test_the_name_of_a_drawing_changes_with_it_and_with_what_it_declares(tmp_path: Path) -> None:
    plain, drawn = (f"<svg xmlns='{SVG}' viewBox='0 0 9 9'>{x}</svg>" for x in ("", "<rect/>"))
    names = set()
    for text, declared in ((plain, ""), (plain, "digitalCreation"), (drawn, ""), (plain, "")):
        found = read(tmp_path, text, declared)
        assert isinstance(found, ReadImage)
        names.add(found.rendered.renditions[0].name)
    assert len(names) == 3


@pytest.mark.parametrize(
    "path", sorted((TOP / "figures").glob("*.svg")), ids=lambda path: path.name
)
def test_a_drawing_of_this_case_loses_nothing(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.encode()) <= 60 * 1024
    assert ET.canonicalize(published(tmp_path, text).strip()) == ET.canonicalize(text.strip())
