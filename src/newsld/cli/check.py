"""`newsld check`: check stories and report the findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.check_fix import apply_fixes, fix_options
from newsld.cli.completion import complete_profiles, complete_reports, complete_rules
from newsld.cli.inputs import collect_inputs, input_options, process_count, reject_empty
from newsld.cli.report_file import report_option, report_path, write_report
from newsld.cli.streams import (
    FindingTotals,
    Progress,
    fail_on_option,
    is_quiet,
    pluralize,
    use_color,
    write_text,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.pipeline.archive import InputItem


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
@report_option
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
@fail_on_option
@click.option(
    "--against",
    type=click.Path(),
    callback=reject_empty,
    metavar="FILE",
    help="Check also that the body of the story is the text of FILE, the wire that it was captured from.",
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
    against: str | None,
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
    output = report_path(output_file, items)
    emit: Callable[[str], None] = write_text
    refusals: list[Finding] = []
    if fix or diff:
        fixes = apply_fixes(items, diff=diff, follow_links=follow_links)
        if diff:
            return 1 if fixes.files else 0
        items, emit = fixes.items, fixes.write_report
        refusals = fixes.findings
    totals = _Totals()
    found = _findings(items, process_count(jobs), totals, limit=not statistics)
    findings = totals.count(chain(refusals, found, _differences(items, against)))
    if output is not None:
        write_report(output, partial(write, findings))
    else:
        write(findings, emit, colored=use_color(sys.stdout))
    if report == "text" and not is_quiet():
        emit(totals.summary(len(items)) + "\n")
    return totals.exit_code(fail_on or first_setting(items, "fail_on") or "error")


def _differences(items: list[InputItem], against: str | None) -> Iterator[Finding]:
    """Return where the body of the one story differs from the text of a file. Raises UsageError for several stories."""
    from newsld.syntax.decode import decode
    from newsld.syntax.read_file import read_file

    if against is None:
        return iter(())
    path = items[0].input.path
    if len(items) != 1 or path is None or not path.is_file():
        raise UsageError("--against compares one story: name one file")
    try:
        wire, faults = decode(read_file(Path(against)))
    except OSError as error:
        raise UsageError(f"--against {against}: it cannot be read: {error.strerror}") from error
    if wire is None:
        raise UsageError(f"--against {against}: {faults[0].message}")
    return _compared(path, items[0].input.name, wire, against)


def _compared(path: Path, name: str, wire: str, against: str) -> Iterator[Finding]:
    from newsld.checks.capture.wire_text import compare_with_wire
    from newsld.draft.furniture import clean_text
    from newsld.findings import Unreadable
    from newsld.pipeline.api import read

    try:
        articles = read(path)
    except Unreadable:
        return  # the check has reported why
    furniture = {one.line for one in clean_text(wire)[1] if one.line is not None}
    for article in articles:
        for finding in compare_with_wire(article, wire, against, furniture):
            yield replace(finding, file=name, pointer=None, line=1, column=1)


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


class _Totals(FindingTotals):
    """The number of stories read, and of findings by severity."""

    stories = 0

    def count(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings and count them."""
        for finding in findings:
            self.add([finding])
            yield finding

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

    progress = Progress(len(items), [item.input.path for item in items])
    options = ConvertOptions(check=True, limit_findings=limit)
    for result in convert_all(work_units(items, jobs=jobs), options, jobs=jobs):
        totals.stories += result.documents
        if result.findings:
            progress.clear()
        yield from result.findings
        progress.update(result.place + (not result.read), result.documents, result.read)
    progress.clear()
