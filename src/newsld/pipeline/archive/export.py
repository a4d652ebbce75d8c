"""Stories to files: outputs are named before anything is written, then written whole, or compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsld.findings import Finding
from newsld.findings.errors import OutputError
from newsld.formats import WriteOptions, find_format
from newsld.pipeline.archive.aggregation import Package
from newsld.pipeline.archive.convert import Ask, Output, Result, render, results
from newsld.pipeline.archive.output_names import Names
from newsld.pipeline.archive.streamed_file import Growing
from newsld.pipeline.archive.work_items import Item, tasks
from newsld.pipeline.flow import Story, check_article
from newsld.pipeline.output import Plan, Stale, stale, write_atomic

if TYPE_CHECKING:
    from newsld.model import NewsArticle

__all__ = ["Export", "Step", "export_articles", "export_inputs"]


@dataclass(frozen=True, slots=True)
class Step:
    """What came of one piece of the work: how much was read, what there is to say, what was written.

    `done` is how many inputs are behind it. `stale` are outputs that are missing or differ.
    """

    done: int
    documents: int = 0
    articles: int = 0
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    stale: tuple[tuple[Path, Stale], ...] = ()


@dataclass(slots=True)
class Export:
    """The sum of a run. `kept` are the packages that were not compared: they hold more stories than this run."""

    documents: int = 0
    articles: int = 0
    errors: int = 0
    written: list[Path] = field(default_factory=list)
    stale: list[tuple[Path, Stale]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def export_inputs(
    items: Sequence[Item],
    directory: Path,
    formats: Iterable[str],
    options: WriteOptions,
    *,
    compare: bool = False,
    part: bool = False,
    jobs: int = 1,
    report: Callable[[Step], None] | None = None,
) -> Export:
    """Write the stories of all inputs below a folder in every format; one that gathers has a folder of its own there.

    With `compare` nothing is written: what is missing or differs is told. `part` says that the inputs may be a
    part of those that an existing package (of tables, or a sitemap) was made from, which then is not compared.
    `report` is called after every piece of work, in the order of the inputs; without it, the sum holds all
    findings and paths.

    Raises UsageError for two inputs for one output or an output that is an input, before anything is written;
    OutputError when the system refuses: files that are not yet whole are as they were.
    """
    plan = Plan(directory, [item.input.path for item in items if item.input.path is not None])
    for settings in {item.settings.file: item.settings for item in items}.values():
        for path in (settings.file, *settings.entities):
            if path is not None:
                plan.protect(path)
    run = _Run(plan, formats, options, compare=compare, part=part, report=report)
    run.names.claim(items)
    run.work(results(tasks(items), run.ask, jobs=jobs))
    return run.sum


def export_articles(
    articles: Iterable[NewsArticle], directory: Path, formats: Iterable[str], options: WriteOptions
) -> Export:
    """Write articles from memory below a folder, as `article.jsonld`, `article.2.jsonld` ..., and their packages.

    One with an error is not written; the sum says why. Raises as `export_inputs` does.
    """
    run = _Run(Plan(directory), formats, options)
    run.names.add("article", "article")

    def made() -> Iterator[Result]:
        for number, article in enumerate(articles, start=1):
            findings = check_article(article)
            result = Result(0, documents=1, findings=findings)
            if not any(finding.severity == "error" for finding in findings):
                render(Story(article, (), number), run.ask, result, lines=False, name=None)
            yield result

    run.work(made())
    return run.sum


class _Run:
    """One export on its way."""

    def __init__(
        self,
        plan: Plan,
        formats: Iterable[str],
        options: WriteOptions,
        *,
        compare: bool = False,
        part: bool = False,
        report: Callable[[Step], None] | None = None,
    ) -> None:
        known = [find_format(name) for name in dict.fromkeys(formats)]
        gathering = [one for one in known if one.folder is not None]
        self.sum = Export()
        self.ask = Ask(
            tuple([one.name for one in known if one.folder is None]),
            tuple([one.name for one in gathering]),
            options,
            notes=False,
        )
        self.plan = plan
        self.names = Names(plan, self.ask.formats)
        self._compare = compare
        self._part = part
        self._report = report
        self._growing: dict[str, Growing] = {}
        self._place = 0
        self._packages = [Package(one, plan, options) for one in gathering]

    def work(self, done: Iterable[Result]) -> None:
        """Take all results, write what is in them, and the packages at the end."""
        rows = self._rows(done)
        try:
            # The rows of one package go into it as they come; those of others wait for their turn.
            for package in self._packages[:1]:
                package.assemble(rows)
            for _ in rows:
                pass
            for package in self._packages[1:]:
                package.assemble(package.waiting())
        finally:
            for growing in self._growing.values():
                growing.abandon()
        if self.sum.articles:
            self._finish_packages()

    def _rows(self, done: Iterable[Result]) -> Iterator[Any]:
        """The rows of the first package, while everything else in the results is written."""
        for result in done:
            written: list[Path] = []
            wrong: list[tuple[Path, Stale]] = []
            if result.place != self._place:
                self._finish(written, wrong)
                self._place = result.place
            for kind, content in result.lines.items():
                if kind not in self._growing:
                    path = self.names.path(self._place, kind, 1)
                    self._growing[kind] = Growing(path, compare=self._compare)
                self._growing[kind].add(bytes(content))
            for output in result.outputs:
                self._put(output, written, wrong)
            step = Step(
                result.place,
                result.documents,
                result.articles,
                tuple(result.findings),
                tuple(written),
                tuple(wrong),
            )
            self._tell(step)
            for number, package in enumerate(self._packages):
                rows = result.tabulated.get(package.name, [])
                if self._part and self._compare:
                    package.keys.update(row.key for row in rows)
                if number:
                    package.wait(rows)
                else:
                    yield from rows
        written, wrong = [], []
        self._finish(written, wrong)
        self._tell(Step(self._place + 1, written=tuple(written), stale=tuple(wrong)))

    def _put(self, output: Output, written: list[Path], wrong: list[tuple[Path, Stale]]) -> None:
        path = self.names.path(self._place, output.format, output.number)
        if not self._compare:
            if not path.parent.resolve().is_relative_to(self.plan.folder.resolve()):
                raise OutputError(f"{path}: a link leads out of {self.plan.folder}: remove it")
            write_atomic(path, output.content)
            written.append(path)
        elif state := stale(path, output.content):
            wrong.append((path, state))

    def _finish(self, written: list[Path], wrong: list[tuple[Path, Stale]]) -> None:
        """All lines of an input have come: the files they grew into are whole."""
        for kind in list(self._growing):
            growing = self._growing.pop(kind)
            state = growing.finish()
            if not self._compare:
                written.append(growing.path)
            elif state:
                wrong.append((growing.path, state))

    def _finish_packages(self) -> None:
        if self._compare:
            for package in self._packages:
                if self._part and package.holds_more():
                    self.sum.kept.append(package.path)
                else:
                    package.plan()
            self._tell(Step(self._place + 1, stale=tuple(self.plan.stale())))
            return
        remarks = [finding for package in self._packages for finding in package.plan()]
        if remarks:
            self._tell(Step(self._place + 1, findings=tuple(remarks)))
        self._tell(Step(self._place + 1, written=tuple(self.plan.write())))

    def _tell(self, step: Step) -> None:
        self.sum.documents += step.documents
        self.sum.articles += step.articles
        self.sum.errors += sum(finding.severity == "error" for finding in step.findings)
        if self._report is not None:
            self._report(step)
            return
        self.sum.findings += step.findings
        self.sum.written += step.written
        self.sum.stale += step.stale
