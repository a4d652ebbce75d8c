"""`newsld embed`: embed the JSON-LD of stories in HTML pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from newsld.cli.inputs import (
    collect_inputs,
    config_option,
    jobs_option,
    process_count,
    reject_empty,
    settings_finder,
    update_command,
)
from newsld.cli.streams import (
    FindingTotals,
    Progress,
    pluralize,
    print_total,
    verbosity_options,
    write_path,
    write_text,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import InputItem
    from newsld.pipeline.embedding import EmbedOptions, PageResult, TargetPage


def _check_nonce(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return the value of --nonce. An empty one, usually an unset shell variable, would allow no script."""
    if value == "":
        raise UsageError("--nonce is empty: use the placeholder that your server replaces")
    return value


@click.command("embed", no_args_is_help=False)
@click.option(
    "--from",
    "stories",
    multiple=True,
    metavar="STORY",
    help="A story, or a folder of stories, in any format that newsld reads; repeatable.",
)
@click.option(
    "--map",
    "map_file",
    callback=reject_empty,
    metavar="FILE",
    help='A TOML file that maps pages without an address to stories: "page.html" = "https://..." or "story.md".',
)
@click.option("--meta", is_flag=True, help="Also write Open Graph and article meta tags.")
@click.option("--drafts", is_flag=True, help="Also embed drafts, which nobody has verified.")
@click.option("--claims", is_flag=True, help="Also embed the attributed statements and their sources.")
@click.option(
    "--nonce", callback=_check_nonce, metavar="TEXT", help="The nonce of the script, for a strict CSP."
)
@click.option("--remove", is_flag=True, help="Remove what newsld has embedded in the pages.")
@click.option(
    "--follow-links",
    is_flag=True,
    help="Also change pages outside of a folder that a symbolic link in it leads to.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing. If a page is out of date, exit with 1 and print the command that updates it.",
)
@click.option(
    "--diff", is_flag=True, help="Write nothing. Show what would change; exit with 1 if anything would."
)
@config_option
@jobs_option
@verbosity_options
@click.argument("pages", nargs=-1, metavar="PAGE...")
def command(
    *,
    pages: tuple[str, ...],
    stories: tuple[str, ...],
    map_file: str | None,
    meta: bool,
    claims: bool,
    drafts: bool,
    nonce: str | None,
    remove: bool,
    follow_links: bool,
    check: bool,
    diff: bool,
    config: str | None,
    jobs: int,
) -> int:
    """Embed JSON-LD in HTML pages: `newsld embed public --from stories`.

    PAGE is a file, or a folder of .html, .htm and .xhtml files. A page is matched to the story whose url equals its
    canonical link, else its og:url, else its entry in --map; a single page and a single story always match. The
    JSON-LD is written as a script at the end of the head and replaces an earlier one by newsld. No other byte of the
    page changes, and a second run changes nothing. Tags by others are preserved. Findings go to standard error; a
    page is not changed if it or its story has an error. Exit status 0: success; 1: errors, or with --check or --diff
    a page that would change; 2: newsld could not run.
    """  # fmt: skip
    from newsld.pipeline.embedding import EmbedOptions, embed_site, find_pages, read_map

    if not pages:
        raise UsageError("name a page, or a folder of pages")
    if remove and (stories or map_file or meta or claims or nonce):
        raise UsageError(
            "--remove cannot be combined with --from, --map, --meta, --claims or --nonce: leave them out"
        )
    if not remove and not stories:
        raise UsageError("--from is missing: give it the story, or the folder of stories")
    targets = find_pages(pages, settings_finder(config))
    items = [] if remove else _collect_stories(stories, config, targets)
    action: Literal["write", "compare", "diff"] = "diff" if diff else "compare" if check else "write"
    options = EmbedOptions(meta, nonce, remove, action, follow_links, claims=claims, drafts=drafts)
    mapping = read_map(Path(map_file)) if map_file is not None else {}
    results = embed_site(targets, items, options, mapping=mapping, jobs=process_count(jobs))
    return _report(results, options, len(targets))


def _collect_stories(paths: tuple[str, ...], config: str | None, pages: list[TargetPage]) -> list[InputItem]:
    """Return the inputs that are stories: not the target pages, and no pages in folders."""
    from newsld.pipeline.embedding import PAGES

    named = {Path(path).resolve() for path in paths if path != "-"}
    targets = {page.path.resolve() for page in pages}
    items = []
    for item in collect_inputs(paths, config=config, stdin_filename=None):
        path = item.input.path.resolve() if item.input.path is not None else None
        if path is None or path.suffix.lower() not in PAGES or (path in named and path not in targets):
            items.append(item)
    if not items:
        raise UsageError(f"there is no story in {' '.join(paths)}, only pages: name a story after --from")
    return items


def _report(results: Iterable[PageResult], options: EmbedOptions, total: int) -> int:
    """Print the results as they arrive, then a summary; return the exit status."""
    progress, states, totals = Progress(total), Counter[str](), FindingTotals()
    done = 0
    for result in results:
        done += result.page is not None
        if result.findings or result.state in ("written", "stale"):
            progress.clear()
        totals.print(result.findings)
        if result.page is not None:
            states[result.state] += 1
            if result.difference:
                write_text(result.difference)
            elif result.state == "written":
                write_path(result.page)
            elif result.state == "stale":
                write_path(result.page, "stale")
        progress.update(done)
    progress.clear()
    _print_summary(states, totals.severities["error"], options)
    return totals.exit_code() or int(states["stale"] > 0)


def _print_summary(states: Counter[str], errors: int, options: EmbedOptions) -> None:
    if (stale := states["stale"]) and options.action == "compare":
        before = f"{pluralize(errors, 'error')}, " if errors else ""
        verb = "is" if stale == 1 else "are"
        print_total(f"{before}{pluralize(stale, 'page')} {verb} out of date. Run: {update_command()}")
    elif options.action != "diff":
        parts = [f"{pluralize(states['written'], 'page')} written"] if options.action == "write" else []
        parts += [f"{states['unchanged']:,} up to date"]
        parts += [f"{states['skipped']:,} skipped"] if states["skipped"] else []
        parts += [pluralize(errors, "error")] if errors else []
        print_total(", ".join(parts))
