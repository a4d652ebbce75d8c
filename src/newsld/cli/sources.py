"""`newsld sources`: audit whom stories quote and where their statements come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.inputs import collect_inputs, input_options, process_count, reject_empty
from newsld.cli.report_file import report_option, report_path, write_pieces
from newsld.cli.streams import FindingTotals, Progress
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.views.sources.attributes import AttributeCounts
    from newsld.views.sources.audit import Audit


@click.command("sources", no_args_is_help=False)
@click.option(
    "-f",
    "--output-format",
    "form",
    type=click.Choice(["text", "csv", "json", "html"]),
    default="text",
    show_default=True,
    help="The output format. HTML is one page with charts, without other files.",
)
@report_option
@click.option(
    "--table",
    type=click.Choice(["sources", "totals", "month", "section", "author", "attributes"]),
    help="With -f csv, the table to write.  [default: sources]",
)
@click.option(
    "--attributes",
    "attributes_file",
    callback=reject_empty,
    metavar="FILE",
    help="A CSV file of what you have recorded about sources: a column name or iri, and any others.",
)
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="Show N sources, sections and authors in text and HTML. CSV and JSON have all.",
)
@input_options
def command(
    *,
    paths: tuple[str, ...],
    form: str,
    output_file: str | None,
    table: str | None,
    attributes_file: str | None,
    top: int,
    stdin_filename: str | None,
    config: str | None,
    all_articles: bool,
    body: Any,
    jobs: int,
) -> int:
    """Count whom stories quote and where their statements come from: `newsld sources stories`.

    PATH is a file, a folder, an archive of JSON Lines, or - for standard input. A source is the origin of a statement
    or the speaker of a quotation, not who passes it on. Sources of several stories are one if they share an IRI, else
    if their name and kind are exactly the same. Findings go to standard error. Stories with errors, and a story whose
    url an earlier one has, are not counted. Exit status 0: all stories counted; 1: errors; 2: newsld could not run.
    """
    from newsld.views.sources.attributes import count_attributes, read_attributes
    from newsld.views.sources.run import audit_inputs

    if table is not None and form != "csv":
        raise UsageError("--table is for -f csv: the other formats have all tables")
    if table == "attributes" and attributes_file is None:
        raise UsageError("--table attributes needs --attributes FILE")
    items = collect_inputs(
        paths, config=config, stdin_filename=stdin_filename, all_articles=all_articles, body=body
    )
    output = report_path(output_file, items)
    attributes = read_attributes(Path(attributes_file)) if attributes_file is not None else None
    progress = Progress(len(items))
    totals = FindingTotals()

    def report(place: int, findings: Sequence[Finding]) -> None:
        if findings:
            progress.clear()
            totals.print(findings)
        progress.update(place + 1)

    audit = audit_inputs(items, jobs=process_count(jobs), report=report)
    progress.clear()
    counted = list(count_attributes(audit, attributes)) if attributes is not None else []
    write_pieces(output, _pieces(form, audit, counted, table=table or "sources", top=top, names=paths))
    return totals.exit_code()


def _pieces(
    form: str, audit: Audit, attributes: list[AttributeCounts], *, table: str, top: int, names: Sequence[str]
) -> Iterator[str]:
    """Yield the report in pieces."""
    if form == "csv":
        from newsld.views.sources.data_reports import csv_pieces

        yield from csv_pieces(audit, attributes, table)
    elif form == "json":
        from newsld.views.sources.data_reports import json_pieces

        yield from json_pieces(audit, attributes)
    elif form == "html":
        from newsld.views.sources.html_report import to_html

        yield to_html(audit, attributes, top=top, names=names)
    else:
        from newsld.cli.reports.text import escape_line
        from newsld.views.sources.text_report import lines_of_text

        for line in lines_of_text(audit, attributes, top=top):
            yield escape_line(line) + "\n"
