"""The articles under test: of the real case, of the full one, and of one with every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jats.documents import Jats
from jats.kinds import write_kinds

if TYPE_CHECKING:
    from tiny import Built


@pytest.fixture(scope="session")
def kinds_case(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the case with every kind of content, built strictly."""
    built = write_kinds(tmp_path_factory.mktemp("kinds")).build("--strict")
    assert built.exit_code == 0, built.output
    return built


@pytest.fixture(scope="session")
def real(real_case: Built) -> Jats:
    """Return the real case's article."""
    return Jats(real_case.site / "case-report.xml")


@pytest.fixture(scope="session")
def full(full_case: Built) -> Jats:
    """Return the article of which everything is known."""
    return Jats(full_case.site / "case-report.xml")


@pytest.fixture(scope="session")
def kinds(kinds_case: Built) -> Jats:
    """Return the article with every kind of content."""
    return Jats(kinds_case.site / "case-report.xml")


@pytest.fixture(params=["real", "full", "kinds"])
def any_article(request: pytest.FixtureRequest) -> Jats:
    """Return each of the articles in turn."""
    article = request.getfixturevalue(request.param)
    assert isinstance(article, Jats)
    return article
