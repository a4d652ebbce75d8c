"""`newsld export`: stories to JSON-LD, tables, Markdown and the other formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.inputs import gather, given, input_options, is_part, mend_command, processes
from newsld.cli.streams import Progress, colored, put, put_bytes, say
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from newsld.formats import WriteOptions
    from newsld.pipeline.archive import Export, Item, Step

__all__ = ["command"]


@click.command("export", no_args_is_help=False)
@click.option(
    "--output",
    "-o",
    callback=given,
    metavar="DIR",
    help="The folder to write to; - for standard output, one format then.",
)
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    metavar="FORMAT[,FORMAT]",
    help="What to write, may be repeated: jsonld, csv, markdown, yaml, json, jsonl, nquads, ninjs, news-sitemap. "
    "[default: jsonld,csv,markdown]",
)
@click.option(
    "--profile",
    type=click.Choice(["full", "page"]),
    default="full",
    show_default=True,
    help="JSON-LD with everything, which reads back to the equal story; or what a page embeds.",
)
@click.option(
    "--shape",
    type=click.Choice(["nested", "graph"]),
    default="nested",
    show_default=True,
    help="JSON-LD as one nested article, or as a flat @graph.",
)
@click.option(
    "--no-pending", is_flag=True, help="Leave out of JSON-LD the terms that schema.org has not settled."
)
@click.option(
    "--excel", is_flag=True, help="Write CSV for Excel: byte order mark, formulas disarmed. Not lossless."
)
@click.option(
    "--as-of",
    metavar="TIME",
    help="The moment at which the 48 hours of a news sitemap end, such as 2025-03-04T18:20:00+00:00, or now.",
)
@click.option(
    "--sitemap-address",
    metavar="URL",
    help="The address of the folder that a news sitemap of more than 1,000 articles will stand in.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit with 1 when an output is missing or stale, and name the command that mends it.",
)
@input_options
def command(
    *,
    paths: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    profile: Any,
    shape: Any,
    no_pending: bool,
    excel: bool,
    as_of: str | None,
    sitemap_address: str | None,
    check: bool,
    stdin_filename: str | None,
    config: str | None,
    jobs: int,
) -> int:
    """Write stories in other formats: `newsld export stories -o build`.

    PATH is a file, a folder or - for standard input. A story is written to DIR under its path below PATH, with the
    suffix of the format; the second of an input is `name.2.jsonld`; the tables of all go to DIR/csv, and those that
    are new to DIR/news-sitemap.xml. An input of JSON Lines gives one file of lines in json, jsonl and jsonld
    (`.jsonl`) and in nquads (`.nq`). Findings go to standard error. A story with an error is not written, the others
    are. Exit status 0: all written; 1: errors, or with --check a stale output; 2: newsld could not do its work.
    """  # fmt: skip
    from newsld.formats import WriteOptions
    from newsld.pipeline.archive import export_inputs, first_set

    names = _formats(formats)
    if output is None:
        raise UsageError("say where to with -o: a folder, or - for standard output")
    if output == "-":
        if check:
            raise UsageError("--check compares files: name a folder with -o")
        if len(names) != 1:
            raise UsageError("standard output takes one format: name it with -f")
    directory = None if output == "-" else Path(output)
    items = gather(paths, config=config, stdin_filename=stdin_filename, output=directory)
    options = WriteOptions(
        profile, shape, not no_pending, first_set(items, "license"), excel,
        as_of=_moment(as_of), address=sitemap_address or first_set(items, "sitemap_address"),
    )  # fmt: skip
    if directory is None:
        return _to_output(items, names[0], options, processes(jobs))
    listener = _Listener(len(items))
    done = export_inputs(
        items, directory, names, options,
        compare=check, part=is_part(paths), jobs=processes(jobs), report=listener.hear,
    )  # fmt: skip
    listener.end()
    if check:
        return _compared(done, listener)
    put(f"{_count(done.articles, 'story', 'stories')} in {_count(listener.written, 'file', 'files')}")
    put(f", {_count(done.errors, 'error', 'errors')}\n" if done.errors else "\n")
    return 1 if done.errors else 0


def _compared(done: Export, listener: _Listener) -> int:
    for path in done.kept:
        say(f"{path}: not compared, it has more stories than were named")
    if listener.stale:
        put(f"{_count(listener.stale, 'output', 'outputs')} to mend: run {mend_command()}\n")
    elif not done.errors:
        put(f"{_count(done.articles, 'story', 'stories')}: every output is as it should be\n")
    return 1 if done.errors or listener.stale else 0


class _Listener:
    """Says what happens as it happens: files to standard output, findings to standard error."""

    def __init__(self, total: int) -> None:
        self.written = 0
        self.stale = 0
        self._progress = Progress(total)

    def hear(self, step: Step) -> None:
        """Pass on what came of one piece of work."""
        if step.findings or step.written or step.stale:
            self._progress.clear()
        _report(step.findings)
        for path in step.written:
            put(f"{path.as_posix()}\n")
        for path, state in step.stale:
            put(f"{path.as_posix()}: {state}\n")
        self.written += len(step.written)
        self.stale += len(step.stale)
        self._progress.at(step.done)

    def end(self) -> None:
        """Nothing more will come."""
        self._progress.clear()


def _report(findings: Any) -> None:
    if findings:
        from newsld.cli.reports.text import write

        pieces: list[str] = []
        write(findings, pieces.append, colored=colored(sys.stderr))
        say("".join(pieces).rstrip("\n"))


def _formats(given: tuple[str, ...]) -> tuple[str, ...]:
    """The formats asked for, each once. Raises UsageError for one that does not exist or is not written."""
    from newsld.formats import BY_DEFAULT, written_format

    names = [name.strip() for part in given for name in part.split(",") if name.strip()]
    if given and not names:
        raise UsageError("name a format after -f, such as jsonld")
    for name in names:
        written_format(name)
    return tuple(dict.fromkeys(names)) or BY_DEFAULT


def _moment(as_of: str | None) -> datetime | None:
    """The moment that --as-of names. Raises UsageError."""
    from datetime import UTC, datetime

    from newsld.model.dates import BadDate, parse_timestamp

    if as_of is None or as_of == "now":
        return datetime.now(UTC) if as_of else None
    try:
        return parse_timestamp(as_of).moment
    except BadDate as fault:
        raise UsageError(f"--as-of: {fault}, or now") from None


def _to_output(items: list[Item], name: str, options: WriteOptions, jobs: int) -> int:
    """Write one story, or any number of lines, or what a format gathers from all, to standard output."""
    from newsld.formats import find_format
    from newsld.pipeline.archive import Ask, results, tasks

    errors = 0
    known = find_format(name)
    gathers = known.folder is not None
    held: list[bytes] = []

    def rows() -> Iterator[Any]:
        nonlocal errors
        ask = Ask((), (name,), options) if gathers else Ask((name,), (), options)
        for result in results(tasks(items), ask, jobs=jobs):
            errors += sum(finding.severity == "error" for finding in result.findings)
            _report(result.findings)
            yield from result.tabulated.get(name, ())
            for content in result.lines.values():
                put_bytes(content)
            held.extend(one.content for one in result.outputs)

    if gathers:
        module = known.aggregator()
        module.names(options)
        held.append(module.to_archive(module.build_files(rows(), options)))
    else:
        for _ in rows():
            pass
    if len(held) > 1:
        raise UsageError(
            f"standard output takes one story, and {len(held)} came: name a folder with -o, or -f jsonl"
        )
    put_bytes(b"".join(held))
    return 1 if errors else 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
