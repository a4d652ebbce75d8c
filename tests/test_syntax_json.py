"""JSON: the same data as other readers, and every fault with its place."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.findings import Position
from newsld.syntax.data_builder import DataBuilder, ScanError
from newsld.syntax.document import pointer
from newsld.syntax.json import json_positions, load_json
from newsld.syntax.json_scanner import scan
from newsld.syntax.lines import Lines

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
LAYOUTS: list[dict[str, Any]] = [
    {},
    {"ensure_ascii": False, "separators": (",", ":")},
    {"ensure_ascii": False, "indent": 2},
    {"indent": "\t"},
]


def exact(text: str) -> DataBuilder:
    """What the scanner alone makes of a text."""
    tree = DataBuilder(Lines(text))
    scan(text, tree)
    return tree


def codes(content: bytes | str) -> list[tuple[str, int | None, int | None, str | None]]:
    """The findings of a text with their places and pointers."""
    return [(f.code, f.line, f.column, f.pointer) for f in load_json(content)[1]]


@given(DATA, st.sampled_from(LAYOUTS))
def test_both_ways_read_what_the_standard_library_reads(data: Any, layout: dict[str, Any]) -> None:
    """The quick way and the scanner give what json.loads gives, in any layout."""
    text = json.dumps(data, **layout)
    expected = repr(json.loads(text))
    assert repr(load_json(text.encode())[0]) == expected
    assert repr(load_json(text)[0]) == expected
    tree = exact(text)
    assert (repr(tree.root), tree.findings) == (expected, [])


@given(DATA, st.sampled_from(LAYOUTS), st.integers(0, 70))
def test_the_scanner_has_the_same_positions(data: Any, layout: dict[str, Any], depth: int) -> None:
    """Positions of valid JSON are found without the scanner, and equal its own, nested too deep or not."""
    for _ in range(depth):
        data = [data]
    text = json.dumps({"a": data, "b": data}, **layout).replace(
        '"b"', '"a"'
    )  # a repeated key: the last one counts
    tree = DataBuilder(Lines(text), want_positions=True)
    with suppress(ScanError):
        scan(text, tree)
    positions = json_positions(text)
    assert dict(positions.values) == dict(tree.positions.values)
    assert dict(positions.keys) == dict(tree.positions.keys)
    assert positions.values


@given(DATA, st.sampled_from(LAYOUTS))
def test_the_text_at_a_position_is_the_value(data: Any, layout: dict[str, Any]) -> None:
    """Reading on from a value's line and column gives that value, and from a key's that key."""
    text = json.dumps(data, **layout)
    lines = text.split("\n")
    positions = json_positions(text)
    decoder = json.JSONDecoder()

    def at(place: Position) -> Any:
        rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        return decoder.raw_decode(rest)[0]

    def walk(value: Any, *steps: str | int) -> int:
        assert repr(at(positions.values[pointer(*steps)])) == repr(value)
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, item in items:
            if isinstance(value, dict):
                assert at(positions.keys[pointer(*steps, step)]) == step
            walk(item, *steps, step)
        return 1

    walk(json.loads(text))


@given(st.text("[]{},:\"\\ \n01-+.eEutrfalsn/*'\ud800é", max_size=30))
def test_the_scanner_accepts_exactly_what_is_json(text: str) -> None:
    """A text without findings is JSON to the standard library with the same data; nothing is raised."""
    value, findings = load_json(text, unwrap=False)
    try:
        expected = json.loads(text)
    except ValueError:
        assert findings
        return
    if not findings:
        assert repr(value) == repr(expected)
    else:
        assert {f.code for f in findings} <= {"NLD-SYN-002", "NLD-SYN-003", "NLD-SYN-008"}
    assert all(f.line and f.column and (f.code == "NLD-SYN-012" or f.pointer is not None) for f in findings)


FAULTS = [
    ('{"a": 1,\n "a": 2}', [("NLD-SYN-002", 2, 2, "/a")]),
    ('{"a/b": {"~": 1, "~": 2}}', [("NLD-SYN-002", 1, 18, "/a~1b/~0")]),
    ('{"a": NaN, "b": [-Infinity, 1e999]}', [
        ("NLD-SYN-003", 1, 7, "/a"), ("NLD-SYN-003", 1, 18, "/b/0"), ("NLD-SYN-003", 1, 29, "/b/1"),
    ]),
    ("[0.12345678901234567891, 1e-999, " + "9" * 5000 + "]", [
        ("NLD-SYN-003", 1, 2, "/0"), ("NLD-SYN-003", 1, 26, "/1"), ("NLD-SYN-003", 1, 34, "/2"),
    ]),
    ("[" * 100_000, [("NLD-SYN-004", 1, 65, "/0" * 64)]),
    ('{"a":' * 100_000, [("NLD-SYN-004", 1, 321, "/a" * 64)]),
    ("[" * 65 + "]" * 65, [("NLD-SYN-004", 1, 65, "/0" * 64)]),
    ('["😀\\ud800", "\\udc00x"]', [("NLD-SYN-008", 1, 4, "/0"), ("NLD-SYN-008", 1, 14, "/1")]),
    ('{"a": "x\ty", "b": 01}', [("NLD-SYN-001", 1, 9, "/a"), ("NLD-SYN-001", 1, 19, "/b")]),
    ('{"a": "never\nclosed', [("NLD-SYN-001", 1, 7, "/a")]),
    ("[1, 2,]", [("NLD-SYN-001", 1, 7, "/2")]),
    ("[1 2] // x", [("NLD-SYN-001", 1, 4, "/1"), ("NLD-SYN-001", 1, 7, "")]),
    ("{} {}", [("NLD-SYN-001", 1, 4, "/1")]),
    ("{'a': 1}", [("NLD-SYN-001", 1, 2, "")]),
    ('{"a": True}', [("NLD-SYN-001", 1, 7, "/a")]),
    ('{"a" 1}', [("NLD-SYN-001", 1, 6, "/a")]),
    ('{"a": 1', [("NLD-SYN-001", 1, 8, "")]),
    ("", [("NLD-SYN-012", 1, 1, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[text[:20] for text, _ in FAULTS])
def test_each_fault_has_its_code_place_and_pointer(text: str, expected: list[Any]) -> None:
    """Every fault of a text is found in one go, where it stands, as bytes, with a mark and as text."""
    assert codes(text.encode()) == codes(text) == codes(b"\xef\xbb\xbf" + text.encode()) == expected


def test_what_can_be_passed_over_still_gives_data() -> None:
    """Comments, commas and foreign words are findings, and the rest is read."""
    value, findings = load_json('{"a": [1, 2,], /* c */ "b": None "c": NaN, "c": 1e999};')
    assert value == {"a": [1, 2], "b": None, "c": "1e999"}
    assert len(findings) == 8


def test_integers_and_decimals_are_exact_or_findings() -> None:
    """A 30-digit integer is kept to the digit; 64 levels are not too many."""
    assert load_json(b"[123456789012345678901234567890, 1.50, 4e2]") == (
        [123456789012345678901234567890, 1.5, 400.0],
        [],
    )
    assert load_json("[" * 64 + "]" * 64)[1] == []


@pytest.mark.parametrize("space", ["", " ", "\n"])
@pytest.mark.parametrize(
    ("opening", "closing", "each"), [("[", "]", 1), ('{"a":', "}", 1), ('[{"a":', "}]", 2)]
)
def test_lists_and_objects_count_alike_as_levels(opening: str, closing: str, each: int, space: str) -> None:
    """64 levels are read and more are not, of whatever kind, in every layout, with nothing else at fault."""
    for levels, expected in ((64, []), (66, ["NLD-SYN-004"]), (300, ["NLD-SYN-004"])):
        deep = levels // each
        _, findings = load_json((opening + space) * deep + "1" + closing * deep)
        assert [finding.code for finding in findings] == expected


def test_an_origin_moves_lines_and_the_first_column() -> None:
    """A block inside a page is placed in the page."""
    places = json_positions('{"a":\n1}', origin=Position(10, 5)).values
    assert places == {"": Position(10, 5), "/a": Position(11, 1)}
    _, findings = load_json('{"a":1,"a":2}', origin=Position(10, 5))
    assert (findings[0].line, findings[0].column, findings[0].excerpt) == (10, 12, None)


def test_bytes_that_are_no_text_are_findings() -> None:
    """Bytes that are not UTF-8 and inputs over the limit are refused."""
    assert codes(b'{"a":\n"\xff"}') == [("NLD-SYN-009", 2, 2, None)]
    assert [f.code for f in load_json(b"[1, 2]", limit=3)[1]] == ["NLD-SYN-004"]
    assert [f.code for f in load_json("[1, 2]", limit=3)[1]] == ["NLD-SYN-004"]


def test_threads_do_not_read_each_other_s_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nesting that is too deep is found while another thread reads as well: here in the middle of each writing."""
    import orjson

    from newsld.syntax import json as module

    deep, shallow = '{"a": ' * 70 + "1" + "}" * 70, '{"b":2}'
    turns: list[Any] = []

    def dumps(value: Any, **options: Any) -> bytes:
        if len(turns) < 2:
            turns.append(value)
            assert load_json(shallow) == ({"b": 2}, [])
        return orjson.dumps(value, **options)

    fake = type("orjson", (), {"dumps": staticmethod(dumps), "loads": staticmethod(orjson.loads)})
    load_json(deep)
    monkeypatch.setattr(module, "orjson", fake)
    assert [one.code for one in load_json(deep)[1]] == ["NLD-SYN-004"]
    assert turns
