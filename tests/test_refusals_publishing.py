"""What a build that fails leaves of the site published before: all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import pytest

from reading import LIGHT, Site, build, snapshot, words
from tiny import article

if TYPE_CHECKING:
    from tiny import TinyCase

CALLS = [(), ("--strict",), ("--quiet",), ("--quiet", "--strict")]
STRICT_CALLS = [("--strict",), ("--quiet", "--strict")]


@pytest.fixture
def published(tiny_case: TinyCase) -> TinyCase:
    """Return a case whose site is published."""
    tiny_case.settings(**LIGHT)
    tiny_case.write(
        {
            "docs/index.md": "# Home\n\nKnown [@smith2020].\n",
            "docs/discussion.md": "# Discussion\n\nAgain [@smith2020].\n",
            "references.bib": article("smith2020"),
        }
    )
    assert build(tiny_case, "--strict").exit_code == 0
    return tiny_case


def siblings(case: TinyCase) -> set[str]:
    """Return the names at the top of a case, without what is only a cache."""
    return {path.name for path in case.root.iterdir()} - {".cache"}


ERRORS = {
    "a mistake in a page": {"docs/index.md": "# Home\n\nUnknown [@smyth2020; @smith2020].\n"},
    "a mistake in the bibliography": {"references.bib": "@misc{smith2020, title = {One\n"},
    "a mistake in the figures": {"figures/figures.yml": "- scan.png\n"},
}


@pytest.mark.parametrize("options", CALLS, ids=" ".join)
@pytest.mark.parametrize("files", ERRORS.values(), ids=ERRORS)
def test_a_failed_build_leaves_the_published_site_whole(
    published: TinyCase, files: dict[str, str], options: tuple[str, ...]
) -> None:
    before, names = snapshot(published.root / "site"), siblings(published)
    published.write(files)
    assert build(published, *options).exit_code != 0
    assert snapshot(published.root / "site") == before
    assert siblings(published) - {"figures"} == names


@pytest.mark.parametrize("options", STRICT_CALLS, ids=" ".join)
def test_a_strict_build_with_a_warning_leaves_the_published_site_whole(
    published: TinyCase, options: tuple[str, ...]
) -> None:
    before, names = snapshot(published.root / "site"), siblings(published)
    published.write({"references.bib": article("smith2020") + article("uncited2020")})
    assert build(published, *options).exit_code != 0
    assert snapshot(published.root / "site") == before
    assert siblings(published) == names


@pytest.mark.parametrize("options", STRICT_CALLS, ids=" ".join)
def test_a_strict_build_stops_at_a_warning_of_mkdocs_too(
    published: TinyCase, options: tuple[str, ...]
) -> None:
    before, names = snapshot(published.root / "site"), siblings(published)
    # MkDocs drops this page in favour of index.md, with a warning.
    published.write({"docs/README.md": "# Readme\n"})
    assert build(published, *options).exit_code != 0
    assert snapshot(published.root / "site") == before
    assert siblings(published) == names


def test_a_build_that_ends_in_an_exception_leaves_the_published_site_whole(
    published: TinyCase,
) -> None:
    before = snapshot(published.root / "site")
    published.settings(**{**LIGHT, "theme": {"name": "mkdocs", "custom_dir": "overrides"}})
    published.write({"overrides/main.html": '{% extends "base.html" %}{% block'})
    names = siblings(published)
    with pytest.raises(jinja2.TemplateSyntaxError):
        build(published)
    assert snapshot(published.root / "site") == before
    assert siblings(published) == names


def test_a_mended_case_replaces_the_site_with_a_whole_new_one(published: TinyCase) -> None:
    published.write({"docs/index.md": "# Home\n\nUnknown [@smyth2020].\n"})
    assert build(published).exit_code != 0
    published.write({"docs/index.md": "# Home\n\nMended [@smith2020].\n"})
    (published.root / "docs" / "discussion.md").unlink()
    built = build(published, "--strict")
    assert built.exit_code == 0, built.output
    texts = [words(found) for found in Site(built.site).pages["index.html"].select("p")]
    assert "Mended [1]." in texts
    assert not (built.site / "discussion").exists()


def test_a_site_can_be_published_into_a_folder_that_is_not_there_yet(tiny_case: TinyCase) -> None:
    tiny_case.settings(site_dir="public/case")
    assert build(tiny_case, "--strict").exit_code == 0
    public = tiny_case.root / "public"
    assert [path.name for path in public.iterdir()] == ["case"]
    assert (public / "case" / "index.html").is_file()
