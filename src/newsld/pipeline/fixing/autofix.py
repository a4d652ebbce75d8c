"""The right answer to a finding, where there is one: which characters to put in place of which others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.dates import BadDate, parse_timestamp, with_zone
from newsld.pipeline.fixing.source_parts import SourcePart

__all__ = ["Change", "mend", "unescaped", "value_at"]

_MEANT: Final = re.compile(r"did you mean (\S+)\?")
_TAIL: Final = re.compile(r"[^/#:]*\Z")
_NO_COLON: Final = re.compile(r"(:[0-9.]+[-+][0-9]{2})([0-9]{2})\Z")
_SPACED: Final = re.compile(r"(?<=-[0-9]{2}) (?=[0-9]{2}:)")
_SPELLED: Final = re.compile(r"write (true|false|null)")
_FOREIGN: Final = frozenset({"True", "False", "None"})
_TRUTH: Final = re.compile("true or false|boolean")
_RAW: Final = re.compile(r"[\x00-\x1f]")
_SHORT: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_SPACE: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Change:
    """Other characters for those between two offsets of a file, and what becomes of the data by that.

    `cause` is the finding that it mends, in the part that begins on line `part`. `value` holds the new value at the
    pointer of the cause, `name` is a new name for its key; with neither, the data stays.
    """

    start: int
    end: int
    text: str
    cause: Finding
    part: int
    value: tuple[Any] | None = None
    name: str | None = None


def mend(finding: Finding, part: SourcePart, zone: str | None) -> Change | None:
    """The change that mends a finding about something in a part; None where there is no one right answer."""
    ways = _MENDS.get(finding.code, ())
    site = _Site.of(finding, part, zone) if ways else None
    if site is not None:
        for way in ways:
            change = way(site)
            if change is not None:
                return change
    return None


@dataclass(frozen=True, slots=True)
class _Site:
    """What a finding points at: `offset` is in the part; `span` is that of a scalar or key, where it is one."""

    finding: Finding
    part: SourcePart
    zone: str | None
    offset: int
    span: tuple[int, int] | None

    @classmethod
    def of(cls, finding: Finding, part: SourcePart, zone: str | None) -> _Site | None:
        offset = part.offset(finding)
        if offset is None or finding.pointer is None:
            return None
        known = part.spans.keys if finding.at_key else part.spans.values
        span = known.get(finding.pointer)
        return cls(finding, part, zone, offset, span if span and span[0] == offset else None)

    @property
    def value(self) -> Any:
        """The value that the finding is about."""
        return value_at(self.part.data, self.finding.pointer or "")

    @property
    def token(self) -> str:
        """The characters of the span."""
        assert self.span is not None, "a value without a span has no characters"
        return self.part.text[slice(*self.span)]

    def swap(self, text: str, **becomes: Any) -> Change:
        """Another text for the span."""
        assert self.span is not None, "a value without a span has no characters"
        return self.put(*self.span, text, **becomes)

    def put(self, start: int, end: int, text: str, **becomes: Any) -> Change:
        """Another text between two offsets of the part."""
        begin = self.part.start
        return Change(begin + start, begin + end, text, self.finding, self.part.line, **becomes)

    def cut(self, at: int) -> Change:
        """The character at an offset of the part, taken out."""
        return self.put(at, at + 1, "")

    def reworded(self, new: str) -> Change | None:
        """A new text for a value that is text, in the quotes that it has."""
        old = self.value
        if self.span is None or not isinstance(old, str) or old == new or self.token.count(old) != 1:
            return None
        return self.swap(self.token.replace(old, new), value=(new,))


def _case(site: _Site) -> Change | None:
    """The name that was meant, where it differs in upper and lower case alone."""
    meant = _MEANT.search(site.finding.suggestion or "")
    if meant is None or site.span is None:
        return None
    if not site.finding.at_key:
        new = _recased(site.value, meant[1])
        return site.reworded(new) if new else None
    old = unescaped((site.finding.pointer or "").rpartition("/")[2])
    new = _recased(old, meant[1])
    if new is None or site.token.count(old) != 1:
        return None
    return site.swap(site.token.replace(old, new), name=new)


def _recased(old: Any, meant: str) -> str | None:
    """A name, or an address or prefixed name that ends in it, as it was meant; None where more than case differs."""
    tail = _TAIL.search(old) if isinstance(old, str) else None
    if tail is None or tail[0] == meant or tail[0].lower() != meant.lower():
        return None
    return f"{old[: tail.start()]}{meant}"


def _timestamp(site: _Site) -> Change | None:
    """A timestamp of ours as RFC 3339 writes it, with a colon in its offset and a T before its time."""
    old = site.value
    if not isinstance(old, str) or site.part.format.has_markup:
        return None
    new = _NO_COLON.sub(r"\1:\2", _SPACED.sub("T", old))
    try:
        return site.reworded(parse_timestamp(new))
    except BadDate:
        return None


def _zoned(site: _Site) -> Change | None:
    """A timestamp with the offset of the newsroom's clock, where that is known and says one moment."""
    old = site.value
    if site.zone is None or not isinstance(old, str):
        return None
    try:
        return site.reworded(str(with_zone(old, site.zone)))
    except BadDate:
        return None


def _truth(site: _Site) -> Change | None:
    """A truth value that was written as text."""
    old, asked = site.value, _TRUTH.search(site.finding.message)
    meant = {"true": True, "false": False}.get(old.lower()) if isinstance(old, str) else None
    if meant is None or not asked or site.span is None:
        return None
    return site.swap(str(meant).lower(), value=(meant,))


def _comma(site: _Site) -> Change | None:
    """A comma before the end of a collection, taken out."""
    text, offset = site.part.text, site.offset
    if site.finding.suggestion != "take the last comma out" or text[offset : offset + 1] not in ("}", "]"):
        return None
    before = len(text[:offset].rstrip(_SPACE)) - 1
    return site.cut(before) if before >= 0 and text[before] == "," else None


def _behind(site: _Site) -> Change | None:
    """A semicolon or comma behind all of the JSON, taken out."""
    text, offset = site.part.text, site.offset
    alone = text[offset : offset + 1] in (";", ",") and not text[offset + 1 :].strip(_SPACE)
    return site.cut(offset) if alone and site.finding.suggestion == "take it out" else None


def _word(site: _Site) -> Change | None:
    """A word of Python, as JSON has it."""
    spelled = _SPELLED.fullmatch(site.finding.suggestion or "")
    return site.swap(spelled[1]) if spelled and site.span and site.token in _FOREIGN else None


def _controls(site: _Site) -> Change | None:
    """A string whose control characters are escaped."""
    text, offset, pointer = site.part.text, site.offset, site.finding.pointer or ""
    if not _RAW.match(text, offset):
        return None
    for spans in (site.part.spans.values, site.part.spans.keys):
        start, end = spans.get(pointer, (0, 0))
        if start < offset < end and text[start] == text[end - 1] == '"':
            inside = _RAW.sub(
                lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text[start:end]
            )
            return site.put(start, end, inside)
    return None


def value_at(data: Any, at: str) -> Any:
    """The value at a pointer of plain data; None where there is none."""
    for step in at.split("/")[1:]:
        try:
            data = data[int(step)] if isinstance(data, list) else data[unescaped(step)]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return data


def unescaped(step: str) -> str:
    """The name that a step of a pointer stands for."""
    return step.replace("~1", "/").replace("~0", "~")


_Way = Callable[[_Site], Change | None]

_MENDS: Final[Mapping[str, tuple[_Way, ...]]] = {
    "NLD-SYN-001": (_comma, _behind, _word, _controls),
    "NLD-SCH-001": (_case,),
    "NLD-SCH-002": (_truth,),
    "NLD-SCH-004": (_case,),
    "NLD-VOC-001": (_case,),
    "NLD-VOC-002": (_case,),
    "NLD-VOC-007": (_truth,),
    "NLD-DAT-001": (_zoned,),
    "NLD-DAT-002": (_timestamp,),
    "NLD-GOO-021": (_zoned,),
}
"""Who knows the right answer to a finding of each code, first one first."""
