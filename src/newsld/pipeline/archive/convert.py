"""Convert one piece of work: read and check its stories and write them as bytes, in this or another process."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsld.findings import Finding, Unwritable
from newsld.findings.internal import INTERNAL_ERROR, internal_error
from newsld.findings.limit import MOST_SHOWN, limit_findings
from newsld.formats import WriteOptions, find_format
from newsld.model.text.shorten import quote
from newsld.pipeline.archive.processes import parallel_map
from newsld.pipeline.archive.work_items import WorkUnit
from newsld.pipeline.flow import StoryResult, read_stories
from newsld.pipeline.place_findings import place_findings, sort_findings
from newsld.pipeline.same_address import AddressedStory, SeenAddresses
from newsld.syntax.compression import Compression, compress

if TYPE_CHECKING:
    from newsld.model import NewsArticle


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What to do with every article: the formats with a file per article, and those that aggregate all articles.

    Without `include_info`, findings of severity info are left out. With `check`, exactly the rules that the settings
    of an input select are run. With `limit_findings`, only the first findings of a story are returned. `compress` is
    how lines are compressed: each piece of work by itself, so that the bytes do not depend on the number of processes.
    `summarize` is a function of a module, whose results for all articles are the summaries.
    With `parts`, lines are written to files in this folder, and not sent to the main process.
    """

    formats: tuple[str, ...] = ()
    aggregated: tuple[str, ...] = ()
    options: WriteOptions = field(default_factory=WriteOptions)
    include_info: bool = True
    check: bool = False
    limit_findings: bool = True
    compress: Compression | None = None
    summarize: Callable[[NewsArticle], Any] | None = None
    parts: Path | None = None


class RenderedArticle(NamedTuple):
    """An article written in a format, as the content of a file; `number` counts the articles of the input from 1."""

    format: str
    number: int
    content: bytes


class AggregatedRow(NamedTuple):
    """The row of an article for a format that aggregates; `number` counts the articles of the input from 1."""

    number: int
    row: Any


@dataclass(slots=True)
class ConvertResult:
    """The result for one piece of work: findings in order, outputs and rows in the order of the articles.

    `place` is the position of the input in the run, `read` the number of bytes of it that were read. `lines` are the
    bytes to append to the one file of the input, by format, or the file with them; `rows` are the rows for the formats
    that aggregate, by format, and `summaries` what `summarize` returned. `stories` are those that have a url.
    `unplaced` are findings about a whole story that have no position yet, each with its number in the piece of work.
    """

    place: int
    documents: int = 0
    articles: int = 0
    findings: list[Finding] = field(default_factory=list)
    outputs: list[RenderedArticle] = field(default_factory=list)
    lines: dict[str, bytearray | Path] = field(default_factory=dict)
    rows: dict[str, list[AggregatedRow]] = field(default_factory=dict)
    summaries: list[AggregatedRow] = field(default_factory=list)
    stories: list[AddressedStory] = field(default_factory=list)
    unplaced: list[tuple[int, Finding]] = field(default_factory=list)
    read: int = 0


def convert(unit: WorkUnit, options: ConvertOptions) -> ConvertResult:
    """Convert a piece of work. Invalid input becomes findings; raises UsageError when the file cannot be read."""
    source = unit.source()
    lines = find_format(unit.format).lines
    is_stream = find_format(unit.format).articles == "stream"
    result = ConvertResult(unit.place, read=unit.read)
    rules = unit.settings.rules.codes(unit.path or unit.name)
    from_records = [find_format(name).from_records for name in options.formats]
    renderer = Renderer(options, result, lines=lines, name=unit.name, shift=unit.first_number - 1)
    for story in read_stories(
        source,
        unit.format,
        unit.settings,
        include_info=options.include_info,
        rules=rules if options.check else None,
        as_records=lines,  # hand-written stories rarely qualify, and finding that out takes time
        with_article=bool(options.aggregated or options.summarize or not all(from_records)),
        findings_only=not (options.formats or options.aggregated or options.summarize),
    ):
        if story.number is not None:
            result.documents += 1
        findings = list(story.findings)
        if is_stream and options.limit_findings and len(findings) > MOST_SHOWN:
            findings = limit_findings(sort_findings(findings))
        result.findings += findings
        if story.address is not None and (options.check or story.is_writable):
            part = story.number or 1
            number = part + unit.first_number - 1
            result.stories.append(AddressedStory(number, part, story.address))
        if story.is_writable:
            renderer.render(story)
        del story  # the next one gets its memory, which the processor still has in its cache
    _finish_lines(result, options)
    if result.unplaced:
        result.findings += place_findings(source, unit.format, unit.settings, result.unplaced)
        result.unplaced = []
    result.findings = unit.shift_lines(result.findings)
    if result.findings:
        if not options.check:
            # Errors are reported even when the settings ignore them, since they prevent an export.
            result.findings = [one for one in result.findings if one.severity == "error" or one.code in rules]
        result.findings = sort_findings(result.findings)
        if not is_stream and options.limit_findings:
            result.findings = limit_findings(result.findings)
    return result


def _finish_lines(result: ConvertResult, options: ConvertOptions) -> None:
    """Compress the lines of a piece of work, and write them to files, as the options say."""
    for name, content in result.lines.items():
        assert isinstance(content, bytearray), "lines are finished once"
        if options.compress is not None:
            content = bytearray(compress(content, options.compress))
            result.lines[name] = content
        if options.parts is not None:
            from newsld.pipeline.output import write_atomic

            path = options.parts / os.urandom(8).hex()
            write_atomic(path, [content])
            result.lines[name] = path


class Renderer:
    """Writes stories in all formats and adds them to a result; a format that cannot represent one gives a finding.

    `lines` is whether the input is an archive of lines, `name` that of the input, and `shift` the number of its
    articles before this piece of work.
    """

    def __init__(
        self, options: ConvertOptions, result: ConvertResult, *, lines: bool, name: str | None, shift: int = 0
    ) -> None:
        self.options = options
        self.result = result
        self.name = name
        self.shift = shift
        self._lines = lines
        self._reported: list[Finding] = []
        self._write_options = replace(options.options, report=self._reported.append)

    def render(self, story: StoryResult) -> None:
        """Write a story without errors."""
        number = (story.number or 1) + self.shift
        self.result.articles += 1
        for format_name in self.options.formats:
            try:
                self._write(story, format_name, number)
            except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other stories
                self._reported += _not_written(error, format_name, self.name)
            if self._reported:
                self._add_findings(self._reported, story)
                self._reported.clear()
        if story.article is not None:
            self._aggregate(story, story.article, number)

    def _write(self, story: StoryResult, format_name: str, number: int) -> None:
        format_, result = find_format(format_name), self.result
        content = story.content_for(format_)
        assert content is not None, "only stories without errors are rendered"
        if not format_.written_as_lines(self._lines):
            written = format_.write(content, self._write_options)
            result.outputs.append(RenderedArticle(format_name, number, written))
            return
        line = format_.write_line(content, self._write_options, number)
        content_so_far = result.lines.setdefault(format_name, bytearray())
        assert isinstance(content_so_far, bytearray), "lines are written to a file at the end"
        content_so_far.extend(line)

    def _aggregate(self, story: StoryResult, article: NewsArticle, number: int) -> None:
        """Add the summary of an article, and its rows for the formats that aggregate."""
        options, result, name = self.options, self.result, self.name
        if options.summarize is not None:
            try:
                result.summaries.append(AggregatedRow(number, options.summarize(article)))
            except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other stories
                self._add_findings([internal_error(error, name, "counting it")], story)
        for format_name in options.aggregated:
            try:
                row = find_format(format_name).aggregator().to_rows(article, options.options)
            except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other stories
                self._add_findings(_not_written(error, format_name, name), story)
            else:
                if row is not None:
                    result.rows.setdefault(format_name, []).append(AggregatedRow(number, row))

    def _add_findings(self, findings: Iterable[Finding], story: StoryResult) -> None:
        """Add findings of a format about a story, with the words that identify it in the input."""
        from newsld.model.views import title

        number = (story.number or 1) + self.shift
        headline = title(story.article) if story.article is not None else None
        subject = f"story {number}{f' {quote(headline)}' if headline else ''}: "
        if not self._lines and number == 1:
            subject = ""
        for finding in findings:
            if finding.code == INTERNAL_ERROR:
                self.result.findings.append(finding)
                continue
            finding = replace(finding, message=f"{subject}{finding.message}")
            if self.name is None:
                self.result.findings.append(finding)
            else:
                placed = replace(finding, pointer=finding.pointer or "")
                self.result.unplaced.append((story.number or 1, placed))


def _not_written(error: Exception, format_name: str, name: str | None) -> list[Finding]:
    """Return why a story was not written."""
    if not isinstance(error, Unwritable):
        return [internal_error(error, name, f"writing it as {format_name}")]
    return [
        replace(finding, message=f"{finding.message} (not written as {format_name})")
        for finding in error.findings
    ]


def convert_all(
    work: Iterable[WorkUnit], options: ConvertOptions, *, jobs: int = 1
) -> Iterator[ConvertResult]:
    """Yield the results of all work, in order, computed by `jobs` processes; memory use stays flat.

    The second story with a url is reported. Raises what `convert` raises, and NewsldError when a process dies.
    """
    seen = SeenAddresses()
    waiting: deque[WorkUnit] = deque()

    def units() -> Iterator[WorkUnit]:
        for unit in work:
            waiting.append(unit)
            yield unit

    with ExitStack() as stack:
        if jobs > 1 and options.formats:
            from tempfile import TemporaryDirectory

            # Copying a file costs less than sending bytes to another process, which copies them six times.
            folder = stack.enter_context(TemporaryDirectory(prefix="newsld-", ignore_cleanup_errors=True))
            options = replace(options, parts=Path(folder))
        for result in parallel_map(partial(convert, options=options), units(), jobs=jobs):
            unit = waiting.popleft()
            if result.stories:
                report_repeated(result, seen, options, unit)
            yield result


def report_repeated(
    result: ConvertResult, seen: SeenAddresses, options: ConvertOptions, unit: WorkUnit | None = None
) -> None:
    """Add a finding for each story whose url an earlier story of the run has, and remove its rows from tables.

    Without `unit`, the stories are articles in memory.
    """
    name = unit.name if unit is not None else None
    tables = [one for one in options.aggregated if find_format(one).unique]
    counted = options.summarize is not None
    repeated = list(seen.find_repeated(result.stories, name, tables=tables, counted=counted))
    if options.check and unit is not None:
        rules = unit.settings.rules.codes(unit.path or unit.name)
        repeated = [(story, one) for story, one in repeated if one.code in rules]
    if not repeated:
        return
    if not options.check and not tables:
        # Each story has a file of its own, so nothing is lost.
        repeated = [(story, one.downgraded()) for story, one in repeated]
    if unit is None:
        result.findings += [one for _, one in repeated]
    else:
        source = unit.source()
        findings = [(story.part, one) for story, one in repeated]
        placed = place_findings(source, unit.format, unit.settings, findings)
        result.findings = sort_findings([*result.findings, *unit.shift_lines(placed)])
    removed = {story.number for story, _ in repeated}
    for format_name in tables:
        rows = result.rows.get(format_name, [])
        result.rows[format_name] = [row for row in rows if row.number not in removed]
    result.summaries = [row for row in result.summaries if row.number not in removed]
