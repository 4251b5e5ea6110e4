"""The Word document says truly what it is."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from docx.oxml import parse_xml

from form_texts import (
    WORKING_TITLE,
)
from full_case import DOI, TITLE
from word_reading import in_style

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document


def test_the_document_says_what_is_known_of_the_article(full: Document) -> None:
    known = full.core_properties
    assert known.title == TITLE
    assert known.author == (
        "Erol Şener; Zoë A. Müller-Lüdenscheidt; Łucja Di Marzo; The Alpha Case Group"
    )
    assert known.keywords == "vein, sarcoma, surgery"
    assert known.language == "en"
    assert in_style(full, "Title") == [TITLE]
    (authors,) = in_style(full, "Author")
    assert authors.startswith("Erol Şener1, Zoë A. Müller-Lüdenscheidt1,2, ")
    rows = in_style(full, "Known")
    assert f"DOI: {DOI}" in rows
    assert "Licence: CC BY 4.0" in rows


def test_what_is_unknown_is_absent_and_a_working_title_says_that_it_is_one(real: Document) -> None:
    known = real.core_properties
    assert (known.author, known.last_modified_by, known.keywords) == ("",) * 3
    assert known.language == "en"
    assert in_style(real, "Subtitle") == [WORKING_TITLE]
    assert in_style(real, "Author", "Known", "Affiliation") == []


@pytest.mark.parametrize("name", ["docProps/core.xml", "docProps/app.xml"])
def test_no_time_and_no_other_program_is_claimed(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as archive:
        properties = parse_xml(archive.read(name))
    tags = {each.tag.rpartition("}")[2] for each in properties.iter()}
    assert not tags & {"created", "modified", "lastPrinted", "Application", "Words", "TotalTime"}
    assert not [each for each in properties if not (each.text or "").strip()]
