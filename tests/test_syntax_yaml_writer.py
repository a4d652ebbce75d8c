"""YAML written: it reads back as the same data, here and elsewhere, and people can read it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsld.syntax.yaml import load_yaml
from newsld.syntax.yaml_scalars import can_be_plain, keeps_meaning
from newsld.syntax.yaml_writer import write_yaml

DATES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?")
HOSTILE = st.sampled_from([
    "", " ", "\n", "\n\n", " \n x", "x\n ", "x\n\n", "x \ny", "\tx\ny", "NO", "no", "y", "12:30", "1e3",
    "0o17", "1_000", "_", ".", "...", "---", "--- a", "~", "null", "=", "<<", "- a", "a: b", "a:", "a #b",
    "#a", "'", '"', "“x, y”", "{a}", "[a", "a, b", "a]", "?", "? a", ":", "a\\b", "%x", "@x", "`x", "|",
    ">", "!x", "&x", "*x", "2025-03-04", "2025-02-30", "2025-3-4", "2025-03-04T18:20:00+00:00",
    "2025-03-04 18:20", "0b1", "0x", "+.inf", "x\u2028y", "x\x85y\nz", "\ufeffx", "x\ufeff\ny", "\x00",
    "x\x1b\ny", "😀", "a\r\nb", "\x7f", "\uffff", "\xa0x", "words " * 30, "he said: “no”, " * 12,
    'a "b": ' * 20, "line\n" * 3, "  indented\nline", "x" * 1100, "True",
])  # fmt: skip
TEXT = HOSTILE | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
DATA = st.dictionaries(
    TEXT,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=4,
)


def dateless(value: Any) -> Any:
    """The same data with valid dates marked, which YAML 1.1 would read as dates."""
    if isinstance(value, str):
        return f"on {value}" if DATES.fullmatch(value) else value
    if isinstance(value, dict):
        return {dateless(key): dateless(item) for key, item in value.items()}
    return [dateless(item) for item in value] if isinstance(value, list) else value


@given(DATA, st.integers(0, 4), st.sampled_from([20, 100]))
@example({"a": [["x\ny"], [[{"b": " x\ny\n\n"}]], []], "": {"": ""}}, 2, 100)
def test_what_is_written_reads_back_the_same(data: dict[str, Any], flow_depth: int, width: int) -> None:
    """Reading what was written gives the same data without a finding, in every layout."""
    text = write_yaml(data, flow_depth=flow_depth, width=width)
    assert repr(load_yaml(text)) == repr((data, []))
    assert repr(load_yaml("---\n" + text)) == repr((data, []))
    assert "\n---" not in text


@given(DATA)
def test_a_yaml_1_1_reader_reads_the_same(data: dict[str, Any]) -> None:
    """The loader that comes with libyaml agrees on everything but dates."""
    data = dateless(data)
    assert repr(yaml.load(write_yaml(data), Loader=yaml.CSafeLoader)) == repr(data)


@given(DATA)
def test_a_yaml_1_1_reader_does_not_stumble_over_dates(data: dict[str, Any]) -> None:
    """A date that stays plain is a date that exists."""
    assert isinstance(yaml.load(write_yaml(data), Loader=yaml.CSafeLoader), dict)


BEGINNINGS = st.sampled_from(
    ["", "…", "http://", "https://", "yes", "no", "true", ".inf", "1e", "2024-01-01"]
)
NEAR_TEXT = st.text(st.sampled_from("abeinoxyTN012 .,:;-—…“”\"'’#/_()%!?[]{}\n\tø中~|>&*"), max_size=9)


@settings(max_examples=1000)
@given(BEGINNINGS, NEAR_TEXT, st.booleans())
def test_the_patterns_for_most_texts_agree_with_the_rules(beginning: str, rest: str, flow: bool) -> None:
    """What a pattern calls plain, or a word of letters, is plain by the rules."""
    text = beginning + rest
    assert can_be_plain(text, flow=flow) == keeps_meaning(text, flow=flow)


def test_the_layout_is_the_one_people_write() -> None:
    """Blocks for entities, one line for small things, a literal block for text, quotes where needed."""
    data = {
        "newsld": 2,
        "headline": "Dockers at Port Aldane: four-day strike ends",
        "datePublished": "2025-03-04T18:20:00+00:00",
        "author": ["ines-farrow"],
        "people": {"ines-farrow": {"name": "Ines Farrow", "url": "https://herald.example/farrow"}},
        "events": {
            "strike": {"name": "strike", "start": "2025-02-28", "end": {"date": "1971", "basis": "given"}}
        },
        "quotations": [{"exact": "“The gates are open,” she said", "citation": "gates"}],
        "figures": {},
        "country": "NO",
        "body": "One 😀 line.\n\nAnother.\n",
    }
    assert write_yaml(data) == (
        "newsld: 2\n"
        'headline: "Dockers at Port Aldane: four-day strike ends"\n'
        "datePublished: 2025-03-04T18:20:00+00:00\n"
        "author: [ines-farrow]\n"
        "people:\n"
        '  ines-farrow: {name: Ines Farrow, url: "https://herald.example/farrow"}\n'
        "events:\n"
        '  strike: {name: strike, start: 2025-02-28, end: {date: "1971", basis: given}}\n'
        "quotations:\n"
        '  - {exact: "“The gates are open,” she said", citation: gates}\n'
        "figures: {}\n"
        'country: "NO"\n'
        "body: |\n"
        "  One 😀 line.\n"
        "\n"
        "  Another.\n"
    )


def test_decimals_are_numbers_where_a_reader_keeps_them() -> None:
    """A decimal is written as its digits; one that would be rounded on reading is text."""
    long = "0.12345678901234567890123"
    data = {"a": Decimal("3.50"), "b": Decimal("1E+3"), "c": Decimal(long), "d": Decimal(-7)}
    text = write_yaml(data)
    assert text == f'a: 3.50\nb: 1000\nc: "{long}"\nd: -7\n'
    assert load_yaml(text) == ({"a": 3.5, "b": 1000, "c": long, "d": -7}, [])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), "\ud800"])
def test_what_no_yaml_can_hold_is_refused(value: Any) -> None:
    """Not-a-number, infinity and half a surrogate pair raise ValueError."""
    with pytest.raises(ValueError, match=r"."):
        write_yaml({"a": value})


def test_other_types_are_refused() -> None:
    """A type that plain data does not have raises TypeError."""
    with pytest.raises(TypeError, match="bytes"):
        write_yaml({"a": b"x"})
