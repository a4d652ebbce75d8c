"""Find the automatic fix for a finding, if it has one: which characters to replace by which others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from newsld.findings import Finding, Fix
from newsld.model.dates import BadDate, parse_timestamp, with_zone
from newsld.pipeline.fixing.source_parts import SourcePart
from newsld.syntax.json_tokens import PYTHON_WORDS
from newsld.syntax.patterns import lazy_pattern

_TYPOGRAPHY: Final = str.maketrans(
    {**dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("“”„″", '"'), **dict.fromkeys("–—‑−", "-"), "\u00a0": " "}
)
"""Typographic signs, with those on a keyboard."""
_LAST_NAME: Final = lazy_pattern(r"[^/#:]*\Z")
_NO_COLON: Final = lazy_pattern(r"(:[0-9.]+[-+][0-9]{2})([0-9]{2})\Z")
_SPACED: Final = lazy_pattern(r"(?<=-[0-9]{2}) (?=[0-9]{2}:)")
_CONTROL_CHARACTER: Final = lazy_pattern(r"[\x00-\x1f]")
_SHORT_ESCAPES: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_JSON_SPACE: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement of the characters between two offsets of a file, and its effect on the data.

    `cause` is the finding that it fixes, in the part that begins on line `part`. `value` contains the new value at the
    pointer of the cause, `name` is the new name of its key; with neither, the data does not change.
    """

    start: int
    end: int
    text: str
    cause: Finding
    part: int
    value: tuple[Any] | None = None
    name: str | None = None


def propose_fix(finding: Finding, part: SourcePart, zone: str | None) -> Change | None:
    """Return the change that fixes a finding in a part; None when there is not exactly one solution."""
    by_kind = _FIXERS_BY_KIND[finding.fix.kind] if finding.fix is not None else ()
    fixers = (*by_kind, *_FIXERS_BY_CODE.get(finding.code, ()))
    target = _Target.of(finding, part, zone) if fixers else None
    if target is not None:
        for fixer in fixers:
            change = fixer(target)
            if change is not None:
                return change
    return None


@dataclass(frozen=True, slots=True)
class _Target:
    """The text that a finding points to: its offset in the part, and its span if it is a scalar or a key."""

    finding: Finding
    part: SourcePart
    zone: str | None
    offset: int
    span: tuple[int, int] | None

    @classmethod
    def of(cls, finding: Finding, part: SourcePart, zone: str | None) -> _Target | None:
        offset = part.offset(finding)
        if offset is None or finding.pointer is None:
            return None
        spans = part.spans.keys if finding.at_key else part.spans.values
        span = spans.get(finding.pointer)
        return cls(finding, part, zone, offset, span if span and span[0] == offset else None)

    def fix(self, kind: str) -> str | bool | None:
        """Return what the finding says to write, if its fix is of this kind."""
        fix = self.finding.fix
        return fix.value if fix is not None and fix.kind == kind else None

    @property
    def value(self) -> Any:
        """The value that the finding is about."""
        return value_at(self.part.data, self.finding.pointer or "")

    @property
    def token(self) -> str:
        """The characters of the span."""
        assert self.span is not None, "a value without a span has no characters"
        return self.part.text[slice(*self.span)]

    def replace_span(self, text: str, **effect: Any) -> Change:
        """Return the replacement of the span by a text."""
        assert self.span is not None, "a value without a span has no characters"
        return self.replace(*self.span, text, **effect)

    def replace(self, start: int, end: int, text: str, **effect: Any) -> Change:
        """Return the replacement of the characters between two offsets of the part."""
        begin = self.part.start
        return Change(begin + start, begin + end, text, self.finding, self.part.line, **effect)

    def delete(self, at: int) -> Change:
        """Return the deletion of the character at an offset of the part."""
        return self.replace(at, at + 1, "")

    def replace_string(self, new: str) -> Change | None:
        """Return the replacement of a string value by another one, in the same quotes."""
        old = self.value
        if self.span is None or not isinstance(old, str) or old == new or self.token.count(old) != 1:
            return None
        return self.replace_span(self.token.replace(old, new), value=(new,))

    def rewrite_string(self, new: str) -> Change | None:
        """Return the replacement as `replace_string` does, or that of a whole JSON string that has escapes."""
        if (change := self.replace_string(new)) is not None or self.span is None:
            return change
        try:
            is_json = json.loads(self.token) == self.value != new
        except ValueError:
            return None
        return self.replace_span(json.dumps(new, ensure_ascii=False), value=(new,)) if is_json else None


def _fix_case(target: _Target) -> Change | None:
    """Replace a name by the suggested one when they differ in upper and lower case only."""
    suggested = target.fix("name")
    if not isinstance(suggested, str) or target.span is None:
        return None
    if not target.finding.at_key:
        new = _with_case(target.value, suggested)
        return target.replace_string(new) if new else None
    old = unescape_step((target.finding.pointer or "").rpartition("/")[2])
    new = _with_case(old, suggested)
    if new is None or target.token.count(old) != 1:
        return None
    return target.replace_span(target.token.replace(old, new), name=new)


def _with_case(old: Any, suggested: str) -> str | None:
    """Return a name, or an IRI or prefixed name that ends in it, in the suggested case; None if more differs."""
    last = _LAST_NAME.search(old) if isinstance(old, str) else None
    if last is None or last[0] == suggested or last[0].lower() != suggested.lower():
        return None
    return f"{old[: last.start()]}{suggested}"


def _fix_timestamp(target: _Target) -> Change | None:
    """Write the timestamp of a story in the form of RFC 3339, with a colon in its offset and a T before its time."""
    old = target.value
    if not isinstance(old, str) or target.part.format.has_markup:
        return None
    new = _NO_COLON.sub(r"\1:\2", _SPACED.sub("T", old))
    try:
        return target.replace_string(parse_timestamp(new))
    except BadDate:
        return None


def _add_offset(target: _Target) -> Change | None:
    """Add the offset of the configured time zone to a timestamp, unless it is ambiguous there."""
    old = target.value
    if target.zone is None or not isinstance(old, str):
        return None
    try:
        return target.replace_string(str(with_zone(old, target.zone)))
    except BadDate:
        return None


def _fix_boolean(target: _Target) -> Change | None:
    """Replace a boolean that is written as a string."""
    new = target.fix("literal")
    if not isinstance(new, bool) or target.span is None:
        return None
    return target.replace_span(json.dumps(new), value=(new,))


def _delete_last_comma(target: _Target) -> Change | None:
    """Delete a comma before the end of an array or object."""
    text, offset = target.part.text, target.offset
    if text[offset : offset + 1] not in ("}", "]") or target.finding.fix != Fix("delete"):
        return None
    before = len(text[:offset].rstrip(_JSON_SPACE)) - 1
    return target.delete(before) if before >= 0 and text[before] == "," else None


def _delete_trailing_sign(target: _Target) -> Change | None:
    """Delete a semicolon or comma after the end of the JSON value."""
    text, offset = target.part.text, target.offset
    alone = text[offset : offset + 1] in (";", ",") and not text[offset + 1 :].strip(_JSON_SPACE)
    return target.delete(offset) if alone and target.finding.fix == Fix("delete") else None


def _fix_python_word(target: _Target) -> Change | None:
    """Replace `True`, `False` or `None` by the JSON word."""
    fix = target.finding.fix
    is_word = fix is not None and fix.kind == "literal" and target.span and target.token in PYTHON_WORDS
    return target.replace_span(json.dumps(fix.value)) if fix and is_word else None


def _escape_controls(target: _Target) -> Change | None:
    """Escape the control characters of a string."""
    text, offset, pointer = target.part.text, target.offset, target.finding.pointer or ""
    if not _CONTROL_CHARACTER.match(text, offset):
        return None
    for spans in (target.part.spans.values, target.part.spans.keys):
        start, end = spans.get(pointer, (0, 0))
        if start < offset < end and text[start] == text[end - 1] == '"':
            escaped = _CONTROL_CHARACTER.sub(
                lambda one: _SHORT_ESCAPES.get(one[0]) or f"\\u{ord(one[0]):04x}", text[start:end]
            )
            return target.replace(start, end, escaped)
    return None


def _fix_typography(target: _Target) -> Change | None:
    """Write words as the body has them when only quotation marks, dashes and spaces differ."""
    near = target.fix("words")
    if not isinstance(near, str) or not isinstance(target.value, str):
        return None
    if near.translate(_TYPOGRAPHY) != target.value.translate(_TYPOGRAPHY):
        return None
    return target.rewrite_string(near)


def value_at(data: Any, at: str) -> Any:
    """Return the value at a pointer of plain data; None when there is none."""
    for step in at.split("/")[1:]:
        try:
            data = data[int(step)] if isinstance(data, list) else data[unescape_step(step)]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return data


def unescape_step(step: str) -> str:
    """Return the key that a step of a pointer encodes."""
    return step.replace("~1", "/").replace("~0", "~")


_Fixer = Callable[[_Target], Change | None]

_FIXERS_BY_KIND: Final[Mapping[str, tuple[_Fixer, ...]]] = {
    "name": (_fix_case,),
    "literal": (_fix_boolean, _fix_python_word),
    "delete": (_delete_last_comma, _delete_trailing_sign),
    "words": (_fix_typography,),
    "rest": (),
}
"""The fixers for findings that carry their fix, by its kind."""

_FIXERS_BY_CODE: Final[Mapping[str, tuple[_Fixer, ...]]] = {
    "NLD-SYN-001": (_escape_controls,),
    "NLD-DAT-001": (_add_offset,),
    "NLD-DAT-002": (_fix_timestamp,),
    "NLD-GOO-021": (_add_offset,),
}
"""The fixers for other findings, whose fix depends on the text or the time zone."""
