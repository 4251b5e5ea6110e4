"""What is known of the article itself, from the front matter of its first page."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import yaml

from casereport.authors import read_authors
from casereport.identifiers import PMID, bare_doi, is_doi
from casereport.metadata import Licence, Metadata, PublicationDate
from casereport.model import Place, Problem
from casereport.problems import nearest, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# The lines between --- and --- with which a page may begin.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)

# What a sentence or a quotation puts behind a DOI, and the brackets around one: any may end a DOI
# by the handbook, and hardly ever does.
_BEHIND_DOI = tuple(".,;:!?'\"’”»")
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# RFC 5646, 2.1: a language, then perhaps a script and a region.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?")
_CREATIVE_COMMONS = re.compile(
    r"CC[ -](BY(?:-(?:NC-SA|NC-ND|NC|SA|ND))?)[ -](\d\.\d)", re.IGNORECASE
)


class _AsWritten(yaml.SafeLoader):
    """Takes a number for one only where it is written as it is read, and a date for a text.

    To YAML ``volume: 010`` is 8, and 2026-02-30 an error without a line.
    """


_NUMBER = (":int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)$"))
_AsWritten.yaml_implicit_resolvers = {
    first: [
        (tag, _NUMBER[1] if tag.endswith(_NUMBER[0]) else written)
        for tag, written in resolvers
        if not tag.endswith(":timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def front_matter_values(source: str) -> dict[str, object]:
    """Return the front matter of a page, its numbers and dates as they are written.

    Empty where there is none that can be read.

    ``source`` is the whole text of the page.
    """
    found = _FRONT_MATTER.match(source)
    try:
        data = yaml.load(found[1], _AsWritten) if found else None  # noqa: S506 - a SafeLoader
    except yaml.YAMLError:
        data = None
    return data if isinstance(data, dict) else {}


def check_front_matter(source: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with a page's front matter, which would be shown as text otherwise."""
    found = _FRONT_MATTER.match(source)
    if found is None:
        return
    fix = "Write one name: value a line; quote a value that holds “: ”."
    try:
        data = yaml.load(found[1], _AsWritten)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        # The mark counts from 0, below the line of dashes.
        line = mark.line + 2 if mark else 2
        reason = getattr(error, "problem", None) or getattr(error, "reason", error)
        what = f"begins with lines that are not YAML: {reason}."
        yield Problem(Place(file, line), what, fix)
        return
    if data is not None and not isinstance(data, dict):
        yield Problem(Place(file, 2), "begins with lines that are no “name: value” lines.", fix)
    elif isinstance((data or {}).get("description"), list | dict | bool):
        where = Place(file, _line_of_field(source, "description"))
        yield Problem(where, "gives description in a form that cannot be read.", _ONE_TEXT)


def read_metadata(
    meta: Mapping[str, object], file: str, source: str
) -> tuple[Metadata, tuple[Problem, ...]]:
    """Return the article's metadata from a page's front matter, and what is wrong with it.

    ``meta`` are its values, ``source`` the whole text of ``file``.
    """
    known: dict[str, object] = {}
    problems: list[Problem] = []
    for name, (read, fix) in _READERS.items():
        value = meta.get(name)
        if value is None or value in ("", []):
            continue
        try:
            known |= read(value)
        except ValueError as error:
            where = Place(file, _line_of_field(source, name))
            problems.append(Problem(where, f"gives {name} {error}.", fix))
    authors, wrong = read_authors(meta.get("authors"), file, source)
    problems += [*wrong, *_check_names(meta, file, source)]
    return Metadata(authors=authors, **known), tuple(problems)  # type: ignore[arg-type]


def check_language(
    article: str, site: tuple[str, str], file: str, source: str, settings: str
) -> Iterator[Problem]:
    """Yield a language of the article in which the pages of the site do not say to be.

    ``site`` is the theme's option and its value in ``settings``. Browsers hyphenate, translate and
    read aloud by what a page says to be in (WCAG 2.2, success criterion 3.1.1).
    """
    option, shown = site
    if article and shown and _primary(article) != _primary(shown):
        yield warning(
            Place(file, _line_of_field(source, "language")),
            f"says that the article is in {article}, and the theme that every page is in {shown}.",
            f"Write {option}: {article} below theme: in {settings}, or correct it here.",
        )


def _primary(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


def _check_names(meta: Mapping[str, object], file: str, source: str) -> Iterator[Problem]:
    """Yield fields that are known under another name; others may be MkDocs' or a theme's."""
    for name in meta.keys() - {*FIELDS, *_OTHERS}:
        if meant := nearest(str(name), FIELDS, least=0.75):
            yield warning(
                Place(file, _line_of_field(source, str(name))),
                f"has the field {name}, which is not read; nearest: {meant}.",
                f"Write {meant}: instead.",
            )


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("in a form that cannot be read")  # noqa: TRY004 - an author's mistake
    return " ".join(str(value).split())


def _field(name: str) -> Callable[[object], dict[str, object]]:
    return lambda value: {name: _text(value)}


def _pattern(name: str, pattern: str, kind: str) -> Callable[[object], dict[str, object]]:
    def read(value: object) -> dict[str, object]:
        text = _text(value)
        if not re.fullmatch(pattern, text):
            raise ValueError(f"as “{text}”, which is no {kind}")
        return {name: text}

    return read


def _working_title(value: object) -> dict[str, object]:
    if not isinstance(value, bool):
        raise ValueError("in a form that cannot be read")  # noqa: TRY004 - an author's mistake
    return {"working_title": value}


def _keywords(value: object) -> dict[str, object]:
    if not isinstance(value, list):
        raise ValueError("as one text, not as a list")  # noqa: TRY004 - an author's mistake
    return {"keywords": tuple(filter(None, map(_text, value)))}


def _date(value: object) -> dict[str, object]:
    text = _text(value)
    found = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        date(year, month or 1, day or 1)
    except ValueError:
        year = 0
    if not year:
        raise ValueError(f"as “{text}”, which is no date")
    return {"date": PublicationDate(year, month, day)}


def _doi(value: object) -> dict[str, object]:
    text = bare_doi(_text(value))
    if not is_doi(text):
        raise ValueError(f"as “{text}”, which is no DOI")
    unopened = any(
        text.endswith(end) and text.count(begin) < text.count(end) for begin, end in _BRACKETS
    )
    if text.endswith(_BEHIND_DOI) or unopened:
        raise ValueError(f"as “{text}”; the “{text[-1]}” at its end belongs to a sentence")
    return {"doi": text}


def _language(value: object) -> dict[str, object]:
    text = _text(value)
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"as “{text}”, which is no language tag")
    return {"language": text}


def _pages(value: object) -> dict[str, object]:
    text = re.sub("[–—]|--", "-", _text(value))
    # 2003-05 may be the pages 2003 to 2005, and is more often a month.
    if re.fullmatch(r"(?:19|20)\d\d ?- ?\d\d(?: ?- ?\d\d)?", text):
        raise ValueError(f"as “{text}”, which reads as a date")
    first, _, last = (part.strip() for part in text.partition("-"))
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        # 115-8 is 115 to 118.
        last = first[: len(first) - len(last)] + last
    if first.isdigit() and last.isdigit() and int(last) < int(first):
        raise ValueError(f"as “{text}”, from {first} back to {last}")
    return {"first_page": first, "last_page": last}


def _licence(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        if not value.keys() <= {"name", "address"} or "name" not in value:
            raise ValueError("in a form that cannot be read")
        name, address = _text(value["name"]), _text(value.get("address", ""))
        if address and not re.match(r"https?://", address):
            raise ValueError(f"the address “{address}”, which is none of the web")
        return {"licence": Licence(name, address or licence_address(name))}
    name = _text(value)
    return {"licence": Licence(name, licence_address(name))}


def licence_address(name: str) -> str:
    """Return the address of a Creative Commons licence called by its short name, or nothing."""
    base = "https://creativecommons.org"
    if re.fullmatch(r"CC0(?: 1\.0)?", name, re.IGNORECASE):
        return f"{base}/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.fullmatch(name)
    return f"{base}/licenses/{found[1].lower()}/{found[2]}/" if found else ""


def _line_of_field(source: str, name: str) -> int | None:
    found = re.search(rf"^{re.escape(name)}[ \t]*:", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else None


_ONE_TEXT = "Write one text behind it, in quotes where it holds “: ”."
_READERS: Mapping[str, tuple[Callable[[object], dict[str, object]], str]] = {
    "title": (_field("title"), _ONE_TEXT),
    "working-title": (
        _working_title,
        "Write true while the title is this site’s own; else leave it out.",
    ),
    "language": (_language, "Write a short tag, such as language: en or language: pt-BR."),
    "abstract": (_field("abstract"), _ONE_TEXT),
    "keywords": (_keywords, "Write one keyword a line, each behind a hyphen."),
    "date": (_date, "Write the year, year-month or year-month-day: date: 2026-03-14."),
    "journal": (_field("journal"), _ONE_TEXT),
    "issn": (_pattern("issn", r"\d{4}-\d{3}[\dX]", "ISSN"), "Write it as issn: 1234-567X."),
    "publisher": (_field("publisher"), _ONE_TEXT),
    "volume": (_field("volume"), _ONE_TEXT),
    "issue": (_field("issue"), _ONE_TEXT),
    "pages": (_pages, "Write the first and the last page in full: pages: 112-115."),
    "doi": (_doi, "Write doi: 10.1000/xyz with nothing behind it."),
    "pmid": (
        _pattern("pmid", PMID, "PubMed number"),
        "Write its digits: pmid: 12345678.",
    ),
    "licence": (_licence, "Write its short name, such as licence: CC BY 4.0."),
    "funding": (_field("funding"), _ONE_TEXT),
    "competing-interests": (_field("competing_interests"), _ONE_TEXT),
    "consent": (_field("consent"), _ONE_TEXT),
}
FIELDS = (*_READERS, "authors")
"""The fields of an article in the front matter of its first page, as authors write them."""

# Fields that MkDocs and Material read from any page.
_OTHERS = frozenset(
    {"description", "hide", "icon", "render_macros", "search", "status", "tags", "template"}
)
