"""Building beside the published site, and putting the new one in its place only when whole.

MkDocs empties its target before it knows whether it will succeed; so it is given another one.
"""

from __future__ import annotations

import shutil
from pathlib import Path


def staging_dir(site_dir: str) -> str:
    """Return the folder to build into: beside ``site_dir``, so that a rename can publish it."""
    site = Path(site_dir)
    return str(site.with_name(f".{site.name}.new"))


def publish(staged: str, site_dir: str) -> None:
    """Put the staged site where the old one is.

    Raises OSError when the file system refuses; the old site is then back in its place.
    """
    site, new = Path(site_dir), Path(staged)
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        # MkDocs leaves hidden files alone when it cleans: site/ may be a checkout of its own.
        for hidden in old.glob(".*"):
            hidden.rename(site / hidden.name)
    shutil.rmtree(old, ignore_errors=True)


def discard(staged: str) -> None:
    """Remove what a failed build has left."""
    shutil.rmtree(staged, ignore_errors=True)
