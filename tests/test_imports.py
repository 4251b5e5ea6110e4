"""Imports point one way: the core knows neither Markdown nor MkDocs, and no part knows a case."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

import casereport
from casereport.bibliography import read_bibliography
from casereport.images import READABLE
from tiny import TOP

PACKAGE = Path(casereport.__file__).parent
MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
SHELL = {
    "bibtex",
    "cli_building",
    "cli_export",
    "cli_offline",
    "finishing",
    "navigation",
    "page_heads",
    "plugin",
    "serving",
    "settings",
    "starting",
    "strictness",
    "theme_files",
}
"""The modules that know MkDocs."""
MARKDOWN = {"blocks", "extension"}
"""The modules that know Python-Markdown, and no MkDocs."""
CORE = set(MODULES) - SHELL - MARKDOWN

MKDOCS = {"mkdocs", "mkdocs_bibtex", "material", "mkdocs_get_deps"}
PYTHON_MARKDOWN = {"markdown", "pymdownx"}


def imports(path: Path) -> set[str]:
    """Return every module that a file imports, wherever in it, by its full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, (
                f"{path.name} imports relatively, which this test does not follow"
            )
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def packages(path: Path) -> set[str]:
    """Return the packages a file imports from, by their first names."""
    return {name.partition(".")[0] for name in imports(path)}


def own(path: Path) -> set[str]:
    """Return the modules of this package that a file imports, by their names within it."""
    names = {name.removeprefix("casereport.") for name in imports(path)}
    return names & set(MODULES)


def test_every_module_is_looked_at() -> None:
    assert set(MODULES) >= SHELL | MARKDOWN
    assert {"model", "numbering", "problems", "citations", "rendering"} <= CORE
    assert len(MODULES) == len(list(PACKAGE.rglob("*.py")))


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_core_knows_neither_mkdocs_nor_markdown(name: str) -> None:
    assert not packages(MODULES[name]) & (MKDOCS | PYTHON_MARKDOWN)
    assert not own(MODULES[name]) & (SHELL | MARKDOWN)


@pytest.mark.parametrize("name", sorted(MARKDOWN))
def test_the_markdown_extension_does_not_know_mkdocs(name: str) -> None:
    assert packages(MODULES[name]) & PYTHON_MARKDOWN
    assert not packages(MODULES[name]) & MKDOCS
    assert not own(MODULES[name]) & SHELL


@pytest.mark.parametrize("name", sorted(SHELL))
def test_the_shell_alone_knows_mkdocs(name: str) -> None:
    assert packages(MODULES[name]) & MKDOCS
    assert not packages(MODULES[name]) & PYTHON_MARKDOWN


def test_what_the_core_is_made_of_imports_nothing_else_of_it() -> None:
    assert own(MODULES["model"]) == {"metadata", "passages"}
    # Only by the names of its types.
    assert own(MODULES["passages"]) == {"model"}
    assert not [name for name in ("metadata", "markers", "staging") if own(MODULES[name])]


def case_words() -> set[str]:
    """Return words by which the generator would show that it knows this case."""
    entries = read_bibliography((TOP / "references.bib").read_text("utf-8"), "references.bib")[0]
    return {
        *("leiomyosarcoma", "sarcoma", "vena", "cava", "nephrectomy", "dacron", "renal", "hilum"),
        *entries.entries,
        *(path.name for path in (TOP / "figures").iterdir() if path.suffix in READABLE),
    }


@pytest.mark.parametrize("word", sorted(case_words()))
def test_the_generator_knows_no_case(word: str) -> None:
    knowing = (
        path
        for path in chain(PACKAGE.rglob("*.py"), PACKAGE.rglob("*.html"), PACKAGE.rglob("*.[cj]s*"))
        if re.search(rf"\b{re.escape(word)}\b", path.read_text("utf-8"), re.IGNORECASE)
    )
    assert not [str(path.relative_to(PACKAGE)) for path in knowing]
