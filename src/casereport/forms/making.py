"""Making the forms: side by side, and each only once for the same manuscript."""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
import os
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from casereport.forms.form import FormError, MadeForm, Purpose
from casereport.forms.sources import Sources
from casereport.pandoc import PandocError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casereport.forms.form import Form, Offer
    from casereport.manuscript import Manuscript

log = logging.getLogger(__name__)

_PACKAGE = Path(__file__).parent.parent
# What makes the forms besides this package.
_MAKERS = ("pypandoc_binary", "typst", "Pillow")


@dataclass(frozen=True)
class FailedForm:
    """A form that could not be made, and why."""

    form: Form
    cause: str
    signs: tuple[str, ...] = ()
    """The letters and signs of the case that it could not be made for."""


def make_forms(
    manuscript: Manuscript, forms: Sequence[Form], kept: Path, only: str = ""
) -> Iterator[MadeForm | FailedForm]:
    """Make the forms side by side; yield each, in their order, when it is there.

    ``kept`` is the folder in which an earlier build has left the forms it made. With the name of
    a form as ``only``, that one alone is made, just as it is beside the others.
    """
    offers = tuple(
        offer
        for form in forms
        for offer in form.offers
        # What has no title is not cited.
        if manuscript.metadata.title or offer.purpose is not Purpose.CITATION
    )
    digest = _digest(manuscript, offers)
    wanted = [form for form in forms if only in ("", form.name)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(max(len(wanted), 1)) as pool:
        sources = Sources(manuscript, Path(folder), offers)
        futures = [
            pool.submit(_make, form, sources, kept / f"{form.name}.{digest}") for form in wanted
        ]
        for future in futures:
            yield future.result()


def _make(form: Form, sources: Sources, target: Path) -> MadeForm | FailedForm:
    start = time.perf_counter()
    if target.is_dir():
        return MadeForm(form, _files(target), 0)
    try:
        files = form.make(sources)
    except (FormError, PandocError) as error:
        return FailedForm(form, str(error), getattr(error, "signs", ()))
    except Exception as error:
        log.debug("The form %s could not be made", form.name, exc_info=True)
        fault = f"{type(error).__name__}: {error}"
        return FailedForm(form, f"a fault of casereport itself, {fault}")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    # A form may have no file: no social image where there is no figure.
    unfinished.mkdir(parents=True)
    for name, content in files.items():
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for former in target.parent.glob(f"{form.name}.*"):
        if former != unfinished:
            shutil.rmtree(former, ignore_errors=True)
    unfinished.rename(target)
    return MadeForm(form, _files(target), time.perf_counter() - start)


def _files(folder: Path) -> dict[str, Path]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _digest(manuscript: Manuscript, offers: tuple[Offer, ...]) -> str:
    """Return a name for what the forms depend on: the manuscript, each other, their makers."""
    entries = {key: entry.source for key, entry in sorted(manuscript.entries.items())}
    known = f"{manuscript!r} {sorted(manuscript.media)} {entries} {offers!r} {_makers()}"
    # What an EPUB and a PDF say of their time.
    known += os.environ.get("SOURCE_DATE_EPOCH", "")
    return hashlib.sha256(known.encode()).hexdigest()[:16]


@cache
def _makers() -> str:
    """Return a name for the state of the programs and files that make the forms."""
    paths = (path for part in ("forms", "templates") for path in (_PACKAGE / part).rglob("*"))
    contents = [path.read_bytes() for path in sorted(paths) if path.suffix not in {".pyc", ""}]
    versions = [importlib.metadata.version(name) for name in _MAKERS]
    return hashlib.sha256(b"\0".join(contents) + str(versions).encode()).hexdigest()
