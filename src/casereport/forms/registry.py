"""Every form there is, in the order in which readers are offered them."""

from __future__ import annotations

from casereport.forms.form import Form, Offer, Purpose, made_by

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What reference managers read: its label, the ending of its file, its type.
_BIBLIOGRAPHIC = (
    ("BibTeX", "bib", "application/x-bibtex"),
    ("RIS", "ris", "application/x-research-info-systems"),
    ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json"),
)

FORMS: tuple[Form, ...] = (
    Form(
        "pdf",
        (Offer("PDF", "case-report.pdf", "application/pdf", "item", Purpose.READING),),
        made_by("pdf", "make_pdf"),
    ),
    Form(
        "epub",
        (Offer("EPUB", "case-report.epub", "application/epub+zip", "item", Purpose.READING),),
        made_by("epub", "make_epub"),
    ),
    Form(
        "docx",
        (Offer("Word", "case-report.docx", _WORD, "item", Purpose.READING),),
        made_by("docx", "make_docx"),
    ),
    Form(
        "jats",
        (Offer("JATS XML", "case-report.xml", "application/xml", "describedby"),),
        made_by("jats", "make_jats"),
    ),
    Form(
        "markdown",
        (Offer("Markdown", "case-report.md", "text/markdown", "item"),),
        made_by("markdown", "make_markdown"),
    ),
    Form(
        "citation",
        tuple(
            Offer(label, f"case-report.{ending}", media_type, "describedby", Purpose.CITATION)
            for label, ending, media_type in _BIBLIOGRAPHIC
        ),
        made_by("article_citation", "make_citation"),
    ),
    Form(
        "references",
        tuple(
            Offer(label, f"references.{ending}", media_type, purpose=Purpose.REFERENCES)
            for label, ending, media_type in _BIBLIOGRAPHIC
        ),
        made_by("reference_list", "make_reference_list"),
    ),
    Form("social", (), made_by("social", "make_social_image")),
)


def form_names() -> tuple[str, ...]:
    """Return the names of all forms, as mkdocs.yml and the command line write them."""
    return tuple(form.name for form in FORMS)
