"""Make src/newsld/vocabulary.json, the compact table of facts of schema.org, from schema.org's own two files.

Usage: python tests/build_vocabulary.py schemaorg-current-https.jsonld schemaorgcontext.jsonld

Both files belong to one release of schema.org (https://schema.org/docs/developers.html). The files
do not say which, so `--release` does. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

RELEASE = "30.0"
OUTPUT = Path(__file__).resolve().parent.parent / "src" / "newsld" / "model" / "vocabulary.json"
NOTICE = (
    "Facts of schema.org (https://schema.org), selected and rearranged: comments left out. "
    "The schema.org schemas are licensed under CC BY-SA 3.0 "
    "(https://creativecommons.org/licenses/by-sa/3.0/) by their sponsors, and so is this file. "
    "Made by tests/build_vocabulary.py; do not edit."
)
OURS = "schema:"


def as_list(value: Any) -> list[Any]:
    """A JSON-LD value as a list: absent is empty, one is a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def names(node: Mapping[str, Any], key: str) -> list[str]:
    """The schema.org terms that a node points to by `key`, sorted, without those of other vocabularies."""
    ids = (item["@id"] for item in as_list(node.get(key)))
    return sorted(iri.removeprefix(OURS) for iri in ids if iri.startswith(OURS))


def only(found: list[str], where: str) -> str | None:
    """The one name in `found`, or None. Stops when there are more: the table has room for one."""
    if len(found) > 1:
        raise SystemExit(f"{where}: expected one value, found {', '.join(found)}")
    return found[0] if found else None


def standing(node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The part of schema.org a term is in ("pending", "auto", ...; the core has none), and its successor."""
    for part in as_list(node.get("schema:isPartOf")):
        yield "part", part["@id"].removeprefix("https://").removesuffix(".schema.org")
    if replacement := only(names(node, "schema:supersededBy"), node["@id"]):
        yield "supersededBy", replacement


def class_facts(node: Mapping[str, Any]) -> dict[str, Any]:
    """What the table holds of a class."""
    facts: dict[str, Any] = {}
    if parents := names(node, "rdfs:subClassOf"):
        facts["parents"] = parents
    return facts | dict(standing(node))


def property_facts(node: Mapping[str, Any]) -> dict[str, Any]:
    """What the table holds of a property."""
    facts: dict[str, Any] = {
        "domains": names(node, "schema:domainIncludes"),
        "ranges": names(node, "schema:rangeIncludes"),
    }
    if broader := names(node, "rdfs:subPropertyOf"):
        facts["broader"] = broader
    if inverse := only(names(node, "schema:inverseOf"), node["@id"]):
        facts["inverse"] = inverse
    return facts | dict(standing(node))


def vocabulary_tables(graph: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Classes, data types, properties and enumeration members, each sorted by name."""
    classes: dict[str, Any] = {}
    members: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    datatypes: list[str] = []
    for node in sorted(graph, key=lambda node: str(node["@id"])):
        if not node["@id"].startswith(OURS):
            continue
        name = node["@id"].removeprefix(OURS)
        types = as_list(node["@type"])
        if "schema:DataType" in types:
            datatypes.append(name)
        if "rdfs:Class" in types:
            classes[name] = class_facts(node)
        elif "rdf:Property" in types:
            properties[name] = property_facts(node)
        else:
            members[name] = {"of": sorted(kind.removeprefix(OURS) for kind in types)} | dict(standing(node))
    return {"datatypes": datatypes, "classes": classes, "members": members, "properties": properties}


def context_tables(context: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    """The context, with what follows from the vocabulary left out.

    A plain entry is ``term: {"@id": "schema:term"}``, with a coercion or without. All others are
    kept as they are in `other`; plain entries of terms that the vocabulary no longer has are `retired`.
    """
    other: dict[str, Any] = {}
    retired: list[str] = []
    coercions: dict[str, list[str]] = {}
    plain: set[str] = set()
    for term, value in context.items():
        if not isinstance(value, dict) or value.get("@id") != OURS + term or set(value) - {"@id", "@type"}:
            other[term] = value
            continue
        plain.add(term)
        if term not in known:
            retired.append(term)
        if "@type" in value:
            coercions.setdefault(value["@type"], []).append(term)
    if missing := known - plain - set(other):
        raise SystemExit(f"the context lacks terms of the vocabulary: {', '.join(sorted(missing))}")
    return {
        "other": other,
        "retired": sorted(retired),
        "coercions": {kind: sorted(terms) for kind, terms in sorted(coercions.items())},
    }


def build(schema: Path, context: Path, release: str = RELEASE) -> bytes:
    """The bytes of the table made from these two files."""
    tables = vocabulary_tables(json.loads(schema.read_bytes())["@graph"])
    known = {*tables["classes"], *tables["members"], *tables["properties"]}
    table = {
        "notice": NOTICE,
        "release": release,
        "sources": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (schema, context)},
        **tables,
        "context": context_tables(json.loads(context.read_bytes())["@context"], known),
    }
    return as_lines(table).encode()


def as_lines(table: Mapping[str, Any]) -> str:
    """The table as JSON with one line for each term: small, and easy to compare by line."""
    sections = []
    for name, section in table.items():
        text = compact(section)
        if isinstance(section, dict):
            text = (
                "{\n" + ",\n".join(f"{compact(key)}:{compact(item)}" for key, item in section.items()) + "\n}"
            )
        sections.append(f"{compact(name)}:{text}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def compact(value: Any) -> str:
    """JSON on one line, without a space that could be left out."""
    return json.dumps(value, separators=(",", ":"))


def main() -> None:
    """Read the two files named on the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("schema", type=Path, help="schemaorg-current-https.jsonld")
    parser.add_argument("context", type=Path, help="schemaorgcontext.jsonld")
    parser.add_argument("--release", default=RELEASE, help="release of schema.org (default: %(default)s)")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT, help="default: %(default)s")
    arguments = parser.parse_args()
    arguments.output.write_bytes(build(arguments.schema, arguments.context, arguments.release))


if __name__ == "__main__":
    main()
