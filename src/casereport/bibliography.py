"""Reading ``references.bib``: entries with their lines, and everything wrong with them.

A mistake costs only the entry it is in, so that one report can name them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pybtex.database import InvalidNameString
from pybtex.database.input.bibtex import (
    DuplicateField,
    LowLevelParser,
    Parser,
    UndefinedMacro,
    month_names,
)
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PrematureEOF, PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

from casereport.entry_checks import check_entry
from casereport.model import Entry, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Addresses and names of things, in which LaTeX's characters mean themselves.
VERBATIM_FIELDS = frozenset({"url", "doi", "pmid", "pmcid", "file", "eprint"})

# What is the same in LaTeX and without it; most fields are, and reading LaTeX is slow.
_PLAIN = re.compile(r"(?:[A-Za-z0-9 .,;:()/]|(?<!-)-(?!-))*")

_ENTRY_START = re.compile(r"^[ \t]*@\w+\s*[{(]", re.MULTILINE)


@dataclass(frozen=True)
class Bibliography:
    """The entries that can be used, and a BibTeX text that holds just these."""

    entries: Mapping[str, Entry]
    source: str
    """Well-formed BibTeX: the macros, then every entry once, each as its author wrote it."""
    broken_keys: frozenset[str] = frozenset()
    """Keys of entries that could not be read: citing one of them is not a mistake of its own."""


@dataclass(frozen=True)
class _Broken:
    """A stretch of the file that is not BibTeX, and the key it was about to define."""

    problem: Problem
    key: str


def read_bibliography(text: str, file: str) -> tuple[Bibliography, tuple[Problem, ...]]:
    """Return the bibliography in the BibTeX ``text``, and every problem in it.

    ``file`` is its path from the top of the case, for the problems to name.
    """
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    macros: list[str] = []
    broken: set[str] = set()
    for chunk in _parse(text, file):
        if isinstance(chunk, _Broken):
            problems.append(chunk.problem)
            broken.add(chunk.key)
        elif isinstance(chunk, Problem):
            problems.append(chunk)
        elif isinstance(chunk, str):
            macros.append(chunk)
        elif (first := _same_key(chunk.key, entries)) is not None:
            problems.append(
                Problem(
                    chunk.where,
                    f"gives {chunk.key} again; the first is on line {first.where.line}.",
                    "Keep one of the two, or give this one a key of its own.",
                )
            )
        else:
            entries[chunk.key] = chunk
            problems += check_entry(chunk)
    source = "\n\n".join([*macros, *(entry.source for entry in entries.values())]) + "\n"
    return Bibliography(entries, source, frozenset(broken)), tuple(problems)


def _same_key(key: str, entries: Mapping[str, Entry]) -> Entry | None:
    """BibTeX keys that differ only in case are one key to pybtex."""
    folded = key.casefold()
    return next((entry for known, entry in entries.items() if known.casefold() == folded), None)


def _parse(text: str, file: str) -> Iterator[Entry | str | Problem | _Broken]:
    """Yield entries, macro definitions as text, and problems, in the order of the file."""
    macros = CaseInsensitiveDict(month_names)
    whole = list(_parse_chunk(text, 1, file, macros))
    starts = [found.start() for found in _ENTRY_START.finditer(text)]
    if not starts or not any(isinstance(found, _Broken) for found in whole):
        yield from whole
        return
    # An unclosed brace swallows all that follows: read again, from one @ to the next.
    macros = CaseInsensitiveDict(month_names)
    starts = sorted({0, *starts})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        yield from _parse_chunk(text[start:end], line, file, macros)


def _parse_chunk(
    text: str, first_line: int, file: str, macros: CaseInsensitiveDict
) -> Iterator[Entry | str | Problem | _Broken]:
    errors: list[PybtexSyntaxError] = []
    parser = LowLevelParser(text, macros=macros, handle_error=errors.append)
    for command, body in parser:
        start = parser.command_start
        if errors:
            break
        source = text[start : parser.pos]
        if command.lower() == "string":
            yield source
        elif command.lower() != "preamble":
            key, fields = body
            where = Place(file, first_line + text.count("\n", 0, start))
            raw = {name.lower(): "".join(value) for name, value in fields}
            values = {name: _plain(value, name) for name, value in raw.items()}
            if mistake := _unreadable(source, key, macros):
                yield _Broken(Problem(where, *mistake), key)
                continue
            yield Entry(key, command.lower(), values, source, where, raw)
            yield from _bare_signs(key, raw, where)
    if errors:
        problem = _syntax_problem(errors[0], parser, first_line, file)
        yield _Broken(problem, parser.current_entry_key or "")


def _syntax_problem(
    error: PybtexSyntaxError, parser: LowLevelParser, first_line: int, file: str
) -> Problem:
    start_line = first_line + parser.text.count("\n", 0, parser.command_start)
    if isinstance(error, PrematureEOF):
        return Problem(
            Place(file, start_line),
            "begins an entry that never ends.",
            "Count its braces: every { needs a }, and the entry itself ends with one.",
        )
    detail = str(error.args[0])
    if isinstance(error, UndefinedMacro):
        detail = f"{detail} is neither in braces nor in quotes, nor an @string"
    return Problem(
        Place(file, first_line + error.lineno - 1),
        f"is not BibTeX: {detail}, in the entry that begins on line {start_line}.",
        "Look for a missing comma or brace on this line or just above it.",
    )


def _plain(value: str, name: str) -> str:
    r"""Return a field value without LaTeX: ``G{\"u}l`` is ``Gül``; an address stays as it is."""
    if name in VERBATIM_FIELDS:
        return value.strip()
    words = " ".join(value.split())
    return words if _PLAIN.fullmatch(words) else " ".join(str(Text.from_latex(value)).split())


def _unreadable(source: str, key: str, macros: CaseInsensitiveDict) -> tuple[str, str] | None:
    """Return what is wrong with an entry that other parsers refuse, and what to do, or None."""
    if not re.match(rf"@\w+\s*[{{(]\s*{re.escape(key)}\s*[,}})]", source):
        return f"{key} has no comma behind its key.", f"Write {key}, with a comma."
    try:
        Parser(macros=macros).parse_string(source)
    except DuplicateField as error:
        return f"{key} gives a field twice: {error}.", "Keep one of the two."
    except InvalidNameString:
        return (
            f"{key} lists its author or editor in a form that cannot be read.",
            "Part the names with “and”: author = {Alpha, Ada and Beta, Bo}.",
        )
    except PybtexError as error:
        return f"{key} cannot be read: {error}.", "Compare it with an entry that can."
    return None


def _bare_signs(key: str, raw: Mapping[str, str], where: Place) -> Iterator[Problem]:
    """Yield signs that have a meaning in LaTeX and would cost the field its words."""
    for name, value in raw.items():
        if name in VERBATIM_FIELDS:
            continue
        bare = re.sub(r"\\.", "", value)
        # Two dollars hold a formula; an odd one opens a formula that never ends.
        signs = [sign for sign in "%#" if sign in bare] + ["$"] * (bare.count("$") % 2)
        for sign in signs:
            yield Problem(
                where,
                f"{key} has a bare {sign} in its {name}: words of it would be dropped.",
                rf"Write \{sign} there; in BibTeX a {sign} alone has a meaning of its own.",
            )
