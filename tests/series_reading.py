"""Reading a folder of DICOM files in tests, and changing what such files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.dicom_files import Series, group_series, is_dicom, read_header
from casereport.dicom_series import Grid, check_series
from casereport.model import Place
from ct_series import (
    Recipe,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydicom.dataset import Dataset

NAME = "a series"
"""What problems call a series."""


def read_series(folder: Path) -> tuple[Series, ...]:
    """Return the series in a folder."""
    headers = (read_header(path) for path in sorted(folder.iterdir()) if is_dicom(path))
    return group_series(header for header in headers if header)


def only_series(folder: Path) -> Series:
    """Return the one series in a folder."""
    (series,) = read_series(folder)
    return series


def checked(series: Series) -> Grid:
    """Return the grid of a series that nothing is wrong with."""
    grid, problems = check_series(series, NAME)
    assert grid is not None, problems
    assert not problems
    return grid


def refused(series: Series) -> str:
    """Return the sentence a series is refused with."""
    grid, problems = check_series(series, NAME)
    assert grid is None
    assert problems
    assert all(problem.where == Place(NAME) and problem.fix for problem in problems)
    return " ".join(problem.what for problem in problems)


def setting(keyword: str, value: object, only: int | None = None) -> Callable[[int, Dataset], None]:
    """Return an edit that sets an attribute, of every slice or of one."""

    def edit(index: int, data: Dataset) -> None:
        if only is None or index == only:
            setattr(data, keyword, value)

    return edit


def without(keyword: str, only: int | None = None) -> Callable[[int, Dataset], None]:
    """Return an edit that removes an attribute, of every slice or of one."""

    def edit(index: int, data: Dataset) -> None:
        if only is None or index == only:
            delattr(data, keyword)

    return edit


def editing(edit: Callable[[int, Dataset], None]) -> Recipe:
    """Return a series whose slices are edited."""
    return Recipe(edit=edit)
