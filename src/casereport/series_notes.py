"""What to weigh before a series is published: text in its pixels, a face, lossy compression."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from casereport.model import Place, Problem
from casereport.problems import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casereport.dicom_files import Series

_HEAD = re.compile(
    r"\b(?:head|brain|skull|face\b|facial|neck|orbit|sinus|cereb|crani(?!o ?caud)|maxill|mandib"
    r"|temporal bone|dental|jaw|ears?\b|nose|nasal|paranasal|carotid|stroke|whole ?body"
    r"|kopf|schadel|hals|tete|cabeca|cabeza|pescoco|cuello|cou\b)"
)
"""Words for a region with the face in it, in the languages a scanner is likely to be set to."""


def series_notes(series: Series, where: Place, *, pixels_checked: bool) -> Iterator[Problem]:
    """Yield what whoever publishes the series has to weigh, as a warning.

    A series that declares text in its pixels (PS3.3, C.7.6.1, Burned In Annotation) is an error
    until they were looked at: cleaning tags does not clean it (PS3.15, E.3.1).
    """
    declared = {header.burned_in for header in series.headers}
    if not pixels_checked and "YES" in declared:
        yield Problem(
            where,
            "declares that text is burned into its pixels, perhaps the patient's name.",
            "Look through all slices; if nothing in them names anybody, add --pixels-checked.",
        )
    elif not pixels_checked and declared != {"NO"}:
        yield warning(
            where,
            "does not say whether a name or number is burned into its pixels.",
            "Look through the slices, their corners above all.",
        )
    if any(header.lossy for header in series.headers):
        yield warning(
            where,
            "was compressed with loss before it came here: its values are near, not exact.",
            "Take the original series if the archive has it.",
        )
    regions = {region for header in series.headers for region in header.regions}
    if any(header.recognizable for header in series.headers) or any(map(names_head, regions)):
        yield warning(
            where,
            "seems to show the head or neck: a face can be recognised from the volume's surface.",
            "Leave the face out with --crop, or have the patient's consent to show it.",
        )


def names_head(text: str) -> bool:
    """Return whether a description names a region with the face in it, accents or not."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _HEAD.search(re.sub(r"[^a-z]+", " ", plain)) is not None
