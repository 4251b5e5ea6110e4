"""The cases that tests build: a tiny one written in the test itself, and the real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from constructs import write_constructs
from full_case import write_full_case
from tiny import REFERENCES, Built, TinyCase, copy_real_case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tiny_case(tmp_path: Path) -> TinyCase:
    """Return a case with a home page, an empty reference list and nothing else."""
    case = TinyCase(tmp_path)
    case.settings()
    case.write(
        {"docs/index.md": "# Home\n", "docs/references.md": REFERENCES, "references.bib": ""}
    )
    return case


@pytest.fixture(scope="session")
def real_case(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the real case, built strictly from a copy of its files."""
    built = TinyCase(copy_real_case(tmp_path_factory.mktemp("case"))).build("--strict")
    assert built.exit_code == 0, built.output
    return built


@pytest.fixture(scope="session")
def full_case(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case in which everything is known, built strictly with every form."""
    built = write_full_case(tmp_path_factory.mktemp("full")).build("--strict")
    assert built.exit_code == 0, built.output
    return built


@pytest.fixture(scope="session")
def constructs_case(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case that holds everything an author can write, built strictly with every form."""
    built = write_constructs(tmp_path_factory.mktemp("constructs")).build("--strict")
    assert built.exit_code == 0, built.output
    return built
