"""`newsld check`: what is wrong with stories, and where."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsld.cli.check_fix import fix_options, mend
from newsld.cli.inputs import gather, given, input_options, processes
from newsld.cli.streams import Progress, colored, put
from newsld.findings.errors import OutputError, UsageError

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.pipeline.archive import Item

__all__ = ["command"]


@click.command("check", no_args_is_help=False)
@click.option(
    "-f",
    "--format",
    "report",
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="How findings are written: text (for people), concise (one a line), json, sarif, github, gitlab or junit.",
)
@click.option(
    "--output-file",
    "-o",
    type=click.Path(),
    callback=given,
    metavar="FILE",
    help="Write the findings to FILE instead of standard output; - is standard output.",
)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Ask the rules of a profile, or of a file with one, instead of those of the configuration; may be "
    "repeated. Profiles: default, google, paywall, news-sitemap, liveblog, claimreview, speakable, opengraph, "
    "trust, strict.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE[,RULE]",
    help="Ask these rules besides: codes, groups (GOO) or ALL; may be repeated.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE[,RULE]",
    help="Leave these rules out, may be repeated. A code counts more than its group, a group more than ALL.",
)
@click.option(
    "--statistics", is_flag=True, help="Write how often each rule is broken instead of the findings."
)
@fix_options
@input_options
def command(
    *,
    paths: tuple[str, ...],
    report: str,
    output_file: str | None,
    profiles: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    statistics: bool,
    fix: bool,
    diff: bool,
    stdin_filename: str | None,
    config: str | None,
    jobs: int,
) -> int:
    """Say what is wrong with stories, each finding with its file, line and column.

    PATH is a file, a folder, a pattern such as *.jsonld, or - for standard input. A folder is walked: stories are
    .md, .yaml and .json files marked `newsld`, items of ninjs, .jsonld, .jsonl and .html files, and folders with a
    datapackage.json; what .gitignore names is left out. `newsld rule` lists the rules. Exit status 0: no error; 1:
    errors; 2: newsld could not do its work.
    """  # fmt: skip
    from newsld.cli.reports import find_report
    from newsld.cli.reports.statistics import find_statistics

    write = find_statistics(report).write if statistics else find_report(report).write
    items = gather(paths, config=config, stdin_filename=stdin_filename)
    items = _ruled(items, profiles, _names("--select", select), _names("--ignore", ignore))
    output = _output(output_file)
    if output is not None:
        _spare(items, output)
    tell: Callable[[str], None] = put
    if fix or diff:
        mending = mend(items, diff=diff)
        if diff:
            return 1 if mending.files else 0
        items, tell = mending.items, mending.put
    tally = _Tally()
    findings = _findings(items, processes(jobs), tally)
    if output is not None:
        pieces: list[str] = []
        write(findings, pieces.append)
        _deliver(output, "".join(pieces).encode("utf-8", "backslashreplace"))
    else:
        write(findings, tell, colored=colored(sys.stdout))
    if report == "text":
        tell(tally.summary(len(items)) + "\n")
    return 1 if tally.severities["error"] else 0


def _output(name: str | None) -> Path | None:
    """The file for the report, None for standard output. Raises UsageError for a folder, before anything is read."""
    if name is None or name == "-":
        return None
    path = Path(name)
    if path.is_dir() or name.endswith("/"):
        raise UsageError(f"-o names the folder {name}: name a file, such as {path / 'findings.txt'}")
    return path


def _deliver(output: Path, report: bytes) -> None:
    """Write the report to a file, whole or not at all, or into a device or pipe."""
    from newsld.pipeline.output import write_atomic

    if output.is_file() or not output.exists():
        # A link stays, and where it leads is written: /dev/stdout is one that other programs need.
        write_atomic(output.resolve() if output.is_file() else output, report)
        return
    try:
        # A device or pipe takes what it is given; a file in its place would be the end of it.
        with output.open("wb") as stream:
            stream.write(report)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror or error}") from error


def _names(option: str, given: tuple[str, ...]) -> list[str]:
    """The names of rules that an option was given. Raises UsageError for one that is empty."""
    names = [name.strip() for part in given for name in part.split(",") if name.strip()]
    if given and not names:
        raise UsageError(f"{option} is empty: name a rule after it, such as NLD-GOO-012")
    return names


def _ruled(items: list[Item], profiles: tuple[str, ...], select: list[str], ignore: list[str]) -> list[Item]:
    """The inputs, with the rules that the command line chooses for each."""
    if not (profiles or select or ignore):
        return items
    # One selection for all that had one before: it is asked for its codes once.
    ruled = {
        rules: rules.override(profiles, select, ignore) for rules in {item.settings.rules for item in items}
    }
    return [
        replace(item, settings=replace(item.settings, rules=ruled[item.settings.rules])) for item in items
    ]


def _spare(items: list[Item], output: Path) -> None:
    """Raise UsageError when the report would be written over an input, a table of one, or a configuration."""
    from newsld.checks.profiles import BUILT_IN
    from newsld.pipeline.output import Plan

    read = [item.input.path for item in items if item.input.path is not None]
    for settings in {item.settings.file: item.settings for item in items}.values():
        read += [path for path in (settings.file, *settings.entities) if path is not None]
        read += [Path(name) for name in settings.rules.profiles if name not in BUILT_IN]
    folder = Plan(output.parent).folder.resolve()
    for path in read:
        # A folder that is an input is a package: its files are the tables.
        inside = path.is_dir() and (folder / output.name).is_relative_to(path.resolve())
        if inside or (output.exists() and path.samefile(output)):
            raise UsageError(f"the report would be written over {path}, which is an input: choose another -o")


class _Tally:
    """How much was read, and how many findings of each severity there were."""

    def __init__(self) -> None:
        self.severities: Counter[str] = Counter()
        self.stories = 0

    def summary(self, files: int) -> str:
        """One line that says it."""
        counts = [
            _count(number, name) for name in ("error", "warning", "info") if (number := self.severities[name])
        ]
        if not counts:
            return f"checked {_count(self.stories, 'story')}: nothing to report"
        return f"{', '.join(counts)} in {_count(files, 'file')}"


def _count(number: int, noun: str) -> str:
    if number == 1 or noun == "info":
        return f"{number:,} {noun}"
    return f"{number:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def _findings(items: list[Item], jobs: int, tally: _Tally) -> Iterator[Finding]:
    from newsld.pipeline.archive import Ask, results, tasks

    progress = Progress(len(items))
    for result in results(tasks(items), Ask(check=True), jobs=jobs):
        tally.stories += result.documents
        if result.findings:
            progress.clear()
        for finding in result.findings:
            tally.severities[finding.severity] += 1
            yield finding
        progress.at(result.place + 1)
    progress.clear()
