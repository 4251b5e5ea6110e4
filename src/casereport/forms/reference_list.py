"""The reference list for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.bibtex_text import write_reference
from casereport.forms.csl import reference_items, write_items
from casereport.forms.ris import write_ris

if TYPE_CHECKING:
    from casereport.forms.sources import Sources


def make_reference_list(sources: Sources) -> dict[str, bytes]:
    """Return the cited works, in the order of their numbers, each with the mark of its match."""
    manuscript = sources.manuscript
    keys = [reference.key for reference in manuscript.references]
    entries = [write_reference(manuscript.entries[key]) for key in keys]
    items = reference_items(manuscript)
    return {
        "references.bib": "\n".join(f"{entry}\n" for entry in entries).encode(),
        "references.ris": write_ris(items).encode(),
        "references.json": write_items(items).encode(),
    }
