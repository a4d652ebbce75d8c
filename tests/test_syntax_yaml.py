"""YAML: what scalars mean, where everything stands, and every fault with its place."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsld.findings import Position
from newsld.syntax.document import pointer
from newsld.syntax.yaml import load_yaml, yaml_positions

WORDS = st.text("abcxyz é😀,:#'\"-[]{}&*!|>%@\n\t\\", max_size=15)
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | WORDS
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=15,
)


def faults(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    """The findings of a text with their places and pointers."""
    return [(f.code, f.line, f.column, f.pointer) for f in load_yaml(text)[1]]


def helps(text: str) -> list[str]:
    """The hints of the findings of a text."""
    return [str(f.suggestion) for f in load_yaml(text)[1]]


@given(DATA, st.sampled_from([None, True, False]))
def test_another_writers_yaml_reads_as_another_reader_reads_it(data: Any, flow: bool | None) -> None:
    """Where YAML 1.1 and 1.2 agree, the data is what libyaml's own loader makes of it."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow)
    assert repr(load_yaml(text)) == repr((yaml.load(text, Loader=yaml.CSafeLoader), []))


@given(DATA, st.sampled_from([None, True, False]), st.integers(1, 5))
def test_the_text_at_a_position_is_the_scalar(data: Any, flow: bool | None, first: int) -> None:
    """Every value and key has a position, and a one-line scalar's source starts there."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow, width=10**6)
    positions = yaml_positions(text, first_line=first)
    lines = text.split("\n")

    def check(place: Position, value: Any) -> None:
        source = lines[place.line - first][place.column - 1 :]
        if isinstance(value, str) and value[:1] and source.startswith(value[:1]):
            return
        assert source[:1] in "\"'|>?" or isinstance(value, (int, type(None))), (source, value)
        if value is not None and not isinstance(value, str):
            assert source.startswith(str(value).lower())

    def walk(value: Any, *steps: str | int) -> None:
        place = positions.values[pointer(*steps)]
        if isinstance(value, dict):
            for key, item in value.items():
                check(positions.keys[pointer(*steps, key)], key)
                walk(item, *steps, key)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                walk(item, *steps, number)
        else:
            check(place, value)

    walk(data)


@given(st.text(max_size=40) | st.text("ab: -[]{},\"'#&*!|>%\n\t\\?~1.“”\x00\x85\u2028\ufeff\r", max_size=40))
def test_no_text_raises_and_every_finding_has_a_place(text: str) -> None:
    """Whatever the text, there is data or findings, each with line and column inside the text."""
    _, findings = load_yaml(text)
    lines = text.split("\n")
    for finding in findings:
        assert finding.line is not None
        assert finding.column is not None
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.excerpt == lines[finding.line - 1].rstrip("\r")
    yaml_positions(text)


CORE = {
    "NO": "NO", "yes": "yes", "12:30": "12:30", "2025-03-04": "2025-03-04", "1_000": "1_000",
    "0o17": 15, "0x1F": 31, "017": 17, "-12": -12, "+3": 3, "1e3": 1000.0, ".5": 0.5, "1.": 1.0, "4.10": 4.1,
    "~": None, "null": None, "Null": None, "": None, "true": True, "FALSE": False, "tRUE": "tRUE",
    "nan": "nan", "0b11": "0b11", "1.2.3": "1.2.3", "-": "-", "٣": "٣", "123456789012345678901234567890":
    123456789012345678901234567890,
    "2025-03-04T18:20:00+00:00": "2025-03-04T18:20:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize(("source", "value"), CORE.items(), ids=list(CORE))
def test_plain_scalars_follow_the_core_schema(source: str, value: Any) -> None:
    """Norway is text, a time is text, and numbers are what YAML 1.2 says."""
    if source != "-":
        assert repr(load_yaml(f"a: {source}\n")) == repr(({"a": value}, []))
    assert load_yaml(f'a: "{source}"\n') == ({"a": source}, [])


def test_keys_are_text() -> None:
    """A year, a switch or a merge sign as a key is its own text."""
    assert load_yaml("1971: a\ntrue: b\n<<: c\n~: d\n")[0] == {"1971": "a", "true": "b", "<<": "c", "~": "d"}


def test_line_breaks_of_yaml_1_1_are_text() -> None:
    """NEL, LS and PS end no line: the words keep them and the columns count them."""
    text = 'a: x\u2028y\x85z\nb: "p\u2029q"\nc: |\n  r\u2028s\n'
    assert load_yaml(text)[0] == {"a": "x\u2028y\x85z", "b": "p\u2029q", "c": "r\u2028s\n"}
    assert yaml_positions(text).values["/b"] == Position(2, 4)


def test_line_feeds_of_every_platform_are_read() -> None:
    """CRLF is a line feed, and lines are counted as the report counts them."""
    assert load_yaml("a: 1\r\nb: |\r\n  x\r\n  y\r\n")[0] == {"a": 1, "b": "x\ny\n"}
    assert yaml_positions("a: 1\r\nb: 2\r\n").keys["/b"] == Position(2, 1)


FAULTS = [
    ("a: 1\nb: {a: 1, a: 2}\n'a': 3\n", [("NLD-SYN-002", 2, 11, "/b/a"), ("NLD-SYN-002", 3, 1, "/a")]),
    ("1: a\n'1': b\n", [("NLD-SYN-002", 2, 1, "/1")]),
    ("a: .inf\nb: [.NaN, 1e999]\nc: " + "9" * 5000, [
        ("NLD-SYN-003", 1, 4, "/a"), ("NLD-SYN-003", 2, 5, "/b/0"), ("NLD-SYN-003", 2, 11, "/b/1"),
        ("NLD-SYN-003", 3, 4, "/c"),
    ]),
    ("[" * 100_000, [("NLD-SYN-004", 1, 65, "/0" * 64)]),
    ("- " * 100_000, [("NLD-SYN-004", 1, 129, "/0" * 64)]),
    ("{a: " * 100_000, [("NLD-SYN-004", 1, 257, "/a" * 64)]),
    ("? " * 100_000, [("NLD-SYN-001", 1, 3 + 2 * n, "") for n in range(64)] + [("NLD-SYN-004", 1, 129, "")]),
    ("a: &x [1]\nb: *x\nc: !!str 5\n", [
        ("NLD-SYN-011", 1, 4, "/a"), ("NLD-SYN-011", 2, 4, "/b"), ("NLD-SYN-011", 3, 4, "/c"),
    ]),
    ("a: 1\n---\nb: 2\n", [("NLD-SYN-013", 2, 1, "")]),
    ("a: 1\n...\nb: 2\n", [("NLD-SYN-013", 3, 1, "")]),
    ("a: 'never closed\nb: 2\n", [("NLD-SYN-001", 1, 4, "/a")]),
    ("a: 1\n\tb: 2\n", [("NLD-SYN-001", 2, 1, "/a")]),
    ("😀: {b: [1, 2\n", [("NLD-SYN-001", 1, 8, "/😀/b/2")]),
    ("a: x\x00y\nb: 😀\x7f\n", [("NLD-SYN-010", 1, 5, ""), ("NLD-SYN-010", 2, 5, "")]),
    ('a: "\\ud83d"\n', [("NLD-SYN-008", 1, 7, "/a")]),
    ("a: {{title}}\n", [("NLD-SYN-001", 1, 5, "/a")]),
    ("? [a, b]\n: c\n", [("NLD-SYN-001", 1, 3, "")]),
    ("a: @x\n", [("NLD-SYN-001", 1, 4, "/a")]),
    ("a: b: c\n", [("NLD-SYN-001", 1, 5, "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[text[:15] for text, _ in FAULTS])
def test_each_fault_has_its_code_place_and_pointer(text: str, expected: list[Any]) -> None:
    """Every fault that one pass can see is reported, where it stands."""
    assert faults(text) == expected
    assert [f.line for f in load_yaml(text, first_line=3)[1]] == [line + 2 for _, line, _, _ in expected]


NESTED = {
    "lists": ("", "["), "lists with spaces": ("", "[ "), "mappings": ("", "{a: "), "mappings as keys": ("", "{"),
    "lists as keys": ("", "[? "), "both": ("", "[{a: "), "both as keys": ("", "{["), "block lists": ("", "- "),
    "lists in a block list": ("- " * 40, "["), "a list behind keys": ("a:\n  b: {c: ", "["),
    "behind a closed list": ("- [a, [b]]\n- ", "["), "behind a comment": ("# words\n---\n", "["),
    "behind a byte order mark": ("\ufeff", "["), "lists with anchors": ("", "[&a "), "a line each": ("", "[\n"),
    "behind a key twice": ("a: 1\na: 2\nb: ", "["), "behind a control character": ("a: \x01\nb: ", "["),
}  # fmt: skip
"""A beginning, and what opens one or two collections more each time it is written."""


@pytest.mark.parametrize("end", ["", "@", "'open", "]" * 3000, "\n- x: y: z"])
@pytest.mark.parametrize("shape", NESTED)
def test_the_place_of_too_deep_nesting_is_where_one_is_too_many(shape: str, end: str) -> None:
    """However many follow, and whatever is wrong behind them: libyaml may have a limit of its own."""
    begin, opening = NESTED[shape]

    def seen(times: int, end: str = "") -> list[tuple[str, int | None, int | None, str | None]]:
        return faults(begin + opening * times + end)

    expected = seen(70)
    assert expected[-1][0] == "NLD-SYN-004"
    assert [seen(times, end) for times in (70, 500, 1001, 1100, 30_000)] == [expected] * 5
    assert yaml_positions(begin + opening * 1100) == yaml_positions(begin + opening * 70)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * 64 + "@", 1, 65),
        ("[" + "[], " * 100 + "@]", 1, 402),
        ("a: '" + "[" * 100 + "'\nb: @", 2, 4),
        ("a: ['" + "[" * 100 + "', @", 1, 109),
    ],
)
def test_brackets_that_close_or_are_text_nest_nothing(text: str, line: int, column: int) -> None:
    """A fault behind them is reported itself."""
    (finding,) = load_yaml(text)[1]
    assert (finding.code, finding.line, finding.column) == ("NLD-SYN-001", line, column)


def test_an_alias_bomb_is_findings_and_no_bomb() -> None:
    """Aliases are refused one by one, and nothing grows."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    value, findings = load_yaml(bomb)
    assert {f.code for f in findings} == {"NLD-SYN-011"}
    assert value["a29"] == [None] * 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{exact: “x, y”}", "“x, y”"),
        ("a: {exact: “x, y: z”, b: 1}", "“x, y: z”"),
        ("a: [“one, two,\n three”, four]", "“one, two, three”"),
        ("a: {name: Farrow, Ines}", "Farrow, Ines"),
    ],
)
def test_words_that_a_comma_cuts_get_the_hint(text: str, words: str) -> None:
    """Unquoted words with a comma inside braces are one finding, which shows them quoted."""
    assert helps(text) == [f'quote the words: "{words}"']


@pytest.mark.parametrize(
    "text",
    [
        "{exact: “x”, b: “y”}",
        "[Farrow, Ines]",
        '{a: "“x, y”", b: }',
        "{a, b: c}",
        "a: “x, y”",
        "{a: ~, b: ''}",
    ],
)
def test_words_that_no_comma_cuts_get_no_hint(text: str) -> None:
    """What is quoted, closed or in a block is nobody's trap."""
    assert load_yaml(text)[1] == []


def test_comments_only_are_no_data() -> None:
    """A text without a document is None and no finding: the notation has no quarrel with it."""
    assert load_yaml("# nothing yet\n") == (None, [])
    assert load_yaml("\ufeffa: 1\n") == ({"a": 1}, [])
