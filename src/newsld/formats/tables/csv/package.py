"""Build the files of a package: the tables, `datapackage.json` (Data Package 2) and `csv-metadata.json` (CSVW)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, Final
from weakref import finalize

from newsld.findings import Finding
from newsld.findings.errors import OutputError
from newsld.formats.tables.all_tables import TABLES, key_column
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.csv.rendering import header_line
from newsld.formats.tables.sorting import Duplicates, RenderedArticle, sort_by_key
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.read_file import read_file

DESCRIPTOR: Final = "datapackage.json"

PACKAGE_MARKER: Final = "newsld"
"""The key of `datapackage.json` that marks a package as written by newsld."""

PACKAGE_VERSION: Final = 2
"""The version of the tables, which a reader must know."""

_CHUNK: Final = 1 << 18
_IN_MEMORY: Final = 4 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"

_FLAT: Final = lazy_pattern(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)?\}|\[[^\[\]{}]*\]")
"""An object that contains at most one other object, or a list of plain values."""

_DATA_PACKAGE_TYPES: Final = {"text": "string", "list": "string", "json": "array", "data": "string"}
_CSVW_TYPES: Final = {"text": "string", "list": "string", "json": "json", "data": "json"}
_DESCRIPTION: Final = (
    "News articles as tables: one row for each thing, with the words of the body that it was read from. "
    "Keys are global: the article's key, `#`, and an id. An empty cell without quotation marks is null. Columns "
    "marked `derived` repeat values of other tables for convenience and are ignored on reading."
)
_EXCEL: Final = (
    " Written for Excel: with a byte order mark, and with an apostrophe before every text that a "
    "spreadsheet would take for a formula. newsld cannot read it back."
)


def owned_files(folder: Path) -> set[str]:
    """Return the files that the `datapackage.json` in a folder names; an empty set without one.

    Raises OutputError for a data package that newsld did not write, OSError when it cannot be read.
    """
    path = folder / DESCRIPTOR
    try:
        descriptor = json.loads(read_file(path))
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except (ValueError, RecursionError):
        descriptor = None
    if not isinstance(descriptor, dict) or PACKAGE_MARKER not in descriptor:
        raise OutputError(f"{path}: this package was not written by newsld. Choose another output folder")
    resources = descriptor.get("resources")
    return {
        resource["path"]
        for resource in (resources if isinstance(resources, list) else [])
        if isinstance(resource, dict) and isinstance(resource.get("path"), str)
    }


def build_package(
    articles: Iterable[RenderedArticle], *, license_address: str | None = None, excel: bool = False
) -> Iterator[tuple[str, Iterable[bytes]] | Finding]:
    """Yield the files of a package with these articles, each a name and its content in chunks; the tables first.

    Before the files come findings about articles that are left out, because others have the same key.

    All articles are consumed before the first file is yielded; each table is in memory up to 4 MiB, then in a temporary
    file. Contents can be read at any time and more than once.
    """
    contents = [_TableContent() for _ in TABLES]
    for content, table in zip(contents, TABLES, strict=True):
        content.file.write(_BOM + header_line(table) if excel else header_line(table))
    duplicates = Duplicates()
    for _, tables in duplicates.leave_out(sort_by_key(articles)):
        for content, lines in zip(contents, tables, strict=True):
            if lines:
                content.file.write(lines)
    yield from duplicates.findings()
    for table, content in zip(TABLES, contents, strict=True):
        yield table.path, content
    yield DESCRIPTOR, [_json(data_package(license_address=license_address, excel=excel))]
    yield "csv-metadata.json", [_json(csvw_metadata(license_address=license_address))]


class _TableContent:
    """The content of one table, in a temporary file that is deleted together with this object."""

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="newsld-")  # noqa: SIM115
        finalize(self, self.file.close)

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while chunk := self.file.read(_CHUNK):
            yield chunk


def zip_package(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return the files of a package as one zip, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in files:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, b"".join(chunks))
    return content.getvalue()


def _json(data: dict[str, Any]) -> bytes:
    """Return metadata as JSON with one column, or one other object without objects, per line."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return (_FLAT.sub(lambda found: re.sub(r"\n\s*", "", found[0]), text) + "\n").encode()


# -- Data Package ----------------------------------------------------------------------------------------------


def data_package(*, license_address: str | None = None, excel: bool = False) -> dict[str, Any]:
    """Return the descriptor of a package, as Data Package 2 defines it."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "news",
        "title": "News articles",
        "description": _DESCRIPTION + (_EXCEL if excel else ""),
        PACKAGE_MARKER: {"version": PACKAGE_VERSION, "lossless": not excel},
        **({"licenses": [{"path": license_address}]} if license_address else {}),
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": column.refers_to, "fields": [key_column(column.refers_to)]},
        }
        for column in table.columns
        if column.refers_to
    ]
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.primary_key),
            **({"foreignKeys": keys} if keys else {}),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        # A value of `properties` can be any JSON value, and Table Schema has no type for that.
        "type": _DATA_PACKAGE_TYPES.get(column.kind, column.kind),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
        **({"derived": True} if column.derived else {}),
    }


# -- CSV on the Web --------------------------------------------------------------------------------------------


def csvw_metadata(*, license_address: str | None = None) -> dict[str, Any]:
    """Return the metadata of a package in the vocabulary of CSV on the Web."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "News articles",
        "dc:description": _DESCRIPTION,
        **({"dc:license": {"@id": license_address}} if license_address else {}),
        "dialect": {
            "encoding": "utf-8",
            "header": True,
            "lineTerminators": ["\r\n", "\n"],
            "doubleQuote": True,
        },
        "tables": [_csvw_table(table) for table in TABLES],
    }


def _csvw_table(table: Table) -> dict[str, Any]:
    # In CSVW a foreign key is never null and refers to exactly one row; a citation can have several.
    keys = [
        {
            "columnReference": column.name,
            "reference": {
                "resource": f"{column.refers_to}.csv",
                "columnReference": key_column(column.refers_to),
            },
        }
        for column in table.columns
        if column.refers_to and column.required and column.refers_to != "citations"
    ]
    return {
        "url": table.path,
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            "primaryKey": list(table.primary_key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "dc:description": column.description,
        "datatype": _CSVW_TYPES.get(column.kind, column.kind),
        **({"required": True} if column.required else {}),
        **({"separator": " "} if column.kind == "list" else {}),
    }
