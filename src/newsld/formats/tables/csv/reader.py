"""Read the articles of a package from its tables, one after the other, as the data of a story."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from newsld.findings import Finding
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.csv.story_builder import TableStoryBuilder
from newsld.formats.tables.csv.table_reader import PackageReader, ReadRow, TableReader, UnreadablePackage
from newsld.syntax.document import Document, Source

if TYPE_CHECKING:
    from newsld.formats import ReadOptions


@dataclass
class TableDocument(Document):
    """An article that was read from tables: its findings have the table and line of a row.

    `locations` has the table and line of each part of the story, by its JSON Pointer.
    """

    locations: Mapping[str, tuple[TableReader, int]] = field(default_factory=dict)

    def place(self, finding: Finding) -> Finding:
        """Return the finding with the table and line of the row that its pointer, or the nearest parent, has."""
        if finding.file is not None or finding.pointer is None:
            return replace(finding, pointer=None)
        at = finding.pointer
        while at and at not in self.locations:
            at = at.rpartition("/")[0]
        if at not in self.locations:
            return replace(finding, pointer=None, file=self.source.name)
        table, line = self.locations[at]
        found = replace(finding, pointer=None, file=table.file, line=line, column=1)
        return found.with_excerpt(table.excerpt(line))


class _RowsByArticle(Protocol):
    """The rows of a table, which are taken article by article."""

    def take(self, key: str) -> list[ReadRow]: ...

    def rest(self) -> Iterator[ReadRow]: ...


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the articles of a package, which is a folder with `datapackage.json` or a zip of one.

    An article whose rows have errors is yielded as findings, each with table and line, instead of a document; the
    other articles are read. Tables in the order of the articles, as newsld writes them, are read in parallel, and
    memory use does not grow with their size. If any table is in another order, all are read into memory.
    """
    # The limit is one for the whole process, so it is never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), options.limit))
    try:
        package = PackageReader(source)
    except UnreadablePackage as error:
        yield from error.findings
        return
    try:
        yield from _articles(package, source, options.limit)
    except UnreadablePackage as error:
        yield from error.findings
    finally:
        package.close()


def _articles(package: PackageReader, source: Source, limit: int) -> Iterator[Document | Finding]:
    tables = package.tables()
    articles = tables.pop("articles")
    for definition in TABLES:
        if not definition.read_columns:
            tables.pop(definition.name)
    ordered = [_is_in_order(table) for table in (articles, *tables.values())]
    rows_class = _StreamedRows if all(ordered) else _RowsInMemory
    others: dict[str, tuple[TableReader, _RowsByArticle]] = {
        name: (table, rows_class(table)) for name, table in tables.items()
    }
    seen: set[str] = set()
    previous, number = None, 0
    for article in articles.rows():
        key = article.cells[0]
        if key == previous or key in seen:
            yield articles.finding("NLD-REF-002", f"two articles have the key {key}", article.line)
            continue
        previous = key
        if rows_class is _RowsInMemory:
            seen.add(key)
        number += 1
        rows = {name: (table, by_article.take(key)) for name, (table, by_article) in others.items()}
        size = sum([len(cell) for _, taken in rows.values() for row in taken for cell in row.cells])
        if size + sum(map(len, article.cells)) > limit:
            message = f"the article has more than {limit} characters"
            yield articles.finding("NLD-SYN-004", message, article.line)
            continue
        builder = TableStoryBuilder(key, articles, article)
        data = builder.build(rows)
        if builder.findings:
            yield from builder.findings
        else:
            yield TableDocument(data, source, pointers=False, number=number, locations=builder.locations)
    if not number:
        yield Finding("NLD-SYN-006", "the package has no article", file=articles.file, line=1, column=1)
    for table, by_article in others.values():
        for row in by_article.rest():
            key = row.cells[table.definition.article_index]
            yield table.finding("NLD-REF-001", f"no article has the key {key}", row.line)


def _is_in_order(table: TableReader) -> bool:
    """Return whether the rows are in the order of their articles."""
    previous, column = "", table.definition.article_index
    for row in table.rows():
        key = row.cells[column]
        if key < previous:
            return False
        previous = key
    return True


class _StreamedRows:
    """Rows in the order of the articles, of which only those of one article are in memory."""

    def __init__(self, table: TableReader) -> None:
        self._rows = table.rows()
        self._column = table.definition.article_index
        self._next = next(self._rows, None)
        self._unmatched: list[ReadRow] = []

    def take(self, key: str) -> list[ReadRow]:
        """Return the rows of an article; rows before them belong to no article."""
        taken: list[ReadRow] = []
        row, column = self._next, self._column
        while row is not None and row.cells[column] <= key:
            (taken if row.cells[column] == key else self._unmatched).append(row)
            row = next(self._rows, None)
        self._next = row
        return taken

    def rest(self) -> Iterator[ReadRow]:
        """Yield the rows that belong to no article."""
        yield from self._unmatched
        if self._next is not None:
            yield self._next
        yield from self._rows


class _RowsInMemory:
    """Rows in any order, all in memory."""

    def __init__(self, table: TableReader) -> None:
        self._rows: dict[str, list[ReadRow]] = defaultdict(list)
        column = table.definition.article_index
        for row in table.rows():
            self._rows[row.cells[column]].append(row)

    def take(self, key: str) -> list[ReadRow]:
        """Return the rows of an article."""
        return self._rows.pop(key, [])

    def rest(self) -> Iterator[ReadRow]:
        """Yield the rows that belong to no article, in the order of the file."""
        yield from sorted((row for rows in self._rows.values() for row in rows), key=attrgetter("line"))
