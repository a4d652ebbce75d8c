"""Load the stories to embed: read and check each, and render its JSON-LD once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from newsld.findings import Finding, Unwritable
from newsld.findings.catalogue import catalogue
from newsld.findings.internal import internal_error
from newsld.findings.limit import limit_findings
from newsld.formats import find_format
from newsld.model.views import address
from newsld.pipeline.archive import WorkUnit
from newsld.pipeline.embedding.embed_page import Insert, build_insert
from newsld.pipeline.embedding.story_index import path_key, url_key
from newsld.pipeline.flow import StoryResult, check, read_stories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsld.model import NewsArticle

_GROUPS: Final = frozenset({"SYN", "SCH", "REF", "VOC", "DAT", "GRD", "CIT", "LNK", "FIG"})
"""The groups of rules that the output of a story depends on."""


class EmbeddableStory(NamedTuple):
    """A story without errors: its name in reports, its URL, the keys to find it by, and the content to embed.

    `report_unmatched` is whether its settings enable the finding for a story that matches no page.
    """

    name: str
    url: str | None
    keys: tuple[str, ...]
    insert: Insert
    report_unmatched: bool = True


@dataclass(slots=True)
class LoadedStories:
    """The result for one piece of work: stories, the number of stories refused because of errors, and findings."""

    stories: list[EmbeddableStory] = field(default_factory=list)
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)


def load_stories(
    unit: WorkUnit, *, meta: bool = False, claims: bool = False, drafts: bool = False
) -> LoadedStories:
    """Return the stories of an input, with the content to embed; stories with errors are refused.

    Raises UsageError when the file cannot be read.
    """
    loaded = LoadedStories()
    rules = unit.settings.rules.codes(unit.path or unit.name)
    for story in _check_stories(unit, rules):
        found = [one for one in story.findings if one.severity == "error" or one.code in rules]
        loaded.findings += limit_findings(found)
        if story.article is not None:
            try:
                loaded.stories.append(
                    _prepare(
                        unit, story.article, story.number or 1, rules, meta=meta, claims=claims, drafts=drafts
                    )
                )
            except Unwritable as error:
                loaded.findings += [one.at(None, file=unit.name) for one in error.findings]
                loaded.refused += 1
            except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other stories
                loaded.findings.append(internal_error(error, unit.name, "preparing it for pages"))
                loaded.refused += 1
        elif any(one.severity == "error" for one in story.findings):
            loaded.refused += 1
    loaded.findings = unit.shift_lines(loaded.findings)
    return loaded


def _check_stories(unit: WorkUnit, rules: frozenset[str]) -> Iterator[StoryResult]:
    """Yield the stories of an input with the findings of these rules and of those that cannot be ignored."""
    source = unit.source()
    if not find_format(unit.format).has_markup:
        yield from read_stories(
            source, unit.format, unit.settings, include_info=False, rules=rules | _required_rules()
        )
        return
    # Published markup is checked as a whole, and read as stories only when it has no error.
    errors = [
        one
        for one in check(source, unit.format, unit.settings, rules=rules | _required_rules())
        if one.severity == "error"
    ]
    if errors:
        yield StoryResult(None, tuple(errors))
    else:
        yield from read_stories(source, unit.format, unit.settings, include_info=False)


@cache
def _required_rules() -> frozenset[str]:
    """Return the codes of errors that settings cannot ignore when a story is embedded."""
    return frozenset(
        code for code, rule in catalogue().items() if rule.severity == "error" and code[4:7] in _GROUPS
    )


def _prepare(
    unit: WorkUnit,
    article: NewsArticle,
    number: int,
    rules: frozenset[str],
    *,
    meta: bool,
    claims: bool,
    drafts: bool,
) -> EmbeddableStory:
    url = address(article)
    number += unit.first_number - 1
    name = unit.name if number == 1 else f"{unit.name} (story {number})"
    keys = [url_key(url or "")] + ([path_key(unit.path)] if unit.path is not None else [])
    present = tuple([key for key in keys if key])
    insert = build_insert(article, meta=meta, claims=claims, drafts=drafts)
    return EmbeddableStory(name, url, present, insert, "NLD-EMB-022" in rules)
