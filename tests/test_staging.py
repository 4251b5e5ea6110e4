"""A site is built beside the published one, and takes its place only when it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.staging import discard, publish, staging_dir

if TYPE_CHECKING:
    from pathlib import Path


def write_site(folder: Path, **pages: str) -> None:
    """Write a site of these pages."""
    (folder / "assets").mkdir(parents=True)
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, "utf-8")


def pages_of(folder: Path) -> dict[str, str]:
    """Return the pages of a site by their names."""
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return where a site is published, in a folder of its own."""
    return tmp_path / "case" / "site"


@pytest.fixture
def staged(site: Path) -> Path:
    """Return where that site is built."""
    return site.parent / staging_dir(str(site)).rpartition("/")[2]


def test_the_staged_site_lies_beside_the_published_one(site: Path) -> None:
    first, second = staging_dir(str(site)), staging_dir(str(site.with_name("other")))
    assert first.rpartition("/")[0] == str(site.parent)
    assert len({first, second, str(site)}) == 3


def test_a_first_site_is_published(site: Path, staged: Path) -> None:
    write_site(staged, index="new")
    publish(str(staged), str(site))
    assert pages_of(site) == {"index": "new"}
    assert list(site.parent.iterdir()) == [site]


def test_a_new_site_takes_the_place_of_the_whole_old_one(site: Path, staged: Path) -> None:
    write_site(site, index="old", gone="old")
    write_site(staged, index="new", added="new")
    publish(str(staged), str(site))
    assert pages_of(site) == {"index": "new", "added": "new"}
    assert list(site.parent.iterdir()) == [site]


def test_a_site_that_cannot_be_published_leaves_the_old_one(site: Path, staged: Path) -> None:
    write_site(site, index="old")
    with pytest.raises(OSError, match=staged.name):
        publish(str(staged), str(site))
    assert pages_of(site) == {"index": "old"}
    assert list(site.parent.iterdir()) == [site]


def test_what_an_interrupted_build_has_left_is_in_nobodys_way(site: Path, staged: Path) -> None:
    for round_ in ("first", "second"):
        write_site(staged, index=round_)
        publish(str(staged), str(site))
        # As if the process had ended before the old site was removed.
        write_site(site.with_name(f".{site.name}.old"), index="older")
    write_site(staged, index="third")
    publish(str(staged), str(site))
    assert pages_of(site) == {"index": "third"}
    assert list(site.parent.iterdir()) == [site]


def test_discarding_removes_only_what_was_staged(site: Path, staged: Path) -> None:
    write_site(site, index="old")
    write_site(staged, index="new")
    discard(str(staged))
    discard(str(staged))
    assert pages_of(site) == {"index": "old"}
    assert list(site.parent.iterdir()) == [site]
