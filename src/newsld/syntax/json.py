"""JSON bytes or text to plain data: fast where nothing can have been lost, explained where it was."""

from __future__ import annotations

import json as stdlib
from codecs import BOM_UTF8
from typing import Any, Final, NoReturn

import orjson

from newsld.findings import Finding, Position
from newsld.syntax.decode import SIZE_LIMIT, decode
from newsld.syntax.document import Positions
from newsld.syntax.numbers import exact_float, exact_int
from newsld.syntax.tree import DEPTH_LIMIT, START, Lines, ScanError, Spans, Tree

__all__ = ["json_positions", "json_spans", "load_json"]

_TOO_DEEP: Final = b"\n" + b"  " * DEPTH_LIMIT
"""A line of this indentation is inside 64 collections, so a collection on it would be one too many."""


class _UnsureError(ValueError):
    """The quick way cannot vouch for the data."""


def load_json(
    content: bytes | str, *, limit: int = SIZE_LIMIT, origin: Position = START, unwrap: bool = True
) -> tuple[Any, list[Finding]]:
    """The data of a JSON text, and what is wrong with it.

    Data without findings is exact: every key, every digit. With findings it is what was plainly meant,
    or None where that cannot be told. What is no JSON is NLD-SYN-001: comments, CDATA and HTML comments
    around it, commas too many or too few, other quotes or entities for quotes, keys without quotes, quotes and
    control characters that nobody escaped, words of Python or JavaScript, several values in one text (they
    become a list), JSON that is escaped twice. Of equal keys the last one counts (NLD-SYN-002), a number that cannot
    be kept is its text (NLD-SYN-003), a lone surrogate is U+FFFD (NLD-SYN-008), no JSON at all is NLD-SYN-012.
    With `unwrap`, a text that is one string which holds JSON is read as that JSON.
    Findings have line, column, pointer and excerpt; the file is the caller's.
    `origin` is where the text begins in its file. Nothing is raised, whatever the input.
    """
    if len(content) <= limit:
        try:
            value = _trusted(content)
            if not (unwrap and _is_wrapped(value)):
                return value, []
        except _UnsureError:
            pass
    if isinstance(content, str):
        text, findings = _checked(content, limit)
    else:
        text, findings = decode(content, limit=limit)
    if text is None:
        return None, findings
    tree = _read(text, origin, unwrap=unwrap)
    return tree.root, tree.findings


def json_positions(text: str, *, origin: Position = START) -> Positions:
    """Where every value and key of a JSON text stands, up to the fault that stops reading.

    Pointers lead into the data of `load_json`, whatever had to be mended for it.
    """
    return _read(text, origin, places=True).positions


def json_spans(text: str) -> Spans:
    """Where every scalar and key of a JSON text begins and ends; pointers as in `json_positions`."""
    return _read(text, START, ends=True).spans


def _checked(text: str, limit: int) -> tuple[str | None, list[Finding]]:
    """Text under the same promises as `decode`."""
    if len(text) > limit or not text.strip():
        return decode(text.encode("utf-8", "replace"), limit=limit if len(text) > limit else 4 * len(text))
    return text, []


def _read(
    text: str, origin: Position, *, places: bool = False, ends: bool = False, unwrap: bool = True
) -> Tree:
    from newsld.syntax.json_scanner import scan

    tree = Tree(Lines(text, origin), places=places, ends=ends)
    enclosed = unwrap and _encloses(text)
    try:
        scan(text, tree, enclosed=enclosed)
    except ScanError:
        tree.root = None
    return tree


def _encloses(text: str) -> bool:
    """Whether a text is one JSON string that holds JSON."""
    if text.lstrip(" \t\r\n")[:1] != '"':
        return False
    try:
        return _is_wrapped(_trusted(text))
    except _UnsureError:
        return False


def _is_wrapped(value: Any) -> bool:
    """Whether data is text that is a JSON mapping or list."""
    if not isinstance(value, str) or value.lstrip(" \t\r\n")[:1] not in ("{", "["):
        return False
    try:
        _trusted(value)
    except _UnsureError:
        return False
    return True


def _trusted(content: bytes | str) -> Any:
    """The data, when it is proved that nothing was lost; raises _UnsureError otherwise.

    What orjson writes again to the same bytes had no duplicate key and no number it cannot hold.
    Other layouts go through the standard library, which hands over every pair and number.
    """
    try:
        raw = content.encode() if isinstance(content, str) else content
        raw = raw.removeprefix(BOM_UTF8).strip(b" \t\r\n")
        value = orjson.loads(raw)
        is_compact = raw[1:2] not in b"\r\n" and orjson.dumps(value) == raw
        again = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except (ValueError, TypeError) as error:
        raise _UnsureError from error
    if _TOO_DEEP in again:
        raise _UnsureError
    if is_compact or again == raw:
        return value
    return stdlib.loads(
        raw,
        object_pairs_hook=_pairs,
        parse_int=_int,
        parse_float=_float,
        parse_constant=_constant,
    )


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _UnsureError
    return mapping


def _int(text: str) -> int:
    value = exact_int(text)
    if value is None:
        raise _UnsureError
    return value


def _float(text: str) -> float:
    value = exact_float(text)
    if value is None:
        raise _UnsureError
    return value


def _constant(text: str) -> NoReturn:
    raise _UnsureError(text)
