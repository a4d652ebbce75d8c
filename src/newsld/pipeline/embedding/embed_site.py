"""A whole site: stories go on the shelf, pages are matched to them one by one, and written or compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.pipeline.archive import Item, spread, tasks
from newsld.pipeline.embedding.embed_page import clear_page, embed_page
from newsld.pipeline.embedding.find_pages import PageTask
from newsld.pipeline.embedding.load_stories import read_stories
from newsld.pipeline.embedding.matching import match
from newsld.pipeline.embedding.replace_page import page_diff, put_page
from newsld.pipeline.embedding.story_index import Shelf, open_shelf
from newsld.web.html import read_page
from newsld.web.html.splice import read_block

__all__ = ["Ask", "Embedded", "embed_site"]

State = Literal["written", "right", "stale", "left"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be done with every page.

    `meta` writes Open Graph and article tags too, `nonce` goes on the script, `remove` takes out instead of putting
    in. `task` is whether to write, to compare with what should stand there, or to show the difference.
    """

    meta: bool = False
    nonce: str | None = None
    remove: bool = False
    task: Literal["write", "compare", "show"] = "write"


@dataclass(frozen=True, slots=True)
class Embedded:
    """What came of a page: `right` as it was, `written`, `stale` (it would be written), or `left` alone.

    Without a page it is what there is to say of stories. `stories` are the numbers of those the page goes with.
    """

    page: Path | None
    state: State = "left"
    findings: tuple[Finding, ...] = ()
    stories: tuple[int, ...] = ()
    difference: str = ""


def embed_site(
    pages: Sequence[PageTask],
    items: Iterable[Item],
    ask: Ask,
    *,
    mapping: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Iterator[Embedded]:
    """Put the stories of these inputs into these pages; what came of it, page by page, in order.

    First comes what there is to say of the stories, last those that have no page, if there was a folder of pages to
    look for it. Raises UsageError for a file that cannot be read and OutputError when the system refuses; pages
    that are not yet written are as they were.
    """
    if ask.remove:
        yield from spread(partial(_removed, ask=ask), pages, jobs=jobs)
        return
    with ExitStack() as ending:
        file = Path(ending.enter_context(TemporaryDirectory(prefix="newsld-"))) / "stories.sqlite"
        shelf = Shelf(file)
        ending.callback(shelf.close)
        refused = 0
        for read in spread(partial(read_stories, meta=ask.meta), tasks(items), jobs=jobs):
            for story in read.stories:
                shelf.add(*story)
            refused += read.refused
            if read.findings:
                yield Embedded(None, findings=tuple(read.findings))
        shelf.assign(mapping or {})
        shelf.commit()
        ending.callback(_close, file)
        alone = len(pages) == 1 and pages[0].named and shelf.count == 1 and not refused
        do = partial(_embedded, ask=ask, file=file, alone=alone, certain=not refused)
        used: set[int] = set()
        for done in spread(do, pages, jobs=jobs):
            used.update(done.stories)
            yield done
        if not all(page.named for page in pages):
            for name, url in shelf.left(used):
                yield Embedded(None, findings=(_homeless(name, url),))


def _close(file: Path) -> None:
    """Give back the shelf that this process opened for pages of its own."""
    open_shelf(file).close()
    open_shelf.cache_clear()


def _embedded(page: PageTask, *, ask: Ask, file: Path, alone: bool, certain: bool) -> Embedded:
    """One page with its story. Not `certain` means that its story may be one of those kept back."""
    content, limit = _content(page), page.settings.size_limit
    seen, faults = read_page(content, limit=limit)
    if seen is None:
        return _left(page, faults)
    found = match(seen, page.path, open_shelf(file), alone=alone, expected=page.named)
    if found.story is None:
        finding = found.finding
        if finding is not None and not found.numbers and read_block(content, limit=limit) is not None:
            mend = "bring its story back, or take newsld's block out with --remove"
            finding = replace(finding, code="NLD-EMB-020", suggestion=mend)
        told = finding if certain or found.numbers else None
        return _left(page, [told] if told is not None else [], found.numbers)
    made = embed_page(content, found.story.insert, nonce=ask.nonce, limit=limit, page=seen)
    if made.content is None:
        return _left(page, made.findings, found.numbers)
    return _done(page, content, made.content, ask, found.numbers)


def _removed(page: PageTask, *, ask: Ask) -> Embedded:
    """One page without what newsld put into it."""
    content = _content(page)
    made = clear_page(content, limit=page.settings.size_limit)
    if made.content is None:
        return _left(page, made.findings)
    return _done(page, content, made.content, ask)


def _done(page: PageTask, before: bytes, after: bytes, ask: Ask, numbers: tuple[int, ...] = ()) -> Embedded:
    """Write a page, or say how it differs from what it should be."""
    if before == after:
        return Embedded(page.path, "right", stories=numbers)
    if ask.task != "write":
        shown = page_diff(page.name, before, after) if ask.task == "show" else ""
        return Embedded(page.path, "stale", stories=numbers, difference=shown)
    fault = put_page(page.path, before, after)
    if fault is not None:
        return _left(page, [fault], numbers)
    return Embedded(page.path, "written", stories=numbers)


def _left(page: PageTask, findings: Iterable[Finding], numbers: tuple[int, ...] = ()) -> Embedded:
    """A page left as it is, with the reasons; what the settings ignore is not said, unless it is an error."""
    findings = [replace(one, file=page.name) for one in findings]
    if any(one.severity != "error" for one in findings):
        rules = page.settings.rules.codes(page.path)
        findings = [one for one in findings if one.severity == "error" or one.code in rules]
    return Embedded(page.path, "left", tuple(findings), numbers)


def _homeless(name: str, url: str | None) -> Finding:
    """The finding for a story that no page goes with."""
    if url is None:
        message, mend = "the story has no url, and no page names it", "give it the address of its page as url"
    else:
        message = f"no page has the address of this story, {url}"
        mend = "see that its page is among those named, and states this address as its canonical link"
    return Finding("NLD-EMB-022", message, suggestion=mend, file=name)


def _content(page: PageTask) -> bytes:
    try:
        return page.path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{page.name} cannot be read ({error.strerror or error}): mend its permissions, or leave it out"
        ) from error
