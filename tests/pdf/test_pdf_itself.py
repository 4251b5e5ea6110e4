"""The PDF says truly what it is: its tags, its language and its metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from pdf.in_print import CaseInPrint


UA = "{http://www.aiim.org/pdfua/ns/id/}part"
"""ISO 14289-1, clause 5: by this a file says that it conforms to PDF/UA."""


def test_the_pdf_is_tagged_and_says_that_it_conforms_to_pdf_ua(either: CaseInPrint) -> None:
    root = either.pdf.file.Root
    assert root.MarkInfo.Marked
    assert either.pdf.tree.name == "Document"
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert either.pdf.metadata[UA] == "1"


def test_what_is_not_known_of_the_real_case_is_absent_from_its_metadata(real: CaseInPrint) -> None:
    info = {name: str(value) for name, value in real.pdf.file.docinfo.items()}
    assert info.keys() == {"/Title", "/Creator"}
    assert info["/Title"] == "Leiomyosarcoma of the inferior vena cava: a case report"
    assert info["/Creator"].startswith("Typst")
    names = {name.rpartition("}")[2].lower() for name in real.pdf.metadata}
    assert "title" in names
    assert not [name for name in names if re.search("date|creator$|description|rights", name)]


def test_what_is_known_stands_in_the_metadata(full: CaseInPrint) -> None:
    info = {name: str(value) for name, value in full.pdf.file.docinfo.items()}
    del info["/Creator"]
    assert info == {
        "/Title": 'On “Tumor” & "Vein": a < b, a case report',
        "/Author": "Erol Şener, Zoë A. Müller-Lüdenscheidt, Łucja Di Marzo, The Alpha Case Group",
        "/Keywords": "vein, sarcoma, surgery",
        "/Subject": "A tumor of a vein was resected. The patient did well.",
    }


def test_the_pdf_opens_without_complaint(either: CaseInPrint) -> None:
    assert either.pdf.file.check_pdf_syntax() == []
    assert isinstance(either.pdf.file, pikepdf.Pdf)
