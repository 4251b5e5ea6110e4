"""The names of the blocks that show something of the whole case, between lines of three slashes."""

from __future__ import annotations

CAPTION_BLOCK = "figure-caption"
"""The block of a figure's words, below its images."""
REFERENCES_BLOCK = "references"
"""The block in whose place the reference list stands."""
METADATA_BLOCK = "article-metadata"
"""The block for the table of what is known of the article."""
CITATION_BLOCK = "cite-this-report"
"""The block that tells how to cite the article."""
DOWNLOADS_BLOCK = "downloads"
"""The block that offers every other form of the article."""
THUMBNAILS_BLOCK = "figure-thumbnails"
"""The block that shows every figure of the case, each leading to its place."""
ABBREVIATIONS_BLOCK = "abbreviations"
"""The block for the list of what the abbreviations mean."""
