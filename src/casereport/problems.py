"""From problems to one report a clinician can act on, and finding the line they are on."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from casereport.model import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

# What Markdown shows as it is, in the order an author would see it begin: front matter,
# fenced code, comments, code spans, alt texts, escapes. Nothing in it is a citation or a link.
_LITERAL = re.compile(
    r"\A---\n.*?\n(?:---|\.\.\.)$"
    r"|^(?P<fence>[ \t]*(?:`{3,}|~{3,}))[^\n`]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)"
    r"|<!--.*?-->"
    # A code span ends within its paragraph.
    r"|(?P<ticks>(?<![`\\])`+(?!`))(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|(?<=!\[)(?:[^\[\]]|\[[^\[\]]*\])+(?=\])"
    r"|\\[^\w\s]",
    re.MULTILINE | re.DOTALL,
)


def nearest(word: str, candidates: Iterable[str], least: float = 0.5) -> str:
    """Return the candidate most like ``word``, or an empty string where none comes close.

    ``least`` is how close it must come, from 0 for anything to 1 for the same.
    """
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=least)
    return by_folded[found[0]] if found else ""


def nearest_hint(word: str, candidates: Iterable[str]) -> str:
    """Return ``"; nearest: …"`` for an error text, or an empty string."""
    found = nearest(word, candidates)
    return f"; nearest: {found}" if found else ""


def mask_literals(source: str) -> str:
    """Return Markdown ``source`` with code, comments and front matter blanked.

    The length and every line break stay, so that offsets still point at the same lines.
    """
    return _LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def line_of(
    source: str, text: str, occurrence: int = 1, *, masked: bool = True, whole: bool = False
) -> int | None:
    """Return the line, from 1, where ``text`` stands for the ``occurrence``-th time.

    White space in ``text`` matches any white space, and the mark of a quotation, as Markdown
    re-wraps lines; code and comments are passed over unless ``masked`` is false. None where it
    does not stand so often. ``whole`` passes over a text that is part of a longer name or path.
    """
    words = text.split()
    if not words:
        return None
    haystack = mask_literals(source) if masked else source
    joined = r"[\s>]+".join(map(re.escape, words))
    pattern = re.compile(rf"(?<![\w./-]){joined}(?![\w/-])" if whole else joined)
    for count, found in enumerate(pattern.finditer(haystack), start=1):
        if count == occurrence:
            return haystack.count("\n", 0, found.start()) + 1
    return None


def count_of(problems: Iterable[Problem], severity: Severity) -> int:
    """Return how many of the problems are of this severity."""
    return sum(problem.severity is severity for problem in problems)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def report(problems: Iterable[Problem]) -> str:
    """Return the one report of a build: a heading, then each problem with place, cause and cure.

    Errors come first, then warnings, each in the order of files and lines; what was found twice
    is said once.
    """
    unique = sorted(
        dict.fromkeys(problems),
        key=lambda problem: (
            problem.severity is Severity.WARNING,
            problem.where.file,
            problem.where.line or 0,
        ),
    )
    errors = count_of(unique, Severity.ERROR)
    warnings = count_of(unique, Severity.WARNING)
    counts = [
        _plural(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count
    ]
    lines = [f"The case has {' and '.join(counts)}."]
    for problem in unique:
        label = "Warning: " if problem.severity is Severity.WARNING else ""
        lines += ["", f"  {problem.where}  {label}{problem.what}", f"      {problem.fix}"]
    return "\n".join(lines)


def warning(where: Place, what: str, fix: str) -> Problem:
    """Return a problem that only a strict build stops for."""
    return Problem(where, what, fix, Severity.WARNING)
