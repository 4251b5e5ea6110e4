"""The files of built sites: renditions, the search index, and builds that agree byte for byte."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from casereport.search_entries import without_accents
from reading import Site, build, only, snapshot, words
from tiny import REFERENCES, SETTINGS, TinyCase, article, picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import Tag

IDENTITY = "Ada Example, born 1970"
_COPYRIGHT = 0x8298


def write_case(case: TinyCase, **settings: object) -> TinyCase:
    """Write a case of citations, a figure, a picture and an image that nothing shows."""
    case.settings(**settings)
    case.write(
        {
            "docs/index.md": (
                "# Home\n\nKnown [@alpha], and [](#fig).\n\n"
                "A picture ![Small.](../figures/small.png).\n"
            ),
            "docs/part/course.md": (
                "# Course\n\n## Later\n\nAgain [@beta; @alpha].\n\n"
                "![Large.](../../figures/large.jpg)\n![Middle.](../../figures/middle.png)\n\n"
                "/// figure-caption | #fig\nTwo views [@beta].\n///\n"
            ),
            "docs/references.md": REFERENCES,
            "references.bib": article(
                "alpha", match="candidate", **{"match-note": "Matched on the sentence."}
            )
            + article("beta"),
            "figures/figures.yml": "middle.png:\n  description: What the middle one shows.\n",
        }
    )
    picture(case.root / "figures" / "small.png", (48, 48))
    picture(case.root / "figures" / "spare.png")
    exif = Image.Exif()
    exif[_COPYRIGHT] = IDENTITY
    large = Image.radial_gradient("L").resize((1800, 900)).convert("RGB")
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{IDENTITY}</x:xmpmeta>".encode()
    large.save(
        case.root / "figures" / "large.jpg", exif=exif, comment=IDENTITY, xmp=xmp, quality=30
    )
    text = PngInfo()
    text.add_text("Patient", IDENTITY)
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    middle = Image.new("RGB", (700, 350), (200, 30, 30))
    middle.save(case.root / "figures" / "middle.png", pnginfo=text, exif=exif)
    return case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> TinyCase:
    """Return a case that is built."""
    made = write_case(TinyCase(tmp_path_factory.mktemp("files")))
    assert build(made).exit_code == 0
    return made


@pytest.fixture(scope="module")
def site(case: TinyCase) -> Site:
    """Return its site."""
    return Site(case.root / "site")


def images(site: Site) -> Iterator[tuple[str, Tag]]:
    """Yield every image of the content, with its page."""
    for page in ("index.html", "part/course/index.html"):
        for image in site.content(page).select("img"):
            yield page, image


def candidates(element: Tag) -> list[tuple[str, int]]:
    """Return the addresses and widths of a ``srcset``."""
    pairs = (candidate.split() for candidate in str(element["srcset"]).split(","))
    return [(address, int(width.removesuffix("w"))) for address, width in pairs]


WIDTHS = {"Large.": [480, 704, 960, 1600], "Middle.": [480, 700], "Small.": [48]}
FALLBACKS = {"Large.": "JPEG", "Middle.": "PNG", "Small.": "PNG"}


@pytest.mark.parametrize("alt", WIDTHS)
def test_an_image_comes_in_avif_and_webp_and_a_fallback_at_several_widths(
    alt: str, site: Site
) -> None:
    page, image = next(found for found in images(site) if found[1]["alt"] == alt)
    sources = only(image.find_parent("picture")).select("source")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    for element, kind in zip([*sources, image], ["AVIF", "WEBP", FALLBACKS[alt]], strict=True):
        assert [width for _, width in candidates(element)] == WIDTHS[alt]
        for address, width in candidates(element):
            with Image.open(site.folder / site.target(page, address)[0]) as published:
                assert (published.format, published.width) == (kind, width)
                ratio = int(str(image["width"])) / int(str(image["height"]))
                assert published.height == round(width / ratio)
    assert str(image["src"]) in [address for address, _ in candidates(image)]


def test_the_link_around_an_image_leads_to_its_widest_fallback(site: Site) -> None:
    for page, image in images(site):
        link = only(image.find_parent("a"))
        with Image.open(site.folder / site.target(page, str(link["href"]))[0]) as published:
            assert published.width == WIDTHS[str(image["alt"])][-1]
            assert published.format == FALLBACKS[str(image["alt"])]


def test_only_what_pages_show_is_published_of_the_folder_of_figures(site: Site) -> None:
    used = {
        site.target(page, address)[0]
        for page, image in images(site)
        for element in [image, *only(image.find_parent("picture")).select("source")]
        for address, _ in candidates(element)
    }
    published = {f"figures/{path.name}" for path in (site.folder / "figures").iterdir()}
    assert published == used


def test_a_published_image_carries_no_metadata(case: TinyCase, site: Site) -> None:
    for name in ("large.jpg", "middle.png"):
        assert IDENTITY.encode() in (case.root / "figures" / name).read_bytes()
    for path in (site.folder / "figures").iterdir():
        data = path.read_bytes()
        assert IDENTITY.encode() not in data, path.name
        with Image.open(BytesIO(data)) as published:
            published.load()
            assert not published.getexif(), path.name
            kept = {"exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "Patient"}
            assert not kept & {name for name, value in published.info.items() if value}, path.name


def test_no_published_file_names_a_folder_of_the_machine(case: TinyCase, site: Site) -> None:
    root = str(case.root).encode()
    assert not [name for name, data in snapshot(site.folder).items() if root in data]


@pytest.fixture(scope="module")
def search_texts(site: Site) -> dict[str, str]:
    """Return the texts of the search index by location."""
    index = json.loads((site.folder / "search" / "search_index.json").read_text("utf-8"))
    return {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index["docs"]}


def test_the_search_index_holds_numbers_labels_and_captions(search_texts: dict[str, str]) -> None:
    home, later = search_texts[""], search_texts["part/course/#later"]
    assert "Known [1], and Figure 1." in home
    assert "Again [1, 2]." in later
    assert "Figure 1: Two views [2]." in " ".join(later.split())


def test_each_figure_and_each_reference_is_found_at_its_place(
    site: Site, search_texts: dict[str, str]
) -> None:
    """Marked as on the page: what the search shows of a work tells how sure its match is."""
    found = {place: only_words(text) for place, text in search_texts.items()}
    assert found["part/course/#fig"] == "Figure 1 Two views."
    assert "Stand-in" not in found["part/course/#fig"]
    alpha, beta = found["references/#ref-alpha"], found["references/#ref-beta"]
    assert alpha.startswith("Reference 1 Alpha A, Beta B. On alpha.")
    assert alpha.count("Candidate, not confirmed.") == 2
    assert beta.startswith("Reference 2 Alpha A, Beta B. On beta.")
    assert "confirmed" not in beta
    assert beta.count("On beta.") == 1
    for place in found:
        page, _, fragment = place.partition("#")
        assert not fragment or site.pages[f"{page}index.html"].find(id=unquote(fragment)), place


WRITTEN = [
    ("Hıdıroğlu, Küçüker", "Hidiroglu, Kucuker"),
    ("Łukasiewicz; Ångström; Ødegård", "Lukasiewicz; Angstrom; Odegard"),
    ("Gauß, Æsop", "Gauss, Aesop"),
    ("5 µm – “Beta”", "5 μm – “Beta”"),
    ("Плевако 静脈", "Плевако 静脈"),
]


@pytest.mark.parametrize(("text", "typed"), WRITTEN)
def test_names_are_also_found_without_their_accents(text: str, typed: str) -> None:
    assert without_accents(text) == typed


def only_words(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return words(BeautifulSoup(html, "lxml"))


def test_a_page_kept_out_of_the_search_stays_out(tiny_case: TinyCase) -> None:
    write_case(tiny_case)
    tiny_case.write({"docs/references.md": f"---\nsearch:\n  exclude: true\n---\n{REFERENCES}"})
    assert build(tiny_case).exit_code == 0
    index = json.loads((tiny_case.root / "site/search/search_index.json").read_text("utf-8"))
    pages = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert pages == {"", "part/course/"}


def test_a_site_without_a_search_is_built(tiny_case: TinyCase) -> None:
    write_case(tiny_case, plugins=SETTINGS["plugins"][1:])  # type: ignore[index]
    assert build(tiny_case).exit_code == 0
    assert not (tiny_case.root / "site/search").exists()


def test_the_search_index_holds_no_marker_and_no_card(search_texts: dict[str, str]) -> None:
    private = [chr(code) for code in range(0xE000, 0xF900)]
    for location, text in search_texts.items():
        assert not [character for character in private if character in text], location
        if not location.startswith("references/"):
            assert "On beta." not in text, location
            assert "Matched on the sentence." not in text, location


def test_no_page_holds_a_character_of_the_private_use_area(site: Site) -> None:
    for page, soup in site.pages.items():
        assert not [c for c in str(soup) if 0xE000 <= ord(c) < 0xF900], page


def stamps(folder: Path) -> dict[str, int]:
    """Return when each file in a folder was written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_unchanged_second_build_is_the_same_and_encodes_nothing_anew(
    case: TinyCase, site: Site
) -> None:
    before, cache = snapshot(site.folder), case.root / ".cache"
    written = stamps(cache)
    assert any(name.endswith(".avif") for name in written)
    assert build(case).exit_code == 0
    assert snapshot(site.folder) == before
    assert stamps(cache) == written


def test_two_folders_with_empty_caches_give_the_same_site(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = write_case(TinyCase(tmp_path / "elsewhere" / "deeper"))
    assert build(other).exit_code == 0
    ours, theirs = snapshot(site.folder), snapshot(other.root / "site")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_a_changed_image_is_encoded_anew_and_no_other(tmp_path: Path) -> None:
    case = write_case(TinyCase(tmp_path))
    assert build(case).exit_code == 0
    cache = case.root / ".cache" / "casereport" / "images"
    written = stamps(cache)
    picture(case.root / "figures" / "small.png", (56, 40))
    assert build(case).exit_code == 0
    again = stamps(cache)
    assert {name: again[name] for name in written} == written
    assert {name.split(".")[0].rpartition("-")[0] for name in again.keys() - written} <= {
        "small",
        "",
    }
    image = only(Site(case.root / "site").content("index.html").select_one("img"))
    assert (image["width"], image["height"]) == ("56", "40")


def test_a_site_for_a_folder_without_a_server_has_all_links_to_files(tmp_path: Path) -> None:
    case = write_case(TinyCase(tmp_path), use_directory_urls=False)
    assert build(case).exit_code == 0
    site = Site(case.root / "site")
    assert {"index.html", "part/course.html", "references.html"} <= site.pages.keys()
    assert words(only(site.content("part/course.html").select_one("figcaption p"))) == (
        "Figure 1: Two views [2]."
    )
    for page in ("index.html", "part/course.html", "references.html"):
        for link in site.content(page).select("a[href]"):
            path, fragment = site.target(page, str(link["href"]))
            assert (site.folder / path).is_file(), link
            if fragment:
                site.landing(page, str(link["href"]))
        for image in site.content(page).select("img"):
            assert (site.folder / site.target(page, str(image["src"]))[0]).is_file()


def test_a_healthy_build_prints_no_warning(tmp_path: Path) -> None:
    case = write_case(TinyCase(tmp_path))
    (case.root / "figures" / "spare.png").unlink()
    built = build(case, "--strict")
    assert built.exit_code == 0, built.output
    levels = {line.split()[0] for line in built.output.splitlines() if line.strip()}
    assert levels == {"INFO"}
