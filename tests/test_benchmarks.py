"""Every benchmark can be started; what it measures is no test."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tiny import TOP

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = TOP / "tests" / "benchmarks"
BENCHMARKS = sorted(path for path in FOLDER.glob("*.py") if path.name != "stock.py")


def test_there_are_benchmarks_and_make_runs_them_all() -> None:
    made = (TOP / "Makefile").read_text("utf-8")
    assert len(BENCHMARKS) > 1
    assert [path.name for path in BENCHMARKS if f"tests/benchmarks/{path.name}" not in made] == []


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_says_what_it_does(benchmark: Path) -> None:
    command = [sys.executable, str(benchmark), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout
