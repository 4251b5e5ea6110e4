"""Reading published images part by part, apart from the library that wrote them.

:func:`extras` returns what a file holds beside its pixels: nothing, or XMP.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
_XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_IN_PNG = b"XML:com.adobe.xmp\0\0\0\0\0"
# Start of frame, tables, start of scan, restart interval.
_JPEG_PIXELS = {*range(0xC0, 0xD0), 0xDB, 0xDA, 0xDD}
_JFIF = b"JFIF\0"
_PNG_PIXELS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_WEBP_PIXELS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_AVIF_BOXES = {b"ftyp", b"meta", b"mdat"}


def extras(content: bytes) -> list[tuple[str, bytes]]:
    """Return the kind and the content of everything in an image file that is no pixel of it."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return list(_png(content))
    if content.startswith(b"\xff\xd8"):
        return list(_jpeg(content))
    if content[8:12] == b"WEBP":
        return list(_webp(content))
    if content[4:12] == b"ftypavif":
        return list(_avif(content))
    return list(_svg(content))


def declared(content: bytes) -> str:
    """Return the IPTC digital source type an image declares, empty for none.

    Anything else beside the pixels, in the file or within its XMP, fails.
    """
    found = extras(content)
    if not found:
        return ""
    ((kind, packet),) = found
    assert kind == "XMP"
    root = ET.fromstring(packet)  # noqa: S314 - just built
    assert root.tag == "{adobe:ns:meta/}xmpmeta"
    ((description,),) = root
    rdf = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
    property_ = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
    assert set(description.attrib) == {f"{rdf}about", property_}
    assert description.get(f"{rdf}about") == ""
    assert not list(description)
    assert not "".join(root.itertext()).strip()
    vocabulary, _, term = description.attrib[property_].rpartition("/")
    assert vocabulary == "http://cv.iptc.org/newscodes/digitalsourcetype"
    return term


def _png(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield chunks that are no pixels (PNG, Third Edition, 5.3)."""
    at = 8
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        if kind == b"iTXt" and data.startswith(_XMP_IN_PNG):
            yield "XMP", data.removeprefix(_XMP_IN_PNG)
        elif kind not in _PNG_PIXELS:
            yield kind.decode("latin-1"), data
        at += 12 + length
        if kind == b"IEND":
            break
    if content[at:]:
        yield "behind the end", content[at:]


def _jpeg(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield segments that are no pixels (ITU-T T.81, B.1.1.3, and T.871 for JFIF)."""
    at = 2
    while content[at + 1] != 0xD9:
        assert content[at] == 0xFF
        marker, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        data = content[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            # Behind the start of a scan come its pixels, up to a marker that is no restart.
            while content[at] != 0xFF or content[at + 1] in {0, *range(0xD0, 0xD8)}:
                at += 1
        elif marker == 0xE1 and data.startswith(_XMP_IN_JPEG):
            yield "XMP", data.removeprefix(_XMP_IN_JPEG)
        elif marker == 0xE0 and data.startswith(_JFIF):
            # A thumbnail would come behind its width and height.
            if data[12:] != b"\0\0":
                yield "a JFIF thumbnail", data
        elif marker not in _JPEG_PIXELS:
            yield f"{marker:02X}", data
    if content[at + 2 :]:
        yield "behind the end", content[at + 2 :]


def _webp(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield chunks that are no pixels (RFC 9649, 2)."""
    end, at = 8 + struct.unpack_from("<I", content, 4)[0], 12
    while at < end:
        kind, length = struct.unpack_from("<4sI", content, at)
        data = content[at + 8 : at + 8 + length]
        if kind == b"XMP ":
            yield "XMP", data
        elif kind not in _WEBP_PIXELS:
            yield kind.decode("latin-1"), data
        at += 8 + length + length % 2
    if content[end:]:
        yield "behind the end", content[end:]


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind, start and end of boxes' contents (ISO/IEC 14496-12, 4.2)."""
    while at < end:
        length, kind = struct.unpack_from(">I4s", content, at)
        assert length >= 8, "a box to the end of the file, or of 64 bits"
        yield kind, at + 8, at + length
        at += length


def _avif(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield items and colour profiles that are no pixels (ISO/IEC 23008-12, and MIAF)."""
    top = {kind: (start, end) for kind, start, end in _boxes(content, 0, len(content))}
    for kind in top.keys() - _AVIF_BOXES:
        yield kind.decode("latin-1"), content[slice(*top[kind])]
    start, end = top[b"meta"]
    meta = {kind: (first, last) for kind, first, last in _boxes(content, start + 4, end)}
    places = _avif_places(content[slice(*meta[b"iloc"])])
    count = struct.unpack_from(">H", content, meta[b"iinf"][0] + 4)[0]
    items = list(_boxes(content, meta[b"iinf"][0] + 6, meta[b"iinf"][1]))
    assert len(items) == count
    for _, first, last in items:
        number, _, kind = struct.unpack_from(">HH4s", content, first + 4)
        data = b"".join(content[at : at + length] for at, length in places[number])
        if kind == b"mime" and b"application/rdf+xml" in content[first:last]:
            yield "XMP", data
        elif kind != b"av01":
            yield kind.decode("latin-1"), data
    for kind, first, last in _boxes(content, *meta[b"iprp"]):
        for inner, one, two in _boxes(content, first, last) if kind == b"ipco" else ():
            if inner == b"colr" and content[one : one + 4] != b"nclx":
                yield "a colour profile", content[one:two]
    covered = sum(length for extents in places.values() for _, length in extents)
    if (stored := top[b"mdat"][1] - top[b"mdat"][0]) != covered:
        yield f"{stored - covered} bytes of no item", b""


def _avif_places(box: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return the offset and length of each item's parts (ISO/IEC 14496-12, 8.11.3)."""
    version, sizes, count = box[0], struct.unpack_from(">H", box, 4)[0], 0
    assert version == 0
    assert sizes == 0x4400, "offsets and lengths of four bytes, from the start of the file"
    count = struct.unpack_from(">H", box, 6)[0]
    at, places = 8, {}
    for _ in range(count):
        number, _, extents = struct.unpack_from(">HHH", box, at)
        numbers = struct.unpack_from(f">{2 * extents}I", box, at + 6)
        places[number] = list(zip(numbers[::2], numbers[1::2], strict=True))
        at += 6 + 8 * extents
    return places


def _svg(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield comments, instructions and metadata of a drawing."""
    kept = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    root = ET.fromstring(content, ET.XMLParser(target=kept))  # noqa: S314 - just built
    assert root.tag == f"{SVG}svg"
    for mark in (b"<!--", b"<!DOCTYPE", b"<?"):
        if mark in content:
            yield mark.decode(), content
    for metadata in root.iter(f"{SVG}metadata"):
        for packet in metadata:
            yield "XMP", ET.tostring(packet)
    within = {id(each) for metadata in root.iter(f"{SVG}metadata") for each in metadata.iter()}
    for element in root.iter():
        if id(element) not in within and not str(element.tag).startswith(SVG):
            yield str(element.tag), b""
