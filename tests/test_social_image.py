"""The social image shows the first figure whole, and says in its own pixels what is no original."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from casereport.digital_source import png_declaration
from casereport.forms.social import FILE, HEIGHT, WIDTH, make_social_image
from casereport.forms.sources import Sources
from casereport.manuscript import Manuscript, ManuscriptFigure
from casereport.metadata import Metadata
from casereport.model import ImageRecord, Place, RenderedImage, Rendition
from casereport.panels import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tiny import Built

RED = (200, 30, 40)
AMBER = (240, 189, 109)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
    '<rect x="20" y="20" width="360" height="260" fill="rgb(200,30,40)"/></svg>'
)
SIZES = ((400, 300), (300, 600), (900, 200))


def panel(
    folder: Path, letter: str, size: tuple[int, int], *, stand_in: bool = False, source: str = ""
) -> tuple[Panel, Path]:
    """Return a panel that is one red rectangle, and its file."""
    path = folder / f"panel{letter}.png"
    Image.new("RGB", size, RED).save(path)
    record = ImageRecord(
        path.name, Place(""), alt="Red.", stand_in=stand_in, digital_source_type=source
    )
    image = RenderedImage(path.name, *size, (Rendition(path.name, path, "png", *size),))
    return Panel(f"p{letter}", "Figure 1", letter, "Red.", record, image, "", False, False), path  # noqa: FBT003 - a table


def make(
    folder: Path, panels: list[tuple[Panel, Path]], metadata: Metadata | None = None
) -> Image.Image:
    """Return the social image of an article whose first figure has these panels."""
    figure = ManuscriptFigure("f", "Figure 1", "home", tuple(each for each, _ in panels))
    media = {path.name: path for _, path in panels}
    article = Manuscript(
        metadata or Metadata(title="A case"), "", (), (figure,) if panels else (), (), {}, media
    )
    made = make_social_image(Sources(article, Path(tempfile.mkdtemp(dir=folder))))
    path = folder / "made.png"
    path.write_bytes(made[FILE])
    with Image.open(path) as opened:
        opened.load()
        return opened


def areas(image: Image.Image, color: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Return the sizes of the areas of a colour, from left to right and top to bottom."""
    difference = ImageChops.difference(image, Image.new("RGB", image.size, color))
    mask = difference.convert("L").point(lambda value: 255 if value < 12 else 0)
    found = []
    while box := mask.getbbox():
        left, top, _, _ = box
        # One area is as wide as its first full row, and as high as its first full column.
        while not mask.getpixel((left, top)):
            top += 1
        right = left
        while right < mask.width and mask.getpixel((right, top)):
            right += 1
        bottom = top
        while bottom < mask.height and mask.getpixel((left, bottom)):
            bottom += 1
        found.append((right - left, bottom - top))
        mask.paste(0, (left, top, right, bottom))
    return [size for size in found if min(size) > 8]


def test_the_published_image_has_the_size_that_its_tags_say(full_case: Built) -> None:
    with Image.open(full_case.site / FILE) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        assert (WIDTH, HEIGHT) == (1200, 630)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_every_panel_is_shown_whole_and_in_proportion(count: int, tmp_path: Path) -> None:
    sizes = (SIZES * 2)[:count]
    panels = [panel(tmp_path, "ABCDE"[n], size) for n, size in enumerate(sizes)]
    found = areas(make(tmp_path, panels), RED)
    assert len(found) == count
    for shown, given in zip(sorted(found, key=ratio), sorted(sizes, key=ratio), strict=True):
        assert shown[1] == pytest.approx(shown[0] / ratio(given), abs=2)
    assert min(min(size) for size in found) > 40


def ratio(size: tuple[int, int]) -> float:
    """Return how much wider than high something is."""
    return size[0] / size[1]


def marked(
    folder: Path, stand_ins: Sequence[bool], metadata: Metadata | None = None
) -> Image.Image:
    """Return the image of a figure with these stand-ins and originals."""
    panels = [panel(folder, "AB"[n], (400, 300), stand_in=each) for n, each in enumerate(stand_ins)]
    return make(folder, panels, metadata)


@pytest.mark.parametrize("stand_ins", [(False, False), (True, False), (True, True)])
def test_each_stand_in_and_no_other_panel_has_a_mark_in_the_pixels(
    stand_ins: tuple[bool, ...], tmp_path: Path
) -> None:
    image = marked(tmp_path, stand_ins).crop((0, 0, 736, HEIGHT))
    marks = [size for size in areas(image, AMBER) if size[0] > 60]
    original = marked(tmp_path, [False] * len(stand_ins)).crop((0, 0, 736, HEIGHT))
    assert bool(marks) == any(stand_ins)
    # Below each stand-in, and nowhere else, the image differs from that of originals.
    halves = [(0, 0, 368, HEIGHT), (368, 0, 736, HEIGHT)]
    differs = [
        ImageChops.difference(image.crop(half), original.crop(half)).getbbox() is not None
        for half in halves
    ]
    assert differs == list(stand_ins)
    assert areas(image, RED) == areas(original, RED)


def test_a_working_title_is_called_one_in_the_pixels(tmp_path: Path) -> None:
    column = (736, 470, WIDTH, HEIGHT)
    own, working = (
        marked(tmp_path, [False], Metadata(title="A case", working_title=each)).crop(column)
        for each in (False, True)
    )
    assert ImageChops.difference(own, working).getbbox() is not None


def test_a_title_of_any_length_and_signs_stays_in_its_column(tmp_path: Path) -> None:
    titles = ["A", "On #let $x$ *of* [y] <z> \\ @a", "Leiomyosarcomatosis", "A long title " * 20]
    made = [marked(tmp_path, [False], Metadata(title=title)) for title in titles]
    edges = [
        box
        for image in made
        for box in ((736, 0, 760, HEIGHT), (WIDTH - 20, 0, WIDTH, HEIGHT))
        if len(set(image.crop(box).get_flattened_data())) > 1
    ]
    assert edges == []
    assert len({image.crop((736, 0, WIDTH, HEIGHT)).tobytes() for image in made}) == len(titles)


def test_a_drawing_is_shown_on_white(tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text(DRAWING, "utf-8")
    record = ImageRecord(path.name, Place(""))
    image = RenderedImage(path.name, 400, 300, (Rendition(path.name, path, "svg", 400, 300),))
    drawn = Panel("p", "Figure 1", "", "", record, image, "", False, False)  # noqa: FBT003
    made = make(tmp_path, [(drawn, path)])
    (shown,) = areas(made, RED)
    assert ratio(shown) == pytest.approx(ratio((360, 260)), rel=0.02)
    assert areas(made, (255, 255, 255))


def test_two_makings_agree_to_the_byte(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    made = []
    for folder in (first, second):
        folder.mkdir()
        marked(folder, [True, False])
        made.append((folder / "made.png").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("types", "said"),
    [
        (("algorithmicMedia", "algorithmicMedia"), "algorithmicMedia"),
        (("algorithmicMedia", ""), ""),
        (("", ""), ""),
    ],
)
def test_a_source_type_that_all_panels_have_is_the_images_too(
    types: tuple[str, str], said: str, tmp_path: Path
) -> None:
    panels = [panel(tmp_path, "AB"[n], (40, 30), source=each) for n, each in enumerate(types)]
    image = make(tmp_path, panels)
    expected = tmp_path / "expected.png"
    Image.new("RGB", (1, 1)).save(expected, pnginfo=png_declaration(said))
    with Image.open(expected) as declared:
        assert image.info.get("xmp") == declared.info.get("xmp")


def test_an_article_without_a_figure_has_none(tmp_path: Path) -> None:
    article = Manuscript(Metadata(title="A case"), "", (), (), (), {}, {})
    assert make_social_image(Sources(article, tmp_path)) == {}
