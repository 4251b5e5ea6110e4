"""The reference list for reference managers: CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casereport.forms.form import Form, Offer
from casereport.forms.pandoc import run_pandoc

if TYPE_CHECKING:
    from casereport.forms.sources import Sources


def make_reference_list(sources: Sources) -> dict[str, bytes]:
    """Return the cited works, in the order of their numbers."""
    manuscript = sources.manuscript
    source = "\n\n".join(manuscript.entries[each.key].source for each in manuscript.references)
    made = run_pandoc(source.encode(), "--from", "bibtex", "--to", "csljson")
    items = {item["id"]: item for item in json.loads(made)}
    ordered = [items[each.key] for each in manuscript.references]
    return {"references.json": json.dumps(ordered, ensure_ascii=False, indent=2).encode()}


REFERENCE_LIST = Form(
    "references",
    (Offer("References, CSL-JSON", "references.json", "application/vnd.citationstyles.csl+json"),),
    make_reference_list,
)
