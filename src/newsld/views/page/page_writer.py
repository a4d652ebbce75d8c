"""Write the pages of many stories to a folder, one by one, in this or other processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from newsld.findings.internal import internal_error
from newsld.findings.limit import limit_findings
from newsld.formats import find_format
from newsld.pipeline.archive import InputItem, WorkUnit, parallel_map, work_units
from newsld.pipeline.flow import StoryResult, read_stories
from newsld.pipeline.output import OutputPlan, UnsafeOutput, write_atomic
from newsld.syntax.document import Source
from newsld.views.page.site_entries import StoryEntry, story_entry
from newsld.views.page.story_page import render_page

if TYPE_CHECKING:
    from newsld.findings import Finding

STORIES: Final = "stories"
"""The folder of the pages of stories in a site."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How to render pages: `site` has the pages of the site by name, relative to its folder; `home` the way to it."""

    site: Mapping[str, str] = field(default_factory=dict)
    home: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The page of one story, with what an index has about it; `number` counts the stories of the input from 1."""

    number: int
    content: bytes
    entry: StoryEntry


@dataclass(slots=True)
class RenderedUnit:
    """The pages of one piece of work, and the errors that prevent others."""

    place: int
    pages: list[RenderedPage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageStep:
    """What was written for one piece of work. `done` is the number of inputs finished before it."""

    done: int
    findings: tuple[Finding, ...]
    written: tuple[Path, ...]
    entries: tuple[StoryEntry, ...]


def page_name(item: InputItem, number: int = 1) -> str:
    """Return the path of a page below the folder of all pages: that of the input, with `.html` as its suffix."""
    relative: PurePosixPath = item.input.relative
    is_folder = item.input.path is not None and item.input.path.is_dir()
    stem = relative.as_posix() if is_folder else relative.with_suffix("").as_posix()
    return f"{stem}.html" if number == 1 else f"{stem}.{number}.html"


def render_pages(
    items: Sequence[InputItem], options: PageOptions | None = None, *, jobs: int = 1
) -> Iterator[RenderedUnit]:
    """Yield the pages of all stories, in the order of the inputs."""
    yield from parallel_map(
        partial(_render_unit, options=options or PageOptions()), work_units(items), jobs=jobs
    )


def write_pages(
    items: Sequence[InputItem], plan: OutputPlan, *, folder: str = "", site: Mapping[str, str], jobs: int = 1
) -> Iterator[PageStep]:
    """Write a page for every story to `folder` in the folder of a plan.

    Raises UsageError when two inputs share a page or a page would replace an input, before any is written unless an
    input has several stories; OutputError when one cannot be written.
    """
    names = [str(PurePosixPath(folder, page_name(item))) for item in items]
    refused: dict[int, Finding] = {}
    for place, (item, name) in enumerate(zip(items, names, strict=True)):
        try:
            if item.input.fault is None:
                plan.claim(name, item.input.name)
        except UnsafeOutput as error:
            refused[place] = replace(error.finding, file=item.input.name)
    home = tuple("../" * name.count("/") for name in names)
    counts: dict[int, int] = {}
    for unit in render_pages(items, PageOptions(site, home), jobs=jobs):
        item = items[unit.place]
        findings, written, entries = unit.findings, [], []
        if (finding := refused.get(unit.place)) is not None:
            findings, unit.pages = [finding], []
        for page in unit.pages:
            number = counts[unit.place] = counts.get(unit.place, 0) + 1
            name = str(PurePosixPath(folder, page_name(item, number)))
            path = plan.folder / name if number == 1 else plan.claim(name, item.input.name)
            write_atomic(path, page.content)
            written.append(path)
            entries.append(replace(page.entry, link=name))
        yield PageStep(unit.place, tuple(findings), tuple(written), tuple(entries))


def _render_unit(unit: WorkUnit, options: PageOptions) -> RenderedUnit:
    source = Source(unit.content, name=unit.name, path=unit.path, walked=unit.walked, fault=unit.fault)
    result = RenderedUnit(unit.place)
    home = options.home[unit.place] if options.home else ""
    site = {name: home + link for name, link in options.site.items()}
    for story in _stories(source, unit):
        if story.article is None:
            result.findings += [one for one in story.findings if one.severity == "error"]
            continue
        try:
            content = render_page(story.article, limit_findings(list(story.findings)), site=site).encode()
        except Exception as error:  # noqa: BLE001 -- a defect in one page must not hide the others
            result.findings.append(internal_error(error, unit.name, "showing it"))
            continue
        result.pages.append(RenderedPage(story.number or 1, content, story_entry(story.article)))
    result.findings = limit_findings(unit.shift_lines(result.findings))
    return result


def _stories(source: Source, unit: WorkUnit) -> Iterator[StoryResult]:
    """Yield the stories of an input, each with the findings of the rules that its settings select.

    The rules for published markup judge a page and not a story, so they are not run here.
    """
    rules = None if find_format(unit.format).has_markup else unit.settings.rules.codes(unit.path or unit.name)
    yield from read_stories(source, unit.format, unit.settings, rules=rules)
