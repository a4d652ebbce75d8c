"""JSON bytes or text to plain data: fast where nothing can have been lost, explained where it was."""

from __future__ import annotations

import json as stdlib
from codecs import BOM_UTF8
from typing import Any, Final, NoReturn

import orjson

from newsld.document import Positions
from newsld.findings import Finding, Position
from newsld.syntax.decode import SIZE_LIMIT, decode
from newsld.syntax.json_scanner import scan
from newsld.syntax.numbers import exact_float, exact_int
from newsld.syntax.tree import DEPTH_LIMIT, START, Lines, ScanError, Tree

__all__ = ["json_positions", "load_json"]

_TOO_DEEP: Final = b"\n" + b"  " * DEPTH_LIMIT
"""A line of this indentation is inside 64 collections, so a collection on it would be one too many."""


class _UnsureError(ValueError):
    """The quick way cannot vouch for the data."""


def load_json(
    content: bytes | str, *, limit: int = SIZE_LIMIT, origin: Position = START
) -> tuple[Any, list[Finding]]:
    """The data of a JSON text, and what is wrong with it.

    Data without findings is exact: every key, every digit. With findings it is what could be read
    around them, or None where reading stopped: a comment, a trailing or missing comma, a raw control
    character and a Python or JavaScript word are passed over (NLD-SYN-001), the last of equal keys
    counts (NLD-SYN-002), a number that cannot be kept is its text (NLD-SYN-003), a lone surrogate is
    U+FFFD (NLD-SYN-008). Findings have line, column, pointer and excerpt; the file is the caller's.
    `origin` is where the text begins in its file. Nothing is raised, whatever the input.
    """
    if len(content) <= limit:
        try:
            return _trusted(content), []
        except _UnsureError:
            pass
    if isinstance(content, str):
        text, findings = _checked(content, limit)
    else:
        text, findings = decode(content, limit=limit)
    if text is None:
        return None, findings
    tree = _read(text, origin, places=False)
    return tree.root, tree.findings


def json_positions(text: str, *, origin: Position = START) -> Positions:
    """Where every value and key of a JSON text stands, up to the fault that stops reading."""
    return _read(text, origin, places=True).positions


def _checked(text: str, limit: int) -> tuple[str | None, list[Finding]]:
    """Text under the same promises as `decode`."""
    if len(text) > limit or not text.strip():
        return decode(text.encode("utf-8", "replace"), limit=min(limit, len(text)))
    return text, []


def _read(text: str, origin: Position, *, places: bool) -> Tree:
    tree = Tree(Lines(text, origin), places=places)
    try:
        scan(text, tree)
    except ScanError:
        tree.root = None
    return tree


def _trusted(content: bytes | str) -> Any:
    """The data, when it is proved that nothing was lost; raises _UnsureError otherwise.

    What orjson writes again to the same bytes had no duplicate key and no number it cannot hold.
    Other layouts go through the standard library, which hands over every pair and number.
    """
    try:
        raw = content.encode() if isinstance(content, str) else content
        raw = raw.removeprefix(BOM_UTF8).strip(b" \t\r\n")
        value = orjson.loads(raw)
        indented = raw[1:2] in b"\r\n"
        same = not indented and orjson.dumps(value) == raw
        if same and raw.count(b"[") + raw.count(b"{") <= DEPTH_LIMIT:
            return value
        again = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except (ValueError, TypeError) as error:
        raise _UnsureError from error
    if _TOO_DEEP in again:
        raise _UnsureError
    if same or again == raw:
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
