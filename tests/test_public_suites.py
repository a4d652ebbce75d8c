"""The examples of schema.org and of ninjs, where a checkout of them is at hand (NEWSLD_SUITES, see CONTRIBUTING.md).

The suites are not part of the project: only counts and rules are.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

import newsld
from newsld.formats import ReadOptions
from newsld.formats.html import markup
from newsld.syntax.document import Source

SUITES: Final = Path(os.environ.get("NEWSLD_SUITES") or Path(__file__).resolve().parents[2] / "suites")
SCHEMA_ORG: Final = SUITES / "schemaorg" / "data"
NINJS: Final = SUITES / "newsinjson"
SYNTAXES: Final = ("MICRODATA", "RDFA", "JSON")

_SECTION: Final = re.compile(r"^(PRE-MARKUP|MICRODATA|RDFA|JSON):", re.MULTILINE)
_VOCABULARY: Final = re.compile(r"^(?:https?://schema\.org/|schema:)")

ALLOWED: Final = {
    "NLD-EMB-004": "two descriptions have &mdash; and &amp; in JSON",
    "NLD-GOO-014": "an author is “Dr. John Smith”",
    "NLD-GOO-015": "three authors are text",
    "NLD-GOO-021": "dates of articles have no time",
    "NLD-SYN-001": "the section for JSON-LD says in words that there is none",
    "NLD-SYN-006": "most examples are no articles",
    "NLD-SYN-020": "an articleBody has <br> in its text",
    "NLD-SYN-019": "three examples have no context",
    "NLD-VOC-001": "the template for new examples has @@@@ as its type",
    "NLD-VOC-003": "an offer's url is an ItemPage, in one example of RDFa",
    "NLD-VOC-002": "an example has the keyword @url",
}
"""The errors and warnings that are right about the examples, each with the reason."""


class Example(NamedTuple):
    """One example: its file and number, and its markup in each syntax that it has."""

    name: str
    markup: dict[str, str]


def _examples() -> list[Example]:
    if not SCHEMA_ORG.is_dir():
        pytest.skip(f"{SCHEMA_ORG} is not there: set NEWSLD_SUITES, see CONTRIBUTING.md")
    found = []
    for file in sorted(SCHEMA_ORG.rglob("*examples*.txt")):
        if "releases" in file.parts:
            continue
        for number, text in enumerate(re.split(r"(?m)^TYPES:", file.read_text("utf-8"))[1:]):
            parts = _SECTION.split(text)
            sections = dict(zip(parts[1::2], parts[2::2], strict=True))
            known = {name: sections[name] for name in SYNTAXES if sections.get(name, "").strip()}
            found.append(Example(f"{file.relative_to(SCHEMA_ORG)} {number}", known))
    assert len(found) > 400, f"{SCHEMA_ORG} has too few examples"
    return found


def _page(syntax: str, text: str) -> bytes:
    if syntax == "JSON" and "<script" not in text:
        text = f'<script type="application/ld+json">{text}</script>'
    return f"<!doctype html><html><head></head><body>{text}</body></html>".encode()


def test_schema_org_examples_have_no_false_errors() -> None:
    """Every error and warning about an example is one of those that are right."""
    counts: Counter[tuple[str, str]] = Counter()
    false: list[str] = []
    for example in _examples():
        for syntax, text in example.markup.items():
            for one in newsld.check(_page(syntax, text), "html", profiles="default"):
                counts[one.code, one.severity] += 1
                if one.severity != "info" and one.code not in ALLOWED:
                    false.append(f"{example.name} {syntax}: {one}")
    assert not false
    assert sum(count for (_, severity), count in counts.items() if severity == "warning") < 40
    assert counts["NLD-SYN-001", "error"] < 40


def _plain(value: Any) -> str:
    """Return a value as text: a boolean or a number of JSON is text in the other syntaxes."""
    text = _VOCABULARY.sub("", " ".join(json.dumps(value).split()) if not isinstance(value, str) else value)
    return " ".join(text.lower().split()).removesuffix(".0")


def _types(node: dict[str, Any]) -> str:
    kinds = node.get("@type", [])
    more = node.get("additionalType", [])
    listed = [*(kinds if isinstance(kinds, list) else [kinds]), *(more if isinstance(more, list) else [more])]
    return "+".join(sorted(_VOCABULARY.sub("", kind) for kind in listed if isinstance(kind, str)))


def _facts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield what a block states, whatever its nesting: the types of its nodes, and every property with its value."""
    if isinstance(data, list):
        for one in data:
            yield from _facts(one)
    elif isinstance(data, dict):
        if data.keys() - {"@context", "@graph", "@id", "@list"}:
            yield "@type", _types(data)
        for key, values in data.items():
            if key in ("@graph", "@list"):
                yield from _facts(values)
            elif not key.startswith("@") and key != "additionalType":
                for value in values if isinstance(values, list) else [values]:
                    yield from _value_facts(_VOCABULARY.sub("", key), value)


def _value_facts(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield key, _plain(value)
    elif "@value" in value or value.keys() == {"@id"}:
        yield key, _plain(value.get("@value", value.get("@id")))
    else:
        yield key, ""
        yield from _facts(value)


def _stated(syntax: str, text: str) -> Counter[tuple[str, str]]:
    found, _ = markup(Source(_page(syntax, text), name="page.html"), ReadOptions())
    blocks = found.blocks if found is not None else ()
    return Counter(fact for block in blocks if block.syntax != "opengraph" for fact in _facts(block.data))


@pytest.mark.parametrize(("one", "other", "least"), [("MICRODATA", "RDFA", 120), ("RDFA", "JSON", 75)])
def test_the_syntaxes_mean_the_same(one: str, other: str, least: int) -> None:
    """So many examples are equal in two syntaxes; the others were found to differ themselves, read one by one."""
    pairs = [
        (_stated(one, example.markup[one]), _stated(other, example.markup[other]))
        for example in _examples()
        if one in example.markup and other in example.markup
    ]
    pairs = [pair for pair in pairs if all(pair)]
    assert len(pairs) > 150
    assert sum(first == second for first, second in pairs) >= least


@pytest.mark.parametrize("syntax", ["MICRODATA", "RDFA"])
def test_no_value_is_lost_without_a_finding(syntax: str) -> None:
    """For each property, newsld reads as many values as extruct, or a finding says that something is not read.

    The values themselves may differ: extruct does not know `datetime` in RDFa and `content` outside meta in microdata.
    """
    extruct = pytest.importorskip("extruct")
    lost: dict[str, Counter[str]] = {}
    compared = 0
    for example in _examples():
        text = example.markup.get(syntax)
        if text is None:
            continue
        page = _page(syntax, text)
        theirs = Counter(_names(extruct.extract(page.decode(), syntaxes=[syntax.lower()])[syntax.lower()]))
        compared += theirs.total()
        read, findings = markup(Source(page, name="page.html"), ReadOptions())
        blocks = read.blocks if read is not None else ()
        ours = Counter(name for block in blocks for name in _own_names(block.data))
        if (missing := theirs - ours) and not any(one.code == "NLD-INF-007" for one in findings):
            lost[example.name] = missing
    assert compared > 1_000
    assert not lost


def _own_names(data: Any) -> Iterator[str]:
    """Yield the name of each property in JSON-LD, once for each of its values."""
    if isinstance(data, list):
        for one in data:
            yield from _own_names(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            if not key.startswith("@") and ":" not in key:
                yield from [key] * (len(value) if isinstance(value, list) else 1)
            yield from _own_names(value)


def _names(data: Any) -> Iterator[str]:
    """Yield the name of each property of schema.org that extruct returns, once for each of its values.

    extruct repeats an item under each of its names; newsld writes it once and refers to it.
    """
    if isinstance(data, list):
        distinct = {json.dumps(one): one for one in data if isinstance(one, dict | list)}
        for one in distinct.values():
            yield from _names(one)
    elif isinstance(data, dict):
        typed = "schema.org" in json.dumps(data.get("type", data.get("@type", "")))
        for key, value in data.items():
            if key == "properties":
                for name, values in value.items():
                    if typed and ":" not in name:
                        yield from [name] * (len(values) if isinstance(values, list) else 1)
                yield from _names([one for values in value.values() for one in _as_list(values)])
            elif key.startswith("https://schema.org/"):
                yield from [_VOCABULARY.sub("", key)] * len(value)


def _as_list(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _ninjs(*versions: str) -> list[Path]:
    """Return the examples of these versions, each an item; a timeline of several is left out."""
    if not NINJS.is_dir():
        pytest.skip(f"{NINJS} is not there: set NEWSLD_SUITES, see CONTRIBUTING.md")
    folders = (NINJS / "examples", NINJS / "documentation" / "includes" / "examples")
    files = [file for folder in folders for version in versions for file in (folder / version).glob("*.json")]
    assert len(files) > 8, f"{NINJS} has too few examples"
    return sorted(files)


def test_examples_of_ninjs_3_have_no_findings() -> None:
    """Texts and composites are stories without findings; pictures, sounds and events are no articles."""
    stories = 0
    for file in _ninjs("3.0", "3.1"):
        kind = json.loads(file.read_text("utf-8")).get("type", "text")
        codes = [one.code for one in newsld.check(file.read_bytes(), "ninjs")]
        is_story = kind in ("text", "composite")
        assert codes == ([] if is_story else ["NLD-SYN-006"]), file.name
        stories += is_story
    assert stories > 10


def test_examples_of_ninjs_1_have_one_finding() -> None:
    """It says that the item is in ninjs 1; one example repeats a key and is no valid JSON for newsld."""
    for file in _ninjs("1.4", "1.6"):
        found = newsld.check(file.read_bytes(), "ninjs")
        if {one.code for one in found} != {"NLD-SYN-002"}:
            assert [one.code for one in found] == ["NLD-SYN-006"], file.name
            assert "ninjs 1" in found[0].message, file.name


def test_examples_of_ninjs_2_say_which_keys_are_not_read() -> None:
    """The keys that version 3 writes in camel case; nothing is lost in silence."""
    for file in _ninjs("2.1", "2.2"):
        codes = {one.code for one in newsld.check(file.read_bytes(), "ninjs")}
        assert "NLD-NJS-001" in codes, file.name
        assert codes <= {"NLD-NJS-001", "NLD-SYN-006"}, file.name
