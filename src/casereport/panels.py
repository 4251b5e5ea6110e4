"""One image as its template prints it: addresses, sizes, and the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casereport.images import fallback_format, of_format, srcset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casereport.model import ImageRecord, RenderedImage

# The modern formats offered before the fallback, best first, with their media types.
_SOURCES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True)
class Panel:
    """Everything the template of a panel prints."""

    id: str
    label: str
    """Figure 1A, or empty for a picture outside a figure."""
    letter: str
    """A, B, … or empty for a figure's only panel."""
    alt: str
    record: ImageRecord
    image: RenderedImage
    folder: str
    """The relative address of the folder its renditions are published in."""
    linked: bool
    """Whether it stands within a link already, and so needs none to its full size."""
    eager: bool
    """Whether it is loaded at once, as what stands in the first screenful should be."""

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """The media type and the ``srcset`` of each modern format."""
        return tuple(
            (media, srcset(self.image, kind, self.folder))
            for kind, media in _SOURCES.items()
            if of_format(self.image, kind)
        )

    @property
    def fallback(self) -> str:
        """The address for a browser that reads no ``srcset``: the fallback's middle width."""
        renditions = of_format(self.image, fallback_format(self.image))
        return f"{self.folder}/{renditions[len(renditions) // 2].name}"

    @property
    def fallback_srcset(self) -> str:
        """The ``srcset`` of the format every browser reads."""
        return srcset(self.image, fallback_format(self.image), self.folder)

    @property
    def full_size(self) -> str:
        """The address of the widest rendition every browser reads."""
        return f"{self.folder}/{self.file}"

    @property
    def file(self) -> str:
        """The name of the widest rendition every program reads."""
        return of_format(self.image, fallback_format(self.image))[-1].name

    @property
    def data(self) -> dict[str, str]:
        """What the viewers are told, as the values of ``data-`` attributes."""
        told = {
            "id": self.id,
            "label": self.label,
            "full": self.full_size,
            "width": str(self.image.width),
            "height": str(self.image.height),
        }
        cut, volume = self.record.cut, self.image.volume
        if cut is not None and volume is not None:
            told |= {
                "volume": f"{self.folder}/{volume.name}",
                "bytes": str(volume.path.stat().st_size),
                "plane": cut.plane,
                "position": f"{cut.position:g}",
                "center": f"{cut.center:g}",
                "window": f"{cut.width:g}",
            }
            if self.record.marking:
                told["stand-in"] = self.record.marking
        return told

    @property
    def description_id(self) -> str:
        """The id of the long description, empty where there is none."""
        return f"{self.id}-description" if self.record.description else ""

    @property
    def kind(self) -> str:
        """What sort of image it is: ``computed tomography angiography, coronal``."""
        return ", ".join(filter(None, (self.record.modality, self.record.plane)))

    @property
    def credit(self) -> str:
        """Who made it, and under what licence."""
        record = self.record
        parts = (
            f"Credit: {record.credit}." if record.credit else "",
            f"Licence: {record.licence}." if record.licence else "",
        )
        return " ".join(filter(None, parts))


def credit_lines(panels: Sequence[Panel]) -> tuple[tuple[str, str], ...]:
    """Return (letters, credit) for a figure's panels; one credit for all goes without letters."""
    lines = dict.fromkeys(panel.credit for panel in panels if panel.credit)
    if len(lines) == 1 and all(panel.credit for panel in panels):
        return (("", next(iter(lines))),)
    return tuple(
        (", ".join(panel.letter for panel in panels if panel.credit == credit), credit)
        for credit in lines
    )
