"""Check and export stories in Spark: data frames of records become data frames of articles, findings, files and rows.

Every record (a story or JSON-LD in a line, or a page) is converted alone, by the function that converts it for
`newsld export`, in `DataFrame.mapInArrow`: nothing is shuffled, and nothing comes to the driver. Needs the extra
`newsld[spark]` on the driver and the workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from newsld.findings.errors import UsageError
from newsld.formats import WriteOptions, find_format, sniff, written_format
from newsld.formats.format import ReadFormat, WriteFormat, WriteKeywords
from newsld.formats.sniffing import HEAD, head_of
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.parquet import arrow_schema, arrow_values
from newsld.formats.tables.typed_columns import columns_in
from newsld.pipeline.api import write_options
from newsld.pipeline.archive import ConvertOptions, ConvertResult, WorkUnit, parallel_map
from newsld.pipeline.archive.convert import convert
from newsld.pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema
    from pyspark.sql import DataFrame

    from newsld.findings import Finding

__all__ = ["articles", "check", "export", "table"]

_ToRows = Callable[[WorkUnit, ConvertResult], Iterator[tuple[Any, ...]]]
"""Makes the rows of a data frame from the result of one record."""

_MOST_ROWS: Final = 2_000
_MOST_BYTES: Final = 16 * 1024 * 1024
"""The size from which rows are handed to Spark."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What to do with the records in a column: how to read them, and what to convert them to.

    `columns` are those of the records, their names and their numbers. `format` is that of all records, None to detect
    that of each.
    """

    columns: tuple[str, str | None, str | None]
    format: str | None
    settings: Settings
    options: ConvertOptions


def articles(
    frame: DataFrame,
    column: str = "value",
    *,
    name: str | None = None,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    config: str | Path | None = None,
) -> DataFrame:
    """Return a row for each article, with its story as a line of JSON, and one for each record without an article.

    `column` has the records (text or bytes), `name` names the column with the address or name of each. Without
    `format`, it is detected for each record. `config` is a configuration file, read on the driver. Columns: `name`,
    `number` (of the article in its record, null without one), `story`, and `errors` (code, message ...).
    """
    options = ConvertOptions(("jsonl",), (), WriteOptions(), include_info=False)
    return _map(
        frame,
        _job((column, name, None), format, config, options),
        _article_rows,
        _schema("name", "number", "story", "errors"),
    )


def check(
    frame: DataFrame,
    column: str = "value",
    *,
    name: str | None = None,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    config: str | Path | None = None,
    profiles: Iterable[str] = (),
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> DataFrame:
    """Return a row for each finding, with the name of its record, as `newsld.check` finds them.

    The arguments are those of `articles` and of `newsld.check`. A rule that compares stories (NLD-REF-009) sees only
    those of one record.
    """
    overrides = [
        (one,) if isinstance(one, str) else tuple(one) for one in (profiles, select, extend_select, ignore)
    ]
    job = _job((column, name, None), format, config, ConvertOptions(check=True))
    rules = job.settings.rules.override(*overrides)
    rules.codes()  # an unknown rule is reported on the driver
    job = replace(job, settings=replace(job.settings, rules=rules))
    return _map(frame, job, _finding_rows, _schema("name", *_FINDING_KEYS))


def export(
    frame: DataFrame,
    formats: WriteFormat | Iterable[WriteFormat] = ("jsonld",),
    column: str = "value",
    *,
    name: str | None = None,
    number: str | None = None,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    config: str | Path | None = None,
    **options: Unpack[WriteKeywords],
) -> DataFrame:
    """Return a row for each article and format with its bytes, which are those that `newsld export` writes.

    A record of JSON Lines gives its lines of an archive, any other record files. `number` names a column with a unique
    number for each record, which makes the blank nodes of N-Quads unique. The other arguments are those of `articles`
    and of `newsld.write`. Columns: `name`, `number` (of the article in its record), `format`, `content`, and `errors`
    in a row without content for a record with errors. Raises UsageError for a format that writes tables: use `table`.
    """
    names = [formats] if isinstance(formats, str) else list(formats)
    for one in names:
        if written_format(one).folder is not None:
            raise UsageError(f"{one} has the articles of a whole run: use newsld.spark.table for its rows")
    converted = ConvertOptions(tuple(names), (), write_options(options), include_info=False)
    return _map(
        frame,
        _job((column, name, number), format, config, converted),
        _file_rows,
        _schema("name", "number", "format", "content", "errors"),
    )


def table(
    frame: DataFrame,
    table_name: str,
    column: str = "value",
    *,
    name: str | None = None,
    format: ReadFormat | None = None,  # noqa: A002 -- plain for callers
    config: str | Path | None = None,
) -> DataFrame:
    """Return the rows of one table of all articles, such as `citations`, with the types of `newsld export -f parquet`.

    A record with errors has no rows: `check` and `articles` say why. Two articles with the same IRI have the same key,
    which nothing looks for. Raises UsageError for an unknown table.
    """
    known = {one.name: one for one in TABLES}
    if table_name not in known:
        raise UsageError(f"there is no table {table_name!r} (known: {', '.join(known)})")
    options = ConvertOptions((), ("parquet",), WriteOptions(), include_info=False)
    job = _job((column, name, None), format, config, options)
    return _map(frame, job, partial(_table_rows, table_name), arrow_schema(known[table_name]))


# -- on the driver -----------------------------------------------------------------------------------------------------


def _job(
    columns: tuple[str, str | None, str | None],
    format_name: str | None,
    config: str | Path | None,
    options: ConvertOptions,
) -> _Job:
    if format_name is not None and not find_format(format_name).reads:
        raise UsageError(f"newsld writes the format {format_name}, but cannot read it")
    return _Job(
        columns, format_name, read_settings(Path(config)) if config is not None else Settings(), options
    )


def _map(frame: DataFrame, job: _Job, to_rows: _ToRows, schema: Schema) -> DataFrame:
    """Return what `to_rows` makes of the result of each record, as a data frame with a schema."""
    from pyspark.sql.pandas.types import from_arrow_schema

    for one in job.columns:
        if one is not None and one not in frame.columns:
            raise UsageError(f"there is no column {one!r} (the columns are {', '.join(frame.columns)})")
    chosen = list(dict.fromkeys(one for one in job.columns if one is not None))
    work = partial(_batches, job=job, to_rows=to_rows, schema=schema)
    return frame.select(*chosen).mapInArrow(work, from_arrow_schema(schema))


def _schema(*columns: str) -> Schema:
    """Return the schema of a data frame with these columns."""
    import pyarrow

    types = {
        **dict.fromkeys(("number", "line", "column", "block"), pyarrow.int32()),
        "content": pyarrow.binary(),
    }
    if "errors" in columns:
        types["errors"] = pyarrow.list_(pyarrow.struct(_schema(*_FINDING_KEYS)))
    return pyarrow.schema([pyarrow.field(name, types.get(name, pyarrow.string())) for name in columns])


_FINDING_KEYS: Final = ("code", "severity", "message", "suggestion", "line", "column", "pointer", "block")
"""The keys of a finding in JSON, without its file: that is the name of the record."""


# -- on the workers ----------------------------------------------------------------------------------------------------


def _batches(
    batches: Iterable[RecordBatch], *, job: _Job, to_rows: _ToRows, schema: Schema
) -> Iterator[RecordBatch]:
    """Yield the rows of all records of a partition in batches; at most one is in memory."""
    import pyarrow

    columns: list[list[Any]] = [[] for _ in schema]
    size = 0
    for unit, result in parallel_map(partial(_convert, options=job.options), _units(batches, job)):
        for row in to_rows(unit, result):
            for values, value in zip(columns, row, strict=True):
                values.append(value)
                size += len(value) if isinstance(value, str | bytes) else 16
        if columns[0] and (len(columns[0]) >= _MOST_ROWS or size >= _MOST_BYTES):
            yield pyarrow.RecordBatch.from_arrays(_arrays(columns, schema), schema=schema)
            columns, size = [[] for _ in schema], 0
    if columns[0]:
        yield pyarrow.RecordBatch.from_arrays(_arrays(columns, schema), schema=schema)


def _arrays(columns: Sequence[Sequence[Any]], schema: Schema) -> list[Any]:
    import pyarrow

    return [pyarrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]


def _convert(unit: WorkUnit, options: ConvertOptions) -> tuple[WorkUnit, ConvertResult]:
    return unit, convert(unit, options)


def _units(batches: Iterable[RecordBatch], job: _Job) -> Iterator[WorkUnit]:
    """Yield a unit of work for each record; a null is an empty record."""
    for batch in batches:
        values, names, numbers = (
            [None] * batch.num_rows if one is None else batch.column(one).to_pylist() for one in job.columns
        )
        for value, name, number in zip(values, names, numbers, strict=True):
            content = (
                value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value or b"")
            )
            known = job.format or _detected(content)
            yield WorkUnit(
                0, "<record>" if name is None else str(name), known, job.settings,
                content=content, first_number=1 if number is None else int(number),
            )  # fmt: skip


def _detected(content: bytes) -> str:
    """Return the format of a record: JSON in one line is a line of an archive."""
    known = sniff(head_of(content[:HEAD])).name
    return "jsonl" if known in {"json", "jsonld"} and b"\n" not in content.strip() else known


def _errors(result: ConvertResult) -> list[dict[str, Any]] | None:
    return [_finding(one) for one in result.findings if one.severity == "error"] or None


def _finding(one: Finding) -> dict[str, Any]:
    data = one.as_json()
    return {key: data[key] for key in _FINDING_KEYS}


def _finding_rows(unit: WorkUnit, result: ConvertResult) -> Iterator[tuple[Any, ...]]:
    for one in result.findings:
        yield (unit.name, *_finding(one).values())


def _file_rows(unit: WorkUnit, result: ConvertResult) -> Iterator[tuple[Any, ...]]:
    for format_name, lines in result.lines.items():
        assert isinstance(lines, bytearray), "lines are in memory"
        yield unit.name, 1, format_name, bytes(lines), None
    for output in result.outputs:
        yield unit.name, output.number - unit.first_number + 1, output.format, output.content, None
    if errors := _errors(result):
        yield unit.name, None, None, None, errors


def _article_rows(unit: WorkUnit, result: ConvertResult) -> Iterator[tuple[Any, ...]]:
    lines = result.lines.get("jsonl", b"")
    assert isinstance(lines, bytes | bytearray), "lines are in memory"
    stories = [*lines.splitlines(), *[output.content for output in result.outputs]]
    for number, content in enumerate(stories, start=1):
        yield unit.name, number, content.decode().removesuffix("\n"), None
    if errors := _errors(result):
        yield unit.name, None, None, errors


def _table_rows(table_name: str, _: WorkUnit, result: ConvertResult) -> Iterator[tuple[Any, ...]]:
    ((place, known),) = [(place, one) for place, one in enumerate(TABLES) if one.name == table_name]
    for row in result.rows.get("parquet", ()):
        if content := row.row.tables[place]:
            yield from zip(*arrow_values(known, columns_in(content)), strict=True)
