"""The tables of a package, a folder or a zip, as rows with their lines."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.formats.csv.package import MARK
from newsld.formats.csv.tables import TABLES, Table
from newsld.model.text.closest_match import suggest
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.json import load_json

if TYPE_CHECKING:
    from newsld.syntax.document import Source

__all__ = ["Broken", "Line", "Package", "Rows"]

_DESCRIPTOR: Final = "datapackage.json"
_FAULTS: Final = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
_MOST: Final = 4 * 1024 * 1024
"""How many bytes a descriptor may have."""

_MOST_SHOWN: Final = 100
"""How many lines of a table are looked up to be shown: each means reading the table up to it."""

_SMALL: Final = 8
_RATIO: Final = 100
"""What a zip may unpack to: as much as eight articles of the most bytes, or a hundred times its own size.

Tables of news pack about 3 to 20 to 1, DEFLATE packs 1,032 to 1 at most: what is above a hundred is a bomb, or so
small that it does no harm. A limit that does not grow with the zip would refuse the archive of a newsroom.
"""

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _longest() -> int:
    """The most characters that a cell may have: `read` raises the limit of the process to that of the settings."""
    return max(SIZE_LIMIT, csv.field_size_limit())


class Broken(Exception):
    """A package, or a table of it, cannot be read on. `findings` say why, with file and line."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings


class Line(NamedTuple):
    """A row of a table: the line that it starts on, and the cells of `Table.read_columns` in order."""

    number: int
    cells: tuple[str, ...]


class Package:
    """A package that is open for reading. Raises Broken for what is none, or is not one of ours."""

    def __init__(self, source: Source) -> None:
        self.name = source.name.rstrip("/")
        self._folder: Path | None = None
        self._zip: zipfile.ZipFile | None = None
        self._base = ""
        if source.path is not None and source.path.is_dir():
            self._folder = source.path.resolve()
        elif source.path is not None and source.path.name == _DESCRIPTOR:
            self._folder = source.path.parent.resolve()
            self.name = str(PurePosixPath(self.name).parent)
        else:
            self._open_zip(source)
        self._paths = self._resources()

    def close(self) -> None:
        """Let go of the zip, if it is one."""
        if self._zip is not None:
            self._zip.close()

    def tables(self) -> dict[str, Rows]:
        """Every table by its name. Raises Broken with all that are missing or have a header that will not do."""
        found: dict[str, Rows] = {}
        faults: list[Finding] = []
        for table in TABLES:
            try:
                path = self._paths.get(table.name)
                if path is None:
                    raise Broken(self._without(table))
                found[table.name] = Rows(self, table, path)
            except Broken as fault:
                faults += fault.findings
        if faults:
            raise Broken(*faults)
        return found

    def place(self, path: str) -> str:
        """What reports call a file of the package."""
        return f"{self.name}/{path}"

    def open(self, path: str) -> IO[bytes]:
        """A file of the package. Raises Broken for one that is not there."""
        try:
            if self._zip is not None:
                return self._zip.open(self._base + path)
            assert self._folder is not None
            return (self._folder / path).open("rb")
        except (KeyError, *_FAULTS) as fault:
            missing = isinstance(fault, (KeyError, FileNotFoundError))
            reason = "is not in the package" if missing else f"cannot be read: {fault}"
            code = "NLD-SCH-003" if missing else "NLD-SYN-001"
            raise Broken(Finding(code, f"{path} {reason}", file=self.place(path))) from None

    def _open_zip(self, source: Source) -> None:
        try:
            # A pipe is read once only, and that was when the source was made.
            on_disk = source.path is not None and source.path.is_file()
            content: Any = source.path if on_disk else io.BytesIO(source.content)
            self._zip = zipfile.ZipFile(content)
            size = source.path.stat().st_size if on_disk and source.path else len(source.content)
        except _FAULTS as fault:
            help_ = "give the folder with datapackage.json, or a zip of it"
            raise Broken(
                Finding("NLD-SYN-001", f"not a zip: {fault}", suggestion=help_, file=self.name)
            ) from None
        allowed = max(_SMALL * _longest(), _RATIO * size)
        # zipfile gives no more bytes of a member than the directory says, so what that says is enough to know.
        unpacked = sum(member.file_size for member in self._zip.infolist())
        if unpacked > allowed:
            self._zip.close()
            message = (
                f"the zip unpacks to {unpacked:,} bytes, and {allowed:,} are allowed for one of its size"
            )
            help_ = "give the folder of the package instead, if you trust it"
            raise Broken(Finding("NLD-SYN-004", message, suggestion=help_, file=self.name))
        found = [name for name in self._zip.namelist() if PurePosixPath(name).name == _DESCRIPTOR]
        if found:
            self._base = min(found, key=len).removesuffix(_DESCRIPTOR)

    def _resources(self) -> dict[str, str]:
        """The paths of the tables by their names, as the descriptor gives them."""
        file = self.place(_DESCRIPTOR)
        try:
            with self.open(_DESCRIPTOR) as stream:
                content = stream.read(_MOST + 1)
        except _FAULTS as fault:
            raise Broken(
                Finding("NLD-SYN-001", f"{_DESCRIPTOR} cannot be read: {fault}", file=file)
            ) from None
        data, findings = load_json(content, limit=_MOST)
        if findings:
            raise Broken(*[replace(finding, file=file, pointer=None) for finding in findings])
        mark = data.get(MARK) if isinstance(data, dict) else None
        if not isinstance(mark, dict):
            message = f"the data package is not one of newsld's: {_DESCRIPTOR} has no `{MARK}`"
            raise Broken(Finding("NLD-SYN-006", message, file=file))
        if mark.get("lossless") is False:
            message = "the package was written for Excel, which keeps less than the articles have"
            raise Broken(Finding("NLD-SYN-001", message, suggestion="export it without --excel", file=file))
        resources = data.get("resources")
        paths: dict[str, str] = {}
        for resource in resources if isinstance(resources, list) else ():
            if isinstance(resource, dict) and isinstance(resource.get("name"), str):
                paths[resource["name"]] = self._inside(resource.get("path"), file)
        return paths

    def _inside(self, path: Any, file: str) -> str:
        parts = PurePosixPath(path).parts if isinstance(path, str) else ()
        fine = parts and ".." not in parts and "\\" not in path and "\0" not in path
        fine = fine and not path.startswith("/") and not _SCHEME.match(path)
        if fine and self._folder is not None:
            fine = (self._folder / path).resolve().is_relative_to(self._folder)
        if not fine:
            message = f"{path!r} is no path of a file inside the package"
            raise Broken(Finding("NLD-SCH-005", message, suggestion="name a file of the folder", file=file))
        return str(path)

    def _without(self, table: Table) -> Finding:
        near = suggest(table.name, self._paths.keys() - {known.name for known in TABLES})
        hint = (
            f"did you mean {near[0]}?"
            if near
            else f"export the package anew: {table.path} may have a header only"
        )
        return Finding(
            "NLD-SCH-003",
            f"the package has no table {table.name}",
            suggestion=hint,
            file=self.place(_DESCRIPTOR),
        )


class Rows:
    """The rows of one table. Raises Broken when the header will not do."""

    def __init__(self, package: Package, table: Table, path: str) -> None:
        self.table = table
        self.path = path
        self.file = package.place(path)
        self._package = package
        self._shown = 0
        with package.open(path) as stream:
            header = next(self._raw(stream), None)
        if header is None:
            raise Broken(
                Finding("NLD-SYN-012", f"{path} is empty: it has no header", file=self.file, line=1, column=1)
            )
        self._width = len(header[1])
        self._pick = self._choose(header[1])

    def lines(self) -> Iterator[Line]:
        """The rows from the first to the last. Raises Broken where the file is no CSV, or no UTF-8."""
        width, pick = self._width, self._pick
        with self._package.open(self.path) as stream:
            raw = self._raw(stream)
            next(raw, None)
            for number, cells in raw:
                if len(cells) == width:
                    yield Line(number, pick(cells))
                elif cells:
                    message = f"the row has {len(cells)} cells, the header {width}"
                    raise Broken(
                        self.fault(
                            "NLD-SYN-001", message, number, mend="quote cells that have commas in them"
                        )
                    )

    def fault(
        self, code: str, message: str, line: int, column: int = 1, *, mend: str | None = None
    ) -> Finding:
        """A finding at a line of the table, with the line shown."""
        shown = self.shown(line)
        return Finding(
            code, message, suggestion=mend, file=self.file, line=line, column=column, excerpt=shown
        )

    def shown(self, line: int) -> str | None:
        """The text of a line for a report; None when it cannot be had, or after a hundred were asked for."""
        self._shown += 1
        if self._shown > _MOST_SHOWN:
            return None
        try:
            with self._package.open(self.path) as stream:
                found = next(islice(stream, line - 1, line), None)
        except (Broken, ValueError, *_FAULTS):
            return None
        return (
            None if found is None else found.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
        )

    def _choose(self, header: Sequence[str]) -> Any:
        """What takes the cells of `Table.read_columns` out of a row."""
        faults = []
        known = {column.name for column in self.table.columns}
        for number, name in enumerate(header):
            column = len(",".join(header[:number])) + (2 if number else 1)
            if name in header[:number]:
                faults.append(self.fault("NLD-SYN-002", f"two columns are named {name}", 1, column))
            elif name not in known:
                near = suggest(name, known - set(header))
                hint = f"did you mean {near[0]}?" if near else "leave the column out: it would be lost"
                faults.append(
                    self.fault("NLD-SCH-001", f"{self.path} has no column {name}", 1, column, mend=hint)
                )
        faults += [
            self.fault("NLD-SCH-003", f"{self.path} lacks the column {column.name}", 1)
            for column in self.table.read_columns
            if column.name not in header
        ]
        if faults:
            raise Broken(*faults)
        stated = [header.index(column.name) for column in self.table.read_columns]
        # A table that only repeats what others say is not read on.
        return itemgetter(*stated) if stated else tuple

    def _raw(self, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        """Every row with the line it starts on."""
        start = 1
        try:
            with io.TextIOWrapper(stream, "utf-8-sig", newline="\n") as text:
                reader = csv.reader(self._without_nul(text), strict=True)
                for cells in reader:
                    yield start, cells
                    start = reader.line_num + 1
        except csv.Error as fault:
            code = "NLD-SYN-004" if "field limit" in str(fault) else "NLD-SYN-001"
            raise Broken(self.fault(code, f"not CSV (RFC 4180): {fault}", start)) from None
        except UnicodeDecodeError:
            raise Broken(self._not_utf8()) from None
        except _FAULTS as fault:
            raise Broken(
                Finding("NLD-SYN-001", f"{self.path} cannot be read: {fault}", file=self.file)
            ) from None

    def _without_nul(self, text: IO[str]) -> Iterator[str]:
        # An article above the limit is refused in any case, and quotes may double what it has.
        most = 2 * _longest()
        number = 0
        while line := text.readline(most):
            number += 1
            if len(line) == most:
                message = f"the line has {most:,} characters or more: no article may have as many"
                raise Broken(Finding("NLD-SYN-004", message, file=self.file, line=number, column=1))
            if "\0" in line:
                at = line.index("\0") + 1
                raise Broken(self.fault("NLD-SYN-010", "a NUL character, which CSV cannot carry", number, at))
            yield line

    def _not_utf8(self) -> Finding:
        with self._package.open(self.path) as stream:
            for number, line in enumerate(stream, 1):
                try:
                    line.decode()
                except UnicodeDecodeError as fault:
                    column = len(line[: fault.start].decode()) + 1
                    message = f"byte 0x{line[fault.start]:02X} is no UTF-8"
                    return self.fault("NLD-SYN-009", message, number, column, mend="save the table as UTF-8")
        return Finding("NLD-SYN-009", f"{self.path} is not UTF-8", file=self.file)
