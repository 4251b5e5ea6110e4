"""``casereport import-ct`` makes one file of a series and says what it did."""

from __future__ import annotations

import gzip
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from pydicom.dataset import Dataset
from pydicom.uid import BasicTextSRStorage, generate_uid

from casereport.volume import read_volume
from ct_series import (
    CORONAL,
    SECRETS,
    SLICES,
    Cut,
    Recipe,
    expected,
    save,
    write_series,
)
from tiny import picture

if TYPE_CHECKING:
    from desk import Desk

CORNERS = ("-", "-", "-", "-", "-", "-")


def test_a_series_becomes_one_file_and_nothing_else(desk: Desk) -> None:
    before = desk.written()
    volume = desk.imported()
    np.testing.assert_array_equal(volume.hu, expected(volume))
    after = desk.written()
    assert set(after) - set(before) == {"case/figures/ct-test.nii.gz"}
    assert {name: after[name] for name in before} == before


def test_no_value_of_any_tag_is_in_the_file(desk: Desk) -> None:
    desk.imported()
    packed = (desk.figures / "ct-test.nii.gz").read_bytes()
    content = gzip.decompress(packed)
    words = {word for value in SECRETS.values() for word in value.replace("^", " ").split()}
    assert len(words) > len(SECRETS)
    leaked = [word for word in sorted(words) if word.encode() in packed + content]
    assert leaked == []


def test_no_value_of_an_identifying_tag_is_said(desk: Desk) -> None:
    output = desk.run().output
    assert [value for value in SECRETS.values() if value in output] == []


def test_the_same_series_makes_the_same_bytes(desk: Desk) -> None:
    desk.imported()
    first = (desk.figures / "ct-test.nii.gz").read_bytes()
    desk.imported("--force")
    assert (desk.figures / "ct-test.nii.gz").read_bytes() == first


def test_what_was_left_behind_is_said_by_name(desk: Desk) -> None:
    def edit(_index: int, data: Dataset) -> None:
        block = data.private_block(0x0011, "SOMEBODY", create=True)
        block.add_new(1, "LO", "secret")
        block.add_new(2, "LO", "secret")

    write_series(desk.export, Recipe(edit=edit))
    line = next(line for line in desk.run().output.splitlines() if line.startswith("Left behind"))
    named = line.partition(": ")[2].rstrip(".").split(", ")
    assert {"Patient's Name", "Patient ID", "Study Date", "2 private tags"} <= set(named)
    assert "Slice Thickness" not in named


@pytest.mark.parametrize(
    ("orientation", "plane", "axis"), [(None, "axial", 2), (CORONAL, "coronal", 1)]
)
def test_the_lines_for_figures_yml_show_the_middle_of_the_volume(
    desk: Desk, orientation: tuple[float, ...] | None, plane: str, axis: int
) -> None:
    if orientation:
        write_series(desk.export, Recipe(cut=Cut(orientation=orientation)))
    output = desk.run().output
    lines = offered(output)
    assert isinstance(lines, dict)
    volume = read_volume(desk.figures / "ct-test.nii.gz")
    alt = lines[f"ct-test-{plane}.png"].pop("alt")
    assert alt
    assert lines == {
        f"ct-test-{plane}.png": {
            "volume": "ct-test.nii.gz",
            "plane": plane,
            "position": volume.middle[axis],
            "window": "soft tissue",
        }
    }


def offered(output: str) -> object:
    """Return what the closing words offer for figures.yml, nothing where they offer nothing."""
    _, offers, rest = output.partition("put these lines into ")
    return yaml.safe_load(rest.partition("\n\n")[2].partition("\n\n")[0]) if offers else {}


ALL = {"alt", "volume", "plane", "position", "window"}

# What figures.yml says already, and which fields of which image are offered then.
OFFERS = [
    pytest.param("", {"ct-test-axial.png": ALL}, id="nothing"),
    pytest.param("a: [", {"ct-test-axial.png": ALL}, id="what cannot be read"),
    pytest.param("scan.png: {alt: A scan.}", {"ct-test-axial.png": ALL}, id="another image"),
    pytest.param(
        "ct-test-axial.png: {alt: A scan., credit: Me}",
        {"ct-test-axial.png": ALL - {"alt"}},
        id="the image, not as a cut",
    ),
    pytest.param(
        "liver.png: {volume: ct-test.nii.gz, plane: axial, position: 1, window: bone, alt: Liver.}",
        {},
        id="an image cut from the volume",
    ),
    pytest.param(
        "liver.png: {volume: ct-test.nii.gz, alt: Liver., window: bone}\n"
        "spine.png: {volume: ct-test.nii.gz, plane: sagittal, position: 1}",
        {"liver.png": {"plane", "position"}, "spine.png": {"alt", "window"}},
        id="two images, each half described",
    ),
]


@pytest.mark.parametrize(("said", "wanted"), OFFERS)
def test_only_what_figures_yml_lacks_is_offered(
    desk: Desk, said: str, wanted: dict[str, set[str]]
) -> None:
    (desk.figures / "figures.yml").write_text(said, "utf-8")
    desk.imported()
    ran = desk.run("--force")
    found = offered(ran.output)
    assert isinstance(found, dict)
    assert {name: set(fields) for name, fields in found.items()} == wanted
    assert ("says already what is cut" in ran.output) == (not wanted)


def test_a_missing_position_is_along_the_plane_that_figures_yml_gives(desk: Desk) -> None:
    said = "spine.png: {volume: ct-test.nii.gz, alt: A spine., plane: sagittal, window: bone}"
    (desk.figures / "figures.yml").write_text(said, "utf-8")
    middle = desk.imported().middle
    assert len(set(middle)) == len(middle)
    assert offered(desk.run("--force").output) == {"spine.png": {"position": middle[0]}}


def test_a_crop_and_a_thinning_keep_every_place(desk: Desk) -> None:
    volume = desk.imported("--crop", "-20", "0", "-", "5", "-10.5", "-", "--every", "2")
    assert volume.spacing == (2, 3, 10)
    assert (volume.origin[0], volume.end[0]) == (-20, 0)
    assert volume.end[1] <= 5
    assert volume.origin[2] == -10
    np.testing.assert_array_equal(volume.hu, expected(volume))


def test_an_open_crop_is_the_whole_volume(desk: Desk) -> None:
    assert desk.imported("--crop", *CORNERS).shape == desk.imported("--force").shape


def test_thinning_is_along_the_slices_as_they_were_cut(desk: Desk) -> None:
    write_series(desk.export, Recipe(cut=Cut(orientation=CORONAL)))
    assert desk.imported("--every", "5").shape[1] == SLICES // 5


def test_files_that_are_no_images_are_passed_over(desk: Desk) -> None:
    picture(desk.export / "photo.jpg")
    (desk.export / "viewer.txt").write_text("how to view this", "utf-8")
    (desk.export / "empty").touch()
    report = Dataset()
    report.SOPClassUID, report.SOPInstanceUID = BasicTextSRStorage, generate_uid()
    report.Modality = "SR"
    save(report, desk.export / "report.dcm")
    ran = desk.run()
    assert ran.exit_code == 0
    assert "4 files passed over" in ran.output


def test_a_series_lies_in_folders_of_any_depth(desk: Desk) -> None:
    for index, path in enumerate(sorted(desk.export.iterdir())):
        folder = desk.export / "study" / str(index % 3)
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / path.name)
    assert desk.imported().shape[2] == SLICES


def test_untold_annotation_is_said_and_does_not_stop(desk: Desk) -> None:
    def edit(_index: int, data: Dataset) -> None:
        del data.BurnedInAnnotation

    write_series(desk.export, Recipe(edit=edit))
    ran = desk.run()
    assert ran.exit_code == 0
    assert "does not say whether" in ran.output


def test_a_head_is_warned_of_and_does_not_stop(desk: Desk) -> None:
    def edit(_index: int, data: Dataset) -> None:
        data.BodyPartExamined = "HEAD"

    write_series(desk.export, Recipe(edit=edit))
    ran = desk.run()
    assert ran.exit_code == 0
    assert "face can be recognised" in ran.output


def test_the_final_size_is_said(desk: Desk) -> None:
    output = desk.run().output
    size = (desk.figures / "ct-test.nii.gz").stat().st_size
    line = next(line for line in output.splitlines() if "ct-test.nii.gz: " in line)
    assert line.endswith(f": {size / 1e6:.1f} MB, 40 × 36 × 10 voxels of 2 × 3 × 5 mm.")


def test_a_large_volume_comes_with_a_hint(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--every 2" not in desk.run().output
    monkeypatch.setattr("casereport.cli_import.LARGE", 1000)
    assert "--every 2" in desk.run("--force").output


def test_the_command_line_alone_loads_nothing_slow() -> None:
    script = (
        "import sys, casereport.cli, casereport.cli_import\n"
        "print(sorted({'numpy', 'pydicom', 'nibabel', 'mkdocs', 'markdown'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
