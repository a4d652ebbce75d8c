"""Read WARC and Parquet files as the lines of an archive: a story as it is, a page as `{"url": ..., "html": ...}`.

So a crawl or a table of stories takes the way of JSON Lines: in pieces, in several processes, in shards. The number of
a line is that of the record.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, Literal

from newsld.findings.errors import UsageError
from newsld.syntax.decode import SIZE_LIMIT

Container = Literal["warc", "parquet"]
"""A kind of file whose records are read as lines."""

_HTML: Final = ("text/html", "application/xhtml+xml")
_BATCH: Final = 64
"""The rows of a Parquet file that are in memory at once."""


def container_of(head: bytes) -> Container | None:
    """Return the kind of a file with these first bytes, decompressed; None for one of lines."""
    return "warc" if head.startswith(b"WARC/") else "parquet" if head.startswith(b"PAR1") else None


def lines_of(stream: BinaryIO, kind: Container) -> Iterator[bytes]:
    """Yield the records of a file as lines.

    Raises UsageError without the package for it, and for a table without a column of stories or pages; ValueError for
    damaged data.
    """
    yield from _warc_lines(stream) if kind == "warc" else _parquet_lines(stream)


def _warc_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a line for each response that is HTML."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.limitreader import LimitReader
    except ImportError:
        raise UsageError("WARC files need a package. Run: pip install 'newsld[warc]'") from None
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind, _, parameters = (record.http_headers.get_header("Content-Type") or "").partition(";")
            if kind.strip().lower() not in _HTML or not record.http_headers.get_statuscode().startswith("2"):
                continue
            content = record.content_stream().read(SIZE_LIMIT + 1)
            rest = record.raw_stream  # without a limit if the record does not give its length
            if (
                isinstance(rest, LimitReader)
                and len(content) <= SIZE_LIMIT
                and rest.limit > 0
                and not rest.read(1)
            ):
                raise ValueError("it ends in the middle of a record")
            address = record.rec_headers.get_header("WARC-Target-URI")
            yield _page_line(address, content, _charset(parameters))
    except (OSError, ValueError, UsageError):
        raise
    except Exception as error:  # the package raises exceptions of any kind for damaged records
        raise ValueError(str(error)) from error


def _charset(parameters: str) -> str | None:
    """Return the encoding in the parameters of a content type, if Python knows it."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            try:
                return codecs.lookup(value.strip().strip("\"'")).name
            except LookupError:
                return None
    return None


def _page_line(address: str | None, content: bytes, charset: str | None) -> bytes:
    from base64 import b64encode

    page = {"url": address} if address else {}
    try:
        # UTF-8 also where the header names another encoding: no other text is valid UTF-8 by chance.
        page["html"] = content.decode("utf-8")
    except UnicodeDecodeError:
        if charset not in (None, "utf-8"):
            page["html"] = content.decode(charset or "", "replace")
        else:
            page["htmlBase64"] = b64encode(content).decode()
    return _line(page)


def _parquet_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a line for each row: a column `html` with `url`, or else one with stories in JSON."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet files need a package. Run: pip install 'newsld[parquet]'") from None
    try:
        file = parquet.ParquetFile(stream)
        columns = _columns(file.schema_arrow.names)
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            for row in batch.to_pylist():
                yield _row_line(row)
    except pyarrow.ArrowException as error:
        raise ValueError(str(error)) from error


def _columns(names: list[str]) -> list[str]:
    """Return the columns to read. Raises UsageError if there are no stories and no pages."""
    if "html" in names:
        return [name for name in ("url", "html") if name in names]
    for name in ("story", "json", "jsonld", "data"):
        if name in names:
            return [name]
    if len(names) == 1:
        return names
    raise UsageError(
        f"this Parquet file has the columns {', '.join(names[:20])}: name one story (JSON), or html (with url)"
    )


def _row_line(row: dict[str, Any]) -> bytes:
    if "html" not in row:
        (value,) = row.values()
        if not isinstance(value, str | bytes):
            return _line(value)
        text = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        # A line end in JSON is never part of a value.
        return text.replace(b"\r", b" ").replace(b"\n", b" ") + b"\n"
    html, address = row["html"], row.get("url")
    if isinstance(html, bytes):
        return _page_line(address, html, None)
    return _line({**({"url": address} if address else {}), "html": html or ""})


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, default=str).encode() + b"\n"
