"""The EPUB of each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from epub_reading import FILE, Book

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built


@pytest.fixture
def book(site: Path) -> Book:
    """Return the EPUB of each case in turn."""
    return Book(site / FILE)


@pytest.fixture
def full_book(full_case: Built) -> Book:
    """Return the EPUB of the case in which everything is known."""
    return Book(full_case.site / FILE)


@pytest.fixture
def real_book(real_case: Built) -> Book:
    """Return the EPUB of the real case."""
    return Book(real_case.site / FILE)
