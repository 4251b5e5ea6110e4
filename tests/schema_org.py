"""Reading JSON-LD as a processor expands it, and holding it to schema.org's own vocabulary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from pyld import jsonld

from tiny import TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "https://schema.org/"
VOCABULARY = yaml.safe_load((TOP / "tests/cases/schema-org.yml").read_text("utf-8"))
KINDS: dict[str, dict[str, Any]] = VOCABULARY["types"]

# schema.org, "Data model": where a thing is expected, text is accepted too. Here it is the
# authors' own sentence.
SENTENCES = {"funding"}


def expand(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the data as a processor expands it, schema.org's context reduced to its vocabulary."""

    def load(address: str, options: dict[str, Any]) -> dict[str, Any]:
        del options
        assert address == "https://schema.org"
        context = {"@context": {"@vocab": SCHEMA}}
        return {"contextUrl": None, "documentUrl": address, "document": context}

    expanded: list[dict[str, Any]] = jsonld.expand(data, {"documentLoader": load})
    return expanded


def lineage(kind: str) -> Iterator[str]:
    """Yield a type and everything it is a kind of."""
    yield kind
    for parent in KINDS[kind]["parents"]:
        yield from lineage(parent)


def expected(kind: str, name: str) -> list[str]:
    """Return the types that a property of a type expects."""
    owners = [each for each in lineage(kind) if name in KINDS[each]["properties"]]
    assert owners, f"{kind} has no {name}"
    found: list[str] = KINDS[owners[0]]["properties"][name]
    return found


def check_node(node: dict[str, Any], kind: str) -> None:
    """Assert that a node holds what schema.org's vocabulary has for its type."""
    for name, items in node.items():
        if name.startswith("@"):
            continue
        prop = name.removeprefix(SCHEMA)
        assert name.startswith(SCHEMA), name
        for item in items:
            check_value(item, expected(kind, prop), prop)


def check_value(item: dict[str, Any], types: list[str], name: str) -> None:
    """Assert that a value is of one of the types its property expects."""
    if "@value" in item:
        check_text(item["@value"], types, name)
        return
    if "@type" not in item:
        # The name of an author that may be a person's or a group's.
        assert name == "author"
        assert item.keys() <= {f"{SCHEMA}name", f"{SCHEMA}affiliation"}
        return
    (kind,) = (each.removeprefix(SCHEMA) for each in item["@type"])
    assert set(lineage(kind)) & set(types), f"{name} is no {kind}"
    check_node(item, kind)


def check_text(text: object, types: list[str], name: str) -> None:
    """Assert that a text is one of the kinds of text its property expects."""
    assert isinstance(text, str)
    assert text.strip()
    if "Text" in types or name in SENTENCES:
        return
    patterns = {
        "URL": r"https://[^\s/]+/\S*",
        "Date": r"\d{4}(-\d\d(-\d\d)?)?",
        "IPTCDigitalSourceEnumeration": "|".join(
            f"{SCHEMA}{member}" for member in VOCABULARY["IPTCDigitalSourceEnumeration"]
        ),
    }
    assert any(re.fullmatch(patterns[each], text) for each in types if each in patterns), name


def leaves(data: object) -> Iterator[object]:
    """Yield every value within the data that holds no other."""
    if data and isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from leaves(each)
    else:
        yield data
