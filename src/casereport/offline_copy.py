"""The offline copy: the whole site as one archive, whose pages open from a disk.

Browsers give a page that is read from a file less than one from a server. It can neither fetch the
search's index nor start the search's worker, nor does the address of a folder lead to the page in
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casereport.forms.archive import write_archive
from casereport.publishing.prepare import SEARCH_INDEX

if TYPE_CHECKING:
    from pathlib import Path

NAME = "case-report-offline"
"""The archive's name without its ending, and the folder in it that holds everything."""
START = f"{NAME}/index.html"
"""The page to begin with."""

# What Material's script asks for in a page read from a file, and the name it then looks for.
_INDEX_SCRIPT, _INDEX_NAME = "search/search_index.js", "__index"


def offline_archive(site: Path) -> bytes:
    """Return the archive of the site in the folder ``site``: the same site gives the same bytes.

    The index of the search is there a second time, as a script. Raises OSError where a file cannot
    be read.
    """
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    if index := files.get(SEARCH_INDEX):
        files[_INDEX_SCRIPT] = b"var %s = %s" % (_INDEX_NAME.encode(), index)
    return write_archive({f"{NAME}/{path}": files[path] for path in sorted(files)})
