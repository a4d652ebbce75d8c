"""The text report, for people: location, message, the source line with a caret, and the suggestion."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from newsld.findings import Finding
from newsld.syntax.patterns import lazy_pattern

WIDTH: Final = 96
"""The number of terminal columns of a source line to show."""

_COLORS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_FAINT: Final = "\x1b[2m"
_PLAIN: Final = "\x1b[0m"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS: Final = frozenset("\u200c\u200d")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_ELLIPSIS: Final = "…"
_COMMAND: Final = lazy_pattern(r"##(?=[A-Za-z]*\[)")
_HASH: Final = "<U+0023>"
_COLON: Final = "<U+003A>"


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:
    """Write each finding as `file:line:column: severity CODE message`, its source line with a caret, and `= help:`."""
    faint, plain = (_FAINT, _PLAIN) if colored else ("", "")
    for finding in findings:
        emit(finding_line(finding, colored=colored) + "\n")
        if finding.excerpt is not None and finding.line is not None:
            number = str(finding.line)
            margin = " " * len(number)
            column = (finding.column or 1) - finding.excerpt_column + 1
            line, caret = excerpt(finding.excerpt, column, cut=finding.excerpt_column > 1)
            emit(f"{faint}{number} |{plain} {line}\n{faint}{margin} |{plain} {caret}\n")
        if finding.suggestion:
            emit(f"  {faint}= help:{plain} {escape_unprintable(finding.suggestion)}\n")


def finding_line(finding: Finding, *, colored: bool = False) -> str:
    """Return `file:line:column: severity CODE message`; unknown parts of the location are omitted."""
    place = ":".join(
        str(part)
        for part in (escape_unprintable(finding.file or ""), finding.line, finding.column)
        if part not in (None, "")
    )
    severity = str(finding.severity)
    if colored:
        severity = f"{_COLORS[severity]}{severity}{_PLAIN}"
    before = f"{place}: " if place else ""
    return f"{escape_line(before)}{severity} {finding.code} {escape_unprintable(finding.message)}"


def escape_unprintable(text: str) -> str:
    """Return a text without what could move the cursor, change the text direction, end the line or command a CI runner.

    Azure Pipelines and GitHub look for `##vso[` and `##[` anywhere in a line.
    """
    if text.isprintable() and "##" not in text:
        return text
    return "".join(_cells(text))


def escape_line(text: str) -> str:
    """Return a line that can be printed: as `escape_unprintable` does, and not beginning with `::`.

    GitHub takes such a line for a command.
    """
    escaped = escape_unprintable(text)
    if escaped.lstrip().startswith("::"):
        return escaped.replace(":", _COLON, 1)
    return escaped


def excerpt(line: str, column: int, *, cut: bool = False) -> tuple[str, str]:
    """Return a source line cut to `WIDTH` columns around a column (from 1), and a line with a caret under it.

    With `cut`, the source line begins before `line`.
    A terminal may reorder right-to-left text, so that no column is certain: the text at the column is then quoted
    after the caret.
    """
    at = min(max(column - 1, 0), len(line))
    start, end = _window(line, at)
    cells = _cells(line[start:end])
    cut = cut or start > 0
    text = (_ELLIPSIS if cut else "") + "".join(cells) + (_ELLIPSIS if end < len(line) else "")
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in line[start:end]):
        quoted = "".join(_escape(character) for character in line[at : at + 24])
        return text, f"^ at “{quoted}”" if quoted else "^ at the end"
    before = cut + sum(_columns(cell) for cell in cells[: at - start])
    return text, " " * before + "^"


def _window(line: str, at: int) -> tuple[int, int]:
    """Return the offsets of the part of a line around `at` that fits into `WIDTH`; most of it before `at`."""
    start = end = at
    room = WIDTH
    while room > 0 and (start > 0 or end < len(line)):
        if start > 0 and (at - start <= 2 * (end - at) or end == len(line)):
            start -= 1
            room -= _columns(_escape(line[start]))
        elif end < len(line):
            room -= _columns(_escape(line[end]))
            end += 1
        else:
            break
    return start, end


def _cells(text: str) -> list[str]:
    """Return the characters of a text, each as it is shown."""
    cells = [_escape(character) for character in text]
    for command in _COMMAND.finditer(text):
        cells[command.start() + 1] = _HASH
    return cells


def _escape(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in _HIDDEN and character not in _JOINERS:
        return f"<U+{ord(character):04X}>"
    return character


def _columns(text: str) -> int:
    """Return the number of terminal columns that a text takes."""
    return sum(
        0
        if unicodedata.category(character) in {"Mn", "Me"} or character in _JOINERS
        else 2
        if unicodedata.east_asian_width(character) in {"W", "F"}
        else 1
        for character in text
    )
