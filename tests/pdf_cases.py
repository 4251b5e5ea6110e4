"""Building a tiny case for its PDF alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading import BIBTEX, LIGHT, build

if TYPE_CHECKING:
    from tiny import Built, TinyCase


def pdf_case(case: TinyCase, **changes: object) -> Built:
    """Build a tiny case with its PDF alone; ``changes`` are to its settings."""
    light = dict(LIGHT) | {"plugins": [BIBTEX, {"casereport": {"forms": ["pdf"]}}]}
    case.settings(**light | changes)
    return build(case)
