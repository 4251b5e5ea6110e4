"""The ids that rendering makes, which an author's links may lead to as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.block_names import REFERENCES_BLOCK
from casereport.explaining import explaining_ids
from casereport.numbering import number_citations, number_references
from casereport.offers import BLOCK_IDS
from casereport.passages import Graphic, block_id, sentence_id
from casereport.rendering_references import reference_id
from casereport.tracing import trace

if TYPE_CHECKING:
    from casereport.model import Article


def made_ids(article: Article) -> dict[str, frozenset[str]]:
    """Return the ids that rendering adds to each page, by its path: where links can lead."""
    numbers = number_references(article.pages)
    ids: dict[str, set[str]] = {page.path: set() for page in article.pages}
    for (path, _), identifier in number_citations(article.pages).items():
        ids[path].add(identifier)
    for page in article.pages:
        if REFERENCES_BLOCK in page.blocks:
            ids[page.path] |= {reference_id(key) for key in numbers}
        ids[page.path] |= {BLOCK_IDS[name] for name in page.blocks if name in BLOCK_IDS}
        ids[page.path] |= {
            block_id(page.path, index)
            for index, block in enumerate(page.passages.blocks)
            if isinstance(block, Graphic)
        }
        ids[page.path] |= explaining_ids(article, page)
    for told in trace(article).told.values():
        ids[told.page].add(sentence_id(told.page, told.index))
    return {path: frozenset(ids) for path, ids in ids.items()}
