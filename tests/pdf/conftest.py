"""The cases in print: the real one, and one in which everything is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pdf.in_print import in_print

if TYPE_CHECKING:
    from pdf.in_print import CaseInPrint
    from tiny import Built


@pytest.fixture(scope="session")
def real(real_case: Built) -> CaseInPrint:
    """Return the real case."""
    pages = ("case-presentation", "discussion", "final-comment", "references", "about")
    return in_print("real", real_case, *pages)


@pytest.fixture(scope="session")
def full(full_case: Built) -> CaseInPrint:
    """Return the case in which everything is known."""
    return in_print("full", full_case, "case", "discussion", "references", "about")


@pytest.fixture(scope="session", params=["real", "full"])
def either(request: pytest.FixtureRequest) -> CaseInPrint:
    """Return each of the two cases."""
    found: CaseInPrint = request.getfixturevalue(request.param)
    return found
