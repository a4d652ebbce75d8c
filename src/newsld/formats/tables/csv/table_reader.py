"""Read the tables of a package, in a folder or a zip, as rows with line numbers."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from newsld.findings import Excerpt, Finding
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.columns import Table
from newsld.formats.tables.csv.package import DESCRIPTOR, PACKAGE_MARKER, PACKAGE_VERSION
from newsld.model.text.closest_match import did_you_mean
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.json import load_json
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.read_file import bounded_lines

if TYPE_CHECKING:
    from newsld.syntax.document import Source

_READ_ERRORS: Final = (
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,  # offsets that are negative, a file that closed
    OverflowError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What zipfile raises for a damaged zip, in addition to what the system raises."""

_COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DESCRIPTOR_LIMIT: Final = 4 * 1024 * 1024
"""Most bytes that a descriptor may have."""

_EXCERPT_LIMIT: Final = 100
"""Most excerpts that are read from a table: each needs reading the table up to its line."""

_SMALL_ZIP: Final = 8
_RATIO: Final = 100
"""A zip may unpack to eight times the limit of an article, or to a hundred times its own size.

Tables of news compress by 3 to 20 times, and DEFLATE compresses by at most 1,032 times: above a hundred times, a zip
is a bomb or too small to do harm. A limit that does not grow with the zip would refuse the archive of a newsroom.
"""

_SCHEME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _cell_limit() -> int:
    """Return the most characters that a cell may have: `read` sets the limit of the process to that of the options."""
    return max(SIZE_LIMIT, csv.field_size_limit())


class UnreadablePackage(Exception):
    """A package, or one of its tables, cannot be read any further. `findings` explain why, with file and line."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings


class ReadRow(NamedTuple):
    """A row of a table: the line that it starts on, and the cells of `Table.read_columns` in order."""

    line: int
    cells: tuple[str, ...]


class PackageReader:
    """An open package. Raises UnreadablePackage for an input that newsld did not write as a package."""

    def __init__(self, source: Source) -> None:
        self.name = source.name.rstrip("/")
        self._folder: Path | None = None
        self._zip: zipfile.ZipFile | None = None
        self._base = ""
        if source.path is not None and source.path.is_dir():
            self._folder = source.path.resolve()
        elif source.path is not None and source.path.name == DESCRIPTOR:
            self._folder = source.path.parent.resolve()
            self.name = str(PurePosixPath(self.name).parent)
        else:
            self._open_zip(source)
        self._paths = self._resources()

    def close(self) -> None:
        """Close the zip, if it is one."""
        if self._zip is not None:
            self._zip.close()

    def tables(self) -> dict[str, TableReader]:
        """Return a reader for each table, by its name.

        Raises UnreadablePackage with findings for all tables that are missing or have a wrong header.
        """
        readers: dict[str, TableReader] = {}
        findings: list[Finding] = []
        for table in TABLES:
            try:
                path = self._paths.get(table.name)
                if path is None:
                    raise UnreadablePackage(self._missing_table(table))
                readers[table.name] = TableReader(self, table, path)
            except UnreadablePackage as error:
                findings += error.findings
        if findings:
            raise UnreadablePackage(*findings)
        return readers

    def display_name(self, path: str) -> str:
        """Return the name of a file of the package in reports."""
        return f"{self.name}/{path}"

    def open(self, path: str) -> IO[bytes]:
        """Open a file of the package. Raises UnreadablePackage for a missing file."""
        try:
            if self._zip is not None:
                return self._zip.open(self._base + path)
            assert self._folder is not None
            return (self._folder / path).open("rb")
        except (KeyError, *_READ_ERRORS) as error:
            missing = isinstance(error, (KeyError, FileNotFoundError))
            reason = "is not in the package" if missing else f"cannot be read: {error}"
            code = "NLD-SCH-003" if missing else "NLD-SYN-001"
            raise UnreadablePackage(Finding(code, f"{path} {reason}", file=self.display_name(path))) from None

    def _open_zip(self, source: Source) -> None:
        try:
            # A pipe can be read only once, and `source.content` has done so.
            on_disk = source.path is not None and source.path.is_file()
            content: Any = source.path if on_disk else io.BytesIO(source.content)
            self._zip = zipfile.ZipFile(content)
            size = source.path.stat().st_size if on_disk and source.path else len(source.content)
        except _READ_ERRORS as error:
            suggestion = "give the folder with datapackage.json, or a zip of it"
            raise UnreadablePackage(
                Finding("NLD-SYN-001", f"not a zip: {error}", suggestion=suggestion, file=self.name)
            ) from None
        if any(member.compress_type not in _COMPRESSIONS for member in self._zip.infolist()):
            self._zip.close()
            message = "the zip is compressed in another way than with DEFLATE"
            suggestion = "give the folder with datapackage.json, or a zip of it"
            raise UnreadablePackage(Finding("NLD-SYN-001", message, suggestion=suggestion, file=self.name))
        allowed = max(_SMALL_ZIP * _cell_limit(), _RATIO * size)
        # zipfile never returns more bytes of a member than its directory declares.
        unpacked = sum(member.file_size for member in self._zip.infolist())
        if unpacked > allowed:
            self._zip.close()
            message = f"the zip unpacks to {unpacked:,} bytes; the limit for its size is {allowed:,}"
            suggestion = "give the folder of the package instead, if you trust it"
            raise UnreadablePackage(Finding("NLD-SYN-004", message, suggestion=suggestion, file=self.name))
        descriptors = [name for name in self._zip.namelist() if PurePosixPath(name).name == DESCRIPTOR]
        if descriptors:
            self._base = min(descriptors, key=len).removesuffix(DESCRIPTOR)

    def _resources(self) -> dict[str, str]:
        """Return the paths of the tables by their names, from the descriptor."""
        file = self.display_name(DESCRIPTOR)
        try:
            with self.open(DESCRIPTOR) as stream:
                content = stream.read(_DESCRIPTOR_LIMIT + 1)
        except _READ_ERRORS as error:
            raise UnreadablePackage(
                Finding("NLD-SYN-001", f"{DESCRIPTOR} cannot be read: {error}", file=file)
            ) from None
        data, findings = load_json(content, limit=_DESCRIPTOR_LIMIT)
        if findings:
            raise UnreadablePackage(*[replace(finding, file=file, pointer=None) for finding in findings])
        marker = data.get(PACKAGE_MARKER) if isinstance(data, dict) else None
        if not isinstance(marker, dict):
            message = f"newsld did not write this data package: {DESCRIPTOR} has no `{PACKAGE_MARKER}`"
            raise UnreadablePackage(Finding("NLD-SYN-006", message, file=file))
        if marker.get("version") != PACKAGE_VERSION:
            message = (
                f"the tables are of version {marker.get('version')}; newsld reads version {PACKAGE_VERSION}"
            )
            suggestion = "export the stories again"
            raise UnreadablePackage(Finding("NLD-SYN-006", message, suggestion=suggestion, file=file))
        if marker.get("lossless") is False:
            message = "the package was written for Excel and is not lossless"
            raise UnreadablePackage(
                Finding("NLD-SYN-001", message, suggestion="export it without --excel", file=file)
            )
        resources = data.get("resources")
        paths: dict[str, str] = {}
        for resource in resources if isinstance(resources, list) else ():
            if isinstance(resource, dict) and isinstance(resource.get("name"), str):
                paths[resource["name"]] = self._safe_path(resource.get("path"), file)
        return paths

    def _safe_path(self, path: Any, file: str) -> str:
        parts = PurePosixPath(path).parts if isinstance(path, str) else ()
        safe = parts and ".." not in parts and "\\" not in path and "\0" not in path
        safe = safe and not path.startswith("/") and not _SCHEME.match(path)
        if safe and self._folder is not None:
            safe = (self._folder / path).resolve().is_relative_to(self._folder)
        if not safe:
            message = f"{path!r} is not the path of a file inside the package"
            raise UnreadablePackage(
                Finding("NLD-SCH-005", message, suggestion="name a file of the folder", file=file)
            )
        return str(path)

    def _missing_table(self, table: Table) -> Finding:
        others = self._paths.keys() - {known.name for known in TABLES}
        return Finding(
            "NLD-SCH-003",
            f"the package has no table {table.name}",
            suggestion=did_you_mean(table.name, others, "export the package again"),
            file=self.display_name(DESCRIPTOR),
        )


class TableReader:
    """A reader of the rows of one table. Raises UnreadablePackage for a missing or wrong header."""

    def __init__(self, package: PackageReader, table: Table, path: str) -> None:
        self.definition = table
        self.path = path
        self.file = package.display_name(path)
        self._package = package
        self._excerpts = 0
        with package.open(path) as stream:
            header = next(self._parse(stream), None)
        if header is None:
            raise UnreadablePackage(
                Finding("NLD-SYN-012", f"{path} is empty: it has no header", file=self.file, line=1, column=1)
            )
        self._width = len(header[1])
        self._pick = self._cell_picker(header[1])

    def rows(self) -> Iterator[ReadRow]:
        """Yield the rows in order. Raises UnreadablePackage where the file is not valid CSV or UTF-8."""
        width, pick = self._width, self._pick
        with self._package.open(self.path) as stream:
            parsed = self._parse(stream)
            next(parsed, None)
            for line, cells in parsed:
                if len(cells) == width:
                    yield ReadRow(line, pick(cells))
                elif cells:
                    message = f"the row has {len(cells)} cells, the header has {width}"
                    suggestion = "put cells that contain commas in quotation marks"
                    raise UnreadablePackage(self.finding("NLD-SYN-001", message, line, suggestion=suggestion))

    def finding(
        self, code: str, message: str, line: int, column: int = 1, *, suggestion: str | None = None
    ) -> Finding:
        """Return a finding at a line of the table, with an excerpt."""
        found = Finding(code, message, suggestion=suggestion, file=self.file, line=line, column=column)
        return found.with_excerpt(self.excerpt(line, column))

    def excerpt(self, line: int, column: int = 1) -> Excerpt | None:
        """Return the text of a line for a report; None when it cannot be read, and after 100 excerpts."""
        self._excerpts += 1
        if self._excerpts > _EXCERPT_LIMIT:
            return None
        try:
            with self._package.open(self.path) as stream:
                content = next(islice(bounded_lines(stream, _cell_limit()), line - 1, line), None)
        except (UnreadablePackage, ValueError, *_READ_ERRORS):
            return None
        if content is None:
            return None
        text = content.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
        return Excerpt.of_line(text, column)

    def _cell_picker(self, header: Sequence[str]) -> Any:
        """Return a function that takes the cells of `Table.read_columns` out of a row."""
        findings = []
        known = {column.name for column in self.definition.columns}
        for number, name in enumerate(header):
            column = len(",".join(header[:number])) + (2 if number else 1)
            if name in header[:number]:
                findings.append(self.finding("NLD-SYN-002", f"two columns are named {name}", 1, column))
            elif name not in known:
                suggestion = did_you_mean(
                    name, known - set(header), "remove the column: newsld cannot read it"
                )
                message = f"{name} is not a column of {self.path}"
                findings.append(self.finding("NLD-SCH-001", message, 1, column, suggestion=suggestion))
        findings += [
            self.finding("NLD-SCH-003", f"{self.path} has no column {column.name}", 1)
            for column in self.definition.read_columns
            if column.name not in header
        ]
        if findings:
            raise UnreadablePackage(*findings)
        numbers = [header.index(column.name) for column in self.definition.read_columns]
        # All columns of the table `things` are derived: its cells are not used.
        return itemgetter(*numbers) if numbers else tuple

    def _parse(self, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with the line it starts on, the header first."""
        start = 1
        try:
            with io.TextIOWrapper(stream, "utf-8-sig", newline="\n") as text:
                reader = csv.reader(self._checked_lines(text), strict=True)
                for cells in reader:
                    yield start, cells
                    start = reader.line_num + 1
        except csv.Error as error:
            code = "NLD-SYN-004" if "field limit" in str(error) else "NLD-SYN-001"
            raise UnreadablePackage(self.finding(code, f"not CSV (RFC 4180): {error}", start)) from None
        except UnicodeDecodeError:
            raise UnreadablePackage(self._not_utf8()) from None
        except _READ_ERRORS as error:
            raise UnreadablePackage(
                Finding("NLD-SYN-001", f"{self.path} cannot be read: {error}", file=self.file)
            ) from None

    def _checked_lines(self, text: IO[str]) -> Iterator[str]:
        # Doubled quotation marks can make a line twice as long as its text; a longer one exceeds the limit anyway.
        limit = 2 * _cell_limit()
        number = 0
        while line := text.readline(limit):
            number += 1
            if len(line) == limit:
                message = f"the line has {limit:,} characters or more, which is above the limit of an article"
                raise UnreadablePackage(
                    Finding("NLD-SYN-004", message, file=self.file, line=number, column=1)
                )
            if "\0" in line:
                column = line.index("\0") + 1
                message = "a NUL character, which CSV cannot carry"
                raise UnreadablePackage(self.finding("NLD-SYN-010", message, number, column))
            yield line

    def _not_utf8(self) -> Finding:
        with self._package.open(self.path) as stream:
            for number, line in enumerate(bounded_lines(stream, 2 * _cell_limit()), 1):
                try:
                    line.decode()
                except UnicodeDecodeError as error:
                    column = len(line[: error.start].decode()) + 1
                    message = f"byte 0x{line[error.start]:02X} is not UTF-8"
                    suggestion = "save the table as UTF-8"
                    return self.finding("NLD-SYN-009", message, number, column, suggestion=suggestion)
        return Finding("NLD-SYN-009", f"{self.path} is not UTF-8", file=self.file)
