"""A second article, in which everything is filled in: what no source of the real case gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from reading import BIBTEX
from tiny import REFERENCES, TinyCase, article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ADDRESS = "https://cases.uni-alpha.edu/one/"
TITLE = 'On “Tumor” & "Vein": a < b, a case report'
DOI = "10.1000/cases.2026.1"

INDEX = """\
---
title: 'On “Tumor” & "Vein": a < b, a case report'
language: en
abstract: A tumor of a vein was resected. The patient did well.
keywords: [vein, sarcoma, surgery]
authors:
  - family: Şener
    given: Erol
    orcid: 0000-0002-1825-0097
    affiliations: ["Department of Surgery, Alpha Hospital"]
  - family: Müller-Lüdenscheidt
    given: Zoë A.
    orcid: 0000-0002-1694-233X
    affiliations: ["Department of Surgery, Alpha Hospital", Department of Radiology]
  - Di Marzo, Łucja
  - name: The Alpha Case Group
date: 2026-03-14
journal: Journal of Alpha Cases
issn: 1234-567X
publisher: Alpha House
volume: 12
issue: 3
pages: 101-105
doi: 10.1000/cases.2026.1
pmid: 12345678
licence: CC BY 4.0
funding: Grant 7 of the Alpha Foundation.
competing-interests: None declared.
consent: The patient consented in writing.
---

# On “Tumor” & "Vein": a < b, a case report

A tumor of a vein was resected.

[Read the case](case.md)

/// cite-this-report
///

/// downloads
///
"""

CASE = """\
# Case

A patient came *as planned* [@alpha2020]; see [](#figure-scan) and [](#scan-b).

![](../figures/scan-a.png){#scan-a}
![](../figures/scan-b.png){#scan-b}

/// figure-caption | #figure-scan
Two scans, as in a known work [@beta2021].
///

## Course

- It went well.
- It is told in the [discussion](discussion.md#what-follows) & at [a site](https://alpha.edu/?a=1&b=2).

| Day | Event |
| --- | ----- |
| 1   | Operation [@gamma2022] |

![](../figures/photo.jpg){#photo}

/// figure-caption | #figure-photo
The specimen.
///
"""

DISCUSSION = """\
# Discussion

!!! note "A point"
    Several works agree [@alpha2020; @beta2021; @gamma2022].

## What follows

Others do not [see @delta2019, p. 5], and `[@code]` is code.

> It was 5 < 6.
"""

FIGURES = """\
scan-a.png: {alt: A coronal scan., description: Long words of A., modality: computed tomography, plane: coronal, credit: E. Şener, licence: CC BY 4.0}
scan-b.png: {alt: An axial scan., description: Long words of B., modality: computed tomography, plane: axial, credit: E. Şener, licence: CC BY 4.0}
photo.jpg: {alt: A photograph of the specimen., description: Long words of it., modality: photograph, credit: Ł. Di Marzo}
"""

BOOK = """\
@book{delta2019,
  author = {Delta, Dee},
  title = {A Book of Veins},
  publisher = {House},
  address = {Town},
  year = {2019},
}
"""

ENTRIES = "\n".join(
    [
        article(
            "alpha2020",
            author=r"{\"U}nal, {\c S}ule and Di Marzo, Luca and others",
            title="The {IVC} and other veins: a review of {Hodgkin}",
            volume="3",
            number="2",
            pages="10--19",
            doi="10.1000/alpha.2020",
            pmid="11111111",
        ),
        article("beta2021", pages="e5", volume="4"),
        article("gamma2022", journal="Annals of A & B".replace("&", r"\&")),
        BOOK,
    ]
)


def write_full_case(root: Path, forms: Sequence[str] | None = None) -> TinyCase:
    """Write the case into ``root``; ``forms`` are those to make, or all."""
    case = TinyCase(root)
    own: dict[str, object] = {} if forms is None else {"forms": list(forms)}
    case.settings(
        site_name="The alpha cases",
        site_url=ADDRESS,
        nav=[
            {"Home": "index.md"},
            {"The case": "case.md"},
            {"Discussion": "discussion.md"},
            {"References": "references.md"},
            {"About": "about.md"},
        ],
        plugins=["search", BIBTEX, {"casereport": own}],
    )
    case.write(
        {
            "docs/index.md": INDEX,
            "docs/case.md": CASE,
            "docs/discussion.md": DISCUSSION,
            "docs/references.md": f"---\ndescription: The works cited.\n---\n\n{REFERENCES}",
            "docs/about.md": "# About\n\nWhat is known.\n\n/// article-metadata\n///\n",
            "figures/figures.yml": FIGURES,
            "references.bib": ENTRIES,
        }
    )
    for name, size, color in (
        ("scan-a.png", (600, 500), 90),
        ("scan-b.png", (500, 500), 140),
        ("photo.jpg", (1200, 800), (150, 60, 60)),
    ):
        mode = "L" if isinstance(color, int) else "RGB"
        Image.new(mode, size, color).save(root / "figures" / name)
    return case
