"""The identifiers of publications: what is one, and what it is without its address."""

from __future__ import annotations

import re

# "DOI Handbook", 2.2: a prefix that begins with 10., a slash, a suffix of any printing characters.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_BEFORE_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)

PMID = r"[1-9]\d{0,7}"
"""What a number of PubMed looks like: one to eight digits (MEDLINE/PubMed Data Element PMID)."""


def bare_doi(doi: str) -> str:
    """Return a DOI without the address or prefix it may have been copied with."""
    return _BEFORE_DOI.sub("", doi.strip())


def is_doi(text: str) -> bool:
    """Return whether a text is a DOI, without an address before it."""
    return _DOI.fullmatch(text) is not None


def is_pmid(text: str) -> bool:
    """Return whether a text is the number of a record in PubMed."""
    return re.fullmatch(PMID, text) is not None
