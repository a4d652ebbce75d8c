"""From the cells of a row to the values of a story."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.csv.table_reader import Line, Rows
from newsld.formats.csv.tables import Column, Table
from newsld.model.numbers import as_number, plain_number
from newsld.model.text.closest_match import suggest
from newsld.syntax.json import load_json

__all__ = ["BadCell", "Cell", "dates_of", "read_row"]

_INTEGER: Final = re.compile(r"-?[0-9]{1,4000}", re.ASCII)
_MOST_DIGITS: Final = 4000
_TRUTH: Final = {"true": True, "false": False}


class BadCell(Exception):
    """A cell that is not what its column holds."""

    def __init__(self, code: str, message: str, mend: str | None = None) -> None:
        super().__init__(code, message, mend)
        self.code, self.message, self.mend = code, message, mend


@dataclass(frozen=True, slots=True)
class Cell:
    """How the cells of a column are read: `read` makes the value of the text, given the article's key.

    With `empty`, nothing is a text like any other: JSON has a name without a letter.
    """

    column: Column
    name: str
    required: bool
    read: Callable[[str, str], Any] | None
    empty: bool


def read_row(rows: Rows, line: Line, article: str, faults: list[Finding]) -> dict[str, Any] | None:
    """The values of a row by their names in a story; what is null or usual is left out. None with a fault."""
    told: dict[str, Any] = {}
    before = len(faults)
    for cell, text in zip(_cells(rows.table), line.cells, strict=True):
        if not text and not cell.empty:
            if cell.required:
                faults.append(rows.fault("NLD-SCH-003", f"the row has no `{cell.column.name}`", line.number))
        elif cell.read is None:
            told[cell.name] = text
        else:
            try:
                value = cell.read(text, article)
            except BadCell as bad:
                message = f"`{cell.column.name}`: {bad.message}"
                faults.append(rows.fault(bad.code, message, line.number, mend=bad.mend))
                continue
            if cell.column.default is None or cell.column.default != value:
                told[cell.name] = value
    for name in dates_of(rows.table):
        basis = told.pop(f"{name}Basis", None)
        if basis is not None and name in told:
            told[name] = {"date": told[name], "basis": basis}
        elif basis is not None:
            message = f"the row has a basis and no date for `{name}`"
            faults.append(
                rows.fault("NLD-SCH-003", message, line.number, mend="give the date, or leave the basis out")
            )
    return told if len(faults) == before else None


@cache
def dates_of(table: Table) -> tuple[str, ...]:
    """The dates among the columns of a table, as a story names them."""
    names = {column.name for column in table.read_columns}
    return tuple(column.story_key for column in table.read_columns if f"{column.name}_basis" in names)


@cache
def _cells(table: Table) -> tuple[Cell, ...]:
    return tuple(
        Cell(column, column.story_key, column.required, _reader(column), _may_be_empty(table, column))
        for column in table.read_columns
    )


def _may_be_empty(table: Table, column: Column) -> bool:
    return (table.name, column.name) == ("properties", "property")


def _reader(column: Column) -> Callable[[str, str], Any] | None:
    if column.refers in {"things", "citations"}:
        return _reference("cite-" if column.refers == "citations" else "")
    if column.values:
        return _choice(column)
    if column.name == "value" and column.kind == "json":
        return _json
    return {
        "text": None,
        "integer": _integer,
        "number": _number,
        "boolean": _boolean,
        "list": lambda text, _: text.split(" "),
        "json": _array,
    }[column.kind]


def _reference(prefix: str) -> Callable[[str, str], str]:
    def read(text: str, article: str) -> str:
        stem = f"{article}#{prefix}"
        if not text.startswith(stem):
            raise BadCell(
                "NLD-REF-001", f"{text} is not of the article {article}", f"a key begins with {stem}"
            )
        return text[len(stem) :]

    return read


def _choice(column: Column) -> Callable[[str, str], str]:
    allowed = frozenset(column.values)

    def read(text: str, _: str) -> str:
        if text not in allowed:
            near = suggest(text, allowed)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(column.values)}"
            raise BadCell("NLD-SCH-004", f"{text} is not one of those allowed", hint)
        return text

    return read


def _integer(text: str, _: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadCell("NLD-SCH-002", f"{text} is not a whole number")
    return int(text)


def _number(text: str, _: str) -> Any:
    try:
        return plain_number(as_number(text))
    except ValueError as fault:
        if len(text) > _MOST_DIGITS or "digits" in str(fault):
            raise BadCell("NLD-SYN-003", f"{text[:40]}… has more than {_MOST_DIGITS} digits") from None
        raise BadCell("NLD-SCH-002", f"{text} is not a number") from None


def _boolean(text: str, _: str) -> bool:
    value = _TRUTH.get(text.lower())
    if value is None:
        raise BadCell("NLD-SCH-002", f"{text} is neither true nor false")
    return value


def _json(text: str, _: str) -> Any:
    value, findings = load_json(text, unwrap=False)
    if findings:
        raise BadCell(findings[0].code, findings[0].message, findings[0].suggestion)
    return value


def _array(text: str, article: str) -> Any:
    value = _json(text, article)
    if not isinstance(value, list):
        raise BadCell("NLD-SCH-002", f"{text[:40]} is not a JSON array")
    return value
