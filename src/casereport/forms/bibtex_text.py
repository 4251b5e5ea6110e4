"""Writing BibTeX: entries that stand alone, every field in LaTeX, nothing private in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pybtex.database.input.bibtex import month_names

from casereport.bibliography import VERBATIM_FIELDS
from casereport.entry_checks import MATCH_FIELD, NOTE_FIELD
from casereport.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casereport.model import Entry, Match

MONTHS: Mapping[str, str] = {name: macro.lower() for macro, name in month_names.items()}
"""BibTeX's macro of each month by its English name: ``jan`` for January."""

_TITLES = frozenset({"title", "subtitle", "titleaddon", "booktitle", "booksubtitle", "maintitle"})

# The characters that mean something to LaTeX ("LaTeX: a document preparation system", L. Lamport
# 1994, 2.1). No brace stands alone: BibTeX counts even those behind a backslash.
_LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def to_latex(text: str) -> str:
    """Return a plain text as LaTeX; letters with accents stay, as BibTeX files are UTF-8 today."""
    return text.translate(_LATEX)


def write_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return one BibTeX entry of this type, its ``fields`` given as LaTeX; empty ones are left out.

    A month by its English name becomes BibTeX's macro, which styles print in their own language.
    """
    lines = [f"@{kind}{{{key},"]
    for name, value in fields.items():
        text = " ".join(value.split())
        if name == "month" and text in MONTHS:
            lines.append(f"  {name} = {MONTHS[text]},")
        elif text:
            lines.append(f"  {name} = {{{text}}},")
    return "\n".join([*lines, "}"])


def write_reference(entry: Entry) -> str:
    """Return a cited work as BibTeX, as its author wrote it, whose note tells of its match.

    The fields of the match are this generator's own, and go into ``note``.
    """
    notes = [match_mark(entry.match), entry.latex.get(NOTE_FIELD, "")] if entry.match else []
    fields = {
        name: value
        for name, value in entry.latex.items()
        if name not in {MATCH_FIELD, NOTE_FIELD, "note"}
    }
    note = " ".join(filter(None, [*notes, entry.latex.get("note", "")]))
    return write_entry(entry.type, entry.key, fields | {"note": note})


def write_for_citeproc(entries: Iterable[Entry]) -> str:
    """Return works as BibTeX to be formatted, their titles in braces and so to stay as written.

    Pandoc takes a title in English out of title case otherwise, and writes a capital behind its
    colon: ``E. coli`` became ``e. Coli``.
    """
    return "\n\n".join(
        write_entry(
            entry.type,
            entry.key,
            {
                name: f"{{{value}}}" if name in _TITLES and value else value
                for name, value in entry.latex.items()
            },
        )
        for entry in entries
    )


def match_mark(match: Match) -> str:
    """Return the mark of an unconfirmed work in words, as the site shows it."""
    return render("plain/match-mark", match=match)


def latex_field(name: str, text: str) -> str:
    """Return the value of a field as LaTeX; addresses and identifiers stay as they are."""
    return text if name in VERBATIM_FIELDS else to_latex(text)
