"""The cases that tests build: a tiny one written in the test itself, and the real one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from constructs import write_constructs
from ct_series import write_series
from desk import Desk
from form_texts import CASES
from full_case import write_full_case
from tiny import REFERENCES, Built, TinyCase, copy_real_case

if TYPE_CHECKING:
    from pathlib import Path

# The address and the time of whoever publishes from this machine are none of the cases'.
os.environ.pop("SITE_URL", None)
os.environ.pop("SOURCE_DATE_EPOCH", None)


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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a case without figures, and a whole axial series of slices outside it."""
    made = Desk(tmp_path)
    made.figures.mkdir(parents=True)
    (made.case / "docs").mkdir()
    write_series(made.export)
    return made


@pytest.fixture(scope="session")
def constructs_case(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a case that holds everything an author can write, built strictly with every form."""
    built = write_constructs(tmp_path_factory.mktemp("constructs")).build("--strict")
    assert built.exit_code == 0, built.output
    return built


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    """Return the name of each built case in turn."""
    return str(request.param)


@pytest.fixture
def site(case: str, request: pytest.FixtureRequest) -> Path:
    """Return the folder of the site of that case."""
    built: Built = request.getfixturevalue(case)
    return built.site
