"""The manifest, the icon and the colours of a site."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
import tinycss2
from PIL import Image, ImageChops, ImageStat
from tinycss2.ast import AtRule, Declaration, QualifiedRule

from casereport.forms.raster import raster
from casereport.identity import SCHEME_COLOURS, short_name, theme_colours, write_manifest
from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

ASSETS = TOP / "src/casereport/theme/assets/casereport"
DAY, NIGHT = SCHEME_COLOURS["default"], SCHEME_COLOURS["slate"]
SCHEME, PAPER = "data-md-color-scheme", "--md-default-bg-color"


def test_the_colours_of_a_scheme_are_those_of_the_stylesheet() -> None:
    assert dict(papers((ASSETS / "page.css").read_text("utf-8"))) == {
        f"[{SCHEME}]": DAY,
        f'[{SCHEME}="slate"]': NIGHT,
    }


def papers(css: str) -> Iterator[tuple[str, str]]:
    """Yield each rule of a stylesheet that gives the page its colour, and that colour."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    while rules:
        rule = rules.pop(0)
        if isinstance(rule, AtRule) and rule.at_keyword == "media":
            rules += tinycss2.parse_rule_list(rule.content or [], skip_whitespace=True)
        elif isinstance(rule, QualifiedRule):
            for each in tinycss2.parse_blocks_contents(rule.content):
                if isinstance(each, Declaration) and each.name == PAPER:
                    yield (
                        tinycss2.serialize(rule.prelude).strip(),
                        tinycss2.serialize(each.value).strip(),
                    )


def entry(scheme: str, media: str = "") -> dict[str, str]:
    """Return an entry of Material's palette setting."""
    return {"scheme": scheme, "media": media}


PALETTES = [
    (None, ()),
    ("default", ()),
    (entry("slate"), (("", NIGHT),)),
    ({"primary": "custom"}, (("", DAY),)),
    ([entry("default", media="(a)"), entry("slate", media="(b)")], (("(a)", DAY), ("(b)", NIGHT))),
    ([entry("unknown")], ()),
]


@pytest.mark.parametrize(("palette", "colours"), PALETTES)
def test_only_colours_that_are_known_are_told(
    palette: object, colours: tuple[tuple[str, str], ...]
) -> None:
    assert theme_colours(palette) == colours


NAMES = [
    ("A case", "A case"),
    ("A case of something rare", "A case of"),
    ("Something: a case report", "Something a"),
    ("Hydroxychloroquine and a case", "Hydroxychloroquine"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "short"), NAMES)
def test_a_short_name_is_the_beginning_in_whole_words(name: str, short: str) -> None:
    assert short_name(name) == short


def test_what_is_unknown_is_absent_from_the_manifest() -> None:
    written = json.loads(write_manifest("A case", "", ()))
    assert {"lang", "theme_color", "background_color"} & set(written) == set()
    assert all(written.values())


def test_the_manifest_tells_the_first_schemes_colours() -> None:
    written = json.loads(write_manifest("A case", "en", [("(a)", DAY), ("(b)", NIGHT)]))
    assert (written["theme_color"], written["background_color"]) == (DAY, DAY)


def test_an_authors_icon_stands_alone() -> None:
    (icon,) = json.loads(write_manifest("A case", "en", (), "img/own.svg"))["icons"]
    assert icon == {"src": "img/own.svg", "purpose": "any"}


def test_every_icon_has_the_size_the_manifest_says() -> None:
    icons = json.loads(write_manifest("A case", "en", ()))["icons"]
    for icon in icons:
        path = ASSETS / icon["src"].rpartition("/")[2]
        if path.suffix == ".png":
            with Image.open(path) as opened:
                assert "x".join(map(str, opened.size)) == icon["sizes"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}


@pytest.mark.parametrize("size", [180, 192, 512])
def test_every_icon_in_pixels_shows_the_drawing(size: int) -> None:
    with Image.open(io.BytesIO(raster(ASSETS / "icon.svg"))) as drawn:
        expected = drawn.convert("RGB").resize((size, size), Image.Resampling.BOX)
    with Image.open(ASSETS / f"icon-{size}.png") as icon:
        difference = ImageChops.difference(expected, icon.convert("RGB"))
    # Few colours are stored, so that edges differ by a hair.
    assert max(ImageStat.Stat(difference).mean) < 1


def test_the_icon_shows_no_emergency_sign() -> None:
    """No red: the red cross is protected (Geneva Convention I, article 44)."""
    with Image.open(ASSETS / "icon-192.png") as icon:
        colours = icon.convert("RGB").getcolors(1 << 16)
    assert colours
    assert not [rgb for _, rgb in colours if isinstance(rgb, tuple) and rgb[0] > rgb[2] + 8]
