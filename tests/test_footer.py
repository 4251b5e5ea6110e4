"""The foot of every page leads to the ways to cite and to fetch the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.offers import BLOCK_IDS
from reading import Site, only, words

if TYPE_CHECKING:
    from tiny import Built, TinyCase


@pytest.fixture(params=["real_case", "full_case"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return the site of the real case, then that of the full one."""
    built: Built = request.getfixturevalue(request.param)
    return Site(built.site)


def test_every_page_leads_to_both_blocks(site: Site) -> None:
    assert "404.html" in site.pages
    for page, soup in site.pages.items():
        links = soup.select("footer .md-copyright a:not([target])")
        assert [words(link) for link in links] == ["Cite this report", "Download"], page
        if page == "404.html":
            continue
        landings = [site.landing(page, str(link["href"])) for link in links]
        assert [landing["id"] for landing in landings] == list(BLOCK_IDS.values())


@pytest.mark.parametrize(("case", "base"), [("real_case", "/"), ("full_case", "/one/")])
def test_the_page_for_what_is_not_there_leads_to_them_from_any_address(
    case: str, base: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(case)
    links = Site(built.site).pages["404.html"].select("footer .md-copyright a:not([target])")
    for link, identifier in zip(links, BLOCK_IDS.values(), strict=True):
        path, _, anchor = str(link["href"]).partition("#")
        assert path.removesuffix(".") == base
        assert anchor == identifier


def test_without_the_blocks_the_foot_leads_nowhere(tiny_case: TinyCase) -> None:
    built = tiny_case.build("--strict")
    assert built.exit_code == 0, built.output
    foot = only(built.page().select_one("footer .md-copyright"))
    assert words(foot) == "Made with Material for MkDocs"


def test_a_copyright_and_a_hidden_generator_are_kept(tiny_case: TinyCase) -> None:
    tiny_case.settings(copyright="© The authors", extra={"generator": False})
    foot = only(tiny_case.build().page().select_one("footer .md-copyright"))
    assert words(foot) == "© The authors"
