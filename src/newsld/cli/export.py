"""`newsld export`: write stories as JSON-LD, CSV tables, Markdown and the other formats."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.completion import complete_formats
from newsld.cli.inputs import (
    collect_inputs,
    input_options,
    may_be_partial,
    output_option,
    process_count,
    update_command,
)
from newsld.cli.streams import (
    FindingTotals,
    Progress,
    pluralize,
    print_findings,
    print_stderr,
    print_total,
    use_color,
    write_bytes,
    write_path,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from newsld.formats import WriteOptions
    from newsld.pipeline.archive import ExportProgress, ExportResult, InputItem
    from newsld.syntax.compression import Compression

_BINARY_HEAD = 512


@click.command("export", no_args_is_help=False)
@output_option("DIR", "The folder to write to; - for standard output, which takes one format.")
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    shell_complete=complete_formats,
    metavar="FORMAT[,FORMAT]",
    help="The formats to write; repeatable: jsonld, csv, markdown, yaml, json, jsonl, nquads, ninjs, text, "
    "chunks, sqlite, parquet, news-sitemap. "
    "[default: jsonld,csv,markdown]",
)
@click.option(
    "--jsonld",
    type=click.Choice(["full", "page"]),
    default="full",
    show_default=True,
    help="Which JSON-LD to write: full for round trips, page for embedding.",
)
@click.option(
    "--shape",
    type=click.Choice(["nested", "graph"]),
    default="nested",
    show_default=True,
    help="Write JSON-LD as one nested article, or as a flat @graph.",
)
@click.option(
    "--claims",
    is_flag=True,
    help="With --jsonld page, also write the attributed statements and their sources.",
)
@click.option(
    "--annotations",
    is_flag=True,
    help="With --jsonld full, also write the words of everything as W3C Web Annotations.",
)
@click.option(
    "--no-pending", is_flag=True, help="Omit terms from JSON-LD that are still pending in schema.org."
)
@click.option(
    "--excel",
    is_flag=True,
    help="Write CSV for Excel: with a byte order mark, and with formulas escaped. Not lossless.",
)
@click.option(
    "--as-of",
    metavar="TIME",
    help="The end of the 48 hours that a news sitemap covers: a time such as 2025-03-04T18:20:00+00:00, or now.",
)
@click.option(
    "--sitemap-address",
    metavar="URL",
    help="The URL of the folder that will hold the news sitemap; required for more than 1,000 articles.",
)
@click.option(
    "--compress",
    type=click.Choice(["gz", "zst"]),
    help="Compress the outputs of lines (jsonl, and what a JSON Lines input becomes) with gzip or Zstandard.",
)
@click.option(
    "--shards",
    type=click.IntRange(1),
    metavar="N",
    help="Export an archive of lines in folders of N records each, DIR/00000 and so on. After a crash, run the same "
    "command again: finished folders are skipped.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing. If a file is missing or out of date, exit with 1 and print the command that updates it.",
)
@click.option(
    "--prune",
    is_flag=True,
    help="Remove files that an earlier export of the folder wrote and whose story is gone. Files that somebody has "
    "changed are kept.",
)
@input_options
def command(
    *,
    paths: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    jsonld: Any,
    shape: Any,
    claims: bool,
    annotations: bool,
    no_pending: bool,
    excel: bool,
    as_of: str | None,
    sitemap_address: str | None,
    compress: Any,
    shards: int | None,
    check: bool,
    prune: bool,
    stdin_filename: str | None,
    config: str | None,
    all_articles: bool,
    body: Any,
    jobs: int,
) -> int:
    """Convert stories to other formats: `newsld export stories -o build`.

    PATH is a file, a folder or - for standard input. Output files are named after the path of the story below PATH,
    with the suffix of the format; a second story in one input becomes `name.2.jsonld`. The tables of all stories go
    to DIR/csv, recent stories to DIR/news-sitemap.xml. A JSON Lines input becomes a single file in json, jsonl and
    jsonld (`.jsonl`) and in nquads (`.nq`). Findings go to standard error. Stories with errors are skipped. Exit
    status 0: all written; 1: errors, or with --check a file out of date; 2: newsld could not run.
    """  # fmt: skip
    from newsld.formats import WriteOptions
    from newsld.pipeline.archive import first_setting

    names = _format_names(formats)
    _reject_unused(jsonld, claims=claims, annotations=annotations, no_pending=no_pending)
    directory = _output_folder(output, names, check=check, prune=prune)
    items = collect_inputs(
        paths, config=config, stdin_filename=stdin_filename, output=directory,
        all_articles=all_articles, body=body,
    )  # fmt: skip
    options = WriteOptions(
        jsonld, shape, not no_pending, first_setting(items, "license"), excel,
        as_of=_parse_as_of(as_of), address=sitemap_address or first_setting(items, "sitemap_address"),
        claims=claims, annotations=annotations,
    )  # fmt: skip
    if shards is not None:
        from newsld.cli.export_shards import export_in_shards

        return export_in_shards(
            items, directory, names, options,
            records=shards, jobs=process_count(jobs), compress=compress, other=check or prune,
        )  # fmt: skip
    if directory is None:
        return _write_to_stdout(items, names[0], options, process_count(jobs), compress)
    result, reporter = _export_to_folder(
        items, directory, names, options,
        compare=check, partial=may_be_partial(paths), prune=prune, jobs=process_count(jobs), compress=compress,
    )  # fmt: skip
    return _report_comparison(result, reporter) if check else _report_totals(result, reporter)


def _report_totals(result: ExportResult, reporter: _Reporter) -> int:
    _report_orphans(result)
    errors = f", {pluralize(result.errors, 'error')}" if result.errors else ""
    print_total(f"{pluralize(result.articles, 'story')} in {pluralize(reporter.written, 'file')}{errors}")
    return 2 if result.has_internal_error else 1 if result.errors else 0


def _export_to_folder(
    items: list[InputItem], directory: Path, names: Sequence[str], options: WriteOptions, **how: Any
) -> tuple[ExportResult, _Reporter]:
    """Export to a folder and print the progress; `how` are the other arguments of `export_inputs`."""
    from newsld.pipeline.archive import export_inputs

    reporter = _Reporter([item.input.path for item in items])
    result = export_inputs(items, directory, names, options, report=reporter.report, **how)
    reporter.close()
    return result, reporter


def _output_folder(output: str | None, names: Sequence[str], *, check: bool, prune: bool) -> Path | None:
    """Return the folder to write to, None for standard output. Raises UsageError for options that do not fit it."""
    if output is None:
        raise UsageError("-o is missing: give it the folder to write to, or - for standard output")
    if check and prune:
        raise UsageError("--check writes and removes nothing: leave out --check or --prune")
    if output != "-":
        return Path(output)
    if check or prune:
        option, does = ("--check", "compares") if check else ("--prune", "removes")
        raise UsageError(f"{option} {does} files: name a folder with -o")
    if len(names) != 1:
        raise UsageError("standard output takes one format: name it with -f")
    return None


def _reject_unused(jsonld: str, *, claims: bool, annotations: bool, no_pending: bool) -> None:
    """Raise UsageError for options that would change nothing."""
    if annotations and jsonld == "page":
        raise UsageError("--annotations is for --jsonld full: JSON-LD for pages has no positions")
    if claims and jsonld == "full":
        raise UsageError("--claims is for --jsonld page: full JSON-LD always has the claims")
    if claims and no_pending:
        raise UsageError("--claims cannot be combined with --no-pending: Claim is a pending term")


def _report_comparison(result: ExportResult, reporter: _Reporter) -> int:
    for path in result.not_compared:
        print_stderr(f"{path}: not compared, because it contains more stories than you named")
    if stale := reporter.stale:
        verb = "is" if stale == 1 else "are"
        prune = " --prune" if reporter.orphaned else ""
        print_total(f"{pluralize(stale, 'file')} {verb} out of date. Run: {update_command()}{prune}")
    elif not result.errors:
        print_total(f"{pluralize(result.articles, 'story')}: all files are up to date")
    return 2 if result.has_internal_error else 1 if result.errors or stale else 0


def _report_orphans(result: ExportResult) -> None:
    from newsld.cli.reports.text import escape_line

    for path in result.removed:
        write_path(path, "removed")
    for path in result.orphans:
        print_stderr(f"{escape_line(path.as_posix())}: its story is gone. Remove it with --prune")


class _Reporter:
    """Prints the progress of an export: paths to standard output, findings to standard error."""

    def __init__(self, paths: Sequence[Path | None]) -> None:
        self.written = 0
        self.stale = 0
        self.orphaned = False
        self._progress = Progress(len(paths), paths)

    def report(self, step: ExportProgress) -> None:
        """Print the result of one step and add it to the totals."""
        if step.findings or step.written or step.stale:
            self._progress.clear()
        print_findings(step.findings, colored=use_color(sys.stderr))
        for path in step.written:
            write_path(path)
        for path, state in step.stale:
            write_path(path, state)
            self.orphaned |= state == "orphaned"
        self.written += len(step.written)
        self.stale += len(step.stale)
        self._progress.update(step.done, step.documents, step.read)

    def close(self) -> None:
        """Erase the progress line."""
        self._progress.clear()


def _format_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the format names in the values of -f, without duplicates, or the default ones.

    Raises UsageError for a format that does not exist or cannot be written.
    """
    from newsld.formats import BY_DEFAULT, written_format

    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    if values and not names:
        raise UsageError("-f is empty: name a format, such as jsonld")
    for name in names:
        written_format(name)
    return tuple(dict.fromkeys(names)) or BY_DEFAULT


def _parse_as_of(as_of: str | None) -> datetime | None:
    """Return the time given with --as-of; `now` is the current time. Raises UsageError for another text."""
    from datetime import UTC, datetime

    from newsld.model.dates import BadDate, parse_timestamp

    if as_of is None or as_of == "now":
        return datetime.now(UTC) if as_of else None
    try:
        return parse_timestamp(as_of).to_datetime()
    except BadDate as error:
        raise UsageError(f"--as-of: {error}, or now") from None


def _require_lines(items: list[InputItem], name: str, compress: Compression) -> None:
    """Raise UsageError if no input becomes lines in this format, or if lines cannot be compressed in this way."""
    from newsld.formats import find_format
    from newsld.syntax.compression import require_compression

    require_compression(compress)
    if not any(find_format(name).written_as_lines(find_format(item.format).lines) for item in items):
        raise UsageError(f"--compress is for outputs of lines, and {name} is none here: leave it out")


def _write_lines(content: bytearray | Path) -> None:
    """Write lines, or the file that holds them, to standard output."""
    if isinstance(content, Path):
        write_bytes(content.read_bytes())
        content.unlink()
    else:
        write_bytes(content)


def _write_to_stdout(
    items: list[InputItem], name: str, options: WriteOptions, jobs: int, compress: Compression | None
) -> int:
    """Write one story, JSON Lines, or the files of an aggregating format, to standard output."""
    from newsld.findings import Finding
    from newsld.formats import find_format
    from newsld.pipeline.archive import ConvertOptions, convert_all, work_units

    totals = FindingTotals()
    format_ = find_format(name)
    if compress is not None:
        _require_lines(items, name, compress)
    aggregates = format_.folder is not None
    contents: list[bytes] = []

    def rows() -> Iterator[Any]:
        convert_options = (
            ConvertOptions((), (name,), options)
            if aggregates
            else ConvertOptions((name,), (), options, compress=compress)
        )
        for result in convert_all(work_units(items, jobs=jobs), convert_options, jobs=jobs):
            totals.print(result.findings)
            yield from (one.row for one in result.rows.get(name, ()))
            for content in result.lines.values():
                _write_lines(content)
            contents.extend(output.content for output in result.outputs)

    if aggregates:
        module = format_.aggregator()
        module.names(options)
        files: list[tuple[str, Iterable[bytes]]] = []
        for built in module.build_files(rows(), options):
            if isinstance(built, Finding):
                totals.print([built])
            else:
                files.append(built)
        contents.append(module.to_archive(files))
    else:
        for _ in rows():
            pass
    if len(contents) > 1:
        raise UsageError(
            f"standard output takes one story, but there are {len(contents)}: name a folder with -o, or use -f jsonl"
        )
    content = b"".join(contents)
    if b"\0" in content[:_BINARY_HEAD] and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"{name} is not text: name a folder with -o, or send it to a file with > FILE")
    write_bytes(content)
    return totals.exit_code()
