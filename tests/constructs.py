"""A case with everything an author can write: each construct must survive in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from reading import BIBTEX
from tiny import REFERENCES, SETTINGS, TinyCase, article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

INDEX = """\
# A case of “everything”

What it is about in a sentence.

[Read on](one/two.md)
"""

TEXT = """\
# Prose & marks

Words with *emphasis*, **strength**, `code <b> & _x_`, a~b^c, 5 < 6 > 4 & "quotes", “curly”, it’s, 1*2*3 and snake_case_name.
A line that ends  
and goes on, H<sub>2</sub>O and m<sup>2</sup>, <mark>marked</mark> and <abbr title="inferior vena cava">IVC</abbr>.
An address, <https://example.org/?a=1&b=2>, a mail, <mail@uni-alpha.edu>, and [a link *with* `code`](https://alpha.edu "A title").

1. First
2. Second, with

    a second paragraph

    - nested
        - deeper
        - deepest [@odd:key/1+2]
3. Third

* A point
* Another, see [the other page](../index.md), [its part](../more.md#Über-alles), [above](#lists), [here](#prose-marks) and [that page](../more.md)

## Lists { #lists }

Term
:   Its definition, with a number [@beta2021, p. 3].

Other term
:   One definition.
:   Another definition.

### Deeper

A sentence with a note[^1], another[^long] and the first again[^1].

[^1]: The words of the note, which cite [@beta2021].
[^long]:
    A longer note.

    With two paragraphs.

!!! warning "Take “care” & time"

    The words of the admonition.

    - and its list

!!! note

    Without a title of its own.

!!! danger ""

    Without any title.

> A quotation
> of two lines.
>
> > Nested.

```python
def f(x: int) -> int:
    return x < 1 and x & 2  # [@beta2021] ![](x.png)
```

    indented code

---

| Left | Right | Middle |
| :--- | ----: | :----: |
| `a|b` | 1 | *x* |
| a \\| b [@beta2021] | < 2 | |

A small image ![A small mark](../../figures/mark.png) stands in this sentence.

![](../../figures/drawing.svg){ #drawing }

/// figure-caption
A drawing of its own with **strong** words, a [link](https://alpha.edu) and a citation [@odd:key/1+2; @beta2021].
///

<div class="own" id="own-div"><p>A block of <em>raw</em> HTML &amp; more.</p></div>
"""

MORE = """\
An opening without a heading.

## Über alles { #Über-alles }

See [](../figures.md#odd.id_1), the [figure](figures.md#odd.id_1), and [](one/two.md#drawing).

###### The deepest heading

# A second first heading

The end.
"""

FIGURES_PAGE = """\
# Figures

![](../figures/photo.jpg){ #odd.id_1 }
![](../figures/tall.png){ #p:2 }
![A mark as panel C](../figures/mark.png)

/// figure-caption | #figure-odd
Three panels: (A) one, (B) two & (C) "three" < four.
///

As in [](#odd.id_1), [](#p:2) and [](#figure-odd).
"""

RECORDS = """\
photo.jpg: {alt: 'A photograph of "it" & <more>.', description: Long words of the photograph., modality: photograph, stand-in: true, credit: E. Şener}
tall.png: {alt: A tall image., plane: axial, modality: computed tomography, licence: CC BY 4.0}
mark.png: {}
drawing.svg: {alt: A drawing., description: 'It shows a & b < c.', stand-in: true}
"""

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><title>A drawing</title>
<rect width="40" height="30" fill="#eee"/><circle cx="20" cy="15" r="8" fill="#345"/>
<text x="3" y="8" font-size="5" font-family="sans-serif">Aé</text></svg>
"""


def write_constructs(root: Path, forms: Sequence[str] | None = None) -> TinyCase:
    """Write the case into ``root``; ``forms`` are those to make, or all."""
    case = TinyCase(root)
    own: dict[str, object] = {} if forms is None else {"forms": list(forms)}
    extensions = SETTINGS["markdown_extensions"]
    assert isinstance(extensions, list)
    case.settings(
        site_name="Constructs",
        nav=["index.md", "one/two.md", "more.md", "figures.md", "references.md"],
        plugins=["search", BIBTEX, {"casereport": own}],
        markdown_extensions=[*extensions, "def_list", "md_in_html", "abbr"],
    )
    case.write(
        {
            "docs/index.md": INDEX,
            "docs/one/two.md": TEXT,
            "docs/more.md": MORE,
            "docs/figures.md": FIGURES_PAGE,
            "docs/references.md": REFERENCES,
            "figures/figures.yml": RECORDS,
            "figures/drawing.svg": DRAWING,
            "references.bib": article("beta2021", match="probable", **{"match-note": "On a & b < c."})
            + article("odd:key/1+2"),
        }
    )
    for name, size in (("photo.jpg", (900, 600)), ("tall.png", (300, 2000)), ("mark.png", (20, 20))):
        Image.new("RGB", size, (90, 120, 60)).save(root / "figures" / name)
    return case
