"""Parse the cells of a row into the values of a story."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.csv.table_reader import ReadRow, TableReader
from newsld.model.numbers import json_number, parse_number
from newsld.model.text.closest_match import did_you_mean
from newsld.syntax.json import load_json
from newsld.syntax.patterns import lazy_pattern

_INTEGER: Final = lazy_pattern(r"-?[0-9]{1,4000}", re.ASCII)
_MOST_DIGITS: Final = 4000
_TRUTH: Final = {"true": True, "false": False}


class BadCell(Exception):
    """A cell does not fit the type of its column."""

    def __init__(self, code: str, message: str, suggestion: str | None = None) -> None:
        super().__init__(code, message, suggestion)
        self.code, self.message, self.suggestion = code, message, suggestion


@dataclass(frozen=True, slots=True)
class CellReader:
    """How to read the cells of a column.

    `name` is the key of the value in a story. `parse` takes the text of a cell and the article's key; None for a value
    that is the text itself. `may_be_empty` is for the names of properties: in JSON the empty string is one.
    """

    column: Column
    name: str
    parse: Callable[[str, str], Any] | None
    may_be_empty: bool


def read_row(
    table: TableReader, row: ReadRow, article: str, findings: list[Finding]
) -> dict[str, Any] | None:
    """Return the values of a row by their keys in a story, without nulls and default values.

    `article` is the article's key. Appends what is wrong with the row to `findings`, and then returns None.
    """
    values: dict[str, Any] = {}
    count = len(findings)
    for cell, text in zip(_cell_readers(table.definition), row.cells, strict=True):
        if not text and not cell.may_be_empty:
            if cell.column.required:
                message = f"the row has no `{cell.column.name}`"
                findings.append(table.finding("NLD-SCH-003", message, row.line))
        elif cell.parse is None:
            values[cell.name] = text
        else:
            try:
                value = cell.parse(text, article)
            except BadCell as bad:
                message = f"`{cell.column.name}`: {bad.message}"
                findings.append(table.finding(bad.code, message, row.line, suggestion=bad.suggestion))
                continue
            if cell.column.default is None or cell.column.default != value:
                values[cell.name] = value
    for name, inner in with_basis(table.definition).items():
        basis = values.pop(f"{name}Basis", None)
        if basis is not None and name in values:
            values[name] = {inner: values[name], "basis": basis}
        elif basis is not None:
            message = f"the row has a basis but no {inner} for `{name}`"
            suggestion = f"add the {inner}, or remove the basis"
            findings.append(table.finding("NLD-SCH-003", message, row.line, suggestion=suggestion))
    return values if len(findings) == count else None


@cache
def with_basis(table: Table) -> Mapping[str, str]:
    """Return the story keys of the columns that have a basis, each with the key of its value in a story.

    This is `date` for a date and `id` for a relation.
    """
    names = {column.name for column in table.read_columns}
    return {
        column.story_key: "id" if column.refers_to else "date"
        for column in table.read_columns
        if f"{column.name}_basis" in names
    }


@cache
def _cell_readers(table: Table) -> tuple[CellReader, ...]:
    return tuple(
        CellReader(column, column.story_key, _parser(column), _may_be_empty(table, column))
        for column in table.read_columns
    )


def _may_be_empty(table: Table, column: Column) -> bool:
    return (table.name, column.name) == ("properties", "property")


def _parser(column: Column) -> Callable[[str, str], Any] | None:
    if column.refers_to in {"things", "citations"}:
        return _reference("cite-" if column.refers_to == "citations" else "")
    if column.values:
        return _choice(column)
    return {
        "text": None,
        "integer": _integer,
        "number": _number,
        "boolean": _boolean,
        "list": lambda text, _: text.split(" "),
        "json": _array,
        "data": _json,
    }[column.kind]


def _reference(prefix: str) -> Callable[[str, str], str]:
    def parse(text: str, article: str) -> str:
        start = f"{article}#{prefix}"
        if not text.startswith(start):
            message = f"the key {text} does not belong to the article {article}"
            raise BadCell("NLD-REF-001", message, f"use a key that begins with {start}")
        return text[len(start) :]

    return parse


def _choice(column: Column) -> Callable[[str, str], str]:
    allowed = frozenset(column.values)

    def parse(text: str, _: str) -> str:
        if text not in allowed:
            suggestion = did_you_mean(text, allowed, f"use one of {', '.join(column.values)}")
            raise BadCell("NLD-SCH-004", f"{text} is not an allowed value", suggestion)
        return text

    return parse


def _integer(text: str, _: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadCell("NLD-SCH-002", f"{text} is not a whole number")
    return int(text)


def _number(text: str, _: str) -> Any:
    try:
        return json_number(parse_number(text))
    except ValueError as error:
        if len(text) > _MOST_DIGITS or "digits" in str(error):
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
