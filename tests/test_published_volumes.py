"""A volume is published as voxels and geometry alone, whichever program the file is of."""

from __future__ import annotations

import gzip
import io
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING

import nibabel as nib
import numpy as np
import pytest

from casereport.published_volumes import publishable_volume
from casereport.volume import Volume, encode_volume, read_volume
from nifti_header import assert_bare
from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casereport.model import Rendition

NAME = b"Quibble"
HU = np.arange(-60, 60, dtype=np.int16).reshape(6, 5, 4)
VOLUME = Volume(HU, (1.5, 2.0, 3.25), (-10.5, 20.0, -30.25))
PLAIN = encode_volume(VOLUME)
LARGE = encode_volume(Volume(np.resize(HU, (64, 64, 32)), VOLUME.spacing, VOLUME.origin))


def told(**more: object) -> bytes:
    """Return the volume as another program may save it, its texts full of a name; unpacked."""
    affine = np.diag([*VOLUME.spacing, 1.0])
    affine[:3, 3] = VOLUME.origin
    image = nib.Nifti1Image(HU, affine)  # type: ignore[no-untyped-call]
    header = image.header
    header.set_xyzt_units("mm", "sec")  # type: ignore[no-untyped-call]
    for field in ("descrip", "aux_file", "intent_name", "db_name", "data_type"):
        header[field] = NAME
    header["intent_p1"], header["cal_max"], header["toffset"] = 1961, 4, 17
    header.extensions.append(nib.nifti1.Nifti1Extension("comment", NAME * 3))
    for field, value in more.items():
        header[field] = value
    return bytes(image.to_bytes())


def packed(content: bytes, name: str = "", time: int = 0) -> bytes:
    """Return the content packed as import-ct does, but for a name and a time where given."""
    buffer = io.BytesIO()
    with gzip.GzipFile(name, "wb", 9, fileobj=buffer, mtime=time) as file:
        file.write(content)
    return buffer.getvalue()


def changed(offset: int, told: bytes) -> bytes:
    """Return the volume as import-ct writes it, but for some bytes of its header."""
    content = bytearray(gzip.decompress(PLAIN))
    content[offset : offset + len(told)] = told
    return packed(bytes(content))


def publish(folder: Path, content: bytes) -> Rendition:
    """Return the volume with this content as it is published."""
    path = folder / "ct.nii.gz"
    path.write_bytes(content)
    return publishable_volume(path, sha256(content).hexdigest(), folder / "cache")


def swapped() -> bytes:
    """Return the volume with the high byte first."""
    image = nib.Nifti1Image.from_bytes(gzip.decompress(PLAIN))
    header = image.header.as_byteswapped(">")  # type: ignore[no-untyped-call]
    header["descrip"] = NAME
    return bytes(nib.Nifti1Image(HU, image.affine, header).to_bytes())  # type: ignore[no-untyped-call]


TELLING: dict[str, Callable[[], bytes]] = {
    "texts, numbers and an extension": lambda: packed(told()),
    "the name of the file that was packed": lambda: packed(gzip.decompress(PLAIN), "Quibble.nii"),
    "a description in a header that is blank otherwise": lambda: changed(148, NAME),
    "a name in numbers that no volume needs": lambda: changed(92, NAME),
    "a name where units of time stand": lambda: changed(124, NAME),
    "a second packing behind the first": lambda: PLAIN + packed(NAME),
    "words behind the voxels": lambda: packed(gzip.decompress(PLAIN) + NAME),
    "the other order of bytes": lambda: packed(swapped()),
}


@pytest.mark.parametrize("make", TELLING.values(), ids=TELLING)
def test_what_a_file_tells_beside_its_voxels_is_left_behind(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    content = make()
    inside = gzip.decompress(content) if NAME not in content else content
    assert NAME in content + inside
    rendition = publish(tmp_path, content)
    bare = rendition.path.read_bytes()
    assert NAME not in bare
    assert_bare(gzip.decompress(bare))
    assert bare == PLAIN
    assert read_volume(rendition.path).spacing == VOLUME.spacing
    np.testing.assert_array_equal(read_volume(rendition.path).hu, HU)
    # The author's own file stays as it is.
    assert (tmp_path / "ct.nii.gz").read_bytes() == content


def test_a_volume_that_was_imported_is_published_byte_for_byte_and_not_packed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def encode_volume(_volume: Volume) -> bytes:
        raise AssertionError

    monkeypatch.setattr("casereport.volume.encode_volume", encode_volume)
    assert publish(tmp_path, PLAIN).path.read_bytes() == PLAIN


@pytest.mark.parametrize("path", sorted((TOP / "figures").glob("*.nii.gz")), ids=lambda p: p.name)
def test_a_volume_of_this_case_is_published_byte_for_byte(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    assert publishable_volume(path, "digest", tmp_path).path.read_bytes() == content
    assert_bare(gzip.decompress(content))


def test_a_volume_packed_less_tightly_is_packed_anew(tmp_path: Path) -> None:
    loose = gzip.compress(gzip.decompress(PLAIN), 1, mtime=0)
    assert loose != PLAIN
    assert publish(tmp_path, loose).path.read_bytes() == PLAIN


def test_a_volume_is_encoded_once_and_named_by_its_content(tmp_path: Path) -> None:
    first = publish(tmp_path, packed(told()))
    written = first.path.stat().st_mtime_ns
    assert publish(tmp_path, packed(told())) == first
    assert first.path.stat().st_mtime_ns == written
    assert publish(tmp_path, packed(told(descrip=b"another"))).name != first.name
    assert first.name.startswith("ct.")
    assert first.name.endswith(".nii.gz")


def test_panels_of_one_volume_read_at_once_share_one_file(tmp_path: Path) -> None:
    content = packed(told())
    path = tmp_path / "ct.nii.gz"
    path.write_bytes(content)
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(lambda _: publishable_volume(path, "digest", tmp_path / "cache"), range(8))
        )
    assert len(set(made)) == 1
    assert [file.read_bytes() for file in (tmp_path / "cache").iterdir()] == [PLAIN]


DAMAGED = {
    "a text": (b"no volume", "is not a NIfTI volume"),
    "voxels cut short": (PLAIN[:-40], "cut short"),
    "words behind the packing": (PLAIN + NAME, "is not a NIfTI volume"),
    "a wrong sum at its end": (PLAIN[:-8] + bytes(8), "cut short"),
    "a wrong sum at the end of a larger one": (LARGE[:-8] + bytes(8), "cut short or damaged"),
    "fractions": (
        packed(bytes(nib.Nifti1Image(HU.astype(np.float32), np.eye(4)).to_bytes())),  # type: ignore[no-untyped-call]
        "16-bit whole numbers",
    ),
}


@pytest.mark.parametrize(("content", "said"), DAMAGED.values(), ids=DAMAGED)
def test_what_is_no_volume_is_not_published(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        publish(tmp_path, content)
    assert not (tmp_path / "cache").exists()
