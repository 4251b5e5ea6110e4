"""Each kind of content an author can write, as JATS tags it; little is known of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jats.documents import XLINK_HREF, XML_LANG, words
from jats.kinds import ADDRESS, write_kinds

if TYPE_CHECKING:
    from pathlib import Path

    from jats.documents import Jats

# Each kind of content: where it stands, and the words there.
CONTENT = {
    "//body/sec/title": ["All kinds", "2nd"],
    "//sec[@id='all']/sec/title": ["In a box", "A heading in two lines"],
    "//sec/sec/sec/title | //sec/sec/sec/sec/title": ["Deep", "Deeper than the last"],
    "//body//italic": ["emphasis", "two"],
    "//body/sec[1]/p[1]/bold": ["strength"],
    "//body/sec[1]/p[1]/monospace": ["code <x>"],
    "//body/sec[1]/p[1]/sub": ["2"],
    "//boxed-text[@content-type='warning']/caption/title": ["Warning"],
    "//boxed-text[@content-type='warning']/p": ["Beware."],
    "//boxed-text[@content-type='note']/caption": [],
    "//boxed-text[@content-type='note']/boxed-text[@content-type='tip']": ["Inner Nested."],
    "//list[@list-type='bullet']/list-item/list/list-item/list[@list-type='order']/list-item/p": [
        "three"
    ],
    "//list-item[p='four']/p": ["four", "a paragraph"],
    "//def-list/def-item/term": ["Term"],
    "//def-list/def-item/def/p[1]": ["Definition."],
    "//def-list/def-item/def//preformat": ["code in it"],
    "//disp-quote/p": ["Heading in a quotation", "Quoted.", "Deeper."],
    "//disp-quote/disp-quote/p": ["Deeper."],
    "//body/sec[1]/preformat": ["x = 1 < 2", "indented & plain"],
    "//table-wrap[1]//th[@align='right']": ["B"],
    "//table-wrap[1]//td": ["1", "x", "2", ""],
    "//table-wrap[@id='all--table-c']/caption/p": ["A table of its own, after [2]."],
    "//table-wrap[caption/p='Raw']//*[@rowspan='2']": ["A"],
    "//table-wrap[caption/p='Raw']//td//list-item": ["c"],
    "//named-content[@content-type='kbd']": ["Ctrl"],
}

# Each link within the prose of one paragraph: its words, and the words it leads to.
LINKS = {
    "Figure 2": "Alt 1a. Long 1a.",
    "Figure 3": "Figure 3",
    "Figure 3B": "Figure 3B",
    "Figure 1": "Alt of the first.",
    "here": "A heading in two lines",
    "this page": "All kinds",
    "that": "Again",
    "the list": "What is cited",
    "the table": "A table of its own, after [2].",
    "some code": "x = 1",
}

# What leads to a page, or to a place, that JATS does not have leads to the site.
LINKS_TO_SITE = {
    "home": "",
    "the rest": "about/#the-rest",
    "a paragraph": "all/#para",
    "an anchor": "all/#anchor",
}


@pytest.mark.parametrize("path", CONTENT)
def test_content_is_tagged_as_what_it_is(path: str, kinds: Jats) -> None:
    assert kinds.texts(path) == CONTENT[path]


@pytest.mark.parametrize("text", LINKS)
def test_a_link_within_the_article_leads_to_what_it_means(text: str, kinds: Jats) -> None:
    target = kinds.by_id(kinds.one(f"//sec/p[starts-with(., 'See ')]/xref[.='{text}']").get("rid"))
    first = target if target.tag in {"graphic", "monospace"} else target[0]
    assert words(first) == LINKS[text]


@pytest.mark.parametrize("text", LINKS_TO_SITE)
def test_a_link_to_what_jats_leaves_out_leads_to_the_site(text: str, kinds: Jats) -> None:
    link = kinds.one(f"//ext-link[.='{text}']")
    assert link.get(XLINK_HREF) == f"{ADDRESS}{LINKS_TO_SITE[text]}"


def test_a_link_to_what_would_be_empty_is_words(kinds: Jats) -> None:
    paragraph = kinds.one("//sec/p[starts-with(., 'See ')]")
    assert words(paragraph).endswith("the table, some code as in x = 1, a blank.")
    assert "a blank" not in [words(each) for each in paragraph]


def test_footnotes_are_numbered_over_the_article_and_stand_in_the_back(kinds: Jats) -> None:
    calls = kinds.all("//sup/xref[@ref-type='fn']")
    assert [words(call) for call in calls] == ["1", "2", "1", "3"]
    called = [kinds.by_id(call.get("rid")) for call in calls]
    assert [each.findtext("label") for each in called] == ["1", "2", "1", "3"]
    assert kinds.all("/article/back/fn-group/fn") == [called[0], called[1], called[3]]
    assert [words(each, ("label",)) for each in called] == [
        "Words of the note with a link. Its second paragraph.",
        "Some code: x = 1",
        "Words of the note with a link. Its second paragraph.",
        "The note of another page.",
    ]


def test_an_image_within_a_sentence_or_a_list_keeps_its_alternative(kinds: Jats) -> None:
    assert kinds.texts("//p/inline-graphic/alt-text") == [
        "Alt of one in a sentence.",
        "Alt of one in a link.",
    ]
    assert kinds.texts("//list-item/p/graphic/alt-text") == ["Alt of one in a list."]


def test_a_figure_of_one_panel_is_no_group_and_keeps_what_its_caption_says(kinds: Jats) -> None:
    assert kinds.texts("//fig[label='Figure 2']/caption/p") == [
        "Figure 9: is another, as told [2].",
        "A point of it.",
        "Stand-in for: computed tomography.",
    ]


def test_a_figure_of_three_panels_is_a_group_in_which_each_is_marked_for_itself(
    kinds: Jats,
) -> None:
    group = kinds.one("//fig-group[label='Figure 3']")
    panels = group.findall("fig")
    assert [each.findtext("label") for each in panels] == ["Figure 3A", "Figure 3B", "Figure 3C"]
    assert [words(each) for each in group.findall("caption/p")] == [
        "Three, of which one has no note.",
        "B Credit: Bo Beta. Licence: CC0 1.0.",
    ]
    assert [[words(p) for p in each.findall("caption/p")] for each in panels] == [
        [],
        [],
        ["Stand-in."],
    ]
    assert [each.findtext("graphic/alt-text") for each in panels] == ["Alt a.", "Alt b.", "Alt c."]
    assert [each.findtext("graphic/long-desc") for each in panels] == [
        *(None, "Long <b> & more.", None)
    ]


def test_a_figure_of_a_page_that_jats_leaves_out_floats(kinds: Jats) -> None:
    assert kinds.texts("/article/floats-group/fig/label") == ["Figure 1"]
    assert kinds.texts("/article/floats-group/fig/caption/p") == ["The first view.", "Scout view."]


def test_keys_that_are_no_xml_names_are_found_again(kinds: Jats) -> None:
    link = kinds.all("//xref[@ref-type='bibr']")[0]
    cited = [kinds.by_id(rid).find("element-citation") for rid in link.get("rid").split()]
    assert [words(each.find("article-title")) for each in cited] == [
        "The TP53 gene: H2O of IVCs & co",
        "On 2nd",
        "T",
    ]
    assert [[child.tag for child in each.find("article-title")] for each in cited] == [
        ["italic", "sub"],
        [],
        [],
    ]


def test_only_the_match_among_the_references_is_marked(kinds: Jats) -> None:
    assert kinds.texts("//ref[element-citation/comment='Candidate, not confirmed.']/label") == ["2"]
    assert kinds.texts("//ref/note") == ["Candidate, not confirmed. Matched on x & y."]
    notice = words(kinds.one("//ref-list/boxed-text"))
    assert "Each work marked below as a match is real" in notice
    assert kinds.texts("//ref-list/p") == ["They were checked."]


def test_without_a_title_the_site_lends_its_heading_and_says_so(kinds: Jats) -> None:
    assert words(kinds.one("//title-group/article-title")) == "A case of its own name"
    assert kinds.all("//title-group//fn[@specific-use='working-title']")


def test_an_unknown_language_is_not_taken_for_english(kinds: Jats) -> None:
    assert kinds.root.get(XML_LANG) == "und"


def test_the_same_case_elsewhere_is_the_same_to_the_byte(kinds: Jats, tmp_path: Path) -> None:
    built = write_kinds(tmp_path).build("--strict")
    assert (built.site / "case-report.xml").read_bytes() == kinds.path.read_bytes()
