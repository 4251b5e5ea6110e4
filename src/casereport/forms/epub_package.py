"""What pandoc leaves open in an EPUB: where links lead, what files and landmarks are called."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from xml.dom import minidom
from xml.dom.minidom import Text

from casereport.forms.archive import read_archive, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.dom.minidom import Document, Element

_PACKAGE, _NAVIGATION, _TEXTS = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/text/"
_LANGUAGES = ("lang", "xml:lang")


def finish_package(
    content: bytes,
    language: str,
    landmarks: Sequence[tuple[str, str, str]],
    modified: str,
    *,
    dated: bool,
) -> bytes:
    """Return the EPUB that pandoc made with what it left open.

    ``landmarks`` are (epub:type, id, name) of places, which may not be there; ``modified`` is the
    time of the last change. Without ``dated`` the date of publication, which pandoc puts in where
    none is known, goes.
    """
    files = read_archive(content)
    parsed = {name: _parse(text) for name, text in files.items() if _is_ours(name)}
    texts = {name: tree for name, tree in parsed.items() if name.startswith(_TEXTS)}
    places = {identifier: name for name, tree in texts.items() for identifier in _ids_in(tree)}
    notes = 0
    for name, tree in texts.items():
        _lead_links(tree, name, places)
        _name_after_heading(tree)
        notes = _number_notes(tree, notes)
    _add_landmarks(parsed[_NAVIGATION], landmarks, places)
    _open_with_first_text(parsed[_PACKAGE])
    for meta in parsed[_PACKAGE].getElementsByTagName("meta"):
        if meta.getAttribute("property") == "dcterms:modified":
            meta.firstChild.data = modified  # type: ignore[union-attr]
    if not dated:
        _remove(parsed[_PACKAGE].getElementsByTagName("dc:date"))
    for tree in parsed.values():
        _set_language(tree, language)
    changed = {name: tree.toxml("utf-8") for name, tree in parsed.items()}
    return write_archive(files | changed, stored="mimetype")


def _is_ours(name: str) -> bool:
    return name in {_PACKAGE, _NAVIGATION} or name.startswith(_TEXTS)


def _parse(text: bytes) -> Document:
    return minidom.parseString(text)  # noqa: S318 - written by pandoc


def _elements(tree: Document) -> list[Element]:
    return list(tree.getElementsByTagName("*"))


def _ids_in(tree: Document) -> Iterable[str]:
    return (element.getAttribute("id") for element in _elements(tree) if element.hasAttribute("id"))


def _lead_links(tree: Document, name: str, places: Mapping[str, str]) -> None:
    """Lead links to figures into the file where these are: pandoc forgets those of figures.

    What a file has itself, such as its own first note, is meant there.
    """
    own = {element.getAttribute("id") for element in _elements(tree)}
    for link in tree.getElementsByTagName("a"):
        path, _, anchor = link.getAttribute("href").partition("#")
        if not path and anchor not in own and places.get(anchor, name) != name:
            target = posixpath.basename(places[anchor])
            link.setAttribute("href", f"{target}#{anchor}")


def _name_after_heading(tree: Document) -> None:
    """Give a file the title that a reader would: pandoc puts the name of the file (WCAG 2.4.2)."""
    heading, title = tree.getElementsByTagName("h1")[0], tree.getElementsByTagName("title")[0]
    title.firstChild.data = _words(heading)  # type: ignore[union-attr]


def _number_notes(tree: Document, before: int) -> int:
    """Return how many notes the book has so far, ``before`` in earlier files, and number these.

    Pandoc begins anew in each. A note begins with its number, which leads back to where it is
    called first; a later call leads to that one, and is led on to the note.
    """
    own = {element.getAttribute("id"): element for element in _elements(tree)}
    numbers: dict[str, str] = {}
    for call in tree.getElementsByTagName("a"):
        if call.getAttribute("role") != "doc-noteref":
            continue
        target = call.getAttribute("href").rpartition("#")[2]
        if own[target].tagName != "aside":
            (first,) = own[target].getElementsByTagName("a")
            target = first.getAttribute("href").removeprefix("#")
            call.setAttribute("href", f"#{target}")
        if target not in numbers:
            numbers[target] = f"{before + len(numbers) + 1}"
            _begin_note(tree, own[target], call, numbers[target])
        _text_within(call).data = numbers[target]
    return before + len(numbers)


def _begin_note(tree: Document, note: Element, call: Element, number: str) -> None:
    link = tree.createElement("a")
    link.setAttribute("href", f"#{call.getAttribute('id')}")
    link.setAttribute("role", "doc-backlink")
    link.appendChild(tree.createTextNode(number))
    first = note.getElementsByTagName("*")[0]
    if first.tagName != "p":
        first = note.insertBefore(tree.createElement("p"), first)
    first.insertBefore(tree.createTextNode(". "), first.firstChild)
    first.insertBefore(link, first.firstChild)


def _text_within(element: Element) -> Text:
    """Return the text that is all an element holds."""
    node: Element | Text = element
    while not isinstance(node, Text):
        (node,) = node.childNodes  # type: ignore[assignment]
    return node


def _words(element: Element) -> str:
    parts = (
        _words(node) if node.nodeType == node.ELEMENT_NODE else node.data
        for node in element.childNodes
    )
    return " ".join("".join(parts).split())


def _add_landmarks(
    navigation: Document, landmarks: Sequence[tuple[str, str, str]], places: Mapping[str, str]
) -> None:
    """List the parts of the book that reading programs jump to (EPUB 3.3, 7.4.4)."""
    lists = (
        each.getElementsByTagName("ol")[0]
        for each in navigation.getElementsByTagName("nav")
        if each.getAttribute("epub:type") == "landmarks"
    )
    for listed in lists:
        for kind, identifier, name in landmarks:
            if identifier not in places:
                continue
            link = navigation.createElement("a")
            link.setAttribute("href", f"{places[identifier].removeprefix('EPUB/')}#{identifier}")
            link.setAttribute("epub:type", kind)
            link.appendChild(navigation.createTextNode(name))
            listed.appendChild(navigation.createElement("li")).appendChild(link)


def _open_with_first_text(package: Document) -> None:
    """Let the book open with its title page, and the table of contents follow."""
    spine = package.getElementsByTagName("spine")[0]
    items = spine.getElementsByTagName("itemref")
    contents = next(each for each in items if each.getAttribute("idref") == "nav")
    first, *others = (each for each in items if each is not contents)
    for item in (first, contents, *others):
        # What stands there already is moved.
        spine.appendChild(item)


def _remove(elements: Iterable[Element]) -> None:
    for element in list(elements):
        element.parentNode.removeChild(element)  # type: ignore[union-attr]


def _set_language(tree: Document, language: str) -> None:
    for element in _elements(tree)[:1]:
        for name in _LANGUAGES:
            if element.hasAttribute(name):
                element.setAttribute(name, language)
    for element in tree.getElementsByTagName("dc:language"):
        element.firstChild.data = language  # type: ignore[union-attr]
