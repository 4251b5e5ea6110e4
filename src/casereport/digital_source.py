"""Saying inside an image where it comes from: the IPTC digital source type, and nothing else.

A picture that no camera or scanner made says so wherever it is copied to. The vocabulary is
IPTC's "Digital Source Type" NewsCodes; the property is ``Iptc4xmpExt:DigitalSourceType`` in XMP.
"""

from __future__ import annotations

from PIL.PngImagePlugin import PngInfo

TYPES = (
    "algorithmicMedia",
    "compositeSynthetic",
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
"""The terms an image may declare."""

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' Iptc4xmpExt:DigitalSourceType="{}"/>'
    "</rdf:RDF></x:xmpmeta>"
)


def declaration(kind: str, source_type: str) -> dict[str, object]:
    """Return the arguments with which Pillow stores the declaration in a file of this format."""
    packet = _PACKET.format(_VOCABULARY + source_type)
    if kind == "png":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet)
        return {"pnginfo": info}
    return {"xmp": packet.encode()}
