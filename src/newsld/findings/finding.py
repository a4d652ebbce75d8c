"""A finding: one problem of an input, its position in the source, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from newsld.findings.catalogue import rule

__all__ = ["Finding", "Position", "Severity"]

Severity = Literal["error", "warning", "info"]


class Position(NamedTuple):
    """A position in a decoded text: line and column, counted from 1 in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of an input, with its position and how to fix it.

    `message` says what is wrong, `suggestion` what to do about it. `line` and `column` count from 1, in code points.
    `pointer` is an RFC 6901 JSON Pointer into the source document, None where there is none (a body, a CSV
    table). `block` is the number, from 0, of the JSON-LD block of a page. `excerpt` is the source line at `line`, for
    reports that show it; it is not part of the JSON form. `at_key` places the finding at the key of a pair instead
    of its value. `severity_override` replaces the severity that the catalogue has for this code.
    """

    code: str
    message: str
    suggestion: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    block: int | None = None
    excerpt: str | None = None
    at_key: bool = False
    severity_override: Severity | None = None

    @property
    def severity(self) -> Severity:
        """Return `severity_override`, or the severity that the catalogue has for this code."""
        return self.severity_override or rule(self.code).severity

    def downgraded(self) -> Finding:
        """Return this finding as a warning if it is an error: nothing was lost because of it."""
        return replace(self, severity_override="warning") if self.severity == "error" else self

    def at(self, position: Position | None, *, file: str | None, excerpt: str | None = None) -> Finding:
        """Return this finding placed in a file."""
        if position is None:
            return replace(self, file=file)
        return replace(self, file=file, line=position.line, column=position.column, excerpt=excerpt)

    def as_json(self) -> dict[str, str | int | None]:
        """Return the JSON form, as schemas/findings.schema.json describes it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "suggestion": self.suggestion,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "pointer": self.pointer,
            "block": self.block,
        }

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.severity} {self.code}: {self.message}".removeprefix(": ")
