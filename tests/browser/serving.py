"""Serving a site to the browser: a built one from its folder, or a case by ``mkdocs serve``."""

from __future__ import annotations

import contextlib
import functools
import http
import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 30.0
"""Seconds to wait for what takes one or two, on a machine that does much else."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word, and at once, as hosts do.

    Otherwise a file waits until the browser has acknowledged its head, 40 ms (RFC 896, RFC 1122).
    """

    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Print nothing."""


class _Server(http.server.ThreadingHTTPServer):
    """A server to which a browser that hangs up is no error."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Print what went wrong, unless it is the other end that has gone."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve_folder(
    folder: Path, handling: type[http.server.SimpleHTTPRequestHandler] = _Handler, port: int = 0
) -> Iterator[str]:
    """Serve a built site at the address this yields, on any free port or on this one."""
    handler = functools.partial(handling, directory=str(folder))
    with _Server(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _PackedHandler(_Handler):
    """Serves a file's .br in its place to who takes it, as a host with packed files does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the packed file where there is one."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        packed = path.with_name(f"{path.name}.br")
        if not packed.is_file() or "br" not in self.headers.get("Accept-Encoding", ""):
            super().do_GET()
            return
        content = packed.read_bytes()
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serve_packed(folder: Path) -> contextlib.AbstractContextManager[str]:
    """Serve a built site with its packed files, at the address this yields."""
    return serve_folder(folder, _PackedHandler)


@contextmanager
def serve_in_halves(folder: Path, suffix: str) -> Iterator[tuple[str, threading.Event]]:
    """Serve a built site, of files with this suffix only the first half until the event is set.

    Yields the address and the event, which is set at the end of the block in any case.
    """
    go_on = threading.Event()

    class Halves(_Handler):
        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if not path.name.endswith(suffix):
                super().do_GET()
                return
            content = path.read_bytes()
            half = len(content) // 2
            self.send_response(http.HTTPStatus.OK)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            # The reader may have gone meanwhile.
            with contextlib.suppress(ConnectionError):
                self.wfile.write(content[:half])
                go_on.wait(PATIENCE)
                self.wfile.write(content[half:])

    with serve_folder(folder, Halves) as address:
        try:
            yield address, go_on
        finally:
            go_on.set()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class MkDocsServe:
    """A running ``mkdocs serve``, everything it prints, and the way to end it."""

    def __init__(self, case: Path) -> None:
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # A shell starts background work so, and the child would inherit it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        port = free_port()
        self.address = f"http://127.0.0.1:{port}/"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=case,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._lines: list[str] = []
        self._ended = False
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                with self._news:
                    self._lines.append(line)
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    @property
    def output(self) -> str:
        """Everything printed so far."""
        with self._news:
            return "".join(self._lines)

    def wait_for(self, text: str, after: int = 0) -> str:
        """Wait until ``text`` is printed; return what was printed from character ``after`` on."""
        end = time.monotonic() + PATIENCE
        with self._news:
            while text not in (printed := "".join(self._lines)[after:]):
                left = end - time.monotonic()
                if self._ended or left < 0:
                    raise AssertionError(f"mkdocs serve has not printed “{text}” but:\n{printed}")
                self._news.wait(left)
            return printed

    def stop(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join()


def save_in_place(path: Path, content: bytes) -> None:
    """Save a file as simple editors do."""
    path.write_bytes(content)


def save_atomically(path: Path, content: bytes) -> None:
    """Save a file as careful editors do: write another one, then put it in its place."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


@dataclass(frozen=True)
class ServedCase:
    """A case in a folder and the ``mkdocs serve`` that shows it."""

    root: Path
    server: MkDocsServe

    @contextmanager
    def edited(
        self, name: str, content: bytes, save: Callable[[Path, bytes], None] = save_in_place
    ) -> Iterator[int]:
        """Save ``content`` under ``name``, and at the end of the block what was there before.

        Yields the length of what was printed so far, to wait for news behind it.
        """
        path = self.root / name
        before = path.read_bytes()
        mark = len(self.server.output)
        save(path, content)
        try:
            yield mark
        finally:
            mark = len(self.server.output)
            save(path, before)
            self.server.wait_for("Reloading browsers", mark)


@contextmanager
def serve_case(root: Path) -> Iterator[ServedCase]:
    """Serve a case until the end of the block; it must then end well, without any traceback."""
    server = MkDocsServe(root)
    try:
        server.wait_for("Serving on")
        yield ServedCase(root, server)
    finally:
        code = server.stop()
    assert code == 0, server.output
    assert "Traceback" not in server.output, server.output
