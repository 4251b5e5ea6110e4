"""Saying inside an image where it comes from: the IPTC digital source type, and nothing else.

A picture that no camera or scanner made says so wherever it is copied to. The vocabulary is
IPTC's "Digital Source Type" NewsCodes; the property is ``Iptc4xmpExt:DigitalSourceType`` in XMP.
"""

from __future__ import annotations

from PIL.PngImagePlugin import PngInfo

TYPES = (
    "algorithmicMedia",
    "algorithmicallyEnhanced",
    "composite",
    "compositeCapture",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
    "computationalCapture",
    "dataDrivenMedia",
    "digitalCapture",
    "digitalCreation",
    "humanEdits",
    "negativeFilm",
    "positiveFilm",
    "print",
    "screenCapture",
    "trainedAlgorithmicMedia",
    "virtualRecording",
)
"""The terms an image may declare: those of the vocabulary of October 2024 that are not retired."""

# IPTC has renamed these since schema.org took its terms over.
_NOT_IN_SCHEMA_ORG = frozenset({"computationalCapture", "digitalCreation", "humanEdits"})

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' Iptc4xmpExt:DigitalSourceType="{}"/>'
    "</rdf:RDF></x:xmpmeta>"
)


def packet(source_type: str) -> str:
    """Return the declaration as an XMP packet, which is XML."""
    return _PACKET.format(_VOCABULARY + source_type)


def declaration(kind: str, source_type: str) -> dict[str, object]:
    """Return the arguments with which Pillow stores the declaration in a file of this format.

    Without a ``source_type`` there is nothing to store.
    """
    if not source_type:
        return {}
    if kind == "png":
        return {"pnginfo": png_declaration(source_type)}
    return {"xmp": packet(source_type).encode()}


def png_declaration(source_type: str) -> PngInfo:
    """Return the text chunks of a PNG that declare its source type, if one is given."""
    info = PngInfo()
    if source_type:
        info.add_itxt("XML:com.adobe.xmp", packet(source_type))
    return info


def schema_org_type(source_type: str) -> str:
    """Return the member of schema.org's ``IPTCDigitalSourceEnumeration``, or nothing."""
    if source_type not in TYPES or source_type in _NOT_IN_SCHEMA_ORG:
        return ""
    return f"https://schema.org/{source_type[0].upper()}{source_type[1:]}DigitalSource"
