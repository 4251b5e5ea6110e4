"""A drawing as SVG: shapes and words are published, written anew, and nothing else in the file.

What would act, fetch or embed something is refused; what tells of its author (comments, metadata,
an editor's own elements and attributes) is left behind, as it is with every other image.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from casereport.digital_source import packet
from casereport.images import ReadImage, content_digest, published_stem
from casereport.model import Problem, RenderedImage, Rendition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casereport.model import Place

MOST_BYTES = 1024 * 1024
"""The largest drawing taken."""
MOST_DEEP = 100
"""How deep elements may lie within one another; writing them anew goes as deep."""

# Raise when a change here makes what is in the cache wrong.
_RECIPE = "1"
_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"

ELEMENTS = frozenset(
    """
    circle clipPath defs desc ellipse filter g line linearGradient marker mask path pattern
    polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905 - fifty quoted lines say no more
)
"""What a still drawing is made of (SVG 2); every other element acts, leads away or embeds."""

# Whatever fetches, in CSS: any address but one within the drawing (CSS Values 4, CSS Images 4).
_FETCHES = re.compile(
    r"url\(\s*+[\"']?+(?!#)|@import|image-set\(|cross-fade\(|\bimage\(|\bsrc\(", re.IGNORECASE
)
# As older programs write it; with one in brackets, a file could define words of its own.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>")
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


def read_drawing(
    path: Path, where: Place, cache: Path, source_type: str = ""
) -> ReadImage | Problem:
    """Return the drawing, written anew into the folder ``cache``, or why it cannot be published.

    ``where`` is its place, for a problem to name, and ``source_type`` its IPTC digital source
    type, or empty.
    """
    content = path.read_bytes()
    size, faults = (0, 0), list[str]()
    try:
        root = _parse(content)
        faults += dict.fromkeys(_clean(root))
        size = _size(root)
    except (ET.ParseError, ValueError) as error:
        faults.append(str(error))
    if faults:
        fix = "Save it as a plain SVG with a viewBox: shapes and words, without scripts and links."
        return Problem(where, f"cannot be published as a drawing: {'; '.join(faults)}.", fix)
    digest = content_digest(content, _RECIPE, source_type)
    name = f"{published_stem(path.stem)}.{digest}.svg"
    kept = cache / name
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".part")
        unfinished.write_text(_written(root, source_type), "utf-8")
        unfinished.replace(kept)
    return ReadImage(RenderedImage(path.name, *size, (Rendition(name, kept, "svg", *size),)), None)


def _parse(content: bytes) -> ET.Element:
    """Return the drawing's tree, without comments. Raises ValueError and ParseError."""
    if len(content) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1024} KB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not stored as UTF-8") from None
    text = _DOCTYPE.sub("", text, count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("it has a document type of its own")
    if "<?xml-stylesheet" in text:
        raise ValueError("it takes its looks from another file")
    root = ET.fromstring(text)  # noqa: S314 - without a document type there are no entities
    if root.tag != f"{_SVG}svg":
        raise ValueError("it is not SVG")
    return root


def _size(root: ET.Element) -> tuple[int, int]:
    """Return width and height in the drawing's own units. Raises ValueError without a viewBox."""
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        _, _, width, height = map(float, box)
        size = round(width), round(height)
    except (ValueError, OverflowError):
        raise ValueError("it has no viewBox of four numbers") from None
    if min(size) < 1:
        raise ValueError("its viewBox is empty")
    return size


def _clean(root: ET.Element) -> Iterator[str]:
    """Leave in the tree what is drawn or read, under plain names.

    Yields what acts, fetches or embeds something.
    """
    level = [root]
    for _ in range(MOST_DEEP):
        for element in level:
            for child in list(element):
                if _is_dropped(child):
                    _remove(element, child)
            yield from _clean_element(element)
        level = [child for element in level for child in element]
        if not level:
            return
    yield "its elements lie too deep within one another"


def _is_dropped(element: ET.Element) -> bool:
    """Return whether an element is only an editor's note, which no browser shows or obeys."""
    return element.tag == f"{_SVG}metadata" or not element.tag.startswith((_SVG, _XHTML))


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take a child out of its parent, and leave the text behind it."""
    place = list(parent).index(child)
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def _clean_element(element: ET.Element) -> Iterator[str]:
    local = element.tag.rpartition("}")[2]
    if not element.tag.startswith(_SVG) or local not in ELEMENTS:
        yield f"it holds <{local}>, and a drawing is of shapes and words alone"
    element.tag = local
    if local == "style":
        element.text = _CSS_COMMENT.sub("", element.text or "")
        yield from _check_style(element.text, "its style")
    attributes: dict[str, str] = {}
    yield from _clean_attributes(element, attributes)
    element.attrib.clear()
    element.attrib.update(attributes)


def _clean_attributes(element: ET.Element, kept: dict[str, str]) -> Iterator[str]:
    """Put into ``kept`` what stays of an element's attributes; yield what must not be there."""
    for key, value in element.attrib.items():
        bare = "href" if key == _XLINK_HREF else key
        if bare.lower().startswith("on"):
            yield f"it holds the script {bare}"
        if bare == "href" and not value.startswith("#"):
            yield f"it leads to {value[:60]}"
        if bare.startswith("data-") or (
            bare.startswith("{") and bare not in {f"{_XML}lang", f"{_XML}space"}
        ):
            continue
        if bare.startswith("aria-") or bare == "href":
            kept[bare] = value
            continue
        kept[bare] = _CSS_COMMENT.sub("", value)
        yield from _check_style(kept[bare], f"its {bare}")


def _check_style(text: str, what: str) -> Iterator[str]:
    """Yield what is wrong with CSS that fetches; an escape could spell a word in a hidden way."""
    if _FETCHES.search(text):
        yield f"{what} fetches something"
    if "\\" in text:
        yield f"{what} holds a backslash"


def _written(root: ET.Element, source_type: str) -> str:
    """Return the drawing as text, with its digital source type where it has one.

    XMP stands in SVG's own element for it (XMP Specification, Part 3, “SVG”).
    """
    attributes = dict(root.attrib)
    root.attrib.clear()
    root.attrib.update({"xmlns": _SVG.strip("{}"), **attributes})
    if not len(root) and not root.text:
        root.text = "\n"
    drawn = ET.tostring(root, "unicode").strip()
    told = f"<metadata>{packet(source_type)}</metadata>" if source_type else ""
    return f"{drawn.removesuffix('</svg>')}{told}</svg>\n"
