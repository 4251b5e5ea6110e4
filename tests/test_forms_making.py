"""Forms are made once, reported by name, and one that fails stops the build before it publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.forms import registry
from casereport.forms.form import Form, FormError, Offer
from casereport.pandoc import PandocError
from full_case import write_full_case
from reading import BIBTEX, LIGHT, Report, build, snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from casereport.forms.sources import Sources
    from tiny import TinyCase


class Failing:
    """A form that fails, or makes a file, as it is told to."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.made = 0

    def __call__(self, sources: Sources) -> Mapping[str, bytes]:
        """Make the form."""
        self.made += 1
        if self.error is not None:
            raise self.error
        return {"case-report.odd": sources.manuscript.metadata.title.encode()}


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Return a form of its own, called ``odd``, beside all others."""
    made = Failing()
    odd = Form("odd", (Offer("Odd", "case-report.odd", "text/plain"),), made)
    monkeypatch.setattr("casereport.case_forms.FORMS", (*registry.FORMS, odd))
    return made


def with_forms(case: TinyCase, *names: str) -> TinyCase:
    """Return the case, set to make these forms."""
    case.settings(**{**LIGHT, "plugins": [BIBTEX, {"casereport": {"forms": list(names)}}]})
    return case


@pytest.mark.parametrize(
    "error",
    [FormError("The moon is full."), PandocError("The moon is full.")],
    ids=["own", "pandoc"],
)
@pytest.mark.parametrize("option", ["--strict", "--no-strict", "--quiet"])
def test_a_form_that_fails_stops_the_build_and_names_its_cause(
    option: str, error: Exception, failing: Failing, tiny_case: TinyCase
) -> None:
    with_forms(tiny_case, "odd", "references")
    assert build(tiny_case).exit_code == 0
    before = snapshot(tiny_case.root / "site")
    assert before["case-report.odd"] == b""
    tiny_case.write({"docs/index.md": "# Another home\n"})
    failing.error = error
    built = build(tiny_case, option)
    (problem,) = Report.read(built.output).problems
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    assert problem.place.startswith("mkdocs.yml")
    assert "odd" in problem.what
    assert "The moon is full." in problem.what
    assert snapshot(tiny_case.root / "site") == before


def test_a_form_is_made_again_only_for_another_manuscript_or_time(
    failing: Failing, tiny_case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_forms(tiny_case, "odd")
    first = build(tiny_case)
    assert "Made the form odd" in first.output
    second = build(tiny_case)
    assert "Made the form" not in second.output
    assert failing.made == 1
    tiny_case.write({"docs/index.md": "---\ntitle: A title\n---\n\n# Home\n"})
    assert (build(tiny_case).site / "case-report.odd").read_bytes() == b"A title"
    assert failing.made == 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert "Made the form odd" in build(tiny_case).output
    kept = tiny_case.root / ".cache" / "casereport" / "forms"
    assert len(list(kept.glob("odd.*"))) == 1


def test_a_form_that_is_not_known_is_refused_with_the_nearest(tiny_case: TinyCase) -> None:
    (problem,) = Report.read(build(with_forms(tiny_case, "pfd")).output).problems
    assert "pfd, which is not known; nearest: pdf" in problem.what
    assert "epub" in problem.fix


def test_only_the_forms_asked_for_are_made(tmp_path: Path) -> None:
    built = build(write_full_case(tmp_path, ["references"]))
    made = [line for line in built.output.splitlines() if "Made the form" in line]
    assert len(made) == 1
    assert "references" in made[0]
    assert not list(built.site.glob("case-report.*"))


def test_what_has_no_title_is_not_cited(tiny_case: TinyCase) -> None:
    """No file without a title in it, and none offered: an empty citation is none."""
    with_forms(tiny_case, "citation", "references")
    tiny_case.write({"docs/index.md": "# Home\n\n/// downloads\n///\n"})
    built = build(tiny_case, "--strict")
    assert built.exit_code == 0, built.output
    assert not list(built.site.glob("case-report.*"))
    links = [str(link["href"]) for link in built.page().select(".downloads a")]
    assert links
    assert not [link for link in links if "case-report" in link]
