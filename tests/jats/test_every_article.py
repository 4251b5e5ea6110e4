"""What holds for every article: the DTD, ids and links, images, and JATS4R's points."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from PIL import Image

from jats.documents import XLINK_HREF, dtd_path, validate

if TYPE_CHECKING:
    from pathlib import Path

    from jats.documents import Jats

# What an element of JATS 1.1 links to, by the @ref-type it must have.
REF_TYPES = {
    "aff": {"aff"},
    "bibr": {"ref"},
    "fig": {"fig", "fig-group", "graphic"},
    "fn": {"fn"},
    "other": {"monospace"},
    "sec": {"ref-list", "sec"},
    "table": {"table-wrap"},
}

# Elements that are empty by their definition, and cells, which may be.
EMPTY = {"break", "col", "colgroup", "hr", "td", "th"}

# JATS4R's recommendations, and of each what would break it. The points on permissions that ask for
# a licence or a holder of the copyright are followed where these are known.
JATS4R = {
    "Article type: it is stated": "/article[not(@article-type='case-report')]",
    "Display objects 1: each has an id": (
        "//*[self::fig or self::fig-group or self::table-wrap or self::boxed-text"
        " or self::disp-formula][not(@id)]"
    ),
    "Display objects: a label stands in its element": (
        "//*[self::fig or self::fig-group][not(label)]"
    ),
    "Display objects: a caption does not repeat the label": (
        "//*[self::fig or self::fig-group][starts-with(normalize-space(caption), label)]"
    ),
    "Display objects: a figure's image is a graphic": "//fig[not(graphic)]",
    "Display objects: a group has two figures or more": "//fig-group[count(fig) < 2]",
    "Display objects: panels are no figures within a figure": "//fig//fig",
    "Display objects: an image tells its media type": (
        "//*[self::graphic or self::inline-graphic][not(@mimetype='image' and @mime-subtype)]"
    ),
    "Accessibility: an image has an alternative": (
        "//*[self::graphic or self::inline-graphic][not(alt-text)]"
    ),
    "Accessibility: a description stands in one place": "//graphic[long-desc]/parent::*[long-desc]",
    "Accessibility: a section has a title": "//sec[not(title)]",
    "Accessibility: a table is no picture": "//table-wrap[not(table)]",
    "Accessibility: a link has words of its own": (
        "//*[self::ext-link or self::self-uri]"
        "[normalize-space(.)='' or (.=@xlink:href and not(@xlink:title))]"
    ),
    "Authors: an author is called one": "//article-meta//contrib[not(@contrib-type='author')]",
    "Authors: an id says of which kind it is": "//contrib-id[not(@contrib-id-type)]",
    "Authors: an affiliation is linked to": "//aff[not(@id=//contrib/xref/@rid)]",
    "Authors: an affiliation with a link has a label": "//aff[not(label)]",
    "Citations 1: each has an id": "//ref[not(@id)]",
    "Citations 1: each is one citation": "//ref[count(element-citation) != 1]",
    "Citations 2: it says what was published": "//element-citation[not(@publication-type)]",
    "Citations 3: people stand in a group with a role": (
        "//element-citation//*[self::name or self::collab]"
        "[not(parent::person-group[@person-group-type])]"
    ),
    "Citations 5: an article has a title and a source": (
        "//element-citation[@publication-type='journal'][not(article-title and source)]"
    ),
    "Citations 8: a year has four digits, here or in its attribute": (
        "//element-citation/year"
        "[string-length(@iso-8601-date) != 4][translate(., '0123456789', '') != ''"
        " or string-length(.) != 4]"
    ),
    "Citations 9: an identifier says of which kind it is": "//pub-id[not(@pub-id-type)]",
    "Citations 9: a DOI is none of its addresses": (
        "//pub-id[@pub-id-type='doi'][not(starts-with(., '10.'))]"
    ),
    "Citations 11: a number in place of pages is none of them": (
        "//element-citation[elocation-id and (fpage or lpage)]"
    ),
    "Citations in the text: each is a link to its reference": "//xref[@ref-type='bibr'][not(@rid)]",
    "Competing interests: they stand among the authors' notes": (
        "//fn[@fn-type='conflict'][not(parent::author-notes)]"
    ),
    "Ethics: a statement is a section": "//*[@sec-type='ethics-statement'][not(self::sec)]",
    "Ethics: what it holds begins with ethics-": (
        "//sec[@sec-type='ethics-statement']/p[not(starts-with(@content-type, 'ethics-'))]"
    ),
    "Funding: there is one group": "//funding-group[preceding::funding-group]",
    "Math: a formula stands in its element": (
        "//tex-math[not(ancestor::inline-formula or ancestor::disp-formula)]"
    ),
    "Permissions: a licence with an address gives it as a reference": (
        "//license[@xlink:href and not(ali:license_ref = @xlink:href)]"
    ),
}


def test_the_article_is_valid_by_the_dtd_it_names(any_article: Jats) -> None:
    validate(any_article.path)


def test_an_article_that_breaks_the_dtd_is_found_out(full: Jats, tmp_path: Path) -> None:
    article = etree.parse(full.path)
    journal = article.find(".//journal-meta")
    journal.getparent().remove(journal)
    article.write(tmp_path / "broken.xml", xml_declaration=True, encoding="UTF-8")
    with pytest.raises(etree.XMLSyntaxError, match="front content does not follow the DTD"):
        validate(tmp_path / "broken.xml")


def test_the_dtd_is_of_the_version_that_the_article_claims(any_article: Jats) -> None:
    article = next(
        each for each in etree.DTD(file=str(dtd_path())).iterelements() if each.name == "article"
    )
    versions = [
        each.default_value for each in article.iterattributes() if each.name == "dtd-version"
    ]
    assert versions == [any_article.root.get("dtd-version")]


def test_nothing_is_empty(any_article: Jats) -> None:
    elements = [each for each in any_article.root.iter() if each.tag not in EMPTY]
    assert len(elements) > 50
    assert not [each.tag for each in elements if not len(each) and not (each.text or "").strip()]
    attributes = [(each.tag, name, value) for each in elements for name, value in each.items()]
    assert not [each for each in attributes if not each[2].strip()]


def test_every_id_stands_once_and_every_link_leads_to_one(any_article: Jats) -> None:
    ids = Counter(any_article.all("//@id"))
    assert not [identifier for identifier, times in ids.items() if times > 1]
    links = any_article.all("//xref")
    assert links
    for link in links:
        targets = [any_article.by_id(rid) for rid in link.get("rid").split()]
        assert targets
        assert {target.tag for target in targets} <= REF_TYPES[link.get("ref-type")], link.get(
            "rid"
        )


def test_a_link_does_not_say_its_words_twice(any_article: Jats) -> None:
    assert not any_article.all("//xref[@alt=.]")


def test_every_image_is_a_file_of_the_site_of_the_media_type_it_is_given(
    any_article: Jats,
) -> None:
    images = any_article.all("//graphic | //inline-graphic")
    assert images
    for image in images:
        path = any_article.path.parent / image.get(XLINK_HREF)
        media_type = f"{image.get('mimetype')}/{image.get('mime-subtype')}"
        assert media_type == media_type_of(path)


def media_type_of(path: Path) -> str:
    """Return the media type of an image by what stands in it."""
    if path.read_bytes().lstrip().startswith(b"<"):
        assert etree.QName(etree.parse(path).getroot()).localname == "svg"
        return "image/svg+xml"
    with Image.open(path) as pixels:
        return Image.MIME[str(pixels.format)]


@pytest.mark.parametrize("point", JATS4R)
def test_jats4r_is_followed(point: str, any_article: Jats) -> None:
    assert not [each.tag for each in any_article.all(JATS4R[point])]


def test_a_reference_carries_its_number_and_is_called_by_it(any_article: Jats) -> None:
    labels = any_article.texts("//ref/label")
    assert labels == [f"{number}" for number in range(1, len(labels) + 1)]
    numbers = {ref.get("id"): ref.findtext("label") for ref in any_article.all("//ref")}
    for link in any_article.all("//xref[@ref-type='bibr']"):
        called = [numbers[rid] for rid in link.get("rid").split()]
        assert link.text == "–".join(dict.fromkeys([called[0], called[-1]]))
        first = int(str(called[0]))
        assert called == [f"{number}" for number in range(first, first + len(called))]
