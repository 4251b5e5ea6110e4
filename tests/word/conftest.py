"""The Word document of each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from word_reading import FILE

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from tiny import Built


@pytest.fixture
def path(site: Path) -> Path:
    """Return where the document of each case lies."""
    return site / FILE


@pytest.fixture
def document(path: Path) -> Document:
    """Return the document of each case in turn."""
    return docx.Document(str(path))


@pytest.fixture
def full(full_case: Built) -> Document:
    """Return the document of the case in which everything is known."""
    return docx.Document(str(full_case.site / FILE))


@pytest.fixture
def real(real_case: Built) -> Document:
    """Return the document of the real case."""
    return docx.Document(str(real_case.site / FILE))
