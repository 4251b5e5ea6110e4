"""``casereport import-ct`` makes one file of a series, says what it did, and stops in sentences."""

from __future__ import annotations

import gzip
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from click.testing import CliRunner
from pydicom.dataset import Dataset
from pydicom.uid import BasicTextSRStorage, generate_uid

from casereport.cli import main
from casereport.volume import Volume, read_volume
from ct_series import (
    CORONAL,
    SECRETS,
    SLICES,
    Cut,
    Recipe,
    common,
    expected,
    save,
    write_series,
)
from tiny import picture

if TYPE_CHECKING:
    from pathlib import Path

CORNERS = ("-", "-", "-", "-", "-", "-")


@dataclass(frozen=True)
class Ran:
    """How the command ended and what it said."""

    exit_code: int
    output: str


@dataclass(frozen=True)
class Desk:
    """A case and, beside it, a folder a series was exported to."""

    root: Path

    @property
    def case(self) -> Path:
        """The case."""
        return self.root / "case"

    @property
    def figures(self) -> Path:
        """Its figures."""
        return self.case / "figures"

    @property
    def export(self) -> Path:
        """The folder outside the case."""
        return self.root / "export"

    def run(self, *options: str, series: Path | None = None, name: str = "ct-test") -> Ran:
        """Run the command as it is typed; what is no sentence of its own is raised."""
        folder = self.export if series is None else series
        result = CliRunner().invoke(
            main,
            [
                "import-ct",
                str(folder),
                *("--name", name, "--figures-dir", str(self.figures)),
                *options,
            ],
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.output)

    def imported(self, *options: str) -> Volume:
        """Run the command and return the volume it made."""
        ran = self.run(*options)
        assert ran.exit_code == 0, ran.output
        return read_volume(self.figures / "ct-test.nii.gz")

    def refused(self, *options: str, series: Path | None = None, name: str = "ct-test") -> str:
        """Run the command and return the one sentence it stops with; nothing may be written."""
        before = self.written()
        ran = self.run(*options, series=series, name=name)
        assert ran.exit_code == 1, ran.output
        assert self.written() == before
        _, _, sentence = ran.output.rpartition("Error: ")
        assert sentence.strip()
        return sentence

    def written(self) -> dict[str, bytes]:
        """Return every file of the case and of the export, by path."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a case without figures, and a whole axial series of slices outside it."""
    made = Desk(tmp_path)
    made.figures.mkdir(parents=True)
    (made.case / "docs").mkdir()
    write_series(made.export)
    return made


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
    _, _, rest = output.partition("figures.yml")
    lines = yaml.safe_load(rest.partition("\n\n")[2].partition("\n\n")[0])
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


def test_several_series_are_listed_to_choose_from(desk: Desk) -> None:
    def scout(_index: int, data: Dataset) -> None:
        data.SeriesNumber, data.SeriesDescription = 1, "Overview"
        data.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]

    write_series(desk.export, Recipe(count=2, name="scout{}".format, edit=scout))
    ran = desk.run()
    assert ran.exit_code == 1
    listed = [line.split(None, 1) for line in ran.output.splitlines() if line.startswith("  ")]
    assert listed == [
        ["1", "series 1, “Overview”, CT, 2 images, every 5 mm"],
        ["2", "series 4, “Arterial thin”, CT, 10 images, every 5 mm"],
    ]
    assert "--series" in desk.refused()
    assert "no series 3" in desk.refused("--series", "3")
    assert "localizer" in desk.refused("--series", "1")
    assert desk.imported("--series", "2").shape[2] == SLICES


def test_burned_in_text_stops_until_the_pixels_were_checked(desk: Desk) -> None:
    def edit(_index: int, data: Dataset) -> None:
        data.BurnedInAnnotation = "YES"

    write_series(desk.export, Recipe(edit=edit))
    assert "--pixels-checked" in desk.refused()
    assert desk.imported("--pixels-checked").shape[2] == SLICES


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


def test_a_volume_of_the_name_is_kept_unless_forced(desk: Desk) -> None:
    desk.imported()
    assert "--force" in desk.refused()
    assert desk.imported("--force", "--every", "2").shape[2] == SLICES // 2


@pytest.mark.parametrize("folder", ["figures", "figures/raw", "docs", "docs/images"])
def test_a_series_inside_the_case_is_refused(desk: Desk, folder: str) -> None:
    inside = write_series(desk.case / folder / "series", Recipe(count=2))
    assert "Move it out" in desk.refused(series=inside)
    assert "Move it out" in desk.refused(series=desk.case)


def test_a_link_out_of_a_folder_into_the_case_is_refused(desk: Desk) -> None:
    inside = write_series(desk.figures / "series", Recipe(count=1, name=lambda _: "IM999.dcm"))
    (desk.export / "IM999.dcm").symlink_to(inside / "IM999.dcm")
    assert "Move it out" in desk.refused()


@pytest.mark.parametrize(
    "name", ["", "../ct", "ct angiography", "ct_angiography", "-ct", "ct.nii.gz", "ct/x", "cté"]
)
def test_a_name_is_letters_digits_and_hyphens(desk: Desk, name: str) -> None:
    assert "letters, digits and hyphens" in desk.refused(name=name)


MISTAKES = {
    "a crop that is no number": (
        ("--crop", "a", "-", "-", "-", "-", "-"),
        "six places in millimetres",
    ),
    "a crop of nothing": (("--crop", "900", "-", "-", "-", "-", "-"), "along x"),
    "every none": (("--every", "0"), "--every takes 1"),
}


@pytest.mark.parametrize(("options", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_the_options_is_a_sentence(
    desk: Desk, options: tuple[str, ...], said: str
) -> None:
    assert said in desk.refused(*options)


def test_a_folder_that_is_none_or_holds_no_series_is_a_sentence(desk: Desk) -> None:
    assert "is not a folder" in desk.refused(series=desk.root / "nowhere")
    assert "is not a folder" in desk.refused(series=desk.export / "IM000.dcm")
    photos = desk.root / "photos"
    picture(photos / "a.jpg")
    assert "holds no DICOM file" in desk.refused(series=photos)


def test_a_case_without_figures_is_a_sentence(desk: Desk) -> None:
    desk.figures.rmdir()
    assert "There is no folder" in desk.refused()


def test_a_faulty_series_is_refused_by_its_folder_s_name(desk: Desk) -> None:
    (desk.export / "IM004.dcm").unlink()
    assert desk.refused().startswith("export lacks slices at z = -5 mm")


def test_a_file_cut_short_is_refused_by_its_name(desk: Desk) -> None:
    path = desk.export / "IM004.dcm"
    path.write_bytes(path.read_bytes()[:-100])
    assert desk.refused().startswith("IM004.dcm has no pixels, or its pixels are cut short")


def test_a_file_that_cannot_be_written_is_a_sentence(desk: Desk) -> None:
    (desk.figures / "ct-test.nii.gz").mkdir()
    sentence = desk.refused("--force")
    assert sentence == f"{desk.figures / 'ct-test.nii.gz'}: Is a directory.\n"


def test_a_large_volume_comes_with_a_hint(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--every 2" not in desk.run().output
    monkeypatch.setattr("casereport.cli_import.LARGE", 1000)
    assert "--every 2" in desk.run("--force").output


def test_a_header_without_an_image_is_no_series(desk: Desk) -> None:
    reports = desk.root / "reports"
    report = common()
    del report.Rows
    report.SOPClassUID, report.SOPInstanceUID = BasicTextSRStorage, generate_uid()
    save(report, reports / "report.dcm")
    assert "no images" in desk.refused(series=reports)


def test_the_command_line_alone_loads_nothing_slow() -> None:
    script = (
        "import sys, casereport.cli, casereport.cli_import\n"
        "print(sorted({'numpy', 'pydicom', 'nibabel', 'mkdocs', 'markdown'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
