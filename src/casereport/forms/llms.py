"""llms.txt: what a language model is told of the site, and where it finds the text.

The shape is that of https://llmstxt.org: a title, a summary in a quotation, notes, and lists of
links, of which those under "Optional" can be left out where there is little room.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from casereport.forms.markdown_blocks import twin_of
from casereport.forms.title_page import link, paragraph, words
from casereport.forms.tree import plain_text
from casereport.manuscript import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.forms.sections import Section
    from casereport.forms.sources import Sources
    from casereport.forms.title_page import TitlePage
    from casereport.forms.tree import Node
    from casereport.manuscript import Manuscript

_OPTIONAL = "Optional"


def llms_blocks(
    front: TitlePage, sections: Sequence[Section], sources: Sources, whole: str
) -> list[Node]:
    """Return llms.txt as pandoc's blocks; ``whole`` is the file that holds the whole article.

    Addresses are full where the site's is known, and relative to the landing page elsewhere.
    """
    manuscript = sources.manuscript
    blocks: list[Node] = [{"t": "Header", "c": [1, ["", [], []], front.title]}]
    if summary := _summary(sections):
        blocks.append({"t": "BlockQuote", "c": [summary]})
    blocks += [paragraph(words(text)) for text in _cautions(front, manuscript)]
    if names := ", ".join(author.full_name for author in manuscript.metadata.authors):
        blocks.append(paragraph(words(f"Authors: {names}")))
    if front.rows:
        rows = [[*words(f"{name}:"), {"t": "Space"}, *known] for name, known in front.rows]
        blocks.append(_list(rows))
    base = manuscript.address
    pages = [
        _item(each.page.title, f"{base}{twin_of(each.page.url)}", each.page.description)
        for each in sections
    ]
    whole_report = _item("The whole report in one file", f"{base}{whole}", "Markdown")
    others = [
        _item(offer.label, f"{base}{offer.file}", f"{offer.purpose.value}, {offer.media_type}")
        for offer in sources.offers
        if offer.file != whole
    ]
    blocks += [_heading("Report"), _list([whole_report, *pages])]
    if others:
        blocks += [_heading(_OPTIONAL), _list(others)]
    return blocks


def _summary(sections: Sequence[Section]) -> Node | None:
    """Return the first paragraph of the landing page, in its own words."""
    landing = (each for each in sections if each.page.role is Role.LANDING)
    blocks = (block for section in landing for block in section.blocks if block["t"] == "Para")
    blocks = (block for block in blocks if plain_text(block))
    return copy.deepcopy(next(blocks, None))


def _cautions(front: TitlePage, manuscript: Manuscript) -> Iterator[str]:
    """Yield what must not be taken for the authors' own."""
    if front.title_note:
        yield front.title_note
    labels = tuple(_stand_ins(manuscript))
    if labels[1:]:
        yield (
            f"{', '.join(labels[:-1])} and {labels[-1]} are stand-ins: the report’s own images are"
            " not here."
        )
    elif labels:
        yield f"{labels[0]} is a stand-in: the report’s own images are not here."
    total = len(manuscript.references)
    if matched := sum(each.match is not None for each in manuscript.references):
        yield (
            "Works in the list of references that were matched to the sentences that cite them:"
            f" {matched} of {total}. No match is confirmed, and each is marked: the report’s own"
            " list is not at hand, and nobody here knows which works its authors cited."
        )


def _stand_ins(manuscript: Manuscript) -> Iterator[str]:
    """Yield the labels of what is a stand-in: a figure where all of it is, else its panels."""
    for figure in manuscript.figures:
        marked = [panel.label for panel in figure.panels if panel.record.stand_in]
        yield from [figure.label] if len(marked) == len(figure.panels) else marked


def _heading(text: str) -> Node:
    return {"t": "Header", "c": [2, ["", [], []], words(text)]}


def _item(name: str, address: str, note: str) -> list[Node]:
    return [link(name, address), *(words(f": {note}") if note else [])]


def _list(items: Sequence[Sequence[Node]]) -> Node:
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": list(item)}] for item in items]}
