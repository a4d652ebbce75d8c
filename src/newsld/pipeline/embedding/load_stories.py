"""Stories on their way to the shelf: read, asked for errors, and rendered once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.findings.catalogue import catalogue
from newsld.findings.errors import Unwritable
from newsld.formats import find_format
from newsld.pipeline.archive import Task
from newsld.pipeline.embedding.embed_page import Insert, insert_for
from newsld.pipeline.embedding.story_index import address_of, place_of
from newsld.pipeline.flow import Story, check, stories
from newsld.syntax.document import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsld.model import NewsArticle

__all__ = ["Read", "Ready", "read_stories"]

_OUTPUT: Final = frozenset({"SYN", "SCH", "REF", "VOC", "DAT", "GRD", "CIT", "LNK", "FIG"})
"""The groups of rules that the output of a story depends on."""


class Ready(NamedTuple):
    """A story that can be embedded: its name in reports, its address, the keys to find it by, and what it puts in.

    `wanted` says that its settings want to hear of it when no page goes with it.
    """

    name: str
    url: str | None
    keys: tuple[str, ...]
    insert: Insert
    wanted: bool = True


@dataclass(slots=True)
class Read:
    """What came of a piece of work: stories, how many were kept back, and what there is to say."""

    stories: list[Ready] = field(default_factory=list)
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)


def read_stories(task: Task, *, meta: bool = False) -> Read:
    """The stories of an input as their pages are to have them; one in which a check finds an error is kept back.

    Raises UsageError when the file cannot be read.
    """
    found = Read()
    rules = task.settings.rules.codes(task.path or task.name)
    for story in _asked(task, rules):
        found.findings += [one for one in story.findings if one.severity == "error" or one.code in rules]
        if story.article is not None:
            try:
                found.stories.append(_ready(task, story.article, story.number or 1, rules, meta=meta))
            except Unwritable as fault:
                found.findings += [one.at(None, file=task.name) for one in fault.findings]
                found.refused += 1
        elif any(one.severity == "error" for one in story.findings):
            found.refused += 1
    found.findings = task.shifted(found.findings)
    return found


def _asked(task: Task, rules: frozenset[str]) -> Iterator[Story]:
    """The stories of an input, asked all that a check asks."""
    source = Source(task.content, name=task.name, path=task.path)
    if not find_format(task.format).has_markup:
        yield from stories(source, task.format, task.settings, notes=False, rules=rules | _firm())
        return
    # Published markup is checked as a whole, and read as stories only when nothing in it is wrong.
    errors = [
        one
        for one in check(source, task.format, task.settings, rules=rules | _firm())
        if one.severity == "error"
    ]
    if errors:
        yield Story(None, tuple(errors))
    else:
        yield from stories(source, task.format, task.settings, notes=False)


@cache
def _firm() -> frozenset[str]:
    """The codes of errors that keep a story back whatever its settings ignore."""
    return frozenset(
        code for code, rule in catalogue().items() if rule.severity == "error" and code[4:7] in _OUTPUT
    )


def _ready(task: Task, article: NewsArticle, number: int, rules: frozenset[str], *, meta: bool) -> Ready:
    url = article.url or _home(article.extra.get("mainEntityOfPage"))
    number += task.first_number - 1
    name = task.name if number == 1 else f"{task.name} (story {number})"
    keys = [address_of(url or "")] + ([place_of(task.path)] if task.path is not None else [])
    found = tuple([key for key in keys if key])
    return Ready(name, url, found, insert_for(article, meta=meta), "NLD-EMB-022" in rules)


def _home(value: Any) -> str | None:
    """The address in a `mainEntityOfPage`, which may be a node."""
    if isinstance(value, dict):
        value = value.get("@id", value.get("url"))
    return value if isinstance(value, str) else None
