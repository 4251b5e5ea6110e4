"""Under what conditions an article or a figure may be used: ``<permissions>``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.xml_tree import ALI, element, optional
from casereport.front_matter import licence_address

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET


def permissions(licence: str, address: str = "") -> ET.Element | None:
    """Return ``<permissions>`` for a licence as its owners name it, or None where none is known.

    JATS4R, "Permissions": the address of the licence's text, where there is one, is an
    ``<ali:license_ref>`` (NISO RP-22). Who holds the copyright, and since when, is not known.
    """
    address = address or licence_address(licence)
    if not licence:
        return None
    return element(
        "permissions",
        element(
            "license",
            optional(f"{{{ALI}}}license_ref", address),
            element("license-p", licence),
        ),
    )
