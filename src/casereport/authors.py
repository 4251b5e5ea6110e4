"""Reading the authors of an article from its front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casereport.metadata import Author
from casereport.model import Place, Problem, Severity
from casereport.problems import line_of, nearest_hint

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = ("name", "given", "family", "orcid", "affiliations")
"""What may be said of an author."""

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_HOW = "Write one author a line, each behind a hyphen: - Family, Given."


def read_authors(
    value: object, file: str, source: str
) -> tuple[tuple[Author, ...], tuple[Problem, ...]]:
    """Return the authors in the value of ``authors:``, and what is wrong with them.

    ``source`` is the whole text of ``file``, in which a problem's line is looked for.
    """
    if value is None or value in ("", []):
        return (), ()
    if not isinstance(value, list):
        where = Place(file, line_of(source, "authors:", masked=False))
        return (), (Problem(where, "gives authors in a form that cannot be read.", _HOW),)
    authors: list[Author] = []
    problems: list[Problem] = []
    for number, each in enumerate(value, start=1):
        if not each or (isinstance(each, str) and not each.strip()):
            continue
        found = list(_read_author(each, _Said(number, file, source)))
        problems += [problem for problem in found if isinstance(problem, Problem)]
        authors += [author for author in found if isinstance(author, Author)]
    return tuple(authors), tuple(problems)


@dataclass(frozen=True)
class _Said:
    """What is said of one author, and where to look for its lines."""

    number: int
    file: str
    source: str

    def problem(self, what: str, fix: str, text: str = "authors:") -> Problem:
        """Return a problem of this author, on the line of ``text`` where that is found."""
        lines = (line_of(self.source, each, masked=False) for each in (text, "authors:"))
        where = Place(self.file, next(filter(None, lines), None))
        return Problem(where, f"gives author {self.number} {what}.", fix)


def _read_author(value: object, said: _Said) -> Iterator[Author | Problem]:
    """Yield the author, and every problem of it."""
    fields = {"name": value} if isinstance(value, str) else value
    if not isinstance(fields, dict):
        yield said.problem("in a form that cannot be read", _HOW)
        return
    for name in fields.keys() - set(FIELDS):
        hint = nearest_hint(str(name), FIELDS)
        fix = f"The fields of an author are {', '.join(FIELDS)}."
        yield said.problem(f"the field {name}, which is not known{hint}", fix, f"{name}:")
    texts = {name: fields.get(name) or "" for name in ("name", "given", "family", "orcid")}
    for name in (name for name, text in texts.items() if not isinstance(text, str)):
        yield said.problem(f"a {name} in a form that cannot be read", "Write one text behind it.")
        texts[name] = ""
    name, given, family, orcid = (" ".join(str(text).split()) for text in texts.values())
    if isinstance(value, str) and name.count(",") != 1:
        yield replace(
            said.problem(
                f"as “{name}”, of which nobody can tell the family name",
                "Write Family, Given; for a group, or a name of more parts, write name: before it.",
                name,
            ),
            severity=Severity.WARNING,
        )
    if name and (given or family):
        yield said.problem("a name and parts of one", "Write name:, or family: and given:.")
    if isinstance(value, str) and name.count(",") == 1:
        family, given = (part.strip() for part in name.split(",", 1))
        name = ""
    if not (name or family):
        yield said.problem("without a name", "Write family: and given:, or name: for a group.")
    if orcid and not is_orcid(orcid):
        fix = "Copy it from orcid.org: sixteen digits in groups of four, the last may be an X."
        yield said.problem(f"the ORCID {orcid}, which is not one", fix, orcid)
    affiliations = fields.get("affiliations") or []
    listed = [affiliations] if isinstance(affiliations, str) else affiliations
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        fix = "Write one affiliation a line, each behind a hyphen."
        yield said.problem("affiliations in a form that cannot be read", fix, "affiliations:")
        listed = []
    found = _ORCID.fullmatch(orcid) if is_orcid(orcid) else None
    places = tuple(" ".join(each.split()) for each in listed)
    yield Author(family, given, name, found[1] if found else "", places)


def is_orcid(text: str) -> bool:
    """Return whether a text is an ORCID iD, its check digit included (ISO 7064, MOD 11-2)."""
    found = _ORCID.fullmatch(text)
    if found is None:
        return False
    digits = found[1].replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]
