"""Previews: the picture of a cut lies in figures/, fresh after every build, for editors to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from casereport import figure_sources
from casereport.cut_previews import is_preview, read_preview
from casereport.volume import Volume, write_volume
from reading import LIGHT, Report, build, snapshot
from tiny import TOP, TinyCase, copy_real_case, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tiny import Built

NAME = "ct-axial.png"
RECORD = """\
{name}:
  alt: An axial plane.
  volume: ct.nii.gz
  plane: axial
  position: {position}
  window: {window}
  digital-source-type: algorithmicMedia
"""


def record(name: str = NAME, position: int = 0, window: str = "soft tissue") -> str:
    """Return what figures.yml says of a cut."""
    return RECORD.format(name=name, position=position, window=window)


@pytest.fixture
def case(tiny_case: TinyCase) -> TinyCase:
    """Return a case with one panel cut from a volume, in which each slice is brighter."""
    tiny_case.settings(**LIGHT)
    tiny_case.write(
        {
            "docs/index.md": f"# Home\n\n![](../figures/{NAME})\n",
            "figures/figures.yml": record(),
        }
    )
    slices = np.broadcast_to(np.arange(-150, 250, 20, dtype=np.int16), (40, 30, 20))
    volume = Volume(np.array(slices), (1.0, 1.0, 2.0), (-20.0, -15.0, -20.0))
    write_volume(volume, tiny_case.root / "figures" / "ct.nii.gz")
    return tiny_case


def published(built: Built) -> Image.Image:
    """Return the widest picture that a build has published of the cut."""
    assert built.exit_code == 0, built.output
    files = sorted(built.site.glob("figures/ct-axial-*.png"), key=lambda path: path.stat().st_size)
    with Image.open(files[-1]) as image:
        image.load()
        return image


def preview(case: TinyCase) -> Image.Image:
    """Return the preview of the cut."""
    with Image.open(case.root / "figures" / NAME) as image:
        image.load()
        return image


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Return whether two pictures have the same pixels."""
    return ImageChops.difference(one, other).getbbox() is None


def test_a_build_leaves_a_preview_where_the_page_names_it(case: TinyCase) -> None:
    built = build(case)
    assert alike(preview(case), published(built))
    assert "figures/ct-axial.png" in built.output
    assert "algorithmicMedia" in preview(case).info["xmp"].decode()


def test_what_is_published_does_not_carry_the_seal(case: TinyCase) -> None:
    build(case)
    sealed = set(preview(case).info) - set(published(build(case)).info)
    assert len(sealed) == 1


def test_a_fresh_preview_is_left_alone(case: TinyCase) -> None:
    build(case)
    before = snapshot(case.root / "figures")
    built = build(case)
    assert snapshot(case.root / "figures") == before
    assert "figures/ct-axial.png" not in built.output


def test_with_a_fresh_preview_no_volume_is_read(
    case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(build(case))
    (case.root / ".cache").rename(case.root / ".kept")
    monkeypatch.delattr(figure_sources, "_volume")
    assert alike(published(build(case)), first)


@pytest.mark.parametrize(
    "changes", [{"position": 6}, {"window": "bone"}, {"window": "{center: 0, width: 80}"}]
)
def test_a_changed_cut_replaces_its_preview(changes: dict[str, object], case: TinyCase) -> None:
    build(case)
    before = preview(case)
    case.write({"figures/figures.yml": RECORD.format(**_given(changes))})
    after = published(build(case))
    assert not alike(before, after)
    assert alike(preview(case), after)


def _given(changes: dict[str, object]) -> dict[str, object]:
    return {"name": NAME, "position": 0, "window": "soft tissue", **changes}


def test_a_preview_whose_pixels_were_changed_is_cut_anew(case: TinyCase) -> None:
    first = published(build(case))
    painted = preview(case)
    painted.paste(255, (100, 100, 140, 140))
    path = case.root / "figures" / NAME
    painted.save(path, pnginfo=texts(path))
    assert is_preview(path)
    (case.root / ".cache").rename(case.root / ".kept")
    assert alike(published(build(case)), first)
    assert alike(preview(case), first)


def texts(path: Path) -> PngInfo:
    """Return the text chunks of a preview, for Pillow to store again."""
    info = PngInfo()
    with Image.open(path) as image:
        for key, value in image.info.items():
            if isinstance(key, str) and isinstance(value, str):
                info.add_text(key, value)
    return info


def test_an_authors_own_image_of_that_name_is_a_problem_and_stays(case: TinyCase) -> None:
    picture(case.root / "figures" / NAME)
    before = snapshot(case.root / "figures")
    built = build(case)
    (problem,) = Report.read(built.output).problems
    assert built.exit_code == 1
    assert problem.place == "figures/figures.yml:1"
    assert "there is an image of that name" in problem.what
    assert snapshot(case.root / "figures") == before


def test_a_cut_is_called_png(case: TinyCase) -> None:
    case.write(
        {
            "docs/index.md": "# Home\n\n![](../figures/ct-axial.jpg)\n",
            "figures/figures.yml": record("ct-axial.jpg"),
        }
    )
    (problem,) = Report.read(build(case).output).problems
    assert "ct-axial.png" in problem.fix


def test_a_folder_that_cannot_be_written_to_costs_only_the_preview(
    case: TinyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("casereport.cut_previews.write_preview", refuse)
    built = build(case)
    assert built.exit_code == 0
    assert "Permission denied" in built.output
    assert "Traceback" not in built.output


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_what_is_no_picture_is_no_preview(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    assert not is_preview(path)
    assert read_preview(path, "a cut") is None


def test_the_previews_of_the_real_case_are_fresh(real_case: Built, tmp_path: Path) -> None:
    """The repository holds just what a build cuts from the volume: the recipe was kept up."""
    copy_real_case(tmp_path)
    previews = [path for path in (tmp_path / "figures").iterdir() if is_preview(path)]
    assert previews
    for path in previews:
        path.unlink()
    assert TinyCase(tmp_path).build().exit_code == 0
    for path in previews:
        with Image.open(path) as cut, Image.open(TOP / "figures" / path.name) as kept:
            assert alike(cut, kept), path.name
    assert snapshot(real_case.site.parent / "figures") == snapshot(TOP / "figures")
