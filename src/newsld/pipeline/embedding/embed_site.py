"""Embed the stories of a site: index the stories, match each page to its story, and write or compare the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from newsld.findings import Finding
from newsld.findings.errors import unreadable_error
from newsld.findings.internal import internal_error
from newsld.findings.limit import limit_findings
from newsld.pipeline.archive import InputItem, parallel_map, work_units
from newsld.pipeline.embedding.embed_page import clear_page, embed_page
from newsld.pipeline.embedding.find_pages import TargetPage
from newsld.pipeline.embedding.load_stories import load_stories
from newsld.pipeline.embedding.matching import match_page
from newsld.pipeline.embedding.replace_page import page_diff, replace_page
from newsld.pipeline.embedding.story_index import StoryIndex, open_index
from newsld.pipeline.output import outside_link
from newsld.syntax.read_file import read_file
from newsld.web.html.page import read_page
from newsld.web.html.splice import read_block

State = Literal["written", "unchanged", "stale", "skipped"]


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """What to do with every page.

    `meta` also writes Open Graph and article tags, `nonce` is the nonce of the script, `remove` removes what newsld
    embedded. `action` is to write the pages, to compare them with the expected content, or to produce diffs.
    `follow_links` also changes pages outside of a folder that a link in it leads to. `drafts` also embeds drafts;
    `claims` embeds the attributed
    statements too.
    """

    meta: bool = False
    nonce: str | None = None
    remove: bool = False
    action: Literal["write", "compare", "diff"] = "write"
    follow_links: bool = False
    claims: bool = False
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class PageResult:
    """The result for a page: `unchanged`, `written`, `stale` (it would be written) or `skipped`.

    Without a page, the findings are about stories. `stories` are the numbers of the stories that match the page.
    """

    page: Path | None
    state: State = "skipped"
    findings: tuple[Finding, ...] = ()
    stories: tuple[int, ...] = ()
    difference: str = ""


def embed_site(
    pages: Sequence[TargetPage],
    items: Iterable[InputItem],
    options: EmbedOptions,
    *,
    mapping: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Iterator[PageResult]:
    """Embed the stories of the inputs in the pages; yield the results page by page, in order.

    Findings about stories come first; stories without a page come last, and only when `pages` come from a folder.
    Raises UsageError for a file that cannot be read and OutputError for one that cannot be written; pages not
    written by then are unchanged.
    """
    if options.remove:
        yield from parallel_map(partial(_contained, _remove, options=options), pages, jobs=jobs)
        return
    with ExitStack() as stack:
        file = Path(stack.enter_context(TemporaryDirectory(prefix="newsld-"))) / "stories.sqlite"
        index = StoryIndex(file)
        stack.callback(index.close)
        refused = 0
        for loaded in parallel_map(
            partial(load_stories, meta=options.meta, claims=options.claims, drafts=options.drafts),
            work_units(items),
            jobs=jobs,
        ):
            for story in loaded.stories:
                index.add(*story)
            refused += loaded.refused
            if loaded.findings:
                yield PageResult(None, findings=tuple(loaded.findings))
        index.assign(mapping or {})
        index.commit()
        stack.callback(_close, file)
        single = len(pages) == 1 and pages[0].named and index.count == 1 and not refused
        embed_one = partial(
            _contained, _embed, options=options, file=file, single=single, complete=not refused
        )
        matched: set[int] = set()
        for result in parallel_map(embed_one, pages, jobs=jobs):
            matched.update(result.stories)
            yield result
        if not all(page.named for page in pages):
            for name, url in index.unmatched(matched):
                yield PageResult(None, findings=(_no_page(name, url),))


def _contained(
    work: Callable[..., PageResult], page: TargetPage, *, options: EmbedOptions, **context: Any
) -> PageResult:
    """Return the result of a page; a defect of newsld, or a link that leaves the folder, is a finding."""
    if page.is_outside and not options.follow_links:
        return _skip(page, [outside_link(page.path)])
    try:
        return work(page, options=options, **context)
    except Exception as error:  # noqa: BLE001 -- a defect in newsld must not stop the other pages
        return _skip(page, [internal_error(error, page.name)])


def _close(file: Path) -> None:
    """Close the index that this process opened to embed pages itself."""
    open_index(file).close()
    open_index.cache_clear()


def _embed(
    page: TargetPage, *, options: EmbedOptions, file: Path, single: bool, complete: bool
) -> PageResult:
    """Embed the story of a page.

    Without `complete`, some stories were refused, and one of them may be that of the page.
    """
    content, limit = _read(page), page.settings.size_limit
    parsed, findings = read_page(content, limit=limit)
    if parsed is None:
        return _skip(page, findings)
    match = match_page(parsed, page.path, open_index(file), single=single, expected=page.named)
    if match.story is None:
        finding = match.finding
        if finding is not None and not match.numbers and read_block(content, limit=limit) is not None:
            suggestion = "restore its story, or remove the block that newsld embedded with --remove"
            finding = replace(finding, code="NLD-EMB-020", suggestion=suggestion)
        reported = [finding] if finding is not None and (complete or match.numbers) else []
        return _skip(page, reported, match.numbers)
    embedded = embed_page(content, match.story.insert, nonce=options.nonce, limit=limit, page=parsed)
    if embedded.content is None:
        return _skip(page, embedded.findings, match.numbers)
    return _finish(page, content, embedded.content, options, match.numbers)


def _remove(page: TargetPage, *, options: EmbedOptions) -> PageResult:
    """Remove what newsld embedded in a page."""
    content = _read(page)
    cleared = clear_page(content, limit=page.settings.size_limit)
    if cleared.content is None:
        return _skip(page, cleared.findings)
    return _finish(page, content, cleared.content, options)


def _finish(
    page: TargetPage, before: bytes, after: bytes, options: EmbedOptions, numbers: tuple[int, ...] = ()
) -> PageResult:
    """Write the new content of a page, or compare it with the old one."""
    if before == after:
        return PageResult(page.path, "unchanged", stories=numbers)
    if options.action != "write":
        diff = page_diff(page.name, before, after) if options.action == "diff" else ""
        return PageResult(page.path, "stale", stories=numbers, difference=diff)
    finding = replace_page(page.path, before, after)
    if finding is not None:
        return _skip(page, [finding], numbers)
    return PageResult(page.path, "written", stories=numbers)


def _skip(page: TargetPage, findings: Iterable[Finding], numbers: tuple[int, ...] = ()) -> PageResult:
    """Return the result for a page that is not changed; errors are reported even when the settings ignore them."""
    findings = [replace(one, file=page.name) for one in findings]
    if any(one.severity != "error" for one in findings):
        rules = page.settings.rules.codes(page.path)
        findings = [one for one in findings if one.severity == "error" or one.code in rules]
    return PageResult(page.path, "skipped", tuple(limit_findings(findings)), numbers)


def _no_page(name: str, url: str | None) -> Finding:
    """Return the finding for a story that matches no page."""
    if url is None:
        message = "the story has no url, and no page names it"
        suggestion = "set url to the address of its page"
    else:
        message = f"no page has the address of this story, {url}"
        suggestion = "include its page, and set the canonical link of the page to this address"
    return Finding("NLD-EMB-022", message, suggestion=suggestion, file=name)


def _read(page: TargetPage) -> bytes:
    try:
        return read_file(page.path, page.settings.size_limit)
    except OSError as error:
        raise unreadable_error(page.name, error) from error
