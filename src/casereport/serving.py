"""What ``mkdocs serve`` does differently for a case: it looks often, and it never goes dark."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugin_logger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("casereport")

# MkDocs looks for edits twice a second; a case is small enough to look more often.
_POLLING_SECONDS = 0.1
_SETTLING_SECONDS = 0.05


def watch_more_often(server: LiveReloadServer, paths: Sequence[str]) -> None:
    """Look for edits in ``paths``, which MkDocs watches already, ten times a second."""
    from watchdog.observers.polling import PollingObserver  # noqa: PLC0415 - a build needs none

    watched = []
    for path in paths:
        with contextlib.suppress(KeyError):
            server.unwatch(path)
            watched.append(path)
    server.observer = PollingObserver(timeout=_POLLING_SECONDS)
    server.build_delay = _SETTLING_SECONDS
    for path in watched:
        server.watch(path)


def keep_last_good_site(
    server: LiveReloadServer, builder: Callable[[], None], figures: Path
) -> Callable[[], None]:
    """Return ``builder`` as one that reports a failed build and lets the server go on.

    MkDocs answers no request from a failed build to the next good one. The folder ``figures`` is
    watched from the first build after which it is there.
    """
    watching = False

    def build() -> None:
        nonlocal watching
        try:
            builder()
        except MkDocsException as error:
            if not isinstance(error, SystemExit):
                log.error(error.format_message())  # noqa: TRY400 - said to an author, untraced
            log.info("The site stays as it was until the mistake is mended.")
        if not watching and figures.is_dir():
            server.watch(str(figures))
            watching = True

    if figures.is_dir():
        server.watch(str(figures))
        watching = True
    return build
