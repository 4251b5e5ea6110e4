"""Files of images whose every place for words is filled with a name that must not be published."""

from __future__ import annotations

import gzip
import io
import struct
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "Ada B Quibble"
XMP = (
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
    " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
    f" xmlns:dc='http://purl.org/dc/elements/1.1/' dc:creator='{NAME}'/></rdf:RDF></x:xmpmeta>"
)
_PLAIN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# The name is as long as the description it takes the place of, so that the profile stays whole.
ICC = _PLAIN.replace("sRGB built-in".encode("utf-16-be"), NAME.encode("utf-16-be"))


def shown(shade: int = 90) -> Image.Image:
    """Return pixels, large enough for two widths."""
    return Image.radial_gradient("L").resize((600, 400)).point(lambda value: value // 2 + shade)


def thumbnail() -> bytes:
    """Return a small JPEG that carries the name itself."""
    packed = io.BytesIO()
    Image.new("RGB", (16, 16)).save(packed, "JPEG", comment=NAME)
    return packed.getvalue()


def exif() -> bytes:
    """Return EXIF with names, a place, a maker's note and a thumbnail."""
    block = Image.Exif()
    # Description, make, artist, copyright.
    block.update(dict.fromkeys((0x010E, 0x010F, 0x013B, 0x8298), NAME))
    block[0x9C9D] = NAME.encode("utf-16-le") + b"\0\0"  # The author, as Windows has it.
    block.get_ifd(0x8825).update({1: "N", 2: (41.0, 9.0, 0.0), 0x1D: "2019:08:22"})
    # Maker's note, the reader's comment, owner of the camera, its serial number.
    detail = {0x927C: NAME.encode(), 0x9286: b"ASCII\0\0\0" + NAME.encode(), 0xA430: NAME}
    block.get_ifd(0x8769).update(detail | {0xA431: NAME})
    content = bytearray(block.tobytes())
    # Places count from behind "Exif"; the first directory ends with the place of the next one.
    entries = struct.unpack_from(">H", content, 14)[0]
    struct.pack_into(">I", content, 16 + 12 * entries, len(content) - 6)
    small, begin = thumbnail(), len(content) - 6 + 2 + 2 * 12 + 4
    directory = ((0x0201, 4, 1, begin), (0x0202, 4, 1, len(small)))
    content += struct.pack(">H", 2) + b"".join(struct.pack(">HHII", *entry) for entry in directory)
    return bytes(content + bytes(4) + small)


def photoshop() -> bytes:
    """Return what Photoshop and news agencies add: IPTC's older record of the author."""
    record = b"\x1c\x02\x50" + struct.pack(">H", len(NAME)) + NAME.encode()
    block = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    )
    return b"Photoshop 3.0\0" + block


def jpeg(path: Path) -> None:
    """Save a photograph with a name in every segment a JPEG has for words."""
    packed = io.BytesIO()
    shown().convert("RGB").save(
        packed, "JPEG", exif=exif(), xmp=XMP.encode(), icc_profile=ICC, comment=NAME
    )
    content = packed.getvalue()
    news = photoshop()
    extra = b"\xff\xed" + struct.pack(">H", len(news) + 2) + news
    path.write_bytes(content[:2] + extra + content[2:] + NAME.encode())


def telephone(path: Path) -> None:
    """Save a photograph with a second one behind it, each with a name."""
    first, second = shown().convert("RGB"), shown(60).convert("RGB")
    second.encoderinfo = {"exif": exif()}
    first.save(path, "MPO", save_all=True, append_images=[second], exif=exif(), comment=NAME)


def png(path: Path) -> None:
    """Save a picture with a name in every chunk a PNG has for words, and behind its end."""
    text = PngInfo()
    text.add_text("Author", NAME)
    text.add_text("Comment", NAME, zip=True)
    text.add_itxt("Title", NAME, "en", NAME)
    text.add_itxt("XML:com.adobe.xmp", XMP)
    text.add(b"tIME", bytes([7, 227, 8, 22, 10, 45, 12]))
    text.add(b"prVt", NAME.encode(), after_idat=True)
    shown().save(path, pnginfo=text, exif=exif(), icc_profile=ICC, dpi=(300, 300))
    path.write_bytes(path.read_bytes() + NAME.encode())


def webp(path: Path) -> None:
    """Save a picture with a name in every chunk a WebP has for words."""
    shown().convert("RGB").save(path, exif=exif(), xmp=XMP.encode(), icc_profile=ICC)


def tiff(path: Path) -> None:
    """Save a slide with a name in every tag a TIFF has for words, and in one of its own."""
    tags = ImageFileDirectory_v2()
    # Names of the document and the page, description, maker, artist, computer, copyright.
    for tag in (269, 270, 271, 272, 285, 305, 315, 316, 33432, 65000):
        tags[tag] = NAME
        tags.tagtype[tag] = 2
    for tag, content in ((700, XMP.encode()), (34377, photoshop()), (33723, NAME.encode())):
        tags[tag] = content
        tags.tagtype[tag] = 1
    shown().convert("RGB").save(path, tiffinfo=tags, icc_profile=ICC)


def svg(path: Path) -> None:
    """Save a drawing with a name wherever nobody sees it."""
    path.write_text(
        f"<!-- {NAME} --><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 60'"
        f" xmlns:i='urn:editor' i:docname='{NAME}.svg'><metadata>{XMP}</metadata>"
        f"<style>/* {NAME} */ rect {{ fill: teal }}</style><i:view i:path='/home/{NAME}'/>"
        f"<g data-name='{NAME}'><rect width='9' height='9'/></g><?editor {NAME}?></svg>",
        "utf-8",
    )


def nifti(path: Path) -> None:
    """Save a volume as another program does, with a name in every text of its header."""
    hu = np.zeros((24, 20, 12), np.int16)
    image = nib.Nifti1Image(hu, np.diag([2.0, 2.0, 5.0, 1.0]))  # type: ignore[no-untyped-call]
    image.header.set_xyzt_units("mm")  # type: ignore[no-untyped-call]
    for field in ("descrip", "aux_file", "intent_name", "db_name"):
        image.header[field] = NAME.encode()
    comment = nib.nifti1.Nifti1Extension("comment", NAME.encode())
    image.header.extensions.append(comment)
    with path.open("wb") as raw, gzip.GzipFile(f"{NAME}.nii", "wb", fileobj=raw) as file:
        file.write(image.to_bytes())


SOURCES: dict[str, Callable[[Path], None]] = {
    "photo.jpg": jpeg,
    "telephone.jpg": telephone,
    "declared.jpeg": jpeg,
    "scan.png": png,
    "plot.webp": webp,
    "slide.tif": tiff,
    "drawing.svg": svg,
    "ct.nii.gz": nifti,
}
"""How to write each file, by its name."""
