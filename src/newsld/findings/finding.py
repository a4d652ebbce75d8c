"""A finding: one problem of an input, its position in the source, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, Self

from newsld.findings.catalogue import rule

Severity = Literal["error", "warning", "info"]


class Position(NamedTuple):
    """A position in a decoded text: line and column, counted from 1 in Unicode code points."""

    line: int
    column: int


MESSAGE_LENGTH: Final = 1_000
"""The maximum number of code points of a message and of a suggestion: both may name a value, which may be long."""

EXCERPT_LENGTH: Final = 200
"""The maximum number of code points of a source line in a finding: a line may have megabytes."""


class Excerpt(NamedTuple):
    """At most `EXCERPT_LENGTH` code points of a source line; `column` is where they begin in the line, from 1."""

    text: str
    column: int = 1

    @classmethod
    def cut(cls, text: str, begin: int, end: int, column: int) -> Self:
        """Return the part around a column, from 1, of the line that is at `text[begin:end]`, without its line end."""
        if end > begin and text[end - 1] == "\r":
            end -= 1
        start = max(begin, min(begin + column - 1 - EXCERPT_LENGTH // 2, end - EXCERPT_LENGTH))
        return cls(text[start : min(end, start + EXCERPT_LENGTH)], start - begin + 1)

    @classmethod
    def of_line(cls, line: str, column: int) -> Self:
        """Return the part of a line around a column, from 1."""
        return cls.cut(line, 0, len(line), column)


class Fix(NamedTuple):
    """What `--fix` does at the place of a finding, if there is only one right answer.

    `name` writes the name of a type, property or value in the case of `value`; `words` writes the words of the body as
    they are there; `literal` writes true, false or null; `delete` deletes the comma or semicolon; `rest` writes `value`
    in place of the rest of the file, which is no data; without a value, the user has to remove it.
    """

    kind: Literal["name", "words", "literal", "delete", "rest"]
    value: str | bool | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of an input, with its position and how to fix it.

    `message` says what is wrong, `suggestion` what to do about it; one that is longer than `MESSAGE_LENGTH` is cut.
    `line` and `column` count from 1, in code points.
    `pointer` is an RFC 6901 JSON Pointer into the source document, None where there is none (a body, a CSV
    table). `block` is the number, from 0, of the JSON-LD block of a page. `excerpt` is the source line at `line`, or
    of a long one the part around the column, which begins at `excerpt_column`; it is for reports that show it, and
    not part of the JSON form. `at_key` places the finding at the key of a pair instead
    of its value. `fix` is how to fix it without a choice. `severity_override` replaces the severity that the catalogue
    has for this code. `omitted` is the number of findings by severity that this one stands for, if they are not shown.
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
    excerpt_column: int = 1
    at_key: bool = False
    fix: Fix | None = None
    severity_override: Severity | None = None
    omitted: tuple[tuple[Severity, int], ...] = ()

    def __post_init__(self) -> None:
        if len(self.message) > MESSAGE_LENGTH:
            object.__setattr__(self, "message", f"{self.message[: MESSAGE_LENGTH - 1]}…")
        if self.suggestion is not None and len(self.suggestion) > MESSAGE_LENGTH:
            object.__setattr__(self, "suggestion", f"{self.suggestion[: MESSAGE_LENGTH - 1]}…")

    @property
    def severity(self) -> Severity:
        """Return `severity_override`, or the severity that the catalogue has for this code."""
        return self.severity_override or rule(self.code).severity

    def downgraded(self) -> Finding:
        """Return this finding as a warning if it is an error: nothing was lost because of it."""
        return replace(self, severity_override="warning") if self.severity == "error" else self

    def with_severity(self, severity: Severity) -> Finding:
        """Return this finding with another severity than its rule: a rule can have cases of different weight."""
        return replace(self, severity_override=severity)

    def with_fix(self, fix: Fix | None) -> Finding:
        """Return this finding with its fix."""
        return self if fix is None else replace(self, fix=fix)

    def at(self, position: Position | None, *, file: str | None, excerpt: Excerpt | None = None) -> Finding:
        """Return this finding placed in a file."""
        if position is None:
            return replace(self, file=file)
        text, column = excerpt or (None, 1)
        line, at = position
        return replace(self, file=file, line=line, column=at, excerpt=text, excerpt_column=column)

    def with_excerpt(self, excerpt: Excerpt | None) -> Finding:
        """Return this finding with another excerpt."""
        text, column = excerpt or (None, 1)
        return replace(self, excerpt=text, excerpt_column=column)

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
