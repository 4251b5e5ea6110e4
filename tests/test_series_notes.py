"""What has to be weighed before a series is published is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casereport.model import Place, Severity
from casereport.series_notes import names_head, series_notes
from ct_series import (
    write_series,
)
from series_reading import (
    NAME,
    editing,
    only_series,
    setting,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydicom.dataset import Dataset

    from casereport.dicom_files import Series


def notes(series: Series, *, pixels_checked: bool = False) -> list[tuple[Severity, str]]:
    """Return how grave each note on a series is, and one word that tells it."""
    words = ("declares", "does not say", "face", "loss")
    found = series_notes(series, Place(NAME), pixels_checked=pixels_checked)
    return [(note.severity, next(word for word in words if word in note.what)) for note in found]


WEIGHED = {
    "nothing": (setting("BurnedInAnnotation", "NO"), []),
    "burned in": (setting("BurnedInAnnotation", "YES"), [(Severity.ERROR, "declares")]),
    "burned into one": (
        setting("BurnedInAnnotation", "YES", only=3),
        [(Severity.ERROR, "declares")],
    ),
    "burned in or not": (without("BurnedInAnnotation"), [(Severity.WARNING, "does not say")]),
    "a head by body part": (setting("BodyPartExamined", "HEAD"), [(Severity.WARNING, "face")]),
    "a neck by description": (
        setting("SeriesDescription", "CTA Neck 1.0"),
        [(Severity.WARNING, "face")],
    ),
    "declared recognizable": (
        setting("RecognizableVisualFeatures", "YES"),
        [(Severity.WARNING, "face")],
    ),
    "lossy": (setting("LossyImageCompression", "01"), [(Severity.WARNING, "loss")]),
}


@pytest.mark.parametrize(("edit", "said"), WEIGHED.values(), ids=WEIGHED.keys())
def test_what_has_to_be_weighed_is_said(
    tmp_path: Path, edit: Callable[[int, Dataset], None], said: list[tuple[Severity, str]]
) -> None:
    assert notes(only_series(write_series(tmp_path, editing(edit)))) == said


@pytest.mark.parametrize(
    "edit", [setting("BurnedInAnnotation", "YES"), without("BurnedInAnnotation")]
)
def test_checked_pixels_are_not_asked_about_again(
    tmp_path: Path, edit: Callable[[int, Dataset], None]
) -> None:
    series = only_series(write_series(tmp_path, editing(edit)))
    assert notes(series, pixels_checked=True) == []


@pytest.mark.parametrize(
    ("text", "is_head"),
    [
        ("HEADNECK", True),
        ("CRÂNIO SEM CONTRASTE", True),
        ("Schädel nativ", True),
        ("Paranasal sinuses", True),
        ("WHOLEBODY", True),
        ("Face 0.6", True),
        ("CT Abdomen_Brain", True),
        ("Abdomen, surface rendering", False),
        ("Abdomen craniocaudal", False),
        ("THORAX ABDOMEN clear 2.0", False),
        ("", False),
    ],
)
def test_a_region_with_the_face_in_it_is_known_by_its_words(text: str, *, is_head: bool) -> None:
    assert names_head(text) is is_head
