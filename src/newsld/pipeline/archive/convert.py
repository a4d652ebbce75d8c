"""A piece of work done: its stories read, checked and written as bytes, here or in other processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from newsld.findings import Finding
from newsld.findings.errors import Unwritable
from newsld.formats import WriteOptions, find_format
from newsld.pipeline.archive.processes import spread
from newsld.pipeline.archive.work_items import Task
from newsld.pipeline.flow import Story, in_order, stories
from newsld.syntax.document import Source

__all__ = ["Ask", "Output", "Result", "convert", "render", "results"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be made of every article: the formats of one file each, and those that gather rows of all.

    Without `notes`, findings that are only information are left out. With `check`, the rules that the settings of
    an input choose are asked of it, and no others.
    """

    formats: tuple[str, ...] = ()
    gathered: tuple[str, ...] = ()
    options: WriteOptions = field(default_factory=WriteOptions)
    notes: bool = True
    check: bool = False


class Output(NamedTuple):
    """An article in a format, as a file of its own; `number` counts the articles of the input."""

    format: str
    number: int
    content: bytes


@dataclass(slots=True)
class Result:
    """What came of a piece of work: findings in order, outputs and rows in the order of the articles.

    `lines` are the articles that go on in one file for the whole input, `tabulated` the rows of a format that gathers.
    """

    place: int
    documents: int = 0
    articles: int = 0
    findings: list[Finding] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    lines: dict[str, bytearray] = field(default_factory=dict)
    tabulated: dict[str, list[Any]] = field(default_factory=dict)


def convert(task: Task, ask: Ask) -> Result:
    """Do a piece of work. Bad input becomes findings; raises UsageError when the file cannot be read."""
    source = Source(task.content, name=task.name, path=task.path)
    lines = find_format(task.format).lines
    result = Result(task.place)
    rules = task.settings.rules.codes(task.path or task.name)
    asked = rules if ask.check else None
    # A story that people wrote is hardly ever a sound line, and to find that out takes time.
    as_rows = lines and not ask.gathered and all(find_format(kind).from_rows for kind in ask.formats)
    for story in stories(source, task.format, task.settings, notes=ask.notes, rules=asked, as_rows=as_rows):
        if story.number is not None:
            result.documents += 1
        result.findings += story.findings
        if story.told is not None:
            render(story, ask, result, lines=lines, name=task.name, shift=task.first_number - 1)
    result.findings = task.shifted(result.findings)
    if result.findings:
        if not ask.check:
            # An error keeps a story back: that is said whatever the settings ignore.
            result.findings = [one for one in result.findings if one.severity == "error" or one.code in rules]
        result.findings = in_order(result.findings)
    return result


def render(story: Story, ask: Ask, result: Result, *, lines: bool, name: str | None, shift: int = 0) -> None:
    """Write the article of a story in every format asked for; what a format cannot carry is a finding.

    `shift` is how many articles of the input came before this piece of it.
    """
    number = (story.number or 1) + shift
    told = story.told
    assert told is not None, "a story that is rendered has something to be written"
    result.articles += 1
    for kind in ask.formats:
        try:
            known = find_format(kind)
            if known.written_as_lines(lines):
                content = known.write_line(told, ask.options, number)
                result.lines.setdefault(kind, bytearray()).extend(content)
            else:
                content = known.write(told, ask.options)
                result.outputs.append(Output(kind, number, content))
        except Unwritable as fault:
            result.findings += _unwritable(fault, kind, name)
    for kind in ask.gathered:
        try:
            assert story.article is not None, "what gathers is given articles"
            row = find_format(kind).aggregator().to_rows(story.article, ask.options)
        except Unwritable as fault:
            result.findings += _unwritable(fault, kind, name)
        else:
            if row is not None:
                result.tabulated.setdefault(kind, []).append(row)


def _unwritable(fault: Unwritable, kind: str, name: str | None) -> list[Finding]:
    return [
        replace(finding, message=f"{finding.message} (not written as {kind})", file=finding.file or name)
        for finding in fault.findings
    ]


def results(work: Iterable[Task], ask: Ask, *, jobs: int = 1) -> Iterator[Result]:
    """The results of all work, in its order, by so many processes; few are held at once.

    Raises what `convert` raises, and NewsldError when a process dies.
    """
    return spread(partial(convert, ask=ask), work, jobs=jobs)
