"""Reading BibTeX, RIS and CSL-JSON by parsers that are not the generator's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import rispy
from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from pylatexenc.latex2text import LatexNodes2Text

if TYPE_CHECKING:
    from pathlib import Path

    from bibtexparser.model import Entry

Fields = dict[str, str]
Record = dict[str, Any]


def read_bibtex(text: str, *, decoded: bool = False) -> list[Entry]:
    """Return the entries of a BibTeX text, all of which must be well-formed.

    ``decoded`` takes LaTeX out of their fields and parts their names.
    """
    reading = [
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
        middlewares.LatexDecodingMiddleware(),
    ]
    library = parse_string(text, append_middleware=reading if decoded else [])
    assert library.failed_blocks == []
    return library.entries


def fields_of(entry: Entry) -> Fields:
    """Return an entry's fields as LaTeX, each on one line."""
    return {field.key.lower(): " ".join(field.value.split()) for field in entry.fields}


def names_of(entry: Entry) -> list[str]:
    """Return the authors of a decoded entry as ``Family, Given, Suffix``, the others left out."""
    field = entry.get("author")
    names = []
    for name in field.value if field else []:
        parts = (" ".join([*name.von, *name.last]), " ".join(name.first), " ".join(name.jr))
        names.append(LatexNodes2Text().latex_to_text(", ".join(filter(None, parts))))
    return [name for name in names if name != "others"]


def read_ris(path: Path) -> list[Record]:
    """Return the records of a RIS file; every line of it must be one that RIS knows."""
    records: list[Record] = rispy.loads(path.read_bytes().decode())
    assert not [record["unknown_tag"] for record in records if "unknown_tag" in record]
    return records


def read_csl(path: Path) -> list[Record]:
    """Return the items of a CSL-JSON file."""
    items: list[Record] = json.loads(path.read_text("utf-8"))
    return items


def csl_names(item: Record) -> list[str]:
    """Return the authors of a CSL-JSON item as ``Family, Given, Suffix``."""
    return [
        name.get("literal") or ", ".join(filter(None, map(name.get, ("family", "given", "suffix"))))
        for name in item.get("author", [])
    ]
