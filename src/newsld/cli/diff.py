"""`newsld diff`: report what changed between two versions of a story in what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from newsld.cli.inputs import collect_inputs, config_option
from newsld.cli.report_file import report_option, report_path, write_pieces
from newsld.cli.streams import print_findings
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import InputItem
    from newsld.views.diff import Change
    from newsld.views.diff.load import StoryVersion


@click.command("diff")
@click.option(
    "-f",
    "--output-format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="The output format. HTML is one page without other files, with both versions side by side.",
)
@report_option
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also if the versions differ.")
@config_option
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def command(
    *, old: str, new: str, form: str, output_file: str | None, exit_zero: bool, config: str | None
) -> int:
    """Report what changed between two versions of a story: `newsld diff old.md new.md`.

    The versions are compared by what they say: quotations, sources, figures, dates, people, events and words. Formats,
    ids, layout and the order of lists are no difference. OLD and NEW are files with one story each, in any format that
    newsld reads; one of them may be - for standard input. Exit status 0: they say the same; 1: they differ; 2: newsld
    could not compare them.
    """
    from newsld.views.diff import compare_articles
    from newsld.views.diff.load import load_version, with_lines

    items = [_input(path, config) for path in (old, new)]
    output = report_path(output_file, items)
    versions: list[StoryVersion] = []
    for item in items:
        version, findings = load_version(item)
        print_findings(findings)
        if version is None:
            raise UsageError(f"{item.input.name} has no story that can be compared: run newsld check on it")
        versions.append(version)
    changes = with_lines(compare_articles(versions[0].article, versions[1].article), *versions)
    write_pieces(output, _pieces(form, changes, *versions))
    return 1 if changes and not exit_zero else 0


def _input(path: str, config: str | None) -> InputItem:
    """Return the input that a path names. Raises UsageError if it names several, as a folder does."""
    items = collect_inputs([path], config=config, stdin_filename=None)
    if len(items) > 1:
        raise UsageError(f"{path} has {len(items)} stories: name a file with one story")
    return items[0]


def _pieces(form: str, changes: list[Change], old: StoryVersion, new: StoryVersion) -> Iterator[str]:
    """Yield the report in pieces."""
    if form == "json":
        from newsld.views.diff.json_report import to_json

        yield to_json(changes, old.name, new.name)
    elif form == "html":
        from newsld.views.diff.html_report import to_html

        yield to_html(changes, old, new)
    else:
        from newsld.cli.reports.text import escape_line
        from newsld.views.diff.text_report import lines_of_text

        for line in lines_of_text(changes, old.name, new.name):
            yield escape_line(line) + "\n"
