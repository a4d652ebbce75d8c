"""`newsld check`: check stories and report the findings."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from newsld.cli.check_fix import apply_fixes, fix_options
from newsld.cli.completion import complete_profiles, complete_reports, complete_rules
from newsld.cli.inputs import collect_inputs, input_options, process_count, reject_empty
from newsld.cli.streams import Progress, is_quiet, pluralize, use_color, write_text
from newsld.errors import OutputError, UsageError

if TYPE_CHECKING:
    from newsld.findings import Finding, Severity
    from newsld.pipeline.archive import InputItem
    from newsld.pipeline.settings import FailOn

__all__ = ["command"]

_REPORT_IN_MEMORY: Final = 1 << 20
"""Bytes of a report that are held in memory before it is written to a file."""


def _accept_former_name(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    """Make the value of --format the default of --output-format, which had this name until version 0.1.

    A second option with the same variable would replace it by None in the lowest allowed version of click.
    """
    if value is not None:
        ctx.default_map = {**(ctx.default_map or {}), "report": value}


@click.command("check", no_args_is_help=False)
@click.option(
    "-f",
    "--output-format",
    "report",
    default="text",
    show_default=True,
    shell_complete=complete_reports,
    metavar="FORMAT",
    help="The report format: text (for people), concise (one finding per line), json, sarif, github, gitlab or junit.",
)
@click.option("--format", hidden=True, is_eager=True, expose_value=False, callback=_accept_former_name)
@click.option(
    "--output-file",
    "-o",
    type=click.Path(),
    callback=reject_empty,
    metavar="FILE",
    help="Write the report to FILE; - is standard output, the default.",
)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    shell_complete=complete_profiles,
    metavar="NAME",
    help="Run the rules of this profile, or of a profile in a TOML file, instead of the configured ones; repeatable. "
    "Profiles: default, google, paywall, news-sitemap, liveblog, claimreview, speakable, opengraph, trust, strict.",
)
@click.option(
    "--select",
    multiple=True,
    shell_complete=complete_rules,
    metavar="RULE[,RULE]",
    help="Run these rules instead of the configured ones: codes (NLD-GOO-012), groups (GOO) or ALL; repeatable. With "
    "--profile, both are run.",
)
@click.option(
    "--extend-select",
    multiple=True,
    shell_complete=complete_rules,
    metavar="RULE[,RULE]",
    help="Enable these rules in addition; repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    shell_complete=complete_rules,
    metavar="RULE[,RULE]",
    help="Disable these rules; repeatable. A code takes precedence over its group, a group over ALL.",
)
@click.option(
    "--statistics", is_flag=True, help="Report the number of findings per rule instead of the findings."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with 1 for findings of this severity or worse. [default: error]",
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
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    statistics: bool,
    fail_on: Any,
    fix: bool,
    diff: bool,
    follow_links: bool,
    stdin_filename: str | None,
    config: str | None,
    all_articles: bool,
    body: Any,
    jobs: int,
) -> int:
    """Check stories for problems and report each with its file, line and column.

    PATH is a file, a folder, a pattern such as *.jsonld, or - for standard input. In a folder, newsld reads .md,
    .yaml and .json files with a `newsld` key, ninjs items, .jsonld, .jsonl and .html files, and folders with a
    datapackage.json; files matched by .gitignore are skipped. To list the rules, run `newsld rule`. Exit status 0:
    no errors; 1: errors, or what --fail-on says; 2: newsld could not run.
    """  # fmt: skip
    from newsld.cli.reports import find_report
    from newsld.cli.reports.statistics import find_statistics
    from newsld.pipeline.archive import first_setting

    write = find_statistics(report).write if statistics else find_report(report).write
    items = collect_inputs(
        paths, config=config, stdin_filename=stdin_filename, all_articles=all_articles, body=body
    )
    names = {"--select": select, "--extend-select": extend_select, "--ignore": ignore}
    items = _override_rules(items, profiles, *(_rule_names(*pair) for pair in names.items()))
    output = _report_file(output_file)
    if output is not None:
        _refuse_overwriting(items, output)
    emit: Callable[[str], None] = write_text
    refusals: list[Finding] = []
    if fix or diff:
        fixes = apply_fixes(items, diff=diff, follow_links=follow_links)
        if diff:
            return 1 if fixes.files else 0
        items, emit = fixes.items, fixes.write_report
        refusals = fixes.findings
    totals = _Totals()
    findings = totals.count(
        chain(refusals, _findings(items, process_count(jobs), totals, limit=not statistics))
    )
    if output is not None:
        _write_report(output, write, findings)
    else:
        write(findings, emit, colored=use_color(sys.stdout))
    if report == "text" and not is_quiet():
        emit(totals.summary(len(items)) + "\n")
    return totals.exit_code(fail_on or first_setting(items, "fail_on") or "error")


def _report_file(name: str | None) -> Path | None:
    """Return the path of the report, None for standard output. Raises UsageError for a folder."""
    if name is None or name == "-":
        return None
    path = Path(name)
    if path.is_dir() or name.endswith("/"):
        raise UsageError(f"-o {name} is a folder: name a file, such as {path / 'findings.txt'}")
    if not path.parent.is_dir():
        raise UsageError(f"-o {name}: there is no folder {path.parent}: create it first")
    return path


def _write_report(output: Path, write: Callable[..., None], findings: Iterable[Finding]) -> None:
    """Write the report atomically to a file, or directly to a device or pipe."""
    from tempfile import SpooledTemporaryFile

    from newsld.pipeline.output import write_atomic

    # On disk from a megabyte on: the report of an archive may have gigabytes, and is complete before it is written.
    with SpooledTemporaryFile(_REPORT_IN_MEMORY) as report:
        try:
            write(findings, lambda text: report.write(text.encode("utf-8", "backslashreplace")))
            report.seek(0)
            pieces = iter(lambda: report.read(_REPORT_IN_MEMORY), b"")
            if output.is_file() or not output.exists():
                # A link is preserved and its target written: other programs need /dev/stdout, which is one.
                write_atomic(output.resolve() if output.is_file() else output, pieces)
                return
            # Replacing a device or pipe by a file would break it.
            with output.open("wb") as stream:
                stream.writelines(pieces)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{output} cannot be written: {error.strerror or error}") from error


def _rule_names(option: str, values: tuple[str, ...]) -> list[str]:
    """Return the rule names in the values of an option. Raises UsageError when it has values and no name."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    if values and not names:
        raise UsageError(f"{option} is empty: name a rule, such as NLD-GOO-012")
    return names


def _override_rules(
    items: list[InputItem],
    profiles: tuple[str, ...],
    select: list[str],
    extend_select: list[str],
    ignore: list[str],
) -> list[InputItem]:
    """Return the inputs with the rules that the command line selects."""
    if not (profiles or select or extend_select or ignore):
        return items
    # Inputs that share a selection go on sharing one, so that its codes are computed once.
    overridden = {
        rules: rules.override(profiles, select, extend_select, ignore)
        for rules in {item.settings.rules for item in items}
    }
    return [
        replace(item, settings=replace(item.settings, rules=overridden[item.settings.rules]))
        for item in items
    ]


def _refuse_overwriting(items: list[InputItem], output: Path) -> None:
    """Raise UsageError when the report would overwrite an input, a table of one, or a configuration file."""
    from newsld.checks.profiles import BUILT_IN
    from newsld.pipeline.output import OutputPlan

    protected = [item.input.path for item in items if item.input.path is not None]
    for settings in {item.settings.file: item.settings for item in items}.values():
        protected += [path for path in (settings.file, *settings.entities) if path is not None]
        protected += [Path(name) for name in settings.rules.profiles if name not in BUILT_IN]
    folder = OutputPlan(output.parent).folder.resolve()
    for path in protected:
        # A folder that is an input is a CSV package: its files are the tables.
        inside = path.is_dir() and (folder / output.name).is_relative_to(path.resolve())
        if inside or (output.exists() and path.samefile(output)):
            raise UsageError(f"the report would overwrite {path}, which is an input: choose another -o")


class _Totals:
    """The number of stories read, and of findings by severity."""

    def __init__(self) -> None:
        self.severities: Counter[Severity] = Counter()
        self.stories = 0
        self.has_internal_error = False

    def count(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings and count them."""
        from newsld.findings.internal import INTERNAL_ERROR
        from newsld.findings.limit import count_severities

        for finding in findings:
            self.severities += count_severities([finding])
            self.has_internal_error |= finding.code == INTERNAL_ERROR
            yield finding

    def exit_code(self, fail_on: FailOn) -> int:
        """Return the exit status of the check: 1 for a finding of the severity `fail_on` or a worse one."""
        severities: tuple[Severity, ...] = ("error", "warning", "info")
        failing = severities[: severities.index(fail_on) + 1] if fail_on != "never" else ()
        return 2 if self.has_internal_error else 1 if any(self.severities[one] for one in failing) else 0

    def summary(self, files: int) -> str:
        """Return the last line of the text report; `files` is the number of inputs."""
        counts = [
            pluralize(number, name)
            for name in ("error", "warning", "info")
            if (number := self.severities[name])
        ]
        if not counts:
            return f"checked {pluralize(self.stories, 'story')}: no problems found"
        return f"{', '.join(counts)} in {pluralize(files, 'file')}"


def _findings(items: list[InputItem], jobs: int, totals: _Totals, *, limit: bool) -> Iterator[Finding]:
    """Yield the findings of all inputs in order, adding their stories to `totals`."""
    from newsld.pipeline.archive import ConvertOptions, convert_all, work_units

    progress = Progress(len(items))
    for result in convert_all(work_units(items), ConvertOptions(check=True, limit_findings=limit), jobs=jobs):
        totals.stories += result.documents
        if result.findings:
            progress.clear()
        yield from result.findings
        progress.update(result.place + 1)
    progress.clear()
