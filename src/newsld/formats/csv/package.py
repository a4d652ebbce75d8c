"""The files of a package: the tables, `datapackage.json` (Data Package 2) and `csv-metadata.json` (CSVW)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, Final
from weakref import finalize

from newsld.findings.errors import OutputError
from newsld.formats.csv.rendering import Tabled, header, insert_key
from newsld.formats.csv.sorting import in_order, keyed
from newsld.formats.csv.tables import TABLES, Column, Table

__all__ = ["MARK", "assemble", "csvw_metadata", "data_package", "owned_files", "zipped"]

PACKAGE: Final = "datapackage.json"

MARK: Final = "newsld"
"""The key of `datapackage.json` under which a package says that it is ours."""

_VERSION: Final = 1
_CHUNK: Final = 1 << 18
_IN_MEMORY: Final = 4 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"

_DATA_PACKAGE_TYPES: Final = {"list": "string", "json": "array"}
_CSVW_TYPES: Final = {"text": "string", "list": "string", "json": "json"}
_DESCRIPTION: Final = (
    "News articles as tables: one row a thing, tied to the words it came from. Keys are global: the "
    "article's key, `#`, and an id. A cell with nothing in it, without quotation marks, is null. Columns "
    "marked `derived` repeat what another table says, for ease of use; on reading they are passed over."
)
_EXCEL: Final = (
    " Written for Excel: with a byte order mark, and with an apostrophe before every text that a "
    "spreadsheet would take for a formula. It does not read back to the same articles."
)


def owned_files(folder: Path) -> set[str]:
    """Return the files that the `datapackage.json` in a folder names; an empty set without one.

    Raises OutputError for a data package that newsld did not write, OSError when it cannot be read.
    """
    path = folder / PACKAGE
    try:
        before = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except (ValueError, RecursionError):
        before = None
    if not isinstance(before, dict) or MARK not in before:
        raise OutputError(f"{path}: this package was not written by newsld. Choose another output folder")
    resources = before.get("resources")
    return {
        resource["path"]
        for resource in (resources if isinstance(resources, list) else [])
        if isinstance(resource, dict) and isinstance(resource.get("path"), str)
    }


def assemble(
    articles: Iterable[Tabled], *, license_address: str | None = None, excel: bool = False
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of a package with these articles, each a name and its content in chunks; the tables come first.

    Everything is spooled when the first file is asked for, in memory up to 4 MiB a table. Contents may be read at any
    time and more than once; a file is gone with its content.
    """
    contents = [_Content() for _ in TABLES]
    for content, table in zip(contents, TABLES, strict=True):
        content.file.write(_BOM + header(table) if excel else header(table))
    for key, tables in keyed(in_order(articles)):
        for content, lines in zip(contents, tables, strict=True):
            if lines:
                content.file.write(insert_key(lines, key))
    for table, content in zip(TABLES, contents, strict=True):
        yield table.path, content
    yield PACKAGE, [_json(data_package(license_address=license_address, excel=excel))]
    yield "csv-metadata.json", [_json(csvw_metadata(license_address=license_address))]


class _Content:
    """The content of one table, which closes its file when nobody holds it any more."""

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="newsld-")  # noqa: SIM115
        finalize(self, self.file.close)

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while chunk := self.file.read(_CHUNK):
            yield chunk


def zipped(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """The files of a package as one zip, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in files:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, b"".join(chunks))
    return content.getvalue()


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


# -- Data Package ----------------------------------------------------------------------------------------------


def data_package(*, license_address: str | None = None, excel: bool = False) -> dict[str, Any]:
    """The descriptor of a package, Data Package 2."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "news",
        "title": "News articles",
        "description": _DESCRIPTION + (_EXCEL if excel else ""),
        MARK: {"version": _VERSION, "lossless": not excel},
        **({"licenses": [{"path": license_address}]} if license_address else {}),
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": column.refers, "fields": [_target(column.refers)]},
        }
        for column in table.columns
        if column.refers
    ]
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": [table.columns[0].name],
            **({"foreignKeys": keys} if keys else {}),
            "missingValues": [""],
        },
    }


def _target(table: str) -> str:
    """The column that keys of a table are in; a citation has several rows, which share its own."""
    return "citation" if table == "citations" else "key"


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        # A value of `properties` may be any JSON, and no type of a Table Schema is that.
        "type": "string" if column.name == "value" else _DATA_PACKAGE_TYPES.get(column.kind, _plain(column)),
        "title": column.title,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
        **({"derived": True} if column.derived else {}),
    }


def _plain(column: Column) -> str:
    return "string" if column.kind == "text" else column.kind


# -- CSV on the Web --------------------------------------------------------------------------------------------


def csvw_metadata(*, license_address: str | None = None) -> dict[str, Any]:
    """The metadata of a package in the vocabulary of CSV on the Web."""
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
    # A foreign key of CSVW is never null and names exactly one row; a citation may have several.
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.refers}.csv", "columnReference": "key"},
        }
        for column in table.columns
        if column.refers and column.required
    ]
    return {
        "url": table.path,
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            "primaryKey": table.columns[0].name,
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _CSVW_TYPES.get(column.kind, column.kind),
        **({"required": True} if column.required else {}),
        **({"separator": " "} if column.kind == "list" else {}),
    }
