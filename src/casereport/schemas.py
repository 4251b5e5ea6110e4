"""The JSON Schemas (draft 2020-12) by which editors complete and check what an author writes."""

from __future__ import annotations

from pathlib import Path

SCHEMAS = ("article", "figures", "glossary")
"""The front matter of the first page, ``figures.yml`` and ``glossary.yml``."""

_FOLDER = Path(__file__).parent / "schema"


def schema_path(name: str) -> Path:
    """Return the file of the schema of this name, one of :data:`SCHEMAS`."""
    return _FOLDER / f"{name}.schema.json"
