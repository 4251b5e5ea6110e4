"""The samples of settings for web servers say what is true of a published site."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from browser.serving import free_port
from casereport.cli import main
from casereport.cli_headers import SERVERS
from casereport.publishing.fingerprints import FINGERPRINTED
from reading import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tiny import Built

SAFETY = {
    "content-security-policy": "frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""What every server adds to every answer."""
IMMUTABLE = "public, max-age=31536000, immutable"


def sample(server: str) -> str:
    """Return what the command prints for a server."""
    result = CliRunner().invoke(main, ["headers", server])
    assert result.exit_code == 0
    return result.output


def pattern(text: str, before: str) -> re.Pattern[str]:
    """Return the pattern of names that stands behind ``before`` in a sample."""
    (found,) = re.findall(rf"{re.escape(before)}(\S+)", text)
    return re.compile(found.strip('"').removeprefix("~"))


def by_netlify(text: str) -> Callable[[str], bool]:
    """Return which paths Netlify's sample keeps forever; a placeholder stands for one part."""
    blocks = re.findall(r"^(/\S+)\n((?:  .*\n)+)", text, re.MULTILINE)
    kept = [path for path, headers in blocks if IMMUTABLE in headers]
    patterns = [re.compile(re.sub(r":\w+", "[^/]+", path)) for path in kept]
    return lambda name: any(each.fullmatch(f"/{name}") for each in patterns)


@pytest.mark.parametrize("server", ["caddy", "nginx"])
def test_a_sample_keeps_forever_what_has_a_hash_in_its_name(server: str) -> None:
    text = sample(server)
    before = "@hashed path_regexp " if server == "caddy" else 'default "no-cache";\n    '
    assert pattern(text, before).pattern == FINGERPRINTED.pattern
    if server == "caddy":
        assert pattern(text, "@stable not path_regexp ").pattern == FINGERPRINTED.pattern


def test_netlifys_sample_keeps_forever_only_what_has_a_hash(real_case: Built) -> None:
    kept = by_netlify(sample("netlify"))
    names = [name for name in snapshot(real_case.site) if not name.endswith((".br", ".svg.gz"))]
    names = [name for name in names if not (name.endswith(".gz") and ".nii" not in name)]
    assert {n for n in names if kept(n)} == {n for n in names if FINGERPRINTED.search(n)}
    assert not kept("assets/javascripts/lunr/min/lunr.de.min.js")


@pytest.mark.parametrize("server", SERVERS)
def test_every_sample_says_the_same_of_safety(server: str) -> None:
    said = sample(server)
    for name, value in SAFETY.items():
        line = rf"(?im)^\s*(?:add_header )?{name}:? \"?{re.escape(value)}\"?(?: always;)?$"
        assert re.search(line, said), name


def test_an_unknown_server_is_refused_with_those_there_are() -> None:
    result = CliRunner().invoke(main, ["headers", "apache"])
    assert result.exit_code == 2
    assert all(server in result.output for server in SERVERS)


NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/bin")


@pytest.fixture(scope="module")
def served(real_case: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of nginx, serving the real case by the sample; where there is nginx."""
    if NGINX is None:
        pytest.skip("nginx is not on this machine; the samples' words are tested above")
    folder = tmp_path_factory.mktemp("nginx")
    address = f"127.0.0.1:{free_port()}"
    site = sample("nginx").replace("listen 80;", f"listen {address};")
    site = site.replace("root /srv/case-report;", f"root {real_case.site};")
    (folder / "mime.types").write_text("types { text/html html; text/css css; image/svg+xml svg; }")
    (folder / "site.conf").write_text(site)
    paths = "\n".join(
        f"{kind}_temp_path {folder};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors; user root; events {{}}\n"
        f"http {{ access_log off; {paths} include site.conf; }}"
    )
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", f"{folder}/errors"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command) as running:
        for _ in range(100):
            if answers(f"http://{address}/"):
                break
        yield f"http://{address}/"
        running.terminate()


def answers(address: str) -> bool:
    """Return whether a server answers, waiting a moment where none does yet."""
    try:
        urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - our own server
    except OSError:
        time.sleep(0.05)
        return False
    return True


def headers(address: str) -> dict[str, str]:
    """Return the headers of an answer, by their names in lower case."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
        return {name.lower(): value for name, value in answer.headers.items()}


def test_nginx_serves_by_the_sample(served: str, real_case: Built) -> None:
    (sheet,) = (real_case.site / "assets/stylesheets").glob("*.css")
    (volume,) = (real_case.site / "figures").glob("*.nii.gz")
    told = {
        "": ("no-cache", "gzip", "text/html; charset=utf-8"),
        f"assets/stylesheets/{sheet.name}": (IMMUTABLE, "gzip", "text/css"),
        f"figures/{volume.name}": (IMMUTABLE, None, "application/octet-stream"),
        "manifest.webmanifest": ("no-cache", None, "application/manifest+json"),
        "references.bib": ("no-cache", "gzip", "application/x-bibtex"),
    }
    for path, (caching, encoding, kind) in told.items():
        found = headers(f"{served}{path}")
        assert found["cache-control"] == caching, path
        assert found.get("content-encoding") == encoding, path
        assert found["content-type"] == kind, path
        assert {name: found[name] for name in SAFETY} == SAFETY, path
