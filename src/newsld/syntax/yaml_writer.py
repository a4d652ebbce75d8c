"""Write plain data as YAML that people can read and edit, and that parses to the same data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any, Final

from newsld.syntax.numbers import exact_float, exact_int
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.yaml_scalars import can_be_plain, quote

_INDENT: Final = 2
_BLOCK_LENGTH: Final = 80
"""The length, in characters, from which text that would need escapes in quotes is written as a block instead."""

_KEY_LIMIT: Final = 1000
"""The maximum length of a simple key; YAML takes no more than 1,024 characters without a question mark."""

_COLLECTIONS: Final = (dict, list, tuple)
_NOT_LITERAL: Final = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_yaml(data: Mapping[str, Any], *, flow_depth: int = 2, width: int = 100) -> str:
    """Return YAML for a mapping, ending with a line feed; the same data gives the same text.

    Mappings are in block style, one key a line. A list of scalars, or from `flow_depth` levels down
    (the root is 0) any collection, is on one line as ``{a: b}`` or ``[a, b]`` when the line
    has at most `width` characters. Text of several lines is a literal block. Keys keep their order.

    Values may be None, bool, int, float, Decimal, str, dictionaries with text for keys, and lists or tuples.
    A Decimal that a float cannot represent is written as text. Text is read back exactly, control
    characters included, by this package and by any YAML 1.1 reader (which makes dates of dates). Raises
    ValueError for infinity, not-a-number and lone surrogates, TypeError for other types.
    """
    if not data:
        return "{}\n"
    text = _YamlWriter(flow_depth, width).mapping(data, 0, 0)
    text.encode("utf-8")
    return text


class _YamlWriter:
    """A writer with the two limits of the layout; `indent` is where a block's lines begin."""

    __slots__ = ("flow_depth", "width")

    def __init__(self, flow_depth: int, width: int) -> None:
        self.flow_depth = flow_depth
        self.width = width

    def mapping(self, data: Mapping[str, Any], indent: int, depth: int) -> str:
        """Return a mapping in block style: whole lines, the first one without its indentation."""
        lines: list[str] = []
        for name, value in data.items():
            key = _in_block(name)
            if type(value) is str and len(key) <= _KEY_LIMIT:
                lines.append(f"{key}: {block_text(value, indent)}\n")
            elif len(key) > _KEY_LIMIT:
                after = self.after(value, indent, indent + 1, depth + 1)
                lines.append(f"? {key}\n{' ' * indent}:{after}")
            else:
                lines.append(f"{key}:{self.after(value, indent, indent + len(key) + 1, depth + 1)}")
        return (" " * indent).join(lines)

    def sequence(self, data: Sequence[Any], indent: int, depth: int) -> str:
        """Return a list in block style: whole lines, the first one without its indentation."""
        lines: list[str] = []
        for value in data:
            if not isinstance(value, _COLLECTIONS):
                lines.append(f"-{self.after(value, indent, indent + 1, depth + 1)}")
            elif (line := self.one_line(value, indent + 2, depth + 1)) is not None:
                lines.append(f"- {line}\n")
            else:
                lines.append(f"- {self.block(value, indent + _INDENT, depth + 1)}")
        return (" " * indent).join(lines)

    def after(self, value: Any, indent: int, column: int, depth: int) -> str:
        """Return what follows a colon or dash at `column`, including the line end."""
        if isinstance(value, str):
            return f" {block_text(value, indent)}\n"
        if not isinstance(value, _COLLECTIONS):
            return f" {_scalar(value)}\n"
        line = self.one_line(value, column + 1, depth)
        if line is not None:
            return f" {line}\n"
        inner = indent + _INDENT
        return f"\n{' ' * inner}{self.block(value, inner, depth)}"

    def block(self, value: dict[str, Any] | Sequence[Any], indent: int, depth: int) -> str:
        """Return a collection in block style: whole lines, the first one without its indentation."""
        if isinstance(value, dict):
            return self.mapping(value, indent, depth)
        return self.sequence(value, indent, depth)

    def one_line(self, value: dict[str, Any] | Sequence[Any], column: int, depth: int) -> str | None:
        """Return the collection in flow style, or None if it has to be a block."""
        if not value:
            return "{}" if isinstance(value, dict) else "[]"
        if depth < self.flow_depth and (
            isinstance(value, dict) or any(isinstance(one, _COLLECTIONS) for one in value)
        ):
            return None
        return _flow(value, self.width - column)


def _flow(value: Any, room: int) -> str | None:
    """Return the value on one line inside a flow collection.

    None if it takes more than `room` characters, which is found out without writing all of it, or has a text of several
    lines.
    """
    if isinstance(value, str):
        return None if len(value) > room or "\n" in value else _in_flow(value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        pairs: list[str] = []
        room -= 4 * len(value)
        for name, item in value.items():
            key = _in_flow(name)
            room -= len(key)
            if type(item) is str:  # most are
                shown = None if len(item) > room or "\n" in item else _in_flow(item)
            else:
                shown = _flow(item, room)
            if shown is None or (room := room - len(shown)) < 0:
                return None
            pairs.append(f"{key}: {shown}")
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        if not value:
            return "[]"
        items: list[str] = []
        room -= 2 * len(value)
        for item in value:
            shown = _flow(item, room)
            if shown is None or (room := room - len(shown)) < 0:
                return None
            items.append(shown)
        return "[" + ", ".join(items) + "]"
    return _scalar(value)


# Keys, ids and names are written again and again. Two caches: one with a keyword for the place costs twice as much.
@lru_cache(maxsize=512)
def _in_flow(text: str) -> str:
    """Return text on one line inside a flow collection: plain where that is safe."""
    return text if can_be_plain(text, flow=True) else quote(text)


@lru_cache(maxsize=512)
def _in_block(text: str) -> str:
    """Return text on one line outside of flow collections: plain where that is safe."""
    return text if can_be_plain(text) else quote(text)


def block_text(text: str, indent: int) -> str:
    """Return text as the value of a pair or item in block style; a literal block where it reads better."""
    if can_be_plain(text) and "\n" not in text:
        return text
    lines = text.count("\n")
    within = quote(text)
    if not lines and (len(text) < _BLOCK_LENGTH or len(within) == len(text) + 2):
        return within
    body = text.rstrip("\n")
    if _NOT_LITERAL.search(text) or not body.strip() or not body.rpartition("\n")[2].strip():
        return within
    chomp = {0: "-", 1: ""}.get(len(text) - len(body), "+")
    sign = str(_INDENT) if body[0] in " \t\n" else ""
    margin = " " * (indent + _INDENT)
    shown = "\n".join(margin + line if line else "" for line in body.split("\n"))
    return f"|{sign}{chomp}\n{shown}" + "\n" * max(len(text) - len(body) - 1, 0)


def _scalar(value: Any) -> str:
    """Return a scalar that is not text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"{value} cannot be written as YAML")
        number, _, power = repr(value).partition("e")
        return (number if "." in number or not power else f"{number}.0") + (f"e{power}" if power else "")
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} cannot be written as YAML")
        return _decimal(value)
    raise TypeError(f"a {type(value).__name__} cannot be written as YAML")


def _decimal(value: Decimal) -> str:
    """Return the digits of a decimal, as a number if they parse to the same one."""
    text = format(value, "f") if abs(value.adjusted()) < _BLOCK_LENGTH else str(value)
    exact = exact_float(text) if "." in text or "E" in text else exact_int(text)
    return text if exact is not None else quote(text)
