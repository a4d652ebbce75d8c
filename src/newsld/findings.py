"""What is wrong with a story: a finding, its place in the source, and its mend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from newsld.rules import rule

__all__ = ["Finding", "Position", "Severity"]

Severity = Literal["error", "warning", "info"]


class Position(NamedTuple):
    """A place in a decoded text: line and column count from 1, in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, said so that the person who wrote the story can mend it.

    `pointer` is an RFC 6901 JSON Pointer into the document as written, or None where there is
    none (a body, a CSV table). `block` is the number (from 0) of the JSON-LD block of a page.
    `excerpt` is the source line at `line`, for reports that show it; it is not part of
    the JSON form. `at_key` says that the fault is the key of a pair and not its value. `stated` is its severity where
    that is another than the catalogue has for this code.
    """

    code: str
    message: str
    help: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    block: int | None = None
    excerpt: str | None = None
    at_key: bool = False
    stated: Severity | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is: as the catalogue of rules has it for this code, if nothing else is stated."""
        return self.stated or rule(self.code).severity

    def overcome(self) -> Finding:
        """The same finding where its fault kept nothing back: a warning, if it would be an error."""
        return replace(self, stated="warning") if self.severity == "error" else self

    def at(self, position: Position | None, *, file: str | None, excerpt: str | None = None) -> Finding:
        """The same finding, placed in a file."""
        if position is None:
            return replace(self, file=file)
        return replace(self, file=file, line=position.line, column=position.column, excerpt=excerpt)

    def as_json(self) -> dict[str, str | int | None]:
        """The machine form, fixed by schemas/findings.schema.json."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "help": self.help,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "pointer": self.pointer,
            "block": self.block,
        }

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.severity} {self.code}: {self.message}".removeprefix(": ")
