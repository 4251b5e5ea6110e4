"""What stays of a stylesheet when the rules that no page needs are left out."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from casereport.publishing.needless import Words, slimmed
from casereport.publishing.site_files import SiteFiles
from tiny import TOP

CASES: list[dict[str, Any]] = yaml.safe_load(
    (TOP / "tests/cases/publishing/needless.yml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_only_what_can_be_needed_stays(case: dict[str, Any]) -> None:
    site = SiteFiles({"index.html": case["page"], "script.js": case.get("script", "")})
    assert slimmed([case["css"]], Words.of(site)) == case["kept"]


def test_a_slimmed_stylesheet_is_slimmed_no_further() -> None:
    site = SiteFiles({"index.html": '<p class="a">x</p>'})
    css = slimmed([".a{--x:1;margin:var(--x)}.b{color:red}/*! MIT */"], Words.of(site))
    assert slimmed([css], Words.of(site)) == css
