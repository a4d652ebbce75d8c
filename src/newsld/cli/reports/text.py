"""Findings for people: where, what, the line shown with a caret, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from newsld.findings import Finding

__all__ = ["headline", "shown", "write"]

WIDTH: Final = 96
"""How many columns of a source line are shown."""

_COLORS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_FAINT: Final = "\x1b[2m"
_PLAIN: Final = "\x1b[0m"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS: Final = frozenset("\u200c\u200d")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_ELLIPSIS: Final = "…"


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:
    """`file:line:column: severity CODE message`, the source line with a caret, `= help:`."""
    faint, plain = (_FAINT, _PLAIN) if colored else ("", "")
    for finding in findings:
        put(headline(finding, colored=colored) + "\n")
        if finding.excerpt is not None and finding.line is not None:
            number = str(finding.line)
            margin = " " * len(number)
            line, caret = excerpt(finding.excerpt, finding.column or 1)
            put(f"{faint}{number} |{plain} {line}\n{faint}{margin} |{plain} {caret}\n")
        if finding.suggestion:
            put(f"  {faint}= help:{plain} {shown(finding.suggestion)}\n")


def headline(finding: Finding, *, colored: bool = False) -> str:
    """`file:line:column: severity CODE message`, without what is not known."""
    place = ":".join(
        str(part)
        for part in (shown(finding.file or ""), finding.line, finding.column)
        if part not in (None, "")
    )
    severity = str(finding.severity)
    if colored:
        severity = f"{_COLORS[severity]}{severity}{_PLAIN}"
    before = f"{place}: " if place else ""
    return f"{before}{severity} {finding.code} {shown(finding.message)}"


def shown(text: str) -> str:
    """A text in which no character can move the cursor, turn the line round or end it."""
    if text.isprintable():
        return text
    return "".join(_sign(sign) for sign in text)


def excerpt(line: str, column: int) -> tuple[str, str]:
    """A source line cut to `WIDTH` columns around a column (from 1), and the line with the caret under it.

    Where the line has right-to-left text no column of a terminal is sure: the text at the place is
    quoted behind the caret instead.
    """
    at = min(max(column - 1, 0), len(line))
    start, end = _window(line, at)
    cells = [_sign(sign) for sign in line[start:end]]
    text = (_ELLIPSIS if start else "") + "".join(cells) + (_ELLIPSIS if end < len(line) else "")
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in line[start:end]):
        here = "".join(_sign(sign) for sign in line[at : at + 24])
        return text, f"^ at “{here}”" if here else "^ at the end"
    before = bool(start) + sum(_columns(cell) for cell in cells[: at - start])
    return text, " " * before + "^"


def _window(line: str, at: int) -> tuple[int, int]:
    """The part of a line around a place that fits, as offsets; most of it before the place."""
    start = end = at
    room = WIDTH
    while room > 0 and (start > 0 or end < len(line)):
        if start > 0 and (at - start <= 2 * (end - at) or end == len(line)):
            start -= 1
            room -= _columns(_sign(line[start]))
        elif end < len(line):
            room -= _columns(_sign(line[end]))
            end += 1
        else:
            break
    return start, end


def _sign(sign: str) -> str:
    if sign == "\t":
        return " "
    if unicodedata.category(sign) in _HIDDEN and sign not in _JOINERS:
        return f"<U+{ord(sign):04X}>"
    return sign


def _columns(cell: str) -> int:
    """How many columns of a terminal some signs take."""
    return sum(
        0
        if unicodedata.category(sign) in {"Mn", "Me"} or sign in _JOINERS
        else 2
        if unicodedata.east_asian_width(sign) in {"W", "F"}
        else 1
        for sign in cell
    )
