"""``casereport import-ct`` stops in a sentence, and then has written nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydicom import dcmread
from pydicom.uid import BasicTextSRStorage, generate_uid

from ct_series import SLICES, Recipe, common, save, write_series
from series_reading import setting, without
from tiny import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydicom.dataset import Dataset

    from desk import Desk


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


def test_a_volume_of_the_name_is_kept_unless_forced(desk: Desk) -> None:
    desk.imported()
    assert "--force" in desk.refused()
    assert desk.imported("--force", "--every", "2").shape[2] == SLICES // 2


@pytest.mark.parametrize("folder", ["figures", "figures/raw", "docs", "docs/images"])
def test_a_series_inside_the_case_is_refused(desk: Desk, folder: str) -> None:
    inside = write_series(desk.case / folder / "series", Recipe(count=2))
    assert "Move it out" in desk.refused(series=inside)
    assert "Move it out" in desk.refused(series=desk.case)


@pytest.mark.parametrize("folder", ["", "export", "tests/phantom"])
def test_a_series_anywhere_beside_mkdocs_yml_is_refused(desk: Desk, folder: str) -> None:
    (desk.case / "mkdocs.yml").write_text("site_name: A case\n", "utf-8")
    inside = write_series(desk.case / folder / "series", Recipe(count=2))
    assert "git's history" in desk.refused(series=inside)
    assert desk.imported().shape[2] == SLICES


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


def of_another_phase(folder: Path) -> None:
    """Add slices that say they are of the same series, in the same places."""
    data = dcmread(folder / "IM000.dcm")
    same = setting("SeriesInstanceUID", data.SeriesInstanceUID)
    write_series(folder, Recipe(count=3, name="B{:03}.dcm".format, edit=same))


def as_jpegs(folder: Path) -> None:
    """Leave what a viewer exports: pictures of the slices."""
    for path in folder.iterdir():
        path.unlink()
        picture(path.with_suffix(".jpg"))


def cut(name: str, keep: int) -> Callable[[Path], None]:
    """Return what keeps only the first bytes of a file, or loses so many where it is negative."""

    def spoil(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:keep])

    return spoil


def rewritten(recipe: Recipe) -> Callable[[Path], None]:
    """Return what writes another series in the place of the whole one."""

    def spoil(folder: Path) -> None:
        write_series(folder, recipe)

    return spoil


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "two series mixed": (
        rewritten(Recipe(count=3, name="B{:03}.dcm".format)),
        "Say which of the 2 series to import",
    ),
    "two phases of one series": (of_another_phase, "export has slices in the same place: "),
    "a missing slice": (
        lambda folder: (folder / "IM004.dcm").unlink(),
        "export lacks slices at z = -5 mm, between IM003.dcm and IM005.dcm",
    ),
    "wrong spacing of slices": (
        rewritten(Recipe(edit=setting("ImagePositionPatient", [-14, -20, 6], only=6))),
        "export is spaced unevenly: 6 mm between IM005.dcm and IM006.dcm",
    ),
    "wrong spacing of pixels": (
        rewritten(Recipe(edit=setting("PixelSpacing", [3.1, 2.0], only=6))),
        "export mixes slices: IM006.dcm differ in pixel spacing from the others",
    ),
    "no pixels": (rewritten(Recipe(edit=without("PixelData", 2))), "IM002.dcm has no pixels"),
    "an MR": (rewritten(Recipe(edit=setting("Modality", "MR"))), "export is MR, not CT"),
    "pixels cut short": (cut("IM004.dcm", -100), "IM004.dcm has no pixels, or its pixels are cut"),
    "a header cut short": (cut("IM004.dcm", 700), "IM004.dcm "),
    "a file of its label only": (cut("IM004.dcm", 132), "export lacks slices at z = -5 mm"),
    "JPEGs": (as_jpegs, "export holds no DICOM file"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_series_is_refused_by_the_name_of_its_folder_or_file(
    desk: Desk, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(desk.export)
    sentence = desk.refused().removeprefix(f"{desk.root}/")
    assert sentence.startswith(said)


@pytest.mark.parametrize("keep", range(0, 1400, 100))
def test_a_file_cut_short_anywhere_is_refused(desk: Desk, keep: int) -> None:
    path = desk.export / "IM004.dcm"
    whole = path.read_bytes()
    assert len(whole) > 1400
    path.write_bytes(whole[:keep])
    assert desk.refused()


def test_a_file_that_cannot_be_written_is_a_sentence(desk: Desk) -> None:
    (desk.figures / "ct-test.nii.gz").mkdir()
    sentence = desk.refused("--force")
    assert sentence == f"{desk.figures / 'ct-test.nii.gz'}: Is a directory.\n"


def test_a_header_without_an_image_is_no_series(desk: Desk) -> None:
    reports = desk.root / "reports"
    report = common()
    del report.Rows
    report.SOPClassUID, report.SOPInstanceUID = BasicTextSRStorage, generate_uid()
    save(report, reports / "report.dcm")
    assert "no images" in desk.refused(series=reports)
