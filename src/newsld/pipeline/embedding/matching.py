"""Which story a page goes with: by its canonical link, then by its og:url, then by what somebody said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsld.findings import Finding
from newsld.pipeline.embedding.story_index import Shelf, Shelved, address_of
from newsld.syntax.document import Source
from newsld.web.html.splice import MARK_ATTRIBUTE
from newsld.web.markup import Markup
from newsld.web.markup.meta_tags import canonical

if TYPE_CHECKING:
    from newsld.web.html import Page

__all__ = ["Match", "match"]


class Match(NamedTuple):
    """The story of a page; or a finding that says why there is none, and the stories it is about."""

    story: Shelved | None = None
    finding: Finding | None = None
    numbers: tuple[int, ...] = ()


def match(page: Page, path: Path, shelf: Shelf, *, alone: bool, expected: bool) -> Match:
    """The story that goes with a page.

    `alone` says that this page and one story were named, and nothing else: they belong together unless they
    state different addresses. `expected` says that the page should have a story: that it has none is an error then.
    """
    stated = list(_stated(page))
    wanted = [(what, key) for what, address in stated if (key := address_of(address))]
    for what, key in wanted:
        if found := shelf.find(key):
            return _one(found, f"the {what} of the page")
    assigned = shelf.assigned(path)
    if assigned is not None:
        if found := shelf.find(assigned):
            return _one(found, "what the mapping file says of the page")
        message = "the story that the mapping file names for this page is none of those after --from"
        return Match(
            finding=Finding(
                "NLD-EMB-020", message, suggestion="name it after --from, or mend the mapping file"
            )
        )
    if alone:
        return _alone(shelf, stated if wanted else [])
    return Match(finding=_none(stated, wanted, expected=expected))


def _stated(page: Page) -> Iterator[tuple[str, str]]:
    """The addresses that a page states for itself, and where; what newsld wrote into it is not its own word."""
    if address := canonical(Markup(Source(b""), [], page)):
        yield "canonical link", address
    for meta in page.meta("og:url"):
        if MARK_ATTRIBUTE not in meta.attributes and (address := meta.get("content")):
            yield "og:url", address


def _one(found: list[Shelved], by: str) -> Match:
    """The story found; several that say different things are one too many."""
    numbers = tuple([one.number for one in found])
    if len({one.insert for one in found}) == 1:
        return Match(found[0], numbers=numbers)
    names = " and ".join(dict.fromkeys(one.name for one in found))
    message = f"several stories go by {by}: {names}"
    mend = "give each story a url of its own, or leave all but one out"
    return Match(finding=Finding("NLD-EMB-023", message, suggestion=mend), numbers=numbers)


def _alone(shelf: Shelf, stated: list[tuple[str, str]]) -> Match:
    """The only story there is, for the only page; not if both say that they belong elsewhere."""
    story = shelf.only()
    if not stated or story.url is None or address_of(story.url) is None:
        return Match(story, numbers=(story.number,))
    what, address = stated[0]
    message = f"the {what} of the page is {address}, and the url of the story {story.url}"
    mend = "name the story of this page, or mend the address that is wrong"
    return Match(finding=Finding("NLD-EMB-020", message, suggestion=mend), numbers=(story.number,))


def _none(stated: list[tuple[str, str]], wanted: list[tuple[str, str]], *, expected: bool) -> Finding:
    """No story goes with the page."""
    code = "NLD-EMB-020" if expected else "NLD-EMB-021"
    mend = "name its story in a file for --map"
    if not stated:
        message = "the page does not state its address, so nothing says which story it tells"
        mend = f'give it a <link rel="canonical" href="https://...">, or {mend}'
    elif not wanted:
        message = f"the {stated[0][0]} of the page, {stated[0][1]}, is no whole address"
        mend = f"write it with https:// and the host, or {mend}"
    else:
        message = f"no story has the address of the page, {stated[0][1]}"
        mend = f"give the story this url, or {mend}"
    return Finding(code, message, suggestion=mend)
