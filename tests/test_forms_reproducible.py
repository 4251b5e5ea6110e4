"""Two builds of the same case in two places make the same bytes."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from constructs import write_constructs
from reading import build

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built

FORMS = ("epub", "docx", "markdown")
FILES = ("case-report.epub", "case-report.docx", "case-report.md", "one/two/index.md")


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the case of constructs, built once more and elsewhere."""
    built = build(write_constructs(tmp_path_factory.mktemp("elsewhere"), FORMS), "--strict")
    assert built.exit_code == 0, built.output
    return built


@pytest.mark.parametrize("name", FILES)
def test_two_builds_make_the_same_bytes(name: str, constructs_case: Built, again: Built) -> None:
    first, second = constructs_case.site / name, again.site / name
    assert parts(first) == parts(second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_no_form_names_the_place_where_it_was_made(name: str, constructs_case: Built) -> None:
    place = str(constructs_case.site.parent).encode()
    assert not [
        part for part, content in parts(constructs_case.site / name).items() if place in content
    ]


def parts(path: Path) -> dict[str, bytes]:
    """Return the files within an archive, or the one file."""
    if not zipfile.is_zipfile(path):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
