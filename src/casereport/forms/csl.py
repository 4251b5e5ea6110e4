"""The cited works as CSL-JSON: what pandoc makes of BibTeX, and what it would spoil mended.

CSL-JSON is the data of the Citation Style Language (CSL 1.0.2, appendix III), which Zotero,
citeproc and pandoc read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from casereport.forms.bibtex_text import write_reference
from casereport.identifiers import bare_doi
from casereport.pandoc import TITLES_AS_WRITTEN, run_pandoc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casereport.manuscript import Manuscript
    from casereport.model import Entry

Item = dict[str, Any]
"""One work as CSL-JSON."""

MORE_AUTHORS = "More authors than these: the record ends with “and others”."
"""Said in a note, as CSL has no other place for it."""

# What goes wrong where titles stay as written: a kind of thesis has its name in English only.
_GENRES = {"phdthesis": "PhD thesis", "mathesis": "Master’s thesis"}

_NAMES = ("author", "editor", "translator")
_OTHERS = {"literal": "others"}


def reference_items(manuscript: Manuscript) -> list[Item]:
    """Return the cited works, in the order of their numbers. Raises FormError."""
    if not manuscript.references:
        return []
    keys = [reference.key for reference in manuscript.references]
    source = "\n\n".join(write_reference(manuscript.entries[key]) for key in keys)
    made = run_pandoc(
        source.encode(), "--from", "biblatex", "--to", "csljson", locale=TITLES_AS_WRITTEN
    )
    items = {item["id"]: item for item in json.loads(made)}
    return [_mended(items[key], manuscript.entries[key]) for key in keys]


def write_items(items: Sequence[Item]) -> str:
    """Return works as the text of a CSL-JSON file."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _mended(item: Item, entry: Entry) -> Item:
    """Return a work without what its entry does not say, and with all it does."""
    mended = {**item, "type": item["type"] or "document"}
    if not entry.fields.get("shorttitle"):
        # Pandoc cuts one from the title.
        mended.pop("title-short", None)
    if doi := bare_doi(entry.fields.get("doi", "")):
        mended["DOI"] = doi
    if genre := _GENRES.get(item.get("genre", "")):
        mended["genre"] = genre
    if "issued" in item and not item["issued"].get("date-parts"):
        mended["issued"] = {"literal": _date_of(entry.fields)}
    for role in _NAMES:
        if _OTHERS in item.get(role, []):
            mended[role] = [name for name in item[role] if name != _OTHERS]
            mended["note"] = " ".join(filter(None, [mended.get("note"), MORE_AUTHORS]))
    return mended


def _date_of(fields: Mapping[str, str]) -> str:
    """Return a date that is none of a calendar: ``in press``."""
    return fields.get("date") or fields.get("year", "")
