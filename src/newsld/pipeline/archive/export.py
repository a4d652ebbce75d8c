"""Export stories to files: name all outputs first, then write each file atomically, or compare it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsld.findings import Finding
from newsld.findings.internal import has_internal_error
from newsld.findings.limit import count_severities
from newsld.formats import WriteOptions, find_format
from newsld.pipeline.archive.aggregation import AggregatedFiles
from newsld.pipeline.archive.convert import (
    ConvertOptions,
    ConvertResult,
    RenderedArticle,
    Renderer,
    convert_all,
    report_repeated,
)
from newsld.pipeline.archive.manifest import Manifest
from newsld.pipeline.archive.output_names import OutputNames
from newsld.pipeline.archive.streamed_file import StreamedFile
from newsld.pipeline.archive.work_items import InputItem, work_units
from newsld.pipeline.flow import StoryResult
from newsld.pipeline.output import OutputPlan, Stale, UnsafeOutput, find_stale, write_atomic
from newsld.pipeline.same_address import AddressedStory, SeenAddresses, address_of
from newsld.pipeline.story_checks import check_article
from newsld.syntax.compression import Compression, require_compression

if TYPE_CHECKING:
    from newsld.model import NewsArticle


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """The result of one step of an export: counts, findings and the files written.

    `done` is the number of inputs finished before it, `read` the bytes of the next one that were read. `stale` are
    the outputs that are missing or differ.
    """

    done: int
    documents: int = 0
    articles: int = 0
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    stale: tuple[tuple[Path, Stale], ...] = ()
    read: int = 0


@dataclass(slots=True)
class ExportResult:
    """The result of an export.

    `has_internal_error` is whether a defect of newsld stopped it on an input. `stale` are the outputs that are missing
    or differ. `not_compared` are the folders of tables, and the sitemaps,
    that contain more stories than this run and were therefore not compared. `orphans` are outputs of an earlier run
    whose story is gone, `removed` those that were removed.
    """

    documents: int = 0
    articles: int = 0
    errors: int = 0
    written: list[Path] = field(default_factory=list)
    stale: list[tuple[Path, Stale]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    not_compared: list[Path] = field(default_factory=list)
    orphans: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    has_internal_error: bool = False


def export_inputs(
    items: Sequence[InputItem],
    directory: Path,
    formats: Iterable[str],
    options: WriteOptions,
    *,
    compare: bool = False,
    partial: bool = False,
    prune: bool = False,
    jobs: int = 1,
    compress: Compression | None = None,
    report: Callable[[ExportProgress], None] | None = None,
) -> ExportResult:
    """Write the stories of all inputs to a folder in every format.

    With `compare` nothing is written; the result lists the files that are missing or differ. With `partial`, the
    inputs may be only some of those that existing tables or sitemaps were built from; these are then not compared.
    With `prune`, outputs of an earlier run whose story is gone are removed, if nobody has changed them.
    `compress` is how files of lines are compressed.
    `report` is called after every step, in the order of the inputs; without it, the result contains all findings
    and paths.

    Raises UsageError, before anything is written, when two inputs share an output or an output is an input;
    OutputError when a file cannot be written: files not completed by then are unchanged.
    """
    plan = OutputPlan(directory, [item.input.path for item in items if item.input.path is not None])
    for settings in {item.settings.file: item.settings for item in items}.values():
        for path in (settings.file, *settings.entities):
            if path is not None:
                plan.protect(path)
    manifest = Manifest.read(directory, items)
    run = _Run(
        plan,
        formats,
        options,
        compare=compare,
        partial=partial,
        report=report,
        manifest=manifest,
        compress=compress,
    )
    run.names.claim(items)
    run.write(convert_all(work_units(items, jobs=jobs), run.convert_options, jobs=jobs))
    run.finish_orphans([item.input.path for item in items if item.input.path is not None], prune=prune)
    return run.total


def export_articles(
    articles: Iterable[NewsArticle], directory: Path, formats: Iterable[str], options: WriteOptions
) -> ExportResult:
    """Write articles in memory to a folder, as `article.jsonld`, `article.2.jsonld` ..., with their tables.

    Articles with errors are skipped; the result contains the findings. Raises as `export_inputs` does.
    """
    run = _Run(OutputPlan(directory), formats, options)
    run.names.add("article", "article")

    def rendered() -> Iterator[ConvertResult]:
        seen = SeenAddresses()
        for number, article in enumerate(articles, start=1):
            findings = check_article(article)
            result = ConvertResult(0, documents=1, findings=findings)
            if not any(finding.severity == "error" for finding in findings):
                Renderer(run.convert_options, result, lines=False, name=None).render(
                    StoryResult(article, (), number)
                )
            if (address := address_of(article)) is not None:
                result.stories.append(AddressedStory(number, number, address))
                report_repeated(result, seen, run.convert_options)
            yield result

    run.write(rendered())
    return run.total


class _Run:
    """The state of one export."""

    def __init__(
        self,
        plan: OutputPlan,
        formats: Iterable[str],
        options: WriteOptions,
        *,
        compare: bool = False,
        partial: bool = False,
        report: Callable[[ExportProgress], None] | None = None,
        manifest: Manifest | None = None,
        compress: Compression | None = None,
    ) -> None:
        if compress is not None:
            require_compression(compress)
        chosen = [find_format(name) for name in dict.fromkeys(formats)]
        aggregating = [one for one in chosen if one.folder is not None]
        self.total = ExportResult()
        self.convert_options = ConvertOptions(
            tuple([one.name for one in chosen if one.folder is None]),
            tuple([one.name for one in aggregating]),
            options,
            include_info=False,
            compress=compress,
        )
        self.plan = plan
        self.names = OutputNames(plan, self.convert_options.formats, compress)
        self._compare = compare
        self._partial = partial
        self._report = report
        self._manifest = manifest or Manifest(plan.folder)
        self._streamed: dict[str, StreamedFile] = {}
        self._place = 0
        self._skipped = -1
        self._packages = [AggregatedFiles(one, plan, options) for one in aggregating]

    def write(self, converted: Iterable[ConvertResult]) -> None:
        """Write the outputs of all convert_all as they come, and the packages at the end."""
        rows = self._rows(converted)
        try:
            # The rows of the first package go into it as they come; those of the others are stored until it is done.
            findings = [finding for package in self._packages[:1] for finding in package.build(rows)]
            for _ in rows:
                pass
            for package in self._packages[1:]:
                findings += package.build(package.stored_rows())
        finally:
            for file in self._streamed.values():
                file.abandon()
        if findings:
            self._record(ExportProgress(self._place + 1, findings=tuple(dict.fromkeys(findings))))
        if self.total.articles:
            self._finish_packages()

    def _rows(self, converted: Iterable[ConvertResult]) -> Iterator[Any]:
        """Yield the rows of the first package, while everything else in the convert_all is written."""
        for result in converted:
            written: list[Path] = []
            differing: list[tuple[Path, Stale]] = []
            if result.place != self._place:
                self._finish_streamed(written, differing)
                self._place = result.place
            if self._place in self.names.refused:
                result.findings += self.names.refused.pop(self._place)
                self._skipped = self._place
            if self._place == self._skipped:
                result.lines, result.outputs = {}, []
            for name, content in result.lines.items():
                if name not in self._streamed:
                    path = self.names.path(self._place, name, 1)
                    self._streamed[name] = StreamedFile(path, compare=self._compare)
                self._streamed[name].add(content)
            for output in result.outputs:
                try:
                    self._write_output(output, written, differing)
                except UnsafeOutput as error:
                    result.findings.append(error.finding)
            if any(finding.severity == "error" for finding in result.findings):
                self._manifest.fail(result.place)
            step = ExportProgress(
                result.place,
                result.documents,
                result.articles,
                tuple(result.findings),
                tuple(written),
                tuple(differing),
                result.read,
            )
            self._record(step)
            for number, package in enumerate(self._packages):
                rows = [one.row for one in result.rows.get(package.name, ())]
                if self._partial and self._compare:
                    package.keys.update(row.key for row in rows)
                if number:
                    package.store(rows)
                else:
                    yield from rows
        written, differing = [], []
        self._finish_streamed(written, differing)
        self._record(ExportProgress(self._place + 1, written=tuple(written), stale=tuple(differing)))

    def _write_output(
        self, output: RenderedArticle, written: list[Path], differing: list[tuple[Path, Stale]]
    ) -> None:
        path = self.names.path(self._place, output.format, output.number)
        self._manifest.add(self._place, path, output.format, output.content)
        if not self._compare:
            if not self.plan.contains(path):
                raise UnsafeOutput(path, self.plan.outside(path.resolve()))
            write_atomic(path, output.content)
            written.append(path)
        elif state := find_stale(path, output.content):
            differing.append((path, state))

    def _finish_streamed(self, written: list[Path], differing: list[tuple[Path, Stale]]) -> None:
        """Complete the files of lines of an input whose convert_all have all come."""
        for name in list(self._streamed):
            file = self._streamed.pop(name)
            state = file.finish()
            self._manifest.add(self._place, file.path, name)
            if not self._compare:
                written.append(file.path)
            elif state:
                differing.append((file.path, state))

    def _finish_packages(self) -> None:
        if self._compare:
            for package in self._packages:
                if self._partial and package.has_other_articles():
                    self.total.not_compared.append(package.path)
                else:
                    package.add_to_plan()
            self._record(ExportProgress(self._place + 1, stale=tuple(self.plan.find_stale())))
            return
        notices = [finding for package in self._packages for finding in package.add_to_plan()]
        if notices:
            self._record(ExportProgress(self._place + 1, findings=tuple(notices)))
        self._record(ExportProgress(self._place + 1, written=tuple(self.plan.write())))

    def finish_orphans(self, inputs: Iterable[Path], *, prune: bool) -> None:
        """Find the outputs whose story is gone: report them, or with `prune` remove them; update the manifest."""
        orphans = self._manifest.orphans(self.convert_options.formats, inputs)
        if self._compare:
            self._record(ExportProgress(self._place + 1, stale=tuple((path, "orphaned") for path in orphans)))
            return
        if prune:
            self.total.removed = self._manifest.remove(orphans)
        else:
            self.total.orphans = orphans
        self._manifest.write()

    def _record(self, step: ExportProgress) -> None:
        """Add a step to the totals and report it; without a reporter, keep its findings and paths."""
        self.total.documents += step.documents
        self.total.articles += step.articles
        self.total.errors += count_severities(step.findings)["error"]
        self.total.has_internal_error |= has_internal_error(step.findings)
        if self._report is not None:
            self._report(step)
            return
        self.total.findings += step.findings
        self.total.written += step.written
        self.total.stale += step.stale
