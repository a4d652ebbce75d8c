"""Parse JSON: quickly where the data is surely exact, else with the scanner that reports and repairs faults."""

from __future__ import annotations

import json as stdlib
from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any, Final, NoReturn

import orjson

from newsld.findings import Finding, Position
from newsld.syntax.data_builder import DEPTH_LIMIT, DataBuilder, ScanError, Spans
from newsld.syntax.decode import SIZE_LIMIT, decode
from newsld.syntax.document import Positions
from newsld.syntax.json_positions import valid_json_positions
from newsld.syntax.lines import START, Lines
from newsld.syntax.numbers import exact_float, exact_int
from newsld.syntax.patterns import lazy_pattern

_FENCE: Final = lazy_pattern(r"[ \t\r\n]*(```|~~~)[A-Za-z0-9+-]*[ \t]*\r?(?=\n)")
"""The first line of a Markdown code block, as chat programs put it around JSON."""
_TOO_DEEP: Final = b"\n" + b"  " * DEPTH_LIMIT
"""An indentation inside 64 collections: a collection on such a line would be one too many."""


class _InexactJsonError(ValueError):
    """The quick way cannot guarantee that the data is exact."""


def load_json(
    content: bytes | str, *, limit: int = SIZE_LIMIT, origin: Position = START, unwrap: bool = True
) -> tuple[Any, list[Finding]]:
    """Return the data of a JSON text, and the findings.

    Data without findings is exact: every key, every digit. With findings it is the most likely repair,
    or None where there is none. Invalid JSON is NLD-SYN-001: comments, CDATA and HTML comments
    around it, commas too many or too few, other quotes or entities for quotes, keys without quotes, quotes and
    control characters that are not escaped, words of Python or JavaScript, several values in one text (they
    become a list), JSON that is escaped twice. Of equal keys the last one counts (NLD-SYN-002), a number that cannot
    be represented exactly becomes text (NLD-SYN-003), a lone surrogate is U+FFFD (NLD-SYN-008), no JSON at all is
    NLD-SYN-012. With `unwrap`, a text that is one string which contains JSON is parsed as that JSON.
    Findings have line, column, pointer and excerpt, but no file.
    `origin` is where the text begins in its file. Raises nothing, whatever the input.
    """
    if len(content) <= limit:
        try:
            value = _load_exact(content)
            if not (unwrap and _is_wrapped(value)):
                return value, []
        except _InexactJsonError:
            pass
    if isinstance(content, str):
        text, findings = _check_text(content, limit)
    else:
        text, findings = decode(content, limit=limit)
    if text is None:
        return None, findings
    builder = _scan_text(text, origin, unwrap=unwrap)
    if _FENCE.match(text):
        message, hint = "the JSON is inside a Markdown code fence", "remove the lines that begin with ```"
        fence = Finding("NLD-SYN-001", message, suggestion=hint, line=origin.line, column=origin.column)
        return builder.root, [fence, *builder.findings]
    return builder.root, builder.findings


def json_positions(text: str, *, origin: Position = START) -> Positions:
    """Return the positions of all values and keys of a JSON text, up to the fault that stops the scan.

    Pointers lead into the data of `load_json`, repairs included.
    """
    positions = valid_json_positions(text, Lines(text, origin)) if _is_valid(text) else None
    return positions or _scan_text(text, origin, want_positions=True).positions


def json_spans(text: str) -> Spans:
    """Return the spans of all scalars and keys of a JSON text; pointers as in `json_positions`."""
    return _scan_text(text, START, want_spans=True).spans


def _is_valid(text: str) -> bool:
    """Return whether a text is one JSON mapping or list without a fault, except repeated keys and long numbers."""
    try:
        return isinstance(orjson.loads(text), dict | list)
    except ValueError:
        return False


def _check_text(text: str, limit: int) -> tuple[str | None, list[Finding]]:
    """Return a text with the same guarantees and findings as `decode`."""
    if len(text) > limit or not text.strip():
        return decode(text.encode("utf-8", "replace"), limit=limit if len(text) > limit else 4 * len(text))
    return text, []


def _scan_text(
    text: str,
    origin: Position,
    *,
    want_positions: bool = False,
    want_spans: bool = False,
    unwrap: bool = True,
) -> DataBuilder:
    from newsld.syntax.json_scanner import scan

    text = _without_fence(text)
    builder = DataBuilder(Lines(text, origin), want_positions=want_positions, want_spans=want_spans)
    in_string = unwrap and _is_json_in_string(text)
    try:
        scan(text, builder, in_string=in_string)
    except ScanError:
        builder.root = None
    return builder


def _without_fence(text: str) -> str:
    """Return a text whose Markdown code fence is blank, so that every offset stays."""
    opening = _FENCE.match(text)
    if opening is None:
        return text
    blank = " " * opening.end()
    rest = text[opening.end() :]
    closing = rest.rfind(opening[1])
    if closing >= 0 and not rest[closing:].strip(f"{opening[1][0]} \t\r\n"):
        rest = rest[:closing] + " " * (len(rest) - closing)
    return blank + rest


def _is_json_in_string(text: str) -> bool:
    """Return whether a text is one JSON string that contains JSON."""
    if text.lstrip(" \t\r\n")[:1] != '"':
        return False
    try:
        return _is_wrapped(_load_exact(text))
    except _InexactJsonError:
        return False


def _is_wrapped(value: Any) -> bool:
    """Return whether a value is text that is a JSON mapping or list."""
    if not isinstance(value, str) or value.lstrip(" \t\r\n")[:1] not in ("{", "["):
        return False
    try:
        _load_exact(value)
    except _InexactJsonError:
        return False
    return True


def _load_exact(content: bytes | str) -> Any:
    """Return the data when it is proved to be exact. Raises _InexactJsonError otherwise.

    If orjson writes the same bytes again, there was no duplicate key and no number that it cannot represent.
    Other layouts go through the standard library, which passes on every pair and number. Writing also proves that
    nothing is nested too deeply.
    """
    try:
        raw = content.encode() if isinstance(content, str) else content
        raw = raw.removeprefix(BOM_UTF8).strip(b" \t\r\n")
        value = orjson.loads(raw)
        is_exact = _is_indented(value, raw) if raw[1:2] in b"\r\n" else _is_compact(value, raw)
    except (ValueError, TypeError) as error:
        raise _InexactJsonError from error
    if is_exact:
        return value
    return stdlib.loads(
        raw,
        object_pairs_hook=_pairs,
        parse_int=_int,
        parse_float=_float,
        parse_constant=_constant,
    )


def _is_indented(value: Any, raw: bytes) -> bool:
    """Return whether orjson writes data as this, indented. Raises ValueError if it may be nested too deeply."""
    content = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    if _TOO_DEEP in content:
        raise _InexactJsonError
    return content == raw


def _is_compact(value: Any, raw: bytes) -> bool:
    """Return whether orjson writes data as this, compact. Raises TypeError if it may be nested too deeply."""
    try:
        nested = _FREE_LISTS.pop()
    except IndexError:  # at first, and while other threads use the others
        nested = _nested_lists()
    outermost, innermost, levels = nested
    innermost.append(value)
    try:
        content = orjson.dumps(outermost)
        return len(content) == len(raw) + 2 * levels and content.startswith(raw, levels)
    finally:
        innermost.clear()
        _FREE_LISTS.append(nested)


_FREE_LISTS: Final[list[tuple[list[Any], list[Any], int]]] = []
"""What `_nested_lists` returned and nobody uses now: as many as there were threads at a time."""


def _nested_lists() -> tuple[list[Any], list[Any], int]:
    """Return lists in lists in which orjson writes only data of fewer levels than DEPTH_LIMIT; and their number."""
    lists: list[list[Any]] = [[]]
    for _ in range(1000):
        lists.append([lists[-1]])
    levels = bisect_left(lists, True, key=_is_too_deep) + 1 - DEPTH_LIMIT
    return lists[levels - 1], lists[0], levels


def _is_too_deep(value: Any) -> bool:
    """Return whether orjson does not write lists in lists, because there are too many."""
    try:
        orjson.dumps(value)
    except TypeError:
        return True
    return False


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _InexactJsonError
    return mapping


def _int(text: str) -> int:
    value = exact_int(text)
    if value is None:
        raise _InexactJsonError
    return value


def _float(text: str) -> float:
    value = exact_float(text)
    if value is None:
        raise _InexactJsonError
    return value


def _constant(text: str) -> NoReturn:
    raise _InexactJsonError(text)


def dump_json(data: Mapping[str, Any], *, indent: bool = False) -> bytes:
    """Return plain data as UTF-8 JSON in the order of its keys, on one line or indented by two, with a line feed."""
    layout = orjson.OPT_INDENT_2 if indent else 0
    try:
        return orjson.dumps(data, option=layout | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # an integer of more than 64 bits
        lines = {"indent": 2} if indent else {"separators": (",", ":")}
        return stdlib.dumps(data, ensure_ascii=False, **lines).encode() + b"\n"
