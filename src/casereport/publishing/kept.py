"""What the steps have made of a site, kept so that they rest while nothing of it changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Prepared:
    """A site made ready: what is written into its folder."""

    texts: dict[str, str]
    """The texts, by their paths."""
    others: list[str]
    """The paths of all other files, in order."""
    names: dict[str, str]
    """The new names of those that get one, by the old ones."""
    sentences: list[str]
    """What the pages ask for in vain."""


def digest_of(parts: Iterable[str | bytes]) -> str:
    """Return what stands for all that the steps look at, and for the steps themselves."""
    digest = hashlib.sha256(_steps())
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def kept(path: Path, digest: str) -> Prepared | None:
    """Return what is kept in ``path`` of a site of this digest; None where that is another's."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Prepared(**found["prepared"]) if found.get("digest") == digest else None


def keep(path: Path, digest: str, prepared: Prepared) -> None:
    """Keep what was made of a site of this digest. Raises OSError where it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"digest": digest, "prepared": asdict(prepared)}), "utf-8")


@cache
def _steps() -> bytes:
    """Return the digest of this package's own code: changed steps make another site."""
    own = sorted(files(__package__).iterdir(), key=lambda each: each.name)
    contents = [each.read_bytes() for each in own if each.name.endswith((".py", ".js"))]
    return hashlib.sha256(b"\0".join(contents)).digest()
