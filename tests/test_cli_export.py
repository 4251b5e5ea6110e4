"""``casereport export`` writes one form alone, says so, and stops in sentences."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from mkdocs.utils import DuplicateFilter

from casereport.cli import main
from casereport.forms.registry import FORMS, form_names
from casereport.offers import readable_size
from full_case import write_full_case
from reading import BIBTEX, FORMLESS, Report, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built, TinyCase


@dataclass(frozen=True)
class Ran:
    """How the command ended, what it printed and what it complained of."""

    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> TinyCase:
    """Return the full case, not yet built."""
    return write_full_case(tmp_path_factory.mktemp("export"))


@pytest.fixture
def in_case(case: TinyCase, monkeypatch: pytest.MonkeyPatch) -> TinyCase:
    """Return the full case, in whose folder the command is run."""
    monkeypatch.chdir(case.root)
    return case


def run(*arguments: str) -> Ran:
    """Run ``casereport export`` as it is typed, in a new process as it were."""
    for logger in (logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")):
        for kept in filter(lambda kept: isinstance(kept, DuplicateFilter), logger.filters[:]):
            logger.removeFilter(kept)
    result = CliRunner().invoke(main, ["export", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("name", form_names())
def test_a_form_is_the_one_that_a_build_publishes(
    name: str, in_case: TinyCase, full_case: Built, tmp_path: Path
) -> None:
    before = set(snapshot(in_case.root))
    ran = run(name, "--output", str(tmp_path / "out"))
    assert (ran.exit_code, ran.stderr) == (0, "")
    written = snapshot(tmp_path / "out")
    form = next(form for form in FORMS if form.name == name)
    assert {offer.file for offer in form.offers} <= set(written)
    for path, content in written.items():
        assert (full_case.site / path).read_bytes() == content, path
    after = {path for path in snapshot(in_case.root) if not path.startswith(".cache/")}
    assert after <= before


def test_what_was_written_is_said_with_its_size(in_case: TinyCase, tmp_path: Path) -> None:
    del in_case
    ran = run("references", "--output", str(tmp_path))
    assert dict(line.split(": ") for line in ran.stdout.splitlines()) == {
        str(path): readable_size(path.stat().st_size) for path in tmp_path.iterdir()
    }


def test_without_a_folder_it_writes_into_one_of_its_own(
    tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_case.write({"docs/index.md": "---\ntitle: A tumor\n---\n\n# A tumor\n"})
    monkeypatch.chdir(tiny_case.root)
    before = set(snapshot(tiny_case.root))
    assert run("citation").exit_code == 0
    after = {path for path in snapshot(tiny_case.root) if not path.startswith(".cache/")}
    assert after - before == {f"exported/case-report.{each}" for each in ("bib", "ris", "json")}


@pytest.mark.parametrize(
    ("name", "output"), [("references", "."), ("markdown", "docs"), ("social", "figures")]
)
def test_what_the_case_is_made_of_is_never_written_over(
    name: str, output: str, in_case: TinyCase
) -> None:
    said = stopped(in_case.root, name, "--output", output)
    assert "what the case is made of" in said
    assert "--output" in said


def test_help_lists_every_form_and_its_files() -> None:
    told = run("--help").stdout.split("The forms:")[1].splitlines()
    listed = [line.split(maxsplit=1) for line in told if line.strip()]
    offered = {form.name: ", ".join(offer.file for offer in form.offers) for form in FORMS}
    assert listed == [list(filter(None, each)) for each in offered.items()]


# What stops it. Each writes nothing.


def stopped(folder: Path, *arguments: str) -> str:
    """Run the command in vain, and return what it complained of."""
    before = snapshot(folder)
    ran = run(*arguments)
    assert ran.exit_code == 1
    assert ran.stdout == ""
    after = snapshot(folder)
    assert {path: after[path] for path in after if not path.startswith(".cache/")} == {
        path: before[path] for path in before if not path.startswith(".cache/")
    }
    return ran.stderr


def test_an_unknown_form_is_answered_with_the_nearest(in_case: TinyCase) -> None:
    assert "There is no form refrences; nearest: references." in stopped(in_case.root, "refrences")


def test_outside_a_case_it_says_where_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Run the command in the folder of the case." in stopped(tmp_path, "citation")


def test_a_mistake_in_the_case_is_reported_as_in_a_build(
    tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_case.write({"docs/index.md": "# Home\n\nSo [@nobody2020].\n"})
    monkeypatch.chdir(tiny_case.root)
    told = stopped(tiny_case.root, "citation")
    problems = Report.read(told).problems
    assert [problem.place for problem in problems] == ["docs/index.md:3"]
    assert problems[0].what.startswith("cites nobody2020")
    assert told.splitlines()[-1] == "Error: No form was written."


def test_a_warning_is_said_and_stops_nothing(
    tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tiny_case.settings(nav=[{"Home": "index.md"}], plugins=["search", BIBTEX, FORMLESS])
    monkeypatch.chdir(tiny_case.root)
    ran = run("citation", "--output", str(tmp_path / "out"))
    assert ran.exit_code == 0
    assert [problem.is_warning for problem in Report.read(ran.stderr).problems] == [True]


def test_settings_without_the_plugin_are_told_of_it(
    tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_case.settings(plugins=["search"])
    monkeypatch.chdir(tiny_case.root)
    assert "does not list the casereport plugin" in stopped(tiny_case.root, "citation")


def test_settings_that_cannot_be_read_are_reported(
    tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_case.write({"mkdocs.yml": "site_name: [\n"})
    monkeypatch.chdir(tiny_case.root)
    told = stopped(tiny_case.root, "citation")
    assert "mkdocs.yml" in told
    assert "Traceback" not in told


def test_a_folder_that_cannot_be_written_is_named(in_case: TinyCase, tmp_path: Path) -> None:
    del in_case
    (tmp_path / "references.bib").mkdir()
    ran = run("references", "--output", str(tmp_path))
    assert ran.exit_code == 1
    assert "references.bib: Is a directory." in ran.stderr
