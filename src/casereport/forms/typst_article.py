"""From pandoc's tree of the pages to the tree of one article that Typst can set."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from casereport.forms.pictures import describe_in_alt
from casereport.forms.tree import Node, attributes, has_class, nodes, plain_text, raw, replace_nodes
from casereport.forms.typst_figures import description_id, figure_call, is_described
from casereport.forms.typst_markup import around, call, inline, literal, verbatim, words
from casereport.forms.typst_pages import TITLED, told_pages
from casereport.manuscript import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from casereport.manuscript import Manuscript

# What a link in a PDF may lead to; anything else could act on the reader's computer.
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_BLOCKS = frozenset({"CodeBlock", "Div", "Figure", "Table"})


class TypstArticle:
    """An article on its way to Typst: :meth:`blocks` makes its tree, once."""

    def __init__(self, document: Node, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self._pages = told_pages(document, manuscript)
        self._figures = {figure.id: figure for figure in manuscript.figures}
        self._keys = {f"ref-{each.key}" for each in manuscript.references}
        trees = [page.blocks for page in self._pages]
        describe_in_alt(trees)
        self._footnotes = dict(_footnotes(trees))
        ids = {found[0] for node in nodes(trees) if (found := attributes(node))}
        self._known = ids - self._footnotes.keys()
        self._linked = {self._label(node["c"][2][0][1:]) for node in nodes(trees) if _is_link(node)}
        self._placed: set[str] = set()
        self._level = 0
        self._changes: Mapping[str, Callable[[Node], list[Node] | None]] = {
            "Str": lambda node: [verbatim(node["c"])],
            "Span": self._span,
            "Link": self._link,
            "Image": self._image,
            "Math": self._math,
            "Superscript": self._superscript,
            "Header": self._header,
            "Div": self._div,
            "Figure": self._figure,
            "Table": self._table,
            "RawInline": _passed_on,
            "RawBlock": _passed_on,
        }

    @property
    def home(self) -> str:
        """The label of the title, to which links to the landing page lead."""
        landing = (page.id for page in self.manuscript.pages if page.role is Role.LANDING)
        return next(landing, "home")

    def blocks(self) -> list[Node]:
        """Return the whole article: the pages in their order, and last what is known of it.

        The authors' declarations stand before the references, the long descriptions of figures
        after everything that is read in order; and no figure is left over for these.
        """
        made: list[Node] = []
        declarations = [raw("typst", "#place.flush()"), *self._declarations()]
        for page in self._pages:
            if page.page.role is Role.REFERENCES:
                made += declarations
                declarations = []
            if page.page.role is not Role.ABOUT:
                made += self._set(_paragraphs(page.blocks))
        made += [*declarations, *self._descriptions()]
        about = [page.blocks for page in self._pages if page.page.role is Role.ABOUT]
        last = [node for blocks in about for node in self._set(_paragraphs(blocks))]
        return [*_held(made), *(call("small", _held(last)) if last else [])]

    # What the pages do not hold.

    def _declarations(self) -> list[Node]:
        metadata = self.manuscript.metadata
        told = (
            ("Funding", metadata.funding),
            ("Competing interests", metadata.competing_interests),
            ("Consent", metadata.consent),
        )
        paragraphs = [_paragraph(words(f"{name}."), text) for name, text in told if text]
        return [_heading("Declarations"), *paragraphs] if paragraphs else []

    def _descriptions(self) -> list[Node]:
        """Return the section of long descriptions; a figure's caption names the page.

        On the site they are folded away below each figure. In print they would part the figure
        from its text, and readers who hear an image's alt text are led here by a link.
        """
        made: list[Node] = []
        for figure in filter(is_described, self.manuscript.figures):
            start = [inline(f"#anchor({literal(description_id(figure))});")]
            for panel in figure.panels:
                if panel.record.description:
                    name = around(f"elsewhere({literal(panel.id)})", words(panel.label))
                    name = [*start, *name, verbatim(".")]
                    made.append(_paragraph(name, panel.record.description))
                    start = []
        if not made:
            return []
        return [_heading("Descriptions of the figures"), *call("small", made)]

    # What they hold.

    def _set(self, tree: Sequence[Node]) -> list[Node]:
        """Return nodes as Typst is to set them."""
        made: list[Node] = replace_nodes(list(tree), self._change)
        return made

    def _change(self, node: Node) -> list[Node] | None:
        change = self._changes.get(node["t"])
        made = change(node) if change else None
        found = attributes(node)
        if not found or not found[0] or node["t"] == "Header" or found[0] in self._figures:
            return made
        identifier, found[0] = found[0], ""
        if identifier not in self._linked or identifier in self._placed:
            return self._within(node) if made is None else made
        self._placed.add(identifier)
        anchor = f"#anchor({literal(identifier)})"
        mark = raw("typst", anchor) if node["t"] in _BLOCKS else inline(f"{anchor};")
        return [mark, *(self._within(node) if made is None else made)]

    def _within(self, node: Node) -> list[Node]:
        return [{**node, "c": replace_nodes(node["c"], self._change)}]

    def _span(self, node: Node) -> list[Node]:
        # Only of a highlight would something be lost.
        return self._within(node) if has_class(node, "mark") else self._set(node["c"][1])

    def _link(self, node: Node) -> list[Node]:
        _, content, (address, _) = node["c"]
        inner = self._set(content)
        if not address.startswith("#"):
            known = urlsplit(address).scheme.lower() in _SCHEMES
            return around(f"outward({literal(address)})", inner) if known else inner
        label = self._label(address[1:])
        if not label:
            return inner
        cites = ["role", "doc-biblioref"] in node["c"][0][2]
        return around(f"{'citation' if cites else 'elsewhere'}({literal(label)})", inner)

    def _label(self, target: str) -> str:
        """Return where in the article a link leads: to its target, or the page that has it."""
        if target in self._known:
            return target
        pages = [page.page.id for page in self._pages if page.page.role is not Role.LANDING]
        held = [each for each in pages if target == each or target.startswith(f"{each}--")]
        if held:
            return max(held, key=len)
        return self.home if target.partition("--")[0] == self.home else ""

    def _image(self, node: Node) -> list[Node]:
        _, content, (file, _) = node["c"]
        alt = plain_text(content)
        if file not in self.manuscript.media:
            return words(alt)
        return [inline(f"#picture({literal(file)}, {literal(alt)});")]

    def _math(self, node: Node) -> list[Node]:
        return around(f"formula({literal(node['c'][1])})", [node])

    def _superscript(self, node: Node) -> list[Node] | None:
        """Return a footnote for the number that called it, where there is one."""
        links = [each["c"][2][0][1:] for each in nodes(node["c"]) if _is_link(each)]
        if len(links) != 1 or links[0] not in self._footnotes:
            return None
        label = literal(f"footnote {links[0]}")
        note = self._footnotes[links[0]]
        if note is None:
            return [inline(f"#footnote(label({label}));")]
        self._footnotes[links[0]] = None
        return [{"t": "Note", "c": self._set(note)}, inline(f"#label({label});")]

    def _header(self, node: Node) -> list[Node]:
        """Return a heading one level below the last at most, as PDF/UA-1 asks (7.4.2)."""
        level, (identifier, _, _), content = node["c"]
        self._level = min(level, self._level + 1)
        label = "" if identifier in self._placed else identifier
        self._placed.add(identifier)
        return [{"t": "Header", "c": [self._level, [label, [], []], self._set(content)]}]

    def _div(self, node: Node) -> list[Node]:
        content = node["c"][1]
        if has_class(node, "notice"):
            return call("notice", self._set(content))
        if has_class(node, "admonition"):
            title = int(has_class(node, TITLED))
            parts = filter(None, (content[:title], content[title:]))
            return call("admonition", *map(self._set, parts))
        if has_class(node, "footnote"):
            # Each stands at the foot of the page that calls it; one that nothing calls is refused.
            return []
        if has_class(node, "references"):
            return call("references", self._set(content))
        if node["c"][0][0] in self._keys:
            return call("reference", *([each] for each in self._set(content)))
        return self._set(_paragraphs(content))

    def _figure(self, node: Node) -> list[Node]:
        (identifier, _, _), (_, caption), body = node["c"]
        figure = self._figures.get(identifier)
        if figure is not None:
            return figure_call(node, figure, self._set)
        return call("captioned", self._set(caption), self._set(body))

    def _table(self, node: Node) -> list[Node]:
        columns = len(node["c"][2])
        return call(f"tabular({columns})", self._within(node))


def _is_link(node: Node) -> bool:
    return node["t"] == "Link" and str(node["c"][2][0]).startswith("#")


def _paragraphs(blocks: Sequence[Node]) -> list[Node]:
    """Return blocks in which bare words, as raw HTML may hold them, are paragraphs of their own."""
    return [{**each, "t": "Para"} if each["t"] == "Plain" else each for each in blocks]


def _held(blocks: Sequence[Node]) -> list[Node]:
    """Return blocks that tell where headings and a footnote in the text below them came to stand.

    Typst keeps a heading with its text, but not where a footnote has no room on the page.
    """
    made: list[Node] = []
    start = 0
    for block in blocks:
        notes = block["t"] == "Para" and any(node["t"] == "Note" for node in nodes(block))
        if notes and start < len(made):
            name = literal(f"section {start}")
            made[-1]["c"][2].append(inline(f"#called({name});"))
            made.insert(start, raw("typst", f"#held({name})"))
            block["c"].insert(0, inline(f"#shown({name});"))
        made.append(block)
        if block["t"] != "Header":
            start = len(made)
    return made


def _footnotes(tree: object) -> Iterator[tuple[str, list[Node] | None]]:
    """Yield the id and the blocks of each footnote, without the links back to where it is called.

    Python-Markdown lists them at a page's end.
    """
    for section in nodes(tree):
        if has_class(section, "footnote"):
            items = (node["c"][1] for node in nodes(section) if node["t"] == "OrderedList")
            for item in next(items, []):
                (identifier, _, _), blocks = item[0]["c"]
                yield identifier, replace_nodes(blocks, _without_back_links)


def _without_back_links(node: Node) -> list[Node] | None:
    return [] if has_class(node, "footnote-backref") else None


def _passed_on(node: Node) -> list[Node]:
    """Return raw markup that is Typst's; that of any other format would be shown as it is."""
    return [node] if node["c"][0] == "typst" else []


def _heading(title: str) -> Node:
    return {"t": "Header", "c": [1, ["", [], []], words(title)]}


def _paragraph(name: Sequence[Node], text: str) -> Node:
    return {"t": "Para", "c": [{"t": "Strong", "c": list(name)}, {"t": "Space"}, *words(text)]}
