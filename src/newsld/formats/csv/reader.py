"""From the tables of a package to articles as story data, one after the other."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from newsld.findings import Finding
from newsld.formats.csv.story_builder import Story
from newsld.formats.csv.table_reader import Broken, Line, Package, Rows
from newsld.syntax.document import Document, Source

if TYPE_CHECKING:
    from newsld.formats import ReadOptions

__all__ = ["TabledDocument", "read"]


@dataclass
class TabledDocument(Document):
    """An article that was read from tables: its findings stand in the row of what they are about.

    `rows` has the table and line of each part of the story, by its pointer.
    """

    rows: Mapping[str, tuple[Rows, int]] = field(default_factory=dict)

    def place(self, finding: Finding) -> Finding:
        """The finding with the table, and the line in it, of the nearest thing that has a row."""
        if finding.file is not None or finding.pointer is None:
            return replace(finding, pointer=None)
        at = finding.pointer
        while at and at not in self.rows:
            at = at.rpartition("/")[0]
        if at not in self.rows:
            return replace(finding, pointer=None, file=self.source.name)
        table, line = self.rows[at]
        return replace(finding, pointer=None, file=table.file, line=line, column=1, excerpt=table.shown(line))


class _Shelf(Protocol):
    """The rows of a table by article."""

    def take(self, key: str) -> list[Line]: ...

    def rest(self) -> Iterator[Line]: ...


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The articles of a package: a folder with `datapackage.json`, or a zip of one.

    An article whose rows are at fault comes as findings, each with table and line, and not as a document;
    the others go on. Tables whose rows stand in the order of the articles, as they are written,
    are read side by side in flat memory; others are held in memory whole.
    """
    # The limit belongs to the process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), options.limit))
    try:
        package = Package(source)
    except Broken as fault:
        yield from fault.findings
        return
    try:
        yield from _articles(package, source, options.limit)
    except Broken as fault:
        yield from fault.findings
    finally:
        package.close()


def _articles(package: Package, source: Source, limit: int) -> Iterator[Document | Finding]:
    tables = package.tables()
    articles = tables.pop("articles")
    tables.pop("things")
    ordered = [_in_order(rows) for rows in (articles, *tables.values())]
    kind = _Stream if all(ordered) else _Held
    shelves: dict[str, tuple[Rows, _Shelf]] = {name: (rows, kind(rows)) for name, rows in tables.items()}
    seen: set[str] = set()
    previous, number = None, 0
    for line in articles.lines():
        key = line.cells[0]
        if key == previous or key in seen:
            yield articles.fault("NLD-REF-002", f"two articles have the key {key}", line.number)
            continue
        previous = key
        if kind is _Held:
            seen.add(key)
        number += 1
        rows = {name: (table, shelf.take(key)) for name, (table, shelf) in shelves.items()}
        size = sum([len(cell) for _, lines in rows.values() for row in lines for cell in row.cells])
        if size + sum(map(len, line.cells)) > limit:
            yield articles.fault("NLD-SYN-004", f"the article has more than {limit} characters", line.number)
            continue
        story = Story(key, articles, line)
        data = story.told(rows)
        if story.faults:
            yield from story.faults
        else:
            yield TabledDocument(data, source, pointers=False, number=number, rows=story.rows)
    if not number:
        yield Finding("NLD-SYN-006", "the package has no article", file=articles.file, line=1, column=1)
    for table, shelf in shelves.values():
        for line in shelf.rest():
            yield table.fault("NLD-REF-001", f"no article has the key {line.cells[1]}", line.number)


def _in_order(rows: Rows) -> bool:
    """Whether the rows stand in the order of their articles."""
    before, at = "", 0 if rows.table.name == "articles" else 1
    for line in rows.lines():
        key = line.cells[at]
        if key < before:
            return False
        before = key
    return True


class _Stream:
    """Rows in the order of the articles: no more than one article's are held."""

    def __init__(self, rows: Rows) -> None:
        self._lines = rows.lines()
        self._next = next(self._lines, None)
        self._strays: list[Line] = []

    def take(self, key: str) -> list[Line]:
        """The rows of an article; those before it are nobody's."""
        taken: list[Line] = []
        line = self._next
        while line is not None and line.cells[1] <= key:
            (taken if line.cells[1] == key else self._strays).append(line)
            line = next(self._lines, None)
        self._next = line
        return taken

    def rest(self) -> Iterator[Line]:
        """The rows that are nobody's."""
        yield from self._strays
        if self._next is not None:
            yield self._next
        yield from self._lines


class _Held:
    """Rows in any order, all in memory."""

    def __init__(self, rows: Rows) -> None:
        self._lines: dict[str, list[Line]] = defaultdict(list)
        for line in rows.lines():
            self._lines[line.cells[1]].append(line)

    def take(self, key: str) -> list[Line]:
        """The rows of an article."""
        return self._lines.pop(key, [])

    def rest(self) -> Iterator[Line]:
        """The rows that are nobody's, as they stand in the file."""
        yield from sorted(
            (line for lines in self._lines.values() for line in lines), key=attrgetter("number")
        )
