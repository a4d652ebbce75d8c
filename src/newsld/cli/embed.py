"""`newsld embed`: stories into the pages that tell them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsld.cli.inputs import gather, given, mend_command, processes, settings_finder
from newsld.cli.streams import Progress, colored, put, say
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.pipeline.archive import Item
    from newsld.pipeline.embedding import Ask, Embedded, PageTask

__all__ = ["command"]


def _secret(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The value of --nonce. An empty one is mostly a variable of a shell that nobody set, and allows nothing."""
    if value == "":
        raise UsageError("--nonce is empty: give it the placeholder that your server fills in")
    return value


@click.command("embed", no_args_is_help=False)
@click.option(
    "--from",
    "stories",
    multiple=True,
    metavar="STORY",
    help="The story, or a folder of stories, in any format that newsld reads; may be repeated.",
)
@click.option(
    "--map",
    "map_file",
    callback=given,
    metavar="FILE",
    help='A TOML file that names the story of pages without an address: "page.html" = "https://..." or "story.md".',
)
@click.option("--meta", is_flag=True, help="Write Open Graph and article tags from the same story too.")
@click.option("--nonce", callback=_secret, metavar="TEXT", help="The nonce of the script, for a strict CSP.")
@click.option("--remove", is_flag=True, help="Take out of the pages what newsld put into them.")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit with 1 when a page is stale, and name the command that mends it.",
)
@click.option(
    "--diff", is_flag=True, help="Write nothing; show what would change, and exit with 1 if anything would."
)
@click.option("--config", type=click.Path(), metavar="FILE",
              help="The configuration, instead of the newsld.toml or pyproject.toml nearest to each file.")  # fmt: skip
@click.option("--jobs", "-j", type=click.IntRange(0, 512), default=1, show_default=True, metavar="N",
              help="Use N processes; 0 is one for each processor.")  # fmt: skip
@click.argument("pages", nargs=-1, metavar="PAGE...")
def command(
    *,
    pages: tuple[str, ...],
    stories: tuple[str, ...],
    map_file: str | None,
    meta: bool,
    nonce: str | None,
    remove: bool,
    check: bool,
    diff: bool,
    config: str | None,
    jobs: int,
) -> int:
    """Put stories into the pages that tell them: `newsld embed public --from stories`.

    PAGE is a file, or a folder whose .html, .htm and .xhtml files are taken. A page goes with the story whose url
    is its canonical link, or else its og:url, or else what --map says; one page and one story that are named go
    together. The story stands at the end of the head as a script of JSON-LD, in place of an earlier one of newsld;
    no other byte of the page changes, and running it again changes nothing. Tags that others wrote are left alone.
    Findings go to standard error; a page or a story with an error leaves the page as it was. Exit status 0: all is
    well; 1: errors, or with --check or --diff a page that would change; 2: newsld could not do its work.
    """  # fmt: skip
    from newsld.pipeline.embedding import Ask, embed_site, find_pages, read_map

    if not pages:
        raise UsageError("name a page, or a folder of pages")
    if remove and (stories or map_file or meta or nonce):
        raise UsageError("--remove takes newsld's block out: leave --from, --map, --meta and --nonce away")
    if not remove and not stories:
        raise UsageError("name the story, or the folder of stories, after --from")
    found = find_pages(pages, settings_finder(config))
    items = [] if remove else _stories(stories, config, found)
    ask = Ask(meta, nonce, remove, "show" if diff else "compare" if check else "write")
    mapping = read_map(Path(map_file)) if map_file is not None else {}
    steps = embed_site(found, items, ask, mapping=mapping, jobs=processes(jobs))
    return _told(steps, ask, len(found))


def _stories(paths: tuple[str, ...], config: str | None, pages: list[PageTask]) -> list[Item]:
    """The stories: pages in a folder of them are none, nor are those to be embedded into."""
    from newsld.pipeline.embedding import PAGES

    named = {Path(path).resolve() for path in paths if path != "-"}
    taken = {page.path.resolve() for page in pages}
    items = []
    for item in gather(paths, config=config, stdin_filename=None):
        path = item.input.path.resolve() if item.input.path is not None else None
        if path is None or path.suffix.lower() not in PAGES or (path in named and path not in taken):
            items.append(item)
    if not items:
        raise UsageError(f"there is no story in {' '.join(paths)}: pages are none")
    return items


def _told(steps: Iterable[Embedded], ask: Ask, total: int) -> int:
    """Say what happens as it happens, and how it came out."""
    progress, states, errors = Progress(total), Counter[str](), 0
    done = 0
    for step in steps:
        done += step.page is not None
        if step.findings or step.state in ("written", "stale"):
            progress.clear()
        _report(step)
        errors += sum(finding.severity == "error" for finding in step.findings)
        if step.page is not None:
            states[step.state] += 1
            if step.difference:
                put(step.difference)
            elif step.state == "written":
                put(f"{step.page.as_posix()}\n")
            elif step.state == "stale":
                put(f"{step.page.as_posix()}: stale\n")
        progress.at(done)
    progress.clear()
    _sum(states, errors, ask)
    return 1 if errors or states["stale"] else 0


def _sum(states: Counter[str], errors: int, ask: Ask) -> None:
    if states["stale"] and ask.task == "compare":
        before = f"{_count(errors, 'error')}, " if errors else ""
        put(f"{before}{_count(states['stale'], 'page')} to mend: run {mend_command()}\n")
    elif ask.task != "show":
        parts = [f"{_count(states['written'], 'page')} written"] if ask.task == "write" else []
        parts += [f"{states['right']:,} as {'they' if states['right'] != 1 else 'it'} should be"]
        parts += [f"{states['left']:,} left alone"] if states["left"] else []
        parts += [_count(errors, "error")] if errors else []
        put(f"{', '.join(parts)}\n")


def _report(step: Embedded) -> None:
    if step.findings:
        from newsld.cli.reports.text import write

        pieces: list[str] = []
        write(step.findings, pieces.append, colored=colored(sys.stderr))
        say("".join(pieces).rstrip("\n"))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
