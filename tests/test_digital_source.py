"""An image says inside itself where it comes from, in IPTC's words, if figures.yml says so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import yaml
from PIL import Image

from casereport.digital_source import TYPES, packet
from casereport.figure_sources import read_source
from casereport.images import ReadImage, encode_image
from casereport.model import ImageRecord, Place, VolumeCut
from casereport.volume import Volume, write_volume
from reading import Site, only
from tiny import TOP, picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import Tag

    from tiny import Built

PROPERTY = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
RECORDS = yaml.safe_load((TOP / "figures" / "figures.yml").read_text("utf-8"))
CASE = "case-presentation/index.html"


def term(text: bytes | str) -> str:
    """Return the one term that XML declares, empty where it declares none."""
    root = ET.fromstring(text)  # noqa: S314 - just built
    (found,) = [each.attrib[PROPERTY] for each in root.iter() if PROPERTY in each.attrib] or [""]
    assert found.startswith(VOCABULARY) or not found
    return found.removeprefix(VOCABULARY)


def read_back(path: Path) -> str:
    """Return the term that an image file declares, as Pillow finds it."""
    if path.suffix == ".svg":
        return term(path.read_bytes())
    with Image.open(path) as image:
        image.load()
        # Pillow gives the packet under this name, whichever the format.
        stored = image.info.get("xmp", b"")
    return term(stored) if stored else ""


@pytest.mark.parametrize("source_type", TYPES)
def test_every_term_makes_a_packet_that_reads_back(source_type: str) -> None:
    assert term(packet(source_type)) == source_type


SOURCES = {
    "photo.jpg": {"avif", "webp", "jpeg"},
    "scan.png": {"avif", "webp", "png"},
    "slide.tif": {"avif", "webp", "png"},
    "plane.png": {"avif", "webp", "png"},
    "drawing.svg": {"svg"},
}
"""What an image may be, and the formats it is published in."""


def write(name: str, folder: Path) -> VolumeCut | None:
    """Write an image; return how it is cut where it is cut from a volume."""
    if name == "plane.png":
        hu = np.zeros((20, 16, 6), np.int16)
        write_volume(Volume(hu, (2.0, 2.0, 5.0), (0.0, 0.0, 0.0)), folder / "ct.nii.gz")
        return VolumeCut("ct.nii.gz", "axial", 10, 50, 400)
    if name.endswith(".svg"):
        plain = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"
        (folder / name).write_text(plain, "utf-8")
    else:
        picture(folder / name, (500, 40))
    return None


@pytest.mark.parametrize("source_type", ["", "digitalCapture"])
@pytest.mark.parametrize("name", SOURCES)
def test_every_rendition_declares_what_the_record_says_and_only_that(
    name: str, source_type: str, tmp_path: Path
) -> None:
    place, cache = Place(f"figures/{name}"), tmp_path / "cache"
    record = ImageRecord(name, place, digital_source_type=source_type, cut=write(name, tmp_path))
    read = read_source(name, tmp_path, record, place, cache)
    assert isinstance(read, ReadImage), read
    encode_image(read, cache)
    renditions = read.rendered.renditions
    assert {rendition.format for rendition in renditions} == SOURCES[name]
    assert {read_back(rendition.path) for rendition in renditions} == {source_type}


def addresses(panel: Tag) -> Iterator[str]:
    """Yield every address at which a panel's image is published."""
    for element in panel.select("source, img"):
        for candidate in str(element.get("srcset", "")).split(","):
            yield from candidate.split()[:1]
    yield str(only(panel.img)["src"])
    for link in panel.select("a[href]"):
        yield str(link["href"])


@pytest.mark.parametrize("name", RECORDS)
def test_an_image_of_the_case_declares_what_figures_yml_says_in_every_file_of_it(
    name: str, real_case: Built
) -> None:
    site, record = Site(real_case.site), RECORDS[name]
    image = only(site.content(CASE).find("img", alt=record["alt"]))
    panel = only(image.find_parent(class_=["panel", "graphic"]))
    files = {site.folder / site.target(CASE, address)[0] for address in addresses(panel)}
    # The words of a graphic lead to the sentence that says them.
    files = {file for file in files if file.suffix != ".html"}
    if "volume" in record:
        assert {path.suffix for path in files} == {".avif", ".webp", ".png"}
    assert {read_back(path) for path in files} == {record.get("digital-source-type", "")}


def test_what_is_cut_from_the_synthetic_volume_declares_that_an_algorithm_made_it() -> None:
    cut = {name: record for name, record in RECORDS.items() if "marking" in record}
    for name, record in cut.items():
        assert record["digital-source-type"] == "algorithmicMedia", name
