"""``casereport offline`` writes one archive of the site whose pages open from a disk."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from casereport.offers import readable_size
from full_case import write_full_case
from offline import TOP, Ran, run_offline, unpacked
from reading import LIGHT, Report, Site, only, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built, TinyCase

ARCHIVE = f"{TOP}.zip"
FORMS = {
    f"case-report.{kind}" for kind in ("pdf", "epub", "docx", "xml", "md", "bib", "ris", "json")
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> TinyCase:
    """Return the full case, whose site has an address."""
    return write_full_case(tmp_path_factory.mktemp("offline"))


@pytest.fixture(scope="module")
def output(case: TinyCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the copy of that case was written."""
    folder = tmp_path_factory.mktemp("written")
    ran = run_offline(case, folder)
    assert (ran.exit_code, ran.stderr) == (0, "")
    (folder / "said").write_text(ran.stdout, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the unpacked copy."""
    return Site(unpacked(output / ARCHIVE, tmp_path_factory.mktemp("unpacked")))


def test_it_says_what_it_wrote_its_size_and_where_to_begin(output: Path, site: Site) -> None:
    written, begin = (output / "said").read_text("utf-8").splitlines()
    archive = output / ARCHIVE
    assert written == f"{archive}: {readable_size(archive.stat().st_size)}"
    assert begin == f"Unpack it and open {TOP}/index.html."
    assert (site.folder.name, (site.folder / "index.html").is_file()) == (TOP, True)


def test_the_archive_is_whole_and_claims_no_time(output: Path) -> None:
    with zipfile.ZipFile(output / ARCHIVE) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(set(names))
        assert {PurePosixPath(name).parts[0] for name in names} == {TOP}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_case_gives_the_same_archive(output: Path, tmp_path: Path) -> None:
    again = write_full_case(tmp_path / "again")
    assert run_offline(again, tmp_path).exit_code == 0
    first, second = ((folder / ARCHIVE).read_bytes() for folder in (output, tmp_path))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


def test_every_page_and_form_of_the_site_is_in_it(site: Site, full_case: Built) -> None:
    pages = {
        path.parent.relative_to(full_case.site).as_posix().replace(".", "index") + ".html"
        for path in full_case.site.rglob("index.html")
    }
    assert len(pages) > 2
    assert set(site.pages) == pages
    assert {path.name for path in site.folder.iterdir()} >= FORMS


def test_every_link_names_a_file_and_what_it_leads_to_is_there(site: Site) -> None:
    """A folder's address leads to a list of its files, where a page is read from a disk."""
    seen = 0
    for name, page in site.pages.items():
        for element in page.select("[href], [src]"):
            address = str(element.get("href") or element.get("src"))
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            seen += 1
            assert not parts.path.endswith((".", "/")), (name, address)
            if parts.path:
                target, _ = site.target(name, address)
                assert (site.folder / target).is_file(), (name, address)
            if (
                parts.fragment
                and target_is_page(parts.path)
                and not parts.fragment.startswith("__")
            ):
                site.landing(name, address)
    assert seen > 100


def target_is_page(path: str) -> bool:
    """Return whether a link's path leads to a page, or to a place on its own."""
    return not path or path.endswith(".html")


def test_no_page_claims_an_address(site: Site) -> None:
    """The pages of the published site have other addresses than these files have names."""
    for page in site.pages.values():
        assert page.select('[rel="canonical"], [property="og:url"], [rel="manifest"]') == []
    assert not list(site.folder.rglob("sitemap.xml*"))


def test_the_index_of_the_search_is_there_as_a_script(site: Site) -> None:
    """What it holds is the index, under the name that Material's script looks for."""
    index, script = (
        (site.folder / "search" / f"search_index.{kind}").read_text("utf-8")
        for kind in ("json", "js")
    )
    declared, value = script.split(" = ", 1)
    assert declared == "var __index"
    assert json.loads(value) == json.loads(index)
    assert json.loads(value)["docs"]


def test_the_policy_of_every_page_lets_it_load_files(site: Site) -> None:
    """Without a word for files, a browser that keeps to the standard would load none."""
    for name, page in site.pages.items():
        told = only(page.select_one('meta[http-equiv="Content-Security-Policy"]'))
        rules = dict(rule.split(maxsplit=1) for rule in str(told["content"]).split("; "))
        for kind in ("script-src", "style-src", "img-src", "font-src"):
            assert {"'self'", "file:"} <= set(rules[kind].split()), (name, kind)
        assert "http" not in str(rules)


def test_nothing_in_it_is_for_servers_only(site: Site) -> None:
    """Packed copies and the page that answers a wrong address."""
    names = [path.name for path in site.folder.rglob("*")]
    packed = [name for name in names if name.endswith((".br", ".gz")) and ".nii." not in name]
    assert packed == []
    assert not {"404.html", "manifest.webmanifest"} & {*names}


def test_every_page_has_the_stand_in_for_the_worker_before_materials_script(site: Site) -> None:
    for name, page in site.pages.items():
        scripts = [PurePosixPath(str(one["src"])).name for one in page.select("script[src]")]
        stand_in, material = (
            next(at for at, script in enumerate(scripts) if script.startswith(start))
            for start in ("iframe-worker.", "bundle.")
        )
        assert stand_in < material, name


def test_the_published_site_has_none_of_this(full_case: Built) -> None:
    site = Site(full_case.site)
    assert not (site.folder / "search" / "search_index.js").exists()
    for page in site.pages.values():
        assert page.select('script[src*="iframe-worker"]') == []


# What stops it. Each writes nothing.


def stopped(case: TinyCase) -> Ran:
    """Run the command in vain, and return what it said."""
    before = snapshot(case.root)
    ran = run_offline(case, case.root / "exported")
    assert (ran.exit_code, ran.stdout) == (1, "")
    after = snapshot(case.root)
    assert {path for path in after if not path.startswith(".cache/")} == set(before)
    return ran


def test_a_mistake_in_the_case_is_reported_as_in_a_build(tiny_case: TinyCase) -> None:
    tiny_case.write({"docs/index.md": "# Home\n\nSo [@nobody2020].\n"})
    ran = stopped(tiny_case)
    assert [problem.place for problem in Report.read(ran.stderr).problems] == ["docs/index.md:3"]
    assert ran.stderr.splitlines()[-1] == "Error: No copy was written."


def test_a_warning_stops_it_as_it_stops_a_strict_build(tiny_case: TinyCase) -> None:
    tiny_case.settings(nav=[{"Home": "index.md"}])
    ran = stopped(tiny_case)
    assert [problem.is_warning for problem in Report.read(ran.stderr).problems] == [True]


def test_another_theme_is_answered_with_the_one_that_works(tiny_case: TinyCase) -> None:
    tiny_case.settings(**LIGHT)
    assert "Write name: material below theme:" in stopped(tiny_case).stderr


def test_outside_a_case_it_says_where_to_run(tiny_case: TinyCase) -> None:
    (tiny_case.root / "mkdocs.yml").unlink()
    assert "Run the command in the folder of the case." in stopped(tiny_case).stderr
