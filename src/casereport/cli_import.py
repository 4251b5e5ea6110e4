"""The command ``casereport import-ct`` brings a CT series into the case's figures.

It reads the series where it lies, says what it found, and writes one file: ``figures/NAME.nii.gz``.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casereport.cut_lines import PLANES, missing_lines
from casereport.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.dicom_files import Header, Series
    from casereport.dicom_series import Grid
    from casereport.model import Problem
    from casereport.volume import Bounds, Volume

LARGE = 8_000_000
"""Bytes beyond which a volume is long to fetch on a telephone."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_SIDES = 6


@click.command("import-ct")
@click.argument("series_folder", metavar="SERIES", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="Name of the volume: letters, digits, hyphens.")
@click.option("--series", "number", type=int, help="Which series of the folder, as listed.")
@click.option(
    "--crop",
    nargs=_SIDES,
    metavar="XMIN XMAX YMIN YMAX ZMIN ZMAX",
    help="Keep this box: mm to the patient's right, front and head; - leaves a side open.",
)
@click.option("--every", "step", type=int, default=1, help="Keep every N-th slice.", metavar="N")
@click.option(
    "--pixels-checked", is_flag=True, help="The slices were looked at; no text names anybody."
)
@click.option(
    "--figures-dir",
    type=click.Path(path_type=Path),
    default=Path("figures"),
    show_default=True,
    help="The case's folder of figures.",
)
@click.option("--force", is_flag=True, help="Replace a volume of this name.")
def command(  # noqa: PLR0913 - one parameter per option
    *,
    series_folder: Path,
    name: str,
    number: int | None,
    crop: tuple[str, ...] | None,
    step: int,
    pixels_checked: bool,
    figures_dir: Path,
    force: bool,
) -> None:
    """Make figures/NAME.nii.gz from the CT series in the folder SERIES.

    The series stays where it is, outside the case: only Hounsfield units and geometry are kept.
    """
    with _plainly():
        target = _target(name, figures_dir, force=force)
        bounds = _bounds(crop)
        if step < 1:
            raise click.ClickException("--every takes 1, 2, 3 and so on; 1 keeps every slice.")
        chosen = _choose(_read_series(series_folder, figures_dir), number)
        grid = _checked(
            chosen, series_folder.name or str(series_folder), pixels_checked=pixels_checked
        )
        _say_left_behind(chosen)
        volume = _volume(grid, bounds, step)
        size = _write(volume, target)
        _say_written(volume, target, size, grid.slice_axis)


@contextmanager
def _plainly() -> Iterator[None]:
    """Say what stops the command in sentences, and leave with exit code 1."""
    # Only now: these bring in numpy.
    from casereport.dicom_files import DicomError  # noqa: PLC0415

    try:
        yield
    except (DicomError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename2 or error.filename or 'The disk'}: {error.strerror or error}."
        ) from error
    except MemoryError as error:
        raise click.ClickException(
            "The series does not fit into this computer's memory. Import a shorter one."
        ) from error


def _target(name: str, figures: Path, *, force: bool) -> Path:
    if not _NAME.fullmatch(name):
        raise click.ClickException(
            f"“{name}” is no name for a volume. Use letters, digits and hyphens, as ct-angiography."
        )
    if not figures.is_dir():
        raise click.ClickException(
            f"There is no folder {figures} here. Run the command in the folder of the case."
        )
    target = figures / f"{name}.nii.gz"
    if target.exists() and not force:
        raise click.ClickException(
            f"{target} is there already. Choose another name, or replace it with --force."
        )
    return target


def _bounds(crop: Sequence[str] | None) -> list[Bounds] | None:
    if crop is None:
        return None
    try:
        sides = [None if side == "-" else float(side) for side in crop]
    except ValueError:
        raise click.ClickException(
            "--crop takes six places in millimetres, each a number or a hyphen for an open side."
        ) from None
    return list(zip(sides[::2], sides[1::2], strict=True))


def _read_series(folder: Path, figures: Path) -> tuple[Series, ...]:
    from casereport.dicom_files import group_series, is_dicom, read_header  # noqa: PLC0415

    if not folder.is_dir():
        raise click.ClickException(
            f"{folder} is not a folder. Name the folder that the series was exported to."
        )
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    dicom = [path for path in files if is_dicom(path)]
    if not dicom:
        raise click.ClickException(
            f"{folder} holds no DICOM file. Name the folder that the series was exported to."
        )
    top = figures.resolve().parent
    inside = [top] if (top / "mkdocs.yml").is_file() else [figures.resolve(), top / "docs"]
    for path in dicom:
        if any(path.resolve().is_relative_to(part) for part in inside):
            raise click.ClickException(
                f"{path} is a DICOM file inside the case, from where the patient's name would be "
                "published, or kept in git's history. Move it out, then import it from there."
            )
    headers: list[Header] = []
    with click.progressbar(dicom, label="Reading") as bar:
        headers.extend(header for path in bar if (header := read_header(path)))
    if skipped := len(files) - len(headers):
        click.echo(f"{_count(skipped, 'file')} passed over: no DICOM images.")
    if not headers:
        raise click.ClickException(f"{folder} holds DICOM files, but no images.")
    return group_series(headers)


def _choose(series: Sequence[Series], number: int | None) -> Series:
    if number is None and len(series) == 1:
        return series[0]
    if number is not None and 1 <= number <= len(series):
        return series[number - 1]
    lines = [f"{place:3}  {_summary(each)}" for place, each in enumerate(series, start=1)]
    click.echo("\n".join(["The folder holds:", *lines]))
    raise click.ClickException(
        f"Say which of the {len(series)} series to import: --series 1, for instance."
        if number is None
        else f"There is no series {number} in this list."
    )


def _summary(series: Series) -> str:
    from casereport.slice_spacing import usual_distance  # noqa: PLC0415

    distance = usual_distance(series.slices)
    return ", ".join(
        part
        for part in (
            f"series {series.number}" if series.number is not None else "unnumbered series",
            f"“{series.description}”" if series.description else "",
            series.modality,
            _count(len(series.slices) or len(series.headers), "image"),
            f"every {distance:.4g} mm" if distance else "",
        )
        if part
    )


def _checked(series: Series, name: str, *, pixels_checked: bool) -> Grid:
    """Return the grid of a series that can be imported; say what is to be known of it."""
    from casereport.dicom_series import check_series  # noqa: PLC0415
    from casereport.series_notes import series_notes  # noqa: PLC0415

    grid, problems = check_series(series, name)
    notes = series_notes(series, Place(name), pixels_checked=pixels_checked)
    problems = (*problems, *notes)
    errors = [_sentence(each) for each in problems if each.severity is Severity.ERROR]
    if grid is None or errors:
        raise click.ClickException("\n".join(errors))
    for each in problems:
        click.echo(f"Note: {_sentence(each)}")
    return grid


def _sentence(problem: Problem) -> str:
    return f"{problem.where} {problem.what} {problem.fix}"


def _say_left_behind(series: Series) -> None:
    names = sorted({name for header in series.headers for name in header.identifying})
    private = len({tag for header in series.headers for tag in header.private})
    if private:
        names.append(_count(private, "private tag"))
    if names:
        click.echo(f"Left behind, not in the volume: {', '.join(names)}.")
    else:
        click.echo("The series has no identifying tags to leave behind.")


def _volume(grid: Grid, bounds: Sequence[Bounds] | None, step: int) -> Volume:
    from casereport.dicom_series import assemble  # noqa: PLC0415
    from casereport.volume import crop, every  # noqa: PLC0415

    with click.progressbar(length=len(grid.slices), label="Decoding") as bar:
        volume = assemble(grid, bar.update)
    if bounds is not None:
        volume = crop(volume, bounds)
    return every(volume, step, grid.slice_axis)


def _write(volume: Volume, target: Path) -> int:
    from casereport.volume import write_volume  # noqa: PLC0415

    click.echo(f"Writing {target}")
    return write_volume(volume, target)


def _say_written(volume: Volume, target: Path, size: int, slice_axis: int) -> None:
    shape = " × ".join(map(str, volume.shape))
    spacing = " × ".join(f"{step:.4g}" for step in volume.spacing)
    click.echo(f"{target}: {size / 1e6:.1f} MB, {shape} voxels of {spacing} mm.")
    if size > LARGE:
        click.echo(
            f"That is more than {LARGE / 1e6:.0f} MB, long to fetch on a telephone: "
            "cut it to the region with --crop, or thin it with --every 2."
        )
    _say_next(volume, target, slice_axis)


def _say_next(volume: Volume, target: Path, slice_axis: int) -> None:
    """Offer the lines that figures.yml lacks, and say how to go on."""
    from casereport.case_files import RECORDS, read_text  # noqa: PLC0415 - brings in Pillow

    records = target.parent / RECORDS
    text = read_text(records, str(records))[0] if records.is_file() else ""
    wanted = missing_lines(text, target.name, PLANES[slice_axis], volume.middle)
    missing = {image: lines for image, lines in wanted.items() if lines}
    if missing:
        click.echo(f"\nNext, put these lines into {records}, below the name of their image:\n")
        for image, lines in missing.items():
            click.echo("\n".join((f"{image}:", *lines)))
        steps = ["Write the alt text if it is not there yet."]
    else:
        click.echo(f"\n{records} says already what is cut from this volume.")
        steps = []
    shown = " and ".join(f"![](../{target.parent.name}/{image})" for image in wanted)
    steps += [
        f"Show on a page: {shown}.",
        "Then choose position and window while mkdocs serve shows the page.",
    ]
    click.echo("\n" + " ".join(steps))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
