"""The PDF shows the figures: their places, sizes, alt texts and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pdf.in_print import drawn_words, size_of

if TYPE_CHECKING:
    from pdf.in_print import CaseInPrint


def test_the_panels_of_a_figure_stand_side_by_side_at_one_height(either: CaseInPrint) -> None:
    (left, low, right, high), (next_left, next_low, _, next_high) = either.pdf.images_on(0)
    assert (low, high) == pytest.approx((next_low, next_high), abs=1)
    assert right < next_left < right + 20
    assert left == pytest.approx(56.7, abs=1)


def test_every_image_has_its_alt_text_in_the_order_of_the_figures(either: CaseInPrint) -> None:
    assert either.pdf.alts == [record["alt"] for record in either.images.values()]


def test_images_are_as_wide_as_the_widest_on_the_site_and_drawings_are_no_pixels(
    either: CaseInPrint,
) -> None:
    published = either.site.folder / "figures"
    widest = []
    for name in either.images:
        stem, _, kind = name.rpartition(".")
        sizes = [size_of(path) for path in published.glob(f"{stem}-*.{kind}")]
        widest += [max(sizes)] if sizes else []
    assert either.pdf.images == sorted(widest)
    assert len(widest) == sum(not name.endswith(".svg") for name in either.images)


def test_text_flows_on_where_a_figure_had_no_room(real: CaseInPrint) -> None:
    first, second, *_ = real.pdf.pages
    assert "After the resection, the patient progressed well" in first
    assert second.startswith("Figure 2: Infrahepatic Vena Cava Resection")


def test_the_labels_of_a_drawing_are_words_in_the_packaged_sans(real: CaseInPrint) -> None:
    labels = drawn_words(real)
    assert len(labels) > 10
    assert [label for label in labels if not real.pdf.holds(label)] == []
    assert real.pdf.fonts == {"LibertinusSerif", "SourceSansPro"}
