"""Two builds of one case agree in every byte, wherever and whenever they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from full_case import write_full_case
from reading import snapshot
from tiny import TinyCase, copy_real_case

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built


def differences(one: Built, other: Built) -> list[str]:
    """Return the files that two built sites do not share, byte by byte."""
    assert one.exit_code == other.exit_code == 0, one.output + other.output
    files, others = snapshot(one.site), snapshot(other.site)
    return sorted(name for name in files | others if files.get(name) != others.get(name))


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give both builds one day: MkDocs writes it into sitemap.xml."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_the_real_case_is_reproducible(tmp_path: Path) -> None:
    one, other = (
        TinyCase(copy_real_case(tmp_path / name)).build("--strict") for name in ("one", "another")
    )
    assert differences(one, other) == []


def test_a_case_with_everything_is_reproducible(tmp_path: Path) -> None:
    one, other = (write_full_case(tmp_path / name).build("--strict") for name in ("one", "another"))
    assert differences(one, other) == []
