"""`newsld view`: show stories as HTML pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsld.cli.inputs import collect_inputs, input_options, output_option, process_count
from newsld.cli.streams import (
    FindingTotals,
    Progress,
    pluralize,
    print_total,
    write_bytes,
    write_path,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import InputItem
    from newsld.views.page.site_entries import StoryEntry

_PAGES = (".html", ".htm")


@click.command("view", no_args_is_help=False)
@output_option("FILE|DIR", "The page to write (.html), the folder for several, or - for standard output.")
@input_options
def command(
    *,
    paths: tuple[str, ...],
    output: str | None,
    stdin_filename: str | None,
    config: str | None,
    all_articles: bool,
    body: Any,
    jobs: int,
) -> int:
    """Show stories as HTML pages: `newsld view story.md -o story.html`.

    A page shows the text of a story with its people, places, events, quotations and figures, and next to each
    attributed statement its chain of sources. It makes no request and needs no script. If you name a folder, the
    output is a site: an index of stories, people, organizations, places and sources, with a page for each story.
    Errors go to standard error; a story with an error has no page. Exit status 0: success; 1: errors; 2: newsld could
    not run.
    """  # fmt: skip
    if output is None:
        raise UsageError("-o is missing: name the page to write, such as story.html, or a folder")
    is_page = output == "-" or Path(output).suffix.lower() in _PAGES
    items = collect_inputs(
        paths,
        config=config,
        stdin_filename=stdin_filename,
        output=None if is_page else Path(output),
        all_articles=all_articles,
        body=body,
    )
    if is_page:
        return _write_page(items, output)
    is_site = any(path != "-" and Path(path).is_dir() for path in paths)
    return _write_folder(items, Path(output), is_site=is_site, jobs=process_count(jobs))


def _write_page(items: list[InputItem], output: str) -> int:
    """Write the page of the one story to a file or to standard output; return the exit status."""
    from newsld.pipeline.output import OutputPlan
    from newsld.views.page.page_writer import render_pages

    plan = None
    if output != "-":
        inputs = [item.input.path for item in items if item.input.path is not None]
        plan = OutputPlan(Path(output).parent, inputs)
        plan.claim(Path(output).name, items[0].input.name)
    units = list(render_pages(items))
    pages = [page.content for unit in units for page in unit.pages]
    totals = FindingTotals()
    totals.print([finding for unit in units for finding in unit.findings])
    if len(pages) > 1:
        raise UsageError(f"one page takes one story, but there are {len(pages)}: name a folder with -o")
    if not pages:
        return max(totals.exit_code(), 1)
    if plan is None:
        write_bytes(pages[0])
    else:
        from newsld.pipeline.output import write_atomic

        write_atomic(Path(output), pages[0])
        write_path(Path(output))
    return totals.exit_code()


def _write_folder(items: list[InputItem], folder: Path, *, is_site: bool, jobs: int) -> int:
    """Write the pages of all stories, and an index for a site; return the exit status."""
    from newsld.pipeline.output import OutputPlan
    from newsld.views.page.page_writer import STORIES, write_pages
    from newsld.views.page.site import SITE_PAGES, write_site

    plan = OutputPlan(folder, [item.input.path for item in items if item.input.path is not None])
    progress = Progress(len(items))
    totals = FindingTotals()
    written = 0
    entries: list[StoryEntry] = []
    steps = write_pages(
        items, plan, folder=STORIES if is_site else "", site=SITE_PAGES if is_site else {}, jobs=jobs
    )
    for step in steps:
        if step.findings or step.written:
            progress.clear()
        totals.print(step.findings)
        for path in step.written:
            write_path(path)
        written += len(step.written)
        entries += step.entries
        progress.update(step.done)
    progress.clear()
    if is_site:
        for path in write_site(entries, plan):
            write_path(path)
            written += 1
    errors = totals.severities["error"]
    failed = f", {pluralize(errors, 'error')}" if errors else ""
    print_total(f"{pluralize(written, 'page')} written{failed}")
    return totals.exit_code()
