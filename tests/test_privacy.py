"""Nothing that a file of an image tells beside what it shows reaches the site.

A case is built from images whose every place for words is filled with a name. Then every file of
the site is searched for it, and every published image is taken apart.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import IFD

from casereport.digital_source import TYPES
from image_files import declared, extras
from nifti_header import assert_bare
from reading import BIBTEX, LIGHT, build
from telling_files import ICC, NAME, SOURCES, exif, thumbnail
from tiny import TinyCase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tiny import Built

FORMS = [NAME.encode(form) for form in ("ascii", "utf-16-le", "utf-16-be")]
DECLARED = {"declared": "digitalCapture", "drawing": "humanEdits", "plane": "algorithmicMedia"}
RECORDS = """
declared.jpeg: {digital-source-type: digitalCapture}
drawing.svg: {digital-source-type: humanEdits}
plane.png: {digital-source-type: algorithmicMedia, volume: ct.nii.gz, plane: axial, position: 20,
            window: bone}
sagittal.png: {volume: ct.nii.gz, plane: sagittal, position: 20, window: bone}
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> TinyCase:
    """Return a case of such images, built."""
    made = TinyCase(tmp_path_factory.mktemp("privacy"))
    (made.root / "figures").mkdir(parents=True)
    for name, write in SOURCES.items():
        write(made.root / "figures" / name)
    names = [*(name for name in SOURCES if name != "ct.nii.gz"), "plane.png", "sagittal.png"]
    # With every form of the article that is made, as each carries the images.
    made.settings(**{**LIGHT, "plugins": [BIBTEX, "casereport"]})
    made.write(
        {
            "docs/index.md": "# Home\n\n" + "\n\n".join(f"![A.](../figures/{n})" for n in names),
            "references.bib": "",
            "figures/figures.yml": RECORDS,
        }
    )
    built = build(made, "--strict")
    assert built.exit_code == 0, built.output
    return made


def tells(content: bytes) -> bool:
    """Return whether bytes hold the name in any form."""
    return any(form in content for form in FORMS)


def streams(content: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, and of whatever is packed within: gzip, ZIP, and zlib streams.

    EPUB and DOCX are ZIP; PDF and PNG pack pages, words and profiles by zlib.
    """
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from streams(archive.read(name))
    elif content.startswith((b"\x89PNG", b"%PDF", b"RIFF", b"\xff\xd8")):
        for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
            try:
                yield zlib.decompressobj().decompress(content[found.start() :], 1 << 20)
            except zlib.error:
                continue


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_tells_the_name(case: TinyCase, name: str) -> None:
    """So that what follows can fail."""
    source = case.root / "figures" / name
    assert any(map(tells, streams(source.read_bytes())))


def test_the_photograph_has_a_thumbnail_and_a_place(case: TinyCase) -> None:
    """As above: what Pillow finds in it is what a telephone stores."""
    with Image.open(case.root / "figures" / "photo.jpg") as opened:
        assert opened.info["exif"][opened.getexif().get_ifd(IFD.IFD1)[0x0201] + 6 :] == thumbnail()
        assert opened.getexif().get_ifd(IFD.GPSInfo)
        assert NAME in str(ImageCms.getProfileDescription(io.BytesIO(opened.info["icc_profile"])))


def test_no_file_of_the_site_tells_the_name(case: TinyCase) -> None:
    files = [path for path in (case.root / "site").rglob("*") if path.is_file()]
    assert len([path for path in files if path.parent.name == "figures"]) > 40
    assert [path.name for path in files if any(map(tells, streams(path.read_bytes())))] == []


def published(site: Path) -> dict[str, bytes]:
    """Return the content of every published image, by its name, but for packed copies."""
    return {
        path.name: path.read_bytes()
        for path in sorted((site / "figures").iterdir())
        if not path.name.endswith((".svg.br", ".svg.gz"))
    }


def test_every_published_image_holds_pixels_and_at_most_where_it_comes_from(
    case: TinyCase,
) -> None:
    files = published(case.root / "site")
    kinds = {name.rpartition(".")[2] for name in files}
    assert kinds == {"avif", "webp", "png", "jpg", "svg", "gz"}
    for name, content in files.items():
        if name.endswith(".gz"):
            assert_bare(gzip.decompress(content))
        else:
            stem = name.partition(".")[0].partition("-")[0]
            assert declared(content) == DECLARED.get(stem, ""), name


def test_the_real_case_publishes_pixels_and_where_they_come_from(real_case: Built) -> None:
    files = published(real_case.site)
    assert files
    for name, content in files.items():
        if name.endswith(".gz"):
            assert_bare(gzip.decompress(content))
        else:
            # Which of them declare which: see test_digital_source.py.
            assert declared(content) in {"", *TYPES}, name


def test_the_source_files_themselves_are_not_published(case: TinyCase) -> None:
    names = {path.name for path in (case.root / "site").rglob("*")}
    assert not names & {*SOURCES, "figures.yml"}
    originals = {(case.root / "figures" / name).read_bytes() for name in SOURCES}
    assert not originals & {
        path.read_bytes() for path in (case.root / "site").rglob("*") if path.is_file()
    }


TOLD: dict[str, tuple[str, dict[str, Any]]] = {
    "a comment in a JPEG": ("JPEG", {"comment": NAME}),
    "EXIF in a JPEG": ("JPEG", {"exif": b"Exif\0\0" + NAME.encode()}),
    "a profile in a PNG": ("PNG", {"icc_profile": ICC}),
    "EXIF in a WebP": ("WEBP", {"exif": NAME.encode()}),
    "EXIF in an AVIF": ("AVIF", {"exif": exif()}),
    "a profile in an AVIF": ("AVIF", {"icc_profile": ICC}),
}


@pytest.mark.parametrize(("kind", "told"), TOLD.values(), ids=TOLD)
def test_what_takes_images_apart_finds_what_is_put_in(kind: str, told: dict[str, Any]) -> None:
    """So that what came before can fail."""
    packed = io.BytesIO()
    Image.new("RGB", (16, 16)).save(packed, kind, **told)
    ((name, _content),) = extras(packed.getvalue())
    assert name != "XMP"
    plain = io.BytesIO()
    Image.new("RGB", (16, 16)).save(plain, kind)
    assert extras(plain.getvalue()) == []
    with pytest.raises(AssertionError):
        declared(packed.getvalue())
