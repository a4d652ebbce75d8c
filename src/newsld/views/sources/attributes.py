"""Join what a newsroom has recorded about its sources: newsld itself infers nothing about a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from newsld.findings.errors import UsageError
from newsld.syntax.decode import decode
from newsld.syntax.read_file import read_file
from newsld.views.sources.audit import Audit, SourceRow

_LIMIT: Final = 64 * 1024 * 1024
_IDENTIFIERS: Final = ("iri", "name")


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of sources: for each IRI and each exact name, the values of `columns`."""

    columns: tuple[str, ...]
    by_iri: Mapping[str, Mapping[str, str]]
    by_name: Mapping[str, Mapping[str, str]]

    def find(self, source: SourceRow, iris: Iterable[str]) -> Mapping[str, str] | None:
        """Return the values for a source, by one of its IRIs or else by its name; None if there are none."""
        for iri in iris:
            if iri in self.by_iri:
                return self.by_iri[iri]
        return None if source.is_unnamed else self.by_name.get(source.name)


@dataclass(slots=True)
class AttributeCounts:
    """The sources, statements and quotations for each value of one column; those without a value are under ""."""

    column: str
    values: dict[str, list[int]] = field(default_factory=dict)


def read_attributes(path: Path) -> Attributes:
    """Read a CSV file with a column `name` or `iri`, and any other columns.

    Raises UsageError for a file that cannot be read, has no such column, or describes a source twice.
    """
    try:
        text, findings = decode(read_file(path, _LIMIT), limit=_LIMIT)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): name a CSV file") from error
    if text is None:
        raise UsageError(f"{path}: {findings[0].message}: save it as CSV in UTF-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = [column.strip() for column in reader.fieldnames or ()]
    reader.fieldnames = columns
    if not set(columns) & set(_IDENTIFIERS):
        raise UsageError(
            f"{path} has no column name or iri: add one, so that its rows can be joined with sources"
        )
    wanted = tuple(column for column in columns if column and column not in _IDENTIFIERS)
    if not wanted:
        raise UsageError(f"{path} has no other column than name and iri: add what you have recorded")
    found: dict[str, dict[str, Mapping[str, str]]] = {name: {} for name in _IDENTIFIERS}
    for row in reader:
        values = {column: (row.get(column) or "").strip() for column in wanted}
        for identifier in _IDENTIFIERS:
            key = (row.get(identifier) or "").strip()
            if not key:
                continue
            if found[identifier].setdefault(key, values) != values:
                raise UsageError(
                    f"{path}, line {reader.line_num}: {key} has other values in an earlier row: keep one"
                )
    return Attributes(wanted, found["iri"], found["name"])


def count_attributes(audit: Audit, attributes: Attributes) -> Iterator[AttributeCounts]:
    """Yield the counts for each column: its values in alphabetical order, sources without a value last."""
    tables = [AttributeCounts(column) for column in attributes.columns]
    several = audit.all_iris()
    for source in audit.sources():
        if not source.counts["statements"] and not source.counts["quotations"]:
            continue
        own = [source.key.text] if source.key.joined_by == "iri" else []
        values = attributes.find(source, several.get(source.key, own)) or {}
        for table in tables:
            counts = table.values.setdefault(values.get(table.column, ""), [0, 0, 0])
            counts[0] += 1
            counts[1] += source.counts["statements"]
            counts[2] += source.counts["quotations"]
    for table in tables:
        table.values = dict(sorted(table.values.items(), key=lambda pair: (not pair[0], pair[0])))
        yield table
